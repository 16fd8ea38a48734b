//! Fields at several places of a template, templates without required fields, and statuses inside bodies.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use api_error_catalog::{ApiErrorCatalog, UnresolvedReason};

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/lists/several.yaml", module = several)]
struct Several;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/lists/prefixed.yaml", module = prefixed)]
struct Prefixed;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/lists/metered.yaml", module = metered)]
struct Metered;

use several::{Error, ErrorKind};

fn violations(body: &str) -> Vec<(String, String)> {
    let error = Error::from_parts(422, [], body);
    let violations = error.violations().into_iter();
    violations.map(|each| (each.field, each.message)).collect()
}

fn pair(field: &str, message: &str) -> (String, String) {
    (field.to_owned(), message.to_owned())
}

#[test]
fn violations_are_read_at_all_places_in_the_layout_of_each() {
    let map = pair("title", "too long");
    assert_eq!(
        violations(r#"{"reasons": [], "errors": {"title": ["too long"]}}"#),
        std::slice::from_ref(&map)
    );
    assert_eq!(
        violations(r#"{"errors": {"title": ["too long"]}}"#),
        std::slice::from_ref(&map)
    );
    assert_eq!(
        violations(r#"{"errors": {"title": ["too long"]}, "reasons": ["closed"]}"#),
        [pair("", "closed"), map]
    );
    assert_eq!(violations(r#"{"reasons": {}, "errors": []}"#), []);
}

#[test]
fn a_delay_has_the_form_of_its_place() {
    let delay = |body: &str| Error::from_parts(422, [], body).retry_after();
    assert_eq!(
        delay(r#"{"wait": 1500}"#),
        Some(Duration::from_millis(1500))
    );
    assert_eq!(delay(r#"{"pause": 2}"#), Some(Duration::from_secs(2)));
    assert_eq!(
        delay(r#"{"pause": 2, "wait": 1500}"#),
        Some(Duration::from_millis(1500))
    );
}

#[test]
fn a_part_that_is_no_delay_does_not_hide_another_part_of_the_same_header() {
    let delay = |limit| Error::from_parts(429, [("RateLimit", limit)], "{}").retry_after();
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(delay(r#""burst";r=5;t=2, "daily";r=0;t=40"#), seconds(40));
    assert_eq!(delay(r#""daily";r=0;t=7;pk=:abc=:"#), seconds(7));
}

#[test]
fn a_template_without_required_fields_leaves_other_notations_to_be_read() {
    let error = Error::from_parts(422, [], "message=No&x=1");
    assert_eq!(error.message(), Some("No"));
    let error = Error::from_parts(500, [], r#"{"other": 1}"#);
    assert_eq!(error.shape(), None);
    assert_eq!(
        error.unresolved_reason(),
        Some(UnresolvedReason::UnknownShape)
    );
}

#[test]
fn a_status_line_in_a_body_states_the_status() {
    let body = r#"{"parts": [{"part": "a", "status": "HTTP/1.1 200 OK"},
        {"part": "b", "status": "HTTP/1.1 404 Not Found"}, {"part": "c", "status": "422 Unprocessable"}]}"#;
    let error = Error::try_from_parts(207, [], body).expect("an error");
    assert_eq!(error.kind(), Some(ErrorKind::Missing));
    assert_eq!(error.field("param"), Some("b"));
    let kinds: Vec<_> = error.errors().map(|each| each.kind()).collect();
    assert_eq!(kinds, [Some(ErrorKind::Missing), Some(ErrorKind::Refused)]);
    let done = r#"{"parts": [{"part": "a", "status": "HTTP/1.1 200 OK"}]}"#;
    assert!(Error::try_from_parts(207, [], done).is_none());
}

#[test]
fn a_message_without_a_documented_shape_is_no_error_on_a_websocket() {
    let is_error = |message: &str| Error::from_message(message).response().is_error();
    assert!(is_error(r#"{"message": "No."}"#));
    assert!(!is_error(r#"{"result": 7}"#));
    assert!(!is_error(r#"{"parts": [{"part": "a"}]}"#));
}

#[test]
fn the_start_of_a_message_is_the_code() {
    let read =
        |text: &str| prefixed::Error::from_message(format!(r#"["OK", "e1", false, "{text}"]"#));
    let kind = Some(prefixed::ErrorKind::RateLimited);
    assert_eq!(read("rate-limited: slow down: now").kind(), kind);
    assert_eq!(read("not rate-limited: no").kind(), None);
    assert_eq!(read("rate-limited").kind(), None);
}

#[test]
fn fields_of_bodies_are_read_beside_any_number_of_headers() {
    let names = ["requests", "tokens", "bytes", "jobs"];
    let mut headers = Vec::new();
    for name in names {
        headers.push((format!("x-{name}-left"), "0".to_owned()));
        headers.push((format!("x-{name}-reset"), "60".to_owned()));
    }
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let body = r#"{"code": "LIMIT", "reason": "month", "plan": "free"}"#;
    let error = metered::Error::from_parts(429, &*headers, body);
    assert_eq!(error.kind(), Some(metered::ErrorKind::MonthOver));
    assert_eq!(error.field("plan"), Some("free"));
    for name in names {
        assert_eq!(error.field(&format!("{name}_left")), Some("0"), "{name}");
        assert_eq!(error.field(&format!("{name}_reset")), Some("60"), "{name}");
    }
}

#[test]
fn the_reason_of_a_close_frame_is_a_code_or_a_message() {
    let idle = metered::Error::from_close(1008, "Idle for 5 minutes.");
    assert_eq!(idle.kind(), Some(metered::ErrorKind::Idle));
    assert_eq!(idle.message(), Some("Idle for 5 minutes."));
    let limit = metered::Error::from_close(1008, "LIMIT");
    assert_eq!(limit.kind(), Some(metered::ErrorKind::Limit));
    let other = metered::Error::from_close(1008, "Away for 5 minutes.");
    assert_eq!(
        other.unresolved_reason(),
        Some(UnresolvedReason::CloseFrame)
    );
}

#[test]
fn a_code_identifies_its_error_under_another_status_even_if_a_message_does_too() {
    let error = |status| metered::Error::from_parts(status, [], r#"{"code": "IDLE"}"#);
    for (status, documented) in [(408, true), (499, false)] {
        assert_eq!(error(status).kind(), Some(metered::ErrorKind::Idle));
        assert_eq!(error(status).status_is_documented(), Some(documented));
    }
    let closed = metered::Error::from_close(1008, "IDLE");
    assert_eq!(closed.kind(), Some(metered::ErrorKind::Idle));
}
