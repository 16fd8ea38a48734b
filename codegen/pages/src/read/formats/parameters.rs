//! Tables that a documentation site keeps as JSON: `[block:parameters]`, with a member for each cell (`"0-1"` is the
//! second cell of the first row, `"h-1"` its header).

use std::ops::Range;

use serde_json::{Map, Value};

use super::inline;
use crate::read::document::{Block, Table};
use crate::read::text::Text;

const START: &str = "[block:parameters]";
const END: &str = "[/block]";

/// Returns the tables, each with the range that it takes.
pub(crate) fn tables(source: &str) -> Vec<(Range<usize>, Block)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(step) = source[from..].find(START) {
        let start = from + step;
        let inner = start + START.len();
        let Some(length) = source[inner..].find(END) else {
            break;
        };
        from = inner + length + END.len();
        if let Some(table) = table(source, inner..inner + length) {
            found.push((start..from, Block::from(table)));
        }
    }
    found
}

fn table(source: &str, range: Range<usize>) -> Option<Table> {
    let value: Value = serde_json::from_str(&source[range.clone()]).ok()?;
    let cells = value.get("data")?.as_object()?;
    let count = |key: &str| {
        let number = value.get(key).and_then(Value::as_u64);
        number
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(0)
    };
    let (columns, rows) = (count("cols"), count("rows"));
    // The numbers are the page's: a table that declares far more cells than it has is none.
    let declared = columns.saturating_mul(rows);
    if columns.max(rows) > cells.len() || declared > cells.len().saturating_mul(8) {
        return None;
    }
    let mut place = range.start;
    let inside = &source[..range.end];
    let mut row = |row: &str| -> Vec<Text> {
        let keys = (0..columns).map(|column| format!("{row}-{column}"));
        keys.map(|key| cell(cells, &key, inside, &mut place))
            .collect()
    };
    let mut table = Table::new(range.start);
    table.header = row("h");
    let rows = (0..rows).map(|number| row(&number.to_string()));
    table.rows = rows.collect();
    (!table.rows.is_empty()).then_some(table)
}

/// Returns a cell's text. `place` moves on to the member that holds it.
fn cell(cells: &Map<String, Value>, key: &str, source: &str, place: &mut usize) -> Text {
    let Some(text) = cells.get(key).and_then(Value::as_str) else {
        return Text::default();
    };
    let member = format!("\"{key}\"");
    let step = source[*place..].find(&member);
    *place = step.map_or(source.len(), |step| *place + step + member.len());
    let value = source[*place..].trim_start_matches([' ', ':', '"', '\n', '\r', '\t']);
    inline::line(text, source.len() - value.len())
}
