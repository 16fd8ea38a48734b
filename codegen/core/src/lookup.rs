//! Text of a code → its place in the table, by a perfect hash made when the catalog is generated.
//!
//! A hash of a few words of the text picks a bucket; the bucket's pilot sends each of its texts to a slot of its
//! own; the slot holds the place of the only code the text can be. The caller compares the text with that code
//! once. After "hash and displace" (Belazzougui, Botelho, Dietzfelbinger, 2009) and PTHash (Pibiri, Trani, 2021).

use alloc::vec;
use alloc::vec::Vec;

/// No code is sent to this slot.
pub const EMPTY: u16 = u16::MAX;

/// Which words of a text are hashed; the generator takes the fewest that tell all codes of a catalog apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The first and the last eight bytes, and the length.
    Ends,
    /// These, and the eight in the middle.
    Middle,
    /// All of it.
    Whole,
}

/// A perfect hash over the codes of a catalog.
#[derive(Clone, Copy, Debug)]
pub struct CodeMap {
    /// What is hashed.
    pub words: Words,
    /// One for each bucket; their number is a power of two.
    pub pilots: &'static [u16],
    /// The place of a code, or [`EMPTY`]; their number is a power of two.
    pub slots: &'static [u16],
}

impl CodeMap {
    /// A map of no codes.
    pub const NONE: CodeMap = CodeMap { words: Words::Ends, pilots: &[], slots: &[] };

    /// The place of the only code that can be equal to `text`. Compare before use: a text that is no code leads
    /// to some place as well.
    #[inline]
    #[must_use]
    pub fn candidate(&self, text: &str) -> Option<u16> {
        let hash = hash(text.as_bytes(), self.words);
        let pilot = *self.pilots.get(bucket(hash, self.pilots.len()))?;
        let place = *self.slots.get(slot(hash, pilot, self.slots.len()))?;
        (place != EMPTY).then_some(place)
    }
}

/// The parts of a [`CodeMap`] while it is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// See [`CodeMap::words`].
    pub words: Words,
    /// See [`CodeMap::pilots`].
    pub pilots: Vec<u16>,
    /// See [`CodeMap::slots`].
    pub slots: Vec<u16>,
}

/// Makes the perfect hash of `codes`, each at its place; the same codes give the same tables.
///
/// `None` where two codes are equal or there are 65,535 or more: a loader refuses both first.
#[must_use]
pub fn build(codes: &[&str]) -> Option<Built> {
    if codes.len() >= usize::from(EMPTY) {
        return None;
    }
    [Words::Ends, Words::Middle, Words::Whole].into_iter().find_map(|words| place_all(codes, words))
}

fn place_all(codes: &[&str], words: Words) -> Option<Built> {
    let bucket_count = (codes.len() / 3).next_power_of_two();
    let slot_count = (codes.len() + codes.len() / 4).max(1).next_power_of_two();
    let mut buckets: Vec<Vec<(u64, u16)>> = vec![Vec::new(); bucket_count];
    for (place, code) in (0..).zip(codes) {
        let hash = hash(code.as_bytes(), words);
        buckets.get_mut(bucket(hash, bucket_count))?.push((hash, place));
    }
    let mut order: Vec<usize> = (0..bucket_count).collect();
    order.sort_by_key(|&at| (core::cmp::Reverse(buckets.get(at).map_or(0, Vec::len)), at));

    let mut built = Built { words, pilots: vec![0; bucket_count], slots: vec![EMPTY; slot_count] };
    for at in order {
        let members = buckets.get(at)?;
        let pilot = (0..=u16::MAX).find(|&pilot| fits(members, pilot, &built.slots))?;
        *built.pilots.get_mut(at)? = pilot;
        for &(hash, place) in members {
            *built.slots.get_mut(slot(hash, pilot, slot_count))? = place;
        }
    }
    Some(built)
}

/// Whether this pilot sends all members of a bucket to free slots, each to its own.
fn fits(members: &[(u64, u16)], pilot: u16, slots: &[u16]) -> bool {
    let target = |hash: u64| slot(hash, pilot, slots.len());
    members.iter().enumerate().all(|(at, &(hash, _))| {
        let own = target(hash);
        slots.get(own) == Some(&EMPTY) && members.iter().take(at).all(|&(earlier, _)| target(earlier) != own)
    })
}

#[inline]
fn bucket(hash: u64, buckets: usize) -> usize {
    hash as usize & buckets.wrapping_sub(1)
}

#[inline]
fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    let mixed = (hash ^ u64::from(pilot).wrapping_mul(MIX_B)).wrapping_mul(MIX_A);
    (mixed >> 32) as usize & slots.wrapping_sub(1)
}

// Odd constants with no structure: the fractional parts of the golden ratio and of the square root of 2, in 64 bits.
const MIX_A: u64 = 0x9e37_79b9_7f4a_7c15;
const MIX_B: u64 = 0x6a09_e667_f3bc_c909;

#[inline]
fn hash(text: &[u8], words: Words) -> u64 {
    let (first, last) = ends(text);
    let mut hash = fold(first ^ MIX_A, last ^ MIX_B ^ text.len() as u64);
    match words {
        Words::Ends => {}
        Words::Middle => hash = fold(hash ^ MIX_A, middle(text) ^ MIX_B),
        Words::Whole => {
            for chunk in text.chunks(8) {
                hash = fold(hash ^ MIX_A, ends(chunk).0 ^ ends(chunk).1.rotate_left(32) ^ MIX_B);
            }
        }
    }
    hash
}

/// The first and the last eight bytes; of a shorter text all bytes, spread over both.
#[inline]
fn ends(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else {
        let byte = |at: usize| text.get(at).copied().map_or(0, u64::from);
        (byte(0) | byte(1) << 8, byte(2))
    }
}

#[inline]
fn middle(text: &[u8]) -> u64 {
    let half = text.get(text.len() / 2..).unwrap_or_default();
    ends(half.get(..8).unwrap_or(half)).0
}

/// The two halves of a full product, folded.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;

    fn map(built: &Built) -> CodeMap {
        CodeMap { words: built.words, pilots: built.pilots.clone().leak(), slots: built.slots.clone().leak() }
    }

    #[test]
    fn every_code_leads_to_its_own_place() {
        for count in [0, 1, 2, 73, 1_000, 10_000] {
            let texts: Vec<String> = (0..count).map(|n| format!("some_shared_prefix_{n}_not_found_at_the_end")).collect();
            let codes: Vec<&str> = texts.iter().map(String::as_str).collect();
            let map = map(&build(&codes).expect("distinct codes"));
            for (place, code) in codes.iter().enumerate() {
                assert_eq!(map.candidate(code).map(usize::from), Some(place), "{code} of {count}");
            }
        }
    }

    #[test]
    fn short_and_similar_texts_are_told_apart() {
        let codes =
            ["", "a", "b", "ab", "ba", "aab", "aba", "abcd", "abcde", "abcdefg", "abcdefgh", "abcdefghi", "-1121", "40001"];
        let map = map(&build(&codes).expect("distinct codes"));
        for (place, code) in codes.iter().enumerate() {
            assert_eq!(map.candidate(code).map(usize::from), Some(place), "{code:?}");
        }
    }

    #[test]
    fn equal_codes_have_no_map() {
        assert_eq!(build(&["a", "b", "a"]), None);
    }

    #[test]
    fn a_map_of_no_codes_finds_nothing() {
        assert_eq!(CodeMap::NONE.candidate("anything"), None);
    }
}
