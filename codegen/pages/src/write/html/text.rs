//! Text inside HTML, which is shown unchanged whatever it contains.

use std::fmt::Write;

use api_error_catalog_model::characters::is_control_or_bidi;
use minijinja::{AutoEscape, Output, State, Value, escape_formatter};

/// Writes a value into a template. `none` writes nothing, and no character of a string becomes markup or invisible.
pub(super) fn format(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
            Ok(out.write_str(&escaped(text))?)
        }
        None if value.is_none() => Ok(()),
        _ => escape_formatter(out, state, value),
    }
}

/// Escapes text for an element or a double-quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if is_control_or_bidi(c) => {
                // Writing into a string cannot fail.
                let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Escapes text and makes the parts between two backticks code.
pub(super) fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        1 if !part.is_empty() => format!("<code>{}</code>", escaped(part)),
        _ => escaped(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Returns `true` if an address may be a link: a web or an email address.
pub(super) fn is_link(address: &str) -> bool {
    let begins = |scheme: &str| {
        address
            .get(..scheme.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    ["https://", "http://", "mailto:"].into_iter().any(begins)
        && !address.contains(|c: char| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(
            escaped("<a href=\"x\" b='c'> & \u{202e}d"),
            "&lt;a href=&quot;x&quot; b=&#39;c&#39;&gt; &amp; ⟨U+202E⟩d"
        );
        assert_eq!(
            prose("send `<key>` now"),
            "send <code>&lt;key&gt;</code> now"
        );
        assert_eq!(prose("one ` alone"), "one ` alone");
        assert_eq!(prose("``"), "");
    }

    #[test]
    fn only_the_web_and_mails_are_linked_to() {
        for (address, link) in [
            ("https://a.example", true),
            ("HTTP://a.example", true),
            ("mailto:a@b.example", true),
            ("javascript:alert(1)", false),
            (" javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("//a.example", false),
            ("https://a.example/\u{1}", false),
            ("", false),
        ] {
            assert_eq!(is_link(address), link, "{address}");
        }
    }
}
