//! Encodes the values of a builder as a response.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::build_error::BuildProblem;
use crate::api::value::Value;
use crate::api::violations::{Violation, write_violations};
use crate::engine::delay;
use crate::engine::encode::{encode, object, string};
use crate::engine::headers::{self, Sources};
use crate::engine::json_parts;
use crate::engine::notation;
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::tables::argument::{Detail, ValueType};
use crate::tables::catalog::{Catalog, CodeType};
use crate::tables::envelope::{Field, Reads, Shape, Type};
use crate::tables::error::ErrorInfo;
use crate::tables::form::Form;
use crate::tables::pattern::{Pattern, Piece};
use crate::tables::rules::{CodeRule, Rule};

/// The values of a builder, for any enum.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) catalog: &'static Catalog<'static>,
    pub(crate) error: u16,
    pub(crate) status: Option<u16>,
    /// The JSON text of each field.
    pub(crate) fields: Vec<(Field, String)>,
    /// The JSON text of each argument.
    pub(crate) args: Vec<(String, String)>,
    pub(crate) violations: Vec<Violation>,
    /// Problems of single values.
    pub(crate) problems: Vec<BuildProblem>,
}

/// A response to send, decoded as by a client.
pub(crate) struct Written {
    /// The index of its shape.
    shape: Option<u8>,
    pub(crate) response: ErrorResponse<'static>,
}

impl Written {
    /// Returns the response of an error of a known kind.
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

    /// Returns an argument. A message may have the delay, which is set once for all parts of the response.
    #[inline]
    pub(crate) fn arg(&self, name: &str) -> Option<&str> {
        find(&self.args, name).or_else(|| {
            self.field(Field::RETRY_AFTER)
                .filter(|_| name == "retry_after")
        })
    }

    /// Returns the argument for a member of the details.
    #[inline]
    pub(crate) fn member_arg(&self, member: &Detail<'_>) -> Option<&str> {
        self.arg(&self.member_arg_name(member))
    }

    /// Returns the name of the argument for a member of the details. It is `details.owner` if the member is an object and the
    /// message that is sent has an argument `owner`, which is something else.
    #[inline]
    pub(crate) fn member_arg_name<'d>(&self, member: &Detail<'d>) -> Cow<'d, str> {
        let is_in_message = |pattern: &Pattern<'_>| pattern.has_parameter(member.name);
        if !member.ty.is_text() && self.sent_message().is_some_and(is_in_message) {
            Cow::Owned(["details.", member.name].concat())
        } else {
            Cow::Borrowed(member.name)
        }
    }

    #[inline]
    pub(crate) fn info(&self) -> ErrorInfo<'static> {
        self.catalog.errors.info(self.error)
    }

    /// Returns `true` if the code of the error has this argument.
    #[inline]
    pub(crate) fn is_code_arg(&self, name: &str) -> bool {
        match self.rule().map(|rule| rule.code) {
            Some(CodeRule::Pattern(pattern)) => pattern.has_parameter(name),
            _ => false,
        }
    }

    /// Returns the documented message if the response has one.
    #[inline]
    pub(crate) fn sent_message(&self) -> Option<&'static Pattern<'static>> {
        let message = self.info().more.message;
        message.filter(|_| self.has_field(Field::MESSAGE))
    }

    /// Returns the shape to write: the error's own, or the first one if the error's is only decoded.
    #[inline]
    pub(crate) fn shape(&self) -> Option<(u8, &'static Shape<'static>)> {
        let at = |place: u8| Some((place, self.catalog.shapes.get(usize::from(place))?));
        let own = at(self.catalog.errors.shape(self.error));
        own.filter(|(_, shape)| shape.template.is_some())
            .or_else(|| at(0))
    }

    /// Encodes the values, and decodes the result.
    #[inline]
    pub(crate) fn write(&self) -> Written {
        let (info, shape) = (self.info(), self.shape());
        let (place, shape) = shape.unzip();
        let of_rule = || Some(self.rule()?.families.first()?.saturating_mul(100));
        let documented = || info.statuses.first().copied().or_else(of_rule);
        let status = self.status.or_else(documented);
        let filled = self.filled(&info, shape, status);
        let value = |field: Field| self.field(field).or_else(|| find(&filled, &field));
        let delay = value(Field::RETRY_AFTER).and_then(|json| delay_in_body(shape?, json));
        let value_in_body = |field: Field| match field {
            Field::RETRY_AFTER if delay.is_some() => delay.as_deref(),
            field => value(field),
        };
        let mut body = String::new();
        let template = shape.and_then(|shape| shape.template);
        if let Some(template) =
            template.filter(|_| !self.rule().is_some_and(|rule| rule.empty_body))
        {
            encode(template, &value_in_body, &mut body);
        }
        let (transport, headers) = if shape.is_some_and(|shape| shape.websocket) {
            (Transport::WebSocket, Vec::new())
        } else {
            (Transport::Http(status), self.headers(shape, &value))
        };
        let pairs = headers.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs: Vec<(&str, &str)> = pairs.collect();
        let body = match self.catalog.rules {
            Some(rules) => notation::written(rules.notation, body),
            None => body,
        };
        let body = body.into_bytes();
        Written {
            shape: place,
            response: ErrorResponse::new(self.catalog, transport, &pairs.as_slice(), body),
        }
    }

    /// Returns the fields that follow from the catalog and the arguments.
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
            (
                Field::CODE,
                code.map(|code| self.scalar(Field::CODE, &code)),
            ),
            (Field::TYPE, info.error_type.map(string)),
            (Field::MESSAGE, Some(string(&self.message(info)))),
            (
                Field::STATUS,
                status.map(|status| self.scalar(Field::STATUS, &status)),
            ),
            (Field::DETAILS, self.details(info.more.details)),
            (Field::VIOLATIONS, self.violations(shape)),
            (Field::RETRY_AFTER, self.delay_of_message(info)),
        ];
        let known = known.into_iter();
        let known = known.filter_map(|(field, json)| Some((field, json?)));
        known.chain(self.fields_of_rule()).collect()
    }

    /// Returns the first further rule for the error.
    #[inline]
    fn rule(&self) -> Option<&'static Rule<'static>> {
        let rules = self.catalog.rules?;
        let mut all = rules.all();
        all.find(|rule| rule.error == self.error)
    }

    /// Returns the fields that the rule for the error requires.
    #[inline]
    fn fields_of_rule(&self) -> impl Iterator<Item = (Field, String)> {
        let rule = self.rule();
        let subcode = rule.and_then(|rule| Some((self.catalog.rules?.subcode, rule.subcode?)));
        let fields = rule.map_or(&[][..], |rule| rule.fields);
        // A pattern with arguments does not say what to write.
        let literal = fields
            .iter()
            .filter_map(|(field, pattern)| Some((*field, pattern.literal()?)));
        let fields = literal.chain(subcode);
        fields.map(|(field, text)| (field, self.value_of_rule(field, text)))
    }

    /// Returns the value of a condition as JSON: in a member of any type, a number or a Boolean is one.
    #[inline]
    fn value_of_rule(&self, field: Field, text: &str) -> String {
        let read = self.shape().and_then(|(_, shape)| reads(shape, field));
        let is_any = read.is_some_and(|read| read.ty == Type::Any);
        if is_any && (bool::from_json(text).is_some() || f64::from_json(text).is_some()) {
            text.to_string()
        } else {
            self.scalar(field, text)
        }
    }

    /// Returns the delay that the message states. It is also sent where clients without the catalog look for it.
    #[inline]
    fn delay_of_message(&self, info: &ErrorInfo<'static>) -> Option<String> {
        let is_stated = info.more.message?.has_parameter("retry_after");
        let json = self.arg("retry_after").filter(|_| is_stated)?;
        let seconds = delay::whole_seconds(delay::seconds(&header_text(json))?);
        Some(self.scalar(Field::RETRY_AFTER, &seconds.to_string()))
    }

    /// Returns the code of the kind for the status: a kind may have different codes for different statuses, or a pattern of codes.
    #[inline]
    fn code(&self, info: &ErrorInfo<'static>, status: Option<u16>) -> Option<Cow<'static, str>> {
        let under_status =
            |statuses: &[u16]| status.is_some_and(|status| statuses.contains(&status));
        let mut also = self.catalog.also.iter();
        let documented =
            match also.find(|also| also.error == self.error && under_status(also.statuses)) {
                Some(also) if !under_status(info.statuses) => Some(also.code),
                _ => info.code,
            };
        match (documented, self.rule().map(|rule| rule.code)) {
            (Some(code), _) => Some(Cow::Borrowed(code)),
            (None, Some(CodeRule::Pattern(pattern))) if pattern.parameters().next().is_some() => {
                Some(Cow::Owned(self.render(pattern)))
            }
            (None, Some(CodeRule::Range(first, _))) => Some(Cow::Owned(first.to_string())),
            (None, _) => None,
        }
    }

    /// Returns a scalar as JSON of the type that the shape has for this field: a number or a string.
    #[inline]
    pub(crate) fn scalar(&self, field: Field, text: &str) -> String {
        let ty = self.shape().and_then(|(_, shape)| reads(shape, field));
        let is_number = match ty.map(|read| read.ty) {
            Some(Type::Integer | Type::Number | Type::Delay(_)) => true,
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

    /// Returns the documented message with its arguments, otherwise the message for end users, otherwise the description.
    #[inline]
    fn message(&self, info: &ErrorInfo<'static>) -> String {
        match info.more.message.or_else(|| self.rule()?.message) {
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
                // A parameter without a name stands for any text.
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

    /// Returns the arguments that are members of the details, in the documented order.
    #[inline]
    fn details(&self, members: &[Detail<'static>]) -> Option<String> {
        let given = |member: &Detail<'static>| Some((member.name, self.member_arg(member)?));
        let mut given = members.iter().filter_map(given).peekable();
        given.peek()?;
        Some(object(given))
    }

    /// Returns the violations, or an empty list if the shape requires some.
    #[inline]
    fn violations(&self, shape: Option<&Shape<'_>>) -> Option<String> {
        let read = shape.and_then(|shape| reads(shape, Field::VIOLATIONS))?;
        (read.required || !self.violations.is_empty())
            .then(|| write_violations(read.ty, &self.violations))
    }

    /// Returns the headers: each field for which the catalog names one, and a delay for which the body has no field.
    #[inline]
    fn headers<'v>(
        &self,
        shape: Option<&Shape<'_>>,
        value: &impl Fn(Field) -> Option<&'v str>,
    ) -> Vec<(&'static str, String)> {
        let in_body = |field| shape.is_some_and(|shape| reads(shape, field).is_some());
        let mut headers: Vec<(&'static str, String)> = Vec::new();
        for source in Sources::of(self.catalog) {
            let field = source.field;
            let is_sent = headers::names(self.catalog, field) || !in_body(field);
            let text = value(field).filter(|_| is_sent && source.counts_for(Some(self.error)));
            let text = text.and_then(|json| headers::written(source, &header_text(json)));
            let text = text.filter(|text| arrives(text));
            if let Some((name, text)) = source.header_name().zip(text) {
                // Several fields may be parameters of one header.
                match headers.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, sent)) => *sent = [sent, ", ", &text].concat(),
                    None => headers.push((name, text)),
                }
            }
        }
        headers
    }

    /// Returns `true` if an error of this kind has the field, in the body or in a header that the catalog names.
    #[inline]
    pub(crate) fn has_field(&self, field: Field) -> bool {
        self.shape().is_some_and(|(_, shape)| {
            reads(shape, field).is_some() || !shape.websocket && headers::names(self.catalog, field)
        })
    }
}

/// Returns a delay in seconds in the form in which bodies of this shape have it, or `None` if that is seconds.
#[inline]
fn delay_in_body(shape: &Shape<'_>, seconds: &str) -> Option<String> {
    let Type::Delay(form) = reads(shape, Field::RETRY_AFTER)?.ty else {
        return None;
    };
    let delay = delay::seconds(&header_text(seconds))?;
    let written = delay::written(form, delay);
    Some(match (form, written) {
        (Form::Duration, Some(text)) => string(&text),
        (_, Some(number)) => number,
        (_, None) => String::from("null"),
    })
}

/// Returns `true` if the value of a header arrives unchanged: white space around it is removed, and clients read only ASCII.
#[inline]
fn arrives(value: &str) -> bool {
    value.is_ascii() && value.trim_ascii() == value && headers::can_hold(value)
}

/// Returns how the shape reads this field; `None` if it does not have the field.
#[inline]
pub(crate) fn reads<'t>(shape: &Shape<'t>, field: Field) -> Option<&'t Reads<'t>> {
    shape.reads.iter().find(|read| read.field == field)
}

/// Returns a field as the value of a header: the value of a string, otherwise JSON.
#[inline]
pub(crate) fn header_text(json: &str) -> String {
    String::from_json(json).unwrap_or_else(|| json.to_string())
}

/// Returns an argument as a part of a message: the value of a string, the items of a list with commas between them, otherwise
/// JSON.
#[inline]
pub(crate) fn shown(json: &str, ty: ValueType<'_>) -> String {
    if let Some(text) = String::from_json(json) {
        return text;
    }
    match json_parts::items(json) {
        Some(items) => {
            let items = items.into_iter().map(|item| shown(item, ty));
            items.collect::<Vec<String>>().join(", ")
        }
        // A float without a fractional part.
        None if ty == ValueType::Number => json.strip_suffix(".0").unwrap_or(json).to_string(),
        None => json.to_string(),
    }
}

#[inline]
fn find<'v, Q: ?Sized, K: PartialEq<Q>>(values: &'v [(K, String)], key: &Q) -> Option<&'v str> {
    let value = values.iter().find(|(known, _)| known == key);
    value.map(|(_, json)| json.as_str())
}

#[inline]
fn replace<K: PartialEq>(values: &mut Vec<(K, String)>, key: K, json: String) {
    values.retain(|(known, _)| *known != key);
    values.push((key, json));
}
