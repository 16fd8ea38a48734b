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

    fn read(&self, written: &str) -> String {
        std::fs::read_to_string(self.0.join("out").join(written)).expect("a generated file")
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

/// Runs the test below as Cargo runs the build script of a crate with this manifest. Returns its output.
fn build_crate(directory: &Directory, manifest: &str, runtime: &str) -> String {
    std::fs::write(directory.0.join("Cargo.toml"), manifest).expect("a manifest");
    let mut script = std::process::Command::new(std::env::current_exe().expect("this test"));
    script
        .args(["--ignored", "--exact", "--nocapture", "as_a_build_script"])
        .current_dir(&directory.0)
        .env("CARGO_MANIFEST_DIR", &directory.0)
        .env("OUT_DIR", directory.0.join("out"))
        .env("RUNTIME", runtime);
    let output = script.output().expect("a run");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8")
}

#[test]
#[ignore = "it is a build script, run by the tests below"]
fn as_a_build_script() -> Result<(), BuildError> {
    let builder = Builder::new().catalog("acme.yaml");
    match std::env::var("RUNTIME").expect("a path, or none") {
        runtime if runtime.is_empty() => builder,
        runtime => builder.runtime(runtime),
    }
    .generate()
}

const RENAMED: &str =
    "[dependencies]\nerrors = { package = \"api-error-catalog\", version = \"0.1\" }\n";

#[test]
fn a_renamed_dependency_is_an_error_that_names_the_method() {
    let directory = Directory::new("renamed", &[("acme.yaml", ACME)]);
    let printed = build_crate(&directory, RENAMED, "");
    assert!(printed.contains("`.runtime(\"::errors\")`"), "{printed}");
    assert_eq!(directory.written(), Vec::<String>::new());
    build_crate(&directory, RENAMED, "::errors");
    let text = directory.read("acme.rs");
    assert!(text.contains("\n::errors::__runtime::"), "{text}");
}

#[test]
fn a_built_file_names_the_build_script_and_not_the_command_line() {
    let directory = Directory::new("header", &[("acme.yaml", ACME)]);
    let printed = build_crate(&directory, "dependencies.api-error-catalog = \"0.1\"", "");
    assert!(
        printed.contains("\ncargo::rustc-env=API_ERROR_CATALOG_acme=acme\n"),
        "{printed}"
    );
    let text = directory.read("acme.rs");
    let header: Vec<&str> = text.lines().take(2).collect();
    assert_eq!(
        header,
        [
            api_error_catalog_codegen::HEADER,
            "// Edit the catalog instead: the build script generates this file from it."
        ]
    );
}
