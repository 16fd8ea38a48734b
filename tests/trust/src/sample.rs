//! Many catalogs at once, the same on every run.

use api_error_catalog_model::{Catalog, Source, open};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};

use crate::catalogs::catalog;
use crate::mutation::Chance;
use crate::seeds;

/// The catalogs of a seed.
///
/// # Panics
///
/// Where none can be made, which is a fault of the strategy.
pub fn catalogs(seed: u64) -> impl Iterator<Item = Catalog> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &bytes),
    );
    let any = catalog();
    std::iter::repeat_with(move || any.new_tree(&mut runner).expect("a catalog").current())
}

/// What became of the built-in catalogs by a seed's mutations and is still a catalog.
pub fn mutants(seed: u64) -> impl Iterator<Item = Catalog> {
    let (mut chance, sources) = (Chance::new(seed), seeds::built_in());
    let mutated = (0..sources.len())
        .cycle()
        .map(move |at| chance.mutated(&sources[at].1));
    mutated
        .filter_map(|bytes| open(Source::new("mutated.yaml", String::from_utf8(bytes).ok()?)).ok())
        .map(|loaded| loaded.catalog)
}

/// Returns a number from the environment: `.ci/run` and `long-run` ask for more than `cargo test` does.
///
/// # Panics
///
/// Panics if it is not a number.
#[must_use]
pub fn wanted(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}

/// The same catalogs on every run, unless others are asked for.
#[must_use]
pub fn config() -> Config {
    Config {
        cases: wanted("CASES", 64) as u32,
        rng_seed: RngSeed::Fixed(wanted("SEED", 1) as u64),
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    }
}
