//! The members of an error's `details`, from its own JSON examples.

use std::collections::HashSet;

use api_error_catalog_model::model::{Detail, DetailType, ValueType};
use api_error_catalog_model::names;
use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::envelope::Wire;
use super::json_values::{common_type, value_at};
use api_error_catalog_pages::Page;

/// Returns the members that the examples of one error have.
pub(super) fn of(page: &Page, bodies: &[usize], wire: &Wire) -> Vec<Detail> {
    let paths = || {
        std::iter::once(&wire.envelope)
            .chain(&wire.decode_only)
            .filter_map(|form| form.details.as_ref())
    };
    let objects: Vec<&Map<String, Value>> = bodies
        .iter()
        .filter_map(|body| page.bodies.get(*body)?.value.as_ref())
        .filter_map(|value| paths().find_map(|path| value_at(value, path)?.as_object()))
        .collect();
    let mut details: Vec<Detail> = Vec::new();
    let mut fields: Vec<String> = Vec::new();
    for key in objects.iter().flat_map(|object| object.keys()) {
        let field = key.to_snake_case();
        if !is_name(key, &field) || fields.contains(&field) {
            continue;
        }
        let found: Vec<&Value> = objects
            .iter()
            .filter_map(|object| object.get(key))
            .collect();
        fields.push(field);
        details.push(Detail {
            name: key.clone(),
            optional: found.len() < objects.len(),
            ty: type_of(&found),
        });
    }
    details
}

/// Returns `true` if the generator makes a field of this member.
pub fn is_name(key: &str, field: &str) -> bool {
    key.chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && names::is_field(field)
}

fn type_of(values: &[&Value]) -> DetailType {
    let lists = values.iter().map(|value| value.as_array());
    let lists: Option<Vec<&Vec<Value>>> = lists
        .map(|items| items.filter(|items| !items.is_empty()))
        .collect();
    match lists {
        Some(lists) => {
            let items: Vec<&Value> = lists.into_iter().flatten().collect();
            DetailType::List(Box::new(DetailType::Value(common_type(&items))))
        }
        None => DetailType::Value(common_type(values)),
    }
}

/// Returns stated members as a catalog can declare them. A page that was edited may state others.
pub(super) fn declarable(details: impl Iterator<Item = Detail>) -> Vec<Detail> {
    Declarable::default().members(details, "", 1)
}

/// The types and members that were declared so far.
#[derive(Default)]
struct Declarable {
    types: HashSet<String>,
    count: usize,
}

impl Declarable {
    fn members(
        &mut self,
        details: impl Iterator<Item = Detail>,
        object: &str,
        depth: usize,
    ) -> Vec<Detail> {
        let mut fields = HashSet::new();
        let mut members = Vec::new();
        for detail in details {
            let field = detail.field();
            let is_key = names::is_map_key(&detail.name) || detail.name == "<<";
            let is_member = names::is_field(&field) && !is_key && !detail.name.ends_with('?');
            if is_member && self.count < Detail::MAX && fields.insert(field) {
                self.count += 1;
                let name = names::of_member_type(object, &detail.name);
                let ty = self.ty(detail.ty, &name, depth);
                members.push(Detail { ty, ..detail });
            }
        }
        members
    }

    /// Returns the type, or a wider one that needs no name in Rust.
    fn ty(&mut self, ty: DetailType, name: &str, depth: usize) -> DetailType {
        let any = DetailType::Value(ValueType::Any);
        match ty {
            DetailType::Value(_) => ty,
            DetailType::OneOf(values) => {
                if are_declarable(&values) && self.types.insert(name.to_owned()) {
                    DetailType::OneOf(values)
                } else {
                    DetailType::Value(ValueType::String)
                }
            }
            _ if depth > DetailType::MAX_DEPTH => any,
            DetailType::Object(members) => {
                let is_new = self.types.insert(name.to_owned());
                let members = self.members(members.into_iter(), name, depth + 1);
                if is_new && !members.is_empty() {
                    DetailType::Object(members)
                } else {
                    any
                }
            }
            DetailType::List(item) => {
                let item = self.ty(*item, &names::of_item_type(name), depth + 1);
                DetailType::List(Box::new(item))
            }
            DetailType::Map(key, value) if names::is_map_key(&format!("<{key}>")) => {
                let value = self.ty(*value, &names::of_map_value_type(name), depth + 1);
                DetailType::Map(key, Box::new(value))
            }
            DetailType::Map(..) => any,
        }
    }
}

/// Returns `true` if the values of a string can be written as `a | b`, and each of them gives another variant.
fn are_declarable(values: &[String]) -> bool {
    let mut variants = HashSet::new();
    let mut each = values.iter();
    values.len() > 1
        && each.all(|value| {
            let variant = names::of_value(value);
            value.trim() == value
                && !value.contains('|')
                && variant.is_some_and(|variant| variants.insert(variant))
        })
        && !values
            .iter()
            .all(|value| ValueType::from_name(value).is_some() || value == "null")
}
