//! Each catalog of `spec/` has a feature that switches it on; else it would never be compiled.

use std::collections::BTreeSet;
use std::path::Path;

/// The lines `NAME = [VALUES]` of the features, except the comments.
fn features(manifest: &str) -> impl Iterator<Item = (&str, &str)> {
    let section = manifest.split("[features]").nth(1).unwrap_or_default();
    let lines = section.split("\n[").next().unwrap_or_default().lines();
    lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
}

#[test]
fn every_catalog_has_a_feature_and_is_among_all_of_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).expect("Cargo.toml");
    let declared: BTreeSet<&str> = features(&manifest).map(|(name, _)| name).collect();
    let (_, all) = features(&manifest)
        .find(|(name, _)| *name == "catalogs")
        .expect("the feature `catalogs`");
    let all: BTreeSet<&str> = all.split('"').skip(1).step_by(2).collect();
    let mut specs = BTreeSet::new();
    for entry in std::fs::read_dir(root.join("spec")).expect("spec") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|found| found == "yaml") {
            let name = path.file_stem().expect("a name");
            specs.insert(name.to_string_lossy().into_owned());
        }
    }
    assert!(!specs.is_empty());
    for name in &specs {
        assert!(
            declared.contains(name.as_str()),
            "add `{name} = []` to [features], and a module to src/lib.rs"
        );
    }
    let specs: BTreeSet<&str> = specs.iter().map(String::as_str).collect();
    assert_eq!(all, specs, "the feature `catalogs` names all of them");
}
