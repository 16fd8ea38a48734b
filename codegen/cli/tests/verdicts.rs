//! `diff` classifies each change by its effect on users' code: for catalogs and pages, in every format.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use support::{TempDir, run};

const CATALOG: &str = r#"format: 1
catalog: acme
envelope: '{"error": {"code": "$code", "message": "$message", "type": "$type"}}'
websocket: '{"type": "error", "message": "$message"}'
fields: { request_id: X-Request-ID }
types:
  lost_error:
    status: 404
    description: Things that are lost.
    errors:
      no_kite:
        description: There is no such kite.
        assumed: { category: not_found, retry: backoff }
        details: { kite: string, tail?: integer, rope: { length: integer } }
      no_wind:
        description: The wind is missing.
        message: "Wind: {speed:integer}."
        limits: { knots: 20 }
  late_error:
    status: 503
    description: Things that are late.
    errors:
      too_late: { description: It is too late., retry: never }
errors:
  InvalidMessage: { match: { websocket: "Bad message." }, description: The message is none. }
"#;

/// An edit of the catalog, what `diff` prints, and the verdict.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    // Removed or renamed errors, with and without an alias.
    (
        "      too_late: { description: It is too late., retry: never }\n",
        "      new_late: { description: New., status: 504 }\n",
        "minor  error new_late is new\nmajor  error too_late is gone\n",
        "major",
    ),
    (
        "      too_late: {",
        "      very_late: {",
        "major  error very_late was too_late: rust name TooLate → VeryLate\n",
        "major",
    ),
    (
        "      too_late: {",
        "      very_late: { renamed_from: [too_late],",
        "minor  error very_late was too_late: rust name TooLate → VeryLate\n",
        "minor",
    ),
    (
        "      too_late: {",
        "      very_late: { rust_name: TooLate, renamed_from: [too_late],",
        "minor  error very_late was too_late\n",
        "minor",
    ),
    (
        "      too_late: {",
        "      very_late: { renamed_from: [too_late], status: 408,",
        "major  error very_late was too_late: status 503 → 408; category unavailable → timeout; rust name TooLate → VeryLate\n",
        "major",
    ),
    (
        "      too_late: {",
        "      too_late: { rust_name: Late,",
        "major  error too_late: rust name TooLate → Late\n",
        "major",
    ),
    (
        "      too_late: {",
        "      too_late: { rust_name: Late, renamed_from: [too_late],",
        "minor  error too_late: rust name TooLate → Late\n",
        "minor",
    ),
    (
        "      too_late: {",
        "      brand_new: { status: 504, description: New. }\n      too_late: {",
        "minor  error brand_new is new\n",
        "minor",
    ),
    // The identity of an error.
    (
        "      too_late: {",
        "      too_late: { status: 408,",
        "major  error too_late: status 503 → 408; category unavailable → timeout\n",
        "major",
    ),
    (
        "      too_late: {",
        "      too_late: { type: lost_error,",
        "major  error too_late: type late_error → lost_error\n",
        "major",
    ),
    (
        "      too_late: {",
        "      too_late: { category: timeout,",
        "major  error too_late: category unavailable → timeout\n",
        "major",
    ),
    (
        "    status: 503\n",
        "    status: [503, 504]\n",
        "major  error too_late: status 503 → 503, 504\nmajor  type late_error: status 503 → 503, 504\n",
        "major",
    ),
    // Retry advice.
    (
        "retry: never",
        "retry: backoff",
        "major  error too_late: retry never → backoff\n",
        "major",
    ),
    (
        ", retry: backoff",
        "",
        "major  error no_kite: retry backoff → none\n",
        "major",
    ),
    (
        "retry: backoff",
        "retry: after_delay",
        "minor  error no_kite: retry backoff → after_delay\n",
        "minor",
    ),
    (
        ", retry: never",
        "",
        "minor  error too_late: retry never → none\n",
        "minor",
    ),
    // Details, arguments and other data of an error.
    (
        "kite: string, ",
        "",
        "major  error no_kite: details - kite: string\n",
        "major",
    ),
    (
        "kite: string",
        "kite: integer",
        "major  error no_kite: details kite: string → kite: integer\n",
        "major",
    ),
    (
        "kite: string",
        "kite: string, colour: string",
        "major  error no_kite: details + colour: string\n",
        "major",
    ),
    (
        "kite: string",
        "kite: string, colour?: { name: string, shade?: light | dark }",
        "major  error no_kite: details + colour?.name: string, colour?.shade? | dark, colour?.shade? | light, 2 more\n",
        "major",
    ),
    (
        "rope: { length: integer }",
        "rope: { length: integer, colour?: light | dark }",
        "minor  error no_kite: details + rope.colour? | dark, rope.colour? | light, rope.colour?: documented strings\n",
        "minor",
    ),
    (
        "kite: string",
        "kite: string, 'knot.colour?': string",
        "major  error no_kite: details + knot.colour?: string\n",
        "major",
    ),
    (
        "rope: { length: integer }",
        "rope: { length: integer, colour: string }",
        "major  error no_kite: details + rope.colour: string\n",
        "major",
    ),
    (
        "tail?: integer",
        "tail: integer",
        "major  error no_kite: details tail?: integer → tail: integer\n",
        "major",
    ),
    (
        "speed:integer",
        "knots:integer",
        "major  error no_wind: message \"Wind: {speed:integer}.\" → \"Wind: {knots:integer}.\"; parameters speed: integer → knots: integer\n",
        "major",
    ),
    (
        "speed:integer}.",
        "speed:integer} of {least:integer}.",
        "major  error no_wind: message \"Wind: {speed:integer}.\" → \"Wind: {speed:integer} of {least:integer}.\"; parameters + least: integer\n",
        "major",
    ),
    (
        "Wind: {",
        "The wind: {",
        "minor  error no_wind: message \"Wind: {speed:integer}.\" → \"The wind: {speed:integer}.\"\n",
        "minor",
    ),
    (
        "\"Bad message.\"",
        "\"No message.\"",
        "major  error InvalidMessage: identifying message \"Bad message.\" → \"No message.\"\n",
        "major",
    ),
    (
        "knots: 20",
        "knots: 30",
        "minor  error no_wind: limits knots: 20 → knots: 30\n",
        "minor",
    ),
    // Positions on the wire: envelopes and headers.
    (
        "{\"error\": {\"code\"",
        "{\"fault\": {\"code\"",
        "major  page: envelope envelope/error/code is $code String, envelope/error/message is $message String, envelope/error/type is $type String → envelope/fault/code is $code String, envelope/fault/message is $message String, envelope/fault/type is $type String\n",
        "major",
    ),
    (
        "\"type\": \"$type\"}}",
        "\"type\": \"$type\", \"param\": \"$param?\"}}",
        "minor  page: envelope + envelope/error/param is $param String\n",
        "minor",
    ),
    (
        "\"type\": \"error\", ",
        "\"kind\": \"error\", ",
        "major  page: envelope websocket/type is \"error\" → websocket/kind is \"error\"\n",
        "major",
    ),
    (
        "X-Request-ID",
        "X-Trace-ID",
        "major  page: sources request_id: header x-request-id → request_id: header x-trace-id\n",
        "major",
    ),
    (
        "X-Request-ID }",
        "x-request-id, type: X-Type }",
        "minor  page: sources + type: header x-type\n",
        "minor",
    ),
    // Texts.
    (
        "      too_late: {",
        "      too_late: { deprecated: No longer sent.,",
        "minor  error too_late: deprecated none → \"No longer sent.\"\n",
        "minor",
    ),
    (
        "It is too late.",
        "Too late it is.",
        "patch  error too_late: description \"It is too late.\" → \"Too late it is.\"\n",
        "patch",
    ),
    (
        "The wind is missing.\n",
        "The wind is missing.\n        causes: [Doldrums.]\n",
        "patch  error no_wind: causes none → \"Doldrums.\"\n",
        "patch",
    ),
];

#[test]
fn each_change_of_a_catalog_has_its_verdict() {
    let dir = TempDir::new("verdicts");
    dir.write("old.yaml", CATALOG);
    for (old, new, told, verdict) in CHANGES {
        let newer = CATALOG.replacen(old, new, 1);
        assert_ne!(newer, CATALOG, "{old}");
        dir.write("new.yaml", &newer);
        let (out, err, code) = run(&dir.0, &["diff", "old.yaml", "new.yaml"]);
        assert_eq!((out.as_str(), code), (*told, Some(0)), "{new}\n{err}");
        assert!(
            err.ends_with(&format!("overall: {verdict}\n")),
            "{new}: {err}"
        );
        every_format(&dir, "old.yaml", "new.yaml", verdict);
    }
    assert_eq!(
        run(&dir.0, &["diff", "old.yaml", "old.yaml", "--deny", "patch"]),
        (String::new(), "nothing changed\n".into(), Some(0))
    );
}

/// The other formats and the exit status agree with the human format.
fn every_format(dir: &TempDir, old: &str, new: &str, verdict: &str) {
    let (out, _, code) = run(&dir.0, &["diff", old, new, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let verdicts: Vec<&str> = json["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .filter_map(|change| change["verdict"].as_str())
        .collect();
    let gravest = ["major", "minor", "patch"]
        .into_iter()
        .find(|word| verdicts.contains(word));
    assert_eq!((gravest, code), (Some(verdict), Some(0)), "{out}");
    let (out, _, code) = run(&dir.0, &["diff", old, new, "--format", "markdown"]);
    let title = match verdict {
        "major" => "### May break code",
        "minor" => "### New",
        _ => "### Texts",
    };
    assert_eq!((out.lines().nth(2), code), (Some(title), Some(0)), "{out}");
    for (level, denied) in [
        ("major", verdict == "major"),
        ("minor", verdict != "patch"),
        ("patch", true),
    ] {
        let code = run(&dir.0, &["diff", old, new, "--deny", level]).2;
        assert_eq!(code, Some(i32::from(denied)), "--deny {level}, {verdict}");
    }
}

const PAGE: &str = "# Errors\n\n| Type | Meaning | HTTP status |\n|---|---|---|\n| `lost_error` | Lost. | 404 |\n| `late_error` | Late. | 503 |\n\n\
| Code | Type | Description | Retry |\n|---|---|---|---|\n| `no_kite` | `lost_error` | There is no kite. | Yes, with backoff |\n\
| `no_wind` | `lost_error` | The wind is missing. | No |\n| `too_late` | `late_error` | It is too late. | No |\n";

#[test]
fn each_change_of_a_page_has_its_verdict() {
    let dir = TempDir::new("page-verdicts");
    dir.write("old.md", PAGE);
    for (old, new, told, verdict) in [
        (
            "| `no_wind` | `lost_error` | The wind is missing. | No |\n",
            "",
            "major  error no_wind is gone\n",
            "major",
        ),
        (
            "`no_wind`",
            "`no_gust`",
            "major  error no_gust was no_wind\n",
            "major",
        ),
        (
            "`no_wind` | `lost_error`",
            "`no_wind` | `late_error`",
            "major  error no_wind: status 404 → 503; type lost_error → late_error\n",
            "major",
        ),
        (
            "Late. | 503",
            "Late. | 504",
            "major  error too_late: status 503 → 504\nmajor  type late_error: status 503 → 504\n",
            "major",
        ),
        (
            "wind is missing. | No |",
            "wind is missing. | Yes |",
            "major  error no_wind: retry \"Retry: No\" → \"Retry: Yes\"\n",
            "major",
        ),
        (
            "Yes, with backoff",
            "Yes, after the delay in Retry-After",
            "minor  error no_kite: retry \"Retry: Yes, with backoff\" → \"Retry: Yes, after the delay in Retry-After\"\n",
            "minor",
        ),
        (
            "| `no_wind`",
            "| `no_sea` | `lost_error` | The sea is missing. | No |\n| `no_wind`",
            "minor  error no_sea is new\n",
            "minor",
        ),
        (
            "wind is missing.",
            "wind is gone.",
            "patch  error no_wind: description \"The wind is missing.\" → \"The wind is gone.\"\n",
            "patch",
        ),
    ] {
        dir.write("new.md", &PAGE.replacen(old, new, 1));
        let (out, err, code) = run(&dir.0, &["diff", "old.md", "new.md"]);
        let mut lines: Vec<&str> = out.lines().collect();
        lines.sort_unstable();
        assert_eq!(
            (lines, code),
            (told.lines().collect(), Some(0)),
            "{new}\n{err}"
        );
        every_format(&dir, "old.md", "new.md", verdict);
    }
}
