//! Decodes responses and retries requests without a clock, as in a browser: `tests/wasm/run`. A panic is a trap.

use std::time::Duration;

use api_error_catalog::{RetryPolicy, elevenlabs};

fn main() {
    let body = r#"{"detail": {"code": "rate_limit_exceeded", "message": "Slow down."}}"#;
    let error = |headers: &[(&str, &str)]| elevenlabs::Error::from_parts(429, headers, body);
    let until = ("Retry-After", "Sun, 06 Nov 1994 08:49:44 GMT");
    let date = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");

    let delay = error(&[until, date]).retry_after();
    assert_eq!(delay, Some(Duration::from_secs(7)));
    // A date without the response's own counts from now.
    let without_clock = cfg!(all(target_family = "wasm", target_os = "unknown"));
    let delay = error(&[until]).retry_after();
    assert_eq!(delay, (!without_clock).then_some(Duration::ZERO));
    assert!(RetryPolicy::new().next(&error(&[until])).is_some());
}
