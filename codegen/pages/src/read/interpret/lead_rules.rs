//! The codes that a lead begins with, by each rule.

use std::ops::Range;

use super::mention::CodeAt;
use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::{http_status, roles};
use crate::read::text::{Text, run_length};

/// What to take for the code at the start of a lead.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum LeadRule {
    /// A status, or a code that no prose contains.
    #[default]
    Usual,
    /// Any text that is marked as code or quoted.
    Marked,
    /// A number, whatever its size.
    Numbers,
    /// A number behind the words with which most leads of the group begin.
    Announced,
    /// A word written as codes are, next to a status or a separator.
    Words,
    /// The only code in a heading, wherever it is.
    Inside,
}

impl LeadRule {
    /// The rules that read leads as they are.
    pub(super) const PLAIN: [LeadRule; 5] = [
        LeadRule::Usual,
        LeadRule::Marked,
        LeadRule::Numbers,
        LeadRule::Words,
        LeadRule::Inside,
    ];

    /// Returns what the rule takes for the code.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            LeadRule::Usual => "a status, or a code that no prose contains",
            LeadRule::Marked => "any marked text as code",
            LeadRule::Numbers => "any number as code",
            LeadRule::Announced => "a number behind the same words as code",
            LeadRule::Words => "a word written as codes are",
            LeadRule::Inside => "the only code in a heading",
        }
    }
}

/// Returns the codes at `start` by a rule, their end, and whether words or signs announce them: `no-key` / `old-key`,
/// `Errors 2006, 2007 or 2106`.
pub(super) fn codes(
    rule: LeadRule,
    text: &Text,
    start: usize,
    stated: bool,
) -> Option<(Vec<CodeAt>, usize, bool)> {
    let numbers = matches!(rule, LeadRule::Numbers | LeadRule::Announced);
    let length = match rule {
        LeadRule::Marked => 0,
        _ => announced(text, start, numbers),
    };
    let announced = length > 0 || rule == LeadRule::Announced || numbers && start > 0;
    let code = |start| match rule {
        LeadRule::Marked => mark(text, start),
        _ if numbers => number(text, start, announced),
        LeadRule::Words => code_at(text, start, announced, Some(stated)),
        _ => code_at(text, start, announced, None),
    };
    let any = numbers || rule == LeadRule::Marked;
    let shared = |((code, _), _): &(CodeAt, usize)| {
        any || code_shape::of(&code.to_string()) == Some(CodeShape::Identifier)
    };
    let (first, mut end) = code(start + length)?;
    let mut codes = vec![first];
    while let Some((code, next)) = another(text, end).and_then(code).filter(shared) {
        codes.push(code);
        end = next;
    }
    if numbers && !counts_errors(text, &codes, end, announced) {
        return None;
    }
    Some((codes, end, announced))
}

/// Returns the code that is marked at `start`, and its end.
fn mark(text: &Text, start: usize) -> Option<(CodeAt, usize)> {
    const LONGEST: usize = 4;
    let rest = text.get(start..)?;
    let quotes = [('"', '"'), ('“', '”'), ('\'', '\'')];
    let quote = quotes.into_iter().find(|(open, _)| rest.starts_with(*open));
    let quoted = quote.and_then(|(open, close)| {
        let inside = start + open.len_utf8();
        let end = inside + text.get(inside..)?.find(close)?;
        Some((inside..end, end + close.len_utf8()))
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
fn another(text: &Text, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let after = rest.trim_start_matches([' ', ',', '/', '|']);
    let after = ["or ", "and "]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    (after.len() < rest.trim_start().len()).then(|| text.len() - after.len())
}

/// Returns the number at `start`, and its end.
fn number(text: &Text, start: usize, announced: bool) -> Option<(CodeAt, usize)> {
    let rest = text.get(start..)?;
    let sign = usize::from(rest.starts_with('-'));
    let digits = run_length(&rest[sign..], u8::is_ascii_digit);
    let after = &rest[sign + digits..];
    let ends = after.is_empty()
        || after.starts_with([' ', ')', ':', ',', ']', '='])
        || after.starts_with('.') && !after[1..].starts_with(|c: char| c.is_ascii_digit());
    let long = announced || digits + sign > 2 || text.code_at(start).is_some();
    let code = code_shape::code(&rest[..sign + digits]).filter(|_| digits > 0 && ends && long)?;
    Some(((code, text.offset(start)), start + sign + digits))
}

/// Returns `false` for a bare `2025`, which is a year, and for `1. Check it`, which counts the items.
fn counts_errors(text: &Text, codes: &[CodeAt], end: usize, announced: bool) -> bool {
    let year = matches!(codes, [(Code::Number(1990..2040), _)]) && end == text.len();
    let item = text[end..].starts_with(['.', ')']) && !text.starts_with('(');
    !(item || year && !announced)
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
fn is_separated(after: &str) -> bool {
    let next = after.trim_start_matches([' ', ':', ',', '=']);
    next.is_empty()
        || next.len() < after.trim_start().len()
        || next.starts_with(['(', '['])
        || !http_status::leading(next).0.is_empty()
        || ["- ", "– ", "— ", "-> ", "=> "]
            .iter()
            .any(|sign| next.starts_with(sign))
}

/// Returns the position of the first separator between a name and a text.
pub(super) fn separator(text: &str) -> Option<usize> {
    let separators = [": ", " - ", " – ", " — ", " -> ", " => "].into_iter();
    separators
        .filter_map(|separator| text.find(separator))
        .min()
}

/// Returns the length of the words that announce a code: `Error 1001`, `errno: 7`. If any number is one, signs and plurals
/// announce it, too.
fn announced(text: &Text, start: usize, number: bool) -> usize {
    const WORDS: &[&str] = &["error code", "error", "code", "errno"];
    let rest = text.get(start..).unwrap_or_default();
    let lower = rest.get(..rest.len().min(16)).unwrap_or("").to_lowercase();
    let word = WORDS.iter().find(|word| lower.starts_with(**word));
    let after = &rest[word.map_or(0, |word| word.len())..];
    let after = after
        .strip_prefix('s')
        .filter(|_| number && word.is_some())
        .unwrap_or(after);
    let value = after.trim_start_matches([' ', ':', '#']);
    let length = rest.len() - value.len();
    let marked = text.code_at(start + length).is_some();
    let is_value = marked || value.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let announces = number || word.is_some() && value.len() < after.len() && is_value;
    if announces { length } else { 0 }
}

/// Returns the code at `start`, and its end. `loose` accepts all words of the shape of codes, and says whether a status
/// precedes it.
fn code_at(
    text: &Text,
    start: usize,
    announced: bool,
    loose: Option<bool>,
) -> Option<(CodeAt, usize)> {
    let rest = text.get(start..)?;
    let at = text.offset(start);
    if let Some(marked) = text.code_at(start) {
        let code = code_shape::code(text.as_str()[marked.clone()].trim())?;
        return Some(((code, at), marked.end));
    }
    let ends =
        |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']' | ';' | '"' | '=');
    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let word = word.trim_end_matches([':', '.']);
    let word = &word[..code_shape::glued_text(word).unwrap_or(word.len())];
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
    Some(((code, at), start + word.len()))
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

/// Returns `true` for a lead about a family of statuses, such as `HTTP 4XX`, which names none in particular.
pub(super) fn names_family(lead: &Text) -> bool {
    let words = lead.split_whitespace().take(2);
    words
        .map(|word| word.trim_end_matches([':', ',']))
        .any(code_shape::is_family)
}
