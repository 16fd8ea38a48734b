//! Which crate may use which.

use std::collections::BTreeSet;
use std::process::Command;

use crate::{assert_none, top};

const CORE: &str = "api-error-catalog-core";
const CATALOG: &str = "api-error-catalog-model";
const GENERATOR: &str = "api-error-catalog-codegen";
const DERIVE: &str = "api-error-catalog-derive";
const PAGES: &str = "api-error-catalog-pages";
const DRIFT: &str = "api-error-catalog-drift";
const TRAFFIC: &str = "api-error-catalog-traffic";
const FACADE: &str = "api-error-catalog";

/// Each crate with all that it may use, directly or through others: core ← catalog ← {generator ← derive, pages} ← drift
/// ← traffic ← cli.
const DIRECTIONS: &[(&str, &[&str])] = &[
    (CORE, &[]),
    (CATALOG, &[CORE]),
    (GENERATOR, &[CORE, CATALOG]),
    (DERIVE, &[CORE, CATALOG, GENERATOR]),
    (PAGES, &[CORE, CATALOG]),
    (DRIFT, &[CORE, CATALOG, PAGES]),
    (TRAFFIC, &[CORE, CATALOG, PAGES, DRIFT]),
    (FACADE, &[CORE]),
    (
        "cargo-errcat",
        &[CORE, CATALOG, GENERATOR, PAGES, DRIFT, TRAFFIC, FACADE],
    ),
];

/// Crates that read and write text: they compile no tools for Rust code.
const WITHOUT_SYN: &[&str] = &[CATALOG, PAGES, DRIFT, TRAFFIC];
const TOOLS: &[&str] = &["syn", "quote", "proc-macro2", "prettyplease"];

/// The names of all packages that `cargo tree -e normal` lists below a package.
fn below(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--package",
            package,
        ])
        .current_dir(top())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = lines.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| *name != package)
        .map(str::to_owned)
        .collect()
}

#[test]
fn crates_depend_in_one_direction() {
    let mut found = Vec::new();
    for (package, allowed) in DIRECTIONS {
        for name in below(package) {
            let is_ours = DIRECTIONS.iter().any(|(ours, _)| *ours == name);
            if is_ours && !allowed.contains(&name.as_str()) {
                found.push(format!("{package} uses {name}"));
            }
        }
    }
    assert_none("a crate uses one above it", &found);
}

#[test]
fn text_is_read_and_written_without_tools_for_rust_code() {
    let mut found = Vec::new();
    for package in WITHOUT_SYN {
        let below = below(package);
        found.extend(
            TOOLS
                .iter()
                .filter(|tool| below.contains(**tool))
                .map(|tool| format!("{package} compiles {tool}")),
        );
    }
    assert_none("a crate compiles tools for Rust code", &found);
}

/// Whatever reads pages, catalogs and recordings has no means to send them anywhere.
#[test]
fn the_command_line_cannot_open_a_connection() {
    let clients = [
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "isahc",
        "tokio",
        "rustls",
        "native-tls",
    ];
    let below = below("cargo-errcat");
    let found = clients.iter().filter(|name| below.contains(**name));
    let found: Vec<String> = found
        .map(|name| format!("cargo-errcat compiles {name}"))
        .collect();
    assert_none("a client for the network is compiled", &found);
}
