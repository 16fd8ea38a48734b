//! The JSON Schema of catalogs, made from the very structs that are read.
//!
//! The structs of `file.rs` derive theirs; here is what their attributes name, and the types that know their places.

use std::borrow::Cow;

use api_error_catalog_core::{Class, RetryWhen};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map as Object, Value, json};

use crate::diagnostic::{Code, Level};
use crate::model::ValueType;
use crate::model::hint::Role;
use crate::text::file::{CodeText, DetailType, ErrorEntry, File, Limit};
use crate::text::yaml::{Field, Map, OneOrMany};

/// The schema of format version 1, by which an editor completes and checks catalogs, as indented JSON. It refuses
/// unknown keys and words, values of the wrong form and what is missing; what needs more than one value to tell, only
/// [`load`](crate::text::load) does.
#[must_use]
pub fn schema() -> String {
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<File>();
    schema.insert("title".to_owned(), json!("A catalog of an API's errors"));
    // Plain JSON always serializes.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// Gives a type the schema that an expression says, under its own name or wherever it is used.
macro_rules! schema_of {
    ($Type:ty, $name:literal, |$generator:ident| $schema:expr) => {
        impl JsonSchema for $Type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany_{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [item, { "type": "array", "items": item }] })
    }
}

impl<K, T: JsonSchema> JsonSchema for Map<K, T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Map_{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    /// A key with nothing behind it is an empty mapping.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["object", "null"], "additionalProperties": generator.subschema_for::<T>() })
    }
}

/// An HTTP status.
pub(crate) struct Status;

/// The roles of columns by their numbers or headers.
pub(crate) struct Columns;

/// The levels of lints by their names.
pub(crate) struct LintLevels;

/// Errors that a page lists, and so need no evidence.
pub(crate) struct Documented;

/// Errors that need evidence.
pub(crate) struct Observed;

schema_of!(
    Status,
    "Status",
    |_generator| json_schema!({ "type": "integer", "minimum": 100, "maximum": 599 })
);
schema_of!(
    CodeText,
    "Code",
    |_generator| json_schema!({ "type": ["string", "integer"] })
);
schema_of!(Limit, "Limit", |_generator| {
    let number = json!({ "type": "integer", "minimum": 0 });
    json_schema!({ "anyOf": [number, { "type": "object", "additionalProperties": number }] })
});
schema_of!(DetailType, "DetailType", |_generator| {
    let word = json!({ "enum": ValueType::NAMES.map(|(name, _)| name) });
    json_schema!({ "anyOf": [word, { "type": "array", "items": word, "minItems": 1, "maxItems": 1 }] })
});
schema_of!(Columns, "Columns", |_generator| {
    json_schema!({ "type": ["object", "null"], "additionalProperties": { "enum": words(Role::NAMES) } })
});
schema_of!(LintLevels, "Lints", |_generator| {
    let level = json!(Level::NAMES.map(|(word, _)| word));
    let entry = |lint: Code| {
        (
            lint.id().to_owned(),
            json!({ "description": format!("{}.", lint.title()), "enum": level }),
        )
    };
    let lints: Object<String, Value> = Code::lints().map(entry).collect();
    json_schema!({ "type": ["object", "null"], "properties": lints, "additionalProperties": false })
});
schema_of!(Documented, "Documented", |generator| {
    let error = generator.subschema_for::<ErrorEntry>();
    let documented = json!({ "properties": { "seen": false } });
    json_schema!({ "type": ["object", "null"], "additionalProperties": { "allOf": [error, documented] } })
});
schema_of!(Observed, "Observed", |generator| {
    let error = generator.subschema_for::<ErrorEntry>();
    json_schema!({ "type": ["object", "null"], "additionalProperties": { "allOf": [error, { "required": ["seen"] }] } })
});

/// The words of a closed list.
pub(crate) fn words<T>(names: &[(&'static str, T)]) -> Vec<&'static str> {
    names.iter().map(|(word, _)| *word).collect()
}

pub(crate) fn classes() -> Vec<&'static str> {
    Class::ALL.iter().map(|class| class.as_str()).collect()
}

pub(crate) fn advice() -> Vec<&'static str> {
    RetryWhen::ALL.iter().map(|when| when.as_str()).collect()
}

pub(crate) fn three_digits() -> Value {
    json!({ "pattern": "^[1-5][0-9][0-9]$" })
}

pub(crate) fn four_digits() -> Value {
    json!({ "pattern": "^[1-4][0-9][0-9][0-9]$" })
}

/// A word may stand for the mapping that says it under `when`.
pub(crate) fn or_advice(schema: &mut Schema) {
    or(schema, json!({ "enum": advice() }));
}

/// A text may stand for the mapping that has it.
pub(crate) fn or_text(schema: &mut Schema) {
    or(schema, json!({ "type": "string" }));
}

fn or(schema: &mut Schema, short: Value) {
    let mut long = std::mem::take(schema);
    let description = long.remove("description");
    *schema = json_schema!({ "description": description, "anyOf": [short, long] });
}
