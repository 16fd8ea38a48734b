//! Reads the value of a JSON string: decodes escapes, and replaces bytes that are not UTF-8.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// The replacement for a byte that is not UTF-8 and for half of a surrogate pair. It is one byte, so that a value never takes
/// more memory than its source.
const REPLACEMENT: char = '?';

/// Returns the value between the quotes of a JSON string, with exactly the memory that it needs.
pub(crate) fn unescaped(inner: &[u8]) -> Box<str> {
    let mut text = String::with_capacity(Chars(inner).map(char::len_utf8).sum());
    text.extend(Chars(inner));
    text.into_boxed_str()
}

/// Returns the characters between the quotes of a JSON string.
pub(crate) fn chars(inner: &[u8]) -> impl Iterator<Item = char> {
    Chars(inner)
}

/// Returns the value between the quotes of a valid JSON string, or `None` if half of a surrogate pair is in it.
pub(crate) fn exact(inner: &[u8]) -> Option<String> {
    let mut rest = inner;
    core::iter::from_fn(|| {
        let (char, behind) = next_char(rest)?;
        rest = behind;
        Some(char)
    })
    .collect()
}

/// The characters of a JSON string. An invalid escape is kept as it is.
#[derive(Clone, Copy)]
struct Chars<'b>(&'b [u8]);

impl Iterator for Chars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let (char, rest) = next_char(self.0)?;
        self.0 = rest;
        Some(char.unwrap_or(REPLACEMENT))
    }
}

/// Returns the first character and the bytes after it. The character is missing if the bytes do not encode one.
fn next_char(text: &[u8]) -> Option<(Option<char>, &[u8])> {
    let (first, rest) = text.split_first()?;
    Some(match first {
        b'\\' => escaped(rest).unwrap_or((Some('\\'), rest)),
        0..=0x7f => (Some(char::from(*first)), rest),
        _ => {
            let head = text.get(..4).unwrap_or(text);
            let chunk = head.utf8_chunks().next();
            let char = chunk.and_then(|chunk| chunk.valid().chars().next());
            let length = char.map_or(1, char::len_utf8);
            (char, text.get(length..).unwrap_or_default())
        }
    })
}

/// Decodes the escape after a backslash.
fn escaped(text: &[u8]) -> Option<(Option<char>, &[u8])> {
    let (kind, rest) = text.split_first()?;
    let char = match kind {
        b'"' | b'\\' | b'/' => char::from(*kind),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(rest),
        _ => return None,
    };
    Some((Some(char), rest))
}

fn unicode(text: &[u8]) -> Option<(Option<char>, &[u8])> {
    let (high, rest) = hex(text)?;
    if let (0xd800..=0xdbff, Some((low @ 0xdc00..=0xdfff, rest))) =
        (high, rest.strip_prefix(b"\\u").and_then(hex))
    {
        let char = char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00));
        return Some((char, rest));
    }
    Some((char::from_u32(high), rest))
}

fn hex(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(4)?;
    let value = digits.iter().try_fold(0, |value, digit| {
        Some(value * 16 + char::from(*digit).to_digit(16)?)
    })?;
    Some((value, rest))
}

/// Returns the HTTP status at the start of a text: a number, a number with its reason (`404 Not Found`), or the status line of a
/// response (`HTTP/1.1 404 Not Found`).
pub(crate) fn status(text: &str) -> Option<u16> {
    let mut words = text.split_ascii_whitespace();
    let first = words.next()?;
    let number = match first.starts_with("HTTP/") {
        true => words.next()?,
        false => first,
    };
    let status = number.parse().ok();
    status.filter(|status| (100..1000).contains(status))
}

/// Returns the text between two others. An empty text stands for the start or the end.
pub(crate) fn between<'v>(value: &'v str, before: &str, after: &str) -> Option<&'v str> {
    let start = value.find(before)? + before.len();
    let rest = value.get(start..)?;
    match after {
        "" => Some(rest),
        after => rest.get(..rest.find(after)?),
    }
}

/// Decodes percent-encoding (RFC 3986, section 2.1). A broken escape stays as it is, and a byte that is not UTF-8 becomes U+FFFD.
pub(crate) fn percent_decoded(text: &str) -> Box<str> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, ..] => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = rest.get(3..).unwrap_or_default();
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into()
}

/// Encodes a name or a value of a form.
#[inline]
pub(crate) fn form_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => encoded.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => {
                encoded.push(char::from(byte));
            }
            byte => push_percent(byte, &mut encoded),
        }
    }
    encoded
}

/// Encodes everything but printable ASCII as [`percent_decoded`] decodes it.
#[inline]
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if matches!(byte, b' '..=b'~') && byte != b'%' {
            encoded.push(char::from(byte));
        } else {
            push_percent(byte, &mut encoded);
        }
    }
    encoded
}

#[inline]
fn push_percent(byte: u8, encoded: &mut String) {
    encoded.push('%');
    for digit in [byte >> 4, byte & 15] {
        let digit = char::from_digit(digit.into(), 16).unwrap_or('0');
        encoded.push(digit.to_ascii_uppercase());
    }
}

fn hexadecimal(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

/// Returns `true` if both texts are equal. Most names are so short that comparing both ends of them is faster than a call.
#[inline(always)]
pub(crate) fn is_same_name(one: &[u8], other: &[u8]) -> bool {
    match one.len() {
        length if length != other.len() => false,
        4..8 => ends::<4>(one) == ends(other),
        8..=16 => ends::<8>(one) == ends(other),
        _ => one == other,
    }
}

/// Returns the first and the last bytes of a text. They may overlap.
#[inline(always)]
fn ends<const N: usize>(text: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    text.first_chunk().zip(text.last_chunk())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_between_two_texts() {
        assert_eq!(between("Code;Sender", "", ";"), Some("Code"));
        assert_eq!(between("a: b", "a: ", ""), Some("b"));
        assert_eq!(between("a: b", "c", ""), None);
        assert_eq!(between("a: b", "a", ";"), None);
    }

    #[test]
    fn names_are_the_same_only_if_each_byte_is() {
        let name = b"abcdefghijklmnopqrst";
        for length in 0..=name.len() {
            let one = &name[..length];
            assert!(is_same_name(one, one), "{length}");
            for at in 0..length {
                let mut other = one.to_vec();
                other[at] = b'-';
                assert!(!is_same_name(one, &other), "{at} of {length}");
                assert!(!is_same_name(one, &name[..at]), "{at} of {length}");
            }
        }
    }

    #[test]
    fn escapes_are_read_as_serde_json_reads_them() {
        for json in [
            r#""a\"b\\c\/d""#,
            r#""\u00e9\n\t\r\b\f""#,
            r#""\ud83d\ude00 é 😀""#,
            r#""""#,
        ] {
            let inner = &json.as_bytes()[1..json.len() - 1];
            assert_eq!(
                serde_json::from_str::<String>(json).ok().as_deref(),
                Some(&*unescaped(inner)),
                "{json}"
            );
        }
    }

    #[test]
    fn what_is_no_text_still_reads() {
        for (bytes, expected) in [
            (&b"caf\xe9"[..], "caf?"),
            (b"\\ud800x", "?x"),
            (b"\\q\\u12", "\\q\\u12"),
            (b"\xf0\x9f\x98", "???"),
            (b"end\\", "end\\"),
        ] {
            assert_eq!(&*unescaped(bytes), expected);
        }
    }
}
