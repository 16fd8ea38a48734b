//! The members of an error's `details`, from its own JSON examples.

use api_error_catalog_model::model::{Detail, DetailType};
use api_error_catalog_model::names;
use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::envelope::Wire;
use super::json_values::{common_type, value_at};
use api_error_catalog_pages::Page;

/// The members that the examples of one error have.
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
