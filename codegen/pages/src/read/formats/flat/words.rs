//! Cells that are one word: their ends and their kinds.

use std::ops::Range;

use super::seams::seams;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::Role;
use crate::read::text::run_length;

/// What separates two cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Gap {
    None,
    Space,
}

/// The content of a cell that is one word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum CellKind {
    Number,
    /// `KEY_GONE`, which ends where the capitals end.
    Capitals,
    Identifier,
    /// `conflict`
    Word,
    /// `true`, `No`
    Flag,
}

/// Returns `true` if a space follows the number that a row starts with.
pub(super) fn is_number_apart(row: &str) -> bool {
    row.trim_start_matches(|c: char| c.is_ascii_digit())
        .starts_with(' ')
}

/// Returns the kind of the word that a row starts with, if it can be a code.
pub(super) fn kind(row: &str, gap: Gap) -> Option<CellKind> {
    word(row, gap, None).map(|(kind, _)| kind)
}

/// Returns the kind and the length of the cell that a text starts with, if it is one word. `next` is the role of the next cell, which may be
/// a status in the same digits.
pub(super) fn word(text: &str, gap: Gap, next: Option<Role>) -> Option<(CellKind, usize)> {
    let digits = run_length(text, |b| b.is_ascii_digit() || *b == b'-');
    if gap == Gap::Space {
        let word = text.split(' ').next()?;
        let kind = match code_shape::of(word.trim_end_matches(':'))? {
            CodeShape::Number => CellKind::Number,
            CodeShape::Identifier => CellKind::Identifier,
            CodeShape::Word if is_flag(word) => CellKind::Flag,
            CodeShape::Word if word.starts_with(char::is_lowercase) => CellKind::Word,
            CodeShape::Word if word.len() > 1 && !word.contains(char::is_lowercase) => {
                CellKind::Capitals
            }
            CodeShape::Word => return None,
        };
        return Some((kind, word.len()));
    }
    let (kind, end) = if code_shape::of(&text[..digits]) == Some(CodeShape::Number) {
        (CellKind::Number, several(text, 0, digits))
    } else {
        let end = identifier(text, 0)?.end;
        let capital = !text[..end].contains(char::is_lowercase);
        let kind = [CellKind::Identifier, CellKind::Capitals][usize::from(capital)];
        (kind, end)
    };
    // `40001400`, `KEY_GONE404The`, `BAD_URL400URL`
    let end = inner_end(text)
        .filter(|_| next == Some(Role::Status))
        .unwrap_or(end);
    let glued = kind == CellKind::Number || !text[end..].starts_with([' ', ',', ':']);
    glued.then_some((kind, end))
}

/// Longer words are not codes.
const LONGEST: usize = 120;

/// Returns the identifier that starts here, and that the next cell's text runs into.
pub(super) fn identifier(text: &str, at: usize) -> Option<Range<usize>> {
    identifier_end(&text[at..]).map(|end| at..at + end)
}

fn identifier_end(text: &str) -> Option<usize> {
    let capital = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_';
    let capitals = run_length(text, capital).min(LONGEST);
    let next = text[capitals..].chars().next();
    if capitals >= 3 && text.starts_with(|c: char| c.is_ascii_uppercase()) {
        // The next cell's capital was taken with the identifier: `BAD_FIELDA field`, `BAD_KEYThe key`.
        let shared = next.is_some_and(|c| c.is_lowercase() || c == ' ')
            && text.as_bytes()[capitals - 1].is_ascii_uppercase()
            && !repeats(&text[..capitals], &text[capitals..]);
        let end = capitals - usize::from(shared);
        return (end >= 2).then_some(end);
    }
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let word = &text[..run_length(text, part).min(LONGEST)];
    let word = word.trim_end_matches(['-', '.']);
    let after_digit = |at: &usize| {
        word[..*at].ends_with(|c: char| c.is_ascii_digit())
            && word[*at..].starts_with(char::is_lowercase)
    };
    let numbered = word
        .char_indices()
        .rev()
        .map(|(at, _)| at)
        .find(after_digit);
    let end = repeated(word).or(seams(word).last()).or(numbered);
    let whole = text[word.len()..].starts_with(|c: char| c.is_alphabetic() || c == '(');
    let letter = word.starts_with(|c: char| c.is_ascii_alphabetic());
    end.or(whole.then_some(word.len())).filter(|_| letter)
}

/// Returns the end of a code that a status runs into: the last status in the word.
fn inner_end(text: &str) -> Option<usize> {
    let word = &text[..run_length(text, |b| b.is_ascii_alphanumeric() || *b == b'_').min(LONGEST)];
    let is_last = |at: &usize| {
        let digit = word[at + 3..].starts_with(|c: char| c.is_ascii_digit());
        word.get(*at..at + 3).is_some_and(is_status) && !digit
    };
    (1..word.len().saturating_sub(2)).rev().find(is_last)
}

/// Returns the end of `500 / 503`, where the first status is in a range.
pub(super) fn several(text: &str, start: usize, end: usize) -> usize {
    let (mut start, mut end) = (start, end);
    while is_status(&text[start..end]) {
        let rest = text[end..].trim_start();
        let Some(next) = rest.strip_prefix(['/', ',']).map(str::trim_start) else {
            break;
        };
        let digits = run_length(next, u8::is_ascii_digit);
        if !is_status(&next[..digits]) {
            break;
        }
        start = text.len() - next.len();
        end = start + digits;
    }
    end
}

pub(super) fn is_flag(word: &str) -> bool {
    ["true", "false", "yes", "no"]
        .iter()
        .any(|flag| word.eq_ignore_ascii_case(flag))
}

/// Returns `true` if a text begins with the last word of the code in front of it: `MISSING_ID` + `id is …`.
fn repeats(code: &str, text: &str) -> bool {
    let thing = code.rsplit('_').next().unwrap_or_default();
    let word = text.split(|c: char| !c.is_alphanumeric()).next();
    thing.len() >= 2 && word.is_some_and(|word| word == thing.to_lowercase())
}

/// Texts often start with the thing that the code ends with: `badWidth` + `width was …`.
fn repeated(word: &str) -> Option<usize> {
    let humps = word
        .char_indices()
        .filter(|(_, c)| c.is_ascii_uppercase())
        .map(|(i, _)| i);
    let mut best = None;
    for start in humps {
        for end in (start + 3..word.len().saturating_sub(2)).rev() {
            let hump = word[start..end].to_ascii_lowercase();
            if !hump[1..].contains(|c: char| !c.is_ascii_lowercase())
                && !word[end..].contains(char::is_uppercase)
                && word[end..].to_ascii_lowercase().contains(&hump)
            {
                best = Some(end);
                break;
            }
        }
    }
    best
}

pub(super) fn is_status(digits: &str) -> bool {
    http_status::parse(digits).is_some_and(http_status::is_known)
}
