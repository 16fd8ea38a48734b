//! Typed details and parameters: every documented form of them.
#![cfg(all(feature = "audixa", feature = "faseeh", feature = "scriptix"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog::{audixa, faseeh, scriptix};

fn scriptix(code: &str, details: &str) -> scriptix::Error {
    scriptix::Error::from_body(format!(
        r#"{{"message":"m","error_code":"{code}","details":{details}}}"#
    ))
}

#[test]
fn every_documented_detail_has_its_type() {
    let error = scriptix(
        "UNSUPPORTED_FORMAT",
        r#"{"supported_formats":["mp3","wav"]}"#,
    );
    let details: scriptix::UnsupportedFormatDetails = error.details().expect("details");
    assert_eq!(
        details.supported_formats,
        Some(vec!["mp3".to_owned(), "wav".to_owned()])
    );

    let error = scriptix(
        "QUOTA_EXCEEDED",
        r#"{"quota_limit":40,"quota_used":40.5,"quota_unit":"hours"}"#,
    );
    let details: scriptix::QuotaExceededDetails = error.details().expect("details");
    assert_eq!(
        (
            details.quota_limit,
            details.quota_used,
            details.quota_unit.as_deref()
        ),
        (Some(40.0), Some(40.5), Some("hours"))
    );

    let error = scriptix(
        "STORAGE_EXCEEDED",
        r#"{"storage_used_gb":20,"storage_limit_gb":21}"#,
    );
    let details: scriptix::StorageExceededDetails = error.details().expect("details");
    assert_eq!(
        (details.storage_used_gb, details.storage_limit_gb),
        (Some(20.0), Some(21.0))
    );

    let error = scriptix(
        "FILE_TOO_LARGE",
        r#"{"max_size_mb":500,"file_size_mb":512.5}"#,
    );
    let details: scriptix::FileTooLargeDetails = error.details().expect("details");
    assert_eq!(
        (details.max_size_mb, details.file_size_mb),
        (Some(500.0), Some(512.5))
    );

    let error = scriptix("MODEL_IN_USE", r#"{"active_transcriptions":2}"#);
    let details: scriptix::ModelInUseDetails = error.details().expect("details");
    assert_eq!(details.active_transcriptions, Some(2.0));

    let error = scriptix(
        "MODEL_NOT_READY",
        r#"{"current_status":1,"required_status":2}"#,
    );
    let details: scriptix::ModelNotReadyDetails = error.details().expect("details");
    assert_eq!(
        (details.current_status, details.required_status),
        (Some(1.0), Some(2.0))
    );
}

#[test]
fn what_is_missing_more_or_of_another_type_costs_itself() {
    let error = scriptix(
        "QUOTA_EXCEEDED",
        r#"{"quota_limit":"40","quota_unit":"hours","more":{"a":[1]}}"#,
    );
    let details: scriptix::QuotaExceededDetails = error.details().expect("details");
    assert_eq!(
        (
            details.quota_limit,
            details.quota_used,
            details.quota_unit.as_deref()
        ),
        (None, None, Some("hours"))
    );
    assert_eq!(error.kind(), Some(scriptix::ErrorKind::QuotaExceeded));
    for none in ["null", "7", r#""text""#, "[]"] {
        let error = scriptix("QUOTA_EXCEEDED", none);
        assert_eq!(
            error.details::<scriptix::QuotaExceededDetails>(),
            None,
            "{none}"
        );
        assert_eq!(error.message(), Some("m"));
    }
    let other = scriptix("MODEL_IN_USE", r#"{"quota_limit":40}"#);
    assert_eq!(
        other.details::<scriptix::QuotaExceededDetails>(),
        None,
        "another error's details"
    );
}

#[test]
fn details_that_are_built_are_read_again() {
    let made = scriptix::Error::from(scriptix::QuotaExceeded {
        quota_limit: 40.0,
        quota_used: 40.5,
        quota_unit: "hours".to_owned(),
    });
    assert_eq!(
        made.field_json("details"),
        Some(r#"{"quota_limit":40.0,"quota_used":40.5,"quota_unit":"hours"}"#)
    );
    let details: scriptix::QuotaExceededDetails = made.details().expect("details");
    assert_eq!(details.quota_used, Some(40.5));
}

#[test]
fn parameters_are_typed_and_money_is_exact() {
    let balance = |message: &str| {
        let body = serde_json::json!({ "errorCode": 40201, "errorMessage": message }).to_string();
        faseeh::Error::from_parts(402, [], body)
            .message_args::<faseeh::InsufficientBalanceErrorArgs>()
    };
    let told =
        balance("Insufficient wallet balance. Required: $0.10, Available: $0.30000000000000004")
            .expect("args");
    assert_eq!(
        (told.required.as_str(), told.available.as_str()),
        ("0.10", "0.30000000000000004")
    );
    for other in [
        "Insufficient wallet balance. Required: $a, Available: $1",
        "Pay first.",
        "",
    ] {
        assert_eq!(balance(other), None, "{other}");
    }
    let body = r#"{"errorCode":42901,"errorMessage":"Concurrency limit exceeded. Maximum 2 concurrent requests allowed. Current: 3. Wait."}"#;
    let told: faseeh::ConcurrencyLimitErrorArgs = faseeh::Error::from_parts(429, [], body)
        .message_args()
        .expect("args");
    assert_eq!(
        (told.maximum, told.current, told.advice.as_str()),
        (2, 3, "Wait.")
    );
    let body = r#"{"detail":"Rate limit exceeded. Please retry after 30 seconds."}"#;
    let told: audixa::TooManyRequestsArgs = audixa::Error::from_parts(429, [], body)
        .message_args()
        .expect("args");
    assert_eq!(told.retry_after, 30.0);
}
