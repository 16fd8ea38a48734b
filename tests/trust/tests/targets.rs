//! Every fuzz target, with every seed and with everything that was ever found.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

use std::path::Path;

use trust::{seeds, targets};

#[test]
fn every_seed_holds() {
    for (target, _) in targets::TARGETS {
        let seeds = seeds::of(target);
        assert!(!seeds.is_empty(), "{target} starts from nothing");
        for (name, bytes) in seeds {
            println!("{target}: {name}");
            targets::run(target, &bytes);
        }
    }
}

#[test]
fn what_was_found_once_holds() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/found");
    for (target, _) in targets::TARGETS {
        let Ok(found) = std::fs::read_dir(directory.join(target)) else {
            continue;
        };
        for entry in found {
            let path = entry.expect("an entry").path();
            println!("{}", path.display());
            targets::run(target, &std::fs::read(&path).expect("a file"));
        }
    }
}
