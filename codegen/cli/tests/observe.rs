//! `observe`, `infer` and `check --responses` as their users see them.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{TempDir, run};

const ACME: &str = r#"# Kept byte for byte.
format: 1
catalog: acme
source: { file: acme.md, hosts: [api.acme.example] }
envelope: '{"code": "$code", "message": "$message", "details": "$details?"}'
fields: { request_id: X-Request-ID }
errors:
  gone: { status: 404, description: It is gone. }   # why not
  busy:
    status: 409
    description: It is busy.
    details: { left: integer, "by?": string }
"#;

const ANSWERS: &str = r#"{"status": 200, "url": "https://api.acme.example/x", "body": {"fine": true}}
{"status": 404, "url": "https://api.acme.example/x", "headers": {"x-request-id": "1"}, "body": {"code": "gone", "message": "No."}}
{"status": 400, "url": "https://api.acme.example/x", "headers": {"x-request-id": "1"}, "body": {"code": "gone", "message": "No."}, "time": "2026-11-01T10:00:00Z"}
{"status": 400, "url": "https://api.acme.example/x", "body": {"code": "gone", "message": "No."}, "time": "2026-11-03T10:00:00+01:00"}
{"status": 409, "url": "https://api.acme.example/x", "body": "{\"code\": \"busy\", \"message\": \"No.\", \"details\": {\"left\": 1.5, \"new\": true}}"}
{"status": 402, "url": "https://api.acme.example/x", "body": {"code": "no_money", "message": "Ann has 3 left."}}
{"status": 402, "url": "https://api.acme.example/x", "body": {"code": "no_money", "message": "Bob has 5 left."}}
{"status": 402, "url": "https://api.acme.example/x", "headers": {}, "body": {"code": "gone", "message": "ann@acme.example", "extra": 1}}
{"status": 500, "url": "https://api.acme.example/x", "body_base64": "PGh0bWw+"}
{"status": 500, "url": "https://other.example/x", "body": {"code": "gone"}}

no answer
"#;

/// Creates a directory with the catalog, the page and responses of Acme.
fn acme(name: &str) -> TempDir {
    let dir = TempDir::new(name);
    let page = "# Errors\n\n| Code | Status | Description |\n|---|---|---|\n| `gone` | 404 | It is gone. |\n| `busy` | 409 | It is busy. |\n";
    dir.write("spec/acme.yaml", ACME)
        .write("answers.jsonl", ANSWERS)
        .write("acme.md", page);
    dir
}

fn json(dir: &TempDir, args: &[&str]) -> Value {
    let (out, err, _) = run(&dir.0, args);
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"))
}

#[test]
fn observe_reports_its_findings() {
    let dir = acme("observe");
    for format in ["human", "markdown"] {
        let (out, err, code) = run(&dir.0, &["observe", "answers.jsonl", "--format", format]);
        insta::with_settings!({ snapshot_suffix => format, omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("observe", format!("{out}{err}exit {code:?}"));
        });
        assert!(!out.contains("ann@") && !out.contains("Ann"), "{out}");
    }
    let found = json(&dir, &["observe", "answers.jsonl", "--format", "json"]);
    let of = &found["catalogs"][0];
    assert_eq!(
        (&of["answers"], &of["known"], &found["elsewhere"]),
        (&8.into(), &5.into(), &1.into())
    );
    let kinds: Vec<(&str, &str, u64)> = of["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|finding| {
            (
                finding["kind"].as_str().unwrap_or(""),
                finding["what"].as_str().unwrap_or(""),
                finding["count"].as_u64().unwrap_or(0),
            )
        })
        .collect();
    assert_eq!(
        kinds,
        [
            ("unknown_code", "no_money", 2),
            ("undocumented_status", "gone 400", 2),
            ("undocumented_status", "gone 402", 1),
            ("unknown_shape", "500 HTML or XML", 1),
            ("extra_field", "extra", 1),
            ("extra_field", "busy details.new is boolean", 1),
            ("detail_type", "busy details.left is number", 1),
            ("missing_header", "X-Request-ID", 1),
        ]
    );
    let first = &of["findings"][1];
    assert_eq!(
        (&first["first"], &first["last"]),
        (
            &"2026-11-01T10:00:00Z".into(),
            &"2026-11-03T09:00:00Z".into()
        )
    );
    assert_eq!(first["place"], "answers.jsonl:3");
    assert_eq!(of["findings"][0]["messages"], "… has … left.");
}

#[test]
fn details_are_compared_at_every_depth() {
    let dir = acme("nested");
    dir.write(
        "spec/acme.yaml",
        &ACME.replace(
            r#"{ left: integer, "by?": string }"#,
            "{ state: on | off, parts: [{ size: integer, by?: { name: string } }], limits?: { <plan>: integer } }",
        ),
    );
    let sent = |details: &str| {
        format!(
            r#"{{"status": 409, "url": "https://api.acme.example/x", "body": {{"code": "busy", "message": "m", "details": {details}}}}}"#
        )
    };
    let answers = [
        sent(
            r#"{"state": "half", "parts": [{"size": 1}, {"size": 2, "by": {"name": "Ann"}}], "limits": {"free": 1}}"#,
        ),
        sent(
            r#"{"state": "on", "parts": [{"size": "1"}, {"size": "2", "new": 1}, {"by": {"name": 7}}]}"#,
        ),
        sent(r#"{"state": 1, "parts": [], "limits": {"ann@acme.example": 1.5}}"#),
    ];
    dir.write("answers.jsonl", &(answers.join("\n") + "\n"));
    let found = |dir: &TempDir| -> Vec<(String, u64)> {
        let found = json(dir, &["observe", "answers.jsonl", "--format", "json"]);
        let findings = found["catalogs"][0]["findings"].as_array().cloned();
        let finding = |finding: Value| {
            let what = finding["what"].as_str().unwrap_or_default().to_owned();
            (what, finding["count"].as_u64().unwrap_or_default())
        };
        findings.into_iter().flatten().map(finding).collect()
    };
    let expected = [
        ("busy details.parts[].new is integer", 1),
        ("busy details.limits is object", 1),
        ("busy details.parts[].by.name is integer", 1),
        ("busy details.parts[].size is missing", 1),
        ("busy details.parts[].size is string", 1),
        ("busy details.state is integer", 1),
    ];
    let mut all = found(&dir);
    all.retain(|(what, _)| what.starts_with("busy details"));
    assert_eq!(all, expected.map(|(what, count)| (what.to_owned(), count)));
    // Members inside an object are recorded, and a member itself gets a wider type.
    let (_, err, code) = run(&dir.0, &["observe", "answers.jsonl", "--write"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(
        found(&dir)
            .iter()
            .all(|(what, _)| !what.starts_with("busy details"))
    );
    let text = std::fs::read_to_string(dir.0.join("spec/acme.yaml")).expect("the catalog");
    for part in [
        "state: any",
        "'<plan>': any",
        "busy details.parts[].size is string",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn samples_are_redacted() {
    let dir = acme("samples");
    let (out, ..) = run(&dir.0, &["observe", "answers.jsonl", "--samples"]);
    assert!(
        out.contains(r#"sample: {"code": "gone", "message": "[redacted]", "extra": 1}"#),
        "{out}"
    );
    dir.write(
        "spec/acme.yaml",
        &ACME.replace("fields:", "sensitive: [message]\nfields:"),
    );
    let (out, ..) = run(&dir.0, &["observe", "answers.jsonl", "--samples"]);
    assert!(
        !out.contains("Ann")
            && out.contains(r#"sample: {"code": "no_money", "message": "[redacted]"}"#),
        "{out}"
    );
}

#[test]
fn denied_kinds_decide_the_exit_status() {
    let dir = acme("deny");
    let code = |args: &[&str]| run(&dir.0, args).2;
    assert_eq!(code(&["observe", "answers.jsonl"]), Some(1));
    assert_eq!(
        code(&["observe", "answers.jsonl", "--deny", "never_seen,ambiguous"]),
        Some(0)
    );
    assert_eq!(
        code(&[
            "observe",
            "answers.jsonl",
            "--deny",
            "ambiguous",
            "--deny",
            "unknown_code"
        ]),
        Some(1)
    );
    assert_eq!(
        code(&["observe", "answers.jsonl", "--deny", "everything"]),
        Some(2)
    );
    dir.write(
        "fine.jsonl",
        "{\"status\": 404, \"body\": {\"code\": \"gone\", \"message\": \"No.\"}}\n",
    );
    assert_eq!(
        code(&["observe", "fine.jsonl"]),
        Some(0),
        "busy was never seen, which is not an error"
    );
    assert_eq!(
        code(&["observe", "fine.jsonl", "--deny", "never_seen"]),
        Some(1)
    );
    assert_eq!(
        code(&[
            "observe",
            "spec/acme.yaml",
            "fine.jsonl",
            "--catalog",
            "acme"
        ]),
        Some(0)
    );
    assert_eq!(
        code(&["observe", "fine.jsonl", "--catalog", "other"]),
        Some(2)
    );
    assert_eq!(
        code(&["observe", "spec/acme.yaml"]),
        Some(2),
        "no responses were named"
    );
}

#[test]
fn written_findings_are_not_reported_again() {
    let dir = acme("write");
    let (_, err, code) = run(&dir.0, &["observe", "answers.jsonl", "--write"]);
    assert_eq!(code, Some(0), "{err}");
    let written = dir.read("spec/acme.yaml");
    let day = written
        .split_once("observe` on ")
        .and_then(|(_, rest)| rest.get(..10))
        .expect("a day");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("written", written.replace(day, "[today]"));
    });
    let (out, err, code) = run(&dir.0, &["observe", "answers.jsonl"]);
    assert_eq!(
        (code, out.contains("unknown_code")),
        (Some(0), false),
        "{out}{err}"
    );
    assert_eq!(run(&dir.0, &["check"]).2, Some(0));
    assert!(
        run(&dir.0, &["observe", "answers.jsonl", "--write"])
            .1
            .contains("nothing to write")
    );
    assert_eq!(
        dir.read("spec/acme.yaml"),
        written,
        "a second time changes nothing"
    );
    let more = ANSWERS
        .replace("no_money", "no_time")
        .replace("extra", "more")
        .replace("500", "503");
    dir.write("more.jsonl", &more);
    assert_eq!(
        run(&dir.0, &["observe", "more.jsonl", "--write"]).2,
        Some(0)
    );
    let grown = dir.read("spec/acme.yaml");
    assert!(
        grown.contains("no_time:")
            && grown.contains("no_money:")
            && grown.contains("  more: 'more.jsonl: 1 response'"),
        "{grown}"
    );
    assert_eq!(
        run(&dir.0, &["observe", "answers.jsonl", "more.jsonl"]).2,
        Some(0)
    );
}

#[test]
fn a_catalog_in_braces_is_written_too() {
    let dir = acme("braces");
    let observed = "observed: { old: { status: 401, description: It is old., seen: a log } }\nknown_deviations: { extra_field: { zap: a log } }\n";
    dir.write("spec/acme.yaml", &(ACME.to_owned() + observed));
    assert_eq!(
        run(&dir.0, &["observe", "answers.jsonl", "--write"]).2,
        Some(0)
    );
    let written = dir.read("spec/acme.yaml");
    assert!(
        written.contains("seen: a log }, no_money: {") || written.contains("no_money: {"),
        "{written}"
    );
    assert_eq!(
        run(&dir.0, &["observe", "answers.jsonl"]).2,
        Some(0),
        "{written}"
    );
}

#[test]
fn page_catalog_and_traffic_are_compared() {
    let dir = acme("sides");
    assert_eq!(
        run(&dir.0, &["sync", "spec/acme.yaml", "acme.md", "--write"]).2,
        Some(0)
    );
    let check = ["check", "--docs", ".", "--responses", "answers.jsonl"];
    let (out, err, code) = run(&dir.0, &check);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        out.contains(
            "acme: `gone`: the page and the catalog state 404, 2 responses had 400, 1 response had 402 (only the traffic differs)"
        ),
        "{out}"
    );
    assert!(
        out.contains("acme: `no_money`: 2 responses had it, but neither the page nor the catalog does (only the traffic differs)"),
        "{out}"
    );
    let sides = json(&dir, &[&check[..], &["--format", "json"]].concat());
    assert_eq!(
        (&sides["sides"][0]["code"], &sides["sides"][0]["alone"]),
        (&"gone".into(), &"traffic".into())
    );
    assert_eq!(
        run(&dir.0, &["check", "--responses", "answers.jsonl"]).2,
        Some(2),
        "three sides require a page"
    );
    // Once the responses are recorded in the catalog, nothing is reported.
    run(&dir.0, &["observe", "answers.jsonl", "--write"]);
    let (out, err, code) = run(&dir.0, &check);
    assert_eq!(code, Some(0), "{out}{err}");
}

#[test]
fn infer_writes_a_catalog_that_passes() {
    let dir = acme("infer");
    let (out, err, code) = run(&dir.0, &["infer", "answers.jsonl", "--name", "other"]);
    assert_eq!(code, Some(0), "{err}");
    dir.write("spec/other.yaml", &out);
    let (_, err, code) = run(&dir.0, &["check", "spec/other.yaml"]);
    assert_eq!(code, Some(0), "{err}{out}");
    assert!(
        out.contains(r#"envelope: '{"code": "$code", "message": "$message", "#),
        "{out}"
    );
    assert!(!out.contains("Ann") && !out.contains("ann@"), "{out}");
    assert_eq!(
        run(&dir.0, &["infer", "answers.jsonl", "--name", "not a name"]).2,
        Some(2)
    );
    dir.write("fine.jsonl", "{\"status\": 200}\n");
    assert_eq!(run(&dir.0, &["infer", "fine.jsonl"]).2, Some(1));
}

#[test]
fn standard_input_is_read_and_no_catalog_is_needed() {
    let dir = acme("stdin");
    std::fs::remove_dir_all(dir.0.join("spec")).expect("a directory");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-errcat"));
    let command = command
        .args(["observe", "-", "--format", "json"])
        .current_dir(&dir.0);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a run");
    let answers =
        r#"{"status": 401, "body": {"detail": {"status": "quota_exceeded", "message": "No."}}}"#;
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(answers.as_bytes())
        .expect("written");
    let output = child.wait_with_output().expect("an end");
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (
            &found["catalogs"][0]["catalog"],
            &found["catalogs"][0]["known"]
        ),
        (&"elevenlabs".into(), &1.into())
    );
}

#[test]
fn input_without_responses_is_reported() {
    let dir = acme("noise");
    let noise: Vec<u8> = (0..200_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    std::fs::write(dir.0.join("noise.bin"), &noise).expect("a file");
    std::fs::write(
        dir.0.join("cut.gz"),
        [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &noise[..50]].concat(),
    )
    .expect("a file");
    dir.write(
        "deep.jsonl",
        &format!("{{\"status\": 400, \"body\": {}}}\n", "[".repeat(100_000)),
    );
    dir.write(
        "cut.har",
        r#"{"log": {"entries": [{"response": {"status": 4"#,
    );
    let spec = dir.read("spec/acme.yaml");
    for (file, why) in [
        ("noise.bin", "the input has no response: noise.bin:1: "),
        ("cut.gz", "cannot read cut.gz: "),
        ("deep.jsonl", "the input has no response: deep.jsonl:1: "),
        (
            "cut.har",
            "cannot read cut.har: the HAR file is incomplete: it ends in the middle of entry 1",
        ),
        ("missing.jsonl", "cannot read missing.jsonl: "),
    ] {
        let (out, err, code) = run(&dir.0, &["observe", "spec/acme.yaml", file, "--write"]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{file}: {err}");
        assert!(err.contains(why), "{file}: {err}");
    }
    assert_eq!(dir.read("spec/acme.yaml"), spec);
}
