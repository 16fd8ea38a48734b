//! Undocumented responses of all kinds, and the parts of each that must be kept.
#![cfg(all(
    feature = "audixa",
    feature = "elevenlabs",
    feature = "faseeh",
    feature = "scriptix",
    feature = "ttsopenai"
))]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use api_error_catalog::{CatalogError, audixa, elevenlabs, faseeh, scriptix, ttsopenai};
use support::{kept, told};

/// Vendor, status (`ws`: a message, `close 1008`: a close frame), headers, body, the kind or the reason why there is
/// none, and what is kept: `name=value` parted by ` | `, where `!name` says that there is none.
type Answer = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [u8],
    &'static str,
    &'static str,
);

const NONE: &[(&str, &str)] = &[];

#[rustfmt::skip]
const ANSWERS: &[Answer] = &[
    // A known code under another status, or none.
    ("elevenlabs", "400", NONE, br#"{"detail":{"code":"voice_not_found","message":"m","request_id":"r1"}}"#, "VoiceNotFound", "code=voice_not_found | message=m | request_id=r1 | documented=false"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"voice_not_found","message":"m"}}"#, "VoiceNotFound", "documented=true"),
    ("elevenlabs", "200", NONE, br#"{"detail":{"code":"voice_not_found","message":"m"}}"#, "VoiceNotFound", "documented=false"),
    ("elevenlabs", "-", NONE, br#"{"detail":{"code":"voice_not_found","message":"m"}}"#, "VoiceNotFound", "!documented"),
    ("ttsopenai", "418", NONE, br#"{"detail":{"error_code":"TEXT_TOO_LONG","message":"m"}}"#, "TextTooLong", "code=TEXT_TOO_LONG | !documented"),
    ("faseeh", "404", NONE, br#"{"errorCode":50001,"errorMessage":"m"}"#, "NotFoundError", "code=50001 | documented=true"),
    ("faseeh", "504", NONE, br#"{"errorCode":50001,"errorMessage":"m"}"#, "InternalError", "code=50001 | documented=true"),
    ("faseeh", "500", NONE, br#"{"errorCode":40401,"errorMessage":"m"}"#, "NotFoundError", "code=40401 | documented=false"),
    ("faseeh", "418", NONE, br#"{"errorCode":50001,"errorMessage":"m"}"#, "ambiguous", "code=50001 | message=m | candidates=InternalError,NotFoundError"),
    ("faseeh", "-", NONE, br#"{"errorCode":50001,"errorMessage":"m"}"#, "ambiguous", "candidates=InternalError,NotFoundError"),
    // Unknown codes.
    ("elevenlabs", "400", NONE, br#"{"detail":{"code":"brand_new","message":"m","request_id":"r1"}}"#, "unknown code", "code=brand_new | message=m | request_id=r1"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"Voice_Not_Found","message":"m"}}"#, "unknown code", "code=Voice_Not_Found"),
    ("faseeh", "400", NONE, br#"{"errorCode":40999,"errorMessage":"m"}"#, "unknown code", "code=40999 | message=m"),
    ("faseeh", "400", NONE, br#"{"errorCode":-1,"errorMessage":"m"}"#, "unknown code", "code=-1"),
    ("faseeh", "400", NONE, br#"{"errorCode":123456789012345678901234567890,"errorMessage":"m"}"#, "unknown code", "code=123456789012345678901234567890"),
    ("scriptix", "400", NONE, br#"{"error_code":true,"message":"m"}"#, "unknown code", "code=true | message=m"),
    // No code, ambiguous or not.
    ("elevenlabs", "429", NONE, br#"{"detail":{"type":"rate_limit_error","message":"m"}}"#, "ambiguous", "message=m | type=rate_limit_error | candidates=RateLimitExceeded,ConcurrentLimitExceeded,SystemBusy,TooManyConcurrentRequests"),
    ("elevenlabs", "405", NONE, br#"{"detail":"Method Not Allowed"}"#, "missing code", "message=Method Not Allowed"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"","message":"m","type":"not_found"}}"#, "ambiguous", "message=m"),
    ("scriptix", "401", NONE, br#"{"error":"Unauthorized","message":"m"}"#, "ambiguous", "type=Unauthorized | message=m | candidates=MissingApiKey,InvalidApiKey,KeyRevoked,KeyExpired"),
    ("scriptix", "404", NONE, br#"{"error":"Not Found","message":"m","error_code":null}"#, "ambiguous", "message=m | candidates=DocumentNotFound,ModelNotFound,GlossaryNotFound,SessionNotFound"),
    ("audixa", "418", NONE, br#"{"detail":"m"}"#, "missing code", "message=m"),
    ("audixa", "429", NONE, br#"{"detail":"m"}"#, "TooManyRequests", "message=m | !retry_after"),
    ("ttsopenai", "404", NONE, br#"{"detail":{"message":"m"}}"#, "missing code", "message=m"),
    // Other shapes of the same vendor.
    ("elevenlabs", "401", NONE, br#"{"detail":{"status":"quota_exceeded","message":"m","request_id":"r1"}}"#, "QuotaExceeded", "code=quota_exceeded | message=m | request_id=r1"),
    ("elevenlabs", "422", NONE, br#"{"detail":[{"type":"missing","loc":["body","files",0],"msg":"m","input":null}]}"#, "SchemaViolation", "violations=body.files.0:m"),
    ("elevenlabs", "422", NONE, br#"{"detail":[{"loc":["body"],"msg":"m"},"oops",{"msg":7}]}"#, "SchemaViolation", "violations=body:m,:oops,:7"),
    ("elevenlabs", "500", NONE, br#"{"status":"internal_server_error","message":"m"}"#, "InternalServerError", "message=m"),
    ("faseeh", "400", NONE, br#"{"type":"error","message":"Invalid message type. Expected \"voice-request\""}"#, "InvalidWebSocketMessageType", "arg:expected=voice-request"),
    ("faseeh", "ws", NONE, br#"{"errorCode":40101,"errorMessage":"m"}"#, "AuthenticationError", "code=40101 | message=m"),
    ("faseeh", "ws", NONE, br#"{"type":"error","message":"Something new"}"#, "missing code", "message=Something new"),
    ("faseeh", "400", NONE, br#"{"detail":"m"}"#, "unknown shape", "pointer:/detail=\"m\""),
    ("scriptix", "422", NONE, br#"{"error":"Validation Error","message":"m","details":{"name":"n","age":7}}"#, "InvalidParameters", "violations=name:n,age:7"),
    ("elevenlabs", "502", NONE, br#"{"errors":[{"id":"e1","status":403,"detail":"<html>"}]}"#, "unknown shape", "pointer:/errors/0/id=\"e1\""),
    ("elevenlabs", "502", NONE, br#"[]"#, "unknown shape", ""),
    ("elevenlabs", "502", NONE, br#""just text""#, "unknown shape", ""),
    ("elevenlabs", "502", NONE, br#"{"success":false,"error":{"message":"{\"detail\":{\"status\":\"quota_exceeded\",\"message\":\"m\"}}","code":"BAD_GATEWAY"}}"#, "unknown shape", "embedded=QuotaExceeded | pointer:/error/code=\"BAD_GATEWAY\""),
    ("elevenlabs", "502", NONE, br#"{"code":400009,"message":"upstream said: {\"detail\":{\"code\":\"brand_new\",\"message\":\"m\",\"request_id\":\"r1\"}}"}"#, "missing code", "embedded=unknown code | field:close_code=400009"),
    // No JSON.
    ("elevenlabs", "403", NONE, b"<!DOCTYPE html><html><head><title>Just a moment...</title>", "not JSON", "category=permission | !message"),
    ("faseeh", "502", NONE, b"upstream connect error", "not JSON", "category=unavailable"),
    ("faseeh", "503", &[("retry-after", "7")], b"[error] try later", "not JSON", "retry_after=7000"),
    ("scriptix", "500", &[("x-request-id", "r1")], b"", "not JSON", "request_id=r1"),
    ("elevenlabs", "422", NONE, b"<html>", "SchemaViolation", ""),
    ("audixa", "503", NONE, b"<html>", "ServiceUnavailable", ""),
    ("audixa", "502", NONE, b"<html>", "not JSON", "category=unavailable"),
    ("ttsopenai", "500", NONE, b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "compressed", ""),
    ("faseeh", "500", NONE, b"\0\0\0\0", "not JSON", ""),
    // Cut short.
    ("elevenlabs", "404", NONE, br#"{"detail":{"type":"not_found","code":"voice_not_found","message":"There is no"#, "VoiceNotFound", "type=not_found | !message"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"type":"not_found","code":"voice_not_f"#, "ambiguous", "type=not_found | !code"),
    ("faseeh", "404", NONE, br#"{"errorMessage":"m","errorCode":4040"#, "missing code", "message=m | !code | candidates=NotFoundError"),
    ("faseeh", "404", NONE, br#"{"errorCode":40401,"errorMessage":"m"#, "NotFoundError", "code=40401 | !message"),
    ("scriptix", "402", NONE, br#"{"error_code":"QUOTA_EXCEEDED","message":"m","details":{"quota_limit":40"#, "QuotaExceeded", "message=m | !details"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","details":{"a":1},"retry_after":6"#, "RateLimitExceeded", "!retry_after"),
    ("elevenlabs", "500", NONE, br#"{"#, "unknown shape", ""),
    ("elevenlabs", "422", NONE, br#"{"detail":[{"loc":["body"],"msg":"m"}"#, "SchemaViolation", ""),
    // Broken further on.
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"voice_not_found","message":"m"},oops"#, "VoiceNotFound", "message=m"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"voice_not_found" "message":"m",}}"#, "VoiceNotFound", "message=m"),
    ("elevenlabs", "404", NONE, b"{\"detail\":{\"code\":\"voice_not_found\",\"message\":\"two\nlines\"}}", "VoiceNotFound", "message=two\nlines"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"voice_not_found","message":"m"}}{"detail":{"code":"other"}}"#, "VoiceNotFound", "code=voice_not_found"),
    ("elevenlabs", "404", NONE, b"\xef\xbb\xbf {\"detail\":{\"code\":\"voice_not_found\",\"message\":\"m\"}}", "VoiceNotFound", "message=m"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"c\u006fde":"voice_\u006eot_found","message":"\ud83d\ude00 \ud800"}}"#, "VoiceNotFound", "code=voice_not_found | message=😀 ?"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"gone","code":"voice_not_found","message":"m"}}"#, "VoiceNotFound", "message=m"),
    // Another charset.
    ("elevenlabs", "404", NONE, b"{\"detail\":{\"code\":\"voice_not_found\",\"message\":\"caf\xe9 \\u00e9\",\"request_id\":\"r1\"}}", "VoiceNotFound", "message=caf? é | request_id=r1"),
    ("faseeh", "404", NONE, b"{\"errorMessage\":\"\xff\xfe\xfd\",\"errorCode\":40401}", "NotFoundError", "message=???"),
    ("scriptix", "402", NONE, b"{\"error_code\":\"QUOTA_EXCEEDED\",\"message\":\"\xe9\",\"details\":{\"quota_limit\":40,\"quota_unit\":\"h\xe9\"}}", "QuotaExceeded", "message=? | !details"),
    ("elevenlabs", "500", NONE, b"\xff\xfe{\0\"\0d\0", "not JSON", ""),
    // A wrong type costs one field.
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":"voice_not_found","message":{"text":"m"},"request_id":"r1"}}"#, "VoiceNotFound", "!message | request_id=r1"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":["voice_not_found"],"message":"m","request_id":"r1"}}"#, "ambiguous", "!code | message=m | request_id=r1"),
    ("elevenlabs", "401", NONE, br#"{"detail":{"status":"quota_exceeded","message":{"a":1}}}"#, "QuotaExceeded", "!message"),
    ("elevenlabs", "404", NONE, br#"{"detail":{"code":40001,"message":null,"request_id":7}}"#, "unknown code", "code=40001 | !message | request_id=7"),
    ("faseeh", "404", NONE, br#"{"errorCode":"40401","errorMessage":["m"]}"#, "NotFoundError", "code=40401 | !message"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m","retry_after":"60"}"#, "RateLimitExceeded", "retry_after=60000"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m","retry_after":0.038}"#, "RateLimitExceeded", "retry_after=38"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m","retry_after":null}"#, "RateLimitExceeded", "message=m | !retry_after"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m","retry_after":-5}"#, "RateLimitExceeded", "!retry_after"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m","retry_after":1e400}"#, "RateLimitExceeded", "!retry_after"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","retry_after":NaN,"message":"m"}"#, "RateLimitExceeded", "!retry_after | message=m"),
    ("scriptix", "402", NONE, br#"{"error_code":"QUOTA_EXCEEDED","message":"m","details":"none"}"#, "QuotaExceeded", "message=m | details=\"none\""),
    // Delays: the header, the body, the message, in this order.
    ("scriptix", "429", &[("Retry-After", "9")], br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m","retry_after":60}"#, "RateLimitExceeded", "retry_after=9000"),
    ("scriptix", "429", &[("Retry-After", "soon")], br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m","retry_after":60}"#, "RateLimitExceeded", "retry_after=60000"),
    ("scriptix", "429", NONE, br#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"Too many requests. Please try again in 25 seconds."}"#, "RateLimitExceeded", "retry_after=25000"),
    ("audixa", "429", NONE, br#"{"detail":"Rate limit exceeded. Please retry after 30 seconds."}"#, "TooManyRequests", "retry_after=30000"),
    ("audixa", "429", &[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"), ("date", "Sun, 06 Nov 1994 08:49:37 GMT")], br#"{"detail":"m"}"#, "TooManyRequests", "retry_after=30000"),
    ("audixa", "429", &[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")], br#"{"detail":"m"}"#, "TooManyRequests", "retry_after=0"),
    ("elevenlabs", "429", &[("retry-after", "-1")], br#"{"detail":{"code":"system_busy","message":"m"}}"#, "SystemBusy", "!retry_after"),
    // Messages with parameters that do not fit.
    ("faseeh", "402", NONE, br#"{"errorCode":40201,"errorMessage":"Insufficient wallet balance. Required: $0.50"}"#, "InsufficientBalanceError", "!arg:required"),
    ("faseeh", "402", NONE, br#"{"errorCode":40201,"errorMessage":"Insufficient wallet balance. Required: $0.10, Available: $0.05"}"#, "InsufficientBalanceError", "arg:required=0.10 | arg:available=0.05"),
    // Close frames.
    ("elevenlabs", "close 1008", NONE, b"A reason that is cut mid-wo", "close frame", "message=A reason that is cut mid-wo"),
    ("elevenlabs", "close 1008", NONE, b"invalid_request", "InvalidRequest", "message=invalid_request"),
    ("elevenlabs", "close 1011", NONE, b"", "close frame", "!message | category=internal"),
    ("audixa", "close 1008", NONE, b"", "close frame", "category=authentication"),
    ("elevenlabs", "close 4001", NONE, br#"{"message":"m","error":"max_active_conversations","code":1008}"#, "MaxActiveConversations", "message=m"),
];

#[test]
fn what_can_be_read_is_kept() {
    assert!(ANSWERS.len() >= 60, "{}", ANSWERS.len());
    let mut faults = Vec::new();
    for answer in ANSWERS {
        faults.extend(match answer.0 {
            "audixa" => tried::<audixa::Error>(answer),
            "elevenlabs" => tried::<elevenlabs::Error>(answer),
            "faseeh" => tried::<faseeh::Error>(answer),
            "scriptix" => tried::<scriptix::Error>(answer),
            "ttsopenai" => tried::<ttsopenai::Error>(answer),
            other => panic!("no catalog for {other}"),
        });
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A difference from the table.
fn tried<E: CatalogError>((vendor, how, headers, body, expected, keeps): &Answer) -> Vec<String> {
    let error: E = support::read_bytes(how, headers, body);
    let mut found = vec![("told", Some(told(&error)), Some(*expected))];
    for part in keeps.split(" | ").filter(|part| !part.is_empty()) {
        let (what, value) = part
            .split_once('=')
            .map_or((part, None), |(what, value)| (what, Some(value)));
        found.push((
            what.trim_start_matches('!'),
            kept(&error, what.trim_start_matches('!')),
            value,
        ));
    }
    assert_eq!(error.response().body(), *body);
    // Any response can be displayed, reported and written again.
    assert!(
        !error.to_string().is_empty()
            && !format!("{error:?}").is_empty()
            && !error.support_report().is_empty()
    );
    assert_eq!(error.response().clone().into_parts().body, *body);
    let wrong = found
        .into_iter()
        .filter(|(_, found, expected)| found.as_deref() != *expected);
    let name = format!("{vendor} {how} {}", String::from_utf8_lossy(body));
    wrong
        .map(|(what, found, expected)| format!("{name}: {what} is {found:?}, not {expected:?}"))
        .collect()
}

#[test]
fn details_of_another_charset_are_read() {
    let body = b"{\"error_code\":\"QUOTA_EXCEEDED\",\"message\":\"m\",\"details\":{\"quota_limit\":40,\"quota_unit\":\"h\xe9\"}}";
    let error = scriptix::Error::from_parts(402, [], body);
    let details: scriptix::QuotaExceededDetails = error.details().expect("details");
    assert_eq!(details.quota_limit, Some(40.0));
    assert_eq!(details.quota_unit.as_deref(), Some("h\u{fffd}"));
}

#[test]
fn a_wrong_type_in_details_costs_that_member() {
    let body = r#"{"error_code":"QUOTA_EXCEEDED","message":"m","details":{"quota_limit":"40","quota_used":null,"quota_unit":"hours","more":[1]}}"#;
    let details: scriptix::QuotaExceededDetails = scriptix::Error::from_parts(402, [], body)
        .details()
        .expect("details");
    assert_eq!((details.quota_limit, details.quota_used), (None, None));
    assert_eq!(details.quota_unit.as_deref(), Some("hours"));
}

/// The value of one header must not be written as two headers.
#[test]
fn no_line_end_gets_into_a_header() {
    let headers = [
        ("X-Request-ID", "r1\r\nSet-Cookie: a=b"),
        ("Retry-After", "3"),
    ];
    let error = scriptix::Error::from_parts(
        429,
        headers,
        r#"{"error_code":"RATE_LIMIT_EXCEEDED","message":"m"}"#,
    );
    assert_eq!(error.request_id(), Some("r1\r\nSet-Cookie: a=b"));
    let sent = error.into_parts().headers;
    assert_eq!(
        sent,
        [
            ("Content-Type", "application/json".to_owned()),
            ("Retry-After", "3".to_owned())
        ]
    );
}
