//! Each catalog of `spec/` has a feature that switches it on; else it would never be compiled.

use std::path::Path;

#[test]
fn every_catalog_has_a_feature() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).expect("Cargo.toml");
    let features = manifest
        .split("[features]")
        .nth(1)
        .unwrap_or_default()
        .split("\n[")
        .next()
        .unwrap_or_default();
    let declared: Vec<&str> = features
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim())
        .collect();
    let mut catalogs = 0;
    for entry in std::fs::read_dir(root.join("spec")).expect("spec") {
        let path = entry.expect("an entry").path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            assert!(
                declared.contains(&name.as_str()),
                "add `{name} = []` to [features], and a module to src/lib.rs"
            );
            catalogs += 1;
        }
    }
    assert!(catalogs > 0);
}
