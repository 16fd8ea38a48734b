//! The exact messages of the derive. `.ci/accept ui` accepts new ones.

use std::path::Path;

#[test]
fn each_mistake_is_one_error() {
    // The crate that trybuild makes stands here, and paths of catalogs start at a crate's directory.
    let made = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .with_file_name("tests")
        .join("trybuild")
        .join(env!("CARGO_PKG_NAME"));
    let spec = made.join("spec");
    std::fs::create_dir_all(&spec).expect("a directory");
    for directory in ["spec", "../built/spec"] {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
        for entry in std::fs::read_dir(directory).expect("catalogs") {
            let path = entry.expect("an entry").path();
            std::fs::copy(&path, spec.join(path.file_name().expect("a name"))).expect("a copy");
        }
    }
    let absolute = made.with_extension("absolute.rs");
    std::fs::write(&absolute, absolute_path(&spec.join("acme.yaml"))).expect("a case");
    let cases = trybuild::TestCases::new();
    cases.pass("tests/cases/pass_*.rs");
    cases.pass(absolute);
    cases.compile_fail("tests/cases/fail_*.rs");
}

/// A case that no committed file can be: its path is that of this machine.
fn absolute_path(catalog: &Path) -> String {
    format!(
        r#"
#[derive(api_error_catalog::ApiErrorCatalog)]
#[catalog(path = {catalog:?})]
struct Acme;

fn main() {{
    assert_eq!(acme::Error::from(acme::TextTooLong).status(), Some(400));
}}
"#
    )
}
