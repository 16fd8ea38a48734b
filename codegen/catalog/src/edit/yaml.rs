//! Writes YAML: every text so quoted that it is read back as it was, and comments where they belong.

/// Texts longer than this are folded over several lines.
const WIDTH: usize = 100;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// A text; quoted where it must be.
    Text(String),
    /// A whole number, or a word of the format, which stands as it is.
    Plain(String),
    /// A mapping, an entry on each line.
    Map(Vec<Entry>),
    /// A list, an item on each line.
    List(Vec<Yaml>),
    /// A mapping on one line.
    ShortMap(Vec<(&'static str, Yaml)>),
    /// A list on one line.
    ShortList(Vec<Yaml>),
}

/// An entry of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Lines to put above it.
    pub comments: Vec<String>,
    /// Whether a blank line sets it off.
    pub apart: bool,
    /// Its key.
    pub key: Yaml,
    /// Its value.
    pub value: Yaml,
}

impl Entry {
    /// An entry whose key is a word of the format.
    pub fn new(key: &str, value: Yaml) -> Entry {
        Entry {
            comments: Vec::new(),
            apart: false,
            key: Yaml::Plain(key.to_owned()),
            value,
        }
    }

    /// The same with these lines above it.
    pub fn under(mut self, comments: Vec<String>) -> Entry {
        self.comments = comments;
        self
    }

    /// The same with a blank line above it.
    pub fn apart(mut self) -> Entry {
        self.apart = true;
        self
    }
}

impl Yaml {
    /// A text.
    pub fn text(text: &str) -> Yaml {
        Yaml::Text(text.to_owned())
    }

    /// A number.
    pub fn number(number: impl std::fmt::Display) -> Yaml {
        Yaml::Plain(number.to_string())
    }

    /// One value as it is, several as a list on one line.
    pub fn one_or_list(mut items: Vec<Yaml>) -> Yaml {
        if items.len() == 1 {
            items.remove(0)
        } else {
            Yaml::ShortList(items)
        }
    }
}

/// The text of a file: a mapping, below these comments.
pub fn write(comments: &[String], entries: &[Entry]) -> String {
    let mut out = String::new();
    write_comments(&mut out, comments, 0);
    write_map(&mut out, entries, 0);
    out
}

fn write_map(out: &mut String, entries: &[Entry], indent: usize) {
    for entry in entries {
        if entry.apart {
            out.push('\n');
        }
        write_comments(out, &entry.comments, indent);
        pad(out, indent);
        write_inline(out, &entry.key);
        out.push(':');
        write_value(out, &entry.value, indent);
    }
}

/// A value after its key or its dash, up to the end of the line.
fn write_value(out: &mut String, value: &Yaml, indent: usize) {
    match value {
        Yaml::Map(entries) if !entries.is_empty() => {
            out.push('\n');
            write_map(out, entries, indent + 2);
        }
        Yaml::List(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                pad(out, indent + 2);
                out.push('-');
                match item {
                    // Its first key stands behind the dash.
                    Yaml::Map(entries)
                        if entries
                            .first()
                            .is_some_and(|first| first.comments.is_empty()) =>
                    {
                        let mut map = String::new();
                        write_map(&mut map, entries, indent + 4);
                        out.push(' ');
                        out.push_str(map.trim_start());
                    }
                    item => write_value(out, item, indent + 2),
                }
            }
        }
        Yaml::Text(text) if text.chars().count() > WIDTH && can_fold(text) => {
            write_folded(out, text, indent + 2)
        }
        inline => {
            out.push(' ');
            write_inline(out, inline);
            out.push('\n');
        }
    }
}

fn write_inline(out: &mut String, value: &Yaml) {
    match value {
        Yaml::Text(text) => out.push_str(&scalar(text)),
        Yaml::Plain(text) => out.push_str(text),
        Yaml::Map(_) => out.push_str("{}"),
        Yaml::List(items) | Yaml::ShortList(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                write_inline(out, item);
            }
            out.push(']');
        }
        Yaml::ShortMap(entries) => {
            for (at, (key, item)) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "{ " } else { ", " });
                out.push_str(key);
                out.push_str(": ");
                write_inline(out, item);
            }
            out.push_str(if entries.is_empty() { "{}" } else { " }" });
        }
    }
}

/// A text over several lines; a reader joins them with a space each.
fn write_folded(out: &mut String, text: &str, indent: usize) {
    out.push_str(" >-\n");
    for line in wrap(text, WIDTH.saturating_sub(indent).max(40)) {
        pad(out, indent);
        out.push_str(&line);
        out.push('\n');
    }
}

/// Whether lines can be broken at the spaces, and nothing else is lost.
fn can_fold(text: &str) -> bool {
    text.split(' ')
        .all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
        && text.chars().all(is_printable)
}

fn write_comments(out: &mut String, comments: &[String], indent: usize) {
    for comment in comments {
        let plain: String = comment
            .chars()
            .map(|c| if is_printable(c) { c } else { ' ' })
            .collect();
        for line in wrap(&plain, WIDTH) {
            pad(out, indent);
            out.push_str("# ");
            out.push_str(&line);
            out.push('\n');
        }
    }
}

/// Words in lines of at most `width` characters; a longer word has a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = word.chars().count();
        match lines.last_mut().filter(|_| length + 1 + wide <= width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
                length += 1 + wide;
            }
            None => {
                lines.push(word.to_owned());
                length = wide;
            }
        }
    }
    lines
}

fn pad(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// A text as a scalar on one line.
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().all(is_printable) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double_quoted(text)
    }
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c if u32::from(c) > 0xFFFF => out.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => out.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Whether it may stand in a YAML file as it is.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// Whether it can stand without quotes anywhere: nothing in it means anything to YAML, and no reader, of whatever
/// version, takes it for a number, a truth value, a date or nothing.
fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf",
    ];
    let harmless = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '(' | ')' | '\'' | ';')
    };
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(harmless)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_need_quotes_have_them() {
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
    fn a_document() {
        let long = "word ".repeat(30).trim().to_owned();
        let entries = [
            Entry::new("a", Yaml::text("x: y")),
            Entry::new(
                "b",
                Yaml::Map(vec![Entry::new(
                    "c",
                    Yaml::List(vec![Yaml::text(&long), Yaml::number(-5)]),
                )]),
            )
            .apart()
            .under(vec!["why\nnot".into()]),
            Entry::new(
                "d",
                Yaml::ShortMap(vec![
                    ("code", Yaml::text("1")),
                    ("status", Yaml::one_or_list(vec![Yaml::number(4)])),
                ]),
            ),
            Entry::new("e", Yaml::Map(Vec::new())),
        ];
        let line = "word ".repeat(19).trim().to_owned();
        let rest = "word ".repeat(11).trim().to_owned();
        assert_eq!(
            write(&["Head.".into()], &entries),
            format!(
                "# Head.\na: 'x: y'\n\n# why not\nb:\n  c:\n    - >-\n      {line}\n      {rest}\n    - -5\nd: {{ code: '1', status: 4 }}\ne: {{}}\n"
            )
        );
    }
}
