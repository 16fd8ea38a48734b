//! The values of a lock as text.

use crate::aspect::Aspect;
use crate::item::{AspectValue, Fingerprint};

/// `=8ae4b11f73b15cbd` for a fingerprint, `:500,502` for values. `+1` follows what one more place repeats.
pub(crate) fn value_text(value: &AspectValue) -> String {
    match value {
        AspectValue::Fingerprint(print) => {
            format!("={:016x}{}", print.hash, repeats_text(print.repeats))
        }
        AspectValue::Known(values) => {
            let each = values.iter().map(|(value, places)| {
                format!(
                    "{}{}",
                    escape(value),
                    repeats_text(places.saturating_sub(1))
                )
            });
            format!(":{}", each.collect::<Vec<_>>().join(","))
        }
    }
}

fn repeats_text(repeats: usize) -> String {
    if repeats == 0 {
        String::new()
    } else {
        format!("+{repeats}")
    }
}

fn parse_repeats(text: &str) -> Option<(&str, usize)> {
    match text.split_once('+') {
        Some((value, repeats)) => Some((value, repeats.parse().ok()?)),
        None => Some((text, 0)),
    }
}

/// Escapes the characters that separate values and lines.
fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_control() || matches!(c, '%' | ',' | '+') {
            escaped.push_str(&format!("%{:x};", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn unescape(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut value = parts.next()?.to_owned();
    for part in parts {
        let (number, rest) = part.split_once(';')?;
        value.push(char::from_u32(u32::from_str_radix(number, 16).ok()?)?);
        value.push_str(rest);
    }
    Some(value)
}

/// Replaces the line ends and tabs of a code. Only a hostile page has any.
pub(crate) fn on_one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

pub(crate) fn parse_aspect(text: &str) -> Option<(Aspect, AspectValue)> {
    let sign = text.find(['=', ':'])?;
    let aspect = Aspect::from_word(text.get(..sign)?)?;
    let (sign, rest) = text.get(sign..)?.split_at(1);
    if sign == "=" {
        let (hash, repeats) = parse_repeats(rest)?;
        let hash = u64::from_str_radix(hash, 16).ok()?;
        return Some((
            aspect,
            AspectValue::Fingerprint(Fingerprint { hash, repeats }),
        ));
    }
    let values = rest.split(',').map(|part| {
        let (value, repeats) = parse_repeats(part)?;
        Some((unescape(value)?, repeats.checked_add(1)?))
    });
    Some((aspect, AspectValue::Known(values.collect::<Option<_>>()?)))
}
