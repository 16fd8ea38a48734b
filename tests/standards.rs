//! Errors in the form of two standards: problem details (RFC 9457) that a client receives, and JSON-RPC 2.0 with batches.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog::{ApiErrorCatalog, Category, UnresolvedReason, Violation};

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/standards/bank.yaml", module = bank)]
struct Bank;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/standards/node.yaml", module = node)]
struct Node;

#[test]
fn the_type_of_a_problem_is_its_code_on_any_host() {
    for host in ["https://api.bank.example", "http://localhost:8080/v1", ""] {
        let body = format!(
            r#"{{"type": "{host}/problems/credit-low", "status": 403, "detail": "Too low.", "balance": 30}}"#
        );
        let error = bank::Error::from_parts(403, [], body);
        assert_eq!(error, bank::ErrorKind::CreditLow, "{host}");
        assert_eq!(
            (error.message(), error.category()),
            (Some("Too low."), Category::Payment)
        );
        assert_eq!(error.field("balance"), Some("30"));
    }
    let error =
        bank::Error::from_parts(400, [], r#"{"type": "https://bank.example/problems/new"}"#);
    assert_eq!(
        error.unresolved_reason(),
        Some(UnresolvedReason::UnknownCode)
    );
}

#[test]
fn a_problem_without_a_type_is_identified_by_its_status() {
    for body in [
        r#"{"type": "about:blank", "title": "Not Found"}"#,
        r#"{"title": "Not Found"}"#,
        "",
        "<html>",
    ] {
        assert_eq!(
            bank::Error::from_parts(404, [], body),
            bank::ErrorKind::NotFound,
            "{body}"
        );
    }
}

#[test]
fn the_extension_of_a_problem_lists_violations() {
    let body = r##"{"type": "https://bank.example/problems/fields", "errors": [{"detail": "Is empty.", "pointer": "#/name"}]}"##;
    let error = bank::Error::from_parts(422, [("Content-Type", "application/problem+json")], body);
    let violation = Violation {
        field: "#/name".to_owned(),
        message: "Is empty.".to_owned(),
    };
    assert_eq!(error.violations(), [violation]);
}

#[test]
fn each_error_of_a_batch_is_read() {
    let batch = r#"[{"jsonrpc": "2.0", "result": {"error": {"code": -32601}}, "id": 1},
        {"jsonrpc": "2.0", "error": {"code": -32005, "message": "Slow down."}, "id": 2},
        {"jsonrpc": "2.0", "error": {"code": -32050, "message": "No."}, "id": 3},
        {"jsonrpc": "2.0", "error": null, "result": 1, "id": 4}]"#;
    let error = node::Error::try_from_parts(200, [], batch).expect("an error");
    assert_eq!(error, node::ErrorKind::TooManyCalls);
    let codes: Vec<_> = error
        .errors()
        .map(|item| (item.index(), item.code_text().expect("a code").into_owned()))
        .collect();
    assert_eq!(codes, [(1, "-32005".to_owned()), (2, "-32050".to_owned())]);
}

#[test]
fn a_batch_of_results_is_no_error() {
    for body in [
        r#"[{"jsonrpc": "2.0", "result": {"error": {"code": -32601}}, "id": 1}]"#,
        r#"{"jsonrpc": "2.0", "result": 1, "error": null, "id": 1}"#,
        "[]",
        "[[{\"jsonrpc\": \"2.0\", \"error\": {\"code\": 1}}]]",
    ] {
        assert_eq!(node::Error::try_from_parts(200, [], body), None, "{body}");
    }
}
