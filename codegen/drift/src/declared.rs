//! The members of an error's `details` as values that can be compared one by one.

use api_error_catalog_model::model::{Detail, DetailType};

use crate::item::AspectValue;

/// Returns a value for each member, with its path and its type: `parts?[].size: integer`. A string with documented values
/// has a further value for each of them: `state | queued`.
pub(crate) fn declared_members(details: &[Detail]) -> Vec<String> {
    let mut values = Vec::new();
    add_members(&mut values, "", details);
    values
}

fn add_members(values: &mut Vec<String>, before: &str, details: &[Detail]) {
    for detail in details {
        let optional = if detail.optional { "?" } else { "" };
        let path = format!("{before}{}{optional}", detail.name);
        values.push(format!("{path}: {}", type_text(&detail.ty)));
        let (ty, suffix) = detail.ty.innermost();
        match ty {
            DetailType::Object(members) => {
                add_members(values, &format!("{path}{suffix}."), members);
            }
            DetailType::OneOf(documented) => {
                values.extend(
                    documented
                        .iter()
                        .map(|value| format!("{path}{suffix} | {value}")),
                );
            }
            _ => {}
        }
    }
}

fn type_text(ty: &DetailType) -> String {
    match ty {
        DetailType::Value(ty) => ty.to_string(),
        DetailType::OneOf(_) => "documented strings".to_owned(),
        DetailType::Object(_) => "object".to_owned(),
        DetailType::List(item) => format!("[{}]", type_text(item)),
        // The word for its keys is not part of the Rust type.
        DetailType::Map(_, value) => format!("map of {}", type_text(value)),
    }
}

/// Returns `true` if code that builds the error with the older members compiles with the newer ones. A new member of the details
/// themselves is a new field of a struct literal. The structs inside have constructors, which optional members do not change.
pub(crate) fn keeps_construction(old: &AspectValue, new: &AspectValue) -> bool {
    let added: Vec<&str> = new.values().filter(|value| !old.contains(value)).collect();
    let is_inside = |path: &&str| {
        let mut members = old.values().filter_map(|value| value.split_once(": "));
        members.any(|(outer, _)| {
            let inner = path.strip_prefix(outer);
            inner.is_some_and(|inner| inner.starts_with(['.', '[']))
        })
    };
    let optional: Vec<&str> = added
        .iter()
        .filter_map(|value| optional_path(value))
        .filter(is_inside)
        .collect();
    let is_harmless =
        |value: &str| value.contains(" | ") || optional.iter().any(|path| value.starts_with(path));
    old.known().is_some()
        && old.values().all(|value| new.contains(value))
        && added.into_iter().all(is_harmless)
}

/// Returns the path of an optional member, with its `?`.
fn optional_path(value: &str) -> Option<&str> {
    let (path, _) = value.split_once("?: ")?;
    value.get(..=path.len())
}
