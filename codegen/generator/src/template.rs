//! Envelope templates: JSON in which a string that begins with `$` stands for a field.

use std::fmt;

use api_error_catalog_core::envelope::Field;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

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
    pub(crate) fn parse(text: &str, integer_codes: bool) -> Result<Template, String> {
        let json: Json = serde_json::from_str(text).map_err(|fault| format!("this is no JSON: {fault}"))?;
        let template = lower(json, integer_codes)?;
        if !matches!(template, Template::Object(_) | Template::List(_)) {
            return Err("an envelope is a JSON object".to_owned());
        }
        let mut names: Vec<&str> = Vec::new();
        let mut twice = None;
        template.each_field(&mut |field| {
            if names.contains(&field.name.as_str()) {
                twice = Some(format!("the field `${}` stands here twice", field.name));
            }
            names.push(&field.name);
        });
        match twice {
            Some(fault) => Err(fault),
            None if names.is_empty() => Err("no field stands in it: write `$message` where the message is".to_owned()),
            None => Ok(template),
        }
    }

    /// Hands each field of it to `visit`, in order.
    pub(crate) fn each_field<'t>(&'t self, visit: &mut impl FnMut(&'t FieldUse)) {
        match self {
            Template::Literal(_) => {}
            Template::Object(members) => members.iter().for_each(|member| member.value.each_field(visit)),
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
            Template::Object(members) => !members.is_empty() && members.iter().all(|member| member.value.is_optional()),
            Template::List(item) => item.is_optional(),
            Template::Field(field) => field.optional,
        }
    }
}

fn lower(json: Json, integer_codes: bool) -> Result<Template, String> {
    Ok(match json {
        Json::Object(members) => {
            let lowered = members.into_iter().map(|(name, value)| Ok(Member { name, value: lower(value, integer_codes)? }));
            let members: Vec<Member> = lowered.collect::<Result<_, String>>()?;
            let mut seen = std::collections::HashSet::new();
            if let Some(member) = members.iter().find(|member| !seen.insert(member.name.as_str())) {
                return Err(format!("the member `{}` stands here twice", member.name));
            }
            Template::Object(members)
        }
        Json::List(mut items) if items.len() == 1 => match lower(items.remove(0), integer_codes)? {
            Template::Literal(text) => Template::Literal(format!("[{text}]")),
            item => Template::List(Box::new(item)),
        },
        Json::List(items) => {
            let texts = items.into_iter().map(|item| match lower(item, integer_codes)? {
                Template::Literal(text) => Ok(text),
                _ => Err("a list with fields in it has one item".to_owned()),
            });
            Template::Literal(format!("[{}]", texts.collect::<Result<Vec<_>, String>>()?.join(",")))
        }
        Json::Other(value) => Template::Literal(value.to_string()),
        Json::String(text) => match text.strip_prefix('$') {
            Some(rest) if rest.starts_with('$') => Template::Literal(serde_json::Value::from(rest).to_string()),
            Some(rest) => Template::Field(field(rest, integer_codes)?),
            None => Template::Literal(serde_json::Value::from(text).to_string()),
        },
    })
}

/// `name`, then any of `[field, message]`, `{field: message}`, `=other`, `:type`, `?`, in this order.
fn field(text: &str, integer_codes: bool) -> Result<FieldUse, String> {
    let fault = |why: &str| Err(format!("`${text}` is no field: {why}"));
    let (body, optional) = text.strip_suffix('?').map_or((text, false), |body| (body, true));
    let end = body.find(|next: char| !(next.is_ascii_alphanumeric() || next == '_')).unwrap_or(body.len());
    let (name, mut rest) = body.split_at(end);
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) || name.chars().any(|next| next.is_ascii_uppercase()) {
        return fault("write `$name`, the name in lower case");
    }
    let mut ty = usual_type(name, integer_codes);
    if let Some(inner) = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let Some((part, message)) = inner.split_once(',') else { return fault("a list of violations is `[field, message]`") };
        ty = FieldType::ViolationList(part.trim().to_owned(), message.trim().to_owned());
        rest = "";
    } else if rest.starts_with('{') && rest.ends_with('}') {
        ty = FieldType::ViolationMap;
        rest = "";
    } else if name == "violations" {
        return fault("say how violations stand there: `$violations[field, message]` or `$violations{field: message}`");
    }
    if name != "violations" && matches!(ty, FieldType::ViolationList(..) | FieldType::ViolationMap) {
        return fault("only `$violations` is read so");
    }
    let (default, ty_name) = match rest.strip_prefix('=') {
        Some(other) => other.split_once(':').map_or((Some(other), None), |(other, ty)| (Some(other), Some(ty))),
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
    Ok(FieldUse { name: name.to_owned(), ty, default, optional })
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
                let number = serde_json::Number::from_f64(number).ok_or(A_NUMBER).map_err(E::custom)?;
                Ok(Json::Other(number.into()))
            }
            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Other(serde_json::Value::Null))
            }
        }

        const A_NUMBER: &str = "a number that JSON does not have";
        deserializer.deserialize_any(JsonVisitor).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_field(text: &str) -> FieldUse {
        match Template::parse(&format!(r#"{{"x": "{text}"}}"#), false).expect(text) {
            Template::Object(members) => match members.into_iter().next().map(|member| member.value) {
                Some(Template::Field(field)) => field,
                other => panic!("{text}: {other:?}"),
            },
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_field_says_its_type_default_and_whether_it_may_be_missing() {
        let legacy = only_field("$legacy=$code?");
        assert_eq!((legacy.name.as_str(), legacy.default.as_deref(), legacy.optional), ("legacy", Some("code"), true));
        assert_eq!(only_field("$trace:any").ty, FieldType::Any);
        assert_eq!(only_field("$details?").ty, FieldType::Any);
        let list = FieldType::ViolationList("loc".into(), "msg".into());
        assert_eq!(only_field("$violations[loc, msg]?").ty, list);
        assert_eq!(only_field("$violations{field: message}").ty, FieldType::ViolationMap);
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
            assert!(Template::parse(text, false).expect_err(text).contains(why), "{text}");
        }
    }
}
