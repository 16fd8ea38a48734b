//! Errors in streams: of server-sent events, and of lines of JSON, in parts of any size.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog::{ApiErrorCatalog, Category, ErrorStream, MAX_EVENT, StreamFormat};

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/streams/talk.yaml", module = talk)]
struct Talk;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/streams/plain.yaml", module = plain)]
struct Plain;

const CROWDED: &str = r#"{"error": {"code": "CROWDED", "message": "Not now."}}"#;

/// Reads a stream in parts of this size, and returns the codes of its errors with their bodies.
fn read(format: StreamFormat, stream: &[u8], size: usize) -> Vec<(String, Vec<u8>)> {
    let mut reader = ErrorStream::<talk::Error>::new(format);
    let mut errors = Vec::new();
    for part in stream.chunks(size) {
        errors.extend(reader.push(part));
    }
    errors.extend(reader.finish());
    let parts = |error: talk::Error| {
        let code = error.code_text().unwrap_or_default().to_owned();
        (code, error.body().to_vec())
    };
    errors.into_iter().map(parts).collect()
}

/// Returns the codes of the errors in a stream, which must be the same in parts of any size.
fn codes(format: StreamFormat, stream: impl AsRef<[u8]>) -> Vec<String> {
    let stream = stream.as_ref();
    let whole = read(format, stream, stream.len().max(1));
    for size in 1..stream.len().min(40) {
        assert_eq!(read(format, stream, size), whole, "in parts of {size}");
    }
    whole.into_iter().map(|(code, _)| code).collect()
}

fn events(stream: impl AsRef<[u8]>) -> Vec<String> {
    codes(StreamFormat::Events, stream)
}

fn lines(stream: impl AsRef<[u8]>) -> Vec<String> {
    codes(StreamFormat::Lines, stream)
}

#[test]
fn an_event_is_an_error_by_its_shape_or_by_its_name() {
    let good = "event: delta\ndata: {\"text\": \"event: error\\ndata: {}\"}\n\n";
    assert_eq!(events(good), [""; 0]);
    assert_eq!(
        events(format!("{good}data: {CROWDED}\n\n{good}")),
        ["CROWDED"]
    );
    assert_eq!(
        events("event: error\ndata: {\"error\": {\"code\": \"NEW\"}}\n\n"),
        ["NEW"]
    );
    // The same under another name has neither the shape nor the name of an error.
    assert_eq!(
        events("event: errors\ndata: {\"error\": {\"code\": \"NEW\"}}\n\n"),
        [""; 0]
    );
    // Neither text, an empty event nor a page hides the name.
    for data in ["data: Bad Gateway\n", "data\n", "", "data: [DONE]\n"] {
        assert_eq!(events(format!("event: error\n{data}\n")), [""], "{data}");
    }
}

#[test]
fn comments_markers_and_success_codes_are_not_errors() {
    for stream in [
        ": keep alive\n\n: keep alive\n\n",
        "data: [DONE]\n\n",
        "data: {\"error\": null}\n\n",
        "data: {\"error\": {\"code\": \"NONE\", \"message\": \"\"}}\n\n",
        "retry: 10\nid: 1\n\n",
        "event: error\n",
        "",
    ] {
        let expected: &[&str] = if stream == "event: error\n" {
            &[""]
        } else {
            &[]
        };
        assert_eq!(events(stream), expected, "{stream:?}");
    }
}

#[test]
fn lines_end_in_three_ways_and_a_byte_order_mark_is_skipped() {
    for end in ["\n", "\r\n", "\r"] {
        let stream =
            format!("\u{feff}event:error{end}data:{CROWDED}{end}{end}data: {CROWDED}{end}{end}");
        assert_eq!(events(&stream), ["CROWDED", "CROWDED"], "{end:?}");
    }
    assert_eq!(
        lines(format!("\u{feff}{CROWDED}\r\n\r\n \n{CROWDED}")),
        ["CROWDED", "CROWDED"]
    );
    assert_eq!(lines(format!("\u{1e}{CROWDED}\n")), ["CROWDED"]);
}

#[test]
fn the_lines_of_an_event_are_joined() {
    let stream =
        "data: {\"error\":\ndata: {\"code\": \"TOO_LONG\",\ndata: \"message\": \"No.\"}}\n\n";
    let read = read(StreamFormat::Events, stream.as_bytes(), 7);
    let body = "{\"error\":\n{\"code\": \"TOO_LONG\",\n\"message\": \"No.\"}}";
    assert_eq!(read, [("TOO_LONG".to_owned(), body.as_bytes().to_vec())]);
}

#[test]
fn the_last_event_is_read_as_far_as_it_came() {
    assert_eq!(events(format!("data: {CROWDED}")), ["CROWDED"]);
    let cut = "event: error\ndata: {\"error\": {\"code\": \"TOO_LONG\", \"mess";
    assert_eq!(events(cut), ["TOO_LONG"]);
    assert_eq!(
        events("event: error\ndata: {\"error\": {\"code\": \"TOO_L"),
        [""]
    );
    assert_eq!(
        lines("{\"text\": \"a\"}\n{\"error\": {\"code\": \"TOO_L"),
        [""; 0]
    );
    assert_eq!(events("data: {\"text\": 1}\n\nevent: err"), [""; 0]);
}

#[test]
fn an_error_of_a_stream_has_the_documented_facts() {
    let error = talk::Error::try_from_event("", CROWDED).expect("an error");
    assert_eq!(error.kind(), Some(talk::ErrorKind::Crowded));
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.category(), Category::Unavailable);
    assert!(error.is_error());
    assert_eq!(talk::Error::try_from_event("", r#"{"text": "Hi"}"#), None);
    // The name decides alone: the status of the error is unknown.
    let error = plain::Error::try_from_event("error", r#"{"code": "CROWDED"}"#).expect("an error");
    assert_eq!(error.kind(), Some(plain::ErrorKind::Crowded));
    assert_eq!(error.status(), None);
    assert!(error.is_error());
    assert_eq!(
        plain::Error::try_from_event("", r#"{"code": "CROWDED"}"#),
        None
    );
}

#[test]
fn errors_that_are_not_taken_are_skipped() {
    let mut reader = ErrorStream::<talk::Error>::new(StreamFormat::Lines);
    let stream = format!("{CROWDED}\n{CROWDED}\n{{\"error\": {{\"code\": \"TOO_LONG\", ");
    assert!(reader.push(stream.as_bytes()).next().is_some());
    let rest = reader.push(b"\"message\": \"\"}}\n").next();
    assert_eq!(rest.expect("an error"), talk::ErrorKind::TooLong);
    assert!(reader.finish().is_none());
}

#[test]
fn the_start_of_a_long_event_is_read() {
    let long = "x".repeat(MAX_EVENT);
    for part in [1 << 10, MAX_EVENT * 2] {
        let mut reader = ErrorStream::<talk::Error>::with_limit(StreamFormat::Events, 256);
        let stream = format!(
            "event: error\ndata: {{\"error\": {{\"code\": \"TOO_LONG\", \"message\": \"{long}\"}}}}\n\ndata: {CROWDED}\n\n"
        );
        let mut errors = Vec::new();
        for part in stream.as_bytes().chunks(part) {
            errors.extend(reader.push(part));
        }
        let [first, second] = errors.as_slice() else {
            panic!("{errors:?}");
        };
        assert_eq!(*first, talk::ErrorKind::TooLong);
        assert_eq!((first.body().len(), first.is_truncated()), (256, true));
        assert_eq!(*second, talk::ErrorKind::Crowded);
        assert!(!second.is_truncated());
    }
}

#[test]
fn what_is_sent_as_an_event_is_read_again() {
    let built = talk::Error::builder(talk::TooLong)
        .message("Two\nlines\r\n.")
        .build()
        .expect("a documented error");
    for size in [1, 1 << 10] {
        let event = built.to_event();
        assert_eq!(
            read(StreamFormat::Events, event.as_bytes(), size),
            [("TOO_LONG".to_owned(), built.body().to_vec())]
        );
    }
    // A body with line breaks, which are white space in JSON.
    let spread = talk::Error::from_parts(
        400,
        [],
        "{\"error\": {\n\r\"code\": \"TOO_LONG\",\r\n\"message\": \"\"}}",
    );
    assert_eq!(events(spread.to_event()), ["TOO_LONG"]);
}

#[test]
fn the_content_type_states_the_format() {
    for (value, format) in [
        (
            "text/event-stream; charset=utf-8",
            Some(StreamFormat::Events),
        ),
        ("Application/X-NDJSON", Some(StreamFormat::Lines)),
        ("application/json", None),
        ("", None),
    ] {
        assert_eq!(StreamFormat::of_content_type(value), format, "{value}");
    }
}
