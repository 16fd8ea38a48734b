//! Bodies that are JSON only after a transformation: other encodings, guards, comments, JSON inside a string, forms.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::sync::Mutex;

use api_error_catalog::{ApiErrorCatalog, UnresolvedReason, Violation};
use peak_alloc::PeakAlloc;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/views/notes.yaml", module = notes)]
struct Notes;

use notes::{Error, ErrorKind};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the whole process, so one test runs at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Decodes a body, and checks that it is kept and that memory has its bound.
fn decoded(body: &[u8]) -> Error {
    let copy = body.to_vec();
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage() - copy.capacity();
    let error = Error::from_parts(409, [], copy);
    let most = MEMORY.peak_usage().saturating_sub(before);
    assert!(
        most <= 2 * body.len() + 4096,
        "{most} bytes for {}: {}",
        body.len(),
        String::from_utf8_lossy(body.get(..100).unwrap_or(body))
    );
    assert_eq!(error.body(), body);
    error
}

const JSON: &str =
    r#"{"code": "form_stale", "message": "Grüße, \"noch\" einmal. 語", "fields": {"a": "No."}}"#;

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// The same error in each encoding.
fn bodies() -> Vec<Vec<u8>> {
    let quoted = serde_json::Value::from(JSON).to_string();
    let commented = JSON.replacen('{', "// \"code\": \"no_seat\"\n{ /* { */", 1);
    let commented = commented.replace(", \"message\"", ", \"left\": NaN, \"message\"");
    vec![
        utf16(&format!("\u{feff}{JSON}"), u16::to_le_bytes),
        utf16(&format!("\u{feff}{JSON}"), u16::to_be_bytes),
        utf16(JSON, u16::to_le_bytes),
        utf16(&quoted, u16::to_be_bytes),
        quoted.into_bytes(),
        format!("\u{feff}{JSON}").into_bytes(),
        format!(")]}}'\r\n\r\n{JSON}").into_bytes(),
        format!(")]}}',\n{JSON}").into_bytes(),
        format!("while(1);{JSON}").into_bytes(),
        format!("\u{feff}for(;;);{JSON}").into_bytes(),
        commented.replacen("}}", "},}", 1).into_bytes(),
    ]
}

#[test]
fn the_same_error_is_read_in_every_encoding() {
    let _alone = ALONE.lock();
    for body in bodies() {
        let error = decoded(&body);
        assert_eq!(error.kind(), Some(ErrorKind::FormStale), "{error:?}");
        assert_eq!(error.message(), Some("Grüße, \"noch\" einmal. 語"));
        let invalid = Violation {
            field: "a".to_owned(),
            message: "No.".to_owned(),
        };
        assert_eq!(error.violations(), [invalid]);
        assert_eq!(error.pointer("/fields/a"), Some("\"No.\""));
    }
}

#[test]
fn members_may_be_in_any_case_if_the_catalog_allows_it() {
    let _alone = ALONE.lock();
    let error = decoded(br#"{"Code": "no_seat", "MESSAGE": "No.", "x": 1, "FIELDS": {"a": "b"}}"#);
    assert_eq!(error.kind(), Some(ErrorKind::NoSeat));
    assert_eq!(error.message(), Some("No."));
    assert_eq!(error.violations().len(), 1);
}

#[test]
fn a_form_has_the_members_of_a_shape() {
    let _alone = ALONE.lock();
    let error = decoded(b"error=no_seat&error_description=None+%22left%22%2E&code");
    assert_eq!(error.kind(), Some(ErrorKind::NoSeat));
    assert_eq!(error.message(), Some("None \"left\"."));
    for other in [
        "access_token=abc&scope=error%3Dno_seat",
        "error",
        "error = no_seat",
    ] {
        let error = decoded(other.as_bytes());
        assert_eq!(
            error.unresolved_reason(),
            Some(UnresolvedReason::NotJson),
            "{other}"
        );
    }
}

#[test]
fn a_body_that_is_still_compressed_is_reported() {
    let _alone = ALONE.lock();
    for start in [
        &[0x1f, 0x8b, 8, 0][..],
        &[0x28, 0xb5, 0x2f, 0xfd],
        &[0x78, 0x9c, 0xab],
    ] {
        let error = decoded(start);
        assert_eq!(
            error.unresolved_reason(),
            Some(UnresolvedReason::Compressed)
        );
    }
}

#[test]
fn every_beginning_of_a_body_and_every_changed_byte_is_kept_within_the_bound() {
    let _alone = ALONE.lock();
    for body in bodies() {
        for end in 0..body.len() {
            decoded(&body[..end]);
            for byte in [0, b'"', b'\\', b'/', b'{', 0xd8, 0xff] {
                let mut changed = body.clone();
                changed[end] = byte;
                decoded(&changed);
            }
        }
    }
}

#[test]
fn long_and_deep_bodies_are_kept_within_the_bound() {
    let _alone = ALONE.lock();
    let texts = ["語", "\\u0041", "\\\"", "a"].map(|text| text.repeat(50_000));
    for text in &texts {
        let json = format!(r#"{{"code": "form_stale", "message": "{text}", "x": "{text}"}}"#);
        for body in [
            utf16(&json, u16::to_le_bytes),
            serde_json::Value::from(json.as_str())
                .to_string()
                .into_bytes(),
            format!("// a\n{json}").into_bytes(),
            format!("error=form_stale&error_description={text}")
                .replace('\\', "%5C")
                .into_bytes(),
            format!("error={}", "&error=form_stale".repeat(50_000)).into_bytes(),
        ] {
            decoded(&body);
        }
    }
    decoded("[\"".repeat(100_000).as_bytes());
    decoded(&utf16(&"[".repeat(100_000), u16::to_be_bytes));
}

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/views/token.yaml", module = token)]
struct Token;

#[test]
fn errors_in_a_form_are_built_and_read_back() {
    let message = "a b&c=d+100% \u{fc}\n";
    let error = token::Error::builder(token::ErrorKind::Expired)
        .message(message)
        .build();
    let parts = error.unwrap_or_else(|error| panic!("{error}")).into_parts();
    let body = String::from_utf8(parts.body).unwrap_or_default();
    assert_eq!(
        body,
        "error=expired&error_description=a+b%26c%3Dd%2B100%25+%C3%BC%0A"
    );
    let content = (
        "Content-Type",
        "application/x-www-form-urlencoded".to_owned(),
    );
    assert!(parts.headers.contains(&content), "{:?}", parts.headers);
    let read = token::Error::from_parts(400, [], body);
    assert_eq!(read.kind(), Some(token::ErrorKind::Expired));
    assert_eq!(read.message(), Some(message));
}

#[test]
fn another_message_does_not_make_the_body_another_notation() {
    let _alone = ALONE.lock();
    // Comments are blanked only in UTF-8, which this body is once its message is replaced.
    let received = decoded(b"{\"message\": \"caf\xe9\", \"code\": 7// seven\n}");
    assert_eq!(received.code_text(), None);
    let reworded = received.clone().with_message("tea");
    assert_eq!(reworded.message(), Some("tea"));
    assert_eq!(reworded.code_text(), None);
    assert_eq!(reworded.response().shape(), received.response().shape());
}
