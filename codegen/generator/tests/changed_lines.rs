//! A change of one error is a change of few lines of generated Rust.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use api_error_catalog_codegen::generate;
use api_error_catalog_model::{Source, open};

/// An error in the middle of the catalog.
const MIDDLE: &str = "      snapshot_not_found:\n";

fn catalog() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/elevenlabs.yaml");
    std::fs::read_to_string(file).expect("a catalog")
}

/// How many lines the generated files of two catalogs do not share.
fn changed_lines(old: &str, new: &str) -> usize {
    let mut lines: BTreeMap<String, i32> = BTreeMap::new();
    for (yaml, count) in [(old, -1), (new, 1)] {
        let loaded = open(Source::new("elevenlabs.yaml", yaml)).expect("a valid catalog");
        for line in generate(&loaded).lines() {
            *lines.entry(line.to_owned()).or_default() += count;
        }
    }
    let added = lines.values().filter(|count| **count > 0).sum::<i32>();
    usize::try_from(added).expect("lines")
}

#[test]
fn a_reworded_description_changes_one_line() {
    let old = catalog();
    let new = old.replace(
        "The requested snapshot does not exist.",
        "No snapshot has the ID in the request.",
    );
    assert_ne!(old, new);
    assert_eq!(changed_lines(&old, &new), 1);
}

#[test]
fn a_new_error_changes_few_lines() {
    let old = catalog();
    let error =
        "      sketch_not_found:\n        description: The requested sketch does not exist.\n";
    let more = "        user_message: This sketch is no longer there.\n";
    for new in [error.to_owned(), [error, more].concat()] {
        let new = old.replace(MIDDLE, &[&new, MIDDLE].concat());
        assert_ne!(old, new);
        let changed = changed_lines(&old, &new);
        assert!(changed <= 12, "{changed} lines");
    }
}
