//! Builds tables of HTML's cells, spans included, and of components that carry a row in their attributes.

use crate::read::document::Table;
use crate::read::formats::inline;
use crate::read::formats::tags::Tag;
use crate::read::text::Text;

/// No table spans further; larger numbers are damage.
const WIDEST: usize = 64;

/// A table under construction.
pub(super) struct Grid {
    table: Table,
    row: Vec<Text>,
    /// Whether each cell of the row so far is a header's.
    head: bool,
    cell: Option<(usize, usize)>,
    /// Cells that reach down from above: rows left, and the text.
    hanging: Vec<(usize, Text)>,
}

impl Grid {
    pub(super) fn new(at: usize) -> Self {
        Grid {
            table: Table::new(at),
            row: Vec::new(),
            head: true,
            cell: None,
            hanging: Vec::new(),
        }
    }

    pub(super) fn in_cell(&self) -> bool {
        self.cell.is_some()
    }

    pub(super) fn open_cell(&mut self, head: bool, columns: Option<&str>, rows: Option<&str>) {
        let span = |value: Option<&str>| {
            value
                .and_then(|v| v.parse().ok())
                .unwrap_or(1)
                .clamp(1, WIDEST)
        };
        self.head &= head;
        self.cell = Some((span(columns), span(rows)));
        self.hang();
    }

    /// Fills the places that cells above reach into.
    fn hang(&mut self) {
        while let Some((left, text)) = self
            .hanging
            .get_mut(self.row.len())
            .filter(|(left, _)| *left > 0)
        {
            *left -= 1;
            self.row.push(text.clone());
        }
    }

    pub(super) fn close_cell(&mut self, text: Text) {
        let Some((columns, rows)) = self.cell.take() else {
            return;
        };
        if self.row.len() >= WIDEST {
            return;
        }
        if rows > 1 {
            self.hanging.resize(
                self.hanging.len().max(self.row.len() + 1),
                (0, Text::default()),
            );
            self.hanging[self.row.len()] = (rows - 1, text.clone());
        }
        self.row.push(text);
        self.row.extend((1..columns).map(|_| Text::default()));
    }

    pub(super) fn end_row(&mut self) {
        if self.row.is_empty() {
            return;
        }
        self.hang();
        let row = std::mem::take(&mut self.row);
        let head = std::mem::replace(&mut self.head, true);
        if head && self.table.header.is_empty() && self.table.rows.is_empty() {
            self.table.header = row;
        } else {
            self.table.rows.push(row);
        }
    }

    pub(super) fn finish(mut self) -> Option<Table> {
        self.end_row();
        (!self.table.rows.is_empty()).then_some(self.table)
    }
}

/// Components such as `<Row code="…" status="…" />`, collected to a table.
pub(crate) struct AttributeRows {
    name: String,
    keys: Vec<&'static str>,
    table: Table,
}

/// One such component.
pub(crate) struct AttributeRow {
    name: String,
    at: usize,
    cells: Vec<(&'static str, Text)>,
}

impl AttributeRows {
    /// The row of a component, if its attributes say what an error's row says.
    pub(crate) fn row(source: &str, at: usize, tag: Tag<'_>) -> Option<AttributeRow> {
        const KEYS: &[&str] = &[
            "code",
            "status",
            "type",
            "name",
            "title",
            "message",
            "description",
            "cause",
            "solution",
        ];
        let cell = |key: &&'static str| {
            let value = tag.attribute(key)?;
            let offset = source[at..tag.end].find(value).map_or(at, |i| at + i);
            Some((*key, inline::line(value, offset)))
        };
        let cells: Vec<_> = KEYS.iter().filter_map(cell).collect();
        let coded = cells
            .iter()
            .any(|(key, _)| matches!(*key, "code" | "status"));
        (coded && cells.len() >= 2).then(|| AttributeRow {
            name: tag.name.to_string(),
            at,
            cells,
        })
    }

    pub(crate) fn new(row: AttributeRow) -> Self {
        let keys: Vec<_> = row.cells.iter().map(|(key, _)| *key).collect();
        let mut table = Table::new(row.at);
        table.header = keys.iter().map(|key| Text::plain(key, row.at)).collect();
        let mut rows = AttributeRows {
            name: row.name.clone(),
            keys,
            table,
        };
        rows.push(row);
        rows
    }

    pub(crate) fn takes(&self, row: &AttributeRow) -> bool {
        row.name == self.name
    }

    pub(crate) fn push(&mut self, row: AttributeRow) {
        for (key, _) in &row.cells {
            if !self.keys.contains(key) {
                self.keys.push(key);
                self.table.header.push(Text::plain(key, row.at));
            }
        }
        let cell = |key: &&str| {
            row.cells
                .iter()
                .find(|(k, _)| k == key)
                .map(|(_, text)| text.clone())
        };
        self.table.rows.push(
            self.keys
                .iter()
                .map(|key| cell(key).unwrap_or_default())
                .collect(),
        );
    }

    pub(crate) fn finish(self) -> Table {
        self.table
    }
}
