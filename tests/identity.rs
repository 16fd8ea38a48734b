//! Identification of the error of a response.
#![cfg(all(
    feature = "audixa",
    feature = "elevenlabs",
    feature = "faseeh",
    feature = "scriptix",
    feature = "ttsopenai"
))]

use api_error_catalog::{
    ApiError, Category, ErrorKind, Fault, RetryStrategy, UnresolvedReason, Violation, audixa,
    elevenlabs, faseeh, scriptix, ttsopenai,
};

#[test]
fn one_code_is_two_errors_told_apart_by_the_status() {
    let body = br#"{"errorCode":50001,"errorMessage":"Voice not found"}"#;
    let lost = faseeh::Error::from_parts(404, [], body);
    assert_eq!(lost.kind(), Some(faseeh::ErrorKind::NotFoundError));
    for status in [500, 502, 503, 504] {
        let failed = faseeh::Error::from_parts(status, [], body);
        assert_eq!(failed.kind(), Some(faseeh::ErrorKind::InternalError));
        assert_eq!(failed.status_is_documented(), Some(true));
    }
    let odd = faseeh::Error::from_parts(418, [], body);
    assert_eq!(odd.unresolved_reason(), Some(UnresolvedReason::Ambiguous));
    let candidates: Vec<_> = odd.candidates().collect();
    assert_eq!(
        candidates,
        [
            faseeh::ErrorKind::InternalError,
            faseeh::ErrorKind::NotFoundError
        ]
    );
    assert!(odd.has_code("50001"));
}

#[test]
fn the_older_form_keeps_code_and_message() {
    let body = r#"{"detail":{"status":"quota_exceeded","message":"Nothing is left."}}"#;
    let error = elevenlabs::Error::from_parts(401, [], body);
    assert!(error.has_code("quota_exceeded"));
    assert_eq!(error.message(), Some("Nothing is left."));
    assert_eq!(error.kind(), Some(elevenlabs::ErrorKind::QuotaExceeded));
    assert_eq!(error.body_text(), Some(body));
}

#[test]
fn a_status_finer_than_the_code_is_not_lost() {
    let body = r#"{"detail":{"type":"authentication_error","code":"unauthorized","message":"No.","status":"missing_permissions","request_id":"r1"}}"#;
    let error = elevenlabs::Error::from_parts(401, [], body);
    assert_eq!(error.kind(), Some(elevenlabs::ErrorKind::Unauthorized));
    assert!(error.has_code("unauthorized"));
    assert_eq!(error.field("legacy_code"), Some("missing_permissions"));
    assert_eq!(error.to_string(), "unauthorized (401): No. [request r1]");
}

#[test]
fn an_unknown_code_stays_readable() {
    let error = elevenlabs::Error::from_parts(
        400,
        [],
        r#"{"detail":{"code":"brand_new","message":"Oh."}}"#,
    );
    assert_eq!(
        error.unresolved_reason(),
        Some(UnresolvedReason::UnknownCode)
    );
    assert!(error.has_code("brand_new"));
    assert_eq!(
        error.code().map(|code| code.to_string()).as_deref(),
        Some("brand_new")
    );
    assert_eq!(
        error.category(),
        Category::InvalidRequest,
        "as the status suggests"
    );
}

#[test]
fn a_known_code_under_another_status_is_still_known() {
    let body = r#"{"detail":{"code":"voice_not_found","message":"No such voice."}}"#;
    let error = elevenlabs::Error::from_parts(400, [], body);
    assert_eq!(error.kind(), Some(elevenlabs::ErrorKind::VoiceNotFound));
    assert_eq!(error.status_is_documented(), Some(false));
}

#[test]
fn an_answer_without_a_code_names_its_candidates() {
    let body = r#"{"detail":{"type":"rate_limit_error","message":"Slow down."}}"#;
    let error = elevenlabs::Error::from_parts(429, [], body);
    assert_eq!(error.unresolved_reason(), Some(UnresolvedReason::Ambiguous));
    assert!(
        error
            .candidates()
            .any(|kind| kind == elevenlabs::ErrorKind::ConcurrentLimitExceeded)
    );
    assert_eq!(error.message(), Some("Slow down."));
}

#[test]
fn a_websocket_message_is_told_by_its_text() {
    let error = faseeh::Error::from_message(
        r#"{"type":"error","message":"Invalid message type. Expected \"voice-request\""}"#,
    );
    assert_eq!(
        error.kind(),
        Some(faseeh::ErrorKind::InvalidWebSocketMessageType)
    );
    assert_eq!(error.message_arg("expected"), Some("voice-request"));
    let other = faseeh::Error::from_message(r#"{"type":"error","message":"Something new"}"#);
    assert_eq!(
        other.unresolved_reason(),
        Some(UnresolvedReason::MissingCode)
    );
    assert_eq!(other.message(), Some("Something new"));
}

#[test]
fn what_is_no_json_is_kept() {
    for body in [
        "<html><title>Just a moment...</title>",
        "",
        "upstream connect error",
    ] {
        let error = faseeh::Error::from_parts(502, [], body);
        assert_eq!(
            error.unresolved_reason(),
            Some(UnresolvedReason::NotJson),
            "{body}"
        );
        assert_eq!(error.body_text(), Some(body));
        assert_eq!(error.category(), Category::Unavailable);
    }
    let other = faseeh::Error::from_parts(500, [], r#"{"oops":1}"#);
    assert_eq!(
        other.unresolved_reason(),
        Some(UnresolvedReason::UnknownShape)
    );
}

#[test]
fn fields_before_the_cut_are_kept() {
    let error = elevenlabs::Error::from_parts(
        404,
        [],
        r#"{"detail":{"type":"not_found","code":"voice_not_found","message":"There is no vo"#,
    );
    assert_eq!(error.kind(), Some(elevenlabs::ErrorKind::VoiceNotFound));
    assert_eq!(error.error_type(), Some("not_found"));
    assert_eq!(error.message(), None);
}

#[test]
fn texts_before_a_cut_in_a_name_are_without_their_escapes() {
    let body =
        r#"{"detail":{"code":"voice_not_found","message":"No voice \"Anna\" here.","request_"#;
    let error = elevenlabs::Error::from_parts(404, [], body);
    assert_eq!(error.message(), Some(r#"No voice "Anna" here."#));
}

#[test]
fn parameters_of_a_documented_message_are_exact() {
    let body = r#"{"errorCode":40201,"errorMessage":"Insufficient wallet balance. Required: $0.50, Available: $0.25"}"#;
    let error = faseeh::Error::from_parts(402, [], body);
    assert_eq!(error.message_arg("required"), Some("0.50"));
    assert_eq!(error.message_arg("available"), Some("0.25"));
    assert_eq!(error.fault(), Fault::Account);
}

#[test]
fn a_gateway_sees_all_vendors_alike() {
    let busy = faseeh::Error::from(faseeh::ConcurrencyLimitError {
        maximum: 2,
        current: 3,
        advice: "Wait.".to_owned(),
    });
    let slow = elevenlabs::Error::from_parts(
        429,
        [("retry-after", "7")],
        r#"{"detail":{"code":"rate_limit_exceeded","message":"Slow."}}"#,
    );
    let errors: [&dyn ApiError; 2] = [&busy, &slow];
    assert_eq!(
        errors.map(|error| error.category()),
        [Category::ConcurrencyLimit, Category::RateLimit]
    );
    assert_eq!(errors.map(|error| error.fault()), [Fault::Account; 2]);
    assert_eq!(
        busy.retry().map(|retry| retry.strategy),
        Some(RetryStrategy::WhenIdle)
    );
    assert_eq!(slow.retry_after().map(|delay| delay.as_secs()), Some(7));
}

#[test]
fn support_is_sent_what_it_asks_for() {
    let body = r#"{"detail":{"code":"internal_error","message":"Oh.","request_id":"r1"}}"#;
    let report = elevenlabs::Error::from_parts(500, [], body).support_report();
    assert!(
        report.contains("- request_id: r1\n- message: Oh.\n"),
        "{report}"
    );
}

#[test]
fn an_error_is_one_pointer_wide() {
    assert_eq!(
        size_of::<Result<(), elevenlabs::Error>>(),
        size_of::<usize>()
    );
    assert_eq!(size_of::<Option<elevenlabs::ErrorKind>>(), 1);
    fn shared<T: Send + Sync + Clone + PartialEq + std::error::Error>() {}
    shared::<elevenlabs::Error>();
}

#[test]
fn close_codes_are_explained() {
    let wanted = [
        (1003, Category::InvalidRequest),
        (1008, Category::Authentication),
        (1011, Category::Internal),
    ];
    for (code, category) in wanted {
        let error = audixa::Error::from_close(code, "Redis failure");
        assert_eq!(
            error.unresolved_reason(),
            Some(UnresolvedReason::CloseFrame)
        );
        let close = error.close_code().expect("a documented code");
        assert_eq!(
            (close.code, close.category, error.category()),
            (code, category, category)
        );
        assert_eq!(error.body_text(), Some("Redis failure"));
        assert_eq!(
            error.to_string(),
            format!("{} (close {code}): Redis failure", close.name)
        );
    }
    let other = audixa::Error::from_close(4000, "");
    assert!(other.close_code().is_none());
    assert_eq!(other.to_string(), "close frame (close 4000)");
}

#[test]
fn a_missing_credential_on_a_websocket_is_told_by_its_text() {
    let error = faseeh::Error::from_message(
        r#"{"type":"error","message":"x-api-key or Authorization header is required. Send it."}"#,
    );
    assert_eq!(
        error.kind(),
        Some(faseeh::ErrorKind::MissingWebSocketAuthentication)
    );
    assert_eq!(error.category(), Category::Authentication);
}

#[test]
fn a_page_that_links_no_code_to_a_status_leaves_the_status_to_the_caller() {
    let made = ttsopenai::Error::from(ttsopenai::TextTooLong);
    assert_eq!(made.into_parts().status, None);
    let sent = ttsopenai::Error::builder(ttsopenai::ErrorKind::TextTooLong)
        .status(400)
        .build()
        .expect("a documented error");
    assert_eq!(sent.into_parts().status, Some(400));
    assert_eq!(
        ttsopenai::ErrorKind::TextTooLong.category(),
        Category::TooLarge
    );
}

#[test]
fn the_delay_may_stand_in_the_message_or_in_the_body() {
    let said = audixa::Error::from_parts(
        429,
        [],
        r#"{"detail":"Rate limit exceeded. Please retry after 30 seconds."}"#,
    );
    assert_eq!(said.retry_after().map(|delay| delay.as_secs()), Some(30));
    let body = r#"{"error":"Rate Limit Exceeded","message":"Wait.","error_code":"RATE_LIMIT_EXCEEDED","retry_after":25}"#;
    let field = scriptix::Error::from_parts(429, [], body);
    assert_eq!(field.retry_after().map(|delay| delay.as_secs()), Some(25));
    let header = scriptix::Error::from_parts(429, [("Retry-After", "5")], body);
    assert_eq!(
        header.retry_after().map(|delay| delay.as_secs()),
        Some(5),
        "the header goes first"
    );
}

#[test]
fn details_and_violations_are_typed() {
    let body = r#"{"error":"Quota Exceeded","message":"m","error_code":"QUOTA_EXCEEDED","details":{"quota_limit":40.5,"quota_unit":7}}"#;
    let details: scriptix::QuotaExceededDetails = scriptix::Error::from_parts(402, [], body)
        .details()
        .expect("details");
    assert_eq!(
        (details.quota_limit, details.quota_used, details.quota_unit),
        (Some(40.5), None, None)
    );
    let map = scriptix::Error::from_parts(
        422,
        [],
        r#"{"error":"Validation Error","message":"m","details":{"name":"empty"}}"#,
    );
    let list = elevenlabs::Error::from_parts(
        422,
        [],
        r#"{"detail":[{"loc":["body","files",0],"msg":"no file"},7]}"#,
    );
    let told = |violations: Vec<Violation>| -> Vec<(String, String)> {
        violations
            .into_iter()
            .map(|violation| (violation.field, violation.message))
            .collect()
    };
    assert_eq!(
        told(map.violations()),
        [("name".to_owned(), "empty".to_owned())]
    );
    assert_eq!(
        told(list.violations()),
        [("body.files.0".to_owned(), "no file".to_owned())]
    );
}

#[test]
fn a_loop_over_all_kinds_yields_values_and_all_else_is_that_of_a_slice() {
    let mut kinds = Vec::new();
    for kind in faseeh::ErrorKind::ALL {
        assert_eq!(kind.info().name, kind.to_string());
        assert_eq!(ErrorKind::from_index(kind.index()), Some(kind));
        kinds.push(kind);
    }
    let all: &'static [faseeh::ErrorKind] = faseeh::ErrorKind::ALL.as_slice();
    assert_eq!(kinds, all);
    assert_eq!(faseeh::ErrorKind::ALL.len(), kinds.len());
    assert_eq!(faseeh::ErrorKind::ALL[1], kinds[1]);
    assert!(faseeh::ErrorKind::ALL.is_sorted());
    assert_eq!(
        format!("{:?}", faseeh::ErrorKind::ALL),
        format!("{kinds:?}")
    );
    let end = u16::try_from(kinds.len()).expect("a small catalog");
    assert_eq!(
        <faseeh::ErrorKind as ErrorKind>::from_index(end),
        None,
        "no error is there"
    );
}
