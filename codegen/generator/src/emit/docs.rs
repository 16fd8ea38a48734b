//! The rustdoc of an error.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use api_error_catalog_model::model::Error;

/// Returns a doc comment, with the usual space at the start of each line.
pub(super) fn doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// Returns the attribute of items that a crate may not use, and that may be in a private module.
pub(super) fn unused() -> TokenStream {
    quote!(#[allow(dead_code, unreachable_pub, reason = "the catalog defines it")])
}

/// Describes how an error appears in responses and where it was seen, as a paragraph after its description. It starts with a
/// line break if there is anything.
pub(super) fn looks(error: &Error) -> String {
    let looks: Vec<String> = error
        .identities()
        .filter_map(|identity| look(identity.code.as_deref(), &identity.statuses))
        .collect();
    let mut text = looks.join("; ");
    if let (false, Some(name)) = (looks.is_empty(), &error.error_type) {
        // Writing into a string cannot fail.
        let _ = write!(text, " ({})", code_span(name));
    }
    if let Some(seen) = &error.seen {
        let gap = if text.is_empty() { "" } else { "\n\n" };
        let _ = write!(text, "{gap}Not on the page; seen: {}", escape(seen));
    }
    if !text.is_empty() {
        text.insert(0, '\n');
    }
    text
}

fn look(code: Option<&str>, statuses: &[u16]) -> Option<String> {
    let statuses = statuses
        .iter()
        .map(u16::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    match code {
        Some(code) if statuses.is_empty() => Some(code_span(code)),
        Some(code) => Some(format!("{} with {statuses}", code_span(code))),
        None if statuses.is_empty() => None,
        None => Some(format!("status {statuses}")),
    }
}

/// Returns a code span that no backtick in it can end, with invisible characters escaped.
pub(super) fn code_span(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|next| {
            if is_seen(next) {
                next.to_string()
            } else {
                next.escape_default().to_string()
            }
        })
        .collect();
    if seen.trim().is_empty() {
        return format!("`\"{seen}\"`");
    }
    let longest = seen
        .split(|next| next != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    match "`".repeat(longest + 1) {
        tick if longest == 0 => format!("{tick}{seen}{tick}"),
        ticks => format!("{ticks} {seen} {ticks}"),
    }
}

/// Returns `true` if a comment can contain the character. Control characters, such as a carriage return, are refused in
/// comments, and some characters reorder the text around them.
fn is_seen(next: char) -> bool {
    !api_error_catalog_model::characters::is_control_or_bidi(next)
}

/// Escapes text so that rustdoc shows it literally: one paragraph, no HTML, no code to run. URLs become links, and text
/// between backticks is code; there is no other markup.
pub(super) fn escape(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|next| is_seen(*next)).collect();
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len() % 2 == 0
        || parts
            .iter()
            .skip(1)
            .step_by(2)
            .any(|code| code.trim().is_empty())
    {
        return escape_words(&text, true);
    }
    let part = |(at, part): (usize, &&str)| {
        if at % 2 == 0 {
            escape_words(part, at == 0)
        } else {
            format!("`{part}`")
        }
    };
    parts.iter().enumerate().map(part).collect()
}

fn escape_words(text: &str, opens: bool) -> String {
    text.split(' ')
        .enumerate()
        .map(|(at, word)| escape_word(word, opens && at == 0))
        .collect::<Vec<_>>()
        .join(" ")
}

fn escape_word(word: &str, first: bool) -> String {
    let address = word.starts_with("https://") || word.starts_with("http://");
    if address && !word.contains(['<', '>', '\\']) {
        let end = word.trim_end_matches(['.', ',', ';', ':', ')']).len();
        return format!("<{}>{}", &word[..end], &word[end..]);
    }
    let number = word.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(word.len());
    let mut before = ' ';
    let mut rest = word.char_indices().peekable();
    while let Some((at, next)) = rest.next() {
        let inside = before.is_alphanumeric()
            && rest
                .peek()
                .is_some_and(|(_, after)| after.is_alphanumeric());
        // At the start of a paragraph, these start a list, a heading or a rule.
        let opens = first
            && (at == 0 && "-+=".contains(next)
                || at == number && number > 0 && ".)".contains(next));
        let marks = matches!(
            next,
            '\\' | '`' | '*' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!'
        );
        // A URL inside a word is not a link.
        let scheme = next == ':' && word.get(at..).is_some_and(|rest| rest.starts_with("://"));
        if opens || marks || scheme || (next == '_' && !inside) {
            escaped.push('\\');
        }
        escaped.push(next);
        before = next;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{code_span, escape};

    #[test]
    fn a_name_is_code_whatever_it_holds() {
        for (name, shown) in [
            ("a b", "`a b`"),
            ("", r#"`""`"#),
            (" ", r#"`" "`"#),
            ("a`b", "`` a`b ``"),
            ("``", "``` `` ```"),
            ("a\r\nb\u{0}", r"`a\r\nb\u{0}`"),
            ("a\u{202e}b", r"`a\u{202e}b`"),
        ] {
            assert_eq!(code_span(name), shown);
        }
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        for (text, shown) in [
            ("a_b _c_ *d*", r"a_b \_c\_ \*d\*"),
            ("1. one", r"1\. one"),
            ("- one\n    two", r"\- one two"),
            ("See https://x.example/a_b.", "See <https://x.example/a_b>."),
            ("Seehttps://x.example", r"Seehttps\://x.example"),
            ("Vec<u8> [x] `y_`", r"Vec\<u8\> \[x\] `y_`"),
            ("a ` b", r"a \` b"),
            ("a `` b", r"a \`\` b"),
            ("a\u{0}\u{202e}b", "ab"),
        ] {
            assert_eq!(escape(text), shown);
        }
    }
}
