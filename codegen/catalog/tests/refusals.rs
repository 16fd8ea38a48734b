//! The messages of refused catalogs: one file for each kind of error, and one with many errors at once.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod golden;

use std::path::Path;

use api_error_catalog_model::{Source, open};

#[test]
fn each_fault_is_told_where_it_is_and_how_to_mend_it() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refusals");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let name = file
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&file).expect("a text");
        let report = open(Source::new(format!("{name}.yaml"), text)).expect_err(&name);
        golden::report("refused", &name, &report);
    }
}
