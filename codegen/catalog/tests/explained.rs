//! Every code and every lint has a page. Its wrong example is reported with this code, its fixed example is not, and a golden
//! file has the report.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod examples;
mod golden;

use std::path::Path;

use api_error_catalog_model::diagnostic::{Code, Levels};
use api_error_catalog_model::{Report, Source, open, read_source};

use examples::{framed, mended, wrong};

#[test]
fn the_wrong_example_of_a_page_is_what_it_explains() {
    for code in Code::ALL {
        let Some(example) = wrong(*code) else {
            continue;
        };
        let report = check(framed(&example));
        assert!(
            !report.diagnostics().is_empty(),
            "{code}: the wrong example is right"
        );
        for fault in report.diagnostics() {
            assert_eq!(fault.code, *code, "{}", report.lines());
        }
        golden::report("explained", code.id(), &report);
    }
}

#[test]
fn the_mended_example_of_a_page_is_in_order() {
    for code in Code::ALL {
        assert_eq!(
            mended(*code).is_some(),
            wrong(*code).is_some(),
            "{code} has both examples or none"
        );
        if let Some(example) = mended(*code) {
            let report = check(framed(&example));
            let mut found = report.diagnostics().iter().map(|fault| fault.code);
            assert!(
                !found.any(|found| found == *code || found.default_level().is_none()),
                "{code}: {}",
                report.lines()
            );
        }
    }
}

/// Problems that no few lines of YAML can show.
#[test]
fn the_codes_without_an_example_are_told_too() {
    let directory = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let latin = directory.join("latin.yaml");
    std::fs::write(&latin, b"title: caf\xe9\n").expect("a file");
    let shapes: String = (0..300)
        .map(|at| format!("  s{at}: '{{\"s{at}\": {{\"code\": \"$code\"}}}}'\n"))
        .collect();
    let long = format!(
        "errors:\n  gone: {{ status: 404, description: {} }}\n",
        "It is gone. ".repeat(200).trim_end()
    );
    let reports = [
        (
            Code::File,
            read_source(&directory.join("nowhere.yaml"))
                .expect_err("no file")
                .renamed("nowhere.yaml"),
        ),
        (
            Code::NotUtf8,
            read_source(&latin)
                .expect_err("no UTF-8")
                .renamed("latin.yaml"),
        ),
        (Code::TooLarge, check("#".repeat((64 << 20) + 1))),
        (
            Code::TableSize,
            check(framed(&format!("shapes:\n{shapes}"))),
        ),
        (Code::LongDescription, check(framed(&long))),
    ];
    for (code, report) in reports {
        let codes: Vec<Code> = report
            .diagnostics()
            .iter()
            .map(|fault| fault.code)
            .collect();
        assert_eq!(codes, [code]);
        assert_eq!(wrong(code), None, "{code} has an example on its page");
        // A text of 64 MiB would be too large for a golden file.
        let report = if code == Code::TooLarge {
            Report::new(Source::new("acme.yaml", ""), report.diagnostics().to_vec())
        } else {
            report
        };
        golden::report("explained", code.id(), &report);
    }
    std::fs::remove_file(latin).expect("removed");
}

/// The lengths of codes are two bytes wide in the tables.
#[test]
fn a_code_that_is_too_long_for_the_tables_is_reported() {
    let of_length = |bytes: usize| {
        let code = "x".repeat(bytes);
        framed(&format!(
            "errors:\n  Long: {{ match: {{ code: {code}, status: 404 }}, description: It is long. }}\n"
        ))
    };
    assert_eq!(check(of_length(65_535)).lines(), "");
    let report = check(of_length(65_536));
    let [fault] = report.diagnostics() else {
        panic!("{}", report.lines())
    };
    assert_eq!(
        (fault.code, fault.message.as_str()),
        (
            Code::TableSize,
            "a code has 65536 bytes, and at most 65535 are read"
        )
    );
}

/// What needs a page or a lock is the command line's, and so are the golden files of that.
#[test]
fn no_code_is_without_a_golden_file() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let of_pages = |code: &Code| {
        ["drift_", "stale_", "copied_", "E0060"]
            .iter()
            .any(|start| code.id().starts_with(start))
    };
    for code in Code::ALL.iter().filter(|code| !of_pages(code)) {
        let file = tests.join(format!("explained@{code}.snap"));
        let text = std::fs::read_to_string(&file).expect("a golden file");
        assert!(
            text.contains(&format!("[{code}]: ")),
            "{code}: for a person"
        );
        assert!(
            text.contains(&format!("\"code\":\"{code}\"")),
            "{code}: for a program"
        );
        assert!(
            code.page().len() > 60 && !code.page().contains('\t'),
            "{code} has a page"
        );
    }
}

#[test]
fn the_page_of_all_codes_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics.md");
    // A published package holds its own directory alone.
    let Ok(old) = std::fs::read_to_string(&file) else {
        return assert!(!file.with_file_name("format.md").exists());
    };
    let head = "# Diagnostics\n\nThis page explains every finding of `cargo errcat check`, with an example of the problem and its fix. \
                `cargo errcat explain CODE` shows\nthe same text. `.ci/accept` generates this file.\n";
    let pages: Vec<String> = Code::ALL
        .iter()
        .map(|code| code.explanation().replacen("# ", "## ", 1))
        .collect();
    let new = format!("{head}\n{}", pages.join("\n"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &new).expect("written");
    } else {
        assert!(
            old == new,
            "docs/diagnostics.md is out of date: `.ci/accept` writes it"
        );
    }
}

fn check(text: String) -> Report {
    let source = Source::new("acme.yaml", text);
    open(source).map_or_else(|report| report, |loaded| loaded.lint(&Levels::default()))
}

#[test]
fn a_report_tells_a_hundred_and_counts_the_rest() {
    let odd: String = (0..112)
        .map(|at| format!("  e{at}: {{ status: 9, description: Error number {at}. }}\n"))
        .collect();
    let report =
        open(Source::new("acme.yaml", framed(&format!("errors:\n{odd}")))).expect_err("faults");
    assert!(
        report.lines().ends_with("\nacme.yaml: and 12 more"),
        "{}",
        report.lines()
    );
    assert_eq!(report.lines().lines().count(), 101);
    assert_eq!(report.to_facts().len(), 112, "programs get all findings");
}
