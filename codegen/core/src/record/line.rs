//! An answer → a line of a record.

use alloc::format;
use alloc::string::String;

use crate::engine::decoded::Decoded;
use crate::engine::encode::string;
use crate::engine::resolution::{Resolution, Transport};
use crate::tables::envelope::Field;

use super::redact;

/// Whether an answer is one that its catalog documents: a known error, under a status of its own, in a shape of the
/// catalog, with a message that has its documented form.
#[must_use]
pub fn is_as_documented(answer: &Decoded<'_>) -> bool {
    let known = matches!(answer.resolution(), Resolution::Known(_));
    let pattern = answer.info().and_then(|info| info.more.message);
    let worded = pattern
        .zip(answer.text(Field::MESSAGE))
        .is_none_or(|(pattern, message)| pattern.matches(message));
    known && worded && answer.exact && answer.status_is_documented() != Some(false)
}

/// The answer as JSON on one line, without what is sensitive; `time` in seconds since 1970. `None` for a close frame,
/// which has no body.
pub(super) fn line(answer: &Decoded<'_>, time: u64, most: usize) -> Option<String> {
    let how = match answer.transport() {
        Transport::Http(Some(status)) => format!("\"status\":{status}"),
        Transport::Http(None) => String::from("\"status\":null"),
        Transport::WebSocket => String::from("\"websocket\":true"),
        Transport::Close(_) => return None,
    };
    let mut headers = String::new();
    for (name, value) in answer.kept_headers() {
        headers.push_str(if headers.is_empty() { "" } else { "," });
        headers.push_str(&string(name));
        headers.push(':');
        headers.push_str(&string(&redact::text(value)));
    }
    let catalog = string(answer.catalog().name);
    let head = format!(
        "{{\"time\":{time},\"catalog\":{catalog},{how},\"headers\":{{{headers}}},\"body\":"
    );
    // A body is cut rather than left out: where it broke off costs no more than what is missing.
    let body = answer.redacted_body();
    let room = most.saturating_sub(head.len() + 4) / 2;
    let cut = (0..=room.min(body.len()))
        .rev()
        .find(|at| body.is_char_boundary(*at))
        .unwrap_or(0);
    let body = string(body.get(..cut).unwrap_or_default());
    Some(head + &body + "}\n").filter(|line| line.len() <= most)
}
