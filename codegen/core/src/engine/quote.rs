//! The end of a short string.

/// Returns the position of the next quote, if it is near and without a backslash before it. Most strings of an error are so
/// short that comparing a few words of eight bytes is faster than preparing a search.
#[inline(always)]
pub(crate) fn near_quote(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for word in text
        .chunks_exact(8)
        .take(NEAR)
        .filter_map(|word| word.first_chunk())
    {
        let word = u64::from_le_bytes(*word);
        if may_have(word, b'"', b'\\') {
            let found = bytes_of(word, b'"') | bytes_of(word, b'\\');
            if found != 0 {
                at += found.trailing_zeros() as usize / 8;
                return (*text.get(at)? == b'"').then_some(at);
            }
        }
        at += 8;
    }
    let rest = text.get(at..).filter(|rest| rest.len() < 8)?;
    at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    (*text.get(at)? == b'"').then_some(at)
}

/// The number of words that are compared.
const NEAR: usize = 10;

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
