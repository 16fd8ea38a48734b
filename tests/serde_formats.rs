//! Codes and kinds in serde formats, for people and for machines.
#![cfg(all(feature = "elevenlabs", feature = "faseeh"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog::{ErrorCode, ErrorKind, elevenlabs, faseeh};

/// The JSON of a code before and after postcard.
fn through_postcard<K: ErrorKind>(json: &str) -> (String, bool) {
    let code: ErrorCode<K> = serde_json::from_str(json).expect("a code");
    let bytes = postcard::to_allocvec(&code).expect("bytes");
    let again: ErrorCode<K> = postcard::from_bytes(&bytes).expect("a code");
    assert_eq!(again, code);
    (
        serde_json::to_string(&again).expect("JSON"),
        again.is_known(),
    )
}

#[test]
fn a_code_survives_a_format_that_does_not_describe_itself() {
    for (json, known) in [
        ("\"voice_not_found\"", true),
        ("\"new_code\"", false),
        ("17", false),
    ] {
        let of_strings = through_postcard::<elevenlabs::ErrorKind>(json);
        assert_eq!(of_strings, (json.to_owned(), known));
    }
    for (json, known) in [
        ("40201", true),
        ("77777", false),
        ("18446744073709551615", false),
        ("\"new\"", false),
    ] {
        let of_integers = through_postcard::<faseeh::ErrorKind>(json);
        assert_eq!(of_integers, (json.to_owned(), known));
    }
}

#[test]
fn damaged_bytes_are_refused_or_give_a_code_that_can_be_written() {
    type Code = ErrorCode<faseeh::ErrorKind>;
    assert!(postcard::from_bytes::<Code>(&[1, 200, b'4']).is_err());
    assert!(postcard::from_bytes::<Code>(&[]).is_err());
    let no_digits: Code = postcard::from_bytes(&[1, 1, b'x']).expect("a code");
    assert_eq!(
        serde_json::to_string(&no_digits).ok().as_deref(),
        Some("\"x\"")
    );
}

#[test]
fn a_kind_survives_a_format_that_does_not_describe_itself() {
    let kind = elevenlabs::ErrorKind::VoiceNotFound;
    let bytes = postcard::to_allocvec(&kind).expect("bytes");
    assert_eq!(postcard::from_bytes(&bytes), Ok(kind));
}
