//! Faults that are mixed into traffic, each with what `observe` is to call it.

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::model::{Catalog, DetailType, Deviation, Error, Template, ValueType};
use serde_json::{Map, Value, json};

use crate::body::Said;
use crate::random::Random;

/// A status that no error is documented with.
const ODD_STATUS: u16 = 418;

/// A response to be written.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Value,
    /// A body that is not JSON, instead of the usual one.
    pub(crate) text: Option<&'static str>,
    /// The stream that contains the body.
    pub(crate) stream: Option<Stream>,
}

/// A form of streams.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    /// Server-sent events; the error is an event with the name `error`, or one like the others.
    Events {
        named: bool,
    },
    Lines,
}

impl Stream {
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Stream::Events { .. } => "text/event-stream; charset=utf-8",
            Stream::Lines => "application/x-ndjson",
        }
    }

    /// Returns a stream with `before` successful parts, and this error.
    pub(crate) fn with(self, error: &str, before: usize) -> String {
        let part = |number: usize| json!({ "ok": true, "part": number }).to_string();
        let parts = (0..before).map(part);
        match self {
            Stream::Events { named } => {
                let name = if named { "event: error\n" } else { "" };
                let parts: String = parts.map(|part| format!("data: {part}\n\n")).collect();
                format!(": begins\n\n{parts}{name}data: {error}\n\n")
            }
            Stream::Lines => parts
                .chain([error.to_owned()])
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}

/// Makes a response deviate in this way. Returns the finding that `observe` must report, or `None` if this error cannot
/// deviate so, and then nothing is changed.
pub(crate) fn spoil(
    kind: Deviation,
    said: &mut Said<'_>,
    answer: &mut Answer,
    random: &mut Random,
) -> Option<String> {
    let (catalog, error) = (said.catalog, said.error);
    let http = answer.status.is_some();
    match kind {
        Deviation::UnknownCode if said.code.is_some() && http => {
            let code = if catalog.code_type == CodeType::Integer {
                "9900"
            } else {
                "brand_new_"
            };
            let code = format!("{code}{}", random.below(3));
            said.code = Some(code.clone());
            answer.body = said.body(template(catalog, error)?, random);
            let header = code_header(catalog);
            for (_, value) in answer
                .headers
                .iter_mut()
                .filter(|(name, _)| Some(&**name) == header)
            {
                value.clone_from(&code);
            }
            Some(code)
        }
        Deviation::MissingCode if catalog.code_type == CodeType::None => {
            answer.status = Some(ODD_STATUS);
            Some(ODD_STATUS.to_string())
        }
        Deviation::UndocumentedStatus if is_alone(catalog, error) && http => {
            answer.status = Some(ODD_STATUS);
            Some(format!("{} {ODD_STATUS}", error.key))
        }
        // A code in a header needs no body.
        Deviation::UnknownShape if http && code_header(catalog).is_none() => {
            // Under a success status, another shape is a success.
            let status = answer.status.filter(|status| *status >= 400)?;
            if random.once_in(2) {
                answer.text = Some("<!doctype html><title>Bad gateway</title>");
                return Some(format!("{status} HTML or XML"));
            }
            answer.body = json!({ "oops": { "reason": "something", "tries": random.below(9) } });
            Some(format!(
                "{status} {{oops: {{reason: string, tries: number}}}}"
            ))
        }
        Deviation::ExtraField => {
            answer
                .body
                .as_object_mut()?
                .insert("trace_hint".to_owned(), json!("something"));
            Some("trace_hint".to_owned())
        }
        Deviation::DetailType => {
            let detail = random.pick(&error.details)?;
            let takes_texts = matches!(
                detail.ty,
                DetailType::Value(ValueType::String) | DetailType::OneOf(_)
            );
            let (other, is) = if takes_texts {
                (json!(true), "boolean")
            } else {
                (json!("many"), "string")
            };
            let details = said.details.as_mut()?;
            details.insert(detail.name.clone(), other);
            answer.body = said.body(template(catalog, error)?, random);
            Some(format!("{} details.{} is {is}", error.key, detail.name))
        }
        Deviation::Message if error.message.is_some() && !error.identified_by_message => {
            said.message = "Nothing of the kind.".to_owned();
            answer.body = said.body(template(catalog, error)?, random);
            Some(error.key.clone())
        }
        Deviation::MissingHeader if http => {
            let (_, name) = catalog
                .headers()
                .find(|(field, _)| *field == "request_id")?;
            answer.headers.retain(|(known, _)| known != name);
            Some(name.to_owned())
        }
        Deviation::Ambiguous => {
            let status = shared_status(catalog)?;
            answer.body = message_alone(catalog, said, random)?;
            answer.status = Some(status);
            Some(format!("{status} no code"))
        }
        _ => None,
    }
}

/// Returns the header that states the code.
pub(crate) fn code_header(catalog: &Catalog) -> Option<&str> {
    let mut headers = catalog.headers();
    headers.find_map(|(field, name)| (field == "code").then_some(name))
}

pub(crate) fn template<'c>(catalog: &'c Catalog, error: &Error) -> Option<&'c Template> {
    catalog.shapes.get(error.shape).map(|shape| &shape.template)
}

/// Returns `true` if no other error has its code, and it has documented statuses.
fn is_alone(catalog: &Catalog, error: &Error) -> bool {
    let holders = |code: &str| {
        catalog
            .errors
            .iter()
            .flat_map(|other| other.identities())
            .filter(|own| own.code.as_deref() == Some(code))
            .count()
    };
    let own = error.own.code.as_deref();
    own.is_some_and(|code| holders(code) == 1)
        && error.also.is_empty()
        && !error.own.statuses.is_empty()
}

/// A status that two errors with codes have, and no error without.
fn shared_status(catalog: &Catalog) -> Option<u16> {
    let having = |status: u16, code: bool| {
        catalog
            .errors
            .iter()
            .filter(|error| {
                error.own.code.is_some() == code && error.own.statuses.contains(&status)
            })
            .count()
    };
    (400..600).find(|status| having(*status, true) > 1 && having(*status, false) == 0)
}

/// A body in a shape of the catalog that holds a message and nothing else.
fn message_alone(catalog: &Catalog, said: &Said<'_>, random: &mut Random) -> Option<Value> {
    let alone = |template: &Template| match template {
        Template::Object(members) => {
            matches!(members.as_slice(), [member] if matches!(&member.value, Template::Field(field) if field.name == "message"))
        }
        _ => false,
    };
    let shape = catalog
        .shapes
        .iter()
        .find(|shape| alone(&shape.template) && !shape.websocket)?;
    Some(Value::Object(
        said.body(&shape.template, random)
            .as_object()
            .cloned()
            .unwrap_or_else(Map::new),
    ))
}
