//! Every command parses each catalog once, or twice if it writes the catalog and reads it back, and reads each page once.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;
use std::process::Command;

use support::{TempDir, run};

const ACME: &str = "format: 1\ncatalog: acme\nsource: { file: acme.md }\n\
                    envelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\nerrors:\n  \
                    gone_away: { status: 404, description: Nobody is here. }\n  \
                    not_yours: { status: 403, description: Somebody else has it. }\n";

const PAGE: &str = "# Errors\n\n| Code | HTTP status | Description |\n|---|---|---|\n\
                    | `gone_away` | 404 | It has gone. |\n| `not_yours` | 403 | It is not yours. |\n";

const RESPONSES: &str = r#"{"status": 418, "body": "{\"code\": \"gone_away\", \"message\": \"No.\"}"}
{"status": 409, "body": "{\"code\": \"too_late\", \"message\": \"No.\"}"}
"#;

/// The built-in catalogs, which `explain` searches too.
const BUILT_IN: usize = api_error_catalog::__specs::SPECS.len();

/// A command, how often it parses a catalog, and how often it reads a page.
const COMMANDS: &[(&str, usize, usize)] = &[
    ("generate", 1, 0),
    ("generate --check", 1, 0),
    ("check", 1, 0),
    ("check --docs docs", 1, 1),
    ("check --docs docs --responses responses.jsonl", 1, 1),
    ("import docs/acme.md", 0, 1),
    ("diff spec/acme.yaml newer.yaml", 2, 0),
    ("diff spec/acme.yaml docs/acme.md", 1, 1),
    ("sync spec/acme.yaml docs/acme.md", 2, 1),
    ("sync spec/acme.yaml docs/acme.md --write", 2, 1),
    ("observe spec/acme.yaml responses.jsonl", 1, 0),
    ("observe spec/acme.yaml responses.jsonl --write", 2, 0),
    ("infer responses.jsonl", 0, 0),
    ("export spec/acme.yaml --format json", 1, 0),
    ("export spec/acme.yaml --format markdown", 1, 0),
    ("export spec/acme.yaml --format html", 1, 0),
    ("export spec/acme.yaml --format openapi", 1, 0),
    ("explain gone_away", 1 + BUILT_IN, 0),
    ("schema", 0, 0),
];

#[test]
fn each_catalog_is_parsed_once_and_each_page_read_once() {
    for (line, parses, readings) in COMMANDS {
        let dir = TempDir::new("counters");
        std::fs::create_dir(dir.0.join("docs")).expect("a directory");
        dir.write("spec/acme.yaml", ACME)
            .write("newer.yaml", ACME)
            .write("docs/acme.md", PAGE)
            .write("responses.jsonl", RESPONSES);
        let sync = ["sync", "spec/acme.yaml", "docs/acme.md", "--write"];
        assert_eq!(run(&dir.0, &sync).2, Some(0));
        run(&dir.0, &["generate"]);
        let counted = counters(&dir.0, line);
        assert_eq!(
            counted,
            format!("counters: {parses} parses, {readings} readings"),
            "{line}"
        );
    }
}

/// Runs a command, and returns the last line that it prints to standard error.
fn counters(dir: &Path, line: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-errcat"))
        .args(line.split(' '))
        .current_dir(dir)
        .env("ERRCAT_COUNTERS", "1")
        .output()
        .expect("a run");
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    err.lines().last().unwrap_or_default().to_owned()
}
