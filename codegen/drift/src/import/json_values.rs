//! JSON values of examples: the value at a path, and the common type of several values.

use api_error_catalog_model::model::ValueType;
use serde_json::Value;

/// Returns the value at a path; `0` is the first item of a list.
pub(super) fn value_at<'v, K: AsRef<str>>(value: &'v Value, path: &[K]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| match value {
        Value::Object(members) => members.get(key.as_ref()),
        Value::Array(items) if key.as_ref() == "0" => items.first(),
        _ => None,
    })
}

/// Returns the type of all of these values, as a catalog names it; `any` if they share none.
pub(super) fn common_type(values: &[&Value]) -> ValueType {
    let all = |is: fn(&Value) -> bool| values.iter().all(|value| is(value));
    if all(Value::is_string) {
        ValueType::String
    } else if all(|value| value.is_i64() || value.is_u64()) {
        ValueType::Integer
    } else if all(Value::is_number) {
        ValueType::Number
    } else if all(Value::is_boolean) {
        ValueType::Boolean
    } else {
        ValueType::Any
    }
}
