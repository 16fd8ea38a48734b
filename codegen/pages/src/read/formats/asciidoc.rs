//! Reads AsciiDoc: headings, tables, lists, definition lists, listings.

use std::ops::Range;

use super::inline;
use super::prepared::{Prepared, lines};
use crate::read::document::{BlockKind, CodeBlock, Document, Table, TextSlot};
use crate::read::text::{Text, run_length};

/// The lines around a table, and around one in a table's cell.
const FENCES: [&str; 2] = ["|===", "!==="];
/// The number of words that a term has at most.
const LONGEST_TERM: usize = 6;

/// Returns `true` if the page has AsciiDoc's tables or headings.
pub(crate) fn is_asciidoc(source: &str) -> bool {
    let heading = |line: &str| line.starts_with("== ") || line.starts_with("=== ");
    source.lines().any(|line| line.starts_with("|==="))
        || source.lines().filter(|line| heading(line)).count() >= 2
}

/// Reads a page.
pub(crate) fn read(source: &str) -> Document {
    let mut reader = AsciiDocReader::default();
    for (range, line) in lines(source) {
        reader.line(line, range.start);
    }
    reader.flush();
    reader.end_table();
    reader.document
}

#[derive(Default)]
struct AsciiDocReader {
    document: Document,
    text: Text,
    /// The depth and kind of the text so far.
    slot: (u8, TextSlot),
    table: Option<OpenTable>,
    code: Option<(String, CodeBlock)>,
}

#[derive(Default)]
struct OpenTable {
    /// The line that opened it also ends it.
    fence: String,
    table: Table,
    cells: Vec<Text>,
    columns: usize,
}

impl AsciiDocReader {
    fn line(&mut self, line: &str, at: usize) {
        let trimmed = line.trim();
        if let Some((fence, code)) = &mut self.code {
            if trimmed == *fence {
                let code = code.clone();
                self.code = None;
                self.document.push(0, BlockKind::Code(code));
            } else {
                code.raw.push_str(line);
                code.raw.push('\n');
            }
        } else if is_macro(trimmed) {
            // It includes, excludes or embeds something, and says nothing itself.
        } else if self
            .table
            .as_ref()
            .map_or(FENCES.contains(&trimmed), |open| open.fence == trimmed)
        {
            self.flush();
            if self.table.is_some() {
                self.end_table()
            } else {
                self.table = Some(OpenTable {
                    table: Table::new(at),
                    fence: trimmed.to_owned(),
                    ..OpenTable::default()
                })
            }
        } else if self.table.is_some() {
            self.table_line(line, at);
        } else if trimmed.len() >= 4
            && (trimmed.chars().all(|c| c == '-') || trimmed.chars().all(|c| c == '.'))
        {
            self.flush();
            let code = CodeBlock {
                at: at + line.len() + 1,
                ..CodeBlock::default()
            };
            self.code = Some((trimmed.to_string(), code));
        } else {
            self.block_line(trimmed, at + (line.len() - line.trim_start().len()));
        }
    }

    fn block_line(&mut self, line: &str, at: usize) {
        let equals = run_length(line, |&b| b == b'=');
        let stars = run_length(line, |b| matches!(b, b'*' | b'-' | b'.'));
        if (1..=6).contains(&equals) && line[equals..].starts_with(' ') {
            self.flush();
            let (level, text) = (equals as u8, fold(line[equals..].trim(), at + equals + 1));
            self.document.push(0, BlockKind::Heading { level, text });
        } else if is_silent(line) {
            self.flush();
        } else if stars > 0 && line[stars..].starts_with(' ') {
            self.flush();
            self.slot = (stars as u8, TextSlot::Item);
            self.text = fold(line[stars..].trim(), at + stars + 1);
        } else if let Some((term, rest)) = line.split_once("::").filter(|(term, rest)| {
            term.split_whitespace().count() <= LONGEST_TERM
                && (rest.is_empty() || rest.starts_with(' '))
        }) {
            self.flush();
            self.document.push(0, BlockKind::Term(fold(term, at)));
            self.slot = (1, TextSlot::Paragraph);
            self.text = fold(rest.trim(), at + term.len() + 3);
        } else {
            self.text.join(&fold(line, at));
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        let (depth, slot) = std::mem::take(&mut self.slot);
        self.document.push(depth, slot.block(text));
    }

    fn table_line(&mut self, line: &str, at: usize) {
        let Some(open) = &mut self.table else { return };
        let starts: Vec<usize> = line.match_indices('|').map(|(i, _)| i).collect();
        if line.trim().is_empty() {
            if open.columns == 0 && !open.cells.is_empty() {
                open.columns = open.cells.len();
            }
            return;
        }
        let first = starts.first().copied().unwrap_or(line.len());
        let before = &line[..first];
        // Text before the first pipe continues the last cell, unless it is a format such as `a` or `2+`.
        if !before.trim().is_empty()
            && (starts.is_empty() || before.contains(' '))
            && let Some(cell) = open.cells.last_mut()
        {
            cell.join(&fold(before.trim(), at));
        }
        if starts.len() > 1 && open.columns == 0 && open.cells.is_empty() {
            open.columns = starts.len();
        }
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(line.len());
            let mut cell = fold(line[start + 1..end].trim(), at + start + 1);
            if cell.is_empty() {
                cell = Text::empty(at + start + 1);
            }
            open.cells.push(cell);
        }
    }

    fn end_table(&mut self) {
        let Some(open) = self.table.take() else {
            return;
        };
        let mut table = open.table;
        let rows = open.cells.chunks(open.columns.max(1));
        table.rows = rows.map(<[Text]>::to_vec).collect();
        table.head_first_row();
        self.document.push(0, BlockKind::Table(table));
    }
}

/// `ifndef::backend-pdf[]`, `include::more.adoc[]`, `image::desk.png[]`: a line for the program that makes the page.
fn is_macro(line: &str) -> bool {
    let name = run_length(line, u8::is_ascii_lowercase);
    let target = line[name..].strip_prefix("::").unwrap_or(" ");
    name > 0 && line.ends_with(']') && !target.starts_with(' ') && target.contains('[')
}

/// Lines that end a paragraph and say nothing: blank ones, comments, attributes, block marks.
fn is_silent(line: &str) -> bool {
    let attributes = line.starts_with('[') && line.ends_with(']') || line.starts_with(':');
    line == "+" || line.starts_with("//") || attributes || line.chars().all(|c| c == '=')
}

/// Folds AsciiDoc's inline markup: that of Markdown, but with one star for strong text, and with its own references.
fn fold(line: &str, at: usize) -> Text {
    let prepared = Prepared::without(line, references(line), &[]);
    let text = prepared.text.replace('*', "**");
    let stars: Vec<usize> = text.match_indices('*').map(|(star, _)| star).collect();
    let origin = |offset: usize| {
        let before = stars.partition_point(|star| *star < offset);
        at + prepared.origin(offset.min(text.len()) - before / 2)
    };
    inline::fold(&text, &origin)
}

/// Returns what surrounds the texts of references: `xref:path[text]`, `link:url[text]`, `https://…[text]`, `<<id,text>>`.
fn references(line: &str) -> Vec<Range<usize>> {
    const STARTS: [&str; 5] = ["xref:", "link:", "https://", "http://", "mailto:"];
    let mut found = Vec::new();
    let mut done = 0;
    for (start, _) in line.char_indices() {
        let rest = &line[start..];
        let text = if let Some(inside) = rest.strip_prefix("<<") {
            let end = inside.find(">>");
            end.map(|end| {
                (
                    2 + inside[..end].find(',').map_or(0, |comma| comma + 1),
                    2 + end,
                    2,
                )
            })
        } else if STARTS.iter().any(|word| rest.starts_with(word)) {
            let open = rest.find(|c: char| c == '[' || c.is_whitespace());
            let open = open.filter(|&open| rest[open..].starts_with('['));
            open.and_then(|open| Some((open + 1, open + rest[open..].find(']')?, 1)))
        } else {
            None
        };
        if let Some((text, end, close)) = text.filter(|_| start >= done) {
            done = start + end + close;
            found.extend([start..start + text, start + end..done]);
        }
    }
    found
}
