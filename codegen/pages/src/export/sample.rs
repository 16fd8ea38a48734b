//! An envelope filled in, to show how an error looks.

use api_error_catalog_codegen::catalog::{Catalog, Error, FieldType, FieldUse, Template};
use api_error_catalog_core::table::CodeForm;
use serde_json::{Map, Value, json};

/// A body in the catalog's envelope, as of its first error.
pub(super) fn body(catalog: &Catalog, template: &Template) -> String {
    let filling = Filling { error: catalog.errors.first(), integer: catalog.code_form == CodeForm::Integer };
    format!("{:#}", filling.value(template))
}

struct Filling<'c> {
    error: Option<&'c Error>,
    integer: bool,
}

impl Filling<'_> {
    fn value(&self, template: &Template) -> Value {
        match template {
            Template::Literal(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            Template::List(item) => Value::Array(vec![self.value(item)]),
            Template::Field(field) => self.field(field),
            Template::Object(members) => {
                Value::Object(members.iter().map(|member| (member.name.clone(), self.value(&member.value))).collect())
            }
        }
    }

    fn field(&self, field: &FieldUse) -> Value {
        match (field.name.as_str(), &field.ty) {
            (_, FieldType::ViolationList(part, message)) => {
                let violation = [(part.clone(), json!("name")), (message.clone(), json!("What is wrong with it"))];
                Value::Array(vec![Value::Object(Map::from_iter(violation))])
            }
            (_, FieldType::ViolationMap) => json!({ "name": "What is wrong with it" }),
            ("code", _) => self.code(),
            ("type", _) => self.error.and_then(|error| error.type_name.as_deref()).map_or_else(|| json!("…"), |name| json!(name)),
            ("message", _) => json!("What went wrong, for a person"),
            ("status", _) => json!(self.error.and_then(|error| error.own.statuses.first()).unwrap_or(&400)),
            ("details", _) => json!({}),
            (_, _) if field.default.as_deref() == Some("code") => self.code(),
            (_, FieldType::Integer | FieldType::Number) => json!(1),
            (_, FieldType::String | FieldType::Any) => json!("…"),
        }
    }

    fn code(&self) -> Value {
        let code = self.error.and_then(|error| error.own.code.as_deref()).unwrap_or("…");
        let number = self.integer.then(|| code.parse::<i64>().ok()).flatten();
        number.map_or_else(|| json!(code), |number| json!(number))
    }
}
