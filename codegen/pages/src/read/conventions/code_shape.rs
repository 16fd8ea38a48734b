//! The shapes of codes.

use crate::page::Code;
use crate::read::words::{WordList, words};

/// How much a word looks like a code by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CodeShape {
    /// One word that could be prose: `conflict`, `Other`.
    Word,
    /// Written as identifiers are: `not_found`, `NOT_FOUND`, `NotFound`, `a.b`, `E1001`.
    Identifier,
    /// An integer.
    Number,
}

const LONGEST: usize = 120;

/// Returns the shape of a text that is one code, `None` if it cannot be one.
pub(crate) fn of(text: &str) -> Option<CodeShape> {
    let text = without_line_end(text);
    let none = is_placeholder(text) || is_family(text) || is_date(text);
    if text.is_empty() || text.len() > LONGEST || none {
        return None;
    }
    if number(text).is_some() || is_zero_led(text) {
        return Some(CodeShape::Number);
    }
    let first = text.chars().next()?;
    let last = text.chars().next_back()?;
    let allowed = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '+' | '#' | '!' | '$')
    };
    if !text.chars().all(allowed)
        || !text.contains(char::is_alphabetic)
        || matches!(last, ':' | '.' | '/' | '-' | '!')
    {
        return None;
    }
    let file = is_file_name(text) || text.matches('/').count() >= 2 && text.contains('.');
    let path = file || ["//", ".."].iter().any(|part| text.contains(part));
    if !(first.is_alphanumeric() || matches!(first, '_' | '$' | '#')) || path {
        return None;
    }
    Some(if is_identifier(text) {
        CodeShape::Identifier
    } else {
        CodeShape::Word
    })
}

/// Returns a text as a code, if it is one.
pub fn code(text: &str) -> Option<Code> {
    let text = without_line_end(text);
    of(text)?;
    Some(number(text).map_or_else(|| Code::Text(text.to_string()), Code::Number))
}

/// Returns the code that a text is by a hint, whatever it looks like.
pub(crate) fn hinted_code(text: &str) -> Option<Code> {
    let text = without_line_end(text.trim());
    let written = !text.is_empty() && text.len() <= LONGEST;
    written.then(|| number(text).map_or_else(|| Code::Text(text.to_string()), Code::Number))
}

/// Returns a code without the escapes of the line's end that a protocol sends after it: `BAD_FORMAT\r\n`.
fn without_line_end(mut text: &str) -> &str {
    while let Some(rest) = text.strip_suffix("\\n").or(text.strip_suffix("\\r")) {
        text = rest;
    }
    text
}

/// `4xx`, `5XX`, `50x`: all statuses that begin so, none of which is named.
pub(crate) fn is_family(text: &str) -> bool {
    let bytes = text.as_bytes();
    let any = |byte: &u8| matches!(byte, b'x' | b'X');
    matches!(bytes, [b'1'..=b'5', second, third] if any(third) && (any(second) || second.is_ascii_digit()))
}

/// Returns `true` for digits such as `05` and `08000`, which are a code and not a number, because the zero is sent.
fn is_zero_led(text: &str) -> bool {
    (2..=8).contains(&text.len())
        && text.starts_with('0')
        && text.bytes().all(|b| b.is_ascii_digit())
}

/// `2022-03-10`, with or without a time.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |range: std::ops::Range<usize>| {
        let part = bytes.get(range);
        part.is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let day = digit(0..4) && digit(5..7) && digit(8..10) && bytes[4] == b'-' && bytes[7] == b'-';
    let time = || matches!(bytes[10], b'T' | b' ') && digit(11..13);
    day && (bytes.len() == 10 || time())
}

/// `30s`, `500/10s`: an amount with its unit, which reads like an identifier.
fn is_amount(text: &str) -> bool {
    let mut parts = text.split('/');
    parts.all(|part| {
        let unit = part.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < part.len() && unit.len() <= 2 && unit.bytes().all(|b| b.is_ascii_lowercase())
    })
}

/// Returns `true` if a text stands for several codes: `08*`, `shelf_<n>_closed`, `-32000 to -32099`, `500-504`.
pub(crate) fn is_pattern(text: &str) -> bool {
    static RANGES: WordList = words!("range_words");
    let text = text.trim();
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let code = text.len() <= LONGEST && !text.contains(['.', '?']);
    let numbers = |separator: &str| {
        text.split_once(separator).is_some_and(|(first, last)| {
            let first = first.trim().trim_start_matches('-');
            let last = last.trim().trim_start_matches('-');
            let least = if separator.starts_with(' ') { 1 } else { 3 };
            let plain = |part: &str| part.len() >= least && digits(part) == part.len();
            plain(first) && plain(last)
        })
    };
    let wild = !text.contains(' ')
        && (is_wild(text) || text.contains(['<', '{']))
        && text.contains(char::is_alphanumeric);
    code && (wild || is_family(text) || RANGES.iter().any(|word| numbers(word)))
}

/// Returns `true` if a text ends with an asterisk that no footnote explains: it cuts a word or a number.
fn is_wild(text: &str) -> bool {
    let start = text.strip_suffix('*');
    start.is_some_and(|start| !start.ends_with(char::is_lowercase))
}

fn is_file_name(text: &str) -> bool {
    static ENDS: WordList = words!("file_endings");
    ENDS.iter().any(|end| text.ends_with(end))
}

/// Returns an integer as codes are written: no leading zero but for `0`.
fn number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain =
        !digits.is_empty() && digits.len() <= 10 && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && (digits == "0" || !digits.starts_with('0')))
        .then(|| text.parse().ok())
        .flatten()
}

fn is_identifier(text: &str) -> bool {
    let any = |is: fn(char) -> bool| text.contains(is);
    let (lower, upper, digit) = (
        any(|c| c.is_lowercase()),
        any(char::is_uppercase),
        any(|c| c.is_ascii_digit()),
    );
    let joined = text.is_ascii() && text[1..].contains(['_', '.', '/', ':']);
    let kebab = text.contains('-') && (digit || !upper || !lower);
    let humps = lower && text.chars().skip(1).any(char::is_uppercase) && text.is_ascii();
    if is_amount(text) {
        return false;
    }
    joined || kebab || humps || (digit && (upper || lower)) || is_capitals(text)
}

/// `DENIED`, but not `OK` or `API`.
fn is_capitals(text: &str) -> bool {
    text.len() >= 4
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// The letters of a code. The codes of one page are usually written alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Letters {
    /// A number has none.
    None,
    Upper,
    Lower,
    Mixed,
}

/// Returns the letters of a code.
pub(crate) fn letters(code: &str) -> Letters {
    let lower = code.contains(char::is_lowercase);
    match (code.contains(char::is_uppercase), lower) {
        (false, false) => Letters::None,
        (true, false) => Letters::Upper,
        (false, true) => Letters::Lower,
        (true, true) => Letters::Mixed,
    }
}

/// `NOT_FOUND` with its underscore: the shape that needs no context at all.
pub(crate) fn is_screaming(text: &str) -> bool {
    is_capitals(text) && text.contains('_')
}

/// `snake_case` or `SCREAMING_CASE`.
pub(crate) fn is_snake(text: &str) -> bool {
    text.contains('_') && of(text) == Some(CodeShape::Identifier) && !text.contains(['.', '/', ':'])
}

/// `NotFoundError`: a name with a hump.
pub fn is_pascal(text: &str) -> bool {
    let humps = text.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && text.contains(|c: char| c.is_ascii_lowercase());
    humps
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Names of the members that error bodies have, and of headers: listed like codes, but they are none.
pub(crate) fn is_field_name(text: &str) -> bool {
    static NAMES: WordList = words!("field_names");
    let text = text.to_ascii_lowercase();
    text.starts_with("x-") || NAMES.contains(&text.as_str())
}

/// Text that stands for a code: `<code>`, `{{ code }}`, `ERROR_CODE`, `…`.
pub(crate) fn is_placeholder(text: &str) -> bool {
    static STANDINS: WordList = words!("placeholders");
    text.contains(['<', '>', '{', '}', '%', '…'])
        || text.contains("...")
        || STANDINS.contains(&text)
}

/// Returns the start of a text that runs into a code in small letters: `no_keyThe key`.
pub(crate) fn glued_text(word: &str) -> Option<usize> {
    let start = word.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
    let (code, text) = word.split_at(start);
    let is_word = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
    };
    let is_code = code.contains('_') && !code.ends_with('_');
    (is_code && is_word(text)).then_some(start)
}

/// Returns `true` if a text is a data type, such as `string` or `array (optional)`, or says how often a member occurs.
pub(crate) fn is_data_type(text: &str) -> bool {
    static TYPES: WordList = words!("data_types");
    let first = text.split([' ', '(', '[', '<', '|', '?']).next();
    let first = first.unwrap_or("").to_lowercase();
    // `0..1`, `1..n`
    let occurs = first.split_once("..").is_some_and(|(least, most)| {
        least.parse::<u8>().is_ok() && (most.parse::<u8>().is_ok() || matches!(most, "n" | "*"))
    });
    occurs || TYPES.contains(&first.as_str()) && text.split_whitespace().count() <= 4
}
