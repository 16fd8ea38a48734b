//! Looks up a code by a perfect hash, which is built when the catalog is generated.
//!
//! A hash of a few words of the text selects a bucket. The pilot of the bucket moves each of its texts to a separate entry.
//! The entry has the position of the only code that the text can be, and the two are compared
//! once. The design follows "hash and displace" (Belazzougui, Botelho, Dietzfelbinger, 2009) and PTHash (Pibiri, Trani, 2021).
//! If there are few codes, each has its own bucket, and the pilot is the index of the entry.

#[cfg(any(test, feature = "build"))]
mod build;
mod small;
#[cfg(any(test, feature = "build"))]
pub use build::{Built, Code, build};

pub use small::SmallCodeMap;

pub use crate::tables::code_map::{CodeMap, EMPTY, MAX_CODES, Words};

impl CodeMap<'_> {
    /// Returns the index of this code.
    // If the compiler knows the map, it also knows which words are hashed, which saves a fifth of the instructions.
    #[allow(
        clippy::inline_always,
        reason = "measured: tests/bench/instructions.py"
    )]
    #[inline(always)]
    #[must_use]
    pub fn get(&self, code: &str) -> Option<u16> {
        let (text, length) = (code.as_bytes(), code.len());
        if !matches!(length, 8..=LONGEST_BY_WORDS) || matches!(self.words, Words::Whole) {
            return self.index_of_unusual(text);
        }
        let ends = (word(text, 0), word(text, length - 8));
        let entry = self.entry(mixed(text, ends, self.words, self.seed))?;
        if usize::from((entry >> 16) as u16) != length {
            return None;
        }
        let start = (entry >> 32) as usize;
        let known = self
            .texts
            .as_bytes()
            .get(start..start.wrapping_add(length))?;
        is_same(known, text, ends).then_some(entry as u16)
    }

    /// Implements [`CodeMap::get`] for very short and long texts, and for maps that hash the whole text. It is a separate
    /// function so that the usual case stays small.
    #[inline(never)]
    fn index_of_unusual(&self, text: &[u8]) -> Option<u16> {
        let entry = self.entry(hash(text, self.words, self.seed))?;
        let start = (entry >> 32) as usize;
        let known = self
            .texts
            .as_bytes()
            .get(start..start.checked_add(usize::from((entry >> 16) as u16))?)?;
        (known == text && entry != EMPTY).then_some(entry as u16)
    }

    /// Returns the bucket of a code, for the generator of a [`SmallCodeMap`]. Every text has one if the map has any.
    #[cfg(feature = "build")]
    #[must_use]
    pub fn bucket(&self, code: &str) -> usize {
        bucket(
            hash(code.as_bytes(), self.words, self.seed),
            self.pilots.len(),
        )
    }

    /// Returns the only entry that the text with this hash can have.
    #[inline]
    fn entry(&self, hash: u64) -> Option<u64> {
        let pilot = *self.pilots.get(bucket(hash, self.pilots.len()))?;
        self.entries
            .get(target(hash, pilot, self.pilots.len(), self.entries.len()))
            .copied()
    }
}

/// Returns the bucket: the upper bits of a hash, as many as the number of buckets needs.
#[inline]
fn bucket(hash: u64, buckets: usize) -> usize {
    // The shift has two steps, because a shift by all bits is not allowed if there is one bucket. Without buckets, nothing is
    // found.
    (hash >> 1).wrapping_shr((u64::BITS - 1).wrapping_sub(buckets.trailing_zeros())) as usize
}

/// Returns the entry: bits from the middle, moved by the pilot. If each bucket has one code, it is the pilot itself.
#[inline]
fn target(hash: u64, pilot: u16, buckets: usize, entries: usize) -> usize {
    if buckets > entries {
        return pilot.into();
    }
    ((hash >> 32) as usize ^ usize::from(pilot)) & entries.wrapping_sub(1)
}

/// The fractional part of the golden ratio in 64 bits: odd and without structure.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The maximum length of a text that is compared by words, in bytes.
const LONGEST_BY_WORDS: usize = 48;

/// Returns the hash of a text of any length.
fn hash(text: &[u8], words: Words, seed: u64) -> u64 {
    let mixed = mixed(text, ends(text), words, seed);
    match words {
        Words::Ends | Words::Middle | Words::Quarters => mixed,
        Words::Whole => text.chunks(8).fold(mixed, |hash, chunk| {
            let (first, last) = ends(chunk);
            fold(hash ^ first, MIX ^ last.rotate_left(32))
        }),
    }
}

/// Mixes by one product, of which only the lower half is computed; its upper bits depend on all others.
#[inline]
fn mixed(text: &[u8], (first, last): (u64, u64), words: Words, seed: u64) -> u64 {
    let (left, right) = (first ^ seed, last ^ text.len() as u64);
    let from_end = text.len().saturating_sub(8);
    // Rotate by a number of bits that is not a multiple of 8, so that overlapping words do not cancel each other out.
    let turned = |at: usize| word(text, at).rotate_left(27);
    match words {
        Words::Ends | Words::Whole => left.wrapping_mul(right),
        Words::Middle => (left ^ turned(from_end / 2)).wrapping_mul(right),
        Words::Quarters => {
            let quarter = (text.len() / 4).min(from_end);
            (left ^ turned(quarter)).wrapping_mul(right ^ turned(from_end - quarter))
        }
    }
}

/// Returns `true` if two texts of the same length, from 8 to 48 bytes, are equal. Comparing words is faster than `==`.
#[inline]
fn is_same(known: &[u8], text: &[u8], (first, last): (u64, u64)) -> bool {
    let length = text.len();
    let same = |at: usize| word(known, at) == word(text, at);
    word(known, 0) == first
        && word(known, length - 8) == last
        && (length <= 16 || same(8) && same(length - 16))
        && (length <= 32 || same(16) && same(length - 24))
}

/// Returns the first and the last eight bytes. For a shorter text, all bytes are spread over both.
fn ends(text: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    let all = if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
    } else {
        text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte))
    };
    (all, all.wrapping_mul(MIX))
}

/// Returns the eight bytes from this position, or 0 if there are fewer.
#[inline]
fn word(text: &[u8], at: usize) -> u64 {
    text.get(at..at.wrapping_add(8))
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |word| u64::from_le_bytes(*word))
}

/// Returns the two halves of a full product, combined.
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}
