//! The map of a small catalog, which the compiler builds from the rows of its errors.

use super::{CodeMap, Words};
use crate::tables::catalog::Identity;
use crate::tables::code_map::NO_ENTRY;
use crate::tables::packed::Rows;

/// The parts of a [`CodeMap`] in which no bucket has two codes.
///
/// Generated code leaves it to the compiler, so that a new error changes none of the other numbers.
#[derive(Clone, Copy, Debug)]
pub struct SmallCodeMap<const BUCKETS: usize, const CODES: usize> {
    words: Words,
    seed: u64,
    pilots: [u16; BUCKETS],
    entries: [u64; CODES],
}

impl<const BUCKETS: usize, const CODES: usize> SmallCodeMap<BUCKETS, CODES> {
    /// Builds the map of all codes: those of the rows, then those of `also` that no row has.
    ///
    /// `buckets` has the bucket of each row with a code and of each item of `also`. The generator computes them, because
    /// hashing the codes here would take rustc as long as compiling everything else of the catalog. For the same reason the loops
    /// call no functions, which are expensive in constants.
    ///
    /// # Panics
    ///
    /// Panics if there are more codes than `CODES`, fewer buckets than codes, or a bucket that does not exist. In a constant,
    /// these are compile errors.
    #[must_use]
    pub const fn new(
        words: Words,
        seed: u64,
        buckets: &[u16],
        rows: Rows<'_>,
        also: &[Identity<'_>],
    ) -> Self {
        let (mut pilots, mut entries) = ([NO_ENTRY; BUCKETS], [0; CODES]);
        let (mut at, mut known, mut index, mut end) = (0, 0, 0, 0);
        let mut rows = rows.numbers();
        while let [_, start, _, _, after @ ..] = rows {
            if let [_, code_end, ..] = after {
                if *code_end > *start {
                    let bucket = buckets[at] as usize;
                    at += 1;
                    // Otherwise an earlier error has the same code.
                    if pilots[bucket] == NO_ENTRY {
                        pilots[bucket] = known as u16;
                        entries[known] =
                            (*start as u64) << 32 | ((*code_end - *start) as u64) << 16 | index;
                        known += 1;
                    }
                    end = *code_end;
                }
                index += 1;
            }
            rows = after;
        }
        let mut also = also;
        while let [Identity { code, .. }, after @ ..] = also {
            let bucket = buckets[at] as usize;
            at += 1;
            if pilots[bucket] == NO_ENTRY {
                pilots[bucket] = known as u16;
                entries[known] = (end as u64) << 32 | (code.len() as u64) << 16 | index;
                known += 1;
                end += code.len() as u32;
            }
            index += 1;
            also = after;
        }
        SmallCodeMap {
            words,
            seed,
            pilots,
            entries,
        }
    }

    /// Returns the map. `texts` are the codes from which it was built.
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
