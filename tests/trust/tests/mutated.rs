//! The built-in catalogs and answers with something wrong in them.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

use std::time::Duration;

use api_error_catalog_model::{Source, open};
use trust::clock::processor_time;
use trust::mutation::Chance;
use trust::sample::wanted;
use trust::{seeds, targets};

/// The processor time that nothing may take.
const HANG: Duration = Duration::from_secs(1);

/// `MUTATIONS` asks for more; each is loaded, and what loads is Rust that parses.
#[test]
fn a_mutated_catalog_loads_or_is_refused_where_it_is_wrong() {
    let catalogs: Vec<_> = seeds::of("catalog")
        .into_iter()
        .filter(|(name, _)| FIVE.contains(&name.as_str()))
        .collect();
    assert_eq!(catalogs.len(), FIVE.len());
    let mut chance = Chance::new(wanted("SEED", 1) as u64);
    let (mut sound, mut slowest) = (0, Duration::ZERO);
    let count = wanted("MUTATIONS", 250);
    for number in 0..count {
        let mutated = chance.mutated(&catalogs[number % catalogs.len()].1);
        let start = processor_time();
        sound += usize::from(targets::loaded(&mutated).is_some());
        slowest = slowest.max(processor_time().saturating_sub(start));
    }
    eprintln!("{count} mutated catalogs, {sound} of them sound, the slowest in {slowest:?}");
    assert!(
        sound > 0 && sound < count,
        "mutations that break nothing, or all, show nothing"
    );
    assert!(slowest < HANG * slow_build(), "{slowest:?}");
}

const FIVE: [&str; 5] = [
    "audixa.yaml",
    "elevenlabs.yaml",
    "faseeh.yaml",
    "scriptix.yaml",
    "ttsopenai.yaml",
];

/// `DECODES` asks for more. Every real body, mutated, over HTTP, as a message, and in every notation.
#[test]
fn a_mutated_answer_is_an_error_and_kept() {
    let mut chance = Chance::new(wanted("SEED", 1) as u64);
    let seeds: Vec<_> = ["answer", "message", "notation", "stream"]
        .map(|target| (target, seeds::of(target)))
        .into();
    let (count, mut slowest) = (wanted("DECODES", 20_000), Duration::ZERO);
    let mut decodes = 0;
    while decodes < count {
        for (target, seeds) in &seeds {
            let seed = chance.below(seeds.len());
            let mutated = chance.mutated(&seeds[seed].1);
            let start = processor_time();
            targets::run(target, &mutated);
            slowest = slowest.max(processor_time().saturating_sub(start));
            // Each of the five catalogs reads it.
            decodes += 5;
        }
    }
    eprintln!("{decodes} decoded answers, the slowest in {slowest:?}");
    assert!(slowest < HANG, "{slowest:?}");
}

/// Without optimization everything takes longer.
fn slow_build() -> u32 {
    if cfg!(debug_assertions) { 10 } else { 1 }
}

/// Any text as a catalog is refused quickly.
#[test]
fn whatever_is_no_catalog_is_told() {
    let mut chance = Chance::new(7);
    for _ in 0..500 {
        let length = chance.below(200);
        let bytes: Vec<u8> = (0..length)
            .map(|_| u8::try_from(chance.below(256)).unwrap_or(0))
            .collect();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(open(Source::new("any.yaml", text)).is_err());
    }
}
