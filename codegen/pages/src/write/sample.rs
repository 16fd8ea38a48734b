//! Bodies that show the format of an error.

use api_error_catalog_core::Form;
use api_error_catalog_core::table::{Catalog as Tables, CodeType};
use api_error_catalog_core::{ErrorResponse, Resolution, Transport};
use api_error_catalog_model::model::{
    Catalog, Detail, DetailType, Error, FieldType, FieldUse, Piece, Shape, Template, ValueType,
};
use serde_json::{Map, Value, json};

/// A body as a response may contain it.
pub(super) struct SampleBody {
    /// The status; `None` if none is documented, or if several are possible.
    pub(super) status: Option<u16>,
    /// The JSON.
    pub(super) text: String,
    /// `true` if it is from the catalog, `false` if it was generated from the envelope.
    pub(super) documented: bool,
}

/// Returns a body in the catalog's envelope for its first error, with every optional field.
pub(super) fn body(catalog: &Catalog, template: &Template) -> String {
    let filling = Filling {
        error: catalog.errors.first(),
        integer: catalog.code_type == CodeType::Integer,
        whole: true,
    };
    format!("{:#}", filling.value(template))
}

/// Returns the catalog's example bodies of the error at this index, or a body that is generated from the envelope.
///
/// A body is generated only for a documented error, and only if the engine decodes it as that error.
pub(super) fn of_error(catalog: &Catalog, tables: &Tables<'_>, place: usize) -> Vec<SampleBody> {
    let Some(error) = catalog.errors.get(place) else {
        return Vec::new();
    };
    let only_status = match error.own.statuses.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let documented = error.examples.iter().map(|example| SampleBody {
        status: example.status.or(only_status),
        text: example.body.clone(),
        documented: true,
    });
    let documented: Vec<SampleBody> = documented.collect();
    if !documented.is_empty() || error.seen.is_some() {
        return documented;
    }
    let Some(shape) = shape(catalog, error) else {
        return Vec::new();
    };
    let filling = Filling {
        error: Some(error),
        integer: catalog.code_type == CodeType::Integer,
        whole: false,
    };
    let text = filling.value(&shape.template).to_string();
    let known = u16::try_from(place).ok().map(Resolution::Known);
    if known != Some(read(tables, error, shape, &text)) {
        return Vec::new();
    }
    vec![SampleBody {
        status: only_status,
        text,
        documented: false,
    }]
}

/// Returns the shape in which an error is written.
pub(super) fn shape<'c>(catalog: &'c Catalog, error: &Error) -> Option<&'c Shape> {
    catalog
        .shapes
        .get(error.shape)
        .filter(|shape| shape.written)
        .or_else(|| catalog.shapes.first())
}

/// Returns the error as which the engine decodes a body in this shape, with the error's first status.
fn read(tables: &Tables<'_>, error: &Error, shape: &Shape, body: &str) -> Resolution {
    let families = error.own.conditions.iter().flat_map(|own| &own.families);
    let mut statuses = error
        .own
        .statuses
        .iter()
        .copied()
        .chain(families.map(|family| family * 100));
    let status = statuses.next();
    let transport = if shape.websocket {
        Transport::WebSocket
    } else {
        Transport::Http(status)
    };
    let no_headers: &[(&str, &str)] = &[];
    ErrorResponse::new(tables, transport, &no_headers, body.as_bytes().to_vec()).resolution()
}

struct Filling<'c> {
    error: Option<&'c Error>,
    integer: bool,
    /// Whether to include optional fields for which the error has no value.
    whole: bool,
}

impl Filling<'_> {
    fn value(&self, template: &Template) -> Value {
        match template {
            Template::Literal(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            Template::List(items) => {
                let there = items.iter().filter(|item| {
                    let optional = template.is_optional_item(item);
                    items.len() == 1 || self.whole || !optional || self.says(item)
                });
                let values = there.flat_map(|item| match (item, self.value(item)) {
                    // Violations are items among the others.
                    (Template::Field(field), Value::Array(items)) if is_mixed(&field.ty) => items,
                    (_, value) => vec![value],
                });
                values.collect()
            }
            Template::Field(field) => self.field(field),
            Template::Object(members) => {
                let there = members.iter().filter(|member| {
                    self.whole || !member.value.is_optional() || self.says(&member.value)
                });
                there
                    .map(|member| (member.name.clone(), self.value(&member.value)))
                    .collect::<Map<_, _>>()
                    .into()
            }
        }
    }

    /// Returns `true` if the catalog states the error's value of a field in this template.
    fn says(&self, template: &Template) -> bool {
        let Some(error) = self.error else {
            return false;
        };
        template.has("code") && error.own.code.is_some()
            || template.has("type") && error.error_type.is_some()
            || template.has("details") && !error.details.is_empty()
            || template.has("message")
            || self.required().any(|(name, _)| template.has(name))
    }

    /// Returns the fields that identify the error besides its code, each with its value.
    fn required(&self) -> impl Iterator<Item = (&str, &str)> {
        let error = self.error.filter(|_| !self.whole);
        let conditions = error.and_then(|error| error.own.conditions.as_deref());
        let subcode = conditions.and_then(|conditions| conditions.subcode.as_deref());
        let fields = conditions.into_iter().flat_map(|own| &own.fields);
        let literal = fields.filter(|(_, value)| !value.has_argument());
        let literal = literal.map(|(name, value)| (name.as_str(), value.text.as_str()));
        subcode
            .map(|code| ("subcode", code))
            .into_iter()
            .chain(literal)
    }

    fn field(&self, field: &FieldUse) -> Value {
        if let Some((_, value)) = self.required().find(|(name, _)| *name == field.name) {
            return match field.ty {
                FieldType::String => json!(value),
                _ => serde_json::from_str(value).unwrap_or_else(|_| json!(value)),
            };
        }
        match (field.name.as_str(), &field.ty) {
            (_, FieldType::ViolationList { message, .. }) if message.is_empty() => {
                json!([INVALID])
            }
            (_, FieldType::ViolationList { field, message, .. }) => {
                let mut item = json!({});
                if !field.is_empty() {
                    put(&mut item, field, json!("name"));
                }
                put(&mut item, message, json!(INVALID));
                json!([item])
            }
            (_, FieldType::ViolationMap { lists, .. }) => {
                json!({ "name": if *lists { json!([INVALID]) } else { json!(INVALID) } })
            }
            (_, FieldType::ViolationTree { end, message }) => {
                let mut item = json!(INVALID);
                if !message.is_empty() {
                    item = json!({});
                    put(&mut item, message, json!(INVALID));
                }
                json!({ "name": { end: [item] } })
            }
            ("code", _) => self.code(),
            ("type", _) => {
                let name = self.error.and_then(|error| error.error_type.as_deref());
                json!(name.unwrap_or("…"))
            }
            ("message", _) => json!(self.message()),
            ("status", _) => json!(
                self.error
                    .and_then(|error| error.own.statuses.first())
                    .unwrap_or(&400)
            ),
            ("details", _) => self.details(),
            (_, _) if field.default.as_deref() == Some("code") => self.code(),
            (_, FieldType::Integer | FieldType::Number) => json!(1),
            (_, FieldType::Delay(form)) => delay_sample(*form),
            (_, FieldType::String | FieldType::Any) => json!("…"),
        }
    }

    fn code(&self) -> Value {
        if !self.whole && self.error.is_some_and(|error| error.own.code.is_none()) {
            return Value::Null;
        }
        let code = self.error.and_then(|error| error.own.code.as_deref());
        let code = code.unwrap_or("…");
        let number = self.integer.then(|| code.parse::<i64>().ok()).flatten();
        number.map_or_else(|| json!(code), |number| json!(number))
    }

    /// Returns the message that the engine's builder would write, unless the message pattern is documented.
    fn message(&self) -> String {
        match self.error.filter(|_| !self.whole) {
            None => "A message for people".to_owned(),
            Some(Error {
                message: Some(pattern),
                ..
            }) => pattern.pieces.iter().map(piece).collect(),
            Some(error) => {
                let message = error.user_message.as_ref();
                message.unwrap_or(&error.description).clone()
            }
        }
    }

    fn details(&self) -> Value {
        members(self.error.map_or(&[][..], |error| &error.details))
    }
}

/// The message of a violation.
const INVALID: &str = "This value is not valid";

fn is_mixed(ty: &FieldType) -> bool {
    matches!(ty, FieldType::ViolationList { mixed: true, .. })
}

/// Adds a value at the first of these places, such as `source.pointer|parameter`.
fn put(object: &mut Value, places: &str, value: Value) {
    let path = places.split('|').next().unwrap_or_default();
    let slot = path.split('.').fold(object, |object, step| {
        if !object.is_object() {
            *object = json!({});
        }
        &mut object[step]
    });
    *slot = value;
}

fn members(details: &[Detail]) -> Value {
    details
        .iter()
        .map(|detail| (detail.name.clone(), value(&detail.ty)))
        .collect::<Map<_, _>>()
        .into()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => text.clone(),
        Piece::Parameter(name, ValueType::String | ValueType::Boolean | ValueType::Any) => {
            name.clone()
        }
        Piece::Parameter(_, ValueType::Integer | ValueType::Number) => "10".to_owned(),
        Piece::Parameter(_, ValueType::Decimal) => "1.50".to_owned(),
    }
}

fn value(ty: &DetailType) -> Value {
    match ty {
        DetailType::Value(ValueType::String | ValueType::Any) => json!("…"),
        DetailType::Value(ValueType::Integer | ValueType::Number) => json!(10),
        DetailType::Value(ValueType::Decimal) => json!("1.50"),
        DetailType::Value(ValueType::Boolean) => json!(true),
        DetailType::OneOf(values) => json!(values.first()),
        DetailType::Object(details) => members(details),
        DetailType::List(item) => json!([value(item)]),
        DetailType::Map(key, item) => json!({ key: value(item) }),
    }
}

/// Returns a delay, or a moment, in this form.
fn delay_sample(form: Form) -> Value {
    match form {
        Form::Plain | Form::Percent => json!(1),
        Form::Milliseconds => json!(1000),
        Form::Epoch => json!(1_800_000_000),
        Form::EpochMilliseconds => json!(1_800_000_000_000_u64),
        Form::Date => json!("2027-01-15T08:00:00Z"),
        Form::Duration => json!("1s"),
        Form::RetryInfo => json!("CgIIAQ"),
    }
}
