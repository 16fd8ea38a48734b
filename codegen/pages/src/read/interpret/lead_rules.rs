//! The codes that a lead begins with, by each rule.

use std::ops::Range;

use super::mention::CodeAt;
use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::{http_status, roles};
use crate::read::text::{Text, run_length};

/// Returns the codes that a lead's marks make codes, and their end: `no-key` / `old-key`, "no key":
pub(super) fn marked(text: &Text) -> Option<(Vec<CodeAt>, usize)> {
    let (code, mut end) = mark(text, 0)?;
    let mut codes = vec![code];
    while let Some((code, next)) = another(text, end).and_then(|start| mark(text, start)) {
        codes.push(code);
        end = next;
    }
    Some((codes, end))
}

/// Returns the code that is marked at `start`, and its end.
fn mark(text: &Text, start: usize) -> Option<(CodeAt, usize)> {
    const LONGEST: usize = 4;
    let rest = text.get(start..)?;
    let quote = match rest.chars().next()? {
        '"' => Some('"'),
        '“' => Some('”'),
        _ => None,
    };
    let quoted = quote.and_then(|quote| {
        let open = rest.chars().next()?.len_utf8();
        let length = rest.get(open..)?.find(quote)?;
        let end = start + open + length;
        Some((start + open..end, end + quote.len_utf8()))
    });
    let coded = text.code_at(start).map(|range| (range.clone(), range.end));
    let (range, end) = quoted.or(coded)?;
    let word = text
        .get(range.clone())?
        .trim()
        .trim_matches(['"', ':'])
        .trim();
    let phrase = word.split_whitespace().count() <= LONGEST
        && !word.contains(['*', '{', '<', '=', '(', '%'])
        && !word.contains("..")
        && !code_shape::is_family(word)
        && !code_shape::is_placeholder(word)
        && word.starts_with(char::is_alphanumeric)
        && (http_status::leading(word).0.is_empty() || http_status::parse(word).is_some())
        && !(quote.is_some() && is_member(text.get(end..)?));
    let code = code_shape::hinted_code(word).filter(|_| phrase)?;
    Some(((code, text.offset(range.start)), end))
}

/// Returns `true` if what follows a quoted word makes it the member of a JSON object.
fn is_member(after: &str) -> bool {
    let value = after.trim_start().strip_prefix(':').map(str::trim_start);
    value.is_some_and(|value| {
        value.starts_with(['{', '[', '"', '-']) || value.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Where another code follows: after a slash, a comma, "or", "and".
pub(super) fn another(text: &Text, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let after = rest.trim_start_matches([' ', ',', '/', '|']);
    let after = ["or ", "and "]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    (after.len() < rest.trim_start().len()).then(|| text.len() - after.len())
}

/// Returns the numbers that a lead begins with, and their end: `# 1`, `(7)`, `Errors 2006, 2007 or 2106`.
pub(super) fn numbers(text: &Text, announced: bool) -> Option<(Vec<CodeAt>, usize)> {
    let source = text.as_str();
    let lower = source.to_ascii_lowercase();
    let words = [
        "error codes",
        "error code",
        "errors",
        "error",
        "codes",
        "code",
    ];
    let word = words.iter().find(|word| lower.starts_with(**word));
    let rest = &source[word.map_or(0, |word| word.len())..];
    let mut start = source.len() - rest.trim_start_matches([' ', '#', '(', ':']).len();
    let announced = announced || start > 0 || text.code_at(0).is_some();
    let (mut codes, mut end) = (Vec::new(), 0);
    loop {
        let sign = usize::from(source[start..].starts_with('-'));
        let digits = run_length(&source[start + sign..], u8::is_ascii_digit);
        let after = &source[start + sign + digits..];
        let ends = after.is_empty()
            || after.starts_with([' ', ')', ':', ',', ']'])
            || after.starts_with('.') && !after[1..].starts_with(|c: char| c.is_ascii_digit());
        let number = &source[start..start + sign + digits];
        let Some(code) = code_shape::code(number)
            .filter(|_| digits > 0 && ends && (announced || digits + sign > 2))
        else {
            break;
        };
        codes.push((code, text.offset(start)));
        end = start + sign + digits;
        match another(text, end) {
            Some(next) => start = next,
            None => break,
        }
    }
    // A bare `2025` is a year; `1. Check it` counts the items.
    let year = matches!(codes[..], [(Code::Number(1990..2040), _)]) && end == source.len();
    if year && !announced {
        return None;
    }
    let counts = source[end..].starts_with(['.', ')']) && !source.starts_with('(');
    (!codes.is_empty() && !counts).then_some((codes, end))
}

/// Returns the code of a heading that has it behind its name, in brackets, or behind a word for errors, and no other number.
pub(super) fn only_code(text: &Text) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut announced = false;
    let mut start = 0;
    for word in text.split(' ') {
        let inside = word.trim_start_matches(['(', '[', '#', '"', '\'']);
        let code = inside.trim_end_matches([')', ']', '"', '\'', '?', ':', ',', '.']);
        let at = start + (word.len() - inside.len());
        let closes = start + word.len() == text.len() && word.ends_with([')', ']']);
        let bracketed = closes && word.starts_with(['(', '[']);
        let shape = code_shape::of(code);
        let is_code = matches!(shape, Some(CodeShape::Number | CodeShape::Identifier));
        if is_code && (announced || bracketed) && found.is_none() {
            found = Some(at..at + code.len());
        } else if shape == Some(CodeShape::Number) {
            return None;
        }
        announced = roles::speaks_of_errors(word) || announced && word == "code";
        start += word.len() + 1;
    }
    found
}

/// Returns the length of the number of a section in front of its title: `3.2.1 `, `4. `.
pub(super) fn section_number(title: &str) -> usize {
    let word = title.split(' ').next().unwrap_or("");
    let number = word.trim_end_matches(['.', ')']);
    let parts = number.split('.');
    let small =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let counts = parts.clone().count() >= 2 || word.len() > number.len();
    let is_number = counts && parts.clone().all(small) && word.len() < title.len();
    if is_number { word.len() + 1 } else { 0 }
}

/// Returns the length of the name of a constant, and the position of its number in brackets: `NO_KEY (-101)`. A status is
/// not its number.
pub(super) fn named_number(text: &str) -> Option<(usize, Range<usize>)> {
    let open = text.get(..text.len().min(200))?.find('(')?;
    let name = text[..open].trim_end();
    code_shape::of(name).filter(|shape| *shape == CodeShape::Identifier)?;
    let close = open + text[open..].find(')')?;
    let Some(Code::Number(number)) = code_shape::code(&text[open + 1..close]) else {
        return None;
    };
    (!(100..600).contains(&number)).then_some((name.len(), open + 1..close))
}

/// Returns `true` if a text begins with what separates a code from a text or a status, or is over.
pub(super) fn is_separated(after: &str) -> bool {
    let next = after.trim_start_matches([' ', ':', ',']);
    next.is_empty()
        || next.len() < after.trim_start().len()
        || next.starts_with(['(', '['])
        || !http_status::leading(next).0.is_empty()
        || ["- ", "– ", "— "].iter().any(|dash| next.starts_with(dash))
}

/// Returns the position of the first separator between a name and a text.
pub(super) fn separator(text: &str) -> Option<usize> {
    let separators = [": ", " - ", " – ", " — "].into_iter();
    separators
        .filter_map(|separator| text.find(separator))
        .min()
}

/// Returns the length of the words that announce a code: `Error 1001`, `errno: 7`.
pub(super) fn announced(text: &Text, start: usize) -> Option<usize> {
    const WORDS: &[&str] = &["error code", "error", "code", "errno"];
    let rest = text.get(start..)?;
    let lower = rest.get(..rest.len().min(16)).unwrap_or("").to_lowercase();
    let word = WORDS.iter().find(|word| lower.starts_with(**word))?;
    let after = &rest[word.len()..];
    let value = after.trim_start_matches([' ', ':', '#']);
    let length = rest.len() - value.len();
    let marked = text.code_at(start + length).is_some();
    let is_value = marked || value.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    (value.len() < after.len() && is_value).then_some(length)
}

/// Returns the code at `start`, and its end. `loose` accepts all words of the shape of codes, and says whether a status
/// precedes it.
pub(super) fn code_at(
    text: &Text,
    start: usize,
    announced: bool,
    loose: Option<bool>,
) -> Option<(Code, usize)> {
    let rest = text.get(start..)?;
    if let Some(marked) = text.code_at(start) {
        let code = code_shape::code(text.as_str()[marked.clone()].trim())?;
        return Some((code, marked.end));
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']' | ';' | '"');
    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let word = word.trim_end_matches([':', '.']);
    let alone = loose.is_some() && is_separated(&rest[word.len()..]);
    let takes = match code_shape::of(word)? {
        CodeShape::Number => {
            announced || word.len() >= 4 && !word.starts_with('0') || alone && loose == Some(true)
        }
        CodeShape::Identifier => {
            alone || code_shape::is_snake(word) || is_bare_code(word, &rest[word.len()..])
        }
        CodeShape::Word => false,
    };
    let code = code_shape::code(word).filter(|_| takes)?;
    Some((code, start + word.len()))
}

/// Codes that no prose contains, though they have no underscore: `E1001`, `auth/bad-key`, and `DENIED` unless it may begin a
/// title: `ERROR CODES`.
fn is_bare_code(word: &str, after: &str) -> bool {
    let more = after.strip_prefix(' ');
    let more = more.is_some_and(|more| more.starts_with(char::is_alphanumeric));
    let numbered = word.contains(|c: char| c.is_ascii_digit());
    let sign = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    let path = word.contains('/') && word.contains('-') && word.is_ascii();
    path || word.bytes().all(sign) && (numbered || word.contains('-') || !more)
}

/// Returns `true` if prose contains no such code.
pub(super) fn is_strong(code: &Code) -> bool {
    match code {
        Code::Number(number) => *number < 0,
        Code::Text(text) => {
            text.contains(['_', '/', '.']) || text.contains(|c: char| c.is_ascii_digit())
        }
    }
}

/// Returns `true` for arrows, signs and emoji, which decorate keys.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}')
}

/// Returns the length of the text between keys.
pub(super) fn skipped(rest: &str, inside: bool) -> usize {
    let separator = |c: char| {
        matches!(c, ' ' | '(' | '[')
            || is_pictograph(c)
            || inside && matches!(c, ':' | '–' | '—' | '|' | '·' | ',' | '/' | ')' | ']')
    };
    let mut length = 0;
    for (i, c) in rest.char_indices() {
        // A dash is a separator where a space follows, and a sign where a digit does.
        let dash = inside && c == '-' && rest[i + 1..].starts_with(' ');
        if !separator(c) && !dash {
            break;
        }
        length = i + c.len_utf8();
    }
    length
}
