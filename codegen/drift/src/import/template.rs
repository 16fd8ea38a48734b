//! The template of a shape, from the bodies that have it.

use std::collections::HashSet;

use api_error_catalog_core::envelope::Field;
use api_error_catalog_model::model::ValueType;
use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::body_members::{Role, as_text, is_flag};
use super::json_values::{common_type, value_at};
use super::roles::Roles;

/// The catalog's own fields that all its envelopes may have.
const MOST_OWN_FIELDS: usize = 6;
/// Constants that one shape may have.
const MOST_CONSTANTS: usize = 4;
/// Returns the template of bodies of one shape, as text. `own` are the catalog's own fields so far, in all its templates.
pub(super) fn write(bodies: &[&Value], roles: &Roles<'_>, own: &mut HashSet<String>) -> String {
    let mut writer = TemplateWriter {
        roles,
        own,
        used: HashSet::new(),
        constants: 0,
        single: bodies.len() < 2,
        all: bodies,
    };
    json_text(
        &writer
            .template(bodies, &mut Vec::new(), false)
            .unwrap_or_default(),
    )
}

/// Writes one template.
struct TemplateWriter<'w, 'b> {
    roles: &'w Roles<'b>,
    /// The catalog's own fields so far, in all its templates.
    own: &'w mut HashSet<String>,
    /// Those of this template: each field occurs once.
    used: HashSet<String>,
    constants: usize,
    /// Whether a single body shows the shape, so that it is unknown which members may be missing.
    single: bool,
    all: &'w [&'b Value],
}

impl<'b> TemplateWriter<'_, 'b> {
    /// Returns the template of the values at this path; `None` to leave it out.
    fn template(
        &mut self,
        values: &[&'b Value],
        path: &mut Vec<&'b str>,
        optional: bool,
    ) -> Option<Value> {
        if let Some(role) = self.roles.at(path).cloned() {
            return Some(self.role(&role, optional).into());
        }
        let inside = self.roles.reaches_into(path);
        if values.iter().all(|value| value.is_object()) && (inside || path.is_empty()) {
            return Some(self.object(values, path, optional));
        }
        if inside && values.iter().all(|value| value.is_array()) {
            let items: Vec<&'b Value> = values
                .iter()
                .filter_map(|value| value.as_array()?.first())
                .collect();
            path.push("0");
            let item = self.template(&items, path, optional);
            path.pop();
            return item.map(|item| Value::Array(vec![item]));
        }
        let flag = values
            .iter()
            .all(|value| is_flag(value) && Some(value) == values.first());
        match values.first() {
            Some(value) if flag && !optional && self.constants < MOST_CONSTANTS => {
                self.constants += 1;
                Some(constant(value))
            }
            _ => self.own_field(values, path, optional),
        }
    }

    fn object(&mut self, values: &[&'b Value], path: &mut Vec<&'b str>, optional: bool) -> Value {
        let objects: Vec<&'b Map<String, Value>> = values
            .iter()
            .filter_map(|value| value.as_object())
            .collect();
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
            let found: Vec<&'b Value> = objects
                .iter()
                .filter_map(|object| object.get(key))
                .collect();
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

    /// Returns a field of the catalog's own, for a member that the engine does not know.
    fn own_field(
        &mut self,
        values: &[&'b Value],
        path: &[&'b str],
        optional: bool,
    ) -> Option<Value> {
        let name = self.own_name(path)?;
        let default = self.says_the_code_again(path);
        let ty = match common_type(values) {
            _ if default => String::new(),
            ValueType::String => String::new(),
            // A template has no Booleans.
            ValueType::Boolean => ":any".to_owned(),
            ty => format!(":{ty}"),
        };
        let default = if default { "=code" } else { "" };
        let optional = if optional || self.single { "?" } else { "" };
        Some(format!("${name}{default}{ty}{optional}").into())
    }

    /// Returns a free name for it; `None` if there are enough fields, or no name can be made.
    fn own_name(&mut self, path: &[&str]) -> Option<String> {
        let snake = |text: &str| text.to_snake_case();
        let key = snake(path.last()?);
        let parent = path
            .iter()
            .rev()
            .nth(1)
            .map(|parent| snake(parent))
            .filter(|parent| parent != "0");
        let longer = parent.map(|parent| format!("{parent}_{key}"));
        let candidates = [
            Some(key.clone()),
            longer,
            Some(format!("error_{key}")),
            Some(format!("{key}_value")),
        ];
        let valid = |name: &String| {
            name.starts_with(|first: char| first.is_ascii_lowercase())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !Field::KNOWN.contains(&name.as_str())
        };
        let name = candidates
            .into_iter()
            .flatten()
            .find(|name| valid(name) && !self.used.contains(name))?;
        if !self.own.contains(&name) && self.own.len() >= MOST_OWN_FIELDS {
            return None;
        }
        self.own.insert(name.clone());
        self.used.insert(name.clone());
        Some(name)
    }

    /// Returns `true` if it repeats the code in every body.
    fn says_the_code_again(&self, path: &[&str]) -> bool {
        let Some(code) = self.roles.path(&Role::Code) else {
            return false;
        };
        self.all.iter().all(|body| {
            let (this, code) = (value_at(body, path), value_at(body, code));
            this.is_none() || this.and_then(as_text).is_some() && this == code
        })
    }
}

/// Returns a constant; a string that begins as a field does is escaped.
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
            let each = members
                .iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), json_text(value)));
            format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(json_text).collect::<Vec<_>>().join(", ")
        ),
        other => other.to_string(),
    }
}
