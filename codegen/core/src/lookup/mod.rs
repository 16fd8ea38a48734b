//! Text of a code → its place in the table, by a perfect hash made when the catalog is generated.
//!
//! A hash of a few words of the text picks a bucket; the bucket's pilot sends each of its texts to an entry of its
//! own; the entry says where the only code that the text can be stands among all codes, and the two are compared
//! once. After "hash and displace" (Belazzougui, Botelho, Dietzfelbinger, 2009) and PTHash (Pibiri, Trani, 2021).

#[cfg(any(test, feature = "build"))]
mod build;
#[cfg(any(test, feature = "build"))]
pub use build::{Built, Code, build};

/// The most places a map can lead to.
pub const MAX_PLACES: usize = u16::MAX as usize;

/// No code leads to this entry: no text reaches to where it points.
pub const EMPTY: u64 = u64::MAX;

/// Which words of a text are hashed; the generator takes the fewest that tell all codes of a catalog apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The first and the last eight bytes, and the length.
    Ends,
    /// These, and the words at a quarter and at three quarters.
    Quarters,
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
    /// For each code where it starts in `texts` (32 bits), its length (16) and its place (16), or [`EMPTY`]; their
    /// number is a power of two.
    pub entries: &'static [u64],
    /// What the codes stand in.
    pub texts: &'static str,
}

impl CodeMap {
    /// A map of no codes.
    pub const NONE: CodeMap = CodeMap { words: Words::Ends, pilots: &[], entries: &[], texts: "" };

    /// The place of this code.
    // Where the map is known to the compiler, it then knows which words are hashed: a fifth of the instructions.
    #[allow(clippy::inline_always, reason = "measured: tests/bench/instructions.py")]
    #[inline(always)]
    #[must_use]
    pub fn place(&self, code: &str) -> Option<u16> {
        let hash = hash(code.as_bytes(), self.words);
        let pilot = *self.pilots.get(bucket(hash, self.pilots.len()))?;
        let entry = *self.entries.get(target(hash, pilot, self.entries.len()))?;
        let (start, length) = ((entry >> 32) as usize, (entry >> 16) as u16);
        let known = self.texts.as_bytes().get(start..start.checked_add(length.into())?)?;
        is_same(known, code.as_bytes()).then_some(entry as u16)
    }
}

/// The bucket is told by the upper bits of a hash, so that a pilot, which changes the lower ones, parts its members.
#[inline]
fn bucket(hash: u64, buckets: usize) -> usize {
    (hash >> 48) as usize & buckets.wrapping_sub(1)
}

#[inline]
fn target(hash: u64, pilot: u16, entries: usize) -> usize {
    ((hash ^ u64::from(pilot)).wrapping_mul(MIX_A) >> 32) as usize & entries.wrapping_sub(1)
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
        Words::Quarters => {
            let (quarter, last) = (text.len() / 4, text.len().saturating_sub(8));
            hash = fold(hash ^ word(text, quarter.min(last)) ^ MIX_A, word(text, last - quarter.min(last)) ^ MIX_B);
        }
        Words::Whole => {
            for chunk in text.chunks(8) {
                hash = fold(hash ^ MIX_A, ends(chunk).0 ^ ends(chunk).1.rotate_left(32) ^ MIX_B);
            }
        }
    }
    hash
}

/// Whether two texts are equal: by whole words up to 32 bytes, which for texts as short as codes is faster than `==`.
#[inline]
fn is_same(known: &[u8], text: &[u8]) -> bool {
    let next = |text: &[u8]| (word(text, 8), word(text, text.len() - 16));
    known.len() == text.len()
        && ends(known) == ends(text)
        && (text.len() <= 16 || next(known) == next(text))
        && (text.len() <= 32 || known == text)
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
