//! `details` as they were sent, compared with those that the catalog declares.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_core::{Decimal, Value};
use api_error_catalog_model::model::{Detail, DetailType, Deviation, ValueType};
use serde_json::value::RawValue;

use crate::body_shape;

/// A difference between `details` and their declaration.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DetailDeviation {
    pub(super) kind: Deviation,
    /// The path, such as `details.parts[].size`.
    pub(super) path: String,
    /// The type that was sent.
    pub(super) sent_type: &'static str,
}

/// Returns how `details` differ from the declared ones, each difference once. JSON that is truncated is not compared.
pub(super) fn deviations(declared: &[Detail], json: &str) -> BTreeSet<DetailDeviation> {
    let mut check = Check::default();
    if json.starts_with('{') {
        check.object("details", declared, json);
    } else {
        check.differs("details", type_of(json));
    }
    check.0
}

#[derive(Default)]
struct Check(BTreeSet<DetailDeviation>);

impl Check {
    fn differs(&mut self, path: &str, sent_type: &'static str) {
        self.0.insert(DetailDeviation {
            kind: Deviation::DetailType,
            path: path.to_owned(),
            sent_type,
        });
    }

    fn object(&mut self, path: &str, declared: &[Detail], json: &str) {
        let Ok(members) = serde_json::from_str::<BTreeMap<String, &RawValue>>(json) else {
            return;
        };
        for detail in declared {
            let path = format!("{path}.{}", detail.name);
            let sent = members.get(&detail.name).map(|json| json.get());
            match sent.filter(|json| *json != "null") {
                Some(json) => self.value(&path, &detail.ty, json),
                None if detail.optional => {}
                None => self.differs(&path, "missing"),
            }
        }
        for (name, json) in &members {
            if !declared.iter().any(|detail| detail.name == *name) {
                self.0.insert(DetailDeviation {
                    kind: Deviation::ExtraField,
                    path: format!("{path}.{}", body_shape::safe_name(name)),
                    sent_type: type_of(json.get()),
                });
            }
        }
    }

    /// Compares a value as generated code reads it: a list or a map is lost if one of its values has another type, but an
    /// object is not.
    fn value(&mut self, path: &str, ty: &DetailType, json: &str) {
        match ty {
            DetailType::Object(members) if json.starts_with('{') => {
                self.object(path, members, json);
            }
            DetailType::List(item) if is_of_type(json, ty) => {
                let items: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
                for sent in items {
                    self.value(&format!("{path}[]"), item, sent.get());
                }
            }
            DetailType::Map(key, value) if is_of_type(json, ty) => {
                let values: BTreeMap<String, &RawValue> =
                    serde_json::from_str(json).unwrap_or_default();
                for sent in values.values() {
                    self.value(&format!("{path}.<{key}>"), value, sent.get());
                }
            }
            _ if is_of_type(json, ty) => {}
            _ => self.differs(path, type_of(json)),
        }
    }
}

/// Returns `true` if generated code could read the value with this type.
fn is_of_type(json: &str, ty: &DetailType) -> bool {
    match ty {
        DetailType::Value(ValueType::String) | DetailType::OneOf(_) => {
            String::from_json(json).is_some()
        }
        DetailType::Value(ValueType::Integer) => i64::from_json(json).is_some(),
        DetailType::Value(ValueType::Number) => f64::from_json(json).is_some(),
        DetailType::Value(ValueType::Decimal) => Decimal::from_json(json).is_some(),
        DetailType::Value(ValueType::Boolean) => bool::from_json(json).is_some(),
        DetailType::Value(ValueType::Any) => true,
        DetailType::Object(_) => json.starts_with('{'),
        DetailType::List(item) => serde_json::from_str::<Vec<&RawValue>>(json)
            .is_ok_and(|items| items.iter().all(|sent| is_of_type(sent.get(), item))),
        DetailType::Map(_, value) => serde_json::from_str::<BTreeMap<String, &RawValue>>(json)
            .is_ok_and(|values| values.values().all(|sent| is_of_type(sent.get(), value))),
    }
}

/// Returns the type of a JSON value, as a catalog names it.
fn type_of(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'"') => "string",
        Some(b'[') => "list",
        Some(b'{') => "object",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ if i64::from_json(json).is_some() => "integer",
        _ => "number",
    }
}
