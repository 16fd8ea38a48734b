//! Finds tables in copied text whose cells are apart by tabs. If cells have line breaks in them, a row is several lines.

use std::ops::Range;

use super::inline;
use super::prepared::{holding, lines};
use crate::read::conventions::roles;
use crate::read::document::Table;
use crate::read::text::Text;

/// A row of more lines is not one.
const MOST_LINES: usize = 16;

/// Returns the lines of each such table outside the `fences`. Its first row says how many cells a row has.
pub(super) fn tables(source: &str, fences: &[Range<usize>]) -> Vec<(Range<usize>, Table)> {
    let lines = lines(source).filter(|(range, _)| holding(fences, range.start).is_none());
    let lines: Vec<_> = lines.collect();
    let mut found = Vec::new();
    let mut rest = lines.as_slice();
    while let [(range, line), after @ ..] = rest {
        rest = after;
        let head = cells(line, range.start);
        let named = |cell: &Text| roles::of_header(cell).is_some();
        let headed = head.len() >= 3 || head.len() == 2 && head.iter().all(named);
        if !headed || head.iter().any(|cell| cell.is_empty()) {
            continue;
        }
        let (width, start) = (head.len(), range.start);
        let mut end = range.end;
        let mut rows = vec![head];
        while let Some((row, length)) = row(rest, width, end) {
            end = rest[length - 1].0.end;
            rows.push(row);
            rest = &rest[length..];
        }
        if rows.len() >= 3 {
            let table = Table {
                rows,
                ..Table::new(start)
            };
            found.push((start..end, table));
        }
    }
    found
}

/// Returns the row that the lines begin with, and the number of its lines, which follow `end` one after another.
fn row(lines: &[(Range<usize>, &str)], width: usize, mut end: usize) -> Option<(Vec<Text>, usize)> {
    let mut row: Vec<Text> = Vec::new();
    let mut apart = false;
    for (i, (range, line)) in lines.iter().enumerate().take(MOST_LINES) {
        if range.start != std::mem::replace(&mut end, range.end) {
            return None;
        }
        // The header may stand apart.
        if i == 0 && line.trim().is_empty() {
            continue;
        }
        let next = lines.get(i + 1).map_or("", |(_, next)| next);
        if row.is_empty() && !line.contains('\t') && !next.starts_with('\t') {
            return None;
        }
        let mut more = cells(line, range.start).into_iter();
        match row.last_mut() {
            Some(last) => more.next().into_iter().for_each(|first| last.join(&first)),
            None => row.extend(more.next()),
        }
        row.extend(more);
        // A last cell whose text begins in the next line has all lines up to a blank one.
        let full = row.len() >= width;
        apart |= full && row.last().is_some_and(|last| last.is_empty());
        if row.len() > width || full && (!apart || next.trim().is_empty()) {
            return (row.len() == width).then_some((row, i + 1));
        }
    }
    None
}

/// Returns the cells of a line that begins at byte offset `at`.
pub(super) fn cells(line: &str, at: usize) -> Vec<Text> {
    let mut start = at;
    let cells = line.split('\t').map(|cell| {
        let indent = cell.len() - cell.trim_start().len();
        let text = inline::line(cell.trim(), start + indent);
        start += cell.len() + 1;
        text
    });
    cells.collect()
}
