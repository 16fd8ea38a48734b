//! The committed JSON Schema of catalogs is up to date; `tests/schema` tries it with a validator. `.ci/accept` writes it.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

#[test]
fn the_committed_schema_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/schema.json");
    // A published package holds only its own directory.
    if !file.parent().is_some_and(Path::is_dir) {
        return;
    }
    let schema = api_error_catalog_model::schema();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &schema).expect("spec/schema.json");
    }
    let committed = fs::read_to_string(&file).expect("spec/schema.json");
    assert!(
        committed == schema,
        "spec/schema.json is out of date: `.ci/accept` writes it"
    );
}
