//! What holds of every error of every catalog: decode(encode(error)) = error.

use api_error_catalog::{CatalogError, Details, ErrorKind, ErrorParts, Transport};

const MESSAGES: [&str; 6] =
    ["", "There is no such voice.", "\"}]{[\\", "a\r\nSet-Cookie: b=c\u{0}", "\u{202e}𝕏\u{feff}", "{\"message\": \"$code\"}"];

fn main() {
    // Every catalog.
}

fn tried<E: CatalogError>(module: &str) {
    for &kind in E::Kind::ALL {
        for message in MESSAGES {
            let made = E::builder(kind).message(message).request_id(message).param(message).build();
            one(module, &made);
        }
    }
}

/// The same error, out of what is sent.
fn received<E: CatalogError>(sent: &E) -> E {
    let ErrorParts { status, headers, body } = sent.response().clone().into_parts();
    for (name, value) in &headers {
        assert!(value.bytes().all(|byte| byte == b'\t' || byte >= b' ' && byte != 0x7f), "{name}: {value:?} is no header");
    }
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match sent.response().transport() {
        Transport::WebSocket => E::from_message(body),
        // Where the page names no status, a server has to choose one.
        _ => E::from_parts(status.unwrap_or(500), headers.as_slice(), body),
    }
}

fn one<E: CatalogError>(module: &str, made: &E) {
    let read = received(made);
    assert_eq!(read.response().body(), made.response().body());
    let kind = made.kind().expect("what was made is known");
    let name = format!("{module}: {kind:?} {}", String::from_utf8_lossy(made.response().body()));
    assert_eq!(read.code_text(), made.code_text(), "{name}");
    // A message that stands in a header alone is lost where no header can hold it, and where there are no headers.
    let held = made.response().transport() != Transport::WebSocket && made.message().is_some_and(|message| !message.contains('\n'));
    let in_header = read.message().is_none() && !held;
    assert!(read.message() == made.message() || in_header, "{name}: {:?}, made {:?}", read.message(), made.message());
    // A body without what its form requires (there is no type to write, say) has no form.
    if is_told(kind) && (kind.code().is_some() || !String::from_utf8_lossy(made.response().body()).contains(":null")) {
        assert_eq!(read.kind(), Some(kind), "{name}: {:?}", read.unresolved_reason());
        assert_eq!(read.category(), made.category(), "{name}");
    }
    // What was read is written as it was received, and read again it is the same.
    assert_eq!(received(&read), read, "{name}");
    let other = read.clone().with_message("another");
    assert_eq!(other.code_text(), read.code_text(), "{name}");
}

/// Whether an answer in the envelope says which error it is: it carries the code, or only this one has its status and needs
/// nothing else.
fn is_told<K: ErrorKind>(kind: K) -> bool {
    let info = kind.info();
    let first = info.statuses.first();
    let apart = |other: &'static [u16]| first.is_some_and(|status| !other.contains(status) && !other.is_empty());
    let alone = K::ALL.iter().all(|&other| other == kind || apart(other.statuses()));
    info.more.shape == 0 && (info.code.is_some() || alone && info.error_type.is_none() && !info.more.told_by_message)
}

fn detailed<E: CatalogError, D: Details<Kind = E::Kind> + Default + PartialEq + core::fmt::Debug>() {
    let made = E::builder(D::KIND).details(&D::default()).build();
    let read = received(&made);
    if read.kind() == Some(D::KIND) && made.response().field_json("details").is_some() {
        assert_eq!(read.details::<D>(), made.details::<D>());
    }
}
