//! Lists in templates: items that are chosen by what they have, items that are found by their positions, several places of
//! one field, and all errors of a list.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog::{ApiErrorCatalog, UnresolvedReason, Violation};

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/lists/details.yaml", module = details)]
struct WithDetails;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/lists/batch.yaml", module = batch)]
struct Batch;

const INFO: &str =
    r#"{"@type": "example/ErrorInfo", "reason": "QUOTA", "metadata": {"limit": "10"}}"#;
const RETRY: &str = r#"{"@type": "example/RetryInfo", "retryDelay": "5s"}"#;
const BAD: &str = r#"{"fields": [{"field": "a", "text": "b"}], "@type": "example/BadRequest"}"#;
const OTHER: &str =
    r#"{"@type": "example/Help", "reason": "NO", "retryDelay": "9s", "fields": [{"field": "no"}]}"#;

fn with_details(items: &[&str]) -> details::Error {
    let body = format!(
        r#"{{"error": {{"details": [{}], "message": "No.", "status": "RESOURCE_EXHAUSTED"}}}}"#,
        items.join(", ")
    );
    details::Error::from_parts(429, [], body)
}

#[test]
fn constants_choose_the_item_of_a_list_in_any_order() {
    for items in [
        [OTHER, INFO, RETRY, BAD],
        [BAD, RETRY, INFO, OTHER],
        [RETRY, OTHER, BAD, INFO],
    ] {
        let error = with_details(&items);
        assert_eq!(error.kind(), Some(details::ErrorKind::ResourceExhausted));
        assert_eq!(error.field("reason"), Some("QUOTA"));
        assert_eq!(error.field("pause"), Some("5s"));
        let invalid = Violation {
            field: "a".to_owned(),
            message: "b".to_owned(),
        };
        assert_eq!(error.violations(), [invalid]);
        let details: details::ResourceExhaustedDetails = error.details().expect("an object");
        assert_eq!(details.limit.as_deref(), Some("10"));
    }
}

#[test]
fn an_item_with_other_constants_is_not_read() {
    let error = with_details(&[OTHER, "7", "null", "[]"]);
    assert_eq!(error.kind(), Some(details::ErrorKind::ResourceExhausted));
    assert_eq!((error.field("reason"), error.field("pause")), (None, None));
    assert_eq!(error.violations(), []);
    assert_eq!(error.shape(), Some("envelope"));
}

#[test]
fn the_first_of_several_items_with_the_same_constants_is_read() {
    let second = RETRY.replace("5s", "6s");
    let error = with_details(&[RETRY, &second]);
    assert_eq!(error.field("pause"), Some("5s"));
}

#[test]
fn an_item_that_the_body_cuts_is_read_as_far_as_it_goes() {
    let body = br#"{"error": {"details": [{"@type": "example/Help"}, {"@type": "example/ErrorInfo", "reason": "QUOTA", "metad"#;
    let error = details::Error::from_parts(429, [], *body);
    assert_eq!(error.field("reason"), Some("QUOTA"));
}

#[test]
fn a_field_is_read_at_the_first_of_its_places_that_has_a_value() {
    let code = |body: &str| {
        let error = details::Error::from_parts(400, [], body);
        error.code().map(|code| code.as_str().to_owned())
    };
    assert_eq!(code(r#"{"Code": "B", "code": "A"}"#).as_deref(), Some("A"));
    for body in [
        r#"{"Code": "B"}"#,
        r#"{"Code": "B", "code": null}"#,
        r#"{"code": {}, "Code": "B"}"#,
    ] {
        assert_eq!(code(body).as_deref(), Some("B"), "{body}");
    }
}

#[test]
fn items_are_found_by_their_positions() {
    let error = details::Error::from_parts(400, [], r#"["error", "INVALID_ARGUMENT", "No.", 1]"#);
    assert_eq!(error.kind(), Some(details::ErrorKind::InvalidArgument));
    assert_eq!(error.message(), Some("No."));
    assert_eq!(error.shape(), Some("decode_only_2"));
    let error = batch::Error::from_parts(422, [], r#"["text_long", {"text": "No."}]"#);
    assert_eq!(error.kind(), Some(batch::ErrorKind::TextLong));
    assert_eq!((error.message(), error.param()), (Some("No."), None));
}

#[test]
fn what_is_written_is_read_again() {
    let built = details::Error::builder(details::ErrorKind::ResourceExhausted)
        .message("No.")
        .arg("limit", "10")
        .violation("a", "b")
        .build()
        .expect("a documented error");
    assert_eq!(
        built.body_text(),
        Some(
            r#"{"error":{"message":"No.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"example/ErrorInfo","metadata":{"limit":"10"}},{"@type":"example/BadRequest","fields":[{"field":"a","text":"b"}]}]}}"#
        )
    );
    let bare = details::Error::builder(details::ErrorKind::InvalidArgument)
        .message("No.")
        .build()
        .expect("a documented error");
    assert_eq!(
        bare.body_text(),
        Some(r#"{"error":{"message":"No.","status":"INVALID_ARGUMENT"}}"#)
    );
}

const LISTED: &str = r#"{"errors": [
    {"kind": "warning", "code": "text_short", "title": "Not one."},
    {"kind": "error", "status": "200", "code": "text_short", "title": "Not one either."},
    {"kind": "error", "title": "None without a code."},
    {"kind": "error", "code": "W7", "title": "Only a warning."},
    {"kind": "error", "status": "422", "code": "text_long", "title": "So \u0041."},
    {"kind": "error", "code": "new", "title": "B"},
    {"kind": "error", "code": "text_short", "ti"#;

#[test]
fn each_error_of_a_list_is_returned() {
    let error = batch::Error::from_parts(422, [], LISTED);
    assert_eq!(error.kind(), Some(batch::ErrorKind::TextLong));
    assert_eq!(error.message(), Some("So A."));
    let found: Vec<_> = error
        .errors()
        .map(|item| {
            let code = item.code_text().map(|code| code.into_owned());
            (item.index(), item.kind(), item.status(), code)
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                4,
                Some(batch::ErrorKind::TextLong),
                Some(422),
                Some("text_long".to_owned())
            ),
            (5, None, Some(422), Some("new".to_owned())),
        ]
    );
    let first = error.errors().next().expect("an error");
    assert_eq!(first.message().as_deref(), Some("So A."));
    assert!(first.raw().starts_with(b"{\"kind\"") && first.raw().ends_with(b"\"}"));
}

#[test]
fn a_response_without_a_list_is_its_only_error() {
    for (body, reason) in [
        ("{}", UnresolvedReason::UnknownShape),
        (r#"{"errors": []}"#, UnresolvedReason::UnknownShape),
        ("<html>", UnresolvedReason::NotJson),
    ] {
        let error = batch::Error::from_parts(422, [], body);
        let items: Vec<_> = error.errors().collect();
        let [only] = items.as_slice() else {
            panic!("{items:?}");
        };
        assert_eq!(only.info().map(|info| info.name), None);
        assert_eq!(error.unresolved_reason(), Some(reason));
        assert_eq!((only.index(), only.raw()), (0, body.as_bytes()));
    }
}
