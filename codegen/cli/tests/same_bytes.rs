//! The same catalogs give the same bytes: in a second run, in another directory, locale and time zone, and on one
//! processor. The environment variable `CASES` sets how many catalogs are tried.
#![cfg(unix)]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use trust::catalogs::{Style, write};
use trust::sample::{catalogs, wanted};

fn specs(dir: &Path, count: usize) {
    fs::create_dir_all(dir.join("spec")).expect("a directory");
    for (number, mut catalog) in (0..count).zip(catalogs(2)) {
        catalog.name = format!("made_{number}");
        fs::write(
            dir.join(format!("spec/{}.yaml", catalog.name)),
            write(&catalog, Style::Double),
        )
        .expect("a catalog");
    }
}

/// Generates the files, and returns their texts by name.
fn generated(dir: &Path, command: &mut Command) -> Vec<(PathBuf, Vec<u8>)> {
    let output = command
        .arg("generate")
        .current_dir(dir)
        .output()
        .expect("a run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let entries = fs::read_dir(dir.join("generated"))
        .expect("a directory")
        .map(|entry| entry.expect("an entry"));
    let mut files: Vec<_> = entries
        .map(|entry| {
            (
                PathBuf::from(entry.file_name()),
                fs::read(entry.path()).expect("a file"),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn the_same_catalogs_give_the_same_bytes() {
    let program = env!("CARGO_BIN_EXE_cargo-errcat");
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("same-bytes-{}", std::process::id()));
    let (here, there) = (base.join("here"), base.join("weit weg/dort ü"));
    let count = wanted("CASES", 64);
    specs(&here, count);
    specs(&there, count);
    let first = generated(&here, &mut Command::new(program));
    assert_eq!(first.len(), 2 * count);
    fs::remove_dir_all(here.join("generated")).expect("removed");
    let again = generated(&here, &mut Command::new(program));
    let mut elsewhere = Command::new("taskset");
    elsewhere
        .args(["-c", "0", program])
        .env("TZ", "Asia/Kathmandu")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("LANG", "tr_TR.UTF-8");
    let other = generated(&there, elsewhere.env("RAYON_NUM_THREADS", "1"));
    let _ = fs::remove_dir_all(&base);
    for (one, two) in first.iter().zip(&again).chain(first.iter().zip(&other)) {
        assert_eq!(one.0, two.0);
        assert!(one.1 == two.1, "{} differs", one.0.display());
    }
}
