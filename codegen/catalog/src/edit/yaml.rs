//! YAML values, written in block or in flow, with comments above the entries of a block.

use super::scalar::scalar;
use crate::characters::is_unprintable;

/// Longer strings and comments are written on several lines.
const WIDTH: usize = 100;
/// A longer key must be announced by `?`.
const LONGEST_KEY: usize = 1_000;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Yaml {
    /// A string, quoted if necessary.
    Text(String),
    /// A number or a word of the format, which needs no quotes.
    Plain(String),
    /// A mapping; in a block, one entry on each line.
    Map(Vec<YamlEntry>),
    /// A list; in a block, one item on each line.
    List(Vec<Yaml>),
    /// A mapping on one line.
    FlowMap(Vec<YamlEntry>),
    /// A list on one line.
    FlowList(Vec<Yaml>),
    /// A value as it was written elsewhere, from after the colon to the end of its last line, below a key that was
    /// indented by this many columns.
    Verbatim(String, usize),
}

/// An entry of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct YamlEntry {
    /// Comment lines above it; omitted in flow.
    pub comments: Vec<String>,
    /// Whether there is a blank line above it.
    pub apart: bool,
    /// Its key.
    pub key: Yaml,
    /// Its value.
    pub value: Yaml,
}

impl YamlEntry {
    /// Creates an entry whose key is any string or number.
    #[must_use]
    pub fn of(key: Yaml, value: Yaml) -> YamlEntry {
        YamlEntry {
            comments: Vec::new(),
            apart: false,
            key,
            value,
        }
    }

    /// Creates an entry whose key is a word of the format.
    #[must_use]
    pub fn new(key: &str, value: Yaml) -> YamlEntry {
        YamlEntry::of(Yaml::Plain(key.to_owned()), value)
    }

    /// Creates an entry with a string.
    #[must_use]
    pub fn text(key: &str, text: &str) -> YamlEntry {
        YamlEntry::new(key, Yaml::text(text))
    }

    /// Creates an entry with a list of strings. Returns `None` if there are none.
    pub fn texts<'t>(key: &str, texts: impl IntoIterator<Item = &'t String>) -> Option<YamlEntry> {
        let texts: Vec<Yaml> = texts.into_iter().map(|text| Yaml::text(text)).collect();
        (!texts.is_empty()).then(|| YamlEntry::new(key, Yaml::List(texts)))
    }

    /// Creates an entry with [numbers](Yaml::numbers). Returns `None` if there are none.
    #[must_use]
    pub fn numbers(key: &str, numbers: &[u16]) -> Option<YamlEntry> {
        (!numbers.is_empty()).then(|| YamlEntry::new(key, Yaml::numbers(numbers)))
    }

    /// Creates an entry with a mapping. Returns `None` if it has no entries.
    #[must_use]
    pub fn map(key: &str, entries: Vec<YamlEntry>) -> Option<YamlEntry> {
        (!entries.is_empty()).then(|| YamlEntry::new(key, Yaml::Map(entries)))
    }

    /// Adds comment lines above the entry.
    #[must_use]
    pub fn under(mut self, comments: Vec<String>) -> YamlEntry {
        self.comments = comments;
        self
    }

    /// Adds a blank line above the entry.
    #[must_use]
    pub fn apart(mut self) -> YamlEntry {
        self.apart = true;
        self
    }

    /// Writes the entry in flow: `key: value`.
    #[must_use]
    pub fn flow(&self) -> String {
        let mut out = String::new();
        if write_key(&mut out, &self.key) {
            out.push(' ');
        }
        out.push_str(": ");
        write_flow(&mut out, &self.value);
        out
    }
}

impl Yaml {
    /// Creates a string.
    #[must_use]
    pub fn text(text: &str) -> Yaml {
        Yaml::Text(text.to_owned())
    }

    /// Creates a number.
    pub fn number(number: impl std::fmt::Display) -> Yaml {
        Yaml::Plain(number.to_string())
    }

    /// Creates a number, or a list on one line for several numbers: `404`, `[500, 503]`.
    #[must_use]
    pub fn numbers(numbers: &[u16]) -> Yaml {
        Yaml::one_or_list(numbers.iter().map(Yaml::number).collect())
    }

    /// Returns the only value, or a list on one line for several values.
    #[must_use]
    pub fn one_or_list(mut items: Vec<Yaml>) -> Yaml {
        if items.len() == 1 {
            items.remove(0)
        } else {
            Yaml::FlowList(items)
        }
    }

    /// Writes the value in flow, on one line.
    #[must_use]
    pub fn flow(&self) -> String {
        let mut out = String::new();
        write_flow(&mut out, self);
        out
    }
}

/// Writes a file: a mapping below these comments.
#[must_use]
pub fn write(comments: &[String], entries: &[YamlEntry]) -> String {
    let mut out = String::new();
    write_comments(&mut out, comments, 0);
    out + &block(entries, 0)
}

/// Writes the entries of a mapping as lines, indented by this many columns.
pub(super) fn block(entries: &[YamlEntry], indent: usize) -> String {
    let mut out = String::new();
    for entry in entries {
        if entry.apart {
            out.push('\n');
        }
        write_comments(&mut out, &entry.comments, indent);
        pad(&mut out, indent);
        if write_key(&mut out, &entry.key) {
            out.push('\n');
            pad(&mut out, indent);
        }
        out.push(':');
        write_value(&mut out, &entry.value, indent);
    }
    out
}

/// Writes a value after its key or its dash, up to the end of the line.
fn write_value(out: &mut String, value: &Yaml, indent: usize) {
    match value {
        Yaml::Map(entries) if !entries.is_empty() => {
            out.push('\n');
            out.push_str(&block(entries, indent + 2));
        }
        Yaml::List(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                write_item(out, item, indent + 2);
            }
        }
        Yaml::Verbatim(text, own) => {
            out.push_str(&reindent(text.trim_end(), *own, indent));
            out.push('\n');
        }
        Yaml::Text(text) if text.chars().count() > WIDTH && can_fold(text) => {
            write_folded(out, text, indent + 2);
        }
        value => {
            out.push(' ');
            write_flow(out, value);
            out.push('\n');
        }
    }
}

fn write_item(out: &mut String, item: &Yaml, indent: usize) {
    pad(out, indent);
    out.push('-');
    match item {
        // The first key of a mapping comes right after the dash, unless comments are above it.
        Yaml::Map(entries)
            if entries
                .first()
                .is_some_and(|first| first.comments.is_empty()) =>
        {
            out.push(' ');
            out.push_str(block(entries, indent + 2).trim_start());
        }
        item => write_value(out, item, indent),
    }
}

fn write_flow(out: &mut String, value: &Yaml) {
    match value {
        Yaml::Text(text) => out.push_str(&scalar(text)),
        Yaml::Plain(text) => out.push_str(text),
        Yaml::Verbatim(text, _) => out.push_str(text.trim()),
        Yaml::Map(entries) | Yaml::FlowMap(entries) => write_flow_map(out, entries),
        Yaml::List(items) | Yaml::FlowList(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                write_flow(out, item);
            }
            out.push(']');
        }
    }
}

fn write_flow_map(out: &mut String, entries: &[YamlEntry]) {
    for (at, entry) in entries.iter().enumerate() {
        out.push_str(if at == 0 { "{ " } else { ", " });
        out.push_str(&entry.flow());
    }
    out.push_str(if entries.is_empty() { "{}" } else { " }" });
}

/// Writes a key; returns `true` if it is so long that a `?` announces it.
fn write_key(out: &mut String, key: &Yaml) -> bool {
    let start = out.len();
    write_flow(out, key);
    let announced = out.len() - start > LONGEST_KEY;
    if announced {
        out.insert_str(start, "? ");
    }
    announced
}

/// Writes a string over several lines; a reader joins them with a space each.
fn write_folded(out: &mut String, text: &str, indent: usize) {
    out.push_str(" >-\n");
    for line in wrap(text, WIDTH.saturating_sub(indent).max(40)) {
        pad(out, indent);
        out.push_str(&line);
        out.push('\n');
    }
}

/// Returns `true` if lines can be broken at the spaces, and nothing else is lost.
fn can_fold(text: &str) -> bool {
    text.split(' ')
        .all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
        && !text.chars().any(is_unprintable)
}

/// Returns the text with all its lines but the first moved from one indentation to another.
fn reindent(text: &str, from: usize, to: usize) -> String {
    let mut lines = text.split_inclusive('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let words = line.trim_start_matches(' ');
        if !words.trim().is_empty() {
            pad(
                &mut out,
                (line.len() - words.len() + to).saturating_sub(from),
            );
        }
        out.push_str(words);
    }
    out
}

fn write_comments(out: &mut String, comments: &[String], indent: usize) {
    for comment in comments {
        let printable = comment.replace(is_unprintable, " ");
        for line in wrap(&printable, WIDTH) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document() {
        let long = "word ".repeat(30).trim().to_owned();
        let list = Yaml::List(vec![Yaml::text(&long), Yaml::number(-5)]);
        let condition = vec![
            YamlEntry::text("code", "1"),
            YamlEntry::new("status", Yaml::numbers(&[4])),
        ];
        let entries = [
            YamlEntry::new("a", Yaml::text("x: y")),
            YamlEntry::new("b", Yaml::Map(vec![YamlEntry::new("c", list)]))
                .apart()
                .under(vec!["why\nnot".into()]),
            YamlEntry::new("d", Yaml::FlowMap(condition)),
            YamlEntry::new("e", Yaml::Map(Vec::new())),
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

    #[test]
    fn comments_hold_no_unprintable_character() {
        let comments =
            vec!["a\u{202e}b\u{2066}c\u{200f}d\u{61c}e\u{200b}f\ng\rh\u{85}i".to_owned()];
        let entry = YamlEntry::new("a", Yaml::number(1)).under(comments);
        assert_eq!(block(&[entry], 2), "  # a b c d e f g h i\n  a: 1\n");
    }
}
