//! The members of `details`, with types of every form inside each other.

use std::collections::BTreeSet;

use api_error_catalog_model::model::{Detail, DetailType, ValueType};
use api_error_catalog_model::names;
use proptest::prelude::*;
use proptest::sample::select;

use super::texts;

/// How deep objects, lists and maps are in each other.
const DEPTH: u32 = 3;

pub(super) fn details() -> BoxedStrategy<Vec<Detail>> {
    members(DEPTH, 0..4)
        .prop_map(|details| distinct_types(details, &mut BTreeSet::new(), "Details"))
        .boxed()
}

fn members(depth: u32, count: std::ops::Range<usize>) -> BoxedStrategy<Vec<Detail>> {
    let name = prop_oneof![2 => texts::field_name(), 1 => texts::wire_name()];
    prop::collection::vec((name, any::<bool>(), detail_type(depth)), count)
        .prop_map(|all| {
            let mut fields = BTreeSet::new();
            let detail = |(name, optional, ty)| Detail { name, optional, ty };
            let details = all.into_iter().map(detail).filter(|detail| {
                let name = &detail.name;
                let is_key = name.starts_with('<') && name.ends_with('>');
                let usable = !is_key && !name.ends_with('?') && name != "<<";
                usable && names::is_field(&detail.field()) && fields.insert(detail.field())
            });
            details.collect()
        })
        .boxed()
}

fn detail_type(depth: u32) -> BoxedStrategy<DetailType> {
    let value = select(ValueType::ALL.to_vec()).prop_map(DetailType::Value);
    if depth == 0 {
        return prop_oneof![4 => value, 1 => values()].boxed();
    }
    let inner = || detail_type(depth - 1).prop_map(Box::new);
    let object = members(depth - 1, 1..4).prop_map(|mut members| {
        if members.is_empty() {
            members.push(Detail {
                name: "only".to_owned(),
                optional: true,
                ty: DetailType::Value(ValueType::Any),
            });
        }
        DetailType::Object(members)
    });
    let key = select(&["key", "plan name", "ID_2"][..]).prop_map(str::to_owned);
    prop_oneof![
        6 => value,
        1 => values(),
        1 => object,
        1 => inner().prop_map(DetailType::List),
        1 => (key, inner()).prop_map(|(key, value)| DetailType::Map(key, value)),
    ]
    .boxed()
}

/// Values of a string, of which each gives another variant.
fn values() -> BoxedStrategy<DetailType> {
    prop::collection::vec(texts::wire_name(), 2..5)
        .prop_map(|all| {
            let mut variants = BTreeSet::new();
            let usable = |value: &String| {
                value.trim() == value
                    && !value.contains('|')
                    && names::of_value(value).is_some_and(|variant| variants.insert(variant))
            };
            let values: Vec<String> = all.into_iter().filter(usable).collect();
            let types = values
                .iter()
                .all(|value| ValueType::from_name(value).is_some());
            DetailType::OneOf(match values.len() {
                0 | 1 => vec!["other".to_owned(), "24h".to_owned()],
                _ if types => vec!["on".to_owned(), "off".to_owned()],
                _ => values,
            })
        })
        .boxed()
}

/// The members, with any value in place of what would need a type of a name that is taken.
fn distinct_types(details: Vec<Detail>, taken: &mut BTreeSet<String>, object: &str) -> Vec<Detail> {
    let distinct = |detail: Detail| {
        let name = names::of_member_type(object, &detail.name);
        Detail {
            ty: distinct_type(detail.ty, taken, &name),
            ..detail
        }
    };
    details.into_iter().map(distinct).collect()
}

fn distinct_type(ty: DetailType, taken: &mut BTreeSet<String>, name: &str) -> DetailType {
    match ty {
        DetailType::Value(_) => ty,
        DetailType::OneOf(_) if taken.insert(name.to_owned()) => ty,
        DetailType::Object(members) if taken.insert(name.to_owned()) => {
            DetailType::Object(distinct_types(members, taken, name))
        }
        DetailType::OneOf(_) | DetailType::Object(_) => DetailType::Value(ValueType::Any),
        DetailType::List(item) => {
            let item = distinct_type(*item, taken, &names::of_item_type(name));
            DetailType::List(Box::new(item))
        }
        DetailType::Map(key, value) => {
            let value = distinct_type(*value, taken, &names::of_map_value_type(name));
            DetailType::Map(key, Box::new(value))
        }
    }
}

/// A JSON object with all of these members, as generated code writes it.
#[must_use]
pub fn sample(details: &[Detail]) -> String {
    let member = |detail: &Detail| format!("{}:{}", json(&detail.name), sample_value(&detail.ty));
    let members: Vec<String> = details.iter().map(member).collect();
    format!("{{{}}}", members.join(","))
}

fn sample_value(ty: &DetailType) -> String {
    match ty {
        DetailType::Value(ValueType::String) => json("\"}\u{202e}\n"),
        DetailType::Value(ValueType::Integer) => "-9007199254740993".to_owned(),
        DetailType::Value(ValueType::Number) => "-0.5".to_owned(),
        DetailType::Value(ValueType::Decimal) => "12345678901234567890.10".to_owned(),
        DetailType::Value(ValueType::Boolean) => "false".to_owned(),
        DetailType::Value(ValueType::Any) => r#"{"a": [null, 1.50]}"#.to_owned(),
        DetailType::OneOf(values) => json(values.last().map_or("", String::as_str)),
        DetailType::Object(members) => sample(members),
        // The second item of strings with documented values is one that is not documented.
        DetailType::List(item) => match **item {
            DetailType::OneOf(_) => format!("[{},\"not documented\"]", sample_value(item)),
            _ => format!("[{0},{0}]", sample_value(item)),
        },
        DetailType::Map(key, value) => {
            format!("{{\"\":{0},{1}:{0}}}", sample_value(value), json(key))
        }
    }
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
