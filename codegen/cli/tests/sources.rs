//! Documents for programs as sources of a catalog, and catalogs with several sources.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;

use support::{TempDir, run};

const PAGE: &str = "# Errors\n\n| Code | HTTP status | Description |\n|---|---|---|\n\
                    | `no_dock` | 404 | There is no such dock. |\n\
                    | `dock_full` | 409 | All places are taken. |\n";

const DOCUMENT: &str = "openapi: 3.1.0
info: { title: Quay, version: '1' }
paths:
  /docks:
    get:
      responses:
        '409':
          description: The state does not allow it.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Error' }
              examples:
                full:
                  value: { code: dock_full, message: All places are taken. }
        '422':
          description: The boat does not fit.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Error' }
              examples:
                long:
                  value: { code: too_long, message: The boat is too long. }
components:
  schemas:
    Error:
      type: object
      required: [code, message]
      properties:
        code: { type: string }
        message: { type: string }
";

/// Prepares the directory `docs` with these files.
fn with_docs(name: &str, files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new(name);
    std::fs::create_dir(dir.0.join("docs")).expect("a directory");
    for (file, text) in files {
        dir.write(&format!("docs/{file}"), text);
    }
    dir
}

/// Imports these files of `docs` to `spec/quay.yaml`. Returns the messages.
fn import(dir: &TempDir, files: &[&str]) -> String {
    let paths: Vec<String> = files.iter().map(|file| format!("docs/{file}")).collect();
    let mut args = vec!["import", "--name", "quay"];
    args.extend(paths.iter().map(String::as_str));
    let (catalog, messages, code) = run(&dir.0, &args);
    assert_eq!(code, Some(0), "{messages}");
    dir.write("spec/quay.yaml", &catalog);
    let (out, err, code) = run(&dir.0, &["check"]);
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    messages
}

fn sync(dir: &Path, doc: &str) -> (String, String, Option<i32>) {
    run(dir, &["sync", "spec/quay.yaml", doc, "--write"])
}

fn check(dir: &Path) -> (String, String, Option<i32>) {
    run(dir, &["check", "--docs", "docs", "--format", "short"])
}

/// Returns the line of a text in a document, counted from 1.
fn line_of(document: &str, text: &str) -> usize {
    let at = document.find(text).expect("the text");
    document[..at].matches('\n').count() + 1
}

/// The document as JSON, indented as programs write it.
fn as_json(document: &str) -> String {
    let value: serde_json::Value = serde_yaml::from_str(document).expect("YAML");
    serde_json::to_string_pretty(&value).expect("JSON")
}

#[test]
fn changes_of_an_openapi_document_are_reported_at_their_lines_and_merged() {
    let newer = DOCUMENT
        .replace("'409'", "'423'")
        .replace("code: too_long", "code: too_wide")
        .replace(
            "description: The boat does not fit.",
            "description: It does not fit.",
        );
    for (file, older, newer) in [
        ("api.yaml", DOCUMENT.to_owned(), newer.clone()),
        ("api.json", as_json(DOCUMENT), as_json(&newer)),
    ] {
        let doc = format!("docs/{file}");
        let dir = with_docs(&format!("document-{file}"), &[(file, &older)]);
        import(&dir, &[file]);
        assert_eq!(sync(&dir.0, &doc).2, Some(0));
        let (out, err, code) = check(&dir.0);
        assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");

        dir.write(&format!("docs/{file}"), &newer)
            .write("old", &older);
        let (out, _, code) = check(&dir.0);
        assert_eq!(code, Some(1));
        for (change, text) in [
            ("error dock_full: status 409 → 423", "dock_full"),
            ("error too_wide is new", "too_wide"),
            ("status 423 is new", "The state does not"),
            ("status 422: description", "It does not fit"),
        ] {
            let place = format!("{doc}:{}:", line_of(&newer, text));
            let reported = out
                .lines()
                .any(|line| line.starts_with(&place) && line.contains(change));
            assert!(reported, "{place} {change}\n{out}");
        }
        let (out, _, code) = run(&dir.0, &["diff", "old", &doc, "--deny", "major"]);
        assert_eq!(code, Some(1));
        assert!(out.contains("error dock_full: status 409 → 423"), "{out}");
        let (out, _, _) = run(
            &dir.0,
            &["diff", "spec/quay.yaml", &doc, "--format", "json"],
        );
        let line = format!("\"line\":{}", line_of(&newer, "dock_full"));
        assert!(out.contains(&line) && !out.contains("\"file\":"), "{out}");

        // The reworded description is left for a person.
        let (_, err, code) = sync(&dir.0, &doc);
        assert_eq!(code, Some(1), "{err}");
        assert!(err.contains("read again: status 422: description"), "{err}");
        let (_, err, code) = sync(&dir.0, &doc);
        assert_eq!((err.trim(), code), ("nothing to write", Some(0)));
        let (out, _, code) = check(&dir.0);
        assert!(!out.contains("drift_") && code == Some(0), "{out}");
    }
}

#[test]
fn one_catalog_is_imported_from_a_page_and_a_document() {
    let dir = with_docs("joined", &[("quay.md", PAGE), ("api.yaml", DOCUMENT)]);
    let messages = import(&dir, &["quay.md", "api.yaml"]);
    assert!(!messages.contains("contradiction"), "{messages}");
    let catalog = dir.read("spec/quay.yaml");
    for code in ["no_dock", "dock_full", "too_long"] {
        assert_eq!(
            catalog.matches(&format!("  {code}:\n")).count(),
            1,
            "{catalog}"
        );
    }
    assert!(
        catalog.contains("source:\n  - title: Errors\n    file: quay.md\n"),
        "{catalog}"
    );
    assert!(catalog.contains("    file: api.yaml\n"), "{catalog}");
    // The envelope is described by the document alone.
    assert!(catalog.contains("of api.yaml."), "{catalog}");

    assert_eq!(sync(&dir.0, "docs").2, Some(0));
    let (out, err, code) = check(&dir.0);
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    let (_, err, _) = run(&dir.0, &["check", "--docs", "docs"]);
    assert!(err.contains("2 pages unchanged"), "{err}");

    let (json, _, code) = run(
        &dir.0,
        &[
            "import",
            "docs/quay.md",
            "docs/api.yaml",
            "--format",
            "json",
        ],
    );
    assert_eq!(code, Some(0));
    let facts: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let too_long = facts["errors"].as_array().expect("errors").iter();
    let too_long = too_long.filter(|error| error["code"] == "too_long");
    let files: Vec<_> = too_long.map(|error| &error["file"]).collect();
    assert_eq!(files, ["api.yaml"]);
}

/// If two sources contradict each other, the first one counts, and both places are reported.
#[test]
fn contradictions_are_reported_with_both_places() {
    let page = PAGE.replace("409", "423");
    let dir = with_docs(
        "contradiction",
        &[("quay.md", &page), ("api.yaml", DOCUMENT)],
    );
    let messages = import(&dir, &["quay.md", "api.yaml"]);
    let (here, there) = (line_of(&page, "dock_full"), line_of(DOCUMENT, "dock_full"));
    let wanted = format!(
        "error dock_full: status 423 (line {here} of quay.md), but 409 (line {there} of api.yaml)"
    );
    assert!(messages.contains(&wanted), "{messages}");
    let catalog = dir.read("spec/quay.yaml");
    assert!(
        catalog.contains("  dock_full:\n    status: 423\n"),
        "{catalog}"
    );
    let (_, err, code) = sync(&dir.0, "docs");
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains(&wanted), "{err}");

    // It is a warning at the place that does not count, which the catalog can allow.
    let (out, _, code) = check(&dir.0);
    assert_eq!(code, Some(0));
    let place = format!("docs/api.yaml:{there}:");
    assert!(
        out.starts_with(&place) && out.contains("warning[drift_contradiction]"),
        "{out}"
    );
    assert!(out.contains(&wanted), "{out}");
    let (out, _, _) = run(&dir.0, &["check", "--docs", "docs"]);
    assert!(
        out.contains("docs/api.yaml") && out.contains("docs/quay.md"),
        "{out}"
    );
    let deny = ["check", "--docs", "docs", "--deny", "drift_contradiction"];
    assert_eq!(run(&dir.0, &deny).2, Some(1));
    let allowed = catalog.replace(
        "  dock_full:\n",
        "  dock_full:\n    lints: { drift_contradiction: allow }\n",
    );
    dir.write("spec/quay.yaml", &allowed);
    let (out, _, code) = run(&dir.0, &deny);
    assert_eq!((out.as_str(), code), ("", Some(0)));
}

#[test]
fn a_change_names_the_source_that_changed() {
    let dir = with_docs(
        "changed-source",
        &[("quay.md", PAGE), ("api.yaml", DOCUMENT)],
    );
    import(&dir, &["quay.md", "api.yaml"]);
    assert_eq!(sync(&dir.0, "docs").2, Some(0));

    // The second source alone loses an error that the first one still has.
    let newer = DOCUMENT.replace("{ code: dock_full,", "{ code: boat_lost,");
    dir.write("docs/api.yaml", &newer);
    let (out, _, code) = check(&dir.0);
    assert_eq!(code, Some(1));
    let new = format!("docs/api.yaml:{}:", line_of(&newer, "boat_lost"));
    assert!(
        out.lines()
            .any(|line| line.starts_with(&new) && line.contains("error boat_lost is new")),
        "{out}"
    );
    let (out, _, _) = run(&dir.0, &["check", "--docs", "docs"]);
    assert!(out.contains("no longer in api.yaml"), "{out}");
    assert!(!out.contains("docs/quay.md"), "{out}");

    // An error is deprecated only if no source has it.
    let (_, err, _) = sync(&dir.0, "docs");
    let catalog = dir.read("spec/quay.yaml");
    assert!(
        catalog.contains("boat_lost") && !catalog.contains("deprecated"),
        "{err}{catalog}"
    );
    assert!(catalog.contains("of api.yaml"), "{catalog}");
    assert_eq!(check(&dir.0).2, Some(0));
    let (out, _, _) = run(&dir.0, &["diff", "spec/quay.yaml", "docs"]);
    assert_eq!(out, "");
    dir.write("docs/quay.md", &PAGE.replace("dock_full", "dock_shut"));
    let (out, _, _) = run(
        &dir.0,
        &["diff", "spec/quay.yaml", "docs", "--format", "json"],
    );
    assert!(out.contains("\"file\":\"quay.md\""), "{out}");
    sync(&dir.0, "docs");
    let catalog = dir.read("spec/quay.yaml");
    assert!(catalog.contains("deprecated"), "{catalog}");
}

/// A newer page alone would look as if the other sources had lost their errors.
#[test]
fn several_sources_are_merged_together_or_not_at_all() {
    let dir = with_docs("together", &[("quay.md", PAGE), ("api.yaml", DOCUMENT)]);
    import(&dir, &["quay.md", "api.yaml"]);
    let (out, err, code) = sync(&dir.0, "docs/quay.md");
    assert_eq!((out.as_str(), code), ("", Some(2)));
    assert!(
        err.contains("spec/quay.yaml has several sources (quay.md, api.yaml)"),
        "{err}"
    );
    std::fs::remove_file(dir.0.join("docs/api.yaml")).expect("removed");
    let (_, err, code) = sync(&dir.0, "docs");
    assert_eq!(code, Some(2));
    assert!(err.contains("docs/api.yaml"), "{err}");
    assert!(!dir.0.join("spec/quay.lock").exists());
}

/// A lock with one source stays valid when the catalog gets a second one, and the other way round.
#[test]
fn a_lock_follows_when_sources_are_added_and_removed() {
    let dir = with_docs("lock", &[("quay.md", PAGE), ("api.yaml", DOCUMENT)]);
    import(&dir, &["quay.md"]);
    assert_eq!(sync(&dir.0, "docs/quay.md").2, Some(0));
    assert!(!dir.read("spec/quay.lock").contains("source\t"));
    let one = dir.read("spec/quay.yaml");
    let first = "source:\n  title: Errors\n  file: quay.md\n";
    let two = one.replace(first, "source:\n  - file: quay.md\n  - file: api.yaml\n");
    assert_ne!(one, two);
    dir.write("spec/quay.yaml", &two);
    let (out, err, code) = check(&dir.0);
    assert_eq!((out.as_str(), code), ("", Some(2)));
    assert!(
        err.contains("spec/quay.lock does not record docs/api.yaml"),
        "{err}"
    );
    assert!(
        err.contains("cargo errcat sync spec/quay.yaml docs --write"),
        "{err}"
    );

    let (_, err, code) = sync(&dir.0, "docs");
    assert_eq!(code, Some(0), "{err}");
    let lock = dir.read("spec/quay.lock");
    assert!(
        lock.contains("\nsource\tquay.md\n") && lock.contains("\nsource\tapi.yaml\n"),
        "{lock}"
    );
    assert_eq!(check(&dir.0).2, Some(0));
    // The order of the sources does not matter to the lock.
    let swapped = dir.read("spec/quay.yaml").replace(
        "  - file: quay.md\n  - file: api.yaml\n",
        "  - file: api.yaml\n  - file: quay.md\n",
    );
    dir.write("spec/quay.yaml", &swapped);
    assert_eq!(check(&dir.0).2, Some(0));
    // With one source again, its part of the lock still counts.
    dir.write("spec/quay.yaml", &one);
    let (out, _, code) = check(&dir.0);
    assert_eq!((out.lines().count(), code), (1, Some(1)), "{out}");
    assert!(
        out.contains("`TooLong` was the name of `too_long`"),
        "{out}"
    );
}

/// Each source has its own hints, and a hint is written to the sources in which it matches something.
#[test]
fn hints_belong_to_their_source() {
    let second = "# Limits\n\n| Name | Sense |\n|---|---|\n| `too_slow` | It is too slow. |\n| `too_fast` | It is too fast. |\n";
    let dir = with_docs(
        "hints-of-sources",
        &[("quay.md", PAGE), ("limits.md", second)],
    );
    dir.write(
        "hints.yaml",
        "- { section: Limits, contains: errors, columns: { Name: code, Sense: description } }\n",
    );
    let (catalog, err, code) = run(
        &dir.0,
        &[
            "import",
            "docs/quay.md",
            "docs/limits.md",
            "--name",
            "quay",
            "--hints",
            "hints.yaml",
        ],
    );
    assert_eq!(code, Some(0), "{err}");
    assert!(!err.contains("matches nothing"), "{err}");
    assert_eq!(catalog.matches("section: Limits").count(), 1, "{catalog}");
    dir.write("spec/quay.yaml", &catalog);
    assert_eq!(sync(&dir.0, "docs").2, Some(0));
    let (out, err, code) = check(&dir.0);
    assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    // The hint is reported if its own source no longer has the section.
    dir.write("docs/limits.md", &second.replace("# Limits", "# Bounds"));
    let (out, _, code) = check(&dir.0);
    assert_eq!(code, Some(1));
    let line = line_of(&catalog, "section: Limits");
    assert!(
        out.contains(&format!("spec/quay.yaml:{line}:")) && out.contains("stale_hint"),
        "{out}"
    );
    // A catalog's hints are those of all its sources.
    let (_, err, code) = run(
        &dir.0,
        &["import", "docs/quay.md", "--hints", "spec/quay.yaml"],
    );
    assert_eq!(code, Some(0));
    assert!(err.contains("hint 1 matches nothing"), "{err}");
}
