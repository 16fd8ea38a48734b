//! The shape of a body that no envelope reads: its names and the types of its values, but no value.

use api_error_catalog_core::record::redact;
use serde_json::{Map, Value};

/// Deeper values are not described.
const DEEPEST: usize = 5;
/// Members of one object that are described.
const MOST_MEMBERS: usize = 12;
/// Longer names are what a user sent.
const LONGEST_NAME: usize = 40;

/// `{code: string, details: {limit: number}}`, or what the body is if it is not JSON.
pub(super) fn describe(body: &[u8]) -> String {
    let body = body
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(body)
        .trim_ascii();
    match serde_json::from_slice(body) {
        _ if body.is_empty() => "an empty body".to_owned(),
        Ok(value) => write(&value, 0),
        Err(_) if std::str::from_utf8(body).is_err() => "bytes that are not UTF-8".to_owned(),
        Err(_) if body.starts_with(b"<") => "HTML or XML".to_owned(),
        Err(_) if body.starts_with(b"{") || body.starts_with(b"[") => {
            "invalid or truncated JSON".to_owned()
        }
        Err(_) => "text that is not JSON".to_owned(),
    }
}

fn write(value: &Value, depth: usize) -> String {
    match value {
        Value::Object(_) | Value::Array(_) if depth >= DEEPEST => "…".to_owned(),
        Value::Object(members) => format!("{{{}}}", self::members(members, depth)),
        Value::Array(items) => format!(
            "[{}]",
            items
                .first()
                .map(|item| write(item, depth + 1))
                .unwrap_or_default()
        ),
        other => type_of(other).to_owned(),
    }
}

fn members(members: &Map<String, Value>, depth: usize) -> String {
    let shown = members.iter().take(MOST_MEMBERS);
    let mut described: Vec<String> = shown
        .map(|(key, value)| format!("{}: {}", safe_name(key), write(value, depth + 1)))
        .collect();
    // Otherwise objects keyed by what users sent would have as many shapes as there are users.
    described.dedup();
    if members.len() > MOST_MEMBERS {
        described.push("…".to_owned());
    }
    described.join(", ")
}

/// Returns the name, or `*` if it looks like something that a user sent.
pub(super) fn safe_name(key: &str) -> &str {
    let plain = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_-.$@".contains(&byte));
    if plain && !key.is_empty() && key.len() <= LONGEST_NAME && !redact::is_secret(key) {
        key
    } else {
        "*"
    }
}

pub(super) fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_sent_is_in_a_shape() {
        for (body, shape) in [
            (
                r#"{"error": {"code": "secret", "n": 1.5, "list": [{"a": null}, 2]}}"#,
                "{error: {code: string, n: number, list: [{a: null}]}}",
            ),
            (
                r#"{"ann@acme.example": 1, "bob@acme.example": 2, "what she typed": true}"#,
                "{*: number, *: boolean}",
            ),
            (
                r#"{"a":{"b":{"c":{"d":{"e":{"f":1}}}}}}"#,
                "{a: {b: {c: {d: {e: …}}}}}",
            ),
            ("[]", "[]"),
            ("\"text\"", "string"),
            ("", "an empty body"),
            ("<!doctype html>", "HTML or XML"),
            ("{\"a\":", "invalid or truncated JSON"),
            ("Bad gateway", "text that is not JSON"),
        ] {
            assert_eq!(describe(body.as_bytes()), shape, "{body}");
        }
        assert_eq!(describe(b"\xff\xfe"), "bytes that are not UTF-8");
        assert_eq!(
            describe("[".repeat(100_000).as_bytes()),
            "invalid or truncated JSON"
        );
    }
}
