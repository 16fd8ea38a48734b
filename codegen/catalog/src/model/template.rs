//! Envelope templates: JSON in which a string that begins with `$` stands for a field.

use std::fmt;
use std::ops::Range;

use api_error_catalog_core::envelope::Field;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::Code;
use crate::text::broken::Broken;

/// The longest template that is read, in bytes.
const MAX_BYTES: usize = 64 << 10;

/// How a value is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    /// JSON text that stands there as it is.
    Literal(String),
    /// An object, its members in this order.
    Object(Vec<Member>),
    /// A list of one item.
    List(Box<Template>),
    /// A field.
    Field(FieldUse),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Template,
}

/// A field, where a template uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldUse {
    /// Its name.
    pub name: String,
    /// What its value is.
    pub ty: FieldType,
    /// The field that is written where this one was not given.
    pub default: Option<String>,
    /// Whether a body may be without it.
    pub optional: bool,
}

/// What the value of a field is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A string.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Any value.
    Any,
    /// A list of objects: the member that names the part of the request, and the one that says what is wrong.
    ViolationList(String, String),
    /// An object whose names are parts of the request and whose values say what is wrong.
    ViolationMap,
}

/// Whether the engine knows this field.
pub(crate) fn is_known(name: &str) -> bool {
    Field::KNOWN.contains(&name)
}

impl Template {
    /// Reads a template. `integer_codes`: what `$code` is unless it says otherwise.
    pub(crate) fn parse(text: &str, integer_codes: bool) -> Result<Template, Vec<Broken>> {
        if text.len() > MAX_BYTES {
            let why = format!(
                "it has {} bytes, and at most {MAX_BYTES} are read",
                text.len()
            );
            return Err(vec![Broken::new(
                Code::TemplateForm,
                0..0,
                why,
                "leave out what no body has",
            )]);
        }
        let json: Json = serde_json::from_str(text).map_err(|fault| vec![no_json(text, &fault)])?;
        let mut reader = Reader {
            text,
            integer_codes,
            read: 0,
            fields: Vec::new(),
            broken: Vec::new(),
        };
        let template = reader.template(json);
        let whole = |why: &str| {
            Broken::new(
                Code::TemplateForm,
                0..0,
                why,
                r#"such as `'{"code": "$code", "message": "$message"}'`"#,
            )
        };
        if !matches!(template, Template::Object(_) | Template::List(_)) {
            reader.broken.push(whole("an envelope is a JSON object"));
        } else if reader.fields.is_empty() && reader.broken.is_empty() {
            reader.broken.push(whole("no field stands in it"));
        }
        if reader.broken.is_empty() {
            Ok(template)
        } else {
            Err(reader.broken)
        }
    }

    /// The fields that a broken template may be meant to have, so that nobody who names one of them is told there is none.
    pub(crate) fn guess(text: &str) -> Template {
        let names = text
            .split('$')
            .skip(1)
            .map(|rest| rest.split(|next: char| !(next.is_ascii_alphanumeric() || next == '_')));
        let field = |name: &str| FieldUse {
            name: name.to_lowercase(),
            ty: FieldType::Any,
            default: None,
            optional: true,
        };
        let fields = names.filter_map(|mut rest| rest.next()).map(field);
        Template::Object(
            fields
                .map(|field| Member {
                    name: field.name.clone(),
                    value: Template::Field(field),
                })
                .collect(),
        )
    }

    /// Hands each field of it to `visit`, in order.
    pub(crate) fn each_field<'t>(&'t self, visit: &mut impl FnMut(&'t FieldUse)) {
        match self {
            Template::Literal(_) => {}
            Template::Object(members) => members
                .iter()
                .for_each(|member| member.value.each_field(visit)),
            Template::List(item) => item.each_field(visit),
            Template::Field(field) => visit(field),
        }
    }

    /// Whether this field stands in it.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let mut found = false;
        self.each_field(&mut |field| found |= field.name == name);
        found
    }

    /// Whether nothing of it need be there.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        match self {
            Template::Literal(_) => false,
            Template::Object(members) => {
                !members.is_empty() && members.iter().all(|member| member.value.is_optional())
            }
            Template::List(item) => item.is_optional(),
            Template::Field(field) => field.optional,
        }
    }
}

fn no_json(text: &str, fault: &serde_json::Error) -> Broken {
    let line_start = text
        .split_inclusive('\n')
        .take(fault.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let at = (line_start + fault.column())
        .saturating_sub(1)
        .min(text.len());
    let why = fault.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    let end = at
        + text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    Broken::new(
        Code::TemplateJson,
        at..end,
        format!("this is no JSON: {why}"),
        "a template is JSON: names and texts in double quotes, no comma at the end",
    )
}

/// Reads a template's values in the order in which they stand, and goes on after a fault.
struct Reader<'t> {
    text: &'t str,
    integer_codes: bool,
    /// How much of the text has been read.
    read: usize,
    /// The fields that were read, with their places.
    fields: Vec<(String, Range<usize>)>,
    broken: Vec<Broken>,
}

impl Reader<'_> {
    /// The place of the next string that reads so; the whole text where it is written in another way.
    fn place(&mut self, string: &str) -> Range<usize> {
        let quoted = serde_json::Value::from(string).to_string();
        let Some(found) = self
            .text
            .get(self.read..)
            .and_then(|rest| rest.find(&quoted))
        else {
            return 0..0;
        };
        let start = self.read + found + 1;
        self.read = start + quoted.len() - 1;
        start..self.read - 1
    }

    fn template(&mut self, json: Json) -> Template {
        match json {
            Json::Object(members) => self.object(members),
            Json::List(items) => self.list(items),
            Json::Other(value) => Template::Literal(value.to_string()),
            Json::String(text) => {
                let at = self.place(&text);
                match text.strip_prefix('$') {
                    Some(rest) if rest.starts_with('$') => {
                        Template::Literal(serde_json::Value::from(rest).to_string())
                    }
                    Some(rest) => self.field(rest, at),
                    None => Template::Literal(serde_json::Value::from(text).to_string()),
                }
            }
        }
    }

    fn object(&mut self, members: Vec<(String, Json)>) -> Template {
        let mut seen: Vec<(String, Range<usize>)> = Vec::new();
        let mut read = Vec::new();
        for (name, value) in members {
            let at = self.place(&name);
            self.told_once(&seen, &name, &at, &format!("the member `{name}`"));
            seen.push((name.clone(), at));
            read.push(Member {
                name,
                value: self.template(value),
            });
        }
        Template::Object(read)
    }

    fn list(&mut self, mut items: Vec<Json>) -> Template {
        if items.len() == 1 {
            return match self.template(items.remove(0)) {
                Template::Literal(text) => Template::Literal(format!("[{text}]")),
                item => Template::List(Box::new(item)),
            };
        }
        let mut texts = Vec::new();
        for item in items {
            let start = self.read;
            match self.template(item) {
                Template::Literal(text) => texts.push(text),
                _ => {
                    let why = "a list with fields in it has one item";
                    self.broken.push(Broken::new(
                        Code::TemplateForm,
                        start..start,
                        why,
                        "keep the item that all others look like",
                    ));
                }
            }
        }
        Template::Literal(format!("[{}]", texts.join(",")))
    }

    fn field(&mut self, text: &str, at: Range<usize>) -> Template {
        match field(text, self.integer_codes) {
            Ok(field) => {
                let fields = std::mem::take(&mut self.fields);
                self.told_once(
                    &fields,
                    &field.name,
                    &at,
                    &format!("the field `${}`", field.name),
                );
                self.fields = fields;
                self.fields.push((field.name.clone(), at));
                Template::Field(field)
            }
            Err(help) => {
                self.fields.push((String::new(), at.clone()));
                self.broken.push(Broken::new(
                    Code::TemplateField,
                    at,
                    format!("`${text}` is no field"),
                    help,
                ));
                Template::Literal("null".to_owned())
            }
        }
    }

    /// Tells what was read before under the same name.
    fn told_once(
        &mut self,
        before: &[(String, Range<usize>)],
        name: &str,
        at: &Range<usize>,
        what: &str,
    ) {
        if let Some((_, first)) = before.iter().find(|(known, _)| known == name) {
            let broken = Broken::new(
                Code::TemplateTwice,
                at.clone(),
                format!("{what} stands here twice"),
                "leave one of them out",
            );
            self.broken.push(Broken {
                first: Some(first.clone()),
                ..broken
            });
        }
    }
}

/// `name`, then any of `[field, message]`, `{field: message}`, `=other`, `:type`, `?`, in this order.
fn field(text: &str, integer_codes: bool) -> Result<FieldUse, &'static str> {
    let fault = Err;
    let (body, optional) = text
        .strip_suffix('?')
        .map_or((text, false), |body| (body, true));
    let end = body
        .find(|next: char| !(next.is_ascii_alphanumeric() || next == '_'))
        .unwrap_or(body.len());
    let (name, mut rest) = body.split_at(end);
    if !name.starts_with(|first: char| first.is_ascii_lowercase())
        || name.chars().any(|next| next.is_ascii_uppercase())
    {
        return fault("write `$name`, the name in lower case");
    }
    let mut ty = usual_type(name, integer_codes);
    if let Some(inner) = rest
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let Some((part, message)) = inner.split_once(',') else {
            return fault("a list of violations is `[field, message]`");
        };
        ty = FieldType::ViolationList(part.trim().to_owned(), message.trim().to_owned());
        rest = "";
    } else if rest.starts_with('{') && rest.ends_with('}') {
        ty = FieldType::ViolationMap;
        rest = "";
    } else if name == "violations" {
        return fault(
            "say how violations stand there: `$violations[field, message]` or `$violations{field: message}`",
        );
    }
    if name != "violations" && matches!(ty, FieldType::ViolationList(..) | FieldType::ViolationMap)
    {
        return fault("only `$violations` is read so");
    }
    let (default, ty_name) = match rest.strip_prefix('=') {
        Some(other) => other
            .split_once(':')
            .map_or((Some(other), None), |(other, ty)| (Some(other), Some(ty))),
        None => (None, rest.strip_prefix(':')),
    };
    if default.is_none() && ty_name.is_none() && !rest.is_empty() {
        return fault("after the name come `=other`, `:type` and `?`, in this order");
    }
    match ty_name.map(str::trim) {
        None => {}
        Some("string") => ty = FieldType::String,
        Some("integer") => ty = FieldType::Integer,
        Some("number") => ty = FieldType::Number,
        Some("any") => ty = FieldType::Any,
        Some(_) => return fault("the types are `string`, `integer`, `number` and `any`"),
    }
    let default = default.map(|other| other.trim().trim_start_matches('$').to_owned());
    Ok(FieldUse {
        name: name.to_owned(),
        ty,
        default,
        optional,
    })
}

fn usual_type(name: &str, integer_codes: bool) -> FieldType {
    match name {
        "code" if integer_codes => FieldType::Integer,
        "status" => FieldType::Integer,
        "retry_after" => FieldType::Number,
        "details" => FieldType::Any,
        _ => FieldType::String,
    }
}

/// JSON whose objects keep their order and their duplicates.
enum Json {
    Object(Vec<(String, Json)>),
    List(Vec<Json>),
    String(String),
    Other(serde_json::Value),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JsonVisitor;

        impl<'de> Visitor<'de> for JsonVisitor {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Json::Object(members))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Json::List(items))
            }
            fn visit_str<E>(self, text: &str) -> Result<Json, E> {
                Ok(Json::String(text.to_owned()))
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
                Ok(Json::Other(truth.into()))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
                Ok(Json::Other(number.into()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
                Ok(Json::Other(number.into()))
            }
            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Json, E> {
                let number = serde_json::Number::from_f64(number)
                    .ok_or(A_NUMBER)
                    .map_err(E::custom)?;
                Ok(Json::Other(number.into()))
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Other(serde_json::Value::Null))
            }
        }

        const A_NUMBER: &str = "a number that JSON does not have";
        deserializer
            .deserialize_any(JsonVisitor)
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_field(text: &str) -> FieldUse {
        match Template::parse(&format!(r#"{{"x": "{text}"}}"#), false).expect(text) {
            Template::Object(members) => {
                match members.into_iter().next().map(|member| member.value) {
                    Some(Template::Field(field)) => field,
                    other => panic!("{text}: {other:?}"),
                }
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_field_says_its_type_default_and_whether_it_may_be_missing() {
        let legacy = only_field("$legacy=$code?");
        assert_eq!(
            (
                legacy.name.as_str(),
                legacy.default.as_deref(),
                legacy.optional
            ),
            ("legacy", Some("code"), true)
        );
        assert_eq!(only_field("$trace:any").ty, FieldType::Any);
        assert_eq!(only_field("$details?").ty, FieldType::Any);
        let list = FieldType::ViolationList("loc".into(), "msg".into());
        assert_eq!(only_field("$violations[loc, msg]?").ty, list);
        assert_eq!(
            only_field("$violations{field: message}").ty,
            FieldType::ViolationMap
        );
    }

    #[test]
    fn what_is_no_template_is_told() {
        for (text, why) in [
            ("{", "no JSON"),
            ("\"$message\"", "a JSON object"),
            ("{\"a\": 1}", "no field"),
            ("{\"a\": \"$code\", \"b\": \"$code\"}", "twice"),
            ("{\"a\": \"$code\", \"a\": \"$message\"}", "twice"),
            ("{\"a\": \"$Code\"}", "lower case"),
            ("{\"a\": \"$violations\"}", "say how"),
            ("{\"a\": \"$x:colour\"}", "the types are"),
            ("{\"a\": [\"$x\", 1]}", "one item"),
        ] {
            let broken = Template::parse(text, false).expect_err(text);
            assert!(
                broken
                    .iter()
                    .any(|broken| format!("{}: {}", broken.why, broken.help).contains(why)),
                "{text}: {broken:?}"
            );
        }
    }
}
