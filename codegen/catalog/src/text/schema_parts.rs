//! The parts of the JSON Schema that the attributes of `file.rs` name.

use std::borrow::Cow;
use std::marker::PhantomData;

use api_error_catalog_core::{Category, RetryStrategy};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map as Object, Value, json};

use crate::diagnostic::{Code, Level};
use crate::model::{FORMS, Role};
use crate::text::yaml::{Field, Map, OneOrMany};

/// Implements `JsonSchema` for a type, which may have parameters, by an expression. The schema is inlined.
macro_rules! schema_of {
    ($Type:ty $(where [$($Parameter:tt)*])?, $name:expr, |$generator:ident| $schema:expr) => {
        impl$(<$($Parameter)*>)? JsonSchema for $Type {
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

pub(super) use schema_of;

schema_of!(Field<'_, T> where [T: JsonSchema], T::schema_name(), |generator| generator.subschema_for::<T>());
schema_of!(OneOrMany<'_, T> where [T: JsonSchema], format!("OneOrMany_{}", T::schema_name()), |generator| {
    let item = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [item, { "type": "array", "items": item }] })
});
// A key without a value is an empty mapping.
schema_of!(Map<'_, K, T> where [K, T: JsonSchema], format!("Map_{}", T::schema_name()), |generator| {
    json_schema!({ "type": ["object", "null"], "additionalProperties": generator.subschema_for::<T>() })
});

/// An HTTP status.
pub(super) struct StatusNumber;

/// One HTTP status or several.
pub(super) type Statuses<'t> = Field<'t, OneOrMany<'t, StatusNumber>>;

/// An HTTP status, or hundreds of them.
pub(super) struct StatusOrFamily;

/// One HTTP status or several, or hundreds of them.
pub(super) type StatusesOrFamilies<'t> = Field<'t, OneOrMany<'t, StatusOrFamily>>;

/// What may be in any case.
pub(super) struct IgnoredCases;

/// The roles of columns, by number or header.
pub(super) struct ColumnRoles;

/// The levels of lints by their names.
pub(super) struct LintNames;

/// Errors that a page lists, which need no evidence.
pub(super) struct Documented<T>(PhantomData<T>);

/// Errors that need evidence.
pub(super) struct Observed<T>(PhantomData<T>);

schema_of!(
    StatusNumber,
    "Status",
    |_generator| json_schema!({ "type": "integer", "minimum": 100, "maximum": 999 })
);
schema_of!(StatusOrFamily, "StatusOrFamily", |_generator| {
    json_schema!({ "anyOf": [{ "type": "integer", "minimum": 100, "maximum": 999 }, { "type": "string", "pattern": "^[1-9]xx$" }] })
});
schema_of!(IgnoredCases, "IgnoredCases", |_generator| {
    json_schema!({ "type": "array", "items": { "enum": ["codes", "members"] } })
});
schema_of!(ColumnRoles, "Columns", |_generator| {
    json_schema!({ "type": ["object", "null"], "additionalProperties": { "enum": Role::ALL.map(Role::as_str) } })
});
schema_of!(LintNames, "Lints", |_generator| {
    let level = json!(Level::ALL.map(Level::as_str));
    let entry = |lint: Code| {
        (
            lint.id().to_owned(),
            json!({ "description": format!("{}.", lint.title()), "enum": level }),
        )
    };
    let lints: Object<String, Value> = Code::lints().map(entry).collect();
    json_schema!({ "type": ["object", "null"], "properties": lints, "additionalProperties": false })
});

schema_of!(Documented<T> where [T: JsonSchema], "Documented", |generator| {
    errors(generator.subschema_for::<T>(), json!({ "properties": { "seen": false } }))
});
schema_of!(Observed<T> where [T: JsonSchema], "Observed", |generator| {
    errors(generator.subschema_for::<T>(), json!({ "required": ["seen"] }))
});

/// Returns a mapping of errors that also fulfill a condition.
fn errors(error: Schema, condition: Value) -> Schema {
    json_schema!({ "type": ["object", "null"], "additionalProperties": { "allOf": [error, condition] } })
}

pub(super) fn categories() -> Vec<&'static str> {
    Category::ALL
        .iter()
        .map(|category| category.as_str())
        .collect()
}

pub(super) fn strategies() -> Vec<&'static str> {
    RetryStrategy::ALL
        .iter()
        .map(|strategy| strategy.as_str())
        .collect()
}

pub(super) fn three_digits() -> Value {
    json!({ "pattern": "^[1-9][0-9][0-9]$" })
}

pub(super) fn four_digits() -> Value {
    json!({ "pattern": "^[1-4][0-9][0-9][0-9]$" })
}

pub(super) fn forms() -> Vec<&'static str> {
    FORMS.iter().map(|(word, _)| *word).collect()
}

/// Allows a word in place of the mapping that has it under `strategy`.
pub(super) fn or_advice(schema: &mut Schema) {
    or(schema, json!({ "enum": strategies() }));
}

/// Allows a string in place of the mapping that has it under `body`.
pub(super) fn or_text(schema: &mut Schema) {
    or(schema, json!({ "type": "string" }));
}

fn or(schema: &mut Schema, short: Value) {
    let mut long = std::mem::take(schema);
    let description = long.remove("description");
    *schema = json_schema!({ "description": description, "anyOf": [short, long] });
}
