//! Views of bodies in other notations than JSON.
//!
//! A view is JSON text that is made from the body. The fields of a response refer to positions in it, and the body itself is
//! kept as it was received. A view is made only if the body is not JSON in a shape of the catalog, and it never has more than
//! [`SLACK`] bytes more than the body.

use alloc::boxed::Box;
use alloc::string::String;

use crate::engine::body::Body;
use crate::engine::decode::{self, Found};
use crate::engine::scan::{self, Span};
use crate::engine::text;
use crate::engine::validate;
use crate::tables::catalog::Catalog;
use crate::tables::envelope::MAX_FIELDS;

mod comments;
mod form;
mod out;
mod utf16;
#[cfg(feature = "xml")]
mod xml;

/// The number of bytes by which a view may be longer than the body.
const SLACK: usize = 1024;

/// The number of bytes that the strings of a response may take besides its body and its view.
const TEXTS: usize = 2048;

/// The JSON text that was made from a body in another notation. It is boxed, because few responses have one.
#[derive(Clone)]
pub(crate) struct View(Box<str>);

impl View {
    pub(crate) fn json(&self) -> &str {
        &self.0
    }
}

/// Decodes `body` by the catalog's tree into `fields`. If the body is not JSON in a shape of the catalog, a view of it is
/// decoded, and returned if it has a field.
#[inline]
pub(crate) fn decode(
    catalog: &Catalog<'_>,
    body: &Body,
    websocket: bool,
    declared: Option<u8>,
    fields: &mut [Span; MAX_FIELDS],
) -> (Found, Option<Box<View>>) {
    let mut found = decode::decode(catalog, body.bytes(), websocket, declared, fields);
    let view = if found.exact {
        None
    } else {
        decode_view(catalog, body, websocket, declared, fields, &mut found)
    };
    (found, view)
}

#[cold]
#[inline(never)]
fn decode_view(
    catalog: &Catalog<'_>,
    body: &Body,
    websocket: bool,
    declared: Option<u8>,
    fields: &mut [Span; MAX_FIELDS],
    found: &mut Found,
) -> Option<Box<View>> {
    let view = of(catalog, body, found.is_complete)?;
    let mut seen = [Span::default(); MAX_FIELDS];
    let by_view = decode::decode(catalog, view.as_bytes(), websocket, declared, &mut seen);
    by_view.shape?;
    *fields = seen;
    *found = by_view;
    Some(Box::new(View(view)))
}

/// Returns the number of bytes that strings decoded from the view of a body may take.
pub(crate) fn bytes_for_texts(body: &Body, view: &str) -> usize {
    (2 * body.bytes().len() + SLACK + TEXTS).saturating_sub(body.bytes().len() + view.len())
}

/// Returns `true` if the body is compressed by gzip, zstd or zlib.
pub(crate) fn is_compressed(body: &Body) -> bool {
    let Body::Bytes(bytes) = body else {
        return false;
    };
    matches!(
        bytes.as_slice(),
        [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..]
    )
}

/// Returns the media type of a body that has a view.
pub(crate) fn media_type(body: &[u8]) -> &'static str {
    let text = core::str::from_utf8(body).unwrap_or_default();
    match text
        .trim_start_matches('\u{feff}')
        .trim_ascii_start()
        .as_bytes()
    {
        [b'<', ..] => "application/xml",
        [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => "application/x-www-form-urlencoded",
        _ => "application/json",
    }
}

/// Returns the view of a body. `is_complete` reports whether the body has been read to its end as JSON.
fn of(catalog: &Catalog<'_>, body: &Body, is_complete: bool) -> Option<Box<str>> {
    let most = body.bytes().len() + SLACK;
    if let Some(text) = utf16::decoded(body.bytes(), most) {
        let inner = of_text(catalog, &text, false, most);
        return inner.or_else(|| Some(text.into_boxed_str()));
    }
    match body {
        Body::Text(text) => of_text(catalog, text, is_complete, most),
        Body::Bytes(bytes) => of_bytes(catalog, bytes, most),
    }
}

fn of_text(catalog: &Catalog<'_>, text: &str, is_complete: bool, most: usize) -> Option<Box<str>> {
    let json = text.trim_start_matches('\u{feff}').trim_ascii();
    match json.as_bytes() {
        [b'"', inner @ .., b'"'] => {
            let inner = text::unescaped(inner);
            inner.trim_start().starts_with(['{', '[']).then_some(inner)
        }
        [b'{' | b'[', ..] if is_complete => None,
        [b'{' | b'[' | b'/', ..] => comments::removed(json).map(String::into),
        [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => form::view(&catalog.reader, json, most),
        bytes => of_bytes(catalog, bytes, most),
    }
}

/// Returns the view of a body that may contain bytes that are not UTF-8.
#[cfg(feature = "xml")]
fn of_bytes(catalog: &Catalog<'_>, bytes: &[u8], most: usize) -> Option<Box<str>> {
    xml::view(catalog, bytes, most)
}

#[cfg(not(feature = "xml"))]
fn of_bytes(_: &Catalog<'_>, _: &[u8], _: usize) -> Option<Box<str>> {
    None
}

/// The number of bytes that are examined to decide whether a body is JSON.
const LOOKED_AT: usize = 1024;

/// Returns `true` if a body starts like JSON, even if it is truncated.
pub(crate) fn is_json(body: &[u8]) -> bool {
    let body = body.get(scan::start(body)..).unwrap_or_default();
    let body = body.get(..LOOKED_AT).unwrap_or(body);
    let start = body.trim_ascii_start().first();
    match validate::first(body) {
        Ok(_) if matches!(start, Some(b'{' | b'[')) => true,
        Ok(end) => body
            .get(end..)
            .is_some_and(|rest| rest.trim_ascii().is_empty()),
        Err(at) => at == body.len() && matches!(start, Some(b'{' | b'[' | b'"')),
    }
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_is_distinguished_from_text_that_starts_like_it() {
        for json in [
            "{}",
            "[1]",
            "{\"a\": 1} and more",
            "{\"a\": \"b",
            "{\"a\": tru",
            "[-",
            "\"text\"",
            "7",
            "\u{feff}{}",
            "[[[[",
        ] {
            assert!(is_json(json.as_bytes()), "{json}");
        }
        for other in [
            "",
            " ",
            "<html>",
            "[error] it failed",
            "{oops}",
            "7 monkeys",
            "nope",
            "tru",
        ] {
            assert!(!is_json(other.as_bytes()), "{other}");
        }
    }
}
