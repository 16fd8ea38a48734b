//! The findings of `check` in each format, and the same findings from the derive and a build script.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;
use std::process::Command;

use support::{TempDir, run};

const ACME: &str = "format: 1\ncatalog: acme\nsource: { file: acme.md }\n\
                    envelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\nerrors:\n  \
                    gone_away: { status: 404, description: Nobody is here. }\n  \
                    not_yours: { status: 403, description: Somebody else has it. }\n";

const PAGE: &str = "# Errors\n\n| Code | HTTP status | Description |\n|---|---|---|\n| `gone_away` | 404 | It has gone. |\n\
                    | `not_yours` | 403 | It is not yours. |\n";

/// Two faults and a warning.
const FAULTY: &str = "format: 1\ncatalog: acme\nenvelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\nerrors:\n  \
                      gone: { status: 4040, description: It is gone. }\n  gone: { status: 410, description: It is gone again. }\n";

fn snapshot(name: &str, text: String) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Each difference from a page, in every form.
#[test]
fn a_difference_is_reported_at_both_its_positions() {
    let dir = TempDir::new("drift");
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    dir.write("spec/acme.yaml", ACME)
        .write("docs/acme.md", PAGE);
    assert_eq!(
        run(
            &dir.0,
            &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]
        )
        .2,
        Some(0)
    );
    // One row is gone, one has another status, one is new.
    let newer = PAGE
        .replace("| `gone_away` | 404 | It has gone. |\n", "")
        .replace("403", "401")
        + "| `too_late` | 409 | Late. |\n";
    dir.write("docs/acme.md", &newer);
    for format in ["human", "short", "json", "sarif", "github"] {
        let (out, _, code) = run(&dir.0, &["check", "--docs", "docs", "--format", format]);
        assert_eq!(code, Some(1));
        for rule in ["drift_added", "drift_removed", "drift_changed"] {
            assert!(out.contains(rule), "{rule} as {format}: {out}");
        }
        snapshot(&format!("drift_{format}"), out);
    }
}

/// A status that the catalog contradicts does not hide a sentence that only the lock shows.
#[test]
fn a_new_status_does_not_hide_a_reworded_description() {
    let dir = TempDir::new("both");
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    dir.write("spec/acme.yaml", ACME)
        .write("docs/acme.md", PAGE);
    let sync = ["sync", "spec/acme.yaml", "docs/acme.md", "--write"];
    assert_eq!(run(&dir.0, &sync).2, Some(0));
    let newer = PAGE.replace("404 | It has gone.", "410 | It went away.");
    dir.write("docs/acme.md", &newer);
    let (out, _, code) = run(&dir.0, &["check", "--docs", "docs", "--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("status 404 → 410"), "{out}");
    assert!(out.contains("description"), "{out}");
    assert_eq!(out.matches("404 → 410").count(), 1, "once: {out}");
}

/// A hint that no longer matches, and an erratum that the vendor may have fixed, in every format.
#[test]
fn stale_hints_and_errata_are_reported_at_both_their_positions() {
    let dir = TempDir::new("stale");
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    let hints = "{ file: acme.md, hints: [{ section: Notes, contains: ignore }] }";
    let erratum = "it., erratum: { issue: It is odd., interpretation: It is even., while: { shows: gone_away, times: 1 } } }";
    let catalog = ACME
        .replace("{ file: acme.md }", hints)
        .replacen("it. }", erratum, 1);
    dir.write("spec/acme.yaml", &catalog)
        .write("docs/acme.md", &format!("{PAGE}\n## Notes\n\nNone.\n"));
    assert_eq!(
        run(
            &dir.0,
            &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]
        )
        .2,
        Some(0)
    );
    let (out, err, code) = run(&dir.0, &["check", "--docs", "docs"]);
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");

    dir.write("docs/acme.md", &format!("{PAGE}\nSee gone_away above.\n"));
    for format in ["human", "short", "json", "sarif", "github"] {
        let (out, _, code) = run(&dir.0, &["check", "--docs", "docs", "--format", format]);
        assert_eq!(code, Some(1));
        assert!(
            out.contains("stale_hint") && out.contains("stale_erratum"),
            "{format}: {out}"
        );
        snapshot(&format!("stale_{format}"), out);
    }
}

#[test]
fn an_error_is_reported_in_every_format() {
    let dir = TempDir::new("faulty");
    dir.write("spec/acme.yaml", FAULTY);
    for format in ["human", "short", "json", "sarif", "github"] {
        let (out, err, code) = run(&dir.0, &["check", "--format", format]);
        assert_eq!(code, Some(1));
        snapshot(&format!("faulty_{format}"), out + &err);
    }
}

/// The command line, a build script and the derive report the same about one file with three errors.
#[test]
fn the_command_line_a_build_script_and_the_derive_report_the_same_errors() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ui");
    if !ui.is_dir() {
        return eprintln!("not in a checkout: there is no {}", ui.display());
    }
    // rustc's output: `tests/ui` compiles the derive and compares the output with this file.
    let stderr = std::fs::read_to_string(ui.join("tests/cases/fail_broken_yaml.stderr"))
        .expect("what rustc says");
    let (text, place) = stderr.split_once("\n --> ").expect("a place");
    assert!(
        place.contains("#[catalog(path = \"spec/broken.yaml\")]\n  |                  ^^^^^"),
        "at the path: {place}"
    );
    let derived: Vec<&str> = text
        .trim_start_matches("error: ")
        .lines()
        .map(str::trim_start)
        .collect();

    let (out, _, code) = run(&ui, &["check", "spec/broken.yaml", "--format", "short"]);
    assert_eq!(
        (out.lines().collect::<Vec<_>>(), code),
        (derived.clone(), Some(1)),
        "the command line and the derive"
    );

    let (out, err) = built(&ui);
    let told: Vec<&str> = out
        .lines()
        .filter_map(|line| line.strip_prefix("cargo::error="))
        .collect();
    assert_eq!(told, derived, "a build script and the derive");
    let (human, _, _) = run(&ui, &["check", "spec/broken.yaml"]);
    assert!(
        err.contains(human.trim_end()),
        "what `main` returns is shown as `check` shows it:\n{err}"
    );
}

/// Runs the build script below as Cargo does. Returns standard output and standard error.
fn built(package: &Path) -> (String, String) {
    let mut script = Command::new(std::env::current_exe().expect("this test"));
    script
        .args(["--ignored", "--exact", "--nocapture", "as_a_build_script"])
        .current_dir(package);
    let output = script
        .env("OUT_DIR", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

#[test]
#[ignore = "it is a build script, run by the test above"]
fn as_a_build_script() -> Result<(), api_error_catalog_codegen::BuildError> {
    api_error_catalog_codegen::Builder::new()
        .catalog("spec/broken.yaml")
        .generate()
}

#[test]
fn color_is_for_terminals_and_can_be_forced() {
    let dir = TempDir::new("color");
    dir.write("spec/acme.yaml", FAULTY);
    let check = |name: &str, value: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-errcat"));
        command
            .arg("check")
            .current_dir(&dir.0)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env(name, value);
        String::from_utf8(command.output().expect("a run").stdout).expect("UTF-8")
    };
    let plain = check("NO_COLOR", "1");
    assert_eq!(plain, check("TERM", "xterm"), "no terminal, no color");
    let colored = check("CLICOLOR_FORCE", "1");
    assert!(
        !plain.contains('\u{1b}') && colored.contains("\u{1b}["),
        "{colored:?}"
    );
}

const READS_BADLY: &str = "format: 1\ncatalog: acme\nenvelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\n\
                           LINTSerrors:\n  busy: { status: 503, description: It is busy. }\n  \
                           slow: { status: 429, description: Too fast., OWNretry: never }\n";

#[test]
fn the_catalog_sets_the_level_of_a_lint_before_the_command_line() {
    let dir = TempDir::new("lints");
    let ends = |args: &[&str], lints: &str, own: &str| {
        dir.write(
            "spec/acme.yaml",
            &READS_BADLY.replace("LINTS", lints).replace("OWN", own),
        );
        let args: Vec<&str> = ["check", "--format", "short"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        let (out, err, code) = run(&dir.0, &args);
        let found = |line: &str| {
            let (_, rest) = line.split_once(": ").expect("a place");
            rest.split_once("]").expect("a code").0.replace("[", " ")
        };
        assert_eq!(err, "", "{args:?}");
        (out.lines().map(found).collect::<Vec<_>>().join(", "), code)
    };
    let told = |text: &str, code| (text.to_owned(), Some(code));
    assert_eq!(
        ends(&[], "", ""),
        told("warning missing_advice, warning odd_rate_limit", 0)
    );
    assert_eq!(
        ends(&["--deny", "warnings"], "", ""),
        told("error missing_advice, error odd_rate_limit", 1)
    );
    assert_eq!(
        ends(&["--deny", "missing_advice"], "", ""),
        told("error missing_advice, warning odd_rate_limit", 1)
    );
    assert_eq!(
        ends(
            &["--allow", "missing_advice", "--allow", "odd_rate_limit"],
            "",
            ""
        ),
        told("", 0)
    );
    assert_eq!(
        ends(
            &["--warn", "missing_example", "--allow", "missing_advice"],
            "",
            ""
        )
        .0
        .matches("missing_example")
        .count(),
        2
    );
    let allowed = "lints: { missing_advice: allow, odd_rate_limit: deny }\n";
    assert_eq!(
        ends(&["--deny", "missing_advice"], allowed, ""),
        told("error odd_rate_limit", 1),
        "the catalog's level wins"
    );
    let own = "lints: { odd_rate_limit: allow }, ";
    assert_eq!(
        ends(&[], allowed, own),
        told("", 0),
        "and the error's level wins over the catalog's"
    );
    assert_eq!(
        ends(
            &["--deny", "warnings"],
            "lints: { odd_rate_limit: warn, missing_advice: allow }\n",
            ""
        )
        .1,
        Some(1)
    );
}

#[test]
fn an_unknown_lint_is_reported() {
    let dir = TempDir::new("nolint");
    dir.write("spec/acme.yaml", ACME);
    let (_, err, code) = run(&dir.0, &["check", "--deny", "missing_advise"]);
    assert!(
        err.contains("unknown lint `missing_advise`; did you mean `missing_advice`?"),
        "{err}"
    );
    assert_eq!(code, Some(2));
    let (_, err, _) = run(&dir.0, &["check", "--allow", "e0009"]);
    assert_eq!(
        err,
        "error: E0009 is always an error; levels are for lints\n"
    );
}

#[test]
fn every_code_can_be_explained() {
    let dir = TempDir::new("codes");
    let (out, _, code) = run(&dir.0, &["explain", "e0007"]);
    assert_eq!(code, Some(0));
    snapshot("explain_code", out);
    let (out, _, _) = run(&dir.0, &["explain", "lints"]);
    snapshot("explain_lints", out);
    let (out, _, code) = run(&dir.0, &["schema"]);
    let schema: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&schema["required"][0], code), (&"format".into(), Some(0)));
}

/// The built-in catalogs have no warnings.
#[test]
fn the_catalogs_of_this_repository_are_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    if root.join("spec").is_dir() {
        let (out, err, code) = run(&root, &["check", "--deny", "warnings"]);
        assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    }
}

/// A complete source, recorded, in words of one's own.
#[test]
fn the_strict_checklist_wants_a_source_a_lock_and_words_of_ones_own() {
    let dir = TempDir::new("strict");
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    let copied = ACME.replace(
        "Nobody is here.",
        "\"The page that you want is not there `any more`.\"",
    );
    let page = PAGE.replace(
        "It has gone.",
        "The page that you want is not there, sorry.",
    );
    dir.write("spec/acme.yaml", &copied)
        .write("docs/acme.md", &page);
    let strict = ["check", "--docs", "docs", "--strict", "--format", "short"];
    let (out, _, code) = run(&dir.0, &["check", "--strict", "--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("does not state `title`, `url`, `read`"),
        "{out}"
    );
    assert!(out.contains("spec/acme.lock does not exist"), "{out}");
    assert_eq!(run(&dir.0, &["check"]).2, Some(0), "only --strict wants it");

    let whole =
        "source: { title: Errors, url: \"https://acme.example\", file: acme.md, read: 2026-11-20 }";
    dir.write(
        "spec/acme.yaml",
        &copied.replace("source: { file: acme.md }", whole),
    );
    let sync = ["sync", "spec/acme.yaml", "docs/acme.md", "--write"];
    assert_eq!(run(&dir.0, &sync).2, Some(0));
    let (out, _, code) = run(&dir.0, &strict);
    assert_eq!(code, Some(1));
    let expected = "`gone_away` repeats the page: “The page that you want is not there”";
    assert!(out.contains(expected), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");

    dir.write(
        "spec/acme.yaml",
        &ACME.replace("source: { file: acme.md }", whole),
    );
    assert_eq!(
        run(&dir.0, &strict),
        (String::new(), String::new(), Some(0))
    );
}

#[test]
fn a_directory_without_the_pages_of_one_catalog_is_enough_for_the_others() {
    let dir = TempDir::new("other-pages");
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    std::fs::create_dir(dir.0.join("empty")).expect("a directory");
    let other = ACME
        .replace("catalog: acme", "catalog: other")
        .replace("acme.md", "other.md");
    dir.write("spec/acme.yaml", ACME)
        .write("spec/other.yaml", &other)
        .write("docs/acme.md", PAGE);
    run(
        &dir.0,
        &["sync", "spec/acme.yaml", "docs/acme.md", "--write"],
    );
    let (_, err, code) = run(&dir.0, &["check", "--docs", "docs"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("none of their pages: other"), "{err}");
    // A catalog that is named must be compared.
    let (_, err, code) = run(&dir.0, &["check", "spec/other.yaml", "--docs", "docs"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("other.md"), "{err}");
    let (_, err, code) = run(&dir.0, &["check", "--docs", "empty"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("none of the pages"), "{err}");
}

/// If a newer version or a hint reads more of the same page, the page has not changed.
#[test]
fn a_page_that_is_only_read_differently_is_no_drift() {
    let dir = TempDir::new("read-differently");
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    dir.write("spec/acme.yaml", ACME)
        .write("docs/acme.md", PAGE);
    let sync = ["sync", "spec/acme.yaml", "docs/acme.md", "--write"];
    assert_eq!(run(&dir.0, &sync).2, Some(0));
    let lock = dir.0.join("spec/acme.lock");
    let text = std::fs::read_to_string(&lock).expect("a lock");
    let check = ["check", "--docs", "docs"];
    let (_, err, _) = run(&dir.0, &check);
    assert!(!err.contains("reads pages differently"), "{err}");

    // The first reader did not find the description of one error.
    let described = text.lines().find(|line| line.contains("\tdescription="));
    let described = described.expect("a description");
    let part = described
        .split('\t')
        .find(|part| part.starts_with("description="));
    let without = text.replacen(&format!("\t{}", part.expect("a part")), "", 1);
    std::fs::write(&lock, without.replace("read_by\t2\t", "read_by\t1\t")).expect("a lock");
    let (out, err, code) = run(&dir.0, &check);
    assert_eq!((out.as_str(), code), ("", Some(0)));
    assert_eq!(err.matches("reads pages differently").count(), 1, "{err}");

    // If the page has changed, too, each difference counts.
    dir.write("docs/acme.md", &PAGE.replace("not yours.", "not hers."));
    let (out, _, code) = run(&dir.0, &check);
    assert_eq!(
        (out.matches("drift_changed").count(), code),
        (2, Some(1)),
        "{out}"
    );

    dir.write("docs/acme.md", PAGE);
    assert_eq!(run(&dir.0, &sync).2, Some(0));
    assert_eq!(std::fs::read_to_string(&lock).expect("a lock"), text);
}
