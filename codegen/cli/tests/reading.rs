//! How `import` explains the reading of a page, and suggests hints that settle it.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use support::{TempDir, run};

/// A page with a table that is read, one that is left out in error, headings, and a table of something else.
const PAGE: &str = "# Errors\n\n| Code | Status | Meaning |\n|---|---|---|\n| `no_sail` | 404 | There is no sail. |\n\
| `no_mast` | 409 | There is no mast. |\n\n## Harbor\n\n### 4001 Berth taken\n\nAnother ship lies there.\n\n\
### 4002 Ship banned\n\nThe ship may not enter.\n\n## Calls\n\n| Call | Outcome |\n|---|---|\n\
| Set the sail | SailTorn |\n| Cut the sail | SailTorn |\n| Row | OarLost |\n| Row home | OarLost |\n| Row out | OarLost |\n\n\
## Fields\n\n| Field | Type |\n|---|---|\n| `sail` | string |\n| `mast` | string |\n";

#[test]
fn explain_shows_each_grid_with_its_runner_up_and_margin() {
    let dir = TempDir::new("explain-page");
    dir.write("errors.md", PAGE);
    let (out, _, status) = run(&dir.0, &["import", "errors.md", "--explain"]);
    assert_eq!(status, Some(0));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("import_explain", out);
    });
}

#[test]
fn suggested_hints_can_be_pasted() {
    let dir = TempDir::new("suggested-hints");
    dir.write("errors.md", PAGE);
    let (_, err, _) = run(&dir.0, &["import", "errors.md"]);
    let hints: Vec<&str> = err
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .collect();
    assert_eq!(
        hints,
        [
            "- { section: Calls, table: [Call, Outcome], contains: errors, columns: { Outcome: code } }"
        ]
    );
    dir.write("hints.yaml", &hints.join("\n"));
    let (yaml, err, _) = run(&dir.0, &["import", "errors.md", "--hints", "hints.yaml"]);
    assert!(
        yaml.contains("OarLost") && !err.contains("- {"),
        "{yaml}{err}"
    );
}

#[test]
fn an_empty_import_suggests_a_hint() {
    let dir = TempDir::new("empty-import");
    let page = "# Errors\n\n| Call | Outcome |\n|---|---|\n| Set the sail | SailTorn |\n| Cut the sail | SailTorn |\n\
                | Row | OarLost |\n| Row home | OarLost |\n| Row out | OarLost |\n";
    dir.write("errors.md", page);
    let (out, err, status) = run(&dir.0, &["import", "errors.md"]);
    assert_eq!((out.as_str(), status), ("", Some(1)));
    let hint = "- { section: Errors, table: [Call, Outcome], contains: errors, columns: { Outcome: code } }";
    assert!(err.contains(hint), "{err}");
}
