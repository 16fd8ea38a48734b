//! A body as the catalog documents it, made without the engine that is to read it.

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::model::{
    Catalog, Detail, DetailType, Error, FieldType, FieldUse, Identity, Pattern, Piece, Template,
    ValueType,
};
use serde_json::{Map, Value, json};

use crate::random::Random;

/// The contents of a response to write.
#[derive(Debug)]
pub(crate) struct Said<'c> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) error: &'c Error,
    pub(crate) code: Option<String>,
    pub(crate) status: u16,
    pub(crate) message: String,
    pub(crate) details: Option<Map<String, Value>>,
    /// The errors behind it in a list.
    pub(crate) further: Vec<Said<'c>>,
}

impl<'c> Said<'c> {
    /// All as documented.
    pub(crate) fn documented(
        catalog: &'c Catalog,
        error: &'c Error,
        identity: &Identity,
        random: &mut Random,
    ) -> Said<'c> {
        let message = match &error.message {
            Some(pattern) => message(pattern, random),
            None => plain_message(random),
        };
        let details = (!error.details.is_empty()).then(|| members(&error.details, random));
        let status = random.pick(&identity.statuses).copied().unwrap_or(400);
        Said {
            catalog,
            error,
            code: identity.code.clone(),
            status,
            message,
            details,
            further: Vec::new(),
        }
    }

    /// The body in this shape.
    pub(crate) fn body(&self, template: &Template, random: &mut Random) -> Value {
        match template {
            Template::Literal(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            Template::List(items) => {
                let all = [self].into_iter().chain(&self.further);
                all.flat_map(|said| {
                    items
                        .iter()
                        .map(|item| said.body(item, random))
                        .collect::<Vec<_>>()
                })
                .collect()
            }
            Template::Field(field) => self.field(field, random),
            Template::Object(members) => {
                let mut object = Map::new();
                for member in members {
                    if !self.leaves_out(&member.value, random) {
                        object.insert(member.name.clone(), self.body(&member.value, random));
                    }
                }
                Value::Object(object)
            }
        }
    }

    /// Returns `true` if an optional member is omitted this time. Members that identify the error, and its details, never are.
    fn leaves_out(&self, template: &Template, random: &mut Random) -> bool {
        let Template::Field(field) = template else {
            return false;
        };
        match field.name.as_str() {
            "code" | "message" => false,
            "type" => field.optional && self.error.error_type.is_none(),
            "details" => field.optional && self.details.is_none(),
            _ => field.optional && random.once_in(2),
        }
    }

    fn field(&self, field: &FieldUse, random: &mut Random) -> Value {
        match (field.name.as_str(), &field.ty) {
            (_, FieldType::ViolationList { field, message, .. }) => {
                let violation = [
                    (field.clone(), json!("name")),
                    (message.clone(), json!("Too short.")),
                ];
                json!([Map::from_iter(violation)])
            }
            (_, FieldType::ViolationMap { .. }) => json!({ "name": "Too short." }),
            (_, FieldType::ViolationTree { end, .. }) => json!({ "name": { end: ["Too short."] } }),
            ("code", _) => self.code(),
            ("type", _) => json!(self.error.error_type.as_deref().unwrap_or("some_type")),
            ("message", _) => json!(self.message),
            ("status", _) => json!(self.status),
            ("request_id", _) => json!(format!("req_{:012x}", random.next() >> 16)),
            ("details", _) => self
                .details
                .clone()
                .map_or_else(|| json!({}), Value::Object),
            _ if field.default.as_deref() == Some("code") => self.code(),
            (_, FieldType::Integer | FieldType::Number | FieldType::Delay(_)) => {
                json!(random.below(100))
            }
            (_, FieldType::String | FieldType::Any) => json!("something"),
        }
    }

    fn code(&self) -> Value {
        let code = self.code.as_deref().unwrap_or_default();
        let number = (self.catalog.code_type == CodeType::Integer)
            .then(|| code.parse::<i64>().ok())
            .flatten();
        number.map_or_else(|| json!(code), |number| json!(number))
    }
}

fn plain_message(random: &mut Random) -> String {
    let times = random.below(1_000_000);
    match random.below(10) {
        0 => format!(
            "This went wrong, said the server at try {times}: \"ask again\" or see the caf\u{e9}."
        ),
        _ => format!(
            "This went wrong, said the server at try {times}: ask again or see the documentation."
        ),
    }
}

/// A message of this form.
fn message(pattern: &Pattern, random: &mut Random) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Parameter(_, ValueType::String | ValueType::Any) => "something".to_owned(),
        Piece::Parameter(_, ValueType::Boolean) => "true".to_owned(),
        Piece::Parameter(_, ValueType::Decimal) => format!("{}.50", random.below(100)),
        Piece::Parameter(_, ValueType::Integer | ValueType::Number) => {
            random.below(1_000).to_string()
        }
    };
    pattern.pieces.iter().map(piece).collect()
}

fn members(details: &[Detail], random: &mut Random) -> Map<String, Value> {
    details
        .iter()
        .map(|detail| (detail.name.clone(), value(&detail.ty, random)))
        .collect()
}

fn value(ty: &DetailType, random: &mut Random) -> Value {
    match ty {
        DetailType::Value(ValueType::String | ValueType::Any) => json!("something"),
        DetailType::Value(ValueType::Integer) => json!(random.below(1_000)),
        DetailType::Value(ValueType::Number) => json!(random.below(1_000) as f64 / 4.0),
        DetailType::Value(ValueType::Decimal) => json!("12.50"),
        DetailType::Value(ValueType::Boolean) => json!(random.once_in(2)),
        DetailType::OneOf(values) => json!(random.pick(values)),
        DetailType::Object(details) => Value::Object(members(details, random)),
        DetailType::List(item) => json!([value(item, random)]),
        DetailType::Map(_, item) => json!({ "one": value(item, random) }),
    }
}
