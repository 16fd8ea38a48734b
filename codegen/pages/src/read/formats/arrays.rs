//! Reads lists of objects in a program's notation inside a page, such as `errors={[{ code: 'no_key', … }]}` of a component.

use std::ops::Range;

use serde_yaml::Value;

use super::{inline, json};
use crate::read::document::Table;
use crate::read::text::Text;

/// Returns the list that starts at `start`, with a column for each member of its objects, and its place.
pub(super) fn table(source: &str, start: usize) -> Option<(Range<usize>, Table)> {
    let rest = source.get(start..)?;
    let inside = rest.strip_prefix('[')?.trim_start();
    if !inside.starts_with('{') {
        return None;
    }
    let end = start + json::balanced(rest)?;
    // Such lists are YAML, too, in which names need no quotes either.
    let rows: Vec<serde_yaml::Mapping> = serde_yaml::from_str(source.get(start..end)?).ok()?;
    let mut names: Vec<&str> = Vec::new();
    for name in rows.iter().flat_map(|row| row.keys()) {
        let name = name.as_str()?;
        if !names.contains(&name) && names.len() < MOST_COLUMNS {
            names.push(name);
        }
    }
    let mut table = Table::new(start);
    table.header = names.iter().map(|name| Text::plain(name, start)).collect();
    let mut at = start;
    for row in &rows {
        let mut cells = Vec::new();
        for name in &names {
            let text = row.get(*name).and_then(text).unwrap_or_default();
            let found = source.get(at..end).and_then(|rest| rest.find(&text));
            at += found.unwrap_or_default();
            cells.push(inline::line(&text, at));
        }
        table.rows.push(cells);
    }
    Some((start..end, table))
}

/// More members do not become columns.
const MOST_COLUMNS: usize = 32;

/// Returns a text or number as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
