//! Texts inside Markdown: whatever they hold, they are shown as they are.

/// A text for a person, on one line: what stands between backticks is code, all else that Markdown, HTML and tables would
/// read in it is escaped.
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

/// The first text between two single backticks, none of which has a space inside it, and what stands around it.
fn code_span(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('`').find_map(|(open, _)| {
        let (before, rest) = (text.get(..open)?, text.get(open + 1..)?);
        let (span, after) = rest.split_once('`')?;
        let alone = !before.ends_with(['`', '\\']) && !after.starts_with('`');
        (alone && !span.is_empty() && span.trim() == span).then_some((before, span, after))
    })
}

/// A text in which nothing is markup.
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
            // Inside a word it is no emphasis: `voice_id` reads better without a backslash.
            '_' if before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric()) => out.push('_'),
            '_' => out.push_str("\\_"),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// White space folded; what no page can show is gone.
fn folded(text: &str) -> String {
    let shown = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') { ' ' } else { c });
    let shown: String = shown.collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line that begins as a heading, a list or a rule does is none.
fn starting_safely(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.get(digits..).unwrap_or_default();
    if digits > 0 && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", text.get(..digits).unwrap_or_default());
    }
    if text.starts_with(['#', '-', '+', '=', ':', '!']) { format!("\\{text}") } else { text.to_owned() }
}

/// Markdown as a table's cell: a bar ends no cell, also inside code.
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

/// A text as code.
pub(super) fn code(text: &str) -> String {
    let text = folded(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// An address as a link with this text.
pub(super) fn link(text: &str, address: &str) -> String {
    let plain: String = address
        .chars()
        .map(|c| match c {
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
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
            ("a | b <br> & `c` **d** [e](f)", "a \\| b &lt;br&gt; &amp; `c` \\*\\*d\\*\\* \\[e\\](f)"),
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
        assert_eq!(cell(&format!("{} {}", code("a|b"), escaped("c|d"))), "`a\\|b` c\\|d");
        assert_eq!(code("`x"), "`` `x ``");
        assert_eq!(link("Help", "https://a.example/(b) c"), "[Help](https://a.example/%28b%29%20c)");
    }
}
