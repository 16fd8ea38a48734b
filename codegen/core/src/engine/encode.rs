//! Fields → a body, in the order and with the constants of a template.

use alloc::string::String;
use alloc::vec::Vec;
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
            let written = items
                .iter()
                .filter(|item| !item.optional || any_given(&item.value, value));
            for (at, item) in written.enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                encode(&item.value, value, out);
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

/// Returns the violations, each with its part of the request, as this type has them.
#[inline]
pub(crate) fn violations<'v>(
    ty: Type<'_>,
    violations: impl Iterator<Item = (&'v str, &'v str)>,
) -> String {
    let member = |name: &str, value: &str| [&string(name), ":", &string(value)].concat();
    let items = violations.map(|(part, text)| match ty {
        Type::ViolationList { field, message } => {
            // If no member names the part, it cannot be written.
            let part = (!field.is_empty()).then(|| member(field, part));
            let members: Vec<String> = part.into_iter().chain([member(message, text)]).collect();
            ["{", &members.join(","), "}"].concat()
        }
        _ => member(part, text),
    });
    let items = items.collect::<Vec<String>>().join(",");
    match ty {
        Type::ViolationMap => ["{", &items, "}"].concat(),
        _ => ["[", &items, "]"].concat(),
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
