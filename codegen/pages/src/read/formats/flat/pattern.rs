//! The pattern that all rows of a run-together table start with: a number or an identifier, with or without a status
//! next to it. By this pattern, the start of each row is found.

use std::collections::HashSet;
use std::ops::Range;

use super::header::Column;
use super::words::{self, Gap, is_status};
use crate::read::conventions::code_shape;
use crate::read::conventions::roles::Role;
use crate::read::text::{MarkKind, Text, run_length};
use crate::read::words::{WordList, words};

/// How far behind the header the first row may start: the header's last words may be unknown ones.
const NEAR: usize = 96;

/// Longer words are not codes. The limit bounds the time for a page that is one long word.
const LONGEST: usize = 120;

/// What each row starts with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pattern {
    /// An identifier and a status: `KEY_GONE404`, `40001400`.
    CodeStatus,
    /// A status and an identifier: `404KEY_GONE`.
    StatusCode,
    /// Only a key, recognized by its content: a number or an identifier.
    Key,
    /// Keys that are marked as code on the page.
    Marked,
    /// Numbers on one line that texts run into, whatever the header is.
    Glued,
    /// Words, with spaces between all cells.
    Words,
}

impl Pattern {
    /// Returns the patterns that rows under these headers may have, likelier ones first. "Status" alone heads names as well
    /// as numbers.
    pub(super) fn of(columns: &[Column]) -> &'static [Self] {
        let roles: Vec<Role> = columns.iter().map(|column| column.role).collect();
        match roles[..] {
            [Role::Code | Role::Type, Role::Status, ..] => {
                &[Pattern::Marked, Pattern::CodeStatus, Pattern::Key]
            }
            [Role::Status, Role::Code | Role::Type, ..] => {
                &[Pattern::Marked, Pattern::StatusCode, Pattern::Key]
            }
            [Role::Code | Role::Status | Role::Type, ..] => &[Pattern::Marked, Pattern::Key],
            _ => &[],
        }
    }

    /// Returns the start of the first row.
    pub(super) fn first(self, text: &Text, end: usize, columns: &[Column]) -> Option<usize> {
        if self == Pattern::Marked {
            let found = marked_keys(text).into_iter().filter(|key| key.start >= end);
            let several = found.clone().count() >= 2;
            let first = found.map(|key| key.start).min()?;
            let status = first
                .checked_sub(3)
                .filter(|&at| text.get(at..first).is_some_and(is_status));
            let first = status.filter(|&at| at >= end).unwrap_or(first);
            return (several && first <= end + NEAR).then_some(first);
        }
        if self == Pattern::Words {
            let start = end + text[end..].len() - text[end..].trim_start().len();
            return words::kind(&text[start..], Gap::Space).map(|_| start);
        }
        let text = text.as_str();
        let positions = text[end..].char_indices().map(|(i, _)| end + i);
        let mut near = positions.take_while(|&i| i <= end + NEAR);
        near.find(|&i| self.keys(text, i, columns, i == end).is_some())
    }

    /// Returns `true` if a line starts with a row.
    pub(super) fn starts(self, line: &str, columns: &[Column]) -> bool {
        self.keys(line, 0, columns, true).is_some()
    }

    /// Returns the keys that a row starting here has. `fresh` where a cell is known to start.
    pub(super) fn keys(
        self,
        text: &str,
        at: usize,
        columns: &[Column],
        fresh: bool,
    ) -> Option<Vec<Range<usize>>> {
        let before = text[..at].chars().next_back();
        let rest = &text[at..];
        let negative = rest.strip_prefix('-');
        let negative = negative.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if negative && self == Pattern::Key && before.is_none_or(|c| c != ' ') {
            let key = self.numbers(text, at + 1)?.pop()?;
            return Some(alone(at..key.end));
        }
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            if before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '_' | '-' | ' ')) {
                return None;
            }
            self.numbers(text, at)
        } else {
            let joined = |c: char| c.is_ascii_uppercase() || matches!(c, '_' | ' ');
            let word = rest.starts_with(char::is_alphanumeric);
            if !word || !fresh && before.is_some_and(joined) {
                return None;
            }
            self.identifiers(text, at, columns, fresh)
        }
    }

    fn numbers(self, text: &str, at: usize) -> Option<Vec<Range<usize>>> {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let end = match self {
            Pattern::Key => words::several(text, at, at + digits),
            _ => at + digits,
        };
        let after = text[end..].chars().next();
        // The cell may have more words: `400 Bad RequestThe form`, `400 - Bad RequestThe form`.
        let next = text[end..].trim_start_matches([' ', '-', '–', '—']);
        let named = after == Some(' ') && next.starts_with(char::is_uppercase);
        let glued =
            named || after.is_none_or(|c| c.is_alphabetic() || matches!(c, '`' | '"' | '(' | '_'));
        match self {
            _ if !glued => None,
            Pattern::Marked | Pattern::Glued | Pattern::Words => None,
            Pattern::CodeStatus => (digits > 3 && is_status(&text[end - 3..end]))
                .then(|| vec![at..end - 3, end - 3..end]),
            Pattern::StatusCode if digits > 3 => {
                is_status(&text[at..at + 3]).then(|| vec![at..at + 3, at + 3..end])
            }
            Pattern::StatusCode => {
                let code = words::identifier(text, end)?;
                (digits == 3 && is_status(&text[at..end])).then(|| vec![at..end, code])
            }
            Pattern::Key if digits > 3 || is_status(&text[at..at + digits]) => Some(alone(at..end)),
            // Short numbers are part of many words, but few have a capital right behind them.
            Pattern::Key => after
                .is_some_and(char::is_uppercase)
                .then(|| alone(at..end)),
        }
    }

    fn identifiers(
        self,
        text: &str,
        at: usize,
        columns: &[Column],
        fresh: bool,
    ) -> Option<Vec<Range<usize>>> {
        match self {
            Pattern::CodeStatus => {
                let run = text[at..]
                    .bytes()
                    .take(LONGEST)
                    .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
                    .count();
                // The first status in the run that a digit neither precedes by chance nor follows ends the code.
                let code = &text.as_bytes()[at..at + run];
                let status_at = |i: usize| is_status(&text[at + i..at + i + 3]);
                let mut places = 2..run.saturating_sub(2);
                let status = places.clone().rev().find(|&i| {
                    let ends = code.get(i + 3).is_none_or(|b| !b.is_ascii_digit());
                    status_at(i) && ends && code[..i].iter().all(|b| !b.is_ascii_lowercase())
                });
                let status = status.or_else(|| {
                    let end = places.find(|&i| status_at(i))?;
                    let small = code[..end].iter().all(|b| !b.is_ascii_uppercase());
                    (small && (fresh || starts_a_code(&text[at..at + end]))).then_some(end)
                })?;
                Some(vec![at..at + status, at + status..at + status + 3])
            }
            Pattern::StatusCode | Pattern::Marked | Pattern::Glued | Pattern::Words => None,
            Pattern::Key => {
                let first = columns.first();
                let by_status = first.is_some_and(|column| column.role == Role::Status);
                let inside = !fresh
                    && text[at..].starts_with(char::is_lowercase)
                    && !text[..at].ends_with(['.', '!', '?', ')']);
                if by_status || inside {
                    return None;
                }
                let code = words::identifier(text, at)?;
                let word = &text[code.clone()];
                let next = text[code.end..].chars().next();
                let capitals = word.len() >= 4 && word.bytes().all(|b| b.is_ascii_uppercase());
                let numbered = word.len() >= 3 && word.ends_with(|c: char| c.is_ascii_digit());
                let glued = next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
                    && (capitals || fresh && word.starts_with(char::is_lowercase))
                    || next.is_some_and(char::is_alphabetic) && numbered;
                (word.contains('_') || glued).then(|| alone(code))
            }
        }
    }
}

/// Returns the keys of a line that texts run into, if they are all alike: at least four numbers of four to eight digits, each with
/// a capital right behind it, three statuses, or four rising numbers, each with a colon.
pub(super) fn glued_keys(text: &str) -> Option<(Role, Vec<Range<usize>>)> {
    const LEAST: usize = 4;
    let (mut numbers, mut statuses) = (Vec::new(), Vec::<Range<usize>>::new());
    let mut labels: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        at = start + run_length(&text[start..], u8::is_ascii_digit);
        let (number, after) = (&text[start..at], &text[at..]);
        let ends = |c: char| c.is_alphabetic() || matches!(c, '.' | '!' | '?' | ')' | '。');
        let behind = text[..start].chars().next_back();
        let capital = after.starts_with(char::is_uppercase);
        if (4..=8).contains(&number.len()) && capital && behind.is_none_or(ends) {
            numbers.push(start..at);
        }
        let value = |key: &Range<usize>| text[key.clone()].parse::<u64>().ok();
        let rises = labels
            .last()
            .is_none_or(|last| value(last) < value(&(start..at)));
        if after.starts_with([':', '：']) && behind.is_none_or(ends) && rises {
            labels.push(start..at);
        }
        let texts = after.trim_start_matches([' ', ':', '-', '–', '—']);
        let separated = texts.len() + 1 < after.len() || texts.starts_with(char::is_uppercase);
        let followed = texts.starts_with(char::is_alphabetic) && (texts == after || separated);
        if is_status(number) && followed && behind.is_none_or(ends) {
            statuses.push(start..at);
        }
    }
    let alike = numbers
        .windows(2)
        .all(|pair| pair[0].len() == pair[1].len());
    let mut known = HashSet::new();
    let distinct = statuses.iter().all(|key| known.insert(&text[key.clone()]));
    if numbers.len() >= LEAST && alike {
        Some((Role::Code, numbers))
    } else if statuses.len() >= LEAST - 1 && distinct {
        Some((Role::Status, statuses))
    } else {
        (labels.len() >= LEAST).then_some((Role::Code, labels))
    }
}

/// Returns the keys of a row that has one.
fn alone(key: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(key).collect()
}

/// Returns `true` if a word in lower case starts like a code. The text of the row above may run into the code
/// (`key is wrongkey_expired401`), so that only the usual first words of codes show where it starts.
fn starts_a_code(word: &str) -> bool {
    static STARTS: WordList = words!("code_starts");
    let first = word.split('_').next().unwrap_or("");
    STARTS.binary_search(&first).is_ok()
}

/// Marked codes that other cells run into: no space on either side.
pub(super) fn marked_keys(text: &Text) -> Vec<Range<usize>> {
    let source = text.as_str();
    let glued = |key: &Range<usize>| {
        let after = source[key.end..].chars().next();
        after.is_none_or(|c| c.is_alphanumeric()) && !source[..key.start].ends_with(' ')
    };
    let mut keys: Vec<Range<usize>> = text
        .marked(MarkKind::Code)
        .filter(|key| glued(key) && code_shape::of(&source[key.clone()]).is_some())
        .collect();
    keys.sort_by_key(|key| key.start);
    keys
}
