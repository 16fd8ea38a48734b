//! Retrying with `backon` as the advice says, on a clock that does not wait.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::cell::{Cell, RefCell};
use std::time::Duration;

use api_error_catalog::{ApiError, audixa, elevenlabs, faseeh, scriptix};
use backon::{ExponentialBuilder, Retryable};
use tokio::time::Instant;

/// Fails with each error in turn, then succeeds; tells how long that took and how many calls it were.
async fn run<E: ApiError>(errors: Vec<E>) -> (Result<(), E>, Duration, usize) {
    let begin = Instant::now();
    let left = RefCell::new(errors.into_iter());
    let calls = Cell::new(0);
    let call = async || {
        calls.set(calls.get() + 1);
        left.borrow_mut().next().map_or(Ok(()), Err)
    };
    let series = ExponentialBuilder::default()
        .with_min_delay(Duration::from_secs(1))
        .with_factor(2.0)
        .with_max_times(4);
    let result = call
        .retry(series)
        .when(E::should_retry)
        .adjust(E::next_delay)
        .await;
    (result, begin.elapsed(), calls.get())
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn a_stated_delay_goes_before_the_planned_one() {
    let try_from_message = audixa::Error::from_parts(
        429,
        [],
        r#"{"detail":"Rate limit exceeded. Please retry after 30 seconds."}"#,
    );
    let in_header = audixa::Error::from_parts(429, [("Retry-After", "7")], r#"{"detail":"slow"}"#);
    let unsaid = audixa::Error::from_parts(429, [], r#"{"detail":"slow"}"#);
    let (result, waited, calls) = run(vec![try_from_message, in_header, unsaid]).await;
    assert!(result.is_ok());
    // The third delay of the series that begins 1, 2, 4.
    assert_eq!((waited, calls), (seconds(30 + 7 + 4), 4));
}

#[tokio::test(start_paused = true)]
async fn the_catalogs_own_delay_is_taken_where_the_answer_states_none() {
    let error = scriptix::Error::from_parts(
        429,
        [],
        r#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"slow"}"#,
    );
    let (result, waited, calls) = run(vec![error]).await;
    assert!(result.is_ok());
    assert_eq!((waited, calls), (seconds(60), 2));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_succeed_is_not_repeated() {
    for body in [
        r#"{"errorCode":40001,"errorMessage":"m"}"#,
        r#"{"errorCode":40201,"errorMessage":"m"}"#,
        "<html>",
    ] {
        let (result, waited, calls) = run(vec![faseeh::Error::from_parts(400, [], body)]).await;
        assert!(result.is_err(), "{body}");
        assert_eq!((waited, calls), (Duration::ZERO, 1), "{body}");
    }
    let reset = scriptix::Error::from(scriptix::ErrorKind::QuotaExceeded);
    assert!(!reset.should_retry(), "the quota starts afresh next month");
}

#[tokio::test(start_paused = true)]
async fn a_proxys_answer_is_repeated_where_it_was_not_served() {
    let page = elevenlabs::Error::from_parts(503, [], "<html>");
    let failed = elevenlabs::Error::from_parts(500, [], "<html>");
    let told = elevenlabs::Error::from_parts(500, [("retry-after", "3")], "<html>");
    assert_eq!(
        [
            page.should_retry(),
            failed.should_retry(),
            told.should_retry()
        ],
        [true, false, true]
    );
    let (result, waited, _) = run(vec![page, told]).await;
    assert!(result.is_ok());
    assert_eq!(waited, seconds(1 + 3));
}

#[tokio::test(start_paused = true)]
async fn the_series_ends() {
    let busy = || faseeh::Error::from(faseeh::ErrorKind::ConcurrencyLimitError);
    let (result, waited, calls) = run((0..9).map(|_| busy()).collect()).await;
    assert!(result.is_err());
    assert_eq!((waited, calls), (seconds(1 + 2 + 4 + 8), 5));
}

#[tokio::test(start_paused = true)]
async fn the_numbers_of_the_advice_make_a_series() {
    let advice = scriptix::ErrorKind::InternalError.retry().expect("advice");
    let begin = Instant::now();
    let calls = Cell::new(0);
    let call = async || {
        calls.set(calls.get() + 1);
        Err::<(), _>(scriptix::Error::from(scriptix::ErrorKind::InternalError))
    };
    let result = call
        .retry(ExponentialBuilder::from(advice))
        .when(scriptix::Error::should_retry)
        .await;
    assert!(result.is_err());
    // Three attempts in all, after one and two seconds.
    assert_eq!((begin.elapsed(), calls.get()), (seconds(3), 3));
}
