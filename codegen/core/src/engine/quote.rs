//! The end of a short string.

/// Returns the position of the next quote, if it is near and without a backslash before it. Most strings of an error are so
/// short that comparing words of eight bytes is faster than preparing a search.
#[inline(always)]
pub(crate) fn near_quote(text: &[u8]) -> Option<usize> {
    let near = text.get(..NEAR).unwrap_or(text);
    let quote_at = |at: usize| (*text.get(at)? == b'"').then_some(at);
    let mut at = 0;
    for word in near.chunks_exact(8).take(UNROLLED) {
        if let Some(found) = word.first_chunk().and_then(|word| in_word(*word)) {
            return quote_at(at + found);
        }
        at += 8;
    }
    while let Some(word) = near.get(at..).and_then(|rest| rest.first_chunk()) {
        if let Some(found) = in_word(*word) {
            return quote_at(at + found);
        }
        at += 8;
    }
    let rest = near.get(at..)?;
    let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    quote_at(at + found)
}

/// The number of bytes that are compared.
const NEAR: usize = 128;

/// The number of words that are compared without a loop, which is faster for the shortest strings.
const UNROLLED: usize = 3;

/// Returns the position of the first quote or backslash in a word.
#[inline(always)]
fn in_word(word: [u8; 8]) -> Option<usize> {
    let word = u64::from_le_bytes(word);
    if !may_have(word, b'"', b'\\') {
        return None;
    }
    let found = bytes_of(word, b'"') | bytes_of(word, b'\\');
    (found != 0).then_some(found.trailing_zeros() as usize / 8)
}

/// Returns `false` if no byte is one of these two. If some bytes are not ASCII, it may return `true` without one.
#[inline(always)]
const fn may_have(word: u64, one: u8, other: u8) -> bool {
    let one = (word ^ (ONES * one as u64)).wrapping_sub(ONES);
    let other = (word ^ (ONES * other as u64)).wrapping_sub(ONES);
    (one | other) & (ONES << 7) != 0
}

/// Marks each byte that is equal to this one by its upper bit. If several are marked, only the lowest is certain.
#[inline]
const fn bytes_of(word: u64, byte: u8) -> u64 {
    let others = word ^ (ONES * byte as u64);
    others.wrapping_sub(ONES) & !others & (ONES << 7)
}

/// The lowest bit of each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    #[test]
    fn the_first_quote_is_found_at_every_position() {
        for length in 0..NEAR + 20 {
            // Bytes that are one bit or one carry away from those that are searched for.
            for filling in [b'a', b'!', b'#', b']', b'[', 0x80, 0xa2, 0xdc, 0xff, 0] {
                let mut text = vec![filling; length];
                assert_eq!(near_quote(&text), None, "{length} × {filling:#x}");
                for at in 0..length {
                    text[at] = b'"';
                    let expected = (at < NEAR).then_some(at);
                    assert_eq!(near_quote(&text), expected, "{at} of {length}");
                    if let Some(next) = text.get_mut(at + 1) {
                        *next = b'\\';
                        assert_eq!(near_quote(&text), expected, "{at} of {length}");
                        text[at + 1] = filling;
                    }
                    text[at] = b'\\';
                    assert_eq!(near_quote(&text), None, "{at} of {length}");
                    text[at] = filling;
                }
            }
        }
    }
}
