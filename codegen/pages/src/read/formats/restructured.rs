//! Reads reStructuredText: its directives and roles are cut out, its tables become pipe tables' cells, and the rest
//! is close enough to Markdown to be read as such.

use std::ops::Range;

use super::prepared::{Prepared, lines};
use super::{inline, markdown};
use crate::read::document::{Block, BlockKind, CodeBlock, Document, Table};
use crate::read::text::Text;

/// Reads a page.
pub(crate) fn read(source: &str) -> Document {
    let mut tables = list_tables(source);
    tables.extend(simple_tables(source));
    let mut cuts: Vec<_> = tables.iter().map(|(range, _)| range.clone()).collect();
    let (indented, ranges) = indented(source);
    cuts.extend(ranges);
    for (range, line) in lines(source) {
        let trimmed = line.trim_start();
        if trimmed.starts_with(".. ") || trimmed == ".." || is_field(trimmed) {
            cuts.push(range.clone());
        }
        let marks = [anchors(line), targets(line), roles(line)].concat();
        let on_page = |mark: Range<usize>| range.start + mark.start..range.start + mark.end;
        cuts.extend(marks.into_iter().map(on_page));
    }
    let (headings, lines) = headings(source);
    cuts.extend(lines);
    let mut document = Document {
        title: None,
        blocks: markdown::blocks(Prepared::without(source, cuts, &[])),
    };
    document.blocks.extend(headings);
    document.blocks.extend(indented);
    document
        .blocks
        .extend(tables.into_iter().map(|(_, table)| table.into()));
    document.order();
    document
}

/// Lines with a line of punctuation below them, and where both stand. The order in which the kinds of lines first
/// appear is that of the levels.
fn headings(source: &str) -> (Vec<Block>, Vec<Range<usize>>) {
    const MARKS: &str = "=-`:'\"~^_*+#<>.";
    let mut kinds: Vec<char> = Vec::new();
    let (mut found, mut cuts) = (Vec::new(), Vec::new());
    let mut last: Option<(Range<usize>, &str)> = None;
    let mut before = true;
    for (range, line) in lines(source) {
        let mark = line.chars().next().filter(|&c| {
            MARKS.contains(c) && line.len() >= 3 && line.trim_end().chars().all(|l| l == c)
        });
        let above = last
            .take()
            .filter(|(_, text)| !text.trim().is_empty() && !text.starts_with(' '));
        match (mark, above) {
            (Some(mark), Some((start, text)))
                if before && text.chars().count() <= line.chars().count() + 2 =>
            {
                let level = kinds
                    .iter()
                    .position(|&kind| kind == mark)
                    .unwrap_or_else(|| {
                        kinds.push(mark);
                        kinds.len() - 1
                    });
                let text = inline::line(text, start.start);
                let level = level as u8 + 1;
                found.push(Block::new(0, BlockKind::Heading { level, text }));
                cuts.push(start.start..range.end);
                before = false;
            }
            (mark, above) => {
                before = mark.is_some() || above.is_none();
                last = mark.is_none().then_some((range, line));
            }
        }
    }
    (found, cuts)
}

/// Code blocks and definitions, which consist of a line and the indented lines below it, and where both are.
fn indented(source: &str) -> (Vec<Block>, Vec<Range<usize>>) {
    let all: Vec<(Range<usize>, &str)> = lines(source).collect();
    let (mut blocks, mut cuts) = (Vec::new(), Vec::new());
    let mut i = 0;
    while i < all.len() {
        let (range, line) = &all[i];
        let depth = indent(line);
        let below = all[i + 1..]
            .iter()
            .take_while(|(_, line)| line.trim().is_empty() || indent(line) > depth);
        let below = &all[i + 1..i + 1 + below.count()];
        let filled = below.iter().rposition(|(_, line)| !line.trim().is_empty());
        let Some(below) = filled.map(|last| &below[..=last]) else {
            i += 1;
            continue;
        };
        let end = below.last().map_or(range.end, |(range, _)| range.end);
        let follows = i > 0 && !all[i - 1].1.trim().is_empty() && indent(all[i - 1].1) == 0;
        if let Some(language) = literal(line) {
            let options = below
                .iter()
                .take_while(|(_, line)| line.trim().is_empty() || line.trim().starts_with(':'));
            let start = below
                .get(options.count())
                .map_or(end, |(range, _)| range.start);
            blocks.push(Block::new(
                0,
                BlockKind::Code(CodeBlock {
                    at: start,
                    language: language.to_owned(),
                    raw: source[start..end].to_owned(),
                    ..CodeBlock::default()
                }),
            ));
            cuts.push(if line.trim().starts_with("..") {
                range.start..end
            } else {
                start..end
            });
        } else if depth == 0 && !follows && is_term(line) && !below[0].1.trim().is_empty() {
            let term = without_roles(line, range.start);
            blocks.push(Block::new(0, BlockKind::Term(term)));
            let mut text = Text::default();
            for (range, line) in below {
                text.join(&without_roles(line.trim(), range.start + indent(line)));
            }
            blocks.push(Block::new(1, BlockKind::Paragraph(text)));
            cuts.push(range.start..end);
        } else {
            i += 1;
            continue;
        }
        i += 1 + below.len();
    }
    (blocks, cuts)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the directive that a line starts: `code-block:: json` in `.. code-block:: json`.
fn directive(line: &str) -> Option<&str> {
    let directive = line.strip_prefix("..")?;
    Some(directive.trim_start()).filter(|text| text.len() < directive.len())
}

/// Returns the language of the code below a line, if it announces some: `.. code-block:: json`, `For example::`.
fn literal(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(directive) = directive(line) {
        let (name, language) = directive.split_once("::")?;
        return matches!(name, "code-block" | "sourcecode" | "code").then_some(language.trim());
    }
    (line.ends_with("::") && !line.starts_with("..")).then_some("")
}

/// Returns `true` if a line can be the term of a definition.
fn is_term(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let marked = ["..", "- ", "* ", "+", "|", ":", "=", "#"]
        .iter()
        .any(|mark| line.starts_with(mark));
    let numbered = line
        .split_once(". ")
        .is_some_and(|(number, _)| number.parse::<u8>().is_ok());
    (1..=8).contains(&words) && !marked && !numbered && !line.ends_with(['.', ':'])
}

/// `:header-rows: 1` and its like.
fn is_field(line: &str) -> bool {
    line.strip_prefix(':').is_some_and(|rest| {
        rest.split_once(": ")
            .is_some_and(|(name, _)| !name.contains([' ', '`']))
    })
}

/// Anchors inside a cell: `.. _name:`.
fn anchors(line: &str) -> Vec<Range<usize>> {
    let starts = line.match_indices(".. _").map(|(start, _)| start);
    starts
        .filter_map(|start| line[start..].find(": ").map(|end| start..start + end + 1))
        .collect()
}

/// Returns the targets of links inside backticks: ` <target>` in `text <target>`_.
fn targets(line: &str) -> Vec<Range<usize>> {
    let starts = line.match_indices(" <").map(|(start, _)| start);
    let ends = |start: usize| line[start..].find(">`").map(|end| start..start + end + 1);
    starts
        .filter_map(ends)
        .filter(|range| !line[range.clone()].contains('`'))
        .collect()
}

/// Folds a line of a definition or of a table's cell.
fn without_roles(line: &str, at: usize) -> Text {
    let marks = [targets(line), roles(line)].concat();
    let prepared = Prepared::without(line, marks, &[]);
    inline::fold(&prepared.text, &|offset| at + prepared.origin(offset))
}

/// Returns the role markers in front of interpreted text: `:ref:` in `:ref:`target``.
fn roles(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (end, _) in line.match_indices(":`") {
        let name = line[..end]
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_'))
            .count();
        if name > 0 && line[end - name..].starts_with(':') {
            found.push(end - name..end + 1);
        }
    }
    found
}

/// `.. list-table::` with rows of nested bullets.
fn list_tables(source: &str) -> Vec<(Range<usize>, Table)> {
    let mut found: Vec<(Range<usize>, Table)> = Vec::new();
    let mut inside = false;
    for (range, line) in lines(source) {
        let trimmed = line.trim_start();
        if directive(trimmed).is_some_and(|directive| directive.starts_with("list-table::")) {
            inside = true;
            found.push((range.clone(), Table::new(range.start)));
            continue;
        }
        inside &= line.starts_with(' ') || trimmed.is_empty();
        let Some((whole, table)) = found.last_mut().filter(|_| inside) else {
            continue;
        };
        whole.end = range.end;
        let row = trimmed.strip_prefix('*').map(str::trim_start);
        let row = row.and_then(|row| row.strip_prefix('-'));
        let cell = row
            .or_else(|| trimmed.strip_prefix("- "))
            .or_else(|| (trimmed == "-").then_some(""));
        let at = range.start + (line.len() - cell.unwrap_or(trimmed).trim_start().len());
        if row.is_some() {
            table.rows.push(Vec::new());
        }
        let Some(last) = table.rows.last_mut() else {
            continue;
        };
        let text = without_roles(cell.unwrap_or(trimmed).trim(), at);
        match (cell, last.last_mut()) {
            (None, Some(cell)) => cell.join(&text),
            _ => last.push(text),
        }
    }
    for (_, table) in &mut found {
        table.head_first_row();
    }
    found
}

/// Tables between lines of `=====  =====`, whose gaps say where the columns are.
fn simple_tables(source: &str) -> Vec<(Range<usize>, Table)> {
    let mut found: Vec<(Range<usize>, Table)> = Vec::new();
    let mut open: Option<(Vec<usize>, usize)> = None;
    for (range, line) in lines(source) {
        let ruled = line.trim().contains("= =") || line.trim().contains("=  =");
        if ruled && line.trim().chars().all(|c| matches!(c, '=' | ' ')) {
            let Some((_, rules)) = &mut open else {
                let starts = line
                    .match_indices('=')
                    .map(|(i, _)| i)
                    .filter(|&i| i == 0 || line.as_bytes()[i - 1] == b' ');
                open = Some((starts.collect(), 1));
                found.push((range.clone(), Table::new(range.start)));
                continue;
            };
            *rules += 1;
            if let Some((whole, table)) = found.last_mut() {
                whole.end = range.end;
                if *rules == 2 && table.rows.len() == 1 {
                    table.head_first_row();
                } else {
                    open = None;
                }
            }
        } else if let (Some((starts, _)), Some((whole, table))) = (&open, found.last_mut()) {
            whole.end = range.end;
            let ends = starts.iter().skip(1).copied().chain([line.len()]);
            let cell = |(start, end): (&usize, usize)| {
                let part = line.get(*start..end.min(line.len())).unwrap_or("");
                inline::line(part.trim(), range.start + start)
            };
            let row: Vec<Text> = starts.iter().zip(ends).map(cell).collect();
            if row.first().is_some_and(Text::is_empty) {
                let last = table.rows.last_mut();
                last.into_iter()
                    .flatten()
                    .zip(&row)
                    .for_each(|(cell, more)| cell.join(more));
            } else {
                table.rows.push(row);
            }
        }
    }
    found
}
