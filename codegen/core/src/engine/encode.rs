//! Fields → a body, in the order and with the constants of a template.

use alloc::string::String;
use core::fmt::Write;

use crate::tables::envelope::{Default, Field, Template, Type};

/// Writes `template`, taking the JSON text of each field from `value`.
pub(crate) fn encode<'v>(
    template: &Template<'_>,
    value: &impl Fn(Field) -> Option<&'v str>,
    out: &mut String,
) {
    match template {
        Template::Literal(json) => out.push_str(json),
        Template::Field(field, _, default) => {
            out.push_str(given(*field, *default, value).unwrap_or("null"))
        }
        Template::List(items) => {
            out.push('[');
            let start = out.len();
            let written = items
                .iter()
                .filter(|item| !item.optional || any_given(&item.value, value));
            for item in written {
                let before = out.len();
                out.push_str(if before == start { "" } else { "," });
                let comma = out.len();
                encode_item(&item.value, value, out);
                if out.len() == comma {
                    out.truncate(before);
                }
            }
            out.push(']');
        }
        Template::Object(members) => {
            out.push('{');
            let mut first = true;
            for member in *members {
                if member.optional && !any_given(&member.value, value) {
                    continue;
                }
                if !first {
                    out.push(',');
                }
                first = false;
                out.push_str(&string(member.name));
                out.push(':');
                encode(&member.value, value, out);
            }
            out.push('}');
        }
    }
}

/// Returns a JSON object with these members, whose values are JSON.
#[inline]
pub(crate) fn object<'m>(members: impl Iterator<Item = (&'m str, &'m str)>) -> String {
    let mut json = String::from("{");
    for (at, (name, value)) in members.enumerate() {
        json.push_str(if at == 0 { "" } else { "," });
        json.push_str(&string(name));
        json.push(':');
        json.push_str(value);
    }
    json.push('}');
    json
}

/// Returns a JSON string holding this text.
#[inline]
pub(crate) fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            ..0x20 => b'u',
            _ => continue,
        };
        json.push_str(text.get(copied..at).unwrap_or_default());
        json.extend(['\\', char::from(escape)]);
        if escape == b'u' {
            // Writing into memory cannot fail.
            let _ = write!(json, "{byte:04x}");
        }
        copied = at + 1;
    }
    json.push_str(text.get(copied..).unwrap_or_default());
    json.push('"');
    json
}

/// Writes an item of a list. Violations among the items of a list are written as items of it.
fn encode_item<'v>(
    template: &Template<'_>,
    value: &impl Fn(Field) -> Option<&'v str>,
    out: &mut String,
) {
    match template {
        Template::Field(field, Type::ViolationList { mixed: true, .. }, default) => {
            let list = given(*field, *default, value).unwrap_or_default();
            let items = list
                .strip_prefix('[')
                .and_then(|list| list.strip_suffix(']'));
            out.push_str(items.unwrap_or_default());
        }
        _ => encode(template, value, out),
    }
}

fn given<'v>(
    field: Field,
    default: Default,
    value: &impl Fn(Field) -> Option<&'v str>,
) -> Option<&'v str> {
    value(field).or_else(|| match default {
        Default::None => None,
        Default::Field(other) => value(other),
    })
}

/// Returns `true` if one of the fields in the template has a value.
fn any_given<'v>(template: &Template<'_>, value: &impl Fn(Field) -> Option<&'v str>) -> bool {
    match template {
        Template::Literal(_) => false,
        Template::Field(field, _, default) => given(*field, *default, value).is_some(),
        Template::List(items) => items.iter().any(|item| any_given(&item.value, value)),
        Template::Object(members) => members.iter().any(|member| any_given(&member.value, value)),
    }
}
