//! What holds of every error of every catalog: decode(encode(error)) = error.

use std::collections::BTreeMap;

use api_error_catalog::envelope::{Field, Type};
use api_error_catalog::table::ValueType;
use api_error_catalog::{
    BuildError, BuildProblem, Builder, CatalogError, Decimal, Details, ErrorArgs, ErrorKind, ErrorParts, Json, Piece, Transport,
};

const MESSAGES: [&str; 6] =
    ["", "The voice does not exist.", "\"}]{[\\", "a\r\nSet-Cookie: b=c\u{0}", "\u{202e}𝕏\u{feff}", "{\"message\": \"$code\"}"];

fn main() {
    // Every catalog.
}

fn tried<E: CatalogError>(module: &str) {
    for kind in E::Kind::ALL {
        for message in MESSAGES {
            match with_args::<E>(kind, message).build() {
                Ok(made) => one(module, &made),
                Err(error) => refused(module, kind, message, &error),
            }
        }
    }
}

/// An error that is built by the struct of its arguments.
fn typed<E: CatalogError>(module: &str, error: impl ErrorArgs<Kind = E::Kind>) {
    let kind = E::Kind::ALL[usize::from(error.kind_index())];
    match E::builder(error).build() {
        Ok(made) => one(module, &made),
        Err(error) => refused(module, kind, "", &error),
    }
}

/// A builder with a value for each documented argument and each field that the kind has.
fn with_args<E: CatalogError>(kind: E::Kind, message: &str) -> Builder<E> {
    let more = kind.info().more;
    let details = if has_field(kind, Field::DETAILS) { more.details } else { &[] };
    let sent = more.message.filter(|_| has_field(kind, Field::MESSAGE));
    let is_in_message = |name: &str| sent.is_some_and(|message| message.parameters().any(|(known, _)| known == name));
    let mut builder = details.iter().fold(with_message_args(kind), |builder, member| {
        // What is not text is another argument than one of the message with this name.
        let is_apart = !member.ty.is_text() && is_in_message(member.name);
        let name = if is_apart { format!("details.{}", member.name) } else { member.name.to_owned() };
        builder.arg(&name, value_of(member.ty))
    });
    for (name, field) in [("message", Field::MESSAGE), ("request_id", Field::REQUEST_ID), ("param", Field::PARAM)] {
        let is_free = field != Field::MESSAGE || more.message.is_none();
        if is_free && has_field(kind, field) {
            builder = builder.field(name, message);
        }
    }
    builder
}

/// A builder with a value for each argument of the message.
fn with_message_args<E: CatalogError>(kind: E::Kind) -> Builder<E> {
    let pattern = kind.info().more.message.filter(|_| has_field(kind, Field::MESSAGE));
    let in_message = pattern.iter().flat_map(|message| message.parameters());
    in_message.fold(E::builder(kind), |builder, (name, ty)| builder.arg(name, value_of(ty)))
}

fn has_field<K: ErrorKind>(kind: K, field: Field) -> bool {
    let catalog = K::catalog();
    let own = catalog.shapes.get(usize::from(kind.info().more.shape));
    let shape = own.filter(|shape| shape.template.is_some()).unwrap_or(&catalog.shapes[0]);
    let in_header = catalog.sources.iter().any(|source| source.field == field && source.header_name().is_some());
    shape.reads.iter().any(|read| read.field == field && matches!(read.ty, Type::String | Type::Any)) || in_header && !shape.websocket
}

fn value_of(ty: ValueType<'_>) -> Json {
    match ty {
        ValueType::String => Json::from("a"),
        ValueType::Integer | ValueType::Number => Json::from(7),
        ValueType::Decimal => Json::from("1.50".parse::<Decimal>().expect("a number")),
        ValueType::Boolean => Json::from(true),
        ValueType::Any => Json::from(Vec::<i64>::new()),
        ValueType::Object(members) => {
            let members = members.iter().map(|member| (member.name.to_owned(), value_of(member.ty)));
            Json::from(members.collect::<BTreeMap<_, _>>())
        }
        ValueType::List(item) => Json::from(vec![value_of(*item)]),
        ValueType::Map(value) => Json::from(BTreeMap::from([("key".to_owned(), value_of(*value))])),
    }
}

/// Values that no header can have, and errors that the catalog itself does not distinguish, are refused, and nothing else.
fn refused<K: ErrorKind>(module: &str, kind: K, message: &str, error: &BuildError) {
    let more = kind.info().more;
    let pieces = more.message.iter().flat_map(|message| message.pieces);
    let mut texts = pieces.filter_map(|piece| if let Piece::Text(text) = piece { Some(*text) } else { None }).chain([message]);
    let is_header = texts.all(|text| text.is_ascii() && !text.contains(char::is_control) && text.trim() == text);
    let allowed = |problem: &BuildProblem| match problem {
        // An error of `body: empty` is sent without its fields.
        BuildProblem::Altered(_) => !is_header || has_rules::<K>(),
        // The message and the details have the same argument with two types.
        BuildProblem::WrongType(_) => more.message.is_some() && !more.details.is_empty(),
        BuildProblem::OtherError(_) | BuildProblem::Unrecognized => !is_told(kind),
        _ => false,
    };
    assert!(error.problems().iter().all(allowed), "{module}: {message:?}: {error}");
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
        // If the page states no status, the server must choose one.
        _ => E::from_parts(status.unwrap_or(500), headers.as_slice(), body),
    }
}

fn one<E: CatalogError>(module: &str, made: &E) {
    let read = received(made);
    assert_eq!(read.response().body(), made.response().body());
    let kind = made.kind().expect("a built error must be identified");
    let name = format!("{module}: {kind:?} {}", String::from_utf8_lossy(made.response().body()));
    assert_eq!(read.code_text(), made.code_text(), "{name}");
    // A message that is only in a header is lost if no header can have it, or if there are no headers.
    let held = made.response().transport() != Transport::WebSocket && made.message().is_some_and(|message| !message.contains('\n'));
    let in_header = read.message().is_none() && !held;
    assert!(read.message() == made.message() || in_header, "{name}: {:?}, made {:?}", read.message(), made.message());
    // A body without a required member, such as a type that the error does not have, matches no shape.
    if is_told(kind) && (kind.code().is_some() || !String::from_utf8_lossy(made.response().body()).contains(":null")) {
        assert_eq!(read.kind(), Some(kind), "{name}: {:?}", read.unresolved_reason());
        // Without a documented category, it is that of the status, which the server chooses.
        if made.response().status().is_some() {
            assert_eq!(read.category(), made.category(), "{name}");
        }
    }
    // A decoded response is written as received, and decodes to the same again.
    assert_eq!(received(&read), read, "{name}");
    let other = read.clone().with_message("another");
    assert_eq!(other.code_text(), read.code_text(), "{name}");
}

/// Returns `true` if a response in the envelope identifies the error: it has a code, or it alone has its status and nothing
/// else is needed. If the catalog has rules, other errors may come first, and a response may lack what the error's own rules need.
fn is_told<K: ErrorKind>(kind: K) -> bool {
    if has_rules::<K>() {
        return false;
    }
    let info = kind.info();
    let first = info.statuses.first();
    let apart = |other: &'static [u16]| first.is_some_and(|status| !other.contains(status) && !other.is_empty());
    let alone = K::ALL.iter().all(|&other| other == kind || apart(other.statuses()));
    info.more.shape == 0 && (info.code.is_some() || alone && info.error_type.is_none() && !info.more.identified_by_message)
}

fn has_rules<K: ErrorKind>() -> bool {
    K::catalog().rules.is_some_and(|rules| rules.all().next().is_some())
}

/// Details are read whole, written as they were received, and read again the same.
fn detailed<E: CatalogError, D: Details<Kind = E::Kind> + Clone + PartialEq + core::fmt::Debug>(module: &str, json: &str) {
    if !has_field(D::KIND, Field::DETAILS) {
        return;
    }
    let made = with_message_args::<E>(D::KIND).field_json("details", json).build();
    let details = match made {
        Ok(made) if received(&made).kind() == Some(D::KIND) => received(&made).details::<D>().expect(json),
        Ok(_) => return,
        Err(error) => return refused(module, D::KIND, "", &error),
    };
    let written = Json::from(details.clone());
    match with_message_args::<E>(D::KIND).field_json("details", written.as_str()).build() {
        Ok(again) => {
            assert_eq!(again.response().field_json("details"), Some(json));
            assert_eq!(received(&again).details::<D>(), Some(details));
        }
        Err(error) => refused(module, D::KIND, "", &error),
    }
}
