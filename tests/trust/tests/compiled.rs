//! The Rust of every valid catalog compiles without findings of clippy and rustdoc, and it decodes what it encodes. The Rust of
//! catalogs that are imported from documents for programs compiles likewise.
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
use api_error_catalog_drift::import::import;
use api_error_catalog_model::diagnostic::{Levels, Severity};
use api_error_catalog_model::{Catalog, Loaded, Source, open};
use api_error_catalog_pages::read;
use trust::catalogs::{Style, sample, write};
use trust::sample::{catalogs, mutants, wanted};
use trust::typed::constructions;

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
        let loaded: Vec<Loaded> = made.iter().map(opened).collect();
        let directory = crate_of("compiled", &loaded);
        eprintln!(
            "batch {number}: {} catalogs in {}",
            made.len(),
            directory.display()
        );
        lint(&directory);
        cargo(&directory, &["run", "--quiet"]);
    }
}

/// The documents for programs in `tests/corpus` and, if they are there, the vendors' in `../shared/machine`.
#[test]
fn catalogs_imported_from_documents_compile_in_one_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths: Vec<PathBuf> = ["tests/corpus", "../shared/machine/docs"]
        .iter()
        .filter_map(|directory| fs::read_dir(root.join(directory)).ok())
        .flat_map(|files| files.map(|file| file.expect("a file").path()))
        .filter(|path| is_for_programs(path))
        .collect();
    paths.sort();
    let imported: Vec<Loaded> = paths.iter().filter_map(|path| imported(path)).collect();
    assert!(imported.len() >= 12, "{}", imported.len());
    let directory = crate_of("imported", &imported);
    eprintln!(
        "{} imported catalogs in {}",
        imported.len(),
        directory.display()
    );
    lint(&directory);
}

fn is_for_programs(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ["csv", "json", "jsonl", "proto", "yaml", "yml"].contains(&&*ending.to_string_lossy())
    })
}

/// Imports a document. The catalog passes `check` unedited. Two of the documents state no error.
fn imported(path: &Path) -> Option<Loaded> {
    let shown = path.display();
    let bytes = fs::read(path).expect("a document");
    let page = read(&path.to_string_lossy(), &bytes).expect("a known format");
    let imported = import(&page, "imported");
    if imported.is_empty() {
        return None;
    }
    let loaded = open(Source::new(shown.to_string(), imported.yaml))
        .unwrap_or_else(|report| panic!("{}", report.render(false)));
    let report = loaded.lint(&Levels::default());
    assert_eq!(report.count(Severity::Error), 0, "{shown}: {report}");
    Some(loaded)
}

fn opened(catalog: &Catalog) -> Loaded {
    open(Source::new("made.yaml", write(catalog, Style::Double))).expect("a catalog")
}

/// Compiles a crate with clippy and rustdoc.
fn lint(directory: &Path) {
    // Texts are the catalog's, to the code point.
    let as_written = ["-A", "clippy::unicode_not_nfc"];
    cargo(
        directory,
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
    cargo(directory, &["doc", "--quiet", "--no-deps"]);
}

/// A crate with a module for each catalog, and the program that tries each of its errors.
fn crate_of(name: &str, catalogs: &[Loaded]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let source = directory.join("src");
    let _ = fs::remove_dir_all(&source);
    fs::create_dir_all(&source).expect("a directory");
    let (mut library, mut tried) = (String::from("//! Made catalogs.\n"), String::new());
    for (at, loaded) in catalogs.iter().enumerate() {
        let catalog = &loaded.catalog;
        let rust = generate(loaded);
        for typed in constructions(&format!("compiled::m{at}"), &rust) {
            let _ = writeln!(
                tried,
                "    typed::<compiled::m{at}::Error>(\"m{at}\", {typed});"
            );
        }
        fs::write(source.join(format!("m{at}.rs")), rust).expect("a module");
        fs::write(source.join(format!("m{at}.yaml")), &loaded.source.text).expect("its catalog");
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
