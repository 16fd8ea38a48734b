//! Code that the tests of this directory share.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]
#![allow(dead_code, reason = "each test takes what it needs")]

pub(crate) mod answers;
pub(crate) mod sample;
pub(crate) mod server;

use std::collections::BTreeMap;
use std::path::PathBuf;

use api_error_catalog::envelope::Field;
use api_error_catalog::table::ValueType;
use api_error_catalog::{
    BuildProblem, Builder, CatalogError, Decimal, ErrorKind, Json, UnresolvedReason,
};

/// The directory of the vendors' pages, which are not part of this repository. Without it the test says so and passes;
/// in CI it must be there.
pub(crate) fn docs_dir() -> Option<PathBuf> {
    let directory = std::env::var_os("ERROR_DOCS_DIR").map(PathBuf::from);
    if directory.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must be set in CI"
        );
        eprintln!("ERROR_DOCS_DIR is not set: the vendors' pages are not tried");
    }
    directory
}

/// The JSON objects of a page that begin a line, in order.
pub(crate) fn bodies(page: &str) -> Vec<&str> {
    let mut bodies = Vec::new();
    let mut rest = page;
    while let Some(at) = line_with_object(rest) {
        let text = &rest[at..];
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
        let is_object = matches!(values.next(), Some(Ok(serde_json::Value::Object(_))));
        let end = if is_object { values.byte_offset() } else { 1 };
        bodies.extend(is_object.then(|| &text[..end]));
        rest = &text[end..];
    }
    bodies
}

fn line_with_object(text: &str) -> Option<usize> {
    if text.starts_with('{') {
        Some(0)
    } else {
        text.find("\n{").map(|at| at + 1)
    }
}

/// The name of the kind, or why there is none.
pub(crate) fn told<E: CatalogError>(error: &E) -> String {
    match error.kind() {
        Some(kind) => kind.to_string(),
        None => error
            .unresolved_reason()
            .unwrap_or(UnresolvedReason::UnknownShape)
            .to_string(),
    }
}

/// Reads a body under `status` (`ws`: as a message on a WebSocket, `-`: status not known).
pub(crate) fn read<E: CatalogError>(status: &str, body: &str) -> E {
    match status {
        "ws" => E::from_message(body),
        "-" => E::from_body(body),
        status => E::from_parts(status.parse::<u16>().expect("a status"), [], body),
    }
}

/// Reads a response: with a status (`-` if it is unknown), as a message (`ws`), or as a close frame (`close 1008`).
pub(crate) fn read_bytes<E: CatalogError>(how: &str, headers: &[(&str, &str)], body: &[u8]) -> E {
    match how.strip_prefix("close ") {
        Some(code) => E::from_close(code.parse().expect("a close code"), body),
        None if how == "ws" => E::from_message(body),
        None if how == "-" => E::from_body(body),
        None => E::from_parts(how.parse::<u16>().expect("a status"), headers, body),
    }
}

/// Returns the value of an error with a name that the table of a test uses.
pub(crate) fn kept<E: CatalogError>(error: &E, what: &str) -> Option<String> {
    if let Some((kind, name)) = what.split_once(':') {
        return match kind {
            "field" => error.response().field(name),
            "arg" => error.response().message_arg(name),
            "pointer" => error.response().pointer(name),
            other => panic!("`{other}` is nothing to ask for"),
        }
        .map(str::to_owned);
    }
    match what {
        "code" => error.code_text().map(str::to_owned),
        "type" => error.response().error_type().map(str::to_owned),
        "message" => error.message().map(str::to_owned),
        "request_id" => error.request_id().map(str::to_owned),
        "param" => error.response().param().map(str::to_owned),
        "details" => error.response().field_json("details").map(str::to_owned),
        "category" => Some(error.category().to_string()),
        "documented" => error
            .response()
            .status_is_documented()
            .map(|documented| documented.to_string()),
        "retry_after" => error
            .retry_after()
            .map(|delay| delay.as_millis().to_string()),
        "candidates" => Some(
            error
                .candidates()
                .map(|kind| kind.to_string())
                .collect::<Vec<_>>()
                .join(","),
        ),
        "embedded" => error.embedded().map(|inner| told(&inner)),
        "violations" => {
            let all = error
                .response()
                .violations()
                .into_iter()
                .map(|each| format!("{}:{}", each.field, each.message));
            Some(all.collect::<Vec<_>>().join(","))
        }
        other => panic!("`{other}` is nothing to ask for"),
    }
}

/// Checks a body of the catalog's own envelope: it is kept byte for byte; rebuilt from its parts it is the same JSON with
/// the same order of members; and with another message only the message differs.
pub(crate) fn holds_together<E: CatalogError>(error: &E) {
    let body = error.response().body_text().expect("text");
    let json: serde_json::Value = serde_json::from_str(body).expect("JSON");
    if let Some(built) = error.kind().and_then(|kind| rebuilt(kind, error)) {
        let built_text = built.response().body_text().expect("text");
        assert_eq!(
            members(built_text),
            members(body),
            "the same members in the same order"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(built_text).expect("JSON"),
            json
        );
        assert_eq!(built.kind(), error.kind());
    }
    let message = error.message().expect("a message").to_owned();
    let changed = error.clone().with_message("Another \"text\" – longer");
    assert_eq!(changed.message(), Some("Another \"text\" – longer"));
    assert_eq!(told(&changed), told(error));
    let back = changed.with_message(&message);
    let quoted = serde_json::to_string(&message).expect("JSON");
    if body.contains(&quoted) {
        assert_eq!(
            back.response().body(),
            error.response().body(),
            "nothing else had changed"
        );
    }
}

/// The error built of its parts; `None` if its message does not have the documented form.
fn rebuilt<E: CatalogError>(kind: E::Kind, error: &E) -> Option<E> {
    let mut builder = E::builder(kind);
    builder = error
        .status()
        .into_iter()
        .fold(builder, |builder, status| builder.status(status));
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
    let own = E::Kind::catalog()
        .fields
        .iter()
        .chain(&["retry_after", "details", "violations"]);
    for name in own {
        builder = error
            .response()
            .field_json(name)
            .into_iter()
            .fold(builder, |builder, json| builder.field_json(name, json));
    }
    match builder.build() {
        Ok(built) => Some(built),
        Err(error) => {
            assert_eq!(error.problems(), [BuildProblem::MessageForm], "{error}");
            None
        }
    }
}

/// A builder with a value for each documented argument.
pub(crate) fn with_args<E: CatalogError>(kind: E::Kind) -> Builder<E> {
    let more = kind.info().more;
    let in_message = more.message.iter().flat_map(|message| message.parameters());
    let in_details = more.details.iter().map(|member| (member.name, member.ty));
    in_message
        .chain(in_details)
        .fold(E::builder(kind), |builder, (name, ty)| {
            builder.arg(name, value_of(ty))
        })
}

fn value_of(ty: ValueType<'_>) -> Json {
    match ty {
        ValueType::String => Json::from("Made \"here\""),
        ValueType::Integer | ValueType::Number => Json::from(7),
        ValueType::Decimal => Json::from("1.50".parse::<Decimal>().expect("a number")),
        ValueType::Boolean => Json::from(true),
        ValueType::Any => Json::from(Vec::<i64>::new()),
        ValueType::Object(members) => {
            let members = members.iter();
            let members = members.map(|member| (member.name.to_owned(), value_of(member.ty)));
            Json::from(members.collect::<BTreeMap<_, _>>())
        }
        ValueType::List(item) => Json::from(vec![value_of(*item)]),
        ValueType::Map(value) => Json::from(BTreeMap::from([("key".to_owned(), value_of(*value))])),
    }
}

/// Whether the catalog has a position for this field in an error of this kind.
pub(crate) fn has_field<K: ErrorKind>(kind: K, field: Field) -> bool {
    let (catalog, shape) = (K::catalog(), kind.info().more.shape);
    let shape = catalog.shapes.get(usize::from(shape)).expect("a shape");
    let in_header = catalog
        .sources
        .iter()
        .any(|source| source.field == field && source.header_name().is_some());
    shape.reads.iter().any(|read| read.field == field) || in_header && !shape.websocket
}

/// The names of all members, depth first, in the order of the text.
fn members(json: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = json;
    while let Some(at) = rest.find('"') {
        let mut values = serde_json::Deserializer::from_str(&rest[at..]).into_iter::<String>();
        let name = values.next().expect("a string").expect("a string");
        rest = &rest[at + values.byte_offset()..];
        if rest.trim_start().starts_with(':') {
            names.push(name);
        }
    }
    names
}
