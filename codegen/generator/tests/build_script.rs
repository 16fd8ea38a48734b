//! The builder for build scripts: which files it writes, and when it writes none.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use api_error_catalog_codegen::{BuildError, Builder};

const ACME: &str = "format: 1\ncatalog: acme\nenvelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\n\
                    errors:\n  gone: { status: 404, description: It is gone. }\n";

/// A directory with catalogs and an empty `out`, removed when the test is done.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str, catalogs: &[(&str, &str)]) -> Directory {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("out")).expect("a directory");
        for (file, text) in catalogs {
            std::fs::write(path.join(file), text).expect("a catalog");
        }
        Directory(path)
    }

    fn build(&self, catalogs: &[&str]) -> Result<(), BuildError> {
        let builder = Builder::new().out_dir(self.0.join("out"));
        let files = catalogs.iter().map(|file| self.0.join(file));
        files.fold(builder, Builder::catalog).generate()
    }

    fn written(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.join("out")).expect("a directory");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names
            .map(|name| name.into_string().expect("a name"))
            .collect();
        names.sort();
        names
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn two_catalogs_of_one_name_are_an_error_that_names_both_files() {
    let other = ACME.replace("gone", "lost");
    let directory = Directory::new(
        "same-name",
        &[("first.yaml", ACME), ("second.yaml", &other)],
    );
    let error = directory
        .build(&["first.yaml", "second.yaml"])
        .expect_err("one file cannot hold both");
    let text = error.to_string();
    for part in ["first.yaml and ", "second.yaml", "`acme`", "`catalog:`"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(directory.written(), Vec::<String>::new());
}

#[test]
fn an_invalid_catalog_keeps_the_valid_ones_from_being_written() {
    let invalid = ACME.replace("404", "4040").replace("acme", "bad");
    let directory = Directory::new("invalid", &[("acme.yaml", ACME), ("bad.yaml", &invalid)]);
    let error = directory
        .build(&["acme.yaml", "bad.yaml"])
        .expect_err("one is invalid");
    assert!(matches!(&error, BuildError::Catalogs(reports) if reports.len() == 1));
    assert_eq!(directory.written(), Vec::<String>::new());
    directory.build(&["acme.yaml"]).expect("it is valid");
    assert_eq!(directory.written(), ["acme.rs"]);
}
