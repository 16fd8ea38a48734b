//! The texts about an error in logs, events, diagnostics and problem details, without sensitive parts.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use api_error_catalog::{ApiErrorCatalog, ProblemDetails, elevenlabs, faseeh, scriptix};
use miette::Diagnostic;
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/vault.yaml", module = vault)]
struct Vault;

/// Writes each event as a line.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<String>>);

impl tracing::Subscriber for Lines {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut text = self.0.lock().expect("one thread");
        let (level, target) = (event.metadata().level(), event.metadata().target());
        write!(text, "{level} {target}").expect("written");
        event.record(&mut Line(&mut text));
        text.push('\n');
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

struct Line<'t>(&'t mut String);

impl Visit for Line<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {field}={value}").expect("written");
    }
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {field}={value:?}").expect("written");
    }
}

fn events(work: impl FnOnce()) -> String {
    let lines = Lines::default();
    tracing::subscriber::with_default(lines.clone(), work);
    let text = lines.0.lock().expect("one thread");
    text.clone()
}

const LEAK: &str = r#"{"code":"key_leaked","message":"Key sk-123 of Ada is public.","request":"r1","owner":"Ada","details":{"api_key":"sk-123","place":"a forum","owner":{"name":"Ada","kind":"Ada"}}}"#;

#[test]
fn sensitive_parts_are_in_no_log() {
    let error = vault::Error::from_parts(403, [], LEAK);
    let details: vault::KeyLeakedDetails = error.details().expect("details");
    let args: vault::KeyLeakedArgs = error.message_args().expect("args");
    let mut said = format!(
        "{error} {error:?} {:?} {details:?} {:?} {args:?}",
        error.response(),
        details.owner
    );
    let leaked = vault::KeyLeaked {
        key: "sk-123".to_owned(),
        owner: "Ada".to_owned(),
        api_key: "sk-123".to_owned(),
        place: "a forum".to_owned(),
        details_owner: None,
    };
    said += &format!("{leaked:?} {:?}", vault::Error::builder(leaked.clone()));
    said += &error.support_report();
    said += &events(|| error.emit_event());
    said += &String::from_utf8(error.to_problem_details().body).expect("text");
    said += &format!("{:?}", miette::Report::new(error.clone()));
    // In a body of an unknown shape, the positions of sensitive parts are unknown.
    for other in [
        r#"{"oops":"sk-123 Ada"}"#,
        "sk-123 Ada",
        r#"{"code":"key_leaked","message":"sk-123 Ada"#,
    ] {
        let error = vault::Error::from_parts(500, [], other);
        said += &format!("{error} {error:?} {}", error.support_report());
        said += &events(|| error.emit_event());
    }
    said += &format!("{:?}", vault::Error::from_close(1008, "sk-123 Ada"));
    assert!(!said.contains("sk-123") && !said.contains("Ada"), "{said}");
    assert_eq!(error.to_string(), "key_leaked (403) [request r1]");
    assert_eq!(
        format!("{details:?}"),
        r#"KeyLeakedDetails { api_key: [sensitive], place: Some("a forum"), owner: [sensitive] }"#
    );
    let owner = details.owner.as_ref().expect("an owner");
    assert_eq!(
        format!("{owner:?} {:?}", owner.kind),
        "KeyLeakedDetailsOwner { name: [sensitive], kind: [sensitive] } Some([sensitive])"
    );
    // Who asks for them gets them.
    assert_eq!(details.api_key.as_deref(), Some("sk-123"));
    assert_eq!(owner.name.as_deref(), Some("Ada"));
    assert_eq!(
        (error.field("owner"), args.owner.as_str()),
        (Some("Ada"), "Ada")
    );
    assert_eq!(error.body(), LEAK.as_bytes());
}

#[test]
fn debug_shows_the_body_where_nothing_is_sensitive() {
    let error = faseeh::Error::from_parts(404, [], r#"{"errorCode":50001,"errorMessage":"m"}"#);
    let expected = r#"Error { catalog: "faseeh", kind: NotFoundError, transport: Http(Some(404)), body: "{\"errorCode\":50001,\"errorMessage\":\"m\"}" }"#;
    assert_eq!(format!("{error:?}"), expected);
}

#[test]
fn nothing_that_was_sent_forges_a_line_or_fills_a_log() {
    let body = r#"{"detail":{"code":"a\nb","message":"one\ntwo\u001b[2J\u0085three","request_id":"r\r1"}}"#;
    let error = elevenlabs::Error::from_parts(400, [], body);
    assert_eq!(
        error.to_string(),
        "a b (400): one two [2J three [request r 1]"
    );
    assert_eq!(error.message(), Some("one\ntwo\u{1b}[2J\u{85}three"));
    let long = elevenlabs::Error::from_parts(502, [], "x".repeat(1 << 20));
    assert!(format!("{long:?}").len() < 5000 && format!("{long:?}").contains("bytes: 1048576"));
}

#[test]
fn a_line_of_any_length_is_whole() {
    for length in (0..40).chain(230..280).chain([1_000]) {
        let message: String = "plain, \u{e4}\u{85}\u{1f600}\n"
            .chars()
            .cycle()
            .take(length)
            .collect();
        let error = elevenlabs::Error::builder(elevenlabs::ErrorKind::VoiceNotFound)
            .message(&message)
            .request_id("r1")
            .build()
            .expect("a documented error");
        let shown: String = message
            .chars()
            .map(|char| if char.is_control() { ' ' } else { char })
            .collect();
        assert_eq!(
            error.to_string(),
            format!("voice_not_found (404): {shown} [request r1]")
        );
    }
}

#[test]
fn one_event_has_the_fields() {
    let body = r#"{"error":"Rate Limit Exceeded","message":"slow","error_code":"RATE_LIMIT_EXCEEDED","retry_after":2}"#;
    let limited = scriptix::Error::from_parts(429, [("x-request-id", "r1")], body);
    let expected = "WARN api_error_catalog message=RATE_LIMIT_EXCEEDED (429): slow [request r1] catalog=scriptix kind=RateLimitExceeded status=429 \
        code=RATE_LIMIT_EXCEEDED type=Rate Limit Exceeded request_id=r1 category=rate_limit fault=account retry=after_delay \
        retry_after_ms=2000\n";
    assert_eq!(events(|| limited.emit_event()), expected);
    let page = elevenlabs::Error::from_parts(502, [], "<html>");
    let expected = "ERROR api_error_catalog message=not JSON (502): <html> catalog=elevenlabs unresolved_reason=not JSON status=502 category=unavailable fault=vendor\n";
    assert_eq!(events(|| page.emit_event()), expected);
}

#[test]
fn an_event_has_the_paths_of_violations() {
    let body = r#"{"detail":[{"loc":["body","text"],"msg":"secret","type":"missing"},{"loc":["query","voice"],"msg":"m","type":"t"}]}"#;
    let error = elevenlabs::Error::from_parts(422, [], body);
    let event = events(|| error.emit_event());
    assert!(
        event.contains(" violations=body.text, query.voice"),
        "{event}"
    );
    let none = elevenlabs::Error::from_parts(404, [], "{}");
    assert!(!events(|| none.emit_event()).contains("violations"));
}

#[test]
fn a_diagnostic_helps() {
    let error = vault::Error::from(vault::KeyLeaked {
        key: "sk-123".to_owned(),
        owner: "Ada".to_owned(),
        api_key: "sk-123".to_owned(),
        place: "a forum".to_owned(),
        details_owner: None,
    });
    assert_eq!(
        error.code().map(|code| code.to_string()).as_deref(),
        Some("key_leaked")
    );
    let diagnostic: &dyn Diagnostic = &error;
    assert_eq!(
        diagnostic.code().map(|code| code.to_string()).as_deref(),
        Some("vault::key_leaked")
    );
    assert_eq!(
        diagnostic.help().map(|help| help.to_string()).as_deref(),
        Some("Make another key.\nDelete this one.")
    );
    assert_eq!(
        diagnostic.url().map(|url| url.to_string()).as_deref(),
        Some("https://vault.example/errors")
    );
}

#[test]
fn a_problem_is_what_rfc_9457_says() {
    let ProblemDetails {
        status,
        headers,
        body,
    } = vault::Error::from_parts(403, [], LEAK).to_problem_details();
    assert_eq!(
        (status, headers),
        (
            403,
            vec![("Content-Type", "application/problem+json".to_owned())]
        )
    );
    let problem: Value = serde_json::from_slice(&body).expect("JSON");
    let expected = json!({
        "type": "https://vault.example/errors#KeyLeaked", "title": "The key was found in public.", "status": 403,
        "catalog": "vault", "name": "KeyLeaked", "code": "key_leaked", "category": "permission", "request_id": "r1",
    });
    assert_eq!(problem, expected);

    let body = r#"{"error":"Validation Error","message":"m","details":{"name":"needed"}}"#;
    let ProblemDetails {
        status,
        headers,
        body,
    } = scriptix::Error::from_parts(422, [("retry-after", "0.5")], body).to_problem_details();
    assert_eq!(status, 422);
    assert_eq!(
        headers[1],
        ("Retry-After", "1".to_owned()),
        "whole seconds, none too few"
    );
    let problem: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(
        problem["errors"],
        json!([{"field": "name", "detail": "needed"}])
    );
    assert_eq!(
        (&problem["detail"], &problem["type"]),
        (
            &json!("m"),
            &json!("https://docs.scriptix.io/docs/api/Errors#InvalidParameters")
        )
    );
}

#[test]
fn a_problem_has_the_details_unless_they_are_truncated() {
    let details = r#"{"max_size_mb":500,"file_size_mb":512.5}"#;
    let body = format!(
        r#"{{"error":"Payload Too Large","message":"m","error_code":"FILE_TOO_LARGE","details":{details}}}"#
    );
    let problem = |body: &str| -> Value {
        let problem = scriptix::Error::from_parts(413, [], body).to_problem_details();
        serde_json::from_slice(&problem.body).expect("JSON")
    };
    let expected: Value = serde_json::from_str(details).expect("JSON");
    assert_eq!(problem(&body)["details"], expected);
    let cut = problem(&body[..body.len() - 4]);
    assert_eq!(cut.get("details"), None);
    assert_eq!(cut["code"], "FILE_TOO_LARGE");
}

#[test]
fn an_event_has_the_chain_of_causes() {
    let cause = std::io::Error::other("the disk is full");
    let cause = std::io::Error::other(elevenlabs::Error::from_body("{}").with_source(cause));
    let error = vault::Error::from_body(LEAK).with_source(cause);
    let event = events(|| error.emit_event());
    assert!(event.contains(" source="), "{event}");
    assert!(event.contains(": the disk is full"), "{event}");
    assert!(!events(|| error.response().emit_event()).contains("source="));
}
