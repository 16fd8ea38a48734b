//! The members of an error's `details` as a nested list: `` - `parts` (list of object, optional) ``. The reader
//! recognizes it.

use api_error_catalog_model::model::{Detail, DetailType, ValueType};

use crate::write::inline::{unquoted, wire};

/// How far the members of an object are indented.
const INDENT: &str = "  ";

/// Returns the lines of the list.
pub(super) fn lines(details: &[Detail]) -> Vec<String> {
    let mut lines = Vec::new();
    add_lines(&mut lines, details, 0);
    lines
}

fn add_lines(lines: &mut Vec<String>, details: &[Detail], depth: usize) {
    for detail in details {
        let optional = if detail.optional { ", optional" } else { "" };
        lines.push(format!(
            "{}- {} ({}{optional})",
            INDENT.repeat(depth),
            wire(&detail.name),
            type_text(&detail.ty)
        ));
        add_lines(lines, detail.ty.members(), depth + 1);
    }
}

fn type_text(ty: &DetailType) -> String {
    match ty {
        DetailType::Value(ty) => ty.to_string(),
        DetailType::OneOf(values) => {
            let values: Vec<String> = values.iter().map(|value| wire(value)).collect();
            format!("one of {}", values.join(", "))
        }
        DetailType::Object(_) => "object".to_owned(),
        DetailType::List(item) => format!("list of {}", type_text(item)),
        DetailType::Map(key, value) => format!("map from {} to {}", wire(key), type_text(value)),
    }
}

/// Returns how deep a line of the list is, and its item.
pub(super) fn item(line: &str) -> Option<(usize, &str)> {
    let item = line.trim_start_matches(' ');
    let depth = (line.len() - item.len()) / INDENT.len();
    Some((depth, item.strip_prefix("- ")?))
}

/// Reads an item. The members of its object are on the lines that follow. The pieces are alternately text and code; the
/// first one is the member's name.
pub(super) fn detail<'p>(mut pieces: impl Iterator<Item = &'p str>) -> Option<Detail> {
    let name = unquoted(pieces.next()?);
    let mut rest: Vec<&str> = pieces.collect();
    let first = rest.first_mut()?;
    *first = first.strip_prefix(" (")?;
    let last = rest.last_mut()?;
    *last = last.strip_suffix(')')?;
    let required = last.strip_suffix(", optional");
    let optional = required.is_some();
    *last = required.unwrap_or(last);
    let ty = read_type(&rest, DetailType::MAX_DEPTH)?;
    Some(Detail { name, optional, ty })
}

/// Adds a member to the object in another one, `depth` levels down.
pub(super) fn add_inside(outer: &mut Detail, depth: usize, detail: Detail) {
    if let DetailType::Object(members) = outer.ty.innermost_mut() {
        match members.last_mut().filter(|_| depth > 1) {
            Some(last) => add_inside(last, depth - 1, detail),
            None => members.push(detail),
        }
    }
}

/// Reads a type from its text and the code in it. A type with more levels is not one of a catalog.
fn read_type(pieces: &[&str], levels: usize) -> Option<DetailType> {
    let (first, rest) = pieces.split_first()?;
    let inner = |first: &str, rest: &[&str]| {
        let levels = levels.checked_sub(1)?;
        read_type(&[&[first], rest].concat(), levels).map(Box::new)
    };
    if let Some(item) = first.strip_prefix("list of ") {
        return inner(item, rest).map(DetailType::List);
    }
    match (*first, rest) {
        ("map from ", [key, to, rest @ ..]) => {
            let value = inner(to.strip_prefix(" to ")?, rest)?;
            Some(DetailType::Map(unquoted(key), value))
        }
        ("one of ", values) => {
            let values = values.iter().step_by(2).map(|value| unquoted(value));
            Some(DetailType::OneOf(values.collect()))
        }
        ("object", []) => Some(DetailType::Object(Vec::new())),
        (word, []) => ValueType::from_name(word).map(DetailType::Value),
        _ => None,
    }
}
