//! Building errors: what a builder accepts is what a client reads, and everything else is refused by name.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use api_error_catalog::BuildProblem::{self, *};
use api_error_catalog::{ApiErrorCatalog, Builder, Decimal, ErrorCode, ErrorParts, Violation};

#[allow(dead_code, reason = "it stands for the module")]
#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/till/till.yaml", module = till)]
struct Till;

use till::{Error, ErrorKind};

fn of(kind: ErrorKind) -> Builder<Error> {
    Error::builder(kind)
}

fn built(builder: Builder<Error>) -> Error {
    builder.build().expect("a documented error")
}

fn problems(builder: Builder<Error>) -> Vec<BuildProblem> {
    let error = builder.build().expect_err("something does not fit");
    error.problems().to_vec()
}

fn body(error: &Error) -> &str {
    error.body_text().expect("text")
}

/// All that a declined card needs.
fn declined() -> Builder<Error> {
    of(ErrorKind::CardDeclined)
        .arg("reason", "do_not_honor")
        .arg("amount", "12.50".parse::<Decimal>().expect("a number"))
        .arg("formats", vec!["chip", "stripe"])
}

#[test]
fn the_message_is_the_documented_one_with_its_arguments() {
    let error = built(
        of(ErrorKind::TextTooLong)
            .arg("maximum", 40)
            .arg("given", 62),
    );
    assert_eq!(
        body(&error),
        r#"{"code":"text_too_long","message":"At most 40 characters, got 62."}"#
    );
    let args: till::TextTooLongArgs = error.message_args().expect("arguments");
    assert_eq!((args.maximum, args.given), (40, 62));
    let busy = built(of(ErrorKind::Busy).arg("retry_after", 30.0));
    assert_eq!(busy.message(), Some("Wait 30 seconds."));
}

#[test]
fn an_error_without_a_documented_message_has_its_text_for_users_or_its_description() {
    assert_eq!(
        built(of(ErrorKind::Internal)).message(),
        Some("The till failed.")
    );
    assert_eq!(
        built(of(ErrorKind::ReceiptUnknown)).message(),
        Some("We do not have this receipt.")
    );
}

#[test]
fn one_argument_is_written_to_the_message_and_to_the_details() {
    let error = built(declined().arg("attempts", 2));
    assert_eq!(
        body(&error),
        r#"{"code":"card_declined","message":"The card was declined: do_not_honor.","data":{"reason":"do_not_honor","attempts":2,"amount":12.50,"formats":["chip","stripe"]}}"#
    );
    assert_eq!(error.message_arg("reason"), Some("do_not_honor"));
    let details: till::CardDeclinedDetails = error.details().expect("details");
    assert_eq!(details.amount.expect("an amount").as_str(), "12.50");
    assert_eq!(details.attempts, Some(2));
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(
        problems(of(ErrorKind::TextTooLong).arg("given", 62)),
        [MissingArgument("maximum".into())]
    );
    let missing = ["reason", "amount", "formats"].map(|name| MissingArgument(name.into()));
    assert_eq!(problems(of(ErrorKind::CardDeclined)), missing);
    let error = of(ErrorKind::CardDeclined).build().expect_err("missing");
    assert_eq!(
        error.to_string(),
        "cannot build CardDeclined: the argument \"reason\" is missing; the argument \"amount\" is missing; \
         the argument \"formats\" is missing"
    );
}

#[test]
fn an_argument_that_the_error_does_not_have_is_named() {
    let builder = of(ErrorKind::Internal).arg("reason", "r").arg("x", 1);
    let unknown = ["reason", "x"].map(|name| UnknownArgument(name.into()));
    assert_eq!(problems(builder), unknown);
    let details = r#"{"reason":"do_not_honor","amount":1,"formats":[],"limit":9}"#;
    let builder = of(ErrorKind::CardDeclined)
        .arg("reason", "do_not_honor")
        .field_json("details", details);
    assert_eq!(problems(builder), [UnknownArgument("limit".into())]);
}

#[test]
fn an_argument_of_another_type_is_named() {
    let builder = of(ErrorKind::TextTooLong)
        .arg("maximum", "many")
        .arg("given", 1.5);
    let wrong = ["maximum", "given"].map(|name| WrongType(name.into()));
    assert_eq!(problems(builder), wrong);
    let builder = declined()
        .arg("attempts", "two")
        .arg("formats", vec![1])
        .arg("amount", "a lot");
    let wrong = ["attempts", "amount", "formats[]"].map(|name| WrongType(name.into()));
    assert_eq!(problems(builder), wrong);
}

#[test]
fn fields_that_there_are_not_and_json_that_is_none_are_named() {
    let builder = of(ErrorKind::Internal)
        .field("nope", "x")
        .field_json("details", "{bad")
        .field_json("never", "1");
    let expected = [
        UnknownField("nope".into()),
        InvalidJson("details".into()),
        UnknownField("never".into()),
    ];
    assert_eq!(problems(builder), expected);
}

#[test]
fn what_the_shape_of_the_error_does_not_have_is_named() {
    let builder = of(ErrorKind::Internal).violation("a", "b").error_type("t");
    let expected = ["type", "violations"].map(|name| NoPlace(name.into()));
    assert_eq!(problems(builder), expected);
    let builder = of(ErrorKind::FormInvalid)
        .violation("a", "b")
        .field("count", "1");
    assert_eq!(problems(builder), [NoPlace("count".into())]);
}

#[test]
fn a_message_on_a_websocket_has_neither_status_nor_headers() {
    let made = || of(ErrorKind::Interrupted).arg("who", "the bank");
    assert_eq!(
        body(&built(made())),
        r#"{"type":"error","message":"Interrupted by the bank"}"#
    );
    let builder = made()
        .status(500)
        .request_id("r1")
        .retry_after(Duration::from_secs(1));
    let expected = ["status", "request_id", "retry_after"].map(|name| NoPlace(name.into()));
    assert_eq!(problems(builder), expected);
}

#[test]
fn a_field_of_another_type_is_named_and_digits_are_a_number() {
    let made = built(of(ErrorKind::Internal).field("count", "12"));
    assert_eq!(made.field_json("count"), Some("12"));
    for wrong in [
        of(ErrorKind::Internal).field("count", "many"),
        of(ErrorKind::Internal).field_json("count", "1.5"),
    ] {
        assert_eq!(problems(wrong), [WrongType("count".into())]);
    }
    let wrong = of(ErrorKind::Internal).field_json("request_id", "[1]");
    assert_eq!(problems(wrong), [WrongType("request_id".into())]);
}

#[test]
fn what_a_client_would_read_otherwise_is_named() {
    let builder = of(ErrorKind::ReceiptUnknown).param("line\nend");
    assert_eq!(problems(builder), [Altered("param".into())]);
    let builder = of(ErrorKind::TextTooLong)
        .message("At most 40 characters, got 62.")
        .arg("maximum", 41);
    assert_eq!(problems(builder), [Altered("maximum".into())]);
    // The text that ends an argument is in the argument.
    let builder = of(ErrorKind::TextTooLong)
        .arg("maximum", "1 characters, got 2")
        .arg("given", 3);
    let expected = [Altered("maximum".into()), Altered("given".into())];
    assert_eq!(problems(builder), expected);
}

#[test]
fn a_message_without_its_documented_form_is_refused() {
    let builder = of(ErrorKind::TextTooLong).message("The text does not fit on the receipt.");
    assert_eq!(problems(builder), [MessageForm]);
    let made = of(ErrorKind::TextTooLong).message("At most 40 characters, got 62.");
    assert_eq!(built(made).message_arg("maximum"), Some("40"));
}

#[test]
fn what_would_be_another_error_is_refused() {
    let builder = of(ErrorKind::OpenEarly).status(423);
    assert_eq!(problems(builder), [OtherError("OpenLate".into())]);
    let builder = of(ErrorKind::Internal).code(ErrorCode::new("receipt_unknown"));
    assert_eq!(problems(builder), [OtherError("ReceiptUnknown".into())]);
    let builder = of(ErrorKind::Internal).code(ErrorCode::new("brand_new"));
    assert_eq!(problems(builder), [Unrecognized]);
    assert_eq!(built(of(ErrorKind::OpenLate)).status(), Some(423));
}

#[test]
fn only_an_http_status_is_a_status() {
    for status in [0, 99, 1000, 4040] {
        let builder = of(ErrorKind::Internal).status(status);
        assert_eq!(problems(builder), [InvalidStatus(status)]);
    }
    let gone = of(ErrorKind::ReceiptUnknown).status(http::StatusCode::GONE);
    assert_eq!(built(gone).status(), Some(410));
}

#[test]
fn violations_are_written_in_the_shape_of_their_error() {
    let violation = |field: &str, message: &str| Violation {
        field: field.into(),
        message: message.into(),
    };
    for kind in [ErrorKind::FormInvalid, ErrorKind::FormIncomplete] {
        let made = built(of(kind).violation("a.b", "No.").violation("c", "\"Yes\""));
        let expected = [violation("a.b", "No."), violation("c", "\"Yes\"")];
        assert_eq!(made.violations(), expected);
    }
    let none = built(of(ErrorKind::FormInvalid));
    assert_eq!(
        body(&none),
        r#"{"code":"form_invalid","message":"Some fields are not valid.","fields":[]}"#
    );
    // A map that has a part of the request twice lists its messages.
    let twice = built(
        of(ErrorKind::FormIncomplete)
            .violation("a", "No.")
            .violation("a", "Yes."),
    );
    let expected = [violation("a", "No."), violation("a", "Yes.")];
    assert_eq!(twice.violations(), expected);
}

#[test]
fn a_field_that_is_in_the_body_and_in_a_header_is_sent_in_both() {
    let made = of(ErrorKind::Internal)
        .request_id("r1")
        .retry_after(Duration::from_secs(3));
    let ErrorParts { headers, body, .. } = built(made).into_parts();
    let expected = [
        ("Content-Type", "application/json"),
        ("X-Request-Id", "r1"),
        ("Retry-After", "3"),
    ];
    assert_eq!(
        headers,
        expected.map(|(name, value)| (name, value.to_owned()))
    );
    assert_eq!(
        String::from_utf8_lossy(&body),
        r#"{"code":"internal","message":"The till failed.","id":"r1","wait":3}"#
    );
}

#[test]
fn delays_are_rounded_up_to_whole_seconds() {
    for (given, sent) in [
        (0, 0),
        (1, 1),
        (400, 1),
        (1_000, 1),
        (1_500, 2),
        (59_999, 60),
    ] {
        let (delay, sent) = (Duration::from_millis(given), Duration::from_secs(sent));
        let made = built(of(ErrorKind::Internal).retry_after(delay));
        assert_eq!(made.retry_after(), Some(sent), "{given} ms");
        let parts = made.into_parts();
        let seconds = sent.as_secs().to_string();
        assert!(parts.headers.contains(&("Retry-After", seconds)));
    }
}

#[test]
fn a_delay_in_the_message_is_sent_in_the_header_too() {
    let made = built(of(ErrorKind::Busy).arg("retry_after", 1.5));
    let header = |name: &str| {
        let headers = made.clone().into_parts().headers;
        let mut found = headers.into_iter().filter(|(known, _)| *known == name);
        found.next().map(|(_, value)| value)
    };
    assert_eq!(header("Retry-After").as_deref(), Some("2"));
    assert_eq!(made.message_arg("retry_after"), Some("1.5"));
}

#[test]
fn a_delay_is_said_in_the_message_too_and_only_once() {
    let made = built(of(ErrorKind::Busy).retry_after(Duration::from_millis(1_500)));
    assert_eq!(made.message(), Some("Wait 2 seconds."));
    let two = of(ErrorKind::Busy)
        .arg("retry_after", 5)
        .retry_after(Duration::from_secs(2));
    assert_eq!(problems(two), [Altered("retry_after".into())]);
}

#[test]
fn an_error_of_the_builder_holds_no_values() {
    let error = of(ErrorKind::TextTooLong)
        .arg("maximum", "sk-123")
        .message("sk-123")
        .field_json("details", "{sk-123")
        .build()
        .expect_err("nothing of it fits");
    assert!(!format!("{error} {error:?}").contains("sk-123"));
}

/// A handler that fails in three ways.
fn pay(amount: u32) -> Result<(), Error> {
    match amount {
        0 => Err(till::Internal)?,
        1 => Err(till::TextTooLong {
            maximum: 40,
            given: 62,
        })?,
        2 => Err(till::CardDeclined {
            reason: "do_not_honor".into(),
            attempts: Some(2),
            amount: "12.50".parse().expect("a number"),
            formats: vec!["chip".into(), "stripe".into()],
        })?,
        _ => Ok(()),
    }
}

#[test]
fn an_error_is_made_by_its_name_or_of_its_arguments() {
    let failed = |amount| pay(amount).expect_err("an error");
    assert_eq!(failed(0), built(of(ErrorKind::Internal)));
    let too_long = of(ErrorKind::TextTooLong)
        .arg("maximum", 40)
        .arg("given", 62);
    assert_eq!(failed(1), built(too_long));
    assert_eq!(failed(2), built(declined().arg("attempts", 2)));
    assert!(pay(3).is_ok());
}

#[test]
fn each_error_without_arguments_has_the_name_of_its_kind() {
    let named = [
        Error::from(till::Internal),
        Error::from(till::ReceiptUnknown),
        Error::from(till::FormInvalid),
        Error::from(till::FormIncomplete),
        Error::from(till::OpenEarly),
        Error::from(till::OpenLate),
    ];
    let kinds = named.map(|error| error.kind().expect("a kind"));
    let without_args = ErrorKind::ALL.iter().copied();
    let without_args = without_args.filter(|kind| {
        let more = kind.info().more;
        more.details.is_empty() && more.message.is_none()
    });
    assert_eq!(kinds.to_vec(), without_args.collect::<Vec<_>>());
}

#[test]
fn optional_arguments_may_be_left_out() {
    let slow = Error::from(till::Slow::default());
    assert_eq!(slow.field_json("details"), None);
    let slow = Error::from(till::Slow {
        bank: Some("First".into()),
    });
    assert_eq!(slow.field_json("details"), Some(r#"{"bank":"First"}"#));
}

#[test]
fn details_are_arguments_even_if_nothing_else_is_documented() {
    let builder = of(ErrorKind::QueueFull);
    assert_eq!(problems(builder), [MissingArgument("limit".into())]);
    let full = Error::from(till::QueueFull { limit: 9 });
    assert_eq!(full.field_json("details"), Some(r#"{"limit":9}"#));
}

#[test]
fn a_builder_adds_fields_to_an_error_with_its_arguments() {
    let made = Error::builder(till::QueueFull { limit: 9 })
        .request_id("r1")
        .retry_after(Duration::from_secs(5));
    let made = built(made);
    assert_eq!(made.request_id(), Some("r1"));
    assert_eq!(made.retry_after(), Some(Duration::from_secs(5)));
    let unfit = Error::builder(till::Interrupted { who: "x".into() }).request_id("r1");
    assert_eq!(problems(unfit), [NoPlace("request_id".into())]);
    let named = Error::builder(till::Internal).request_id("r1");
    assert_eq!(built(named).request_id(), Some("r1"));
}

#[test]
fn an_object_in_the_details_is_another_argument_than_that_of_the_message() {
    let blocked = Error::from(till::Blocked {
        owner: "the bank".into(),
        details_owner: till::BlockedDetailsOwner::new("First"),
    });
    assert_eq!(blocked.message(), Some("Blocked by the bank."));
    assert_eq!(
        blocked.field_json("details"),
        Some(r#"{"owner":{"name":"First"}}"#)
    );
    let by_name = of(ErrorKind::Blocked).arg("owner", "the bank");
    assert_eq!(
        problems(by_name.clone()),
        [MissingArgument("owner".into())],
        "the member"
    );
    let owner = serde_json::json!({ "name": "First" });
    assert_eq!(built(by_name.arg("details.owner", owner)), blocked);
}
