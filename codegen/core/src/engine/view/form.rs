//! Form-encoded bodies: `error=invalid_grant&error_description=The+code+has+expired`.

use alloc::boxed::Box;

use crate::engine::view::out::Out;
use crate::tables::envelope::Node;

/// Returns an object with the parameters that the catalog reads as members of a body, or `None` if the text is not a form or
/// has none of them.
pub(super) fn view(reader: &Node<'_>, text: &str, most: usize) -> Option<Box<str>> {
    let is_encoded =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+%=&*!'();:@$,/?[]".contains(&byte);
    if !text.contains('=') || !text.bytes().all(is_encoded) {
        return None;
    }
    let has = |wanted: &str| {
        let mut pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        let pair = pairs.find(|(name, _)| FormChars(name.as_bytes()).eq(wanted.chars()));
        pair.map(|(_, value)| value)
    };
    let members = || {
        let names = reader.members.iter().map(|(name, _)| *name);
        names.filter_map(|name| Some((name, has(name)?)))
    };
    members().next()?;
    Some(Out::written(most, |out| {
        for (at, (name, value)) in members().enumerate() {
            out.json(if at == 0 { "{\"" } else { ",\"" });
            out.string_part(name);
            out.json("\":\"");
            FormChars(value.as_bytes()).for_each(|char| out.char(char));
            out.json("\"");
        }
        out.json("}");
    }))
}

/// The characters of an encoded text. Invalid escapes are kept, and bytes that are not UTF-8 are replaced.
struct FormChars<'t>(&'t [u8]);

impl FormChars<'_> {
    /// Decodes the next byte: `+`, an escape, or itself.
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let (byte, rest) = match (first, rest) {
            (b'+', _) => (b' ', rest),
            (b'%', [high, low, next @ ..]) => match digit(high).zip(digit(low)) {
                Some((high, low)) => ((high * 16 + low) as u8, next),
                None => (b'%', rest),
            },
            _ => (*first, rest),
        };
        self.0 = rest;
        Some(byte)
    }
}

impl Iterator for FormChars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let first = self.byte()?;
        let length = match first {
            0xc2..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0..0xf5 => 4,
            _ => 1,
        };
        let mut bytes = [first, 0, 0, 0];
        let mut ahead = FormChars(self.0);
        for byte in bytes.get_mut(1..length)? {
            *byte = ahead.byte().unwrap_or_default();
        }
        let text = core::str::from_utf8(bytes.get(..length)?).unwrap_or_default();
        match text.chars().next() {
            Some(char) => {
                self.0 = ahead.0;
                Some(char)
            }
            None => Some('?'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_the_catalog_reads_are_members() {
        let reader = Node {
            members: &[("error", Node::NONE), ("text", Node::NONE)],
            ..Node::NONE
        };
        let view = |text| view(&reader, text, 100);
        assert_eq!(
            view("text=C+%C3%BC%22%FF%&e%72ror=a%20b&x=1&text=2").as_deref(),
            Some("{\"error\":\"a b\",\"text\":\"C ü\\\"?%\"}")
        );
        for other in ["", "error", "error = a", "x=error%3Da", "error=<b>"] {
            assert_eq!(view(other), None, "{other}");
        }
        let long = ["error=", &"a".repeat(200)].concat();
        assert_eq!(view(&long).map(|view| view.len()), Some(100));
    }
}
