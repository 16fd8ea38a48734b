//! What is given for an error → the response that is sent.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::build_error::BuildProblem;
use crate::api::details::Violation;
use crate::api::value::Value;
use crate::engine::encode::{encode, object, string, violations};
use crate::engine::headers;
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::engine::scan;
use crate::tables::argument::{Detail, ValueType};
use crate::tables::catalog::{Catalog, CodeType};
use crate::tables::envelope::{Field, Reads, Shape, Type};
use crate::tables::error::ErrorInfo;
use crate::tables::pattern::{Pattern, Piece};

/// What a builder collects, whatever its enum.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) catalog: &'static Catalog<'static>,
    pub(crate) error: u16,
    pub(crate) status: Option<u16>,
    /// The JSON text of each field that was given.
    pub(crate) fields: Vec<(Field, String)>,
    /// The JSON text of each argument that was given.
    pub(crate) args: Vec<(String, String)>,
    pub(crate) violations: Vec<Violation>,
    /// What was wrong with a value by itself.
    pub(crate) problems: Vec<BuildProblem>,
}

/// What is sent, decoded as a client decodes it.
pub(crate) struct Written {
    /// The index of the shape it was written in.
    shape: Option<u8>,
    pub(crate) response: ErrorResponse<'static>,
}

impl Written {
    /// The response of an error whose kind is known.
    #[inline]
    pub(crate) fn known_as(self, error: u16) -> ErrorResponse<'static> {
        self.response.known_as(error, self.shape)
    }
}

impl Draft {
    #[inline]
    pub(crate) fn new(catalog: &'static Catalog<'static>, error: u16) -> Draft {
        Draft {
            catalog,
            error,
            status: None,
            fields: Vec::new(),
            args: Vec::new(),
            violations: Vec::new(),
            problems: Vec::new(),
        }
    }

    #[inline]
    pub(crate) fn set(&mut self, field: Field, json: String) {
        replace(&mut self.fields, field, json);
    }

    #[inline]
    pub(crate) fn set_arg(&mut self, name: &str, json: String) {
        replace(&mut self.args, name.to_string(), json);
    }

    #[inline]
    pub(crate) fn field(&self, field: Field) -> Option<&str> {
        find(&self.fields, &field)
    }

    /// An argument. A message may say how long to wait: that is given once, for all that says so.
    #[inline]
    pub(crate) fn arg(&self, name: &str) -> Option<&str> {
        let by_name = self.args.iter().find(|(known, _)| known == name);
        let json = by_name.map(|(_, json)| json.as_str());
        json.or_else(|| {
            self.field(Field::RETRY_AFTER)
                .filter(|_| name == "retry_after")
        })
    }

    #[inline]
    pub(crate) fn info(&self) -> ErrorInfo<'static> {
        self.catalog.errors.info(self.error)
    }

    /// The shape that it is written in: the error's own, or the first one if the error's is only for decoding.
    #[inline]
    pub(crate) fn shape(&self) -> Option<(u8, &'static Shape<'static>)> {
        let at = |place: u8| Some((place, self.catalog.shapes.get(usize::from(place))?));
        let own = at(self.catalog.errors.shape(self.error));
        own.filter(|(_, shape)| shape.template.is_some())
            .or_else(|| at(0))
    }

    /// Writes what was given, and decodes it.
    #[inline]
    pub(crate) fn write(&self) -> Written {
        let (info, shape) = (self.info(), self.shape());
        let (place, shape) = shape.unzip();
        let status = self.status.or_else(|| info.statuses.first().copied());
        let filled = self.filled(&info, shape, status);
        let value = |field: Field| self.field(field).or_else(|| find(&filled, &field));
        let mut body = String::new();
        if let Some(template) = shape.and_then(|shape| shape.template) {
            encode(template, &value, &mut body);
        }
        let (transport, headers) = if shape.is_some_and(|shape| shape.websocket) {
            (Transport::WebSocket, Vec::new())
        } else {
            (Transport::Http(status), self.headers(shape, &value))
        };
        let pairs = headers.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs: Vec<(&str, &str)> = pairs.collect();
        let body = body.into_bytes();
        Written {
            shape: place,
            response: ErrorResponse::new(self.catalog, transport, &pairs.as_slice(), body),
        }
    }

    /// The fields that the catalog and the arguments give.
    #[inline]
    fn filled(
        &self,
        info: &ErrorInfo<'static>,
        shape: Option<&Shape<'_>>,
        status: Option<u16>,
    ) -> Vec<(Field, String)> {
        let code = self.code(info, status);
        let status = status.map(|status| status.to_string());
        let known = [
            (Field::CODE, code.map(|code| self.scalar(Field::CODE, code))),
            (Field::TYPE, info.error_type.map(string)),
            (Field::MESSAGE, Some(string(&self.message(info)))),
            (
                Field::STATUS,
                status.map(|status| self.scalar(Field::STATUS, &status)),
            ),
            (Field::DETAILS, self.details(info.more.details)),
            (Field::VIOLATIONS, self.violations(shape)),
        ];
        let known = known.into_iter();
        known
            .filter_map(|(field, json)| Some((field, json?)))
            .collect()
    }

    /// The kind's code under the status: one kind may have another code under another status.
    #[inline]
    fn code(&self, info: &ErrorInfo<'static>, status: Option<u16>) -> Option<&'static str> {
        let under_status =
            |statuses: &[u16]| status.is_some_and(|status| statuses.contains(&status));
        let mut also = self.catalog.also.iter();
        match also.find(|also| also.error == self.error && under_status(also.statuses)) {
            Some(also) if !under_status(info.statuses) => Some(also.code),
            _ => info.code,
        }
    }

    /// A scalar as the JSON that the shape has for this field: a number or a string.
    #[inline]
    pub(crate) fn scalar(&self, field: Field, text: &str) -> String {
        let ty = self.shape().and_then(|(_, shape)| reads(shape, field));
        let is_number = match ty.map(|read| read.ty) {
            Some(Type::Integer | Type::Number) => true,
            Some(Type::String) => false,
            _ if field == Field::CODE => self.catalog.code_type == CodeType::Integer,
            _ => matches!(field, Field::STATUS | Field::RETRY_AFTER),
        };
        if is_number && f64::from_json(text).is_some() {
            text.to_string()
        } else {
            string(text)
        }
    }

    /// The documented message with the arguments in it; without one, the text for an end user, or else the description.
    #[inline]
    fn message(&self, info: &ErrorInfo<'static>) -> String {
        match info.more.message {
            Some(pattern) => self.render(pattern),
            None => info
                .more
                .user_message
                .unwrap_or(info.description)
                .to_string(),
        }
    }

    #[inline]
    fn render(&self, pattern: &Pattern<'_>) -> String {
        let mut message = String::new();
        for piece in pattern.pieces {
            match *piece {
                Piece::Text(text) => message.push_str(text),
                // A parameter without a name stands for text that does not matter.
                Piece::Parameter(name, ty) => {
                    message.push_str(
                        &self
                            .arg(name)
                            .map(|json| shown(json, ty))
                            .unwrap_or_default(),
                    );
                }
            }
        }
        message
    }

    /// The arguments that are members of the details, in the documented order.
    #[inline]
    fn details(&self, members: &[Detail<'static>]) -> Option<String> {
        let given = |member: &Detail<'static>| Some((member.name, self.arg(member.name)?));
        let mut given = members.iter().filter_map(given).peekable();
        given.peek()?;
        Some(object(given))
    }

    /// The violations; if the shape requires some, an empty list.
    #[inline]
    fn violations(&self, shape: Option<&Shape<'_>>) -> Option<String> {
        let read = shape.and_then(|shape| reads(shape, Field::VIOLATIONS))?;
        (read.required || !self.violations.is_empty()).then(|| violations(read.ty, self.pairs()))
    }

    #[inline]
    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let violations = self.violations.iter();
        violations.map(|each| (each.field.as_str(), each.message.as_str()))
    }

    /// The headers: each field for which the catalog names one, and a delay that the body has no field for.
    #[inline]
    fn headers<'v>(
        &self,
        shape: Option<&Shape<'_>>,
        value: &impl Fn(Field) -> Option<&'v str>,
    ) -> Vec<(&'static str, String)> {
        let is_named = |field| {
            self.catalog
                .headers
                .iter()
                .any(|(known, _)| *known == field)
        };
        let in_body = |field| shape.is_some_and(|shape| reads(shape, field).is_some());
        headers::named(self.catalog)
            .filter(|(field, _)| is_named(*field) || !in_body(*field))
            .filter_map(|(field, name)| Some((name, header_text(value(field)?))))
            .filter(|(_, value)| arrives(value))
            .collect()
    }

    /// Whether an error of this kind has the field: in the body or in a header that the catalog names.
    #[inline]
    pub(crate) fn has_field(&self, field: Field) -> bool {
        self.shape().is_some_and(|(_, shape)| {
            let mut named = self.catalog.headers.iter();
            reads(shape, field).is_some()
                || !shape.websocket && named.any(|(known, _)| *known == field)
        })
    }
}

/// Whether the value of a header arrives as it was sent: white space around it is dropped, and clients read only ASCII.
#[inline]
fn arrives(value: &str) -> bool {
    value.is_ascii() && value.trim_ascii() == value && headers::can_hold(value)
}

/// Where the shape has this field.
#[inline]
pub(crate) fn reads<'t>(shape: &Shape<'t>, field: Field) -> Option<&'t Reads<'t>> {
    shape.reads.iter().find(|read| read.field == field)
}

/// A field as the value of a header: a string as it is, anything else as JSON.
#[inline]
pub(crate) fn header_text(json: &str) -> String {
    String::from_json(json).unwrap_or_else(|| json.to_string())
}

/// An argument as a part of a message: a string as it is, the items of a list with commas between them, anything else as JSON.
#[inline]
pub(crate) fn shown(json: &str, ty: ValueType<'_>) -> String {
    if let Some(text) = String::from_json(json) {
        return text;
    }
    match scan::items(json) {
        Some(items) => {
            let items = items.into_iter().map(|item| shown(item, ty));
            items.collect::<Vec<String>>().join(", ")
        }
        // A float without a fraction.
        None if ty == ValueType::Number => json.strip_suffix(".0").unwrap_or(json).to_string(),
        None => json.to_string(),
    }
}

#[inline]
fn find<'v, K: PartialEq>(values: &'v [(K, String)], key: &K) -> Option<&'v str> {
    let value = values.iter().find(|(known, _)| known == key);
    value.map(|(_, json)| json.as_str())
}

#[inline]
fn replace<K: PartialEq>(values: &mut Vec<(K, String)>, key: K, json: String) {
    values.retain(|(known, _)| *known != key);
    values.push((key, json));
}
