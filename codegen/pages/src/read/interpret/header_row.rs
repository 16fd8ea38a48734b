//! Corrects what a damaged page calls a table's header, and cells that stand for those above them.

use std::collections::HashSet;

use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles;
use crate::read::document::Table;
use crate::read::text::Text;

/// Makes a first row that heads the table its header, and a header that holds data its first row. Rows that repeat the header
/// are dropped, and a status counts for the rows below it whose cells are empty.
pub(super) fn repair(table: &mut Table) {
    let data = |row: &[Text]| {
        let cells = row.iter().filter(|cell| !cell.is_empty());
        let key = |cell: &Text| {
            !http_status::leading(cell.as_str()).0.is_empty()
                || code_shape::is_snake(cell.as_str())
                || cell.parse::<i64>().is_ok()
                || cell.starts_with("0x")
                || cell.ends_with('.') && cell.split_whitespace().count() >= 4
        };
        cells.clone().any(key)
    };
    let heads = |row: &[Text]| {
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let hinted = row.iter();
        let hinted = hinted.filter(|cell| roles::of_header(cell).is_some());
        let short = |cell: &Text| {
            cell.len() < 50 && !cell.ends_with(['.', '。']) && cell.parse::<u16>().is_err()
        };
        filled >= 2 && hinted.count() * 2 > filled && row.iter().all(short)
    };
    if !table.header.is_empty() && data(&table.header) && !heads(&table.header) {
        table.unhead();
    }
    // `Code | KeyInvalid` above `Description | …` is a label with its value.
    let shape = |cell: &Text| code_shape::of(cell.as_str());
    let labels = |cell: &Text| {
        roles::of_header(cell).is_some() && shape(cell) != Some(CodeShape::Identifier)
    };
    let labeled = match &table.rows[..] {
        [first, second, ..] => match (&first[..], &second[..]) {
            ([_, value], [label, _]) => {
                shape(value) == Some(CodeShape::Identifier) && labels(label)
            }
            _ => false,
        },
        _ => false,
    };
    let first = table.rows.first().filter(|_| !labeled);
    if table.header.is_empty() && first.is_some_and(|row| heads(row) && !data(row)) {
        table.head_first_row();
    }
    let header = &table.header;
    let is_header = |row: &Vec<Text>| {
        let mut pairs = row.iter().zip(header);
        row.len() == header.len() && pairs.all(|(cell, head)| cell.as_str() == head.as_str())
    };
    if !header.is_empty() {
        table.rows.retain(|row| !is_header(row));
    }
    fill_statuses(table);
}

/// Fills the gaps in a first column of statuses, each of which is stated once.
fn fill_statuses(table: &mut Table) {
    let mut seen = HashSet::new();
    let mut once = |cell: &Text| {
        let (statuses, _) = http_status::leading(cell);
        !statuses.is_empty() && seen.insert(statuses)
    };
    let starts = table.column(0).next().is_some_and(|first| first.is_some());
    if !starts || !table.column(0).flatten().all(&mut once) {
        return;
    }
    let mut above = Text::default();
    for row in &mut table.rows {
        let rest = row.iter().skip(1).all(|cell| !cell.is_empty());
        match row.first_mut() {
            Some(cell) if cell.is_empty() && rest => *cell = above.clone(),
            Some(cell) => above = cell.clone(),
            None => {}
        }
    }
}
