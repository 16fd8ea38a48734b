//! Corrects what a damaged page calls a table's header.

use crate::read::conventions::roles;
use crate::read::conventions::{code_shape, http_status};
use crate::read::document::Table;
use crate::read::text::Text;

/// Makes a first row that heads the table its header, and a header that holds data its first row.
pub(super) fn fix_header(table: &mut Table) {
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
        filled >= 2 && hinted.count() * 2 > filled && row.iter().all(|cell| cell.len() < 50)
    };
    if !table.header.is_empty() && data(&table.header) && !heads(&table.header) {
        table.unhead();
    }
    let first = table.rows.first();
    if table.header.is_empty() && first.is_some_and(|row| heads(row) && !data(row)) {
        table.head_first_row();
    }
}
