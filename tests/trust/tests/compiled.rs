//! The Rust of every valid catalog compiles without findings of clippy and rustdoc, and it decodes what it encodes.
//!
//! Many catalogs are one crate, so that a compiler starts seldom, and with each eight of them a mutated built-in one.
//! `cargo test --workspace` leaves this to `.ci/run`: `cargo test -p trust --test compiled`. `CASES` asks for another number
//! of catalogs than 256, `SEED` for others.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use api_error_catalog_codegen::generate;
use api_error_catalog_model::{Catalog, Source, open};
use trust::catalogs::{Style, sample, write};
use trust::sample::{catalogs, mutants, wanted};

/// How many catalogs are one crate.
const BATCH: usize = 256;

#[test]
fn it_compiles_and_what_it_writes_it_reads() {
    let seed = wanted("SEED", 1);
    let mut left = wanted("CASES", BATCH);
    for (batch, number) in (0..left).step_by(BATCH).zip(seed as u64..) {
        let _ = batch;
        let count = left.min(BATCH);
        left -= count;
        let made: Vec<Catalog> = catalogs(number)
            .take(count)
            .chain(mutants(number).take(count.div_ceil(8)))
            .collect();
        let directory = crate_of(&made);
        eprintln!(
            "batch {number}: {} catalogs in {}",
            made.len(),
            directory.display()
        );
        // Texts are the catalog's, to the code point.
        let as_written = ["-A", "clippy::unicode_not_nfc"];
        cargo(
            &directory,
            &[
                &[
                    "clippy",
                    "--quiet",
                    "--lib",
                    "--",
                    "-D",
                    "warnings",
                    "-W",
                    "clippy::pedantic",
                    "-W",
                    "clippy::nursery",
                ],
                &as_written[..],
            ]
            .concat(),
        );
        cargo(&directory, &["doc", "--quiet", "--no-deps"]);
        cargo(&directory, &["run", "--quiet"]);
    }
}

/// A crate with a module for each catalog, and the program that tries each of its errors.
fn crate_of(catalogs: &[Catalog]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled");
    let source = directory.join("src");
    let _ = fs::remove_dir_all(&source);
    fs::create_dir_all(&source).expect("a directory");
    let (mut library, mut tried) = (String::from("//! Made catalogs.\n"), String::new());
    for (at, catalog) in catalogs.iter().enumerate() {
        let yaml = write(catalog, Style::Double);
        let loaded = open(Source::new("made.yaml", yaml.as_str())).expect("a catalog");
        fs::write(source.join(format!("m{at}.rs")), generate(&loaded)).expect("a module");
        fs::write(source.join(format!("m{at}.yaml")), yaml).expect("its catalog");
        // Writing into a string cannot fail.
        let _ = writeln!(library, "/// Made.\npub mod m{at};");
        let _ = writeln!(tried, "    tried::<compiled::m{at}::Error>(\"m{at}\");");
        for error in catalog
            .errors
            .iter()
            .filter(|error| !error.details.is_empty())
        {
            let _ = writeln!(
                tried,
                "    detailed::<compiled::m{at}::Error, compiled::m{at}::{}Details>(\"m{at}\", {:?});",
                error.name,
                sample(&error.details)
            );
        }
    }
    fs::write(source.join("lib.rs"), library).expect("the library");
    let program = include_str!("compiled/program.rs").replace("    // Every catalog.\n", &tried);
    fs::write(source.join("main.rs"), program).expect("the program");
    let manifest = include_str!("compiled/Cargo.toml.in")
        .replace("ROOT", &root.display().to_string().replace('\\', "/"));
    fs::write(directory.join("Cargo.toml"), manifest).expect("the manifest");
    // The versions that are there already, so that nothing is downloaded.
    fs::copy(root.join("Cargo.lock"), directory.join("Cargo.lock")).expect("the lock");
    directory
}

fn cargo(directory: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(directory)
        .args(arguments)
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", directory.join("target"));
    // The variables that the outer Cargo sets are for its own package.
    command
        .env_remove("CARGO_PRIMARY_PACKAGE")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    let output = command.output().expect("cargo runs");
    let told = String::from_utf8_lossy(&output.stderr);
    let told: String = told
        .lines()
        .take(200)
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(
        output.status.success(),
        "cargo {arguments:?} in {}:\n{told}",
        directory.display()
    );
}
