//! The JSON Schema of catalogs, derived from the structs that are read.
//!
//! The structs in `file.rs` derive their schemas, with the parts in `schema_parts.rs`. Types that accept values of several
//! types have their schemas here.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use crate::model::ValueType;
use crate::text::file::{CatalogFile, CodeText, DetailEntry, DurationText, LimitEntry, ScalarText};
use crate::text::schema_parts::schema_of;

/// Returns the schema of format version 1 as indented JSON, for editors that complete and check catalogs.
///
/// It refuses unknown keys and words, values of the wrong type and missing keys. Only [`open`](crate::open) checks
/// conditions on several values.
#[must_use]
pub fn schema() -> String {
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<CatalogFile<'static>>();
    schema.insert("title".to_owned(), json!("A catalog of an API's errors"));
    // Plain JSON always serializes.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

schema_of!(
    CodeText,
    "Code",
    |_generator| json_schema!({ "type": ["string", "integer"] })
);
schema_of!(
    DurationText,
    "Duration",
    |_generator| json_schema!({ "type": "string", "pattern": "^[0-9]+ *(ms|s|m|h)$" })
);
schema_of!(
    ScalarText,
    "Scalar",
    |_generator| json_schema!({ "type": ["string", "integer", "boolean"] })
);
schema_of!(LimitEntry<'_>, "Limit", |_generator| {
    let number = json!({ "type": "integer", "minimum": 0 });
    json_schema!({ "anyOf": [number, { "type": "object", "additionalProperties": number }] })
});

// Objects, lists and maps contain types again.
impl JsonSchema for DetailEntry<'_> {
    fn schema_name() -> Cow<'static, str> {
        "DetailType".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let word = json!({ "enum": ValueType::ALL.map(ValueType::as_str) });
        let values = json!({ "type": "string", "pattern": r"\|" });
        let of = generator.subschema_for::<DetailEntry<'static>>();
        let list = json!({ "type": "array", "items": of, "minItems": 1, "maxItems": 1 });
        let members = json!({ "type": "object", "additionalProperties": of, "minProperties": 1 });
        json_schema!({ "anyOf": [word, values, list, members] })
    }
}
