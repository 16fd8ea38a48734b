//! `observe` checks every error of a list, not only the first.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use support::{TempDir, run};

const CATALOG: &str = r#"format: 1
catalog: acme
envelope: '{"errors": [{"code": "$code", "title": "$message"}]}'
errors:
  gone: { status: 404, description: It is gone. }
  busy: { status: 409, description: It is busy. }
"#;

const RESPONSES: &str = r#"{"status": 404, "body": {"errors": [{"code": "gone", "title": "No."}, {"code": "new", "title": "New."}, {"title": "No code."}, {"code": "gone", "title": "No."}]}}
{"status": 409, "body": {"errors": [{"code": "busy", "title": "No."}, {"code": "new", "title": "New."}]}}
"#;

#[test]
fn every_unknown_code_of_a_list_is_reported() {
    let dir = TempDir::new("observe_lists");
    dir.write("spec/acme.yaml", CATALOG)
        .write("responses.jsonl", RESPONSES);
    let args = ["observe", "responses.jsonl", "--format", "json"];
    let (out, err, _) = run(&dir.0, &args);
    let found: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let findings = found["catalogs"][0]["findings"].as_array().expect("a list");
    let unknown: Vec<(&str, u64)> = findings
        .iter()
        .filter(|finding| finding["kind"] == "unknown_code")
        .map(|finding| {
            let count = finding["count"].as_u64().unwrap_or_default();
            (finding["what"].as_str().unwrap_or_default(), count)
        })
        .collect();
    assert_eq!(unknown, [("new", 2)], "{out}");
    assert_eq!(found["catalogs"][0]["known"], 2, "{out}");
}
