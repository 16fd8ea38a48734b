//! The pattern that all rows of a run-together table start with: a number or an identifier, with or without a status
//! next to it. By this pattern, the start of each row is found.

use std::collections::HashSet;
use std::ops::Range;

use super::header::Column;
use super::words::{self, is_status};
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
    /// Numbers on one line that texts run into, whatever the header is.
    Glued,
}

impl Pattern {
    /// Returns the patterns that rows under these headers may have, likelier ones first. "Status" alone heads names as well
    /// as numbers.
    pub(super) fn of(columns: &[Column]) -> &'static [Self] {
        let roles: Vec<Role> = columns.iter().map(|column| column.role).collect();
        match roles[..] {
            [Role::Code | Role::Type, Role::Status, ..] => &[Pattern::CodeStatus, Pattern::Key],
            [Role::Status, Role::Code | Role::Type, ..] => &[Pattern::StatusCode, Pattern::Key],
            [Role::Code | Role::Status | Role::Type, ..] => &[Pattern::Key],
            _ => &[],
        }
    }
}

/// Finds the keys of rows in a text.
pub(super) struct KeyFinder<'t> {
    text: &'t str,
    pattern: Pattern,
    /// The first column holds statuses.
    by_status: bool,
    /// The codes that are marked on the page and that other cells run into, in order.
    marked: Vec<Range<usize>>,
}

impl<'t> KeyFinder<'t> {
    pub(super) fn new(text: &'t Text, columns: &[Column], pattern: Pattern) -> Self {
        let source = text.as_str();
        let glued = |key: &Range<usize>| {
            let after = source[key.end..].chars().next();
            after.is_none_or(char::is_alphanumeric) && !source[..key.start].ends_with(' ')
        };
        let marked = text.marked(MarkKind::Code);
        let is_code = |key: &Range<usize>| code_shape::of(&source[key.clone()]).is_some();
        let mut marked: Vec<_> = marked.filter(|key| glued(key) && is_code(key)).collect();
        marked.sort_by_key(|key| key.start);
        let first = columns.first().map(|column| column.role);
        KeyFinder {
            text: source,
            pattern,
            by_status: first == Some(Role::Status),
            marked,
        }
    }

    /// Returns the start of the first row at `end` or soon behind it.
    pub(super) fn first(&self, end: usize) -> Option<usize> {
        let positions = self.text[end..].char_indices().map(|(i, _)| end + i);
        let mut near = positions.take_while(|&i| i <= end + NEAR);
        near.find(|&i| self.end(i, i == end).is_some())
    }

    /// Returns the end of the keys of the row that starts here, if one does. `fresh` where a cell is known to start.
    pub(super) fn end(&self, at: usize, fresh: bool) -> Option<usize> {
        let before = self.text[..at].chars().next_back();
        let rest = &self.text[at..];
        let number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        if rest.strip_prefix('-').is_some_and(number) && self.pattern == Pattern::Key {
            return self.number(at + 1).filter(|_| before != Some(' '));
        }
        if number(rest) {
            let inside = |c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | ' ');
            return self.number(at).filter(|_| !before.is_some_and(inside));
        }
        let joined = |c: char| c.is_ascii_uppercase() || matches!(c, '_' | ' ');
        let word = rest.starts_with(char::is_alphanumeric);
        if !word || !fresh && before.is_some_and(joined) {
            return None;
        }
        match self.pattern {
            Pattern::Key if !self.by_status => self.identifier(at, fresh),
            Pattern::CodeStatus => self.code_and_status(at, fresh),
            _ => None,
        }
    }

    /// Returns the end of the marked code that starts here.
    fn marked(&self, at: usize) -> Option<usize> {
        let found = self.marked.binary_search_by_key(&at, |key| key.start);
        found.ok().map(|i| self.marked[i].end)
    }

    fn number(&self, at: usize) -> Option<usize> {
        let text = self.text;
        let digits = run_length(&text[at..], u8::is_ascii_digit);
        let end = match self.pattern {
            Pattern::Key => words::several(text, at, at + digits),
            _ => at + digits,
        };
        let after = text[end..].chars().next();
        // The cell may have more words: `400 Bad RequestThe form`, `400 - Bad RequestThe form`.
        let next = text[end..].trim_start_matches([' ', '-', '–', '—']);
        let named = after == Some(' ') && next.starts_with(char::is_uppercase);
        let glued =
            named || after.is_none_or(|c| c.is_alphabetic() || matches!(c, '`' | '"' | '(' | '_'));
        let status = |start: usize| text.get(start..start + 3).is_some_and(is_status);
        let found = match self.pattern {
            Pattern::Glued => None,
            Pattern::CodeStatus => (digits > 3 && status(end - 3)).then_some(end),
            Pattern::StatusCode if digits > 3 => status(at).then_some(end),
            Pattern::StatusCode if digits == 3 && status(at) => {
                let code = || words::identifier(text, end).map(|code| code.end);
                self.marked(end).or_else(code)
            }
            Pattern::StatusCode => None,
            // Short numbers are part of many words, but few have a capital right behind them.
            Pattern::Key => {
                let known = digits > 3 || is_status(&text[at..at + digits]);
                (known || after.is_some_and(char::is_uppercase)).then_some(end)
            }
        };
        found.filter(|_| glued)
    }

    fn code_and_status(&self, at: usize, fresh: bool) -> Option<usize> {
        let rest = &self.text[at..];
        let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
        let run = run_length(rest, part).min(LONGEST);
        // The first status in the run that a digit neither precedes by chance nor follows ends the code.
        let code = &rest.as_bytes()[..run];
        let status_at = |i: usize| is_status(&rest[i..i + 3]);
        let mut places = 2..run.saturating_sub(2);
        let status = places.clone().rev().find(|&i| {
            let ends = code.get(i + 3).is_none_or(|b| !b.is_ascii_digit());
            status_at(i) && ends && code[..i].iter().all(|b| !b.is_ascii_lowercase())
        });
        let status = status.or_else(|| {
            let end = places.find(|&i| status_at(i))?;
            let small = code[..end].iter().all(|b| !b.is_ascii_uppercase());
            (small && (fresh || starts_a_code(&rest[..end]))).then_some(end)
        })?;
        Some(at + status + 3)
    }

    fn identifier(&self, at: usize, fresh: bool) -> Option<usize> {
        if let Some(end) = self.marked(at) {
            return Some(end);
        }
        let (text, before) = (self.text, &self.text[..at]);
        let inside = text[at..].starts_with(char::is_lowercase);
        if inside && !fresh && !before.ends_with(['.', '!', '?', ')']) {
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
        (word.contains('_') || glued).then_some(code.end)
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

/// Returns `true` if a word in lower case starts like a code. The text of the row above may run into the code
/// (`key is wrongkey_expired401`), so that only the usual first words of codes show where it starts.
fn starts_a_code(word: &str) -> bool {
    static STARTS: WordList = words!("code_starts");
    let first = word.split('_').next().unwrap_or("");
    STARTS.binary_search(&first).is_ok()
}
