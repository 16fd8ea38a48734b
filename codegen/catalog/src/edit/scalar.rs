//! Writes strings as YAML scalars, by one quoting rule for keys and values, in flow and in block.

use std::fmt::Write;

use crate::characters::is_unprintable;

/// Writes a string as a scalar on one line, which every YAML reader reads back as the same string.
///
/// The scalar is plain if that is surely safe, otherwise in single quotes. It is in double quotes with escapes if it contains
/// characters that [must not be raw](is_unprintable).
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().any(is_unprintable) {
        double_quoted(text)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        // Writing into memory cannot fail.
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            c if !is_unprintable(c) => write!(out, "{c}"),
            c if u32::from(c) > 0xFFFF => write!(out, "\\U{:08X}", u32::from(c)),
            c => write!(out, "\\u{:04X}", u32::from(c)),
        };
    }
    out.push('"');
    out
}

/// Returns `true` if the string needs no quotes: nothing in it has a meaning in YAML, and no reader of any YAML version
/// reads it as a number, a Boolean, a date or null.
fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf",
    ];
    let is_harmless = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '(' | ')' | '\'' | ';')
    };
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(is_harmless)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_need_quotes_have_them() {
        for (text, written) in [
            ("Not found", "Not found"),
            ("", "''"),
            ("on", "'on'"),
            ("Null", "'Null'"),
            ("1_000", "'1_000'"),
            ("-1121", "'-1121'"),
            ("a: b", "'a: b'"),
            ("a #b", "'a #b'"),
            ("it's", "it's"),
            ("'quoted'", "'''quoted'''"),
            ("a\nb", "\"a\\nb\""),
            ("a\u{2028}\u{7}\\\"", "\"a\\u2028\\u0007\\\\\\\"\""),
            ("trailing ", "'trailing '"),
            ("<<", "'<<'"),
        ] {
            assert_eq!(scalar(text), written);
        }
    }

    #[test]
    fn characters_that_hide_or_reorder_text_are_escaped() {
        for c in [
            '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{200e}', '\u{200f}', '\u{61c}',
            '\u{200b}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}',
        ] {
            let code = format!("\"a\\u{:04X}b\"", u32::from(c));
            assert_eq!(scalar(&format!("a{c}b")), code);
        }
        assert_eq!(scalar("\u{e0041}"), "\"\\U000E0041\"");
        assert_eq!(scalar("naïve 日本"), "naïve 日本");
    }
}
