//! Parses templates to [`Template`].

use std::ops::Range;

use api_error_catalog_core::Form;

use super::embedded::EmbeddedError;
use super::ordered_json::OrderedJson;
use super::violations::parse_violations;
use crate::diagnostic::Code;
use crate::model::{FORMS, FieldType, FieldUse, Member, Template};

/// The maximum length of a template in bytes.
const MAX_BYTES: usize = 64 << 10;

/// Parses a template. With `integer_codes`, `$code` is an integer unless the template states its type.
pub(super) fn parse_template(
    text: &str,
    integer_codes: bool,
) -> Result<Template, Vec<EmbeddedError>> {
    if text.len() > MAX_BYTES {
        let length = text.len();
        let why = format!("it has {length} bytes; the maximum is {MAX_BYTES}");
        let help = "remove members that no body has";
        return Err(vec![EmbeddedError::new(
            Code::TemplateForm,
            0..0,
            why,
            help,
        )]);
    }
    let json: OrderedJson =
        serde_json::from_str(text).map_err(|error| vec![not_json(text, &error)])?;
    let mut reader = TemplateReader {
        text,
        integer_codes,
        read: 0,
        has_field: false,
        errors: Vec::new(),
    };
    let template = reader.template(json);
    let whole = |why: &str| {
        let help = r#"write a template such as `'{"code": "$code", "message": "$message"}'`"#;
        EmbeddedError::new(Code::TemplateForm, 0..0, why, help)
    };
    if !matches!(template, Template::Object(_) | Template::List(_)) {
        reader
            .errors
            .push(whole("a template must be a JSON object"));
    } else if !reader.has_field && reader.errors.is_empty() {
        reader.errors.push(whole("it has no field"));
    }
    if reader.errors.is_empty() {
        Ok(template)
    } else {
        Err(reader.errors)
    }
}

/// Returns a template with the fields that an invalid template seems to have, so that references to them are not reported
/// too.
pub(super) fn guess_template(text: &str) -> Template {
    let is_end = |next: char| !(next.is_ascii_alphanumeric() || next == '_');
    let members = text.split('$').skip(1).map(|rest| {
        let name = rest.split(is_end).next().unwrap_or_default().to_lowercase();
        let field = FieldUse {
            name: name.clone(),
            ty: FieldType::Any,
            default: None,
            optional: true,
        };
        let value = Template::Field(field);
        Member { name, value }
    });
    Template::Object(members.collect())
}

fn not_json(text: &str, error: &serde_json::Error) -> EmbeddedError {
    let lines_before = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let line_start: usize = lines_before.map(str::len).sum();
    let at = (line_start + error.column())
        .saturating_sub(1)
        .min(text.len());
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let end = at + next.map_or(0, char::len_utf8);
    let why = format!("not JSON: {why}");
    let help = "put names and strings in double quotes, and no comma after the last member";
    EmbeddedError::new(Code::TemplateJson, at..end, why, help)
}

/// Reads the values of a template in their order, and continues after an error.
struct TemplateReader<'t> {
    text: &'t str,
    integer_codes: bool,
    /// The number of bytes that have been read.
    read: usize,
    /// Whether a field was read.
    has_field: bool,
    errors: Vec<EmbeddedError>,
}

impl TemplateReader<'_> {
    /// Finds the next string with this value. If it is written with other escapes, returns the whole text.
    fn find(&mut self, string: &str) -> Range<usize> {
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

    fn template(&mut self, json: OrderedJson) -> Template {
        match json {
            OrderedJson::Object(members) => self.object(members),
            OrderedJson::List(items) => self.list(items),
            OrderedJson::Other(value) => Template::Literal(value.to_string()),
            OrderedJson::String(text) => {
                let at = self.find(&text);
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

    fn object(&mut self, members: Vec<(String, OrderedJson)>) -> Template {
        let mut seen: Vec<(String, Range<usize>)> = Vec::new();
        let mut read = Vec::new();
        for (name, value) in members {
            let at = self.find(&name);
            self.check_once(&seen, &name, &at);
            seen.push((name.clone(), at));
            read.push(Member {
                name,
                value: self.template(value),
            });
        }
        Template::Object(read)
    }

    /// Reads a list. It is a constant if all its items are.
    fn list(&mut self, items: Vec<OrderedJson>) -> Template {
        let items: Vec<Template> = items.into_iter().map(|item| self.template(item)).collect();
        let constants: Option<Vec<&str>> = items
            .iter()
            .map(|item| match item {
                Template::Literal(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        match constants {
            Some(texts) => Template::Literal(format!("[{}]", texts.join(","))),
            None => Template::List(mixed(items)),
        }
    }

    fn field(&mut self, text: &str, at: Range<usize>) -> Template {
        match field(text, self.integer_codes) {
            Ok(field) => {
                self.has_field = true;
                Template::Field(field)
            }
            Err(help) => {
                self.has_field = true;
                let why = format!("`${text}` is not a valid field");
                let error = EmbeddedError::new(Code::TemplateField, at, why, help);
                self.errors.push(error);
                Template::Literal("null".to_owned())
            }
        }
    }

    /// Reports a member that was read before.
    fn check_once(&mut self, before: &[(String, Range<usize>)], name: &str, at: &Range<usize>) {
        if let Some((_, first)) = before.iter().find(|(known, _)| known == name) {
            let why = format!("the member `{name}` is used twice");
            let help = "remove one of them";
            let error = EmbeddedError::new(Code::TemplateTwice, at.clone(), why, help);
            let first = Some(first.clone());
            self.errors.push(EmbeddedError { first, ..error });
        }
    }
}

/// Marks violations that are items of a list with other items.
fn mixed(mut items: Vec<Template>) -> Vec<Template> {
    let has_others = items.len() > 1;
    for item in &mut items {
        if let Template::Field(field) = item {
            if let FieldType::ViolationList { mixed, .. } = &mut field.ty {
                *mixed = has_others;
            }
        }
    }
    items
}

/// Parses a field: `name`, then any of `[field, message]`, `{field: message}`, `=other`, `:type`, `?`, in this order.
fn field(text: &str, integer_codes: bool) -> Result<FieldUse, &'static str> {
    let body = text.strip_suffix('?');
    let (body, optional) = (body.unwrap_or(text), body.is_some());
    let is_end = |next: char| !(next.is_ascii_alphanumeric() || next == '_');
    let (name, rest) = body.split_at(body.find(is_end).unwrap_or(body.len()));
    if !name.starts_with(|first: char| first.is_ascii_lowercase())
        || name.chars().any(|next| next.is_ascii_uppercase())
    {
        return Err("write `$name`, with the name in lower case");
    }
    let violations = parse_violations(rest)?;
    if violations.is_none() && name == "violations" {
        return Err(
            "describe the violations: `$violations[field, message]` or `$violations{field: message}`",
        );
    }
    if violations.is_some() && name != "violations" {
        return Err("use this only with `$violations`");
    }
    let (default, ty) = match &violations {
        Some(_) => (None, None),
        None => default_and_type(name, rest)?,
    };
    Ok(FieldUse {
        name: name.to_owned(),
        ty: ty
            .or(violations)
            .unwrap_or_else(|| usual_type(name, integer_codes)),
        default,
        optional,
    })
}

/// Parses `=other`, then `:type`.
fn default_and_type(
    name: &str,
    text: &str,
) -> Result<(Option<String>, Option<FieldType>), &'static str> {
    let (default, ty) = match (text.strip_prefix('='), text.strip_prefix(':')) {
        (Some(other), _) => other
            .split_once(':')
            .map_or((Some(other), None), |(other, ty)| (Some(other), Some(ty))),
        (None, Some(ty)) => (None, Some(ty)),
        (None, None) if text.is_empty() => (None, None),
        (None, None) => {
            return Err("write `=other`, `:type` and `?` after the name, in this order");
        }
    };
    let ty = match ty.map(str::trim) {
        None => None,
        Some("string") => Some(FieldType::String),
        Some("integer") => Some(FieldType::Integer),
        Some("number") => Some(FieldType::Number),
        Some("any") => Some(FieldType::Any),
        Some(word) if name == "retry_after" => {
            let mut forms = FORMS.iter().filter(|(_, form)| *form != Form::Percent);
            let (_, form) = forms
                .find(|(known, _)| *known == word)
                .ok_or("the forms of a delay are `s`, `ms`, `epoch`, `epoch_ms`, `date`, `duration` and `retry_info`")?;
            Some(FieldType::Delay(*form))
        }
        Some(_) => return Err("the types are `string`, `integer`, `number` and `any`"),
    };
    let default = default.map(|other| other.trim().trim_start_matches('$').to_owned());
    Ok((default, ty))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn only_field(text: &str) -> FieldUse {
        match parse_template(&format!(r#"{{"x": "{text}"}}"#), false).expect(text) {
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
    fn a_field_has_a_type_a_default_and_may_be_optional() {
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
        let list = FieldType::ViolationList {
            field: "loc".into(),
            message: "msg".into(),
            mixed: false,
        };
        assert_eq!(only_field("$violations[loc, msg]?").ty, list);
        assert_eq!(
            only_field("$violations{field: message}").ty,
            FieldType::ViolationMap {
                message: "message".into(),
                lists: false
            }
        );
    }

    #[test]
    fn an_invalid_template_is_reported() {
        for (text, why) in [
            ("{", "not JSON"),
            ("\"$message\"", "a JSON object"),
            ("{\"a\": 1}", "no field"),
            ("{\"a\": \"$code\", \"a\": \"$message\"}", "twice"),
            ("{\"a\": \"$Code\"}", "lower case"),
            ("{\"a\": \"$violations\"}", "describe the violations"),
            ("{\"a\": \"$violations[a, b, c]\"}", "two members"),
            ("{\"a\": \"$violations[a, b|]\"}", "two members"),
            ("{\"a\": \"$violations[a.b, a]\"}", "two different members"),
            ("{\"a\": \"$violations{a}\"}", "field: message"),
            ("{\"a\": \"$violations{**: }\"}", "field: message"),
            ("{\"a\": \"$x:colour\"}", "the types are"),
        ] {
            let errors = parse_template(text, false).expect_err(text);
            assert!(
                errors
                    .iter()
                    .any(|errors| format!("{}: {}", errors.why, errors.help).contains(why)),
                "{text}: {errors:?}"
            );
        }
    }

    fn covers(general: &str, special: &str) -> bool {
        let parse = |text| parse_template(text, false).unwrap_or_else(|_| panic!("{text}"));
        parse(general).covers(&parse(special))
    }

    #[test]
    fn a_template_covers_those_that_require_all_that_it_requires() {
        for (general, special) in [
            (r#"{"a": "$code"}"#, r#"{"b": "$message", "a": "$type"}"#),
            (
                r#"{"a": "$code", "c": {"d": "$param?"}}"#,
                r#"{"a": "x", "b": "$type"}"#,
            ),
            (r#"{"a": "$details:any"}"#, r#"{"a": {"b": "$code"}}"#),
            (r#"{"a": ["$code"]}"#, r#"{"a": ["$code"], "b": 1}"#),
            (
                r#"{"a": "$violations[b, c]"}"#,
                r#"{"a": [{"b": "$code"}]}"#,
            ),
            (r#"{"a": "$violations{b: c}"}"#, r#"{"a": {"b": "$code"}}"#),
            (
                r#"{"a": 1, "b": "$code"}"#,
                r#"{"a": 1, "b": "$code", "c": 2}"#,
            ),
        ] {
            assert!(covers(general, special), "{general} {special}");
            assert!(!covers(special, general), "{special} {general}");
        }
    }

    #[test]
    fn a_template_does_not_cover_those_that_may_lack_what_it_requires() {
        for (general, special) in [
            (r#"{"a": "$code"}"#, r#"{"a": "$code?"}"#),
            (r#"{"a": "$code"}"#, r#"{"a": "$details:any"}"#),
            (r#"{"a": "$code"}"#, r#"{"a": {"b": "$code"}}"#),
            (r#"{"a": "$code"}"#, r#"{"a": null, "b": "$code"}"#),
            (r#"{"a": 1, "b": "$code"}"#, r#"{"a": 2, "b": "$code"}"#),
            (
                r#"{"a": "$violations[b, c]"}"#,
                r#"{"a": "$violations{b: c}"}"#,
            ),
        ] {
            assert!(!covers(general, special), "{general} {special}");
        }
    }
}
