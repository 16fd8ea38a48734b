//! The statuses of gRPC calls.
#![cfg(feature = "tonic")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use api_error_catalog::{ApiErrorCatalog, Category, elevenlabs};
use http::HeaderMap;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

#[allow(dead_code, reason = "it stands for the module")]
#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/rpc/depot.yaml", module = depot)]
struct Depot;

#[allow(dead_code, reason = "it stands for the module")]
#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/wire/catalogs/grpc-like.yaml", module = plain)]
struct Plain;

/// The status as the other side receives it.
fn received(status: &Status) -> Status {
    let mut headers = HeaderMap::new();
    status.add_header(&mut headers).expect("valid headers");
    Status::from_header_map(&headers).expect("a status")
}

#[test]
fn details_are_read_by_their_types() {
    let mut details = ErrorDetails::new();
    details
        .set_retry_info(Some(Duration::from_millis(34_400)))
        .set_error_info(
            "DEPOT_FULL",
            "depot.example",
            [("hall".to_owned(), "\"B\" ü".to_owned())],
        )
        .add_bad_request_violation("parcel.weight", "It is too heavy.")
        .set_help(Vec::new())
        .set_debug_info(["a", "b"].map(String::from), "c")
        .set_request_info("r", "s")
        .set_resource_info("t", "n", "o", "d")
        .set_localized_message("de", "Voll.")
        .add_quota_failure_violation("q", "used")
        .add_precondition_failure_violation("p", "s", "d");
    let status = Status::with_error_details(Code::ResourceExhausted, "No room: 100 %", details);
    let error = depot::Error::from(received(&status));
    assert_eq!(error.kind(), Some(depot::ErrorKind::DepotFull));
    assert_eq!(error.status(), Some(429));
    assert_eq!(error.category(), Category::Unavailable);
    assert_eq!(error.message(), Some("No room: 100 %"));
    assert_eq!(error.retry_after(), Some(Duration::from_millis(34_400)));
    let metadata = error.response().field_json("details");
    let metadata = metadata.map(|json| json.to_string());
    assert_eq!(metadata.as_deref(), Some("{\"hall\":\"\\\"B\\\" ü\"}"));
    let violations = error.violations();
    let violations: Vec<(&str, &str)> = violations
        .iter()
        .map(|one| (&*one.field, &*one.message))
        .collect();
    assert_eq!(violations, [("parcel.weight", "It is too heavy.")]);
    assert!(serde_json::from_slice::<serde_json::Value>(error.response().body()).is_ok());
}

#[test]
fn a_code_in_the_header_identifies_the_error_too() {
    let mut status = Status::not_found("Nothing is here.");
    status
        .metadata_mut()
        .insert("grpc-retry-pushback-ms", "250".parse().expect("a value"));
    let error = plain::Error::from_grpc_status(&received(&status));
    assert_eq!(error.kind(), Some(plain::ErrorKind::NotFound));
    assert_eq!(error.message(), Some("Nothing is here."));
    assert_eq!(error.retry_after(), Some(Duration::from_millis(250)));
}

#[test]
fn a_status_that_a_server_makes_is_the_error_for_a_client() {
    let full = depot::Error::builder(depot::ErrorKind::DepotFull)
        .message("No room.")
        .request_id("d-7")
        .retry_after(Duration::from_secs(9))
        .violation("hall", "It is full.")
        .build()
        .expect("a valid error");
    let status = Status::from(full.clone());
    assert_eq!(status.code(), Code::ResourceExhausted);
    let read = depot::Error::from(received(&status));
    assert_eq!(read.kind(), full.kind());
    assert_eq!(read.message(), full.message());
    assert_eq!(read.request_id(), Some("d-7"));
    assert_eq!(read.retry_after(), full.retry_after());
    assert_eq!(read.violations(), full.violations());
    for kind in plain::ErrorKind::ALL.iter().copied() {
        let error = plain::Error::builder(kind).build().expect("a valid error");
        let read = plain::Error::from(received(&Status::from(error)));
        assert_eq!(read.kind(), Some(kind));
    }
}

#[test]
fn an_error_of_any_catalog_has_a_status() {
    let error = elevenlabs::Error::from(elevenlabs::ErrorWithoutArgs::VoiceNotFound);
    let status = Status::from(error);
    assert_eq!(status.code(), Code::NotFound);
    let reason = status.get_details_error_info().map(|info| info.reason);
    assert_eq!(reason.as_deref(), Some("voice_not_found"));
    let unknown = elevenlabs::Error::from_parts(418, [], "<html>");
    assert_eq!(Status::from(unknown).code(), Code::FailedPrecondition);
    let unknown = elevenlabs::Error::from_parts(599, [], "");
    assert_eq!(Status::from(unknown).code(), Code::Unknown);
}
