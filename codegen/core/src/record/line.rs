//! Writes a response as a line of a record.

use alloc::format;
use alloc::string::String;

use crate::engine::encode::string;
use crate::engine::resolution::{Resolution, Transport};
use crate::engine::response::ErrorResponse;
use crate::tables::envelope::Field;

use super::redact;

/// Returns `true` if the catalog documents a response: a known error, with a documented status, in a shape of the
/// catalog, with a message that matches its template.
#[must_use]
pub fn is_as_documented(response: &ErrorResponse<'_>) -> bool {
    let known = matches!(response.resolution(), Resolution::Known(_));
    let pattern = response.info().and_then(|info| info.more.message);
    let worded = pattern
        .zip(response.text(Field::MESSAGE))
        .is_none_or(|(pattern, message)| pattern.matches(message));
    known && worded && response.exact && response.status_is_documented() != Some(false)
}

/// Writes the response as JSON on one line, without sensitive values; `time` is in seconds since 1970. Returns `None` for a
/// close frame, which has no body.
pub(super) fn line(response: &ErrorResponse<'_>, time: u64, most: usize) -> Option<String> {
    let how = match response.transport() {
        Transport::Http(Some(status)) => format!("\"status\":{status}"),
        Transport::Http(None) => String::from("\"status\":null"),
        Transport::WebSocket => String::from("\"websocket\":true"),
        Transport::Close(_) => return None,
    };
    let mut headers = String::new();
    for (name, value) in response.kept_headers() {
        headers.push_str(if headers.is_empty() { "" } else { "," });
        headers.push_str(&string(name));
        headers.push(':');
        headers.push_str(&string(&redact::text(value)));
    }
    let catalog = string(response.catalog().name);
    let head = format!(
        "{{\"time\":{time},\"catalog\":{catalog},{how},\"headers\":{{{headers}}},\"body\":"
    );
    // A body is truncated rather than omitted, because decoding loses only the missing part.
    let body = response.redacted_body();
    let room = most.saturating_sub(head.len() + 4) / 2;
    let cut = (0..=room.min(body.len()))
        .rev()
        .find(|at| body.is_char_boundary(*at))
        .unwrap_or(0);
    let body = string(body.get(..cut).unwrap_or_default());
    Some(head + &body + "}\n").filter(|line| line.len() <= most)
}
