//! UTF-16, with or without a byte order mark.

use alloc::string::String;

/// The replacement for a unit that is not UTF-16.
const REPLACEMENT: char = '?';

/// Returns the text, up to `most` bytes, if the bytes are UTF-16. Without a byte order mark, they must start with an ASCII
/// character.
pub(super) fn decoded(bytes: &[u8], most: usize) -> Option<String> {
    let (bytes, is_little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        [1..0x80, 0, ..] => (bytes, true),
        [0, 1..0x80, ..] => (bytes, false),
        _ => return None,
    };
    let unit = |pair: [u8; 2]| match is_little {
        true => u16::from_le_bytes(pair),
        false => u16::from_be_bytes(pair),
    };
    let chars = || {
        let units = bytes
            .chunks_exact(2)
            .filter_map(|pair| pair.try_into().ok());
        char::decode_utf16(units.map(unit)).map(|char| char.unwrap_or(REPLACEMENT))
    };
    let mut length = 0;
    let count = chars()
        .take_while(|char| {
            let next = length + char.len_utf8();
            let fits = next <= most;
            length = if fits { next } else { length };
            fits
        })
        .count();
    let mut text = String::with_capacity(length);
    text.extend(chars().take(count));
    Some(text)
}

#[cfg(test)]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::decoded;

    #[test]
    fn both_byte_orders_are_read_up_to_the_limit() {
        let text = "{\"a\": \"Grüße 語 😀\"}";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [
            little.clone(),
            big.clone(),
            [vec![0xff, 0xfe], little.clone()].concat(),
            [vec![0xfe, 0xff], big].concat(),
        ] {
            assert_eq!(decoded(&bytes, 100).as_deref(), Some(text));
        }
        assert_eq!(decoded(&little, 10).as_deref(), Some("{\"a\": \"Gr"));
        let cut = decoded(&little[..little.len() - 5], 100);
        assert_eq!(cut.as_deref(), Some("{\"a\": \"Grüße 語 ?"));
        for other in ["", "{", "{}", "\u{feff}{}"] {
            assert_eq!(decoded(other.as_bytes(), 100), None);
        }
    }
}
