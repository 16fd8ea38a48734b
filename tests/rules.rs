//! Where fields are, and what identifies an error besides its code.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use api_error_catalog::{ApiErrorCatalog, Category, UnresolvedReason};

#[allow(dead_code, reason = "it stands for the module")]
#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/ferry/ferry.yaml", module = ferry)]
struct Ferry;

use ferry::{Error, ErrorKind};

const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");

fn kind(status: u16, headers: &[(&str, &str)], body: &str) -> Option<ErrorKind> {
    Error::from_parts(status, headers, body).kind()
}

fn coded(code: &str, more: &str) -> String {
    format!(r#"{{"error": {{"code": "{code}", "message": "No."{more}}}}}"#)
}

#[test]
fn the_first_source_with_a_readable_delay_wins() {
    let body = coded("harbor_full", r#", "wait": 250"#);
    let delay = |headers: &[(&str, &str)], body: &str| {
        let error = Error::from_parts(503, headers, body);
        error.retry_after().map(|delay| delay.as_millis())
    };
    assert_eq!(
        delay(&[("retry-after-ms", "70"), ("Retry-After", "9")], &body),
        Some(70)
    );
    assert_eq!(
        delay(&[("retry-after-ms", "soon"), ("Retry-After", "9")], &body),
        Some(250)
    );
    let message = r#"{"error": {"code": "harbor_full", "message": "Full. Try AGAIN IN 1m30.5s."}}"#;
    assert_eq!(delay(&[("retry-after-ms", "-1")], message), Some(90_500));
    let reset = [DATE, ("X-Reset", "784111787")];
    assert_eq!(delay(&reset, &coded("harbor_full", "")), Some(10_000));
    // The moment is a delay only for one error.
    assert_eq!(delay(&reset, &coded("ticket_invalid", "")), None);
    assert_eq!(
        delay(&[("Retry-After", "9")], &coded("ticket_invalid", "")),
        Some(9_000)
    );
    assert_eq!(delay(&[], &coded("harbor_full", r#", "wait": "x""#)), None);
}

#[test]
fn without_a_code_the_most_conditions_win_among_all_errors() {
    let wreck = r#"{"error": {"message": "No.", "type": "wreck"}}"#;
    assert_eq!(kind(404, &[], wreck), Some(ErrorKind::Wrecked));
    assert_eq!(kind(410, &[], wreck), Some(ErrorKind::Wrecked));
    let other = wreck.replace("wreck", "other");
    assert_eq!(kind(404, &[], &other), Some(ErrorKind::Lost));
}

#[test]
fn a_header_states_the_code_whatever_the_body_is() {
    for body in ["", "<html>", "{}", &coded("no_status", "")] {
        let headers = [("X-Error", "harbor_full;sender"), ("X-Why", "F%C3%BCll")];
        let error = Error::from_parts(503, headers, body);
        assert_eq!(error.kind(), Some(ErrorKind::HarborFull), "{body}");
        let why = if body.contains("No.") { "No." } else { "Füll" };
        assert_eq!(error.message(), Some(why), "{body}");
    }
    let headers = [("X-Error", "new_code;sender")];
    let error = Error::from_parts(503, headers, "");
    assert_eq!(
        error.unresolved_reason(),
        Some(UnresolvedReason::UnknownCode)
    );
}

#[test]
fn another_message_replaces_the_one_in_a_header() {
    let headers = [("X-Why", "Full"), ("X-Left", "3")];
    let error = Error::from_parts(503, headers, coded("harbor_full", ""));
    let parts = error.with_message("Come back later.").into_parts();
    assert!(parts.headers.iter().all(|(name, _)| *name != "X-Why"));
    assert!(parts.headers.iter().any(|(name, _)| *name == "X-Left"));
}

#[test]
fn decorations_and_case_do_not_hide_a_code() {
    for code in [
        "v2#harbor_full",
        "harbor_full:http://x/#y",
        "a#Harbor_Full:b",
    ] {
        let error = Error::from_parts(503, [], coded(code, ""));
        assert_eq!(error.kind(), Some(ErrorKind::HarborFull), "{code}");
    }
    let error = Error::from_parts(400, [], coded("v2#other", ""));
    assert_eq!(error.code_text(), Some("other"));
}

#[test]
fn the_most_specific_rule_wins() {
    let ticket = |more: &str| kind(403, &[], &coded("ticket_invalid", more));
    assert_eq!(ticket(""), Some(ErrorKind::TicketInvalid));
    assert_eq!(
        ticket(r#", "sub": "expired""#),
        Some(ErrorKind::TicketExpired)
    );
    // An unknown sub-code is ignored.
    assert_eq!(ticket(r#", "sub": "lost""#), Some(ErrorKind::TicketInvalid));
    let used = r#"{"error": {"code": "ticket_invalid", "message": "Ticket 7 is used."}}"#;
    assert_eq!(kind(403, &[], used), Some(ErrorKind::TicketUsed));
    let scope = coded("ticket_invalid", r#", "scope": "all""#);
    assert_eq!(kind(429, &[], &scope), Some(ErrorKind::AllBlocked));
    assert_eq!(kind(403, &[], &scope), Some(ErrorKind::TicketInvalid));
    assert_eq!(kind(429, &[("X-Left", "0")], ""), Some(ErrorKind::NoneLeft));
    assert_eq!(kind(429, &[("X-Left", "3")], ""), Some(ErrorKind::Any4xx));
}

#[test]
fn a_pattern_of_codes_has_arguments_and_comes_after_exact_codes() {
    let error = Error::from_parts(420, [], coded("TIDE_WAIT_26", ""));
    assert_eq!(error.kind(), Some(ErrorKind::Tide));
    assert_eq!(error.code_arg("minutes"), Some("26"));
    assert_eq!(error.category(), Category::RateLimit);
    for code in ["TIDE_WAIT_", "TIDE_WAIT_x", "TIDE_WAIT_2_6"] {
        let error = Error::from_parts(420, [], coded(code, ""));
        assert_eq!(
            error.unresolved_reason(),
            Some(UnresolvedReason::UnknownCode),
            "{code}"
        );
    }
}

#[test]
fn statuses_identify_what_nothing_else_does() {
    assert_eq!(kind(418, &[], "<html>"), Some(ErrorKind::Any4xx));
    assert_eq!(kind(999, &[], ""), Some(ErrorKind::Any5xx));
    // An unknown code is not another error.
    assert_eq!(kind(500, &[], &coded("new", "")), None);
}

#[test]
fn an_empty_body_can_be_a_condition() {
    for empty in ["", "\r\n"] {
        assert_eq!(kind(404, &[], empty), Some(ErrorKind::NoPier), "{empty:?}");
    }
    for other in ["<html>", "{}", r#"{"error": {"code": "harb"#] {
        assert_eq!(kind(404, &[], other), Some(ErrorKind::Lost), "{other}");
    }
    let coded = kind(404, &[("X-Error", "no_status;sender")], "");
    assert_eq!(coded, Some(ErrorKind::NoStatus));
    let parts = Error::from(ferry::ErrorWithoutArgs::NoPier).into_parts();
    assert_eq!((parts.status, &*parts.body), (Some(404), &b""[..]));
    let error = Error::builder(ErrorKind::NoPier).message("Go away.");
    let refused = error.build().expect_err("an empty body has no message");
    assert!(refused.to_string().contains("message"), "{refused}");
}

#[test]
fn a_code_without_a_documented_status_takes_the_category_of_the_status_at_hand() {
    let error = |status| Error::from_parts(status, [], coded("no_status", ""));
    assert_eq!(error(429).category(), Category::RateLimit);
    assert!(error(429).should_retry());
    assert_eq!(error(404).category(), Category::NotFound);
    assert!(!error(404).should_retry());
}

#[test]
fn the_servers_word_on_retries_comes_first() {
    let error = |flag| Error::from_parts(503, [("X-Should-Retry", flag)], coded("harbor_full", ""));
    assert!(!error("false").should_retry());
    assert!(error("true").should_retry());
    let refused = Error::from_parts(
        403,
        [("X-Should-Retry", "true")],
        coded("ticket_invalid", ""),
    );
    assert!(refused.should_retry());
}

#[test]
fn errors_under_a_success_status_are_found_and_nothing_else() {
    let found = |status: u16, headers: &[(&str, &str)], body: &str| {
        Error::try_from_parts(status, headers, body).map(|error| error.kind())
    };
    assert_eq!(
        found(200, &[], &coded("harbor_full", "")),
        Some(Some(ErrorKind::HarborFull))
    );
    assert_eq!(found(200, &[], &coded("ok", "")), None);
    assert_eq!(found(200, &[], &coded("Warning", "")), None);
    assert_eq!(
        found(
            200,
            &[],
            r#"{"data": {"error": {"code": "harbor_full", "message": ""}}}"#
        ),
        None
    );
    assert_eq!(
        found(200, &[], r#"{"error": {"code": "harbor_full"}}"#),
        None
    );
    assert_eq!(
        found(200, &[("X-Error", "harbor_full;x")], ""),
        Some(Some(ErrorKind::HarborFull))
    );
    assert_eq!(found(308, &[], ""), Some(Some(ErrorKind::Moved)));
    assert_eq!(found(304, &[], ""), None);
    assert_eq!(found(400, &[], ""), Some(Some(ErrorKind::Any4xx)));
}

#[test]
fn the_arguments_of_a_code_are_checked_by_the_compiler() {
    let error = Error::from(ferry::Tide { minutes: 26 });
    assert_eq!(error.code_text(), Some("TIDE_WAIT_26"));
    assert_eq!(error.kind(), Some(ErrorKind::Tide));
}

#[test]
fn an_error_may_have_a_name_of_the_tables() {
    let error = Error::from(ferry::More { number: 40 });
    assert_eq!(error.kind(), Some(ErrorKind::More));
    assert_eq!(error.message(), Some("More than 40 cars."));
}

#[test]
fn what_is_built_is_read_back() {
    for kind in ErrorKind::ALL.iter().copied() {
        let mut builder = Error::builder(kind).retry_after(Duration::from_millis(1_500));
        if kind == ErrorKind::Tide {
            builder = builder.arg("minutes", 26);
        }
        if matches!(kind, ErrorKind::TicketUsed | ErrorKind::More) {
            builder = builder.arg("number", 7);
        }
        let error = builder
            .build()
            .unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        let parts = error.clone().into_parts();
        let headers: Vec<(&str, &str)> = parts
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let status = parts.status.unwrap_or(400);
        let read = Error::from_parts(status, headers.as_slice(), parts.body);
        assert_eq!(read.kind(), Some(kind), "{error:?}");
        assert_eq!(
            read.retry_after(),
            Some(Duration::from_secs(2)),
            "{error:?}"
        );
    }
}
