//! Making an error from its parts: for servers, and for tests of clients.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::marker::PhantomData;
use core::time::Duration;

use crate::api::code::ErrorCode;
use crate::api::details::{Details, MembersWriter};
use crate::api::error::CatalogError;
use crate::api::inner::{Cause, ErrorInner};
use crate::api::kind::ErrorKind;
use crate::engine::encode::{encode, string};
use crate::engine::headers;
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::tables::catalog::{Catalog, CodeType};
use crate::tables::envelope::{Field, Shape};
use crate::tables::error::ErrorInfo;

/// Builds an error of a kind; see [`CatalogError::builder`].
///
/// What is not given is taken from the catalog where the catalog knows it: the code, the type, the status (the
/// first documented one), and for the message the text for an end user or else the description.
#[derive(Clone)]
pub struct Builder<E> {
    draft: Draft,
    source: Option<Cause>,
    error: PhantomData<fn() -> E>,
}

/// Without the values, of which some may be sensitive.
impl<E: CatalogError> core::fmt::Debug for Builder<E> {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Builder")
            .field("kind", &E::Kind::from_index(self.draft.error))
            .finish_non_exhaustive()
    }
}

impl<E: CatalogError> Builder<E> {
    #[inline]
    pub(crate) fn new(kind: E::Kind) -> Builder<E> {
        let draft = Draft {
            catalog: E::Kind::catalog(),
            error: kind.index(),
            status: None,
            values: Vec::new(),
            violations: Vec::new(),
        };
        Builder {
            draft,
            source: None,
            error: PhantomData,
        }
    }

    /// The HTTP status. It must be given where the documentation names none; where it names several, the first is taken.
    #[must_use]
    #[inline]
    pub fn status(mut self, status: u16) -> Self {
        self.draft.status = Some(status);
        self
    }

    /// Another code than the kind's own.
    #[must_use]
    #[inline]
    pub fn code(mut self, code: ErrorCode<E::Kind>) -> Self {
        let json = self.draft.code_json(code.as_str());
        self.draft.set(Field::CODE, json);
        self
    }

    /// The type or label, where it is another than the kind's own.
    #[must_use]
    #[inline]
    pub fn error_type(self, name: &str) -> Self {
        self.text(Field::TYPE, name)
    }

    /// The text for a person.
    #[must_use]
    #[inline]
    pub fn message(self, message: impl AsRef<str>) -> Self {
        self.text(Field::MESSAGE, message.as_ref())
    }

    /// The id of the request.
    #[must_use]
    #[inline]
    pub fn request_id(self, id: impl AsRef<str>) -> Self {
        self.text(Field::REQUEST_ID, id.as_ref())
    }

    /// The parameter of the request that is at fault.
    #[must_use]
    #[inline]
    pub fn param(self, param: impl AsRef<str>) -> Self {
        self.text(Field::PARAM, param.as_ref())
    }

    /// How long to wait, in whole seconds: in the body where the envelope has a place for it, else in the header.
    #[must_use]
    #[inline]
    pub fn retry_after(mut self, delay: Duration) -> Self {
        self.draft
            .set(Field::RETRY_AFTER, delay.as_secs().to_string());
        self
    }

    /// The documented details.
    #[must_use]
    #[inline]
    pub fn details<D: Details<Kind = E::Kind>>(mut self, details: &D) -> Self {
        let mut members = MembersWriter::default();
        details.write(&mut members);
        self.draft.set(Field::DETAILS, members.finish());
        self
    }

    /// What is wrong with one part of the request; may be called again for each.
    #[must_use]
    #[inline]
    pub fn violation(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        self.draft.violations.push((field.into(), message.into()));
        self
    }

    /// Any field of the envelope by its name, as a JSON string. A name that the catalog does not have changes nothing.
    #[must_use]
    #[inline]
    pub fn field(self, name: &str, text: &str) -> Self {
        match self.draft.catalog.field(name) {
            Some(field) => self.text(field, text),
            None => self,
        }
    }

    /// Any field of the envelope by its name, as JSON text. A name that the catalog does not have, and a text that
    /// is no JSON, change nothing.
    #[must_use]
    #[inline]
    pub fn field_json(mut self, name: &str, json: &str) -> Self {
        let valid = serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok();
        if let (Some(field), true) = (self.draft.catalog.field(name), valid) {
            self.draft.set(field, json.trim().to_string());
        }
        self
    }

    /// What caused it: what [`source`](core::error::Error::source) of the error returns. It is never sent.
    #[must_use]
    #[inline]
    pub fn source(mut self, source: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        self.source = Some(Cause::from(source.into()));
        self
    }

    /// Makes the error. Its body is written in the documented envelope and read again by the same engine that
    /// reads answers.
    #[must_use]
    #[inline]
    pub fn build(self) -> E {
        E::from_inner(ErrorInner::new(self.draft.build()).with_source(self.source))
    }

    #[inline]
    fn text(mut self, field: Field, text: &str) -> Self {
        self.draft.set(field, string(text));
        self
    }
}

/// What a builder collects, whatever its enum.
#[derive(Clone)]
struct Draft {
    catalog: &'static Catalog<'static>,
    error: u16,
    status: Option<u16>,
    /// JSON texts.
    values: Vec<(Field, String)>,
    violations: Vec<(String, String)>,
}

impl Draft {
    #[inline]
    fn set(&mut self, field: Field, json: String) {
        self.values.retain(|(known, _)| *known != field);
        self.values.push((field, json));
    }

    #[inline]
    fn value(&self, field: Field) -> Option<&str> {
        self.values
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, json)| json.as_str())
    }

    #[inline]
    fn build(mut self) -> ErrorResponse<'static> {
        let place = self.shape();
        let shape = place.and_then(|place| self.catalog.shapes.get(usize::from(place)));
        let info = self.catalog.error(self.error);
        if let Some(info) = info {
            self.fill(&info, shape);
        }
        let mut body = String::new();
        if let Some(template) = shape.and_then(|shape| shape.template) {
            encode(template, &|field| self.value(field), &mut body);
        }
        let transport = if shape.is_some_and(|shape| shape.websocket) {
            Transport::WebSocket
        } else {
            Transport::Http(self.status)
        };
        let headers = self.headers(shape);
        let pairs: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let headers = pairs.as_slice();
        ErrorResponse::new(self.catalog, transport, &headers, body.into_bytes())
            .known_as(self.error, place)
    }

    /// Returns the index of the error's shape, or of the first shape if the error's is only for decoding.
    #[inline]
    fn shape(&self) -> Option<u8> {
        let own = self.catalog.errors.shape(self.error);
        let is_written = |place: &u8| {
            let shape = self.catalog.shapes.get(usize::from(*place));
            shape.is_some_and(|shape| shape.template.is_some())
        };
        Some(own)
            .filter(is_written)
            .or_else(|| (!self.catalog.shapes.is_empty()).then_some(0))
    }

    /// Fills in what the catalog knows and the caller did not say.
    #[inline]
    fn fill(&mut self, info: &ErrorInfo<'static>, shape: Option<&Shape<'_>>) {
        self.status = self.status.or_else(|| info.statuses.first().copied());
        let code = self.code(info).map(|code| self.code_json(code));
        let message = info.more.user_message.unwrap_or(info.description);
        let status = self.status.map(|status| status.to_string());
        let violations =
            (!self.violations.is_empty()).then(|| violations_json(shape, &self.violations));
        let known = [
            (Field::CODE, code),
            (Field::TYPE, info.error_type.map(string)),
            (Field::MESSAGE, Some(string(message))),
            (Field::STATUS, status),
            (Field::VIOLATIONS, violations),
        ];
        for (field, json) in known {
            if let (Some(json), None) = (json, self.value(field)) {
                self.set(field, json);
            }
        }
    }

    /// The kind's code under the status: one kind may have another code under another status.
    #[inline]
    fn code(&self, info: &ErrorInfo<'static>) -> Option<&'static str> {
        let under_status =
            |statuses: &[u16]| self.status.is_some_and(|status| statuses.contains(&status));
        let further = self
            .catalog
            .also
            .iter()
            .find(|also| also.error == self.error && under_status(also.statuses));
        match further {
            Some(also) if !under_status(info.statuses) => Some(also.code),
            _ => info.code,
        }
    }

    #[inline]
    fn code_json(&self, code: &str) -> String {
        if self.catalog.code_type == CodeType::Integer && code.parse::<i64>().is_ok() {
            code.to_string()
        } else {
            string(code)
        }
    }

    /// What goes into a header: fields for which the catalog names one and the shape has no place.
    #[inline]
    fn headers(&self, shape: Option<&Shape<'_>>) -> Vec<(&'static str, String)> {
        let in_body =
            |field| shape.is_some_and(|shape| shape.reads.iter().any(|read| read.field == field));
        let text =
            |json: &str| serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_string());
        let named = headers::named(self.catalog).filter(|(field, _)| !in_body(*field));
        named
            .filter_map(|(field, name)| Some((name, text(self.value(field)?))))
            .collect()
    }
}

#[inline]
fn violations_json(shape: Option<&Shape<'_>>, violations: &[(String, String)]) -> String {
    use crate::tables::envelope::Type;
    let ty = shape
        .and_then(|shape| {
            shape
                .reads
                .iter()
                .find(|read| read.field == Field::VIOLATIONS)
        })
        .map(|read| read.ty);
    let mut json = String::new();
    for (name, message) in violations {
        json.push_str(if json.is_empty() { "" } else { "," });
        match ty {
            Some(Type::ViolationList {
                field,
                message: text,
            }) if !field.is_empty() => {
                json.push('{');
                for (at, (key, value)) in [(field, name), (text, message)].into_iter().enumerate() {
                    json.push_str(if at == 0 { "" } else { "," });
                    json.push_str(&string(key));
                    json.push(':');
                    json.push_str(&string(value));
                }
                json.push('}');
            }
            Some(Type::ViolationMap) => {
                json.push_str(&string(name));
                json.push(':');
                json.push_str(&string(message));
            }
            _ => json.push_str(&string(message)),
        }
    }
    let (open, close) = if ty == Some(Type::ViolationMap) {
        ('{', '}')
    } else {
        ('[', ']')
    };
    let mut whole = String::from(open);
    whole.push_str(&json);
    whole.push(close);
    whole
}
