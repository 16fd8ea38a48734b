//! In which shape a response is read if its body fits several.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog::{ApiErrorCatalog, Violation};

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/shadowed/forms.yaml", module = forms)]
struct Forms;

use forms::{Error, ErrorKind};

fn violation(field: &str, message: &str) -> Violation {
    Violation {
        field: field.into(),
        message: message.into(),
    }
}

#[test]
fn the_shape_that_the_identified_error_declares_wins_over_an_earlier_one() {
    let body = r#"{"code":"form_invalid","message":"No.","fields":[{"field":"a","message":"b"}]}"#;
    let received = Error::from_parts(422, [], body);
    assert_eq!(received.kind(), Some(ErrorKind::FormInvalid));
    assert_eq!(received.response().shape(), Some("fields"));
    assert_eq!(received.violations(), [violation("a", "b")]);

    let reworded = received.clone().with_message("Still no.");
    assert_eq!(reworded.violations(), received.violations());

    let built = Error::builder(ErrorKind::FormInvalid)
        .message("No.")
        .violation("a", "b")
        .build()
        .expect("a documented error");
    assert_eq!(built.body_text(), Some(body));
    assert_eq!(built, received);
    assert_eq!(built.violations(), [violation("a", "b")]);
}

#[test]
fn another_error_is_read_in_the_first_shape() {
    let body = r#"{"code":"form_closed","message":"No.","fields":[{"field":"a","message":"b"}]}"#;
    let received = Error::from_parts(410, [], body);
    assert_eq!(received.response().shape(), Some("envelope"));
    assert_eq!(received.violations(), []);
}

#[test]
fn a_body_without_the_declared_shape_is_read_in_the_one_it_has() {
    let body = r#"{"code":"form_invalid","message":"No.","fields":"none"}"#;
    let received = Error::from_parts(422, [], body);
    assert_eq!(received.kind(), Some(ErrorKind::FormInvalid));
    assert_eq!(received.response().shape(), Some("envelope"));
    assert_eq!(received.message(), Some("No."));
}

#[test]
fn a_declared_shape_in_which_the_body_is_another_error_is_not_taken() {
    let body = r#"{"code":"form_moved","message":"form_closed"}"#;
    let received = Error::from_parts(409, [("Retry-After", "7")], body);
    assert_eq!(received.kind(), Some(ErrorKind::FormMoved));
    assert_eq!(received.response().shape(), Some("envelope"));
    assert_eq!(received.code_text(), Some("form_moved"));
    assert_eq!(received.message(), Some("form_closed"));
    assert_eq!(received.body_text(), Some(body));
    assert_eq!(received.retry_after().map(|delay| delay.as_secs()), Some(7));
}

#[test]
fn an_error_without_a_code_is_told_by_a_shape_that_is_not_the_first() {
    let body = r#"{"message":"No.","fields":{"a":"b"}}"#;
    let received = Error::from_parts(400, [], body);
    assert_eq!(received.kind(), Some(ErrorKind::UnnamedFields));
    assert_eq!(received.violations(), [violation("a", "b")]);
    let plain = Error::from_parts(400, [], r#"{"message":"No."}"#);
    assert_eq!(plain.kind(), Some(ErrorKind::Unnamed));

    let built = Error::builder(ErrorKind::UnnamedFields)
        .message("No.")
        .violation("a", "b")
        .build()
        .expect("a documented error");
    assert_eq!(built, received);
}
