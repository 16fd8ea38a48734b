//! The members of an error's `details`, from its own JSON examples.

use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_model::model::ValueType;
use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::envelope::Wire;
use super::json_values::{common_type, value_at};
use api_error_catalog_pages::Page;
use api_error_catalog_pages::write::inline::unquoted;

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftDetail {
    pub(super) name: String,
    pub(super) ty: &'static str,
    pub(super) list: bool,
    pub(super) optional: bool,
}

impl DraftDetail {
    /// The entry of the member: `name: type`, or `name?: [type]`.
    pub(super) fn declaration(&self) -> YamlEntry {
        declaration(&self.name, self.optional, self.ty, self.list)
    }
}

/// The entry of a member: `name: type`, or `name?: [type]`.
#[must_use]
pub fn declaration(name: &str, is_optional: bool, ty: &str, is_list: bool) -> YamlEntry {
    let key = format!("{name}{}", if is_optional { "?" } else { "" });
    let ty = Yaml::Plain(ty.to_owned());
    let value = if is_list {
        Yaml::FlowList(vec![ty])
    } else {
        ty
    };
    YamlEntry::of(Yaml::Text(key), value)
}

/// The members that the examples of one error have.
pub(super) fn of(page: &Page, bodies: &[usize], wire: &Wire) -> Vec<DraftDetail> {
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
    let mut details: Vec<DraftDetail> = Vec::new();
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
        let (ty, list) = type_of(&found);
        fields.push(field);
        details.push(DraftDetail {
            name: key.clone(),
            ty,
            list,
            optional: found.len() < objects.len(),
        });
    }
    details
}

/// Reads a field as a reference page writes it: `` `name` (list of string, optional) ``.
pub(super) fn stated(text: &str) -> Option<DraftDetail> {
    let (name, rest) = text.strip_prefix('`')?.rsplit_once("` (")?;
    let rest = rest.strip_suffix(')')?;
    let (rest, optional) = rest
        .strip_suffix(", optional")
        .map_or((rest, false), |rest| (rest, true));
    let (ty, list) = rest
        .strip_prefix("list of ")
        .map_or((rest, false), |ty| (ty, true));
    let (ty, _) = ValueType::NAMES
        .into_iter()
        .find(|(known, _)| *known == ty)?;
    Some(DraftDetail {
        name: unquoted(name),
        ty,
        list,
        optional,
    })
}

/// Returns `true` if the generator makes a field of this member.
pub fn is_name(key: &str, field: &str) -> bool {
    key.chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && field.starts_with(|first: char| first.is_ascii_lowercase())
        && !matches!(field, "self" | "super" | "crate")
}

fn type_of(values: &[&Value]) -> (&'static str, bool) {
    let lists = values.iter().map(|value| value.as_array());
    let lists: Option<Vec<&Vec<Value>>> = lists
        .map(|items| items.filter(|items| !items.is_empty()))
        .collect();
    match lists {
        Some(lists) => {
            let items: Vec<&Value> = lists.into_iter().flatten().collect();
            (common_type(&items), true)
        }
        None => (common_type(values), false),
    }
}
