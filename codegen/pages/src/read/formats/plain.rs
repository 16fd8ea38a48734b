//! Reads page text that was copied from a browser: no markup, unfenced JSON, bullets, headings that are just lines.

use std::collections::BTreeSet;
use std::ops::Range;

use super::prepared::{Prepared, lines};
use super::{code_lists, flat, inline, json, outline, pipes, properties, stacked, tabbed};
use crate::read::conventions::{code_shape, roles};
use crate::read::document::{Block, BlockKind, CodeBlock, Document, Table};
use crate::read::text::{Text, run_length};
use crate::read::words::{WordList, words};

/// After so many brackets that nothing closes, no more JSON is looked for: each costs a long search.
const MOST_UNCLOSED: usize = 100;

/// Reads a page.
pub(crate) fn read(source: &str) -> Document {
    let mut prepared = Prepared::without(source, Vec::new());
    let mut tables = pipes::tables(source, &[]);
    tables.retain(|(_, table)| !table.rows.is_empty());
    let mut tables = prepared.take(tables);
    let listings = properties::tables(&prepared.text);
    tables.extend(prepared.take(listings));
    let tabbed = tabbed::tables(&prepared.text, &[]);
    tables.extend(prepared.take(tabbed));
    let stacked = stacked::tables(&prepared.text);
    tables.extend(prepared.take(stacked));
    let lines = flat::lines::tables(&prepared.text);
    tables.extend(prepared.take(lines));
    prepared.blank(&line_numbers(source));
    let codes = code_lists::lists(&prepared.text);
    let codes = prepared.take(codes);
    let mut reader = PlainReader {
        widths: widths(&prepared.text),
        ..PlainReader::default()
    };
    reader.run(&prepared.text);
    let mut document = reader.document;
    document.blocks.extend(tables.into_iter().map(Block::from));
    document.blocks.extend(codes.into_iter().flatten());
    document.order();
    let mut document = flat::unfold(document);
    let blocks = document.blocks.into_iter();
    document.blocks = blocks.flat_map(flat::records::divide).collect();
    let mut document = stacked::unstack(document);
    outline::settle(&mut document.blocks);
    document
}

#[derive(Default)]
struct PlainReader {
    document: Document,
    /// Lines with the same columns, apart by tabs or wide gaps.
    columns: Vec<(usize, Vec<Text>)>,
    /// The widths of the page's tables with three columns and more.
    widths: BTreeSet<usize>,
    /// How far into its line the last of these columns starts.
    last_column: usize,
    /// The latest paragraph may go on in the next line.
    open: bool,
    blank: bool,
    /// How many brackets were found that nothing closes.
    unclosed: usize,
}

impl PlainReader {
    fn run(&mut self, source: &str) {
        let mut resume = 0;
        for (range, _) in lines(source) {
            resume = resume.max(range.start);
            while resume < range.end {
                resume = self.line(source, resume..range.end);
            }
        }
        self.end_columns();
    }

    /// Takes a line; returns where to go on, which is further down where JSON starts in it.
    fn line(&mut self, source: &str, range: Range<usize>) -> usize {
        let line = &source[range.clone()];
        if let Some(start) = json_start(line).map(|i| range.start + i)
            && self.unclosed < MOST_UNCLOSED
            && let Some(length) = json::balanced(&source[start..])
        {
            self.text(&source[range.start..start], range.start);
            self.end_columns();
            self.code(start, "json", &source[start..start + length]);
            return start + length;
        }
        self.unclosed += usize::from(json_start(line).is_some());
        self.text(line, range.start);
        range.end
    }

    fn text(&mut self, line: &str, at: usize) {
        let trimmed = line.trim();
        let indent = line.len() - line.trim_start().len();
        let at = at + indent;
        if trimmed.is_empty() {
            self.blank = true;
            self.open = false;
            return;
        }
        let cells = columns(trimmed, at);
        let last = self.columns.last_mut();
        if let (Some((_, last)), [more]) = (last, &cells[..])
            && !self.blank
            && indent >= self.last_column
            && let Some(cell) = last.last_mut()
        {
            return cell.join(more);
        }
        let last = self.columns.last();
        if cells.len() < 2 || last.is_some_and(|last| !are_rows(last, (at, &cells))) {
            self.end_columns();
        }
        self.blank &= cells.len() < 2;
        if cells.len() >= 2 {
            self.last_column = cells.last().map_or(0, |cell| cell.at() + indent - at);
            self.columns.push((at, cells));
        } else {
            self.plain(trimmed, at);
        }
    }

    fn plain(&mut self, trimmed: &str, at: usize) {
        let was_open = std::mem::take(&mut self.open);
        if is_page_furniture(trimmed) {
            return;
        }
        if let Some(rest) = bullet(trimmed) {
            let offset = at + (trimmed.len() - rest.len());
            self.blank = false;
            return self
                .document
                .push(1, BlockKind::Item(inline::line(rest, offset)));
        }
        let trimmed = member(trimmed).unwrap_or(trimmed);
        let text = inline::line(trimmed.trim_start_matches('}').trim_start_matches('#'), at);
        let lowercase = trimmed.starts_with(|c: char| c.is_lowercase() || c == '(');
        let last = self.document.blocks.last();
        let item = last.is_some_and(|block| matches!(block.kind, BlockKind::Item(_)));
        let continued = !self.blank && lowercase && (item || !outline::is_keyed(trimmed));
        if continued && self.go_on(&text, was_open) {
            self.open = is_unfinished(trimmed);
        } else if text.is_empty() {
        } else if is_code(trimmed) {
            self.statement(at, trimmed);
        } else if is_heading(trimmed) {
            self.open = is_unfinished(trimmed);
            self.document.push(
                0,
                BlockKind::Heading {
                    level: outline::LEAF,
                    text,
                },
            );
        } else {
            self.open = is_unfinished(trimmed);
            self.document.push(0, BlockKind::Paragraph(text));
        }
        self.blank = false;
    }

    /// Joins a line to the block above it, where that is unfinished.
    fn go_on(&mut self, text: &Text, open: bool) -> bool {
        let Some(Block { kind, .. }) = self.document.blocks.last_mut() else {
            return false;
        };
        match kind {
            BlockKind::Paragraph(last) if open => last.join(text),
            BlockKind::Item(last) if open || !last.ends_with(['.', '!', '?', ':']) => {
                // The next bullet's line end was lost: `seconds- Wait longer`.
                let end = lost_bullet(text.as_str()).unwrap_or(text.len());
                last.join(&text.slice(0..end));
                let next = text.slice((end + 1).min(text.len())..text.len());
                if !next.is_empty() {
                    self.document.push(1, BlockKind::Item(next));
                }
            }
            BlockKind::Heading { text: last, .. } if open => {
                let mut whole = std::mem::take(last);
                whole.join(text);
                *kind = BlockKind::Paragraph(whole);
            }
            _ => return false,
        }
        true
    }

    /// Lines of columns make a table, and so does one if the page has a table of as many. Any other is a line like all others.
    fn end_columns(&mut self) {
        let rows = std::mem::take(&mut self.columns);
        match rows.as_slice() {
            [] => {}
            [(at, cells)] if !self.widths.contains(&cells.len()) => {
                let mut text = Text::default();
                cells.iter().for_each(|cell| text.join(cell));
                self.plain(text.as_str(), *at);
            }
            [(at, _), ..] => {
                let table = Table {
                    at: *at,
                    rows: rows.iter().map(|(_, row)| row.clone()).collect(),
                    ..Table::default()
                };
                self.document.push(0, BlockKind::Table(table));
            }
        }
    }

    /// A line of a program goes on with the lines above it.
    fn statement(&mut self, at: usize, line: &str) {
        let last = self.document.blocks.last_mut().filter(|_| !self.blank);
        match last.map(|block| &mut block.kind) {
            Some(BlockKind::Code(code))
                if code.language == "text" && code.at + code.raw.len() < at =>
            {
                // Positions in it are those of the page.
                let gap = at - code.at - code.raw.len();
                code.raw.extend(std::iter::repeat_n('\n', gap));
                code.raw.push_str(line);
            }
            _ => self.code(at, "text", line),
        }
    }

    fn code(&mut self, at: usize, language: &str, raw: &str) {
        let code = CodeBlock {
            at,
            language: language.to_owned(),
            raw: raw.to_owned(),
            ..CodeBlock::default()
        };
        self.document.push(0, BlockKind::Code(code));
    }
}

/// Returns the numbers of the lines of JSON that was copied with them: `1{`, `2  "error": …`.
fn line_numbers(source: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for (range, line) in lines(source) {
        let digits = run_length(line, u8::is_ascii_digit);
        let json = json_start(&line[digits..]) == Some(0);
        last = match line[..digits].parse() {
            Ok(1) if json => 1,
            Ok(number) if last > 0 && number == last + 1 => number,
            _ => 0,
        };
        found.extend((last > 0).then_some(range.start..range.start + digits));
    }
    found
}

/// Where JSON starts in a line: at its start, after the word that a code block is labeled with, or after a colon.
fn json_start(line: &str) -> Option<usize> {
    let trimmed = line.trim_end();
    let first = line.len() - line.trim_start().len();
    if line[first..].starts_with(['{', '[']) {
        let inside = line[first + 1..].trim_start();
        let json = inside.is_empty() || inside.starts_with(['"', '{', '[', '}', ']', '/']);
        return json.then_some(first);
    }
    let mut brackets = trimmed.match_indices('{').map(|(open, _)| open);
    brackets.find(|&open| {
        let (before, inside) = (trimmed[..open].trim_end(), trimmed[open + 1..].trim_start());
        let introduced = [":", "}", "json", "JSON"]
            .iter()
            .any(|end| before.ends_with(end));
        introduced && (inside.is_empty() || inside.starts_with('"'))
    })
}

/// Returns the cells of a line whose columns stand apart: by tabs, or by three spaces and more.
fn columns(line: &str, at: usize) -> Vec<Text> {
    const GAP: &str = "   ";
    if line.contains('\t') {
        return tabbed::cells(line, at);
    }
    let mut start = at;
    let parts = line.split(GAP).filter_map(|part| {
        let lead = part.len() - part.trim_start().len();
        let cell = (!part.trim().is_empty()).then(|| inline::line(part.trim(), start + lead));
        start += part.len() + GAP.len();
        cell
    });
    parts.collect()
}

/// Returns `true` if two lines are rows of one table: they have as many cells, or the cells of the shorter one begin at the same
/// columns as those of the other.
fn are_rows((above, first): &(usize, Vec<Text>), (at, second): (usize, &[Text])) -> bool {
    let mut pairs = first.iter().zip(second);
    let short = first.len().min(second.len()) >= 2;
    first.len() == second.len() || short && pairs.all(|(a, b)| a.at() + at == b.at() + above)
}

/// Returns how many columns pairs of lines have, if they are three or more.
fn widths(source: &str) -> BTreeSet<usize> {
    let widths = lines(source).map(|(_, line)| columns(line.trim(), 0).len());
    let widths: Vec<usize> = widths.collect();
    let pairs = widths.iter().zip(widths.iter().skip(1));
    let tables = pairs.filter(|(width, next)| width == next && **width >= 3);
    tables.map(|(width, _)| *width).collect()
}

fn bullet(line: &str) -> Option<&str> {
    const MARKS: [&str; 10] = ["•", "◦", "▪", "‣", "·", "●", "- ", "* ", "– ", "— "];
    let rest = MARKS.into_iter().find_map(|mark| line.strip_prefix(mark));
    rest.map(str::trim_start)
}

/// Returns the position of a bullet's dash after a word, in the middle of a line.
fn lost_bullet(text: &str) -> Option<usize> {
    let mut dashes = text.match_indices("- ").map(|(i, _)| i);
    dashes.find(|&i| {
        text[..i].trim_end().ends_with(char::is_alphanumeric)
            && text[i + 2..].starts_with(char::is_uppercase)
    })
}

/// Words of the page's own machinery: copy buttons, language labels, rules.
fn is_page_furniture(line: &str) -> bool {
    static WORDS: WordList = words!("page_furniture");
    !line.contains(char::is_alphanumeric) || WORDS.contains(&line.to_lowercase().as_str())
}

/// A short line that does not end as sentences and labels do.
fn is_heading(line: &str) -> bool {
    let words = line.split_whitespace().count();
    // `Error 1010: …` is a heading even if it is a sentence.
    let numbered = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let factor = 1 + usize::from(line.strip_prefix("Error ").is_some_and(numbered));
    let ends = line.ends_with(['.', ',', ';', ':', '!', '：', '。', '،', '{', '\\', '"']);
    let capital = line.starts_with(|c: char| !c.is_lowercase()) || outline::is_keyed(line);
    words <= 9 * factor
        && line.chars().count() <= 70 * factor
        && !ends
        && capital
        && !is_labeled(line)
}

/// `Code: no_key`, but not `Error 1001: No key`.
fn is_labeled(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(label, _)| {
        roles::of_header(label).is_some() && !label.contains(|c: char| c.is_ascii_digit())
    })
}

/// Returns the name of an enum's member that is declared with its own text: `NO_KEY: "NO_KEY"`.
fn member(line: &str) -> Option<&str> {
    let (name, value) = line.split_once([':', '='])?;
    let value = value.trim().trim_end_matches([',', ';']);
    let quoted = value.trim_matches(['"', '\'']);
    let name = name.trim();
    (quoted.len() < value.len() && quoted == name && code_shape::of(name).is_some()).then_some(name)
}

fn is_unfinished(line: &str) -> bool {
    (line.chars().count() > 40 || is_labeled(line))
        && !line.ends_with(['.', '!', '?', ':', ')', '"'])
}

/// Longer lines are run-together text.
const LONGEST_STATEMENT: usize = 200;

/// A line of a program. Only lines that could pass for headings matter: the rest is prose to the later stages.
fn is_code(line: &str) -> bool {
    #[rustfmt::skip]
    const STARTS: &[&str] = &[
        "import ", "from ", "def ", "const ", "let ", "var ", "return", "try:", "except", "else:", "elif ", "if ",
        "for ", "while ", "raise ", "throw ", "await ", "curl ", "continue", "break", "#", "//", "}", ")", "]",
    ];
    if line.len() > LONGEST_STATEMENT {
        return false;
    }
    let symbols = line.contains([';', '=', '(', '{', '[']) || line.ends_with(':');
    let started = STARTS.iter().any(|start| line.starts_with(start))
        && (symbols || line.split_whitespace().count() < 3);
    started
        || line.contains(" = ")
        || line.ends_with([';', '{'])
        || line.contains("(") && line.ends_with(')') && !line.contains(" (")
}
