//! Retrying as the advice and the response say, on a clock that does not wait.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::cell::{Cell, RefCell};
use std::time::Duration;

use api_error_catalog::{
    ApiError, ApiErrorCatalog, RetryPolicy, audixa, elevenlabs, faseeh, scriptix,
};
use backon::{ExponentialBuilder, Retryable};
use tokio::time::{Instant, sleep};

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/kettle.yaml", module = kettle)]
struct Kettle;

/// The result of an operation, the total delay, and the number of attempts.
type Outcome<E> = (Result<(), E>, Duration, usize);

/// Fails with each error in turn, then succeeds.
async fn run<E: ApiError>(errors: Vec<E>) -> Outcome<E> {
    let policy = RetryPolicy::new().max_attempts(5).jitter(false);
    run_with(policy, errors).await
}

async fn run_with<E: ApiError>(mut policy: RetryPolicy, errors: Vec<E>) -> Outcome<E> {
    let begin = Instant::now();
    let mut errors = errors.into_iter();
    let mut calls = 0;
    let result = loop {
        calls += 1;
        let Some(error) = errors.next() else {
            break Ok(());
        };
        match policy.next(&error) {
            Some(delay) => sleep(delay).await,
            None => break Err(error),
        }
    };
    (result, begin.elapsed(), calls)
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn slow(retry_after: &str) -> scriptix::Error {
    let body = r#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"slow"}"#;
    scriptix::Error::from_parts(429, [("Retry-After", retry_after)], body)
}

#[tokio::test(start_paused = true)]
async fn a_stated_delay_goes_before_the_planned_one() {
    let in_message = audixa::Error::from_parts(
        429,
        [],
        r#"{"detail":"Rate limit exceeded. Please retry after 30 seconds."}"#,
    );
    let in_header = audixa::Error::from_parts(429, [("Retry-After", "7")], r#"{"detail":"slow"}"#);
    let unsaid = audixa::Error::from_parts(429, [], r#"{"detail":"slow"}"#);
    let (result, waited, calls) = run(vec![in_message, in_header, unsaid]).await;
    assert!(result.is_ok());
    // The third delay of the series that begins 1, 2, 4.
    assert_eq!((waited, calls), (seconds(30 + 7 + 4), 4));
}

#[tokio::test(start_paused = true)]
async fn the_numbers_of_the_advice_make_the_series() {
    // The advice is `{ attempts: 2, base: 30s, factor: 4 }`.
    let boiling = || kettle::Error::from(kettle::Boiling);
    let (result, waited, calls) = run(vec![boiling(), boiling(), boiling()]).await;
    assert!(result.is_err());
    assert_eq!((waited, calls), (seconds(30), 2));
    // The advice is `{ attempts: 6, base: 2s, factor: 4, max_delay: 10s }`.
    let busy = || kettle::Error::from(kettle::Busy);
    let policy = RetryPolicy::new().jitter(false);
    let (result, waited, calls) = run_with(policy, (0..9).map(|_| busy()).collect()).await;
    assert!(result.is_err());
    assert_eq!((waited, calls), (seconds(2 + 8 + 10 + 10 + 10), 6));
    // A single wait follows the advice as well.
    assert_eq!(boiling().retry_delay_or(seconds(1)), seconds(30));
}

#[tokio::test(start_paused = true)]
async fn each_error_is_followed_as_it_comes() {
    let busy = kettle::Error::from(kettle::Busy);
    let boiling = kettle::Error::from(kettle::Boiling);
    let (result, waited, calls) = run(vec![busy, boiling]).await;
    let error = result.expect_err("two attempts are all that this error allows");
    assert_eq!(error.kind(), Some(kettle::ErrorKind::Boiling));
    assert_eq!((waited, calls), (seconds(2), 2));
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_limit_ends_the_series() {
    for retry_after in ["86400", "Fri, 31 Dec 2115 23:59:59 GMT"] {
        let (result, waited, calls) = run(vec![slow(retry_after)]).await;
        let error = result.expect_err("a delay that is too long");
        assert_eq!((waited, calls), (Duration::ZERO, 1), "{retry_after}");
        // The stated delay stays readable; a delay for sleeping is limited.
        assert!(
            error.retry_after() >= Some(seconds(86_400)),
            "{retry_after}"
        );
        assert_eq!(error.retry_delay_or(seconds(5)), RetryPolicy::MAX_DELAY);
        assert_eq!(error.retry_delay_or(seconds(90)), seconds(90));
    }
    let patient = RetryPolicy::new().max_delay(seconds(100_000)).jitter(false);
    let (result, waited, _) = run_with(patient, vec![slow("86400")]).await;
    assert!(result.is_ok());
    assert_eq!(waited, seconds(86_400));
}

#[tokio::test(start_paused = true)]
async fn all_delays_together_are_limited() {
    let policy = RetryPolicy::new()
        .max_total_delay(seconds(10))
        .jitter(false);
    let (result, waited, calls) = run_with(policy, vec![slow("6"), slow("6"), slow("1")]).await;
    assert!(result.is_err());
    assert_eq!((waited, calls), (seconds(6), 2));
}

#[tokio::test(start_paused = true)]
async fn the_catalogs_own_delay_is_taken_where_the_response_states_none() {
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
    let reset = scriptix::Error::from(scriptix::QuotaExceeded {
        quota_limit: 40.0,
        quota_used: 40.5,
        quota_unit: "hours".to_owned(),
    });
    assert!(!reset.should_retry(), "the quota is reset next month");
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
    let busy = || {
        faseeh::Error::from(faseeh::ConcurrencyLimitError {
            maximum: 2,
            current: 3,
            advice: "Wait.".to_owned(),
        })
    };
    let (result, waited, calls) = run((0..9).map(|_| busy()).collect()).await;
    assert!(result.is_err());
    assert_eq!((waited, calls), (seconds(1 + 2 + 4 + 8), 5));
    // Without advice on it and without a limit of the caller's, there are three attempts.
    let policy = RetryPolicy::default().jitter(false);
    let (result, waited, calls) = run_with(policy, (0..9).map(|_| busy()).collect()).await;
    assert!(result.is_err());
    assert_eq!((waited, calls), (seconds(1 + 2), 3));
}

#[tokio::test(start_paused = true)]
async fn backon_waits_as_a_policy_says() {
    let begin = Instant::now();
    let calls = Cell::new(0);
    let errors = RefCell::new(vec![slow("86400"), slow("7"), slow("9")]);
    let call = async || {
        calls.set(calls.get() + 1);
        errors.borrow_mut().pop().map_or(Ok(()), Err)
    };
    let mut policy = RetryPolicy::new().max_attempts(9).jitter(false);
    let result = call
        .retry(ExponentialBuilder::default())
        .adjust(|error: &scriptix::Error, _| policy.next(error))
        .await;
    // The advice allows three attempts, whatever the builder would do.
    let error = result.expect_err("the third error");
    assert_eq!(error.retry_after(), Some(seconds(86_400)));
    assert_eq!((begin.elapsed(), calls.get()), (seconds(9 + 7), 3));
}

#[test]
fn an_error_of_any_vendor_and_a_missing_response_are_followed() {
    let mut policy = RetryPolicy::new().jitter(false);
    assert_eq!(policy.next_without_response(), Some(seconds(1)));
    let error: Box<dyn ApiError> = Box::new(slow("4"));
    assert_eq!(policy.next(&*error), Some(seconds(4)));
    assert_eq!(policy.next_after(error.response()), None);
}
