//! Reads JSON examples: what code, type and message an error's body carries.

use api_error_catalog_core::__tokens::{TokenKind, tokens};
use serde_json::{Map, Value};

use super::labels;
use crate::page::{Body, BodyOrigin, Code};
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::{http_status, roles};
use crate::read::document::{self, Table};
use crate::read::text::Text;
use crate::read::words::{WordList, words};

/// The fields of an error's body.
#[derive(Debug, Default, PartialEq)]
pub struct BodyFields {
    /// The code.
    pub code: Option<Code>,
    /// The type.
    pub error_type: Option<String>,
    /// The message.
    pub message: Option<String>,
    /// The HTTP status that it repeats next to another code.
    pub status: Option<u16>,
}

static CODES: WordList = words!("code_members");
static TYPES: WordList = words!("type_members");
static MESSAGES: WordList = words!("message_members");

/// Returns the example that a code block is, if it is JSON by its language or its looks.
pub(super) fn example(code: &document::CodeBlock) -> Option<Body> {
    let raw = without_head(code.raw.trim());
    let named = code.language.starts_with("json");
    let looks = matches!(
        code.language.as_str(),
        "" | "js" | "javascript" | "http" | "shiki" | "text" | "jsonc"
    );
    if !raw.starts_with(['{', '[']) || !(named || looks && raw.contains('"')) {
        return None;
    }
    let at = code.at + (raw.as_ptr() as usize - code.raw.as_ptr() as usize);
    let statuses = labels::stated_statuses(&Text::plain(&code.info, 0));
    Some(Body {
        origin: BodyOrigin::Example,
        raw: raw.to_string(),
        value: parse(raw),
        span: at..at + raw.len(),
        code: None,
        statuses: statuses.into_iter().map(|(status, _)| status).collect(),
        section: Vec::new(),
    })
}

/// Returns the text behind the lines of comments and HTTP headers that it starts with.
fn without_head(raw: &str) -> &str {
    let mut rest = raw;
    while !rest.starts_with(['{', '[']) {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim();
        let header = line
            .split_once(": ")
            .is_some_and(|(name, _)| !name.contains([' ', '"']));
        let head = line.is_empty()
            || header
            || ["//", "#", "HTTP/"]
                .iter()
                .any(|start| line.starts_with(start));
        if !head || after.is_empty() {
            return raw;
        }
        rest = after.trim_start();
    }
    rest
}

/// Parses an example; comments and trailing commas are what writers add to it.
fn parse(raw: &str) -> Option<Value> {
    serde_json::from_str(raw)
        .ok()
        .or_else(|| serde_json::from_str(&strict(raw)).ok())
}

/// Returns the example without `//` comments and without commas in front of closing brackets.
fn strict(raw: &str) -> String {
    let mut strict = String::with_capacity(raw.len());
    for line in raw.split_inclusive('\n') {
        for token in tokens(line) {
            let is_word = token.kind == TokenKind::Word;
            let (text, comment) = match token.text.split_once("//") {
                Some((text, _)) if is_word => (text, true),
                _ => (token.text, false),
            };
            if token.kind == TokenKind::Close && strict.ends_with(',') {
                strict.pop();
            }
            strict.push_str(text);
            if comment {
                break;
            }
            if is_word {
                // Two words do not become one.
                strict.push(' ');
            }
        }
    }
    strict
}

/// Returns the fields of an error's body, those of the outer object first.
pub fn body_fields(value: &Value) -> BodyFields {
    let mut fields = BodyFields::default();
    let mut status = None;
    for object in objects(value) {
        let texts = |keys: &'static WordList| members(object, keys).find_map(Value::as_str);
        for found in members(object, &CODES).filter_map(sent_code) {
            match found {
                // A number that is a status repeats it, if there is another code.
                _ if is_status(&found) => status = status.or(Some(found)),
                found => fields.code = fields.code.or(Some(found)),
            }
        }
        fields.message = fields
            .message
            .or_else(|| texts(&MESSAGES).map(str::to_string));
        fields.error_type = fields
            .error_type
            .or_else(|| texts(&TYPES).map(str::to_string));
    }
    if let (Some(_), Some(Code::Number(number))) = (&fields.code, &status) {
        fields.status = u16::try_from(*number).ok().filter(|status| *status >= 400);
    }
    fields.code = fields.code.or(status);
    if let Some(error) = value.get("error").and_then(Value::as_str) {
        let error = error.to_string();
        if fields.code.is_none() && code_shape::of(&error) == Some(CodeShape::Identifier) {
            fields.code = Some(Code::Text(error));
        } else if fields.message.is_none() {
            fields.message = Some(error);
        } else if fields.error_type.is_none() {
            fields.error_type = Some(error);
        }
    }
    fields
}

/// Returns `true` if a code is a number that repeats an HTTP status.
pub(super) fn is_status(code: &Code) -> bool {
    match code {
        Code::Number(number) => u16::try_from(*number).is_ok_and(http_status::is_known),
        Code::Text(_) => false,
    }
}

/// Returns the members of an object with these names, in the order of the names. Case and underscores do not matter.
fn members<'v>(
    object: &'v Map<String, Value>,
    names: &'static WordList,
) -> impl Iterator<Item = &'v Value> {
    let folded = |key: &str| key.replace(['_', '-'], "").to_lowercase();
    names.iter().filter_map(move |name| {
        let mut all = object.iter();
        all.find(|(key, _)| folded(key) == *name)
            .map(|(_, value)| value)
    })
}

/// Returns `true` if a body is that of an error: it has a message, or names an error.
pub(super) fn is_error(value: &Value, fields: &BodyFields) -> bool {
    let names = |object: &Map<String, Value>| {
        object
            .keys()
            .any(|key| roles::speaks_of_errors(&key.to_lowercase()))
    };
    fields.message.is_some() || objects(value).into_iter().any(names)
}

/// Returns every code-like value of a body, for finding the known error it belongs to.
pub(super) fn values(value: &Value) -> Vec<Code> {
    let members = objects(value).into_iter().flat_map(Map::values);
    members.filter_map(code).collect()
}

/// Returns the value of a member that names a code. A number may be sent as a string.
fn sent_code(value: &Value) -> Option<Code> {
    value.as_str().map_or_else(|| code(value), code_shape::code)
}

fn code(value: &Value) -> Option<Code> {
    match value {
        Value::String(text) => {
            code_shape::code(text).filter(|_| code_shape::of(text) != Some(CodeShape::Number))
        }
        Value::Number(number) => number.as_i64().map(Code::Number),
        _ => None,
    }
}

/// Further members are not those of an error.
const MOST_MEMBERS: usize = 64;

/// Returns a body as a table with one row, whose header is the names of its members, those of the outer object first.
pub(super) fn record(body: &Body) -> Table {
    let objects = body.value.as_ref().map(objects).unwrap_or_default();
    let cells = objects.into_iter().flatten().filter_map(|(name, value)| {
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let at = |word: &str| body.span.start + body.raw.find(word).unwrap_or(0);
        Some((Text::plain(name, at(name)), Text::plain(&value, at(&value))))
    });
    let (header, row) = cells.take(MOST_MEMBERS).unzip();
    Table {
        header,
        rows: vec![row],
        ..Table::new(body.span.start)
    }
}

/// Returns the objects of a body, outer ones first, at most a few levels down: details are not the error.
fn objects(value: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut level = vec![value];
    for _ in 0..4 {
        let mut below = Vec::new();
        for value in level {
            match value {
                Value::Object(members) => {
                    found.push(members);
                    below.extend(members.values());
                }
                Value::Array(items) => below.extend(items.iter().take(4)),
                _ => {}
            }
        }
        level = below;
    }
    found
}
