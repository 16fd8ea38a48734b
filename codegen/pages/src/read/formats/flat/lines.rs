//! Finds tables that have a row on each line, and whose cells a space or nothing separates: `400Bad RequestThe form is torn`.

use std::ops::Range;

use super::cells;
use super::header::{self, Column};
use super::words::{self, CellKind, Gap};
use crate::read::document::Table;
use crate::read::formats::inline;
use crate::read::formats::prepared::lines;
use crate::read::text::Text;

/// Returns the tables of a text with their ranges.
pub(crate) fn tables(source: &str) -> Vec<(Range<usize>, Table)> {
    let filled = lines(source).filter(|(_, line)| !line.trim().is_empty());
    let lines: Vec<(Range<usize>, &str)> = filled.collect();
    let mut found = Vec::new();
    let mut rest = lines.as_slice();
    while let [(range, line), below @ ..] = rest {
        let table = [Gap::None, Gap::Space].into_iter().find_map(|gap| {
            let first = words::kind(below.first()?.1.trim(), gap)?;
            let headers = header::of_line(line.trim(), gap);
            table(source, rest, &headers, gap, first)
        });
        rest = below;
        if let Some((rows, table)) = table {
            let end = below[rows - 1].0.end;
            found.push((range.start..end, table));
            rest = &below[rows..];
        }
    }
    found
}

/// Returns the table that starts with a header, which can be read in several ways, and the number of its rows.
fn table(
    source: &str,
    lines: &[(Range<usize>, &str)],
    headers: &[Vec<Column>],
    gap: Gap,
    first: CellKind,
) -> Option<(usize, Table)> {
    let [(header, _), (_, next), ..] = lines else {
        return None;
    };
    let (at, next) = (header.start, next.trim());
    let title = [Gap::None, Gap::Space]
        .iter()
        .any(|gap| !header::of_line(next, *gap).is_empty());
    if headers.is_empty() || title {
        return None;
    }
    let alike = lines.windows(2).map_while(|pair| {
        let [(above, _), (range, line)] = pair else {
            return None;
        };
        // `401 Unauthorized` heads the next table if the cells of this one are not apart.
        let is_row = words::kind(line.trim(), gap) == Some(first)
            && words::is_number_apart(line.trim()) == words::is_number_apart(next);
        let between = source.get(above.end..range.start)?;
        (is_row && between.matches('\n').count() <= 2).then_some((range, line))
    });
    let rows: Vec<Text> = alike
        .map(|(range, line)| inline::line(line, range.start))
        .collect();
    if rows.len() < 2 {
        return None;
    }
    let read = headers
        .iter()
        .filter_map(|columns| cells::table(at, columns, &rows, gap));
    let best = read.min_by_key(|table| table.guessed)?;
    Some((rows.len(), best))
}
