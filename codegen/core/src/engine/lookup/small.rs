//! The map of a small catalog, which the compiler makes of the rows of its errors.

use super::{CodeMap, Words};
use crate::tables::catalog::Identity;
use crate::tables::code_map::NO_ENTRY;
use crate::tables::packed::Placed;

/// The parts of a [`CodeMap`] in which no bucket holds two codes.
///
/// Generated code leaves it to the compiler, so that a new error changes no number of the others.
#[derive(Clone, Copy, Debug)]
pub struct SmallCodeMap<const BUCKETS: usize, const CODES: usize> {
    words: Words,
    seed: u64,
    pilots: [u16; BUCKETS],
    entries: [u64; CODES],
}

impl<const BUCKETS: usize, const CODES: usize> SmallCodeMap<BUCKETS, CODES> {
    /// Makes the map of all codes: those of the rows, then those of `also` that no row has.
    ///
    /// `buckets` has the bucket of each row with a code and of each item of `also`. The generator computes them, because
    /// hashing the codes here would take rustc as long as compiling everything else of the catalog.
    ///
    /// # Panics
    ///
    /// If there are more codes than `CODES` or fewer buckets than codes, or if there is no such bucket. All of these are
    /// compile errors in a constant.
    #[must_use]
    pub const fn new(
        words: Words,
        seed: u64,
        buckets: &[u16],
        rows: &[Placed],
        also: &[Identity<'_>],
    ) -> Self {
        let (mut pilots, mut entries) = ([NO_ENTRY; BUCKETS], [0; CODES]);
        let (mut at, mut known, mut index, mut end) = (0, 0, 0, 0);
        while index < rows.len() + also.len() {
            let (start, length) = if index < rows.len() {
                (rows[index].code_start, rows[index].row.code as u32)
            } else {
                (end, also[index - rows.len()].code.len() as u32)
            };
            if length > 0 {
                let bucket = buckets[at] as usize;
                at += 1;
                // Otherwise an error before has the same code.
                let is_new = pilots[bucket] == NO_ENTRY;
                if is_new {
                    pilots[bucket] = known as u16;
                    entries[known] = (start as u64) << 32 | (length as u64) << 16 | index as u64;
                    known += 1;
                }
                if is_new || index < rows.len() {
                    end = start + length;
                }
            }
            index += 1;
        }
        SmallCodeMap {
            words,
            seed,
            pilots,
            entries,
        }
    }

    /// The map, where `texts` are the codes that it was made of.
    #[must_use]
    pub const fn map<'t>(&'t self, texts: &'t str) -> CodeMap<'t> {
        CodeMap {
            words: self.words,
            seed: self.seed,
            pilots: &self.pilots,
            entries: &self.entries,
            texts,
        }
    }
}
