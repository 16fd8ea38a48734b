//! The map of a small catalog, which the compiler makes of the rows of its errors.

use super::{CodeMap, Words, bucket, hash};
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
    /// # Panics
    ///
    /// If there are more codes than `CODES`, or two in one bucket. Both are compile errors in a constant.
    #[must_use]
    pub const fn new(
        words: Words,
        seed: u64,
        rows: &[Placed],
        also: &[Identity<'_>],
        texts: &str,
    ) -> Self {
        let mut map = SmallCodeMap {
            words,
            seed,
            pilots: [NO_ENTRY; BUCKETS],
            entries: [0; CODES],
        };
        let (mut known, mut index, mut end) = (0, 0, 0);
        while index < rows.len() {
            let (start, length) = (rows[index].code_start, rows[index].row.code as u32);
            let (_, code) = texts.as_bytes().split_at(start as usize);
            let (code, _) = code.split_at(length as usize);
            known += map.add(known, code, start, index) as usize;
            end = start + length;
            index += 1;
        }
        while index < rows.len() + also.len() {
            let code = also[index - rows.len()].code.as_bytes();
            if map.add(known, code, end, index) {
                known += 1;
                end += code.len() as u32;
            }
            index += 1;
        }
        map
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

    /// Adds a code, unless it is empty or its bucket is taken; then the same code is in it.
    const fn add(&mut self, known: usize, code: &[u8], start: u32, index: usize) -> bool {
        let bucket = bucket(hash(code, self.words, self.seed), BUCKETS);
        if code.is_empty() || self.pilots[bucket] != NO_ENTRY {
            return false;
        }
        self.pilots[bucket] = known as u16;
        self.entries[known] = (start as u64) << 32 | (code.len() as u64) << 16 | index as u64;
        true
    }
}
