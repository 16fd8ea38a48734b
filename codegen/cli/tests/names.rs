//! Rust names stay stable: `sync` keeps them, and `check` reports those that are lost.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use support::{TempDir, run};

const HEAD: &str = "format: 1\ncatalog: acme\nsource: { file: acme.md }\nenvelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\n";
const ERRORS: &str = "errors:\n  gone_away: { status: 404, description: It went away. }\n  not_yours: { status: 403, description: Not yours. }\n";

fn page(codes: &[&str]) -> String {
    let rows = codes.iter().map(|code| {
        format!(
            "| `{code}` | {} | What {code} is. |\n",
            if *code == "not_yours" { 403 } else { 404 }
        )
    });
    format!(
        "# Errors\n\n| Code | HTTP status | Description |\n|---|---|---|\n{}",
        rows.collect::<String>()
    )
}

/// A catalog whose lock remembers `GoneAway` and `NotYours`.
fn locked(name: &str) -> TempDir {
    let dir = TempDir::new(name);
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    dir.write("spec/acme.yaml", &format!("{HEAD}{ERRORS}"))
        .write("docs/acme.md", &page(&["gone_away", "not_yours"]));
    assert_eq!(
        run(
            &dir.0,
            &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]
        )
        .2,
        Some(0)
    );
    assert!(
        dir.read("spec/acme.lock")
            .ends_with("\nvariant\tGoneAway\tgone_away\nvariant\tNotYours\tnot_yours\n")
    );
    assert_eq!(run(&dir.0, &["check"]).2, Some(0));
    dir
}

/// Returns the output of `check` for a catalog with these errors, and its exit status.
fn checked(dir: &TempDir, errors: &str) -> (String, Option<i32>) {
    dir.write("spec/acme.yaml", &format!("{HEAD}{errors}"));
    let (out, err, code) = run(&dir.0, &["check"]);
    (out + &err, code)
}

#[test]
fn a_new_code_that_collides_gets_a_name_of_its_own() {
    let dir = locked("collide");
    // The newer codes come first on the page, so that their order does not decide.
    dir.write(
        "docs/acme.md",
        &page(&["GONE_AWAY", "goneAway", "gone_away", "not_yours"]),
    );
    let (_, err, code) = run(
        &dir.0,
        &["sync", "spec/acme.yaml", "docs/acme.md", "--write"],
    );
    assert_eq!(code, Some(0), "{err}");
    let merged = dir.read("spec/acme.yaml");
    assert!(
        merged.contains("  gone_away: { status: 404, description: It went away. }\n"),
        "{merged}"
    );
    let comment = "  # `gone_away` already has the Rust name that the key would give\n";
    assert!(
        merged.contains(&format!(
            "{comment}  GONE_AWAY:\n    rust_name: GoneAway2\n"
        )),
        "{merged}"
    );
    assert!(
        merged.contains(&format!("{comment}  goneAway:\n    rust_name: GoneAway3\n")),
        "{merged}"
    );
    assert_eq!(run(&dir.0, &["check", "--docs", "docs"]).2, Some(0));
    let lock = dir.read("spec/acme.lock");
    assert!(
        lock.contains("\nvariant\tGoneAway\tgone_away\nvariant\tGoneAway2\tGONE_AWAY\n"),
        "{lock}"
    );
    assert_eq!(
        run(
            &dir.0,
            &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]
        )
        .1,
        "nothing to write\n"
    );
}

/// Only the lock has the name of an error that is removed in the same step as another is added.
#[test]
fn a_name_that_was_given_is_not_given_to_another_code() {
    let dir = locked("replaced");
    dir.write("docs/acme.md", &page(&["GoneAway", "not_yours"]));
    let (_, err, code) = run(
        &dir.0,
        &[
            "sync",
            "spec/acme.yaml",
            "docs/acme.md",
            "--write",
            "--prune",
        ],
    );
    assert_eq!(code, Some(0), "{err}");
    let merged = dir.read("spec/acme.yaml");
    assert!(
        merged.contains("  GoneAway:\n    rust_name: GoneAway2\n")
            && !merged.contains("gone_away:"),
        "{merged}"
    );
    assert!(
        err.contains(
            "given up: `GoneAway` was the name of `gone_away`, which the catalog no longer has\n"
        ),
        "{err}"
    );
}

#[test]
fn numbered_codes_get_keys_that_nothing_else_has() {
    let dir = TempDir::new("numbered");
    let head = HEAD.replace("envelope", "code: integer\nenvelope");
    let errors = "errors:\n  NotFound: { code: 40401, status: 404, description: Not here. }\n";
    dir.write("spec/acme.yaml", &format!("{head}{errors}"));
    let rows = "| 40401 | 404 | Not Found | Not here. |\n| 40402 | 404 | Not Found | Nor there. |\n| 40403 | 404 | Not Found | Nowhere. |\n";
    dir.write(
        "acme.md",
        &format!(
            "# Errors\n\n| Code | HTTP status | Name | Description |\n|---|---|---|---|\n{rows}"
        ),
    );
    let (_, err, code) = run(&dir.0, &["sync", "spec/acme.yaml", "acme.md", "--write"]);
    assert_eq!(code, Some(0), "{err}");
    let merged = dir.read("spec/acme.yaml");
    assert!(
        merged.contains("  Code40402:\n    code: 40402\n")
            && merged.contains("  Code40403:\n    code: 40403\n"),
        "{merged}"
    );
    assert_eq!(run(&dir.0, &["check"]).2, Some(0));
}

/// The lock is written as if the naming rules had changed since.
#[test]
fn sync_keeps_a_name_that_the_naming_rules_would_now_change() {
    let dir = locked("rules");
    let lock = dir
        .read("spec/acme.lock")
        .replace("variant\tGoneAway\t", "variant\tGone_Away\t");
    dir.write("spec/acme.lock", &lock);
    let (out, err, code) = run(&dir.0, &["check"]);
    let told = out + &err;
    assert_eq!(code, Some(1));
    for said in [
        "E0060",
        "`Gone_Away` was the name of `gone_away`, which is now `GoneAway`",
        "spec/acme.yaml:6:3",
        "add `rust_name: Gone_Away` to keep it",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
    assert_eq!(
        run(
            &dir.0,
            &["sync", "spec/acme.yaml", "docs/acme.md", "--write"]
        )
        .2,
        Some(0)
    );
    assert!(
        dir.read("spec/acme.yaml")
            .contains("gone_away: { rust_name: Gone_Away, status: 404,")
    );
    assert_eq!(run(&dir.0, &["check"]).2, Some(0));
    assert_eq!(dir.read("spec/acme.lock"), lock);
}

#[test]
fn check_reports_lost_names() {
    let dir = locked("lost");
    // Another code without `renamed_from`; the same with it; a name that is set with `rust_name`.
    let renamed = ERRORS.replace("gone_away: {", "went_away: {");
    let (told, code) = checked(&dir, &renamed);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("`GoneAway` was the name of `gone_away`, which the catalog no longer has"),
        "{told}"
    );
    assert!(told.contains("`renamed_from: [gone_away]`"), "{told}");
    let alias = renamed.replace("went_away: {", "went_away: { renamed_from: [gone_away],");
    assert_eq!(checked(&dir, &alias).1, Some(0));
    let chosen = renamed.replace(
        "went_away: {",
        "went_away: { rust_name: GoneAway, renamed_from: [gone_away],",
    );
    assert_eq!(checked(&dir, &chosen).1, Some(0));

    let swapped = ERRORS.replace("gone_away: {", "gone_away: { rust_name: NotYours,");
    let swapped = swapped.replace("not_yours: {", "not_yours: { rust_name: GoneAway,");
    let (told, code) = checked(&dir, &swapped);
    assert_eq!(code, Some(1));
    for said in [
        "`GoneAway` was the name of `gone_away`, and is now that of `not_yours`",
        "`NotYours` was the name of `not_yours`, and is now that of `gone_away`",
    ] {
        assert!(told.contains(said), "{told}");
    }
    let (out, _, code) = run(&dir.0, &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (&json["diagnostics"][0]["code"], code),
        (&"E0060".into(), Some(1))
    );
    for format in ["human", "json", "github"] {
        let (out, _, _) = run(&dir.0, &["check", "--format", format]);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("given_{format}"), out);
        });
    }
}

#[test]
fn generated_code_does_not_depend_on_the_lock() {
    let dir = locked("generated");
    assert_eq!(run(&dir.0, &["generate"]).2, Some(0));
    std::fs::remove_file(dir.0.join("spec/acme.lock")).expect("removed");
    assert_eq!(run(&dir.0, &["generate", "--check"]).2, Some(0));
    assert_eq!(run(&dir.0, &["check"]).2, Some(0));
}
