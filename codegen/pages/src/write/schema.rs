//! Envelopes as JSON Schema (2020-12).

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::model::{
    Catalog, Detail, DetailType, Error, FieldType, FieldUse, Identity, Piece, Template, ValueType,
};
use serde_json::{Map, Value, json};

use super::model::codes_of;

/// Returns the schema of the bodies with this template, or of those of one error.
pub(super) fn of_template(catalog: &Catalog, template: &Template, error: Option<&Error>) -> Value {
    Writer { catalog, error }.value(template)
}

/// Returns `true` if a body is valid by a schema of this module.
pub(super) fn fits(schema: &Value, body: &Value) -> bool {
    let of_type = schema.get("type").is_none_or(|ty| match ty.as_array() {
        Some(types) => types.iter().any(|ty| has_type(body, ty)),
        None => has_type(body, ty),
    });
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut members = properties.into_iter().flatten();
    let required = schema.get("required").and_then(Value::as_array);
    let mut required = required.into_iter().flatten();
    let allowed = schema.get("enum").and_then(Value::as_array);
    let any_of = schema.get("anyOf").and_then(Value::as_array);
    of_type
        && schema.get("const").is_none_or(|constant| constant == body)
        && allowed.is_none_or(|values| values.contains(body))
        && any_of.is_none_or(|schemas| schemas.iter().any(|schema| fits(schema, body)))
        && required.all(|name| name.as_str().is_some_and(|name| body.get(name).is_some()))
        && members.all(|(name, schema)| body.get(name).is_none_or(|value| fits(schema, value)))
        && each(
            schema.get("items"),
            body.as_array().map(|items| items.iter()),
        )
        && each(
            schema.get("additionalProperties"),
            body.as_object().map(|members| members.values()),
        )
}

fn each<'v>(schema: Option<&Value>, values: Option<impl Iterator<Item = &'v Value>>) -> bool {
    schema.is_none_or(|schema| {
        values
            .into_iter()
            .flatten()
            .all(|value| fits(schema, value))
    })
}

fn has_type(body: &Value, ty: &Value) -> bool {
    match ty.as_str() {
        Some("object") => body.is_object(),
        Some("array") => body.is_array(),
        Some("string") => body.is_string(),
        Some("number") => body.is_number(),
        // A number without a fraction is an integer, however it is written.
        Some("integer") => body.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some("boolean") => body.is_boolean(),
        Some("null") => body.is_null(),
        _ => false,
    }
}

struct Writer<'c> {
    catalog: &'c Catalog,
    error: Option<&'c Error>,
}

impl Writer<'_> {
    fn value(&self, template: &Template) -> Value {
        match template {
            Template::Literal(text) => {
                json!({ "const": serde_json::from_str::<Value>(text).unwrap_or(Value::Null) })
            }
            Template::List(items) => self.list(template, items),
            Template::Field(field) => self.field(field),
            Template::Object(members) => {
                let properties = members
                    .iter()
                    .map(|member| (member.name.clone(), self.value(&member.value)));
                let required = members
                    .iter()
                    .filter(|member| !member.value.is_optional())
                    .map(|member| member.name.as_str());
                object(properties.collect(), required.collect())
            }
        }
    }

    fn list(&self, list: &Template, items: &[Template]) -> Value {
        let item = |item: &Template| match item {
            Template::Field(FieldUse {
                ty:
                    FieldType::ViolationList {
                        field,
                        message,
                        mixed: true,
                    },
                ..
            }) => violation(field, message),
            item => self.value(item),
        };
        let schemas: Vec<Value> = items.iter().map(item).collect();
        match schemas.as_slice() {
            [only] => json!({ "type": "array", "items": only }),
            _ if list.is_positional() => {
                let optional = items.iter().rev().take_while(|item| item.is_optional());
                let least = items.len() - optional.count();
                json!({ "type": "array", "prefixItems": schemas, "minItems": least })
            }
            // A list may have further items.
            _ => {
                let any: Vec<Value> = schemas.into_iter().chain([json!({})]).collect();
                json!({ "type": "array", "items": { "anyOf": any } })
            }
        }
    }

    fn field(&self, field: &FieldUse) -> Value {
        match (field.name.as_str(), self.error) {
            ("code", Some(error)) => {
                let schema = self.code(error).map(|schema| stated("code", schema));
                schema.unwrap_or_else(|| match may_have_no_code(error) {
                    true => or_null(by_type(&field.ty)),
                    false => by_type(&field.ty),
                })
            }
            ("type", Some(error)) if error.error_type.is_some() => {
                stated("type", json!({ "const": error.error_type }))
            }
            ("message", Some(error)) if error.identified_by_message => message(error),
            ("details", Some(error)) if !error.details.is_empty() => {
                stated("details", details(&error.details))
            }
            // Servers write `null` where an optional field has no value.
            _ if field.optional => or_null(by_type(&field.ty)),
            _ => by_type(&field.ty),
        }
    }

    /// Returns every code of the error, or `None` if it may have any.
    fn code(&self, error: &Error) -> Option<Value> {
        if error.identities().any(holds_for_any_code) {
            return None;
        }
        let mut codes: Vec<Value> = Vec::new();
        for code in codes_of(error) {
            let number = (self.catalog.code_type == CodeType::Integer)
                .then(|| code.parse::<i64>().ok())
                .flatten();
            let value = number.map_or_else(|| json!(code), |number| json!(number));
            if !codes.contains(&value) {
                codes.push(value);
            }
        }
        if !codes.is_empty() && may_have_no_code(error) {
            codes.push(Value::Null);
        }
        match codes.as_slice() {
            [] => None,
            [only] => Some(json!({ "const": only })),
            _ => Some(json!({ "enum": codes })),
        }
    }
}

/// Returns `true` if something else than a code may identify the error.
fn may_have_no_code(error: &Error) -> bool {
    error.identities().any(|own| {
        let mut conditions = own.conditions.iter();
        own.code.is_none() && !conditions.any(|conditions| conditions.codes.is_some())
    })
}

/// Allows `null` in place of the value.
fn or_null(mut schema: Value) -> Value {
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push(json!("null")),
        Some(ty) => *ty = json!([ty.take(), "null"]),
        None => {}
    }
    schema
}

/// Returns `true` if conditions identify the error whatever the code.
fn holds_for_any_code(identity: &Identity) -> bool {
    let conditions = identity.conditions.as_ref();
    identity.code.is_none()
        && conditions.is_some_and(|conditions| {
            conditions.subcode.is_some()
                || conditions.message.is_some()
                || !conditions.fields.is_empty()
        })
}

/// Marks a member or a header with its field, so that its name does not matter when the document is imported.
pub(super) fn stated(field: &str, mut schema: Value) -> Value {
    schema["x-error-field"] = json!(field);
    schema
}

fn by_type(ty: &FieldType) -> Value {
    match ty {
        FieldType::String => json!({ "type": "string" }),
        FieldType::Integer => json!({ "type": "integer" }),
        FieldType::Number => json!({ "type": "number" }),
        FieldType::Any => json!({}),
        FieldType::Delay(_) => json!({ "type": ["string", "number"] }),
        FieldType::ViolationList { field, message, .. } => {
            json!({ "type": "array", "items": violation(field, message) })
        }
        FieldType::ViolationMap { .. } | FieldType::ViolationTree { .. } => {
            json!({ "type": "object", "additionalProperties": {} })
        }
    }
}

/// Returns the schema of an item of a list of violations. Either member may be missing, and a path may name a part. Names with
/// several places are not described.
fn violation(field: &str, message: &str) -> Value {
    let is_name = |name: &str| !name.is_empty() && !name.contains(['.', '|']);
    if !is_name(message) {
        return json!({});
    }
    let mut properties = Map::new();
    if is_name(field) {
        properties.insert(field.to_owned(), json!({}));
    }
    properties.insert(message.to_owned(), json!({ "type": "string" }));
    json!({ "type": "object", "properties": properties })
}

fn details(details: &[Detail]) -> Value {
    let properties = details
        .iter()
        .map(|detail| (detail.name.clone(), detail_type(&detail.ty)));
    let required = details
        .iter()
        .filter(|detail| !detail.optional)
        .map(|detail| detail.name.as_str());
    object(properties.collect(), required.collect())
}

fn detail_type(ty: &DetailType) -> Value {
    match ty {
        // An exact number may be sent as either.
        DetailType::Value(ValueType::Decimal) => json!({ "type": ["string", "number"] }),
        DetailType::Value(ValueType::Any) => json!({}),
        DetailType::Value(ty) => json!({ "type": ty.as_str() }),
        // Other strings may be sent as well.
        DetailType::OneOf(values) => {
            json!({ "anyOf": [{ "type": "string", "enum": values }, { "type": "string" }] })
        }
        DetailType::Object(members) => details(members),
        DetailType::List(item) => json!({ "type": "array", "items": detail_type(item) }),
        DetailType::Map(key, value) => {
            json!({ "type": "object", "additionalProperties": detail_type(value), "x-key": key })
        }
    }
}

fn object(properties: Map<String, Value>, required: Vec<&str>) -> Value {
    let mut schema = json!({ "type": "object", "properties": properties });
    if let (Some(schema), false) = (schema.as_object_mut(), required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

/// Returns a message pattern as an ECMA-262 regular expression.
fn message(error: &Error) -> Value {
    let Some(pattern) = &error.message else {
        return json!({ "type": "string" });
    };
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Parameter(..) => "[\\s\\S]*".to_owned(),
    };
    let expression: String = pattern.pieces.iter().map(piece).collect();
    json!({ "type": "string", "pattern": format!("^{expression}$") })
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "^$\\.*+?()[]{}|/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
