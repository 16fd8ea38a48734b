//! Fields → a body, in the order and with the constants of a template.

use alloc::string::String;

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
    each_escaped(text, &mut |part| json.push_str(part));
    json.push('"');
    json
}

/// Visits the parts of a text as they are inside a JSON string.
pub(crate) fn each_escaped(text: &str, visit: &mut dyn FnMut(&str)) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let mut unicode = *b"\\u0000";
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x08 => "\\b",
            0x0c => "\\f",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            ..0x20 => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                unicode[4] = b'0' + (byte >> 4);
                unicode[5] = DIGITS[usize::from(byte & 15)];
                core::str::from_utf8(&unicode).unwrap_or_default()
            }
            _ => continue,
        };
        visit(text.get(copied..at).unwrap_or_default());
        visit(escape);
        copied = at + 1;
    }
    visit(text.get(copied..).unwrap_or_default());
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
