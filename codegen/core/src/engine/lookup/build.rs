//! Builds the tables of a [`CodeMap`](super::CodeMap) from its codes. Only the generator needs this.

use alloc::collections::BTreeSet;
use alloc::vec;
use alloc::vec::Vec;

use super::{EMPTY, MAX_CODES, MIX, Words, bucket, hash, target};
use crate::tables::code_map::NO_ENTRY;

/// The parts of a [`CodeMap`](super::CodeMap) while it is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// See [`CodeMap::words`](super::CodeMap::words).
    pub words: Words,
    /// See [`CodeMap::seed`](super::CodeMap::seed).
    pub seed: u64,
    /// See [`CodeMap::pilots`](super::CodeMap::pilots).
    pub pilots: Vec<u16>,
    /// See [`CodeMap::entries`](super::CodeMap::entries).
    pub entries: Vec<u64>,
}

/// A code of the map to build.
#[derive(Clone, Copy, Debug)]
pub struct Code<'t> {
    /// The code.
    pub text: &'t str,
    /// Its start in [`CodeMap::texts`](super::CodeMap::texts).
    pub start: u32,
    /// Its index.
    pub index: u16,
}

/// Builds the perfect hash of these codes. The same codes give the same tables.
///
/// Returns `None` if two codes are equal, if one is longer than 65,535 bytes, or if there are more than [`MAX_CODES`]. A
/// loader refuses these first.
#[must_use]
pub fn build(codes: &[Code<'_>]) -> Option<Built> {
    if codes.len() > MAX_CODES {
        return None;
    }
    [Words::Ends, Words::Middle, Words::Quarters, Words::Whole]
        .into_iter()
        .find_map(|words| with_words(codes, words))
}

/// The number of seeds that are tried. More than one in three works if the words distinguish the codes.
const SEEDS: u64 = 64;

/// The number of seeds that are tried so that each code gets its own bucket. About one in 400 works.
const SEEDS_ALONE: u64 = 4_096;

/// The maximum number of buckets with at most one code each, enough for a hundred codes.
const BUCKETS_ALONE: usize = 1_024;

fn with_words(codes: &[Code<'_>], words: Words) -> Option<Built> {
    // No seed separates two codes with the same words, so the first seed decides.
    let hashes: BTreeSet<u64> = codes
        .iter()
        .map(|code| hash(code.text.as_bytes(), words, MIX))
        .collect();
    if hashes.len() < codes.len() {
        return None;
    }
    let seeds = |count: u64| (1..=count).map(|seed| MIX.wrapping_mul(seed));
    let buckets = (codes.len().saturating_mul(codes.len()) / 12)
        .max(codes.len() + 1)
        .next_power_of_two();
    let alone = seeds(SEEDS_ALONE)
        .find(|&seed| buckets <= BUCKETS_ALONE && each_alone(codes, words, seed, buckets));
    match alone {
        Some(seed) => place_alone(codes, words, seed, buckets),
        None => seeds(SEEDS).find_map(|seed| place_all(codes, words, seed)),
    }
}

/// Returns `true` if no two codes have the same bucket.
fn each_alone(codes: &[Code<'_>], words: Words, seed: u64, bucket_count: usize) -> bool {
    let mut taken = [false; BUCKETS_ALONE];
    let mut buckets = codes
        .iter()
        .map(|code| bucket(hash(code.text.as_bytes(), words, seed), bucket_count));
    buckets.all(|bucket| {
        taken
            .get_mut(bucket)
            .is_some_and(|taken| !core::mem::replace(taken, true))
    })
}

/// Builds one level: the entries in the order of the codes, each with the pilot of its bucket.
fn place_alone(codes: &[Code<'_>], words: Words, seed: u64, bucket_count: usize) -> Option<Built> {
    let mut built = Built {
        words,
        seed,
        pilots: vec![NO_ENTRY; bucket_count],
        entries: Vec::new(),
    };
    for (code, pilot) in codes.iter().zip(0..) {
        let bucket = bucket(hash(code.text.as_bytes(), words, seed), bucket_count);
        *built.pilots.get_mut(bucket)? = pilot;
        built.entries.push(entry(code)?);
    }
    Some(built)
}

fn entry(code: &Code<'_>) -> Option<u64> {
    let length = u16::try_from(code.text.len()).ok()?;
    Some(u64::from(code.start) << 32 | u64::from(length) << 16 | u64::from(code.index))
}

/// Builds two levels: several codes share a bucket, whose pilot moves them to free entries.
fn place_all(codes: &[Code<'_>], words: Words, seed: u64) -> Option<Built> {
    let bucket_count = (codes.len() / 3).next_power_of_two();
    let entry_count = (codes.len() + codes.len() / 4).max(1).next_power_of_two();
    let mut buckets: Vec<Vec<(u64, u64)>> = vec![Vec::new(); bucket_count];
    for code in codes {
        let hash = hash(code.text.as_bytes(), words, seed);
        buckets
            .get_mut(bucket(hash, bucket_count))?
            .push((hash, entry(code)?));
    }
    let target = |hash: u64, pilot: u16| target(hash, pilot, bucket_count, entry_count);
    // A pilot moves all codes of a bucket by the same distance, so it never separates two with the same hash.
    let fall_together = |members: &Vec<(u64, u64)>| {
        let targets: BTreeSet<usize> = members.iter().map(|(hash, _)| target(*hash, 0)).collect();
        targets.len() < members.len()
    };
    if buckets.iter().any(fall_together) {
        return None;
    }
    let mut order: Vec<usize> = (0..bucket_count).collect();
    order.sort_by_key(|&at| (core::cmp::Reverse(buckets.get(at).map_or(0, Vec::len)), at));

    let mut built = Built {
        words,
        seed,
        pilots: vec![0; bucket_count],
        entries: vec![EMPTY; entry_count],
    };
    for at in order {
        let members = buckets.get(at)?;
        let fits = |pilot: u16| {
            members
                .iter()
                .all(|&(hash, _)| built.entries.get(target(hash, pilot)) == Some(&EMPTY))
        };
        let pilot = (0..=u16::MAX)
            .take(entry_count)
            .find(|&pilot| fits(pilot))?;
        *built.pilots.get_mut(at)? = pilot;
        for &(hash, entry) in members {
            *built.entries.get_mut(target(hash, pilot))? = entry;
        }
    }
    Some(built)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lookup::CodeMap;
    use alloc::format;
    use alloc::string::String;

    /// Returns the map of these codes, each with its index in the list.
    fn map(codes: &[&str]) -> Option<CodeMap<'static>> {
        let texts = codes.concat().leak();
        let starts = codes.iter().scan(0, |end, code| {
            Some(std::mem::replace(end, *end + code.len() as u32))
        });
        let codes: Vec<Code<'_>> = codes
            .iter()
            .zip(starts)
            .zip(0..)
            .map(|((text, start), index)| Code { text, start, index })
            .collect();
        let Built {
            words,
            seed,
            pilots,
            entries,
        } = build(&codes)?;
        Some(CodeMap {
            words,
            seed,
            pilots: pilots.leak(),
            entries: entries.leak(),
            texts,
        })
    }

    #[test]
    fn every_code_leads_to_its_own_place() {
        for count in [0, 1, 2, 73, 1_000, 10_000] {
            let texts: Vec<String> = (0..count)
                .map(|n| format!("some_shared_prefix_{n}_not_found_at_the_end"))
                .collect();
            let codes: Vec<&str> = texts.iter().map(String::as_str).collect();
            let map = map(&codes).expect("distinct codes");
            for (index, code) in codes.iter().enumerate() {
                assert_eq!(
                    map.get(code).map(usize::from),
                    Some(index),
                    "{code} of {count}"
                );
            }
        }
    }

    #[test]
    fn short_and_similar_texts_are_told_apart() {
        let codes = [
            "",
            "a",
            "b",
            "ab",
            "ba",
            "aab",
            "aba",
            "abcd",
            "abcde",
            "abcdefg",
            "abcdefgh",
            "abcdefghi",
            "-1121",
            "40001",
        ];
        let map = map(&codes).expect("distinct codes");
        for (index, code) in codes.iter().enumerate() {
            assert_eq!(map.get(code).map(usize::from), Some(index), "{code:?}");
        }
    }

    #[test]
    fn a_text_that_is_no_code_has_no_place() {
        let texts: Vec<String> = (0..1_000).map(|n| format!("voice_{n}_not_found")).collect();
        let codes: Vec<&str> = texts.iter().map(String::as_str).collect();
        let map = map(&codes).expect("distinct codes");
        for code in &codes {
            for other in [
                format!("{code}s"),
                code.replace("voice", "audio"),
                code.replace("not", "nor"),
                code[1..].into(),
            ] {
                assert_eq!(map.get(&other), None, "{other}");
            }
        }
        assert_eq!(map.get(""), None);
    }

    #[test]
    fn texts_of_every_length_are_told_apart_by_every_byte() {
        let texts: Vec<String> = (0..100)
            .map(|length| "abcdefghij".chars().cycle().take(length).collect())
            .collect();
        let codes: Vec<&str> = texts.iter().map(String::as_str).collect();
        let map = map(&codes).expect("distinct codes");
        for (index, code) in codes.iter().enumerate() {
            assert_eq!(map.get(code).map(usize::from), Some(index), "{code:?}");
            for at in 0..code.len() {
                let other = [&code[..at], "-", &code[at + 1..]].concat();
                assert_eq!(map.get(&other), None, "{other}");
            }
        }
    }

    #[test]
    fn of_few_codes_each_has_a_bucket_of_its_own() {
        for (count, alone) in [
            (1, true),
            (2, true),
            (16, true),
            (73, true),
            (100, true),
            (111, false),
        ] {
            let texts: Vec<String> = (0..count).map(|n| format!("{n}")).collect();
            let codes: Vec<&str> = texts.iter().map(String::as_str).collect();
            let map = map(&codes).expect("distinct codes");
            assert_eq!(map.pilots.len() > map.entries.len(), alone, "{count}");
            for (index, code) in codes.iter().enumerate() {
                assert_eq!(
                    map.get(code).map(usize::from),
                    Some(index),
                    "{code} of {count}"
                );
            }
        }
    }

    #[test]
    fn equal_codes_have_no_map() {
        assert!(map(&["a", "b", "a"]).is_none());
    }

    #[test]
    fn a_map_of_no_codes_finds_nothing() {
        assert_eq!(CodeMap::NONE.get("anything"), None);
    }
}
