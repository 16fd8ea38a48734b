//! Pipe tables in any state: without outer pipes, without a header, with rules between the rows.

use std::borrow::Cow;
use std::ops::Range;

use super::inline::{self, LinkTargets};
use super::prepared::{holding, lines};
use crate::read::document::Table;
use crate::read::text::Text;

/// A row of a table has at most so many lines.
const MOST_LINES: usize = 60;

/// Returns the text with each row on one line, where a tool that extracts text left a line for each cell. Spaces take the
/// places of line ends, so nothing moves.
pub(crate) fn joined(source: &str) -> Cow<'_, str> {
    if !source.lines().any(|line| line == "|") {
        return source.into();
    }
    let lines = lines(source).map(|(range, line)| TableLine::of(range, line));
    let lines: Vec<TableLine<'_>> = lines.collect();
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let pipes = line.pipes();
        if line.kind != Rule || pipes < 3 {
            continue;
        }
        let header = (at.saturating_sub(MOST_LINES)..at).rev();
        let header = header
            .skip(1)
            .find(|&start| lines[start].text.trim() == "|");
        rows.extend(header.and_then(|start| row(&lines[start..at - 1], pipes)));
        while let Some((range, length)) = lines.get(at..).and_then(|rest| row(rest, pipes)) {
            rows.push((range, length));
            at += length;
        }
    }
    let mut text = source.as_bytes().to_vec();
    for byte in rows.into_iter().flat_map(|(range, _)| range) {
        if matches!(text[byte], b'\n' | b'\r') {
            text[byte] = b' ';
        }
    }
    String::from_utf8(text).map_or(source.into(), Cow::Owned)
}

/// Returns the range and the number of lines of a row that starts with a pipe on a line of its own and has so many pipes.
fn row(lines: &[TableLine<'_>], pipes: usize) -> Option<(Range<usize>, usize)> {
    let first = lines.first().filter(|line| line.text.trim() == "|")?;
    let mut found = 0;
    let last = lines.iter().take(MOST_LINES).position(|line| {
        found += line.pipes();
        found >= pipes
    })?;
    let range = first.range.start..lines[last].range.start + lines[last].text.len();
    (found == pipes).then_some((range, last + 1))
}

/// Returns the tables of a text with the ranges of their lines.
pub(crate) fn tables(text: &str, fenced: &[Range<usize>]) -> Vec<(Range<usize>, Table)> {
    let targets = LinkTargets::of(text);
    let mut found = Vec::new();
    let mut run: Vec<TableLine<'_>> = Vec::new();
    for (range, line) in lines(text) {
        let line = TableLine::of(range, line);
        if line.kind != Other && holding(fenced, line.range.start).is_none() {
            run.push(line);
        } else {
            found.extend(table(std::mem::take(&mut run), &targets));
        }
    }
    found.extend(table(run, &targets));
    found
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum LineKind {
    Row,
    /// `|---|---|`, `---`, `+---+`.
    Rule,
    Other,
}
use LineKind::{Other, Row, Rule};

struct TableLine<'a> {
    range: Range<usize>,
    text: &'a str,
    kind: LineKind,
    cells: Vec<Range<usize>>,
}

impl<'a> TableLine<'a> {
    fn of(range: Range<usize>, text: &'a str) -> Self {
        let trimmed = text.trim();
        let marks = ["--", "==", ":-", "-:", "|-"];
        let ruled = trimmed.len() >= 3 && marks.iter().any(|mark| trimmed.contains(mark));
        let rule = ruled
            && trimmed
                .chars()
                .all(|c| matches!(c, '|' | '-' | ':' | '+' | '=' | ' ' | '\t'));
        let cells = if rule || !text.contains('|') {
            Vec::new()
        } else {
            split(text)
        };
        let kind = match (rule, cells.is_empty()) {
            (true, _) => Rule,
            (_, false) => Row,
            _ => Other,
        };
        TableLine {
            range,
            text,
            kind,
            cells,
        }
    }

    fn pipes(&self) -> usize {
        self.text.matches('|').count()
    }

    fn texts(&self, targets: &LinkTargets) -> Vec<Text> {
        let cell = |range: &Range<usize>| {
            let source = self.text[range.clone()].replace("\\|", "|");
            let at = self.range.start + range.start;
            inline::linked_line(&source, at, targets)
        };
        self.cells.iter().map(cell).collect()
    }

    /// Returns where the columns of a grid begin and end: at each `+` of a rule.
    fn borders(&self) -> Vec<usize> {
        self.text.match_indices('+').map(|(at, _)| at).collect()
    }

    /// Divides a row of a grid at its borders, if it has more pipes than these: a pipe inside a cell begins a line of text.
    fn divide(&mut self, borders: &[usize]) {
        let piped = |at: &usize| self.text.as_bytes().get(*at) == Some(&b'|');
        if borders.len() < 2 || self.cells.len() < borders.len() || !borders.iter().all(piped) {
            return;
        }
        let columns = borders.iter().zip(borders.iter().skip(1));
        let cells = columns.map(|(start, end)| {
            let inside = &self.text[start + 1..*end];
            let text = inside.trim_start();
            end - text.strip_prefix("| ").unwrap_or(text).len()..*end
        });
        self.cells = cells.collect();
    }
}

/// Returns the cells of a row: the texts between pipes that are neither escaped nor inside a code span.
fn split(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let (mut cells, mut start, mut i) = (Vec::new(), 0, 0);
    while i < bytes.len() {
        match bytes[i] {
            b'\\' => i += 1,
            b'`' => {
                let ticks = bytes[i..].iter().take_while(|&&b| b == b'`').count();
                let close = &line[i..i + ticks];
                i += ticks - 1;
                if let Some(end) = line[i + 1..].find(close).filter(|&end| end < 200) {
                    i += end + ticks;
                }
            }
            b'|' => {
                cells.push(start..i);
                start = i + 1;
            }
            _ => {}
        }
        i += 1;
    }
    cells.push(start..bytes.len());
    let empty = |cell: &Range<usize>| line[cell.clone()].trim().is_empty();
    if cells.len() > 1 && cells.last().is_some_and(empty) && line.trim_end().ends_with('|') {
        cells.pop();
    }
    if cells.len() > 1 && cells.first().is_some_and(empty) && line.trim_start().starts_with('|') {
        cells.remove(0);
    }
    cells
}

/// Makes a table of a run of lines, if it is one.
fn table(mut run: Vec<TableLine<'_>>, targets: &LinkTargets) -> Option<(Range<usize>, Table)> {
    while run
        .last()
        .is_some_and(|line| line.kind == Rule && !line.text.contains(['|', '+']))
        && count(&run, Row) < run.len() - 1
        && count(&run, Rule) == 1
    {
        run.pop();
    }
    let range = run.first()?.range.start..run.last()?.range.end;
    let ruled = run.iter().any(|line| line.kind == Rule);
    let starting = |kind: LineKind, mark: char| {
        let of_kind = run.iter().filter(move |line| line.kind == kind);
        of_kind.filter(move |line| line.text.trim_start().starts_with(mark))
    };
    // Marked codes at the start of a row take its first pipe with them when they are copied.
    let rows = run.iter().filter(|line| line.kind == Row);
    let edged = |line: &&TableLine<'_>| line.text.trim().ends_with('|') && line.cells.len() > 1;
    let piped = starting(Row, '|').count().max(rows.filter(edged).count());
    if count(&run, Row) == 0 || !ruled && piped < 2 {
        return None;
    }
    let borders = starting(Rule, '+').next().map(|line| line.borders());
    let grid = borders.is_some();
    for line in run.iter_mut().filter(|line| line.kind == Row) {
        line.divide(borders.as_deref().unwrap_or_default());
    }
    let headed = run.iter().position(|line| line.kind == Rule);
    let first = run.iter().position(|line| line.kind == Row)?;
    let mut table = Table::new(run.get(first)?.range.start);
    let mut fresh = true;
    for (i, line) in run.iter().enumerate() {
        match line.kind {
            Row if headed.is_some_and(|rule| i < rule) && table.header.is_empty() => {
                table.header = line.texts(targets)
            }
            Row if grid && !fresh => {
                if let Some(row) = table.rows.last_mut() {
                    append(row, line.texts(targets));
                }
            }
            Row => {
                let texts = line.texts(targets);
                let open = !line.text.trim_start().starts_with('|');
                let width = table.header.len();
                match table.rows.last_mut() {
                    Some(row) if open && row.len() + texts.len() == width => row.extend(texts),
                    _ => table.rows.push(texts),
                }
            }
            _ => {}
        }
        fresh = line.kind != Row;
    }
    if grid && table.header.is_empty() {
        table.head_first_row();
    }
    join_surplus(&mut table);
    Some((range, table))
}

/// Joins the cells that a few rows have more than the header to their last text, which a stray pipe divides.
fn join_surplus(table: &mut Table) {
    let width = table.header.len();
    let wide = table.rows.iter().filter(|row| row.len() > width).count();
    if wide * 2 < table.rows.len() {
        for row in &mut table.rows {
            let surplus = row.split_off(row.len().min(width));
            let last = row.last_mut();
            last.into_iter()
                .for_each(|last| surplus.iter().for_each(|more| last.join(more)));
        }
    }
}

fn count(run: &[TableLine<'_>], kind: LineKind) -> usize {
    run.iter().filter(|line| line.kind == kind).count()
}

fn append(row: &mut [Text], more: Vec<Text>) {
    for (cell, more) in row.iter_mut().zip(more) {
        // A word that is too long for its column goes on behind a backslash.
        match cell.strip_suffix('\\').map(str::len) {
            Some(end) => {
                *cell = cell.slice(0..end);
                cell.append(&more);
            }
            None => cell.join(&more),
        }
    }
}
