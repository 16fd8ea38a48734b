//! Turns tables of labels and values, with records below or next to each other, into tables with a row for each record.

use crate::read::conventions::code_shape;
use crate::read::conventions::roles::{self, Role};
use crate::read::document::Table;
use crate::read::text::Text;

/// The table with a row for each record, if its first column holds labels.
pub(in crate::read::interpret) fn upright(table: &Table) -> Option<Table> {
    if table.width() != 2 {
        return transposed(table);
    }
    let heads = |row: &Vec<Text>| row.iter().all(|cell| role(cell).is_some());
    if !table.header.is_empty() && heads(&table.header) {
        return None;
    }
    let head = Some(&table.header).filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let headed = head.filter(|row| row.first().is_some_and(|cell| role(cell).is_some()));
    let rows: Vec<&Vec<Text>> = headed.into_iter().chain(&table.rows).collect();
    let label = |row: &&Vec<Text>| row.first().filter(|cell| !cell.is_empty()).cloned();
    let labels: Vec<Text> = rows.iter().filter_map(label).collect();
    let roles: Vec<Role> = labels.iter().filter_map(role).collect();
    let key = |role: &Role| matches!(role, Role::Code | Role::Status);
    let text = |role: &Role| !key(role);
    let labeled = labels.len() >= 2 && roles.len() * 10 >= labels.len() * 8;
    if !labeled || !roles.iter().any(key) || !roles.iter().any(text) {
        return None;
    }
    let mut turned = Table {
        guessed: table.guessed,
        ..Table::new(table.at)
    };
    for label in &labels {
        if turned
            .header
            .iter()
            .all(|known| known.as_str() != label.as_str())
        {
            turned.header.push(label.clone());
        }
    }
    let mut record: Vec<Option<Text>> = Vec::new();
    for row in &rows {
        let Some(label) = label(row) else {
            turned.push(std::mem::take(&mut record));
            continue;
        };
        let known = turned
            .header
            .iter()
            .position(|known| known.as_str() == label.as_str());
        let Some(column) = known else { continue };
        let taken = record.get(column).is_some_and(Option::is_some);
        if taken || column == 0 {
            turned.push(std::mem::take(&mut record));
        }
        record.resize(turned.header.len(), None);
        if let (Some(slot), Some(value)) = (record.get_mut(column), row.get(1)) {
            *slot = Some(value.clone());
        }
    }
    turned.push(record);
    (!turned.rows.is_empty()).then_some(turned)
}

/// Returns a table with a column for each record as one with a row for each: labels lead all of its rows, the first one names the
/// code or status, and nothing else in that row is a label.
fn transposed(table: &Table) -> Option<Table> {
    let head = Some(&table.header).filter(|row| !row.is_empty());
    let rows: Vec<&Vec<Text>> = head.into_iter().chain(&table.rows).collect();
    let labels: Option<Vec<&Text>> = rows.iter().map(|row| row.first()).collect();
    let labels = labels.filter(|labels| labels.len() >= 2)?;
    let roles: Option<Vec<Role>> = labels.iter().map(|label| role(label)).collect();
    let [Role::Code | Role::Status, others @ ..] = &roles?[..] else {
        return None;
    };
    let keys = rows.first()?.get(1..)?;
    let key = |cell: &Text| role(cell).is_none() && code_shape::of(cell).is_some();
    let described = others
        .iter()
        .any(|role| !matches!(role, Role::Code | Role::Status));
    if keys.len() < 2 || !keys.iter().all(key) || !described {
        return None;
    }
    let mut turned = Table {
        guessed: table.guessed,
        ..Table::new(table.at)
    };
    turned.header = labels.into_iter().cloned().collect();
    for column in 1..table.width() {
        turned.push(rows.iter().map(|row| row.get(column).cloned()).collect());
    }
    Some(turned)
}

fn role(label: &Text) -> Option<Role> {
    let coded = label.code_at(0).is_some() || code_shape::is_snake(label);
    let label = label.trim_end_matches([':', '：']);
    let short = label.split_whitespace().count() <= 3;
    roles::of_header(label).filter(|_| short && !coded)
}

impl Table {
    fn push(&mut self, record: Vec<Option<Text>>) {
        if record.iter().any(Option::is_some) {
            let cells = record.into_iter().map(Option::unwrap_or_default);
            self.rows.push(cells.collect());
        }
    }
}
