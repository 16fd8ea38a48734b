//! Text of a code → its place in the table, by a perfect hash made when the catalog is generated.
//!
//! A hash of a few words of the text picks a bucket; the bucket's pilot moves each of its texts to an entry of its
//! own; the entry says where the only code that the text can be stands among all codes, and the two are compared
//! once. After "hash and displace" (Belazzougui, Botelho, Dietzfelbinger, 2009) and PTHash (Pibiri, Trani, 2021).

#[cfg(any(test, feature = "build"))]
mod build;
#[cfg(any(test, feature = "build"))]
pub use build::{Built, Code, build};

/// The most places a map can lead to.
pub const MAX_PLACES: usize = u16::MAX as usize;

/// An entry that no code leads to: the empty text, at a place that there is not.
pub const EMPTY: u64 = u16::MAX as u64;

/// Which words of a text are hashed; the generator takes the fewest that tell all codes of a catalog apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The first and the last eight bytes, and the length.
    Ends,
    /// These, and the eight bytes in the middle.
    Middle,
    /// The ends, and the eight bytes at a quarter and at three quarters.
    Quarters,
    /// All of it.
    Whole,
}

/// A perfect hash over the codes of a catalog.
#[derive(Clone, Copy, Debug)]
pub struct CodeMap {
    /// What is hashed.
    pub words: Words,
    /// With what the hash begins: one by which each code has an entry of its own.
    pub seed: u64,
    /// One for each bucket; their number is a power of two.
    pub pilots: &'static [u16],
    /// For each code where it starts in `texts` (32 bits), its length (16) and its place (16), or [`EMPTY`]; their
    /// number is a power of two.
    pub entries: &'static [u64],
    /// What the codes stand in.
    pub texts: &'static str,
}

impl CodeMap {
    /// A map of no codes.
    pub const NONE: CodeMap = CodeMap { words: Words::Ends, seed: 0, pilots: &[], entries: &[], texts: "" };

    /// The place of this code.
    // Where the map is known to the compiler, it then knows which words are hashed: a fifth of the instructions.
    #[allow(clippy::inline_always, reason = "measured: tests/bench/instructions.py")]
    #[inline(always)]
    #[must_use]
    pub fn place(&self, code: &str) -> Option<u16> {
        let text = code.as_bytes();
        let hash = hash(text, self.words, self.seed);
        let pilot = *self.pilots.get(bucket(hash, self.pilots.len()))?;
        let entry = *self.entries.get(target(hash, pilot, self.entries.len()))?;
        let (start, length, place) = ((entry >> 32) as usize, (entry >> 16) as u16, entry as u16);
        let known = self.texts.as_bytes().get(start..start.checked_add(length.into())?)?;
        (is_same(known, text) && entry != EMPTY).then_some(place)
    }
}

/// The bucket: as many upper bits of a hash as tell this many apart.
#[inline]
fn bucket(hash: u64, buckets: usize) -> usize {
    // In two steps: of one bucket there are no bits to take, of none there is nothing to find.
    (hash >> 1).checked_shr(buckets.leading_zeros() + u64::BITS - usize::BITS).unwrap_or(0) as usize
}

/// The entry: the lower bits, moved by the pilot.
#[inline]
fn target(hash: u64, pilot: u16, entries: usize) -> usize {
    (hash ^ u64::from(pilot)) as usize & entries.wrapping_sub(1)
}

/// Odd and with no structure: the fractional part of the golden ratio in 64 bits.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn hash(text: &[u8], words: Words, seed: u64) -> u64 {
    let (first, last) = ends(text);
    let hash = fold(first ^ seed, last ^ text.len() as u64);
    let from_end = text.len().saturating_sub(8);
    match words {
        Words::Ends => hash,
        Words::Middle => fold(hash ^ word(text, from_end / 2), MIX),
        Words::Quarters => {
            let quarter = (text.len() / 4).min(from_end);
            fold(hash ^ word(text, quarter), MIX ^ word(text, from_end - quarter))
        }
        Words::Whole => text.chunks(8).fold(hash, |hash, chunk| {
            let (first, last) = ends(chunk);
            fold(hash ^ first, MIX ^ last.rotate_left(32))
        }),
    }
}

/// Whether two texts are equal: by whole words up to 48 bytes, which for texts as short as codes is faster than `==`.
#[inline]
fn is_same(known: &[u8], text: &[u8]) -> bool {
    let length = text.len();
    let same = |at: usize| word(known, at) == word(text, at);
    known.len() == length
        && ends(known) == ends(text)
        && (length <= 16 || same(8) && same(length - 16))
        && (length <= 32 || same(16) && same(length - 24))
        && (length <= 48 || known == text)
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

/// The eight bytes from here on; 0 where there are fewer.
#[inline]
fn word(text: &[u8], at: usize) -> u64 {
    text.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |word| u64::from_le_bytes(*word))
}

/// The two halves of a full product, folded.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}
