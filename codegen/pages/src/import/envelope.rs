//! How errors look on the wire, out of the page's JSON examples.

use std::collections::HashSet;

use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::roles::{Known, Role, Roles, as_text, is_flag};
use crate::page::{Body, Page};

/// Fields of a catalog's own that its envelopes may have together.
const MOST_OWN_FIELDS: usize = 6;
/// Constants that one form may have.
const MOST_CONSTANTS: usize = 4;
/// Forms that are read besides the envelope.
const MOST_FORMS: usize = 4;
/// Values that all forms together may have: the engine's reader has no more places.
const MOST_LEAVES: usize = 32;
/// The names that mean something in a template.
const ENGINE_FIELDS: &[&str] =
    &["code", "type", "message", "status", "request_id", "param", "retry_after", "details", "violations"];

/// How errors look.
#[derive(Debug, Default)]
pub(super) struct Wire {
    /// The form in which they are written.
    pub(super) envelope: Form,
    /// Further forms, which are read.
    pub(super) also_read: Vec<Form>,
    /// The form of messages on a WebSocket.
    pub(super) websocket: Option<Form>,
}

/// One form.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Form {
    /// The template, as text.
    pub(super) template: String,
    /// Why it is a guess.
    pub(super) unsure: Option<String>,
    /// The lines of the page that show it.
    pub(super) lines: Vec<usize>,
    /// The way to what is special to one error, where a body has such.
    pub(super) details: Option<Vec<String>>,
    /// The way to the type.
    pub(super) has_type: bool,
    has_code: bool,
}

/// Bodies of one form.
struct Group<'p> {
    websocket: bool,
    /// The ways to the message and the code, as far as there are such.
    message: Option<Vec<&'p str>>,
    code: Option<Vec<&'p str>>,
    bodies: Vec<&'p Body>,
}

/// Finds the forms. `codes`: whether the page's errors have codes at all.
pub(super) fn infer(page: &Page, known: &Known, websocket_errors: bool) -> Wire {
    let mut groups = groups(page, known);
    let (websocket, http): (Vec<Group<'_>>, Vec<Group<'_>>) = groups.drain(..).partition(|group| group.websocket);
    let mut own = HashSet::new();
    let mut forms: Vec<Form> = http.iter().map(|group| form(group, known, &mut own)).collect();
    let mut websocket = websocket.iter().map(|group| form(group, known, &mut own)).next();
    if websocket_errors && websocket.is_none() {
        websocket =
            Some(guessed(r#"{"type": "error", "message": "$message"}"#, "the page shows no JSON of a WebSocket's errors"));
    }
    let codes = !known.codes.is_empty();
    let first = forms.iter().position(|form| form.has_code || !codes);
    let envelope = match first {
        Some(first) => forms.remove(first),
        None if forms.is_empty() => guessed(default(codes), "the page shows no JSON of an error; this form is a guess"),
        None => guessed(default(codes), "no JSON on the page shows where the code stands; this form is a guess"),
    };
    let mut also_read: Vec<Form> = Vec::new();
    for form in forms {
        if form.template != envelope.template && !also_read.iter().any(|known| known.template == form.template) {
            also_read.push(form);
        }
    }
    also_read.truncate(MOST_FORMS);
    let leaves = |form: &Form| form.template.matches(": ").count();
    let mut left = MOST_LEAVES.saturating_sub(leaves(&envelope) + websocket.as_ref().map_or(0, leaves));
    also_read.retain(|form| {
        let enough = leaves(form) <= left;
        left -= if enough { leaves(form) } else { 0 };
        enough
    });
    Wire { envelope, also_read, websocket }
}

fn guessed(template: &str, why: &str) -> Form {
    let has = |field: &str| template.contains(field);
    Form {
        template: template.to_owned(),
        unsure: Some(why.to_owned()),
        has_type: has("$type"),
        has_code: has("$code"),
        ..Form::default()
    }
}

fn default(codes: bool) -> &'static str {
    if codes { r#"{"code": "$code", "type": "$type?", "message": "$message?"}"# } else { r#"{"message": "$message"}"# }
}

/// The bodies that show an error, those of one form together: first the form that most of them have.
fn groups<'p>(page: &'p Page, known: &Known) -> Vec<Group<'p>> {
    let mut groups: Vec<Group<'p>> = Vec::new();
    for body in &page.bodies {
        let Some(value) = body.value.as_ref() else { continue };
        let success = !body.statuses.is_empty() && body.statuses.iter().all(|status| *status < 400);
        let roles = Roles::of(&[value], known);
        if success || !roles.tells_an_error() {
            continue;
        }
        let path = |role: &Role| roles.path(role).map(<[&str]>::to_vec);
        let (message, code) = (path(&Role::Message), path(&Role::Code));
        let websocket = body.section.iter().any(|heading| heading.to_lowercase().contains("websocket"));
        let same = |one: &Option<Vec<&str>>, other: &Option<Vec<&str>>| one == other || one.is_none() || other.is_none();
        let fits = |group: &&mut Group<'p>| {
            group.websocket == websocket && group.message == message && message.is_some() && same(&group.code, &code)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => {
                group.code = group.code.take().or(code);
                group.bodies.push(body);
            }
            None => groups.push(Group { websocket, message, code, bodies: vec![body] }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.bodies.len()));
    groups
}

fn form(group: &Group<'_>, known: &Known, own: &mut HashSet<String>) -> Form {
    let values: Vec<&Value> = group.bodies.iter().filter_map(|body| body.value.as_ref()).collect();
    let roles = Roles::of(&values, known);
    let mut writer = Writer { roles: &roles, own, used: HashSet::new(), constants: 0, single: values.len() < 2, all: &values };
    let template = writer.template(&values, &mut Vec::new(), false).unwrap_or_default();
    Form {
        template: json_text(&template),
        unsure: None,
        lines: group.bodies.iter().map(|body| body.at.line).collect(),
        details: roles.path(&Role::Details).map(|path| path.iter().map(|key| (*key).to_owned()).collect()),
        has_type: roles.path(&Role::Type).is_some(),
        has_code: roles.path(&Role::Code).is_some(),
    }
}

/// Writes one template.
struct Writer<'w, 'b> {
    roles: &'w Roles<'b>,
    /// The catalog's own fields so far, in all its templates.
    own: &'w mut HashSet<String>,
    /// Those of this template: a field stands in it once.
    used: HashSet<String>,
    constants: usize,
    /// Whether a single body shows the form, so that nothing is known of what may be missing.
    single: bool,
    all: &'w [&'b Value],
}

impl<'b> Writer<'_, 'b> {
    /// The template of what stands at this path in some bodies; `None` to leave it out.
    fn template(&mut self, values: &[&'b Value], path: &mut Vec<&'b str>, optional: bool) -> Option<Value> {
        if let Some(role) = self.roles.at(path).cloned() {
            return Some(self.role(&role, optional).into());
        }
        let inside = self.roles.reaches_into(path);
        if values.iter().all(|value| value.is_object()) && (inside || path.is_empty()) {
            return Some(self.object(values, path, optional));
        }
        if inside && values.iter().all(|value| value.is_array()) {
            let items: Vec<&'b Value> = values.iter().filter_map(|value| value.as_array()?.first()).collect();
            path.push("0");
            let item = self.template(&items, path, optional);
            path.pop();
            return item.map(|item| Value::Array(vec![item]));
        }
        let flag = values.iter().all(|value| is_flag(value) && Some(value) == values.first());
        match values.first() {
            Some(value) if flag && !optional && self.constants < MOST_CONSTANTS => {
                self.constants += 1;
                Some(constant(value))
            }
            _ => self.own_field(values, path, optional),
        }
    }

    fn object(&mut self, values: &[&'b Value], path: &mut Vec<&'b str>, optional: bool) -> Value {
        let objects: Vec<&'b Map<String, Value>> = values.iter().filter_map(|value| value.as_object()).collect();
        let mut keys: Vec<&'b str> = Vec::new();
        for object in &objects {
            let mut place = 0;
            for key in object.keys() {
                match keys.iter().position(|known| known == key) {
                    Some(known) => place = known + 1,
                    None => {
                        keys.insert(place, key);
                        place += 1;
                    }
                }
            }
        }
        let mut members = Map::new();
        for key in keys {
            let found: Vec<&'b Value> = objects.iter().filter_map(|object| object.get(key)).collect();
            path.push(key);
            let missing = found.len() < objects.len() || found.iter().any(|value| value.is_null());
            if let Some(template) = self.template(&found, path, optional || missing) {
                members.insert(key.to_owned(), template);
            }
            path.pop();
        }
        Value::Object(members)
    }

    fn role(&self, role: &Role, optional: bool) -> String {
        let field = match role {
            Role::Code => "$code".to_owned(),
            Role::Type => "$type".to_owned(),
            Role::Message => "$message".to_owned(),
            Role::Status => "$status".to_owned(),
            Role::RequestId => "$request_id".to_owned(),
            Role::Param => "$param".to_owned(),
            Role::RetryAfter => "$retry_after".to_owned(),
            Role::Details => "$details".to_owned(),
            Role::ViolationList(part, message) => format!("$violations[{part}, {message}]"),
            Role::ViolationMap => "$violations{field: message}".to_owned(),
        };
        let telling = matches!(role, Role::Code | Role::Type | Role::Message);
        let optional = optional || (self.single && !telling);
        format!("{field}{}", if optional { "?" } else { "" })
    }

    /// A member that the engine does not know, as a field of the catalog's own.
    fn own_field(&mut self, values: &[&'b Value], path: &[&'b str], optional: bool) -> Option<Value> {
        let name = self.own_name(path)?;
        let default = self.says_the_code_again(path);
        let ty = match (default, own_type(values)) {
            (true, _) | (false, "string") => String::new(),
            (false, ty) => format!(":{ty}"),
        };
        let default = if default { "=code" } else { "" };
        let optional = if optional || self.single { "?" } else { "" };
        Some(format!("${name}{default}{ty}{optional}").into())
    }

    /// A name for it that is free; `None` where there are enough fields, or no name can be made.
    fn own_name(&mut self, path: &[&str]) -> Option<String> {
        let snake = |text: &str| text.to_snake_case();
        let key = snake(path.last()?);
        let parent = path.iter().rev().nth(1).map(|parent| snake(parent)).filter(|parent| parent != "0");
        let longer = parent.map(|parent| format!("{parent}_{key}"));
        let candidates = [Some(key.clone()), longer, Some(format!("error_{key}")), Some(format!("{key}_value"))];
        let valid = |name: &String| {
            name.starts_with(|first: char| first.is_ascii_lowercase())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !ENGINE_FIELDS.contains(&name.as_str())
        };
        let name = candidates.into_iter().flatten().find(|name| valid(name) && !self.used.contains(name))?;
        if !self.own.contains(&name) && self.own.len() >= MOST_OWN_FIELDS {
            return None;
        }
        self.own.insert(name.clone());
        self.used.insert(name.clone());
        Some(name)
    }

    /// Whether it holds what the code holds, in every body.
    fn says_the_code_again(&self, path: &[&str]) -> bool {
        let Some(code) = self.roles.path(&Role::Code) else { return false };
        self.all.iter().all(|body| {
            let (this, code) = (at(body, path), at(body, code));
            this.is_none() || this.and_then(as_text).is_some() && this == code
        })
    }
}

/// The value at a path.
pub(super) fn at<'v, K: AsRef<str>>(value: &'v Value, path: &[K]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| match value {
        Value::Object(members) => members.get(key.as_ref()),
        Value::Array(items) if key.as_ref() == "0" => items.first(),
        _ => None,
    })
}

fn own_type(values: &[&Value]) -> &'static str {
    let all = |is: fn(&Value) -> bool| values.iter().all(|value| is(value));
    if all(Value::is_string) {
        "string"
    } else if all(|value| value.is_i64() || value.is_u64()) {
        "integer"
    } else if all(Value::is_number) {
        "number"
    } else {
        "any"
    }
}

/// A constant; a text that begins as a field does is told apart from one.
fn constant(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if text.starts_with('$') => format!("${text}").into(),
        _ => value.clone(),
    }
}

/// JSON on one line, a space after each comma and colon.
fn json_text(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let each = members.iter().map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), json_text(value)));
            format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(json_text).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
