//! Writes a JSON body in another notation, in which the same templates read it.

use alloc::string::String;

use crate::engine::json_parts;
use crate::engine::text;
use crate::tables::rules::Notation;

/// Values that are nested more deeply are not written.
#[cfg(feature = "xml")]
const MAX_LEVELS: usize = 64;

/// Returns the body in this notation. Without the feature `xml`, a body in XML stays JSON, because it could not be read.
#[inline]
pub(crate) fn written(notation: Notation, json: String) -> String {
    let other = match notation {
        Notation::Json => None,
        Notation::Form => form(&json),
        #[cfg(feature = "xml")]
        Notation::Xml => xml(&json),
        #[cfg(not(feature = "xml"))]
        Notation::Xml => None,
    };
    other.unwrap_or(json)
}

/// Writes the members of an object as the parameters of a form. Nested values stay JSON.
fn form(json: &str) -> Option<String> {
    let mut form = String::new();
    for (name, value) in json_parts::members(json)? {
        if value == "null" {
            continue;
        }
        if !form.is_empty() {
            form.push('&');
        }
        form.push_str(&text::form_encoded(&name));
        form.push('=');
        form.push_str(&text::form_encoded(&scalar(value)));
    }
    Some(form)
}

/// Returns the value of a string, otherwise the JSON itself.
fn scalar(json: &str) -> String {
    match json.as_bytes() {
        [b'"', inner @ .., b'"'] => text::unescaped(inner).into(),
        _ => String::from(json),
    }
}

/// Writes an object with one member as an element, if it is one.
#[cfg(feature = "xml")]
fn xml(json: &str) -> Option<String> {
    let members = json_parts::members(json)?;
    let [(name, value)] = members.as_slice() else {
        return None;
    };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(name, value, 0, &mut xml);
    Some(xml)
}

#[cfg(feature = "xml")]
fn element(name: &str, json: &str, level: usize, xml: &mut String) {
    if level > MAX_LEVELS || json == "null" {
        return;
    }
    if let Some(items) = json_parts::items(json) {
        for item in items {
            element(name, item, level + 1, xml);
        }
        return;
    }
    xml.push('<');
    xml.push_str(name);
    match json_parts::members(json) {
        None => {
            xml.push('>');
            push_escaped(&scalar(json), xml);
        }
        Some(members) => {
            for (name, value) in &members {
                if let Some(attribute) = name.strip_prefix('@') {
                    xml.extend([" ", attribute, "=\""]);
                    push_escaped(&scalar(value), xml);
                    xml.push('"');
                }
            }
            xml.push('>');
            for (name, value) in &members {
                match name.as_bytes() {
                    [b'@', ..] => {}
                    b"#text" => push_escaped(&scalar(value), xml),
                    _ => element(name, value, level + 1, xml),
                }
            }
        }
    }
    xml.extend(["</", name, ">"]);
}

/// Appends text with the characters replaced that have a meaning in XML. Characters that XML does not allow become U+FFFD.
#[cfg(feature = "xml")]
fn push_escaped(text: &str, xml: &mut String) {
    for next in text.chars() {
        match next {
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '&' => xml.push_str("&amp;"),
            '"' => xml.push_str("&quot;"),
            '\t' => xml.push_str("&#9;"),
            '\n' => xml.push_str("&#10;"),
            '\r' => xml.push_str("&#13;"),
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => xml.push('\u{fffd}'),
            next => xml.push(next),
        }
    }
}
