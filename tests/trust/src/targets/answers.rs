//! Responses of any bytes are errors, keep everything, and have working methods.

use std::time::Duration;

use api_error_catalog::{
    CatalogError, ErrorKind, ErrorParts, RetryPolicy, audixa, elevenlabs, faseeh, scriptix,
    ttsopenai,
};
use tungstenite::Message;
use tungstenite::protocol::CloseFrame;

/// A response over HTTP: the status in two bytes, the length of a header's value, the value, then the body. All five
/// catalogs decode it.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn answer(bytes: &[u8]) {
    let [low, high, length, rest @ ..] = bytes else {
        return;
    };
    let status = u16::from_le_bytes([*low, *high]);
    let (header, body) = rest.split_at(usize::from(*length).min(rest.len()));
    let header = String::from_utf8_lossy(header);
    let headers = [
        ("Retry-After", &*header),
        ("X-Request-ID", &*header),
        ("Date", &*header),
    ];
    fn tried<E: CatalogError>(status: u16, headers: &[(&str, &str)], body: &[u8]) {
        let error = E::from_parts(status, headers, body);
        assert_eq!(error.status(), Some(status));
        asked(&error, body);
        // The displayed text of a body that is not JSON cannot always be written again.
        let is_json = serde_json::from_slice::<serde_json::Value>(body).is_ok();
        if let Some(kind) = error.kind().filter(|_| is_json) {
            rebuilt(kind, &error);
        }
    }
    tried::<audixa::Error>(status, &headers, body);
    tried::<elevenlabs::Error>(status, &headers, body);
    tried::<faseeh::Error>(status, &headers, body);
    tried::<scriptix::Error>(status, &headers, body);
    tried::<ttsopenai::Error>(status, &headers, body);
}

/// A message on a WebSocket, or a close frame: what it is in the first byte, a close code in the next two.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn message(bytes: &[u8]) {
    let [what, low, high, body @ ..] = bytes else {
        return;
    };
    let code = u16::from_le_bytes([*low, *high]);
    let text = String::from_utf8_lossy(body);
    let message = match what % 4 {
        0 => Message::text(&*text),
        1 => Message::binary(body.to_vec()),
        2 => Message::Close(None),
        _ => Message::Close(Some(CloseFrame {
            code: code.into(),
            reason: text.as_ref().into(),
        })),
    };
    fn tried<E: CatalogError>(message: &Message, body: &[u8]) {
        asked(&E::from_message(body), body);
        let Some(error) = E::try_from_message(message) else {
            return;
        };
        asked(&error, error.response().body());
        let again = E::try_from_message(&error.response().to_message())
            .expect("a forwarded error must be an error");
        assert_eq!(again.kind(), error.kind());
        assert_eq!(again.response().transport(), error.response().transport());
    }
    tried::<audixa::Error>(&message, body);
    tried::<elevenlabs::Error>(&message, body);
    tried::<faseeh::Error>(&message, body);
    tried::<scriptix::Error>(&message, body);
    tried::<ttsopenai::Error>(&message, body);
}

/// Everything that can be asked of an error.
fn asked<E: CatalogError>(error: &E, body: &[u8]) {
    assert_eq!(
        error.response().body(),
        body,
        "the received bytes must be kept"
    );
    assert_eq!(
        error.response().clone().into_parts().body,
        body,
        "the received bytes must be written again"
    );
    assert_eq!(error.kind().is_none(), error.unresolved_reason().is_some());
    let shown = error.to_string();
    assert!(!shown.contains('\n'), "one line is one line: {shown:?}");
    let _ = (
        format!("{error:?}"),
        error.support_report(),
        error.response().to_problem_details(),
        error.code(),
        error.embedded(),
    );
    let _ = (
        error.response().violations(),
        error.retry_after(),
        error.response().pointer("/detail/0/loc"),
        error.candidates().count(),
    );
    let _ = (
        error.response().status_is_documented(),
        error.category(),
        error.fault(),
        error.should_retry(),
        error.retry_delay_or(Duration::ZERO),
        RetryPolicy::new().next(error),
    );
    for name in
        E::Kind::catalog()
            .fields
            .iter()
            .chain(&["code", "message", "details", "violations"])
    {
        let _ = (
            error.response().field(name),
            error.response().field_json(name),
            error.response().message_arg(name),
        );
    }
    // With another message, it is the same error, and has that message if it has one at all.
    let other = error.clone().with_message("another \"message\"\n");
    assert_eq!(other.code_text(), error.code_text());
}

/// An error that is built of what was read is that error, unless it was not as documented: decode(encode(error)) = error.
fn rebuilt<E: CatalogError>(kind: E::Kind, error: &E) {
    let mut builder = E::builder(kind).status(error.status().unwrap_or(500));
    builder = error
        .code()
        .into_iter()
        .fold(builder, |builder, code| builder.code(code));
    builder = error
        .response()
        .error_type()
        .into_iter()
        .fold(builder, |builder, name| builder.error_type(name));
    builder = error
        .message()
        .into_iter()
        .fold(builder, |builder, message| builder.message(message));
    builder = error
        .request_id()
        .into_iter()
        .fold(builder, |builder, id| builder.request_id(id));
    builder = error
        .response()
        .param()
        .into_iter()
        .fold(builder, |builder, param| builder.param(param));
    for name in E::Kind::catalog()
        .fields
        .iter()
        .chain(&["retry_after", "details", "violations"])
    {
        builder = error
            .response()
            .field_json(name)
            .into_iter()
            .fold(builder, |builder, json| builder.field_json(name, json));
    }
    // Other values than the documented ones are refused.
    let Ok(built) = builder.build() else {
        return;
    };
    let ErrorParts {
        status,
        headers,
        body,
    } = built.response().clone().into_parts();
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let read = E::from_parts(status.unwrap_or(500), headers.as_slice(), body);
    assert_eq!(read.kind(), built.kind());
    assert_eq!(
        (read.code_text(), read.message()),
        (built.code_text(), built.message())
    );
    // An id that came in a header goes out in one, unless none can hold it.
    let fits = built
        .request_id()
        .is_none_or(|id| !id.contains(char::is_control));
    assert!(read.request_id() == built.request_id() || !fits);
}
