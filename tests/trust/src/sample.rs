//! Many catalogs at once, the same on every run.

use api_error_catalog_codegen::Catalog;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::catalogs::catalog;

/// The catalogs of a seed.
///
/// # Panics
///
/// Where none can be made, which is a fault of the strategy.
pub fn catalogs(seed: u64) -> impl Iterator<Item = Catalog> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let any = catalog();
    std::iter::repeat_with(move || any.new_tree(&mut runner).expect("a catalog").current())
}

/// A number out of the environment, for runs that are longer than those of CI.
///
/// # Panics
///
/// Where it is no number.
#[must_use]
pub fn wanted(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}
