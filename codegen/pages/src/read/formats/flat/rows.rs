//! Takes the rows of a run-together table apart.

use std::ops::Range;

use super::header::Column;
use super::pattern::{Pattern, glued_keys, marked_keys};
use super::seams::seams;
use super::words::{self, CellKind, Gap, is_status};
use crate::read::conventions::roles::Role;
use crate::read::document::Table;
use crate::read::text::{Text, run_length};

/// Returns the rows of a text that starts with one.
pub(super) fn take(text: &Text, columns: &[Column], pattern: Pattern) -> Vec<Text> {
    let mut starts = match pattern {
        Pattern::Marked => marked_starts(text, columns),
        Pattern::Glued => glued_keys(text.as_str()).map_or_else(Vec::new, |(_, keys)| {
            keys.iter().map(|key| key.start).collect()
        }),
        Pattern::Words => word_starts(text),
        _ => glued_starts(text, columns, pattern),
    };
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let rows = starts.iter().zip(ends);
    rows.map(|(&start, end)| text.slice(start..end)).collect()
}

fn glued_starts(text: &Text, columns: &[Column], pattern: Pattern) -> Vec<usize> {
    let source = text.as_str();
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
    let codes = starts
        .iter()
        .filter_map(|(_, keys)| source.get(keys.first()?.clone()));
    let behind = prefixed(source, codes.collect());
    let mut starts: Vec<usize> = starts.into_iter().map(|(start, _)| start).collect();
    starts.extend(behind);
    starts
}

/// Returns the positions at which the first word of all codes is right behind a capital: `… is not XMLERR_LOST`.
fn prefixed(source: &str, codes: Vec<&str>) -> Vec<usize> {
    let prefix = codes
        .first()
        .and_then(|code| Some(&code[..=code.find('_')?]));
    let Some(prefix) = prefix.filter(|prefix| codes.len() > 2 && prefix.len() > 2) else {
        return Vec::new();
    };
    if !codes.iter().all(|code| code.starts_with(prefix)) {
        return Vec::new();
    }
    let found = source.match_indices(prefix).map(|(at, _)| at);
    found
        .filter(|&at| source[..at].ends_with(|c: char| c.is_ascii_uppercase()))
        .collect()
}

/// Returns the starts of rows whose first keys are marked, or whose statuses are right in front of marked codes.
fn marked_starts(text: &Text, columns: &[Column]) -> Vec<usize> {
    let keys = marked_keys(text);
    let in_front = |key: &Range<usize>| {
        let start = key.start.checked_sub(3)?;
        text.get(start..key.start)
            .is_some_and(is_status)
            .then_some(start)
    };
    let statuses: Option<Vec<usize>> = keys.iter().map(in_front).collect();
    let first = columns.first().map(|column| column.role);
    let statuses = statuses.filter(|_| first == Some(Role::Status));
    statuses.unwrap_or_else(|| keys.iter().map(|key| key.start).collect())
}

/// Returns the starts of rows that only spaces separate: each begins with a word of the first one's kind, and goes on with a capital.
fn word_starts(text: &Text) -> Vec<usize> {
    let source = text.as_str();
    let Some((kind, length)) = words::word(source, Gap::Space, None) else {
        return Vec::new();
    };
    let mut last = source.get(..length).unwrap_or("");
    let mut starts = vec![0];
    for at in source.match_indices(' ').map(|(at, _)| at + 1) {
        let word = source[at..].split(' ').next().unwrap_or("");
        let next = source[at + word.len()..].trim_start();
        let begins = next.starts_with(|c: char| !c.is_lowercase() && c.is_alphanumeric());
        let rises = || word.parse::<i64>().ok() > last.parse::<i64>().ok();
        let alike = words::kind(&source[at..], Gap::Space) == Some(kind)
            && (kind != CellKind::Number || word.len() == length || rises());
        if alike && begins && kind != CellKind::Word {
            starts.push(at);
            last = word;
        }
    }
    starts
}

/// A number as long as the first row's, or one that is higher than the one before, so that numbers inside a text start no
/// row.
fn fits(source: &str, starts: &[(usize, Vec<Range<usize>>)], keys: &[Range<usize>]) -> bool {
    let Some((_, first)) = starts.first() else {
        return true;
    };
    let digits = |keys: &[Range<usize>]| {
        let key = source.get(keys.first()?.clone())?;
        let digits = run_length(key, u8::is_ascii_digit);
        (digits > 0).then(|| key[..digits].to_owned())
    };
    let (Some(first), Some(digits)) = (digits(first), digits(keys)) else {
        return true;
    };
    let last = starts
        .last()
        .and_then(|(_, last)| source.get(last.first()?.clone()));
    let last = last.and_then(|key| {
        key.get(..run_length(key, u8::is_ascii_digit))?
            .parse::<i64>()
            .ok()
    });
    first.len() == digits.len()
        || last.is_some_and(|last| digits.parse().is_ok_and(|number: i64| number > last))
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
