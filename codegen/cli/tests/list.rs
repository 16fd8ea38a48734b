//! `list` counts what catalogs contain.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;

use support::{TempDir, run};

#[test]
fn every_built_in_catalog_is_listed_with_its_source_and_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (out, _, code) = run(&root, &["list"]);
    assert_eq!(code, Some(0));
    let mut specs = 0;
    for entry in std::fs::read_dir(root.join("spec")).expect("spec") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|found| found == "yaml") {
            specs += 1;
            let name = path.file_stem().expect("a name").to_string_lossy();
            let line = out
                .lines()
                .find(|line| line.split(' ').next() == Some(&name));
            let line = line.unwrap_or_else(|| panic!("{name} is missing in\n{out}"));
            assert!(line.contains("  20") && line.contains("https://"), "{line}");
        }
    }
    assert!(
        out.contains(&format!("\n\n{specs} catalogs with ")),
        "{out}"
    );
}

#[test]
fn each_column_counts_different_values() {
    let dir = TempDir::new("list");
    let acme = "format: 1\ncatalog: acme\ntitle: Acme\nenvelope: '{\"code\": \"$code\"}'\nerrors:\n  \
                gone: { status: [404, 410], description: It is gone. }\n  \
                lost: { status: 404, description: It is lost. }\n  \
                Broken: { match: { status: 500 }, description: It is broken. }\n\
                close_codes:\n  4000: { name: Closed, description: It closed. }\n";
    dir.write("acme.yaml", acme)
        .write("bad.yaml", "format: 1\n");
    let (out, _, code) = run(&dir.0, &["list", "acme.yaml"]);
    let expected = "CATALOG  ERRORS  CODES  STATUSES  CLOSE CODES  READ  SOURCE\n\
                    acme          3      2         3            1  -     -\n\n1 catalog with 3 errors\n";
    assert_eq!((out.as_str(), code), (expected, Some(0)));
    let (out, _, _) = run(&dir.0, &["list", "acme.yaml", "--format", "json"]);
    assert!(
        out.contains("\"close_codes\": 1,\n      \"read\": null,"),
        "{out}"
    );
    let (out, err, code) = run(&dir.0, &["list", "acme.yaml", "bad.yaml"]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("acme") && err.contains("bad.yaml"),
        "{out}{err}"
    );
}
