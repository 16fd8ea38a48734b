//! Takes the rows of a run-together table apart.

use std::ops::Range;

use super::header::Column;
use super::pattern::{Pattern, glued_keys, is_status, marked_keys};
use super::seams::{seams, sentence_seams};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::Role;
use crate::read::document::Table;
use crate::read::text::Text;

/// Takes all rows of a text that starts with one.
pub(super) fn take(text: &Text, columns: &[Column], pattern: &Pattern) -> Vec<Vec<Text>> {
    let source = text.as_str();
    match pattern {
        Pattern::Marked => return keyed_rows(text, columns, &marked_keys(text)),
        Pattern::Glued => {
            let keys = glued_keys(source).map_or_else(Vec::new, |(_, keys)| keys);
            return keyed_rows(text, columns, &keys);
        }
        _ => {}
    }
    let mut starts: Vec<(usize, Vec<Range<usize>>)> = Vec::new();
    let mut next = 0;
    let kind = |c: char| (c.is_ascii_digit(), c == '-');
    let first = source.chars().next().map(kind);
    for (i, c) in source.char_indices() {
        if i < next || Some(kind(c)) != first {
            continue;
        }
        if let Some(keys) = pattern
            .keys(source, i, columns, i == 0)
            .filter(|keys| fits(source, &starts, keys))
        {
            next = keys.last().map_or(i + 1, |key| key.end);
            starts.push((i, keys));
        }
    }
    let next = starts.iter().skip(1).map(|(start, _)| *start);
    let ends = next.chain([source.len()]);
    let rows = starts.iter().zip(ends);
    rows.map(|((_, keys), end)| row(text, columns, keys, end))
        .collect()
}

/// Returns the rows of a table whose first keys are known. A status may run on right behind the mark.
fn keyed_rows(text: &Text, columns: &[Column], keys: &[Range<usize>]) -> Vec<Vec<Text>> {
    let next = keys.iter().skip(1).map(|key| key.start);
    let ends = next.chain([text.len()]);
    let second = columns.get(1);
    let status_next = second.is_some_and(|column| column.role == Role::Status);
    let row_of = |(key, end): (&Range<usize>, usize)| {
        let status = key.end..(key.end + 3).min(text.len());
        let second = status_next && text.get(status.clone()).is_some_and(is_status);
        let mut pieces = vec![key.clone()];
        pieces.extend(second.then_some(status));
        row(text, columns, &pieces, end)
    };
    keys.iter().zip(ends).map(row_of).collect()
}

/// A number as long as the first row's, or one that is higher than the one before, so that numbers inside a text start no
/// row.
fn fits(source: &str, starts: &[(usize, Vec<Range<usize>>)], keys: &[Range<usize>]) -> bool {
    let Some((_, first)) = starts.first() else {
        return true;
    };
    let numeric = |keys: &[Range<usize>]| {
        keys.first()
            .is_some_and(|key| source[key.clone()].starts_with(|c: char| c.is_ascii_digit()))
    };
    let number = |keys: &[Range<usize>]| {
        let key = source.get(keys.first()?.clone())?;
        key.split([' ', '/']).next()?.parse::<i64>().ok()
    };
    let rises = || {
        let (_, last) = starts.last()?;
        Some(number(last)? < number(keys)?)
    };
    let alike = first.first().map(Range::len) == keys.first().map(Range::len);
    !numeric(first) || alike || rises() == Some(true)
}

/// Returns the cells of one row: its keys, then the texts.
fn row(text: &Text, columns: &[Column], keys: &[Range<usize>], end: usize) -> Vec<Text> {
    let mut cells: Vec<Text> = keys.iter().map(|key| text.slice(key.clone())).collect();
    let behind = keys.last().map_or(0, |key| key.end);
    let texts = text.get(behind..end).unwrap_or_default();
    let mut start = end - texts.trim_start_matches([' ', ':', '-', '–', '—']).len();
    let status = keys
        .iter()
        .find_map(|key| http_status::parse(&text.as_str()[key.clone()]));
    let texts = columns.len().saturating_sub(keys.len());
    for left in (1..=texts).rev() {
        let rest = &text.as_str()[start..end];
        let column = columns.get(cells.len());
        let cut = if left == 1 {
            None
        } else if let Some(end) = type_end(rest).filter(|_| column.is_some_and(is_type)) {
            Some(end)
        } else {
            cell_end(rest, status.filter(|_| left == texts), left == 2)
        };
        let cut = cut.map_or(end, |cut| start + cut);
        cells.push(text.slice(start..cut));
        start = cut;
    }
    cells
}

fn is_type(column: &Column) -> bool {
    column.role == Role::Type
}

/// Returns the end of a type that ends as types do: `KeyErrorNo key`.
fn type_end(rest: &str) -> Option<usize> {
    let word = rest.split(' ').next().unwrap_or_default();
    let ends = ["Error", "Exception"].into_iter();
    let ends = ends.filter_map(|end| Some(word.find(end)? + end.len()));
    ends.min()
        .filter(|&end| rest[end..].starts_with(char::is_uppercase))
}

/// Returns the end of the first of several texts.
fn cell_end(rest: &str, status: Option<u16>, sentence: bool) -> Option<usize> {
    let named = status
        .and_then(|status| http_status::name_length(status, rest))
        .filter(|&length| length < rest.len());
    let sentence = || sentence_seams(rest).next().filter(|_| sentence);
    named.or_else(sentence).or_else(|| seams(rest).next())
}

/// Returns the position of a section number that runs into a text: `It broke.4.2 Limits`, `It broke4.2 Limits`.
fn section_number(text: &str) -> Option<usize> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let numbered = |start: &usize| {
        let word = text[*start..].split(' ').next().unwrap_or("");
        *start > 0
            && word
                .split_once('.')
                .is_some_and(|(major, minor)| digits(major) && digits(minor.trim_end_matches('.')))
    };
    let starts = text
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(i, _)| i);
    starts
        .filter(|&i| !text[..i].ends_with(|c: char| c.is_ascii_digit() || c == ' '))
        .find(numbered)
}

/// Cuts what ran into the last row from behind the table: no other row has a seam in its last cell.
pub(super) fn cut_tail(table: &mut Table) -> Option<Text> {
    let (last, others) = table.rows.split_last_mut()?;
    let first_seam = |cell: &Text| {
        seams(cell.as_str())
            .chain(section_number(cell.as_str()))
            .min()
    };
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
