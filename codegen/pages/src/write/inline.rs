//! Text inside Markdown, which is shown unchanged whatever it contains.

use api_error_catalog_model::characters::is_unprintable;

/// The labels of the lists in the description of an error in OpenAPI: its causes and its solutions.
pub(crate) const LISTS: [&str; 2] = ["Causes", "Solutions"];

/// Returns text for people on one line: the parts between backticks are code, and all other markup is escaped.
pub(super) fn escaped(text: &str) -> String {
    let folded = folded(text);
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while let Some((before, span, after)) = code_span(rest) {
        out.push_str(&plain(before));
        out.push_str(&code(span));
        rest = after;
    }
    out.push_str(&plain(rest));
    starting_safely(&out)
}

/// Splits text at its first code span: two single backticks without a space on their inner side.
fn code_span(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('`').find_map(|(open, _)| {
        let (before, rest) = (text.get(..open)?, text.get(open + 1..)?);
        let (span, after) = rest.split_once('`')?;
        let alone = !before.ends_with(['`', '\\']) && !after.starts_with('`');
        (alone && !span.is_empty() && span.trim() == span).then_some((before, span, after))
    })
}

/// Escapes all markup in text.
fn plain(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut before = ' ';
    let mut rest = folded.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            // Inside a word it is not emphasis, and `voice_id` reads better without a backslash.
            '_' if before.is_alphanumeric()
                && rest.peek().is_some_and(|next| next.is_alphanumeric()) =>
            {
                out.push('_')
            }
            '_' => out.push_str("\\_"),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Returns text on one line, with single spaces in place of white space and control characters.
fn folded(text: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Escapes the start of a line that would begin a heading, a list, or a rule.
fn starting_safely(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.get(digits..).unwrap_or_default();
    if digits > 0 && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", text.get(..digits).unwrap_or_default());
    }
    if text.starts_with(['#', '-', '+', '=', ':', '!']) {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// Escapes Markdown for a table cell, so that a bar does not end the cell, even inside code.
pub(super) fn cell(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for c in markdown.chars() {
        if c == '|' && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns text as a code span.
pub(super) fn code(text: &str) -> String {
    let text = folded(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Returns a string of the wire as a code span that can be read back. It becomes a JSON string if it would otherwise be taken
/// for a number, or if a part of it would be invisible or lost in Markdown.
pub(crate) fn wire(text: &str) -> String {
    let plain = text.chars().all(is_shown)
        && !text.starts_with(['"', ' '])
        && !text.ends_with(' ')
        && !text.contains("  ");
    let number = text.parse::<i64>().is_ok();
    if plain && !number && !text.is_empty() && !text.contains("\\|") {
        code(text)
    } else {
        code(&quoted(text))
    }
}

/// Reads back what `wire` wrote between the backticks.
pub fn unquoted(code: &str) -> String {
    let quoted = code.starts_with('"');
    quoted
        .then(|| serde_json::from_str(code).ok())
        .flatten()
        .unwrap_or_else(|| code.to_owned())
}

/// Returns `true` if a character is visible in a code span and does not end it. The plain space counts as visible.
fn is_shown(c: char) -> bool {
    c == ' ' || c != '`' && !c.is_whitespace() && !is_unprintable(c)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' ' if !out.ends_with(' ') => out.push(c),
            // A bar would end a table's cell.
            c if is_shown(c) && !matches!(c, ' ' | '|') => out.push(c),
            c => c
                .encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out + "\""
}

/// Returns a link to an address, with this text.
pub(super) fn link(text: &str, address: &str) -> String {
    let plain: String = address
        .chars()
        .map(|c| match c {
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            '\\' => "%5C".to_owned(),
            c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
            c => c.to_string(),
        })
        .collect();
    format!("[{}]({plain})", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        for (text, shown) in [
            ("voice_id and _this_", "voice_id and \\_this\\_"),
            (
                "a | b <br> & `c` **d** [e](f)",
                "a \\| b &lt;br&gt; &amp; `c` \\*\\*d\\*\\* \\[e\\](f)",
            ),
            ("`a|b <i>` and one ` alone", "`a|b <i>` and one \\` alone"),
            ("odd ` tick `tick`", "odd \\` tick `tick`"),
            ("```x", "\\`\\`\\`x"),
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("two\n\nlines\u{7}", "two lines"),
        ] {
            assert_eq!(escaped(text), shown);
        }
        assert_eq!(code("a|b"), "`a|b`");
        assert_eq!(
            cell(&format!("{} {}", code("a|b"), escaped("c|d"))),
            "`a\\|b` c\\|d"
        );
        assert_eq!(code("`x"), "`` `x ``");
        for (text, shown) in [
            ("not found", "`not found`"),
            ("a|b", "`a|b`"),
            ("404", "`\"404\"`"),
            ("", "`\"\"`"),
            (" a  b ", "`\" a \\u0020b \"`"),
            ("\"a\"", "`\"\\\"a\\\"\"`"),
            (
                "a\\|`\u{7}\u{e0041}",
                "`\"a\\\\\\u007c\\u0060\\u0007\\udb40\\udc41\"`",
            ),
        ] {
            assert_eq!(wire(text), shown);
            assert_eq!(unquoted(shown.trim_matches('`')), text);
        }
        assert_eq!(
            link("Help", "https://a.example/(b) c\\"),
            "[Help](https://a.example/%28b%29%20c%5C)"
        );
    }
}
