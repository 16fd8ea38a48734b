//! The document in OpenAPI 3.0, for tools that do not read 3.1 (`openapiv3`, and with it progenitor).
//!
//! The versions differ in their schemas: 3.0 has neither `const` nor a list of types. It also requires `paths`.

use serde_json::{Value, json};

/// Turns a document of OpenAPI 3.1 into one of 3.0 that accepts the same bodies.
pub(super) fn downgrade(document: &mut Value) {
    document["openapi"] = json!("3.0.3");
    document["paths"] = json!({});
    let schemas = document.pointer_mut("/components/schemas");
    let schemas = schemas.and_then(Value::as_object_mut);
    schemas
        .into_iter()
        .flat_map(|schemas| schemas.values_mut())
        .for_each(downgrade_schema);
}

fn downgrade_schema(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    if let Some(constant) = keywords.remove("const") {
        keywords.insert("enum".to_owned(), json!([constant]));
    }
    if let Some(Value::Array(values)) = keywords.get("enum") {
        let nullable = values.contains(&Value::Null);
        let mut types = values
            .iter()
            .filter(|value| !value.is_null())
            .map(type_name);
        let first = types.next().flatten();
        let ty = first.filter(|ty| types.all(|other| other == Some(*ty)));
        if let Some(ty) = ty {
            keywords.insert("type".to_owned(), json!(ty));
        }
        if nullable {
            keywords.insert("nullable".to_owned(), json!(true));
        }
    }
    if let Some(Value::Array(types)) = keywords.get_mut("type") {
        let before = types.len();
        types.retain(|ty| ty != "null");
        let nullable = types.len() < before;
        if let [only] = types.as_slice() {
            let only = only.clone();
            keywords.insert("type".to_owned(), only);
        }
        if nullable {
            keywords.insert("nullable".to_owned(), json!(true));
        }
    }
    if let Some(Value::Array(types)) = keywords.get("type") {
        let each: Vec<Value> = types.iter().map(|ty| json!({ "type": ty })).collect();
        keywords.remove("type");
        keywords.insert("anyOf".to_owned(), each.into());
    }
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("items" | "additionalProperties", inner) => downgrade_schema(inner),
            ("properties", Value::Object(members)) => {
                members.values_mut().for_each(downgrade_schema);
            }
            ("anyOf", Value::Array(schemas)) => schemas.iter_mut().for_each(downgrade_schema),
            _ => {}
        }
    }
}

/// Returns the type of a constant. An array or an object would have to describe what is in it.
fn type_name(value: &Value) -> Option<&'static str> {
    match value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
