//! Any bytes, statuses and headers: nothing panics, nothing is lost, and memory keeps its bound.
#![cfg(all(
    feature = "audixa",
    feature = "elevenlabs",
    feature = "faseeh",
    feature = "scriptix",
    feature = "ttsopenai"
))]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use api_error_catalog::{CatalogError, ErrorKind, audixa, elevenlabs, faseeh, scriptix, ttsopenai};
use peak_alloc::PeakAlloc;
use proptest::prelude::*;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the whole process, so one test runs at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// What `work` held at most, beyond what was held before.
fn held<T>(work: impl FnOnce() -> T) -> (T, usize) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let made = work();
    (made, MEMORY.peak_usage().saturating_sub(before))
}

const WAYS: [&str; 9] = [
    "200",
    "400",
    "404",
    "422",
    "429",
    "500",
    "ws",
    "close 1008",
    "-",
];

/// Decodes a copy of the body, which counts once.
fn tried<E: CatalogError>(way: &str, headers: &[(&str, &str)], body: &[u8]) -> E {
    let (error, most): (E, usize) = held(|| support::read_bytes(way, headers, body));
    assert!(
        most <= 2 * body.len() + 4096,
        "{most} bytes held for {} of {}",
        body.len(),
        E::Kind::catalog().name
    );
    assert_eq!(error.response().body(), body);
    error
}

fn used<E: CatalogError + Into<http::Response<Vec<u8>>>>(
    way: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) {
    let error = tried::<E>(way, headers, body);
    let _ = (
        error.to_string(),
        format!("{error:?}"),
        error.support_report(),
        error.response().clone().into_parts(),
        error.response().to_problem_details(),
    );
    let _ = (
        error.response().violations(),
        error.retry_after(),
        error.embedded(),
        error.response().pointer("/detail/0/loc"),
        error.code(),
    );
    let _ = (
        error.candidates().count(),
        error.response().status_is_documented(),
        error.category(),
        error.should_retry(),
    );
    let response: http::Response<Vec<u8>> = error.clone().into();
    assert_eq!(response.body(), body);
    let same = error.clone().with_message("another");
    assert_eq!(same.kind(), error.kind());
}

fn used_by_all(way: &str, headers: &[(&str, &str)], body: &[u8]) {
    used::<audixa::Error>(way, headers, body);
    used::<elevenlabs::Error>(way, headers, body);
    used::<faseeh::Error>(way, headers, body);
    used::<scriptix::Error>(way, headers, body);
    used::<ttsopenai::Error>(way, headers, body);
}

fn way() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => prop::sample::select(&WAYS[..]).prop_map(str::to_owned),
        1 => any::<u16>().prop_map(|status| status.to_string()),
        1 => any::<u16>().prop_map(|code| format!("close {code}")),
    ]
}

/// Pieces of real bodies, so that most that is tried gets past the first byte.
fn body() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&[u8]] = &[
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\"",
        b"\\",
        b"\\u00",
        b"\\ud83d",
        b"null",
        b"true",
        b"-1.5e3",
        b"40401",
        b" ",
        b"\"detail\":",
        b"\"code\":",
        b"\"message\":",
        b"\"status\":",
        b"\"error\":",
        b"\"error_code\":",
        b"\"details\":",
        b"\"errorCode\":",
        b"\"errorMessage\":",
        b"\"errors\":",
        b"\"loc\":",
        b"\"msg\":",
        b"\"retry_after\":",
        b"\"type\":",
        b"\"voice_not_found\"",
        b"\"QUOTA_EXCEEDED\"",
        b"\"caf\xe9\"",
        b"\"a\\\"b\\n\"",
        b"{\"detail\":{\"code\":\"x\"}}",
        b"\xff",
        b"\xf0\x9f",
        b"\xef\xbb\xbf",
        b"\0",
        b"\n",
        b"<html>",
    ];
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_nothing_is_lost(
        body in body(), way in way(), delay in "\\PC{0,20}", id in "\\PC{0,3000}",
    ) {
        let _alone = ALONE.lock();
        used_by_all(&way, &[("retry-after", &delay), ("x-request-id", &id), ("date", &delay)], &body);
    }

    #[test]
    fn dates_are_read_as_httpdate_reads_them(seconds in 0u64..253_402_300_800, wait in 0u64..100_000_000) {
        let _alone = ALONE.lock();
        let text = |seconds| httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
        prop_assume!(seconds + wait < 253_402_300_800);
        let (date, until) = (text(seconds), text(seconds + wait));
        let error = audixa::Error::from_parts(429, [("Date", &*date), ("Retry-After", &*until)], "");
        prop_assert_eq!(error.retry_after(), Some(Duration::from_secs(wait)));
    }
}

#[test]
fn a_date_without_the_answers_own_counts_from_now() {
    let _alone = ALONE.lock();
    let until = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
    let error = audixa::Error::from_parts(429, [("Retry-After", &*until)], "");
    let delay = error.retry_after().expect("a delay").as_secs();
    assert!((90..=100).contains(&delay), "{delay}");
}

/// Bodies that would make a careless reader take more than its share.
#[test]
fn memory_keeps_its_bound() {
    let _alone = ALONE.lock();
    let many = 200_000;
    let bodies = [
        b"[".repeat(many),
        [
            br#"{"detail":{"code":"x","message":""#.to_vec(),
            b"\\n".repeat(many),
            b"\"}}".to_vec(),
        ]
        .concat(),
        [
            br#"{"detail":{"code":"x","message":""#.to_vec(),
            b"\xff".repeat(many),
            b"\"}}".to_vec(),
        ]
        .concat(),
        [
            br#"{"detail":{"code":""#.to_vec(),
            b"\\u00e9".repeat(many),
            b"\",\"message\":\"m\"}}".to_vec(),
        ]
        .concat(),
        [br#"{"detail":"#.to_vec(), br#"{"detail":"#.repeat(many)].concat(),
        [
            br#"{"error_code":"X","details":"#.to_vec(),
            b"[0,".repeat(many),
        ]
        .concat(),
        br#"{"code":"x"},"#.repeat(many),
        b"\xff".repeat(many),
    ];
    for body in &bodies {
        for way in WAYS {
            tried::<elevenlabs::Error>(way, &[], body);
            tried::<scriptix::Error>(way, &[("x-request-id", &"9".repeat(100_000))], body);
        }
    }
}

#[test]
fn a_hundred_megabytes_are_read_in_place() {
    let _alone = ALONE.lock();
    let filler = "x".repeat(100 << 20);
    let body =
        format!(r#"{{"detail":{{"more":"{filler}","code":"voice_not_found","message":"m"}}}}"#)
            .into_bytes();
    drop(filler);
    let (error, most) = held(|| elevenlabs::Error::from_parts(404, [], body));
    assert_eq!(error.kind(), Some(elevenlabs::ErrorKind::VoiceNotFound));
    assert!(
        most < 4096,
        "a body that is handed over is not copied: {most}"
    );
}
