//! What a client receives: any bytes are an error, nothing of them is lost, and all that can be asked of it answers.

use api_error_catalog::{
    Error, ErrorKind, ErrorParts, audixa, elevenlabs, faseeh, scriptix, ttsopenai,
};
use tungstenite::Message;
use tungstenite::protocol::CloseFrame;

/// An answer over HTTP: the status in two bytes, how many bytes are a header's value, these, then the body. All five
/// catalogs read it.
///
/// # Panics
///
/// Where a promise is broken.
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
    fn tried<K: ErrorKind>(status: u16, headers: &[(&str, &str)], body: &[u8]) {
        let error = Error::<K>::from_parts(status, headers, body);
        assert_eq!(error.status(), Some(status));
        asked(&error, body);
        // What is shown of a body that is no JSON cannot always be written again.
        let is_json = serde_json::from_slice::<serde_json::Value>(body).is_ok();
        if let Some(kind) = error.kind().filter(|_| is_json) {
            rebuilt(kind, &error);
        }
    }
    tried::<audixa::ErrorKind>(status, &headers, body);
    tried::<elevenlabs::ErrorKind>(status, &headers, body);
    tried::<faseeh::ErrorKind>(status, &headers, body);
    tried::<scriptix::ErrorKind>(status, &headers, body);
    tried::<ttsopenai::ErrorKind>(status, &headers, body);
}

/// A message on a WebSocket, or a close frame: what it is in the first byte, a close code in the next two.
///
/// # Panics
///
/// Where a promise is broken.
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
    fn tried<K: ErrorKind>(message: &Message, body: &[u8]) {
        asked(&Error::<K>::from_message(body), body);
        let Some(error) = Error::<K>::try_from_message(message) else {
            return;
        };
        asked(&error, error.body());
        let again = Error::<K>::try_from_message(&error.to_message())
            .expect("what was an error is one when it is sent on");
        assert_eq!(again.kind(), error.kind());
        assert_eq!(again.transport(), error.transport());
    }
    tried::<audixa::ErrorKind>(&message, body);
    tried::<elevenlabs::ErrorKind>(&message, body);
    tried::<faseeh::ErrorKind>(&message, body);
    tried::<scriptix::ErrorKind>(&message, body);
    tried::<ttsopenai::ErrorKind>(&message, body);
}

/// Everything that can be asked of an error.
fn asked<K: ErrorKind>(error: &Error<K>, body: &[u8]) {
    assert_eq!(error.body(), body, "what was received is kept");
    assert_eq!(
        error.clone().into_parts().body,
        body,
        "what was received is written again"
    );
    assert_eq!(error.kind().is_none(), error.unresolved_reason().is_some());
    let shown = error.to_string();
    assert!(!shown.contains('\n'), "one line is one line: {shown:?}");
    let _ = (
        format!("{error:?}"),
        error.support_report(),
        error.to_problem_details(),
        error.code(),
        error.embedded(),
    );
    let _ = (
        error.violations(),
        error.retry_after(),
        error.pointer("/detail/0/loc"),
        error.candidates().count(),
    );
    let _ = (
        error.status_is_documented(),
        error.category(),
        error.fault(),
        error.should_retry(),
        error.next_delay(None),
    );
    for name in K::catalog()
        .fields
        .iter()
        .chain(&["code", "message", "details", "violations"])
    {
        let _ = (
            error.field(name),
            error.field_json(name),
            error.message_arg(name),
        );
    }
    // With another message it is the same error, and that is its message, if one stands in it at all.
    let other = error.clone().with_message("another \"message\"\n");
    assert_eq!(other.code_text(), error.code_text());
}

/// An error built of what was read is that error: decode(encode(error)) = error.
fn rebuilt<K: ErrorKind>(kind: K, error: &Error<K>) {
    let mut builder = Error::builder(kind).status(error.status().unwrap_or(500));
    builder = error
        .code()
        .into_iter()
        .fold(builder, |builder, code| builder.code(code));
    builder = error
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
        .param()
        .into_iter()
        .fold(builder, |builder, param| builder.param(param));
    for name in K::catalog()
        .fields
        .iter()
        .chain(&["retry_after", "details", "violations"])
    {
        builder = error
            .field_json(name)
            .into_iter()
            .fold(builder, |builder, json| builder.field_json(name, json));
    }
    let built = builder.build();
    let ErrorParts {
        status,
        headers,
        body,
    } = built.clone().into_parts();
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let read = Error::<K>::from_parts(status.unwrap_or(500), headers.as_slice(), body);
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
