//! Takes the rows of a run-together table apart.

use super::header::Column;
use super::pattern::{KeyFinder, Pattern, glued_keys};
use super::seams::seams;
use crate::read::document::Table;
use crate::read::text::{Text, run_length};

/// Returns the rows of a text that starts with one.
pub(super) fn take(text: &Text, columns: &[Column], pattern: Pattern) -> Vec<Text> {
    let starts = match pattern {
        Pattern::Glued => glued_keys(text.as_str()).map_or_else(Vec::new, |(_, keys)| {
            keys.iter().map(|key| key.start).collect()
        }),
        _ => starts(text, columns, pattern),
    };
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let rows = starts.iter().zip(ends);
    rows.map(|(&start, end)| text.slice(start..end)).collect()
}

fn starts(text: &Text, columns: &[Column], pattern: Pattern) -> Vec<usize> {
    let finder = KeyFinder::new(text, columns, pattern);
    let source = text.as_str();
    let mut starts = Vec::new();
    let (mut first, mut last) = ("", "");
    let mut next = 0;
    let kind = |c: char| (c.is_ascii_digit(), c == '-');
    let first_kind = source.chars().next().map(kind);
    for (i, c) in source.char_indices() {
        if i < next || Some(kind(c)) != first_kind {
            continue;
        }
        let Some(end) = finder.end(i, i == 0) else {
            continue;
        };
        // Numbers inside a text start no row: those of rows have one length, or they rise.
        let number = &source[i..i + run_length(&source[i..end], u8::is_ascii_digit)];
        let rises = || number.parse::<i64>().ok() > last.parse::<i64>().ok();
        if starts.is_empty() {
            first = number;
        } else if number.len() != first.len() && !rises() {
            continue;
        }
        last = number;
        next = end;
        starts.push(i);
    }
    starts.extend(behind_capitals(source, &starts));
    starts.sort_unstable();
    starts
}

/// Returns where the first word of all codes is right behind a capital: `… is not XMLERR_LOST`.
fn behind_capitals(source: &str, codes: &[usize]) -> Vec<usize> {
    let first = codes.first().map_or("", |&code| &source[code..]);
    let prefix = first.find('_').map_or("", |end| &first[..=end]);
    let alike = codes.iter().all(|&code| source[code..].starts_with(prefix));
    if !alike || codes.len() < 3 || prefix.len() < 3 {
        return Vec::new();
    }
    let found = source.match_indices(prefix).map(|(at, _)| at);
    found
        .filter(|&at| source[..at].ends_with(|c: char| c.is_ascii_uppercase()))
        .collect()
}

/// Cuts what ran into the last row from behind the table: no other row has a seam in its last cell.
pub(super) fn cut_tail(table: &mut Table) -> Option<Text> {
    let (last, others) = table.rows.split_last_mut()?;
    let first_seam = |cell: &Text| seams(cell.as_str()).next();
    if others.is_empty()
        || others
            .iter()
            .any(|row| row.last().is_some_and(|cell| first_seam(cell).is_some()))
    {
        return None;
    }
    let cell = last.last_mut()?;
    let seam = first_seam(cell)?;
    let tail = cell.tail(seam);
    *cell = cell.slice(0..seam);
    Some(tail)
}
