//! The error type belongs to the crate that has the catalog, and it has a source.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::error::Error as _;
use std::sync::Arc;

use api_error_catalog::{ApiError, CatalogError, HttpStatus, Transport};
use downstream::acme;

/// A server's handler: an I/O error becomes the documented one by `?`.
fn handler() -> Result<String, acme::Error> {
    Ok(std::fs::read_to_string("/there/is/no/such/file")?)
}

fn cause() -> String {
    let cause = std::fs::read_to_string("/there/is/no/such/file");
    cause.expect_err("no such file").to_string()
}

fn failure() -> acme::Error {
    handler().expect_err("no such file")
}

#[test]
fn an_error_of_another_crate_becomes_ours() {
    let error = failure();
    assert_eq!(error.kind(), Some(acme::ErrorKind::TooManyRequests));
    assert!(!error.is_too_long());
    let source = error.source().expect("a source");
    assert!(source.downcast_ref::<std::io::Error>().is_some());
}

#[test]
fn an_error_is_one_pointer_wide() {
    assert_eq!(size_of::<acme::Error>(), size_of::<usize>());
    assert_eq!(size_of::<Option<acme::Error>>(), size_of::<usize>());
}

#[test]
fn a_source_is_never_sent() {
    let (with, without) = (failure(), acme::Error::from(acme::TooManyRequests));
    assert_eq!(with.clone().into_parts(), without.clone().into_parts());
    assert_eq!(with.to_problem_details(), without.to_problem_details());
    assert_eq!(with.support_report(), without.support_report());
    assert_eq!(with, without, "what caused it is not compared");
}

#[test]
fn a_source_is_kept_by_what_changes_or_copies_an_error() {
    let error = failure().with_message("Try again later.");
    assert_eq!(error.message(), Some("Try again later."));
    assert!(error.source().is_some() && error.clone().source().is_some());
    let replaced = error.with_source("another cause");
    assert_eq!(
        replaced.source().expect("a source").to_string(),
        "another cause"
    );
}

#[test]
fn a_source_is_in_the_chains_of_anyhow_eyre_and_boxes() {
    let (shown, cause) = (failure().to_string(), cause());
    let chain = format!("{shown}: {cause}");
    let anyhow = (|| -> anyhow::Result<()> { Err(failure())? })().expect_err("an error");
    assert_eq!(format!("{anyhow:#}"), chain);
    assert_eq!(anyhow.downcast_ref::<acme::Error>(), Some(&failure()));
    let eyre = (|| -> eyre::Result<()> { Err(failure())? })().expect_err("an error");
    assert_eq!(format!("{eyre:#}"), chain);
    let boxed: Box<dyn std::error::Error + Send + Sync> = failure().into();
    assert_eq!(boxed.source().expect("a source").to_string(), cause);
    assert!(format!("{:?}", failure()).contains("source: Os {"));
}

#[test]
fn errors_of_anyhow_are_sources_too() {
    let cause = anyhow::anyhow!("the disk is full").context("the upload failed");
    let error = acme::Error::builder(acme::ErrorKind::TooManyRequests)
        .source(cause)
        .build()
        .expect("a documented error");
    assert_eq!(
        format!("{:#}", anyhow::Error::from(error)),
        "too_many_requests (429): More requests came in a minute than the plan allows.: \
         the upload failed: the disk is full"
    );
}

/// An error enum as users write it.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("a vendor failed")]
    Vendor(#[from] Box<dyn ApiError>),
    #[error("a vendor failed for several requests")]
    Shared(#[from] Arc<dyn ApiError>),
    #[error(transparent)]
    Acme(#[from] acme::Error),
    #[error("without a response")]
    Other(#[source] Box<dyn ApiError>),
}

#[test]
fn thiserror_takes_errors_of_any_catalog() {
    let boxed = || -> Result<(), Box<dyn ApiError>> { Err(failure())? };
    let boxed = || -> Result<(), Failure> { Ok(boxed()?) };
    let vendor = boxed().expect_err("an error");
    let shown = failure().to_string();
    let chain = format!("{:#}", anyhow::Error::from(vendor));
    assert_eq!(chain, format!("a vendor failed: {shown}: {}", cause()));
    let shared: Arc<dyn ApiError> = Arc::new(failure());
    assert_eq!(shared.status(), Some(429));
    let shared = Failure::from(shared);
    assert_eq!(shared.source().expect("a source").to_string(), shown);
    let other = Failure::Other(failure().into());
    assert_eq!(other.source().expect("a source").to_string(), shown);
    assert_eq!(Failure::from(failure()).to_string(), shown);
}

/// A type that stands for an error of one vendor and is of any catalog itself.
#[derive(Debug)]
struct Named(&'static str, Box<dyn ApiError>);

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.0, self.1)
    }
}

impl std::error::Error for Named {}

impl ApiError for Named {
    fn response(&self) -> &api_error_catalog::ErrorResponse<'static> {
        self.1.response()
    }
}

#[test]
fn a_users_type_is_an_api_error_by_its_response() {
    let named: Box<dyn ApiError> = Box::new(Named("speech", failure().into()));
    assert_eq!(
        (named.catalog().name, named.name()),
        ("acme", Some("TooManyRequests"))
    );
    assert_eq!(named.code_text(), Some("too_many_requests"));
}

#[test]
fn code_over_any_catalog_has_what_an_error_has() {
    fn decode<E: CatalogError>(status: impl HttpStatus, body: &str) -> E {
        E::from_parts(status, [("retry-after", "3")], body).with_source("the request")
    }
    let body = r#"{"error":{"code":"text_too_long","message":"At most 5 characters, got 9."}}"#;
    let error: acme::Error = decode(400, body);
    assert!(error.is_too_long());
    assert_eq!(error.retry_after().map(|delay| delay.as_secs()), Some(3));
    let args: acme::TextTooLongArgs = error.message_args().expect("parameters");
    assert_eq!((args.maximum, args.given), (5, 9));
}

#[test]
fn a_response_of_another_catalog_is_decoded_again() {
    let body = r#"{"error":{"code":"voice_not_found","message":"gone"}}"#;
    let own = downstream::own::Error::from_parts(404, [], body);
    let acme = acme::Error::from_error_response(own.response().clone());
    assert_eq!(acme.kind(), Some(acme::ErrorKind::VoiceNotFound));
    assert_eq!(acme.transport(), Transport::Http(Some(404)));
    assert_eq!(acme.body(), own.body());
}

#[test]
fn an_error_is_compared_with_a_kind() {
    let error = failure();
    assert!(
        error == acme::ErrorKind::TooManyRequests && error.is(acme::ErrorKind::TooManyRequests)
    );
    assert!(error != acme::ErrorKind::TextTooLong);
    // The documented response is not what was sent, so comparing whole responses says no.
    let sent = acme::Error::from_parts(
        429,
        [],
        r#"{"error":{"code":"too_many_requests","message":"m"}}"#,
    );
    assert!(sent == acme::ErrorKind::TooManyRequests);
    assert_ne!(sent, acme::Error::from(acme::TooManyRequests));
    assert!(acme::Error::from_body("") != acme::ErrorKind::TooManyRequests);
}

#[test]
fn an_error_is_serialized_as_what_a_log_needs() {
    let headers = vec![("Retry-After".to_owned(), "2".to_owned())];
    let body = r#"{"error":{"code":"text_too_long","message":"m","request":"r1"}}"#;
    let error = acme::Error::from_parts(400, headers, body);
    assert_eq!(error.retry_after().map(|delay| delay.as_secs()), Some(2));
    assert_eq!(
        serde_json::to_value(&error).expect("JSON"),
        serde_json::json!({
            "catalog": "acme", "kind": "TextTooLong", "unresolved_reason": null, "status": 400, "code": "text_too_long",
            "message": "m", "request_id": "r1", "category": "too_large", "fault": "request",
        })
    );
    let unknown = serde_json::to_value(acme::Error::from_body("<html>")).expect("JSON");
    assert_eq!(unknown["unresolved_reason"], "not JSON");
    let advice = acme::ErrorKind::TooManyRequests.retry().expect("advice");
    assert_eq!(
        serde_json::to_value(advice).expect("JSON"),
        serde_json::json!({
            "strategy": "backoff", "attempts": 4, "base_ms": 500, "factor": 2.0, "max_delay_ms": null, "delay_ms": null,
            "assumed": false,
        })
    );
}
