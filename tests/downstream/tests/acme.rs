//! A catalog of one's own through the derive, used as its user would.

use std::time::Duration;

use api_error_catalog::{
    CatalogError, Category, ErrorCatalog, ErrorParts, RetryStrategy, elevenlabs,
};
use downstream::{Acme, Failure, Handled, Kind, Retried, SpeakError, acme, own};

fn speak(body: &str) -> Result<(), SpeakError> {
    Err(acme::Error::from_parts(400, [], body))?;
    Ok(())
}

#[test]
fn an_answer_becomes_a_typed_error() {
    let told = speak(
        r#"{"error":{"code":"text_too_long","message":"At most 5000 characters, got 7123.","request":"r9"}}"#,
    );
    let Err(SpeakError::Acme(error)) = told else {
        panic!("{told:?}")
    };
    assert_eq!(error.kind(), Some(acme::ErrorKind::TextTooLong));
    assert_eq!(error.category(), Category::TooLarge);
    assert_eq!(error.message_arg("given"), Some("7123"));
    assert_eq!(
        error.to_string(),
        "text_too_long (400): At most 5000 characters, got 7123. [request r9]"
    );
}

#[test]
fn an_unknown_code_survives_serde_in_a_users_struct() {
    let json = r#"{"code":"brand_new","kind":"VoiceNotFound"}"#;
    let failure: Failure = serde_json::from_str(json).expect("a failure");
    assert!(!failure.code.is_known());
    assert_eq!(failure.code, "brand_new");
    assert_eq!(failure.kind, Some(acme::ErrorKind::VoiceNotFound));
    assert_eq!(serde_json::to_string(&failure).expect("JSON"), json);
}

#[test]
fn a_server_builds_what_a_client_reads() {
    let made = acme::Error::builder(acme::ErrorKind::VoiceNotFound)
        .message("gone")
        .request_id("r1")
        .build()
        .expect("a documented error");
    let ErrorParts {
        status,
        headers,
        body,
    } = made.clone().into_parts();
    assert_eq!(status, Some(404));
    assert_eq!(headers, [("Content-Type", "application/json".to_owned())]);
    assert_eq!(
        body,
        br#"{"error":{"code":"voice_not_found","message":"gone","request":"r1"}}"#
    );
    assert_eq!(acme::Error::from_parts(404, [], body), made);
}

#[test]
fn numbers_of_the_retry_advice_are_data() {
    let retry = acme::ErrorKind::TooManyRequests.retry().expect("advice");
    assert_eq!(
        (retry.strategy, retry.attempts, retry.base),
        (
            RetryStrategy::Backoff,
            Some(4),
            Some(Duration::from_millis(500))
        )
    );
}

#[test]
fn code_over_any_catalog_takes_the_struct_that_stands_for_it() {
    fn read<C: ErrorCatalog>(body: &str) -> C::Error {
        C::Error::from_body(body)
    }
    let body = r#"{"error":{"code":"voice_not_found","message":"gone"}}"#;
    let error: acme::Error = read::<Acme>(body);
    assert_eq!(error.kind(), Some(acme::ErrorKind::VoiceNotFound));
    // The enum of every catalog converts to it too.
    let error: own::Error = read::<Kind>(body);
    assert_eq!(error.kind(), Some(Kind::VoiceNotFound));
    let body = r#"{"detail":{"code":"voice_not_found","message":"gone"}}"#;
    let error: elevenlabs::Error = read::<elevenlabs::ErrorKind>(body);
    assert_eq!(error.kind(), Some(elevenlabs::ErrorKind::VoiceNotFound));
}

#[test]
fn an_enum_of_all_errors_is_the_kind_itself() {
    let body = r#"{"error":{"code":"voice_not_found","message":"gone"}}"#;
    let error = own::Error::from_parts(404, [], body);
    assert_eq!(error.kind(), Some(Kind::VoiceNotFound));
    assert_eq!(Kind::TooManyRequests.code(), Some("too_many_requests"));
    assert_eq!("TextTooLong".parse(), Ok(Kind::TextTooLong));
}

#[test]
fn an_enum_of_some_errors_is_made_from_the_others() {
    let read = |code: &str| {
        acme::Error::from_body(format!(r#"{{"error":{{"code":"{code}","message":"m"}}}}"#))
    };
    assert_eq!(Handled::from(&read("text_too_long")), Handled::TextTooLong);
    assert_eq!(
        Handled::from(&read("brand_new")),
        Handled::Other("brand_new".into())
    );
    assert_eq!(
        Handled::from(&acme::Error::from_body("")),
        Handled::Other(acme::ErrorCode::default())
    );
    assert_eq!(
        Retried::try_from(acme::ErrorKind::TooManyRequests),
        Ok(Retried::TooManyRequests)
    );
    assert_eq!(
        Retried::try_from(acme::ErrorKind::TextTooLong),
        Err(acme::ErrorKind::TextTooLong)
    );
}
