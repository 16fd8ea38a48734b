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

/// A component such as `<Row code="…" status="…" />`. Those in a row make a table.
pub(crate) struct AttributeRow {
    pub(crate) name: String,
    at: usize,
    cells: Vec<(&'static str, Text)>,
}

/// The attributes that identify an error.
pub(crate) const CODES: &[&str] = &[
    "code",
    "errorCode",
    "error_code",
    "error",
    "status",
    "statusCode",
    "httpStatus",
    "http_status",
];

/// The other attributes that an error's row has.
const KEYS: &[&str] = &[
    "type",
    "name",
    "title",
    "message",
    "description",
    "meaning",
    "cause",
    "reason",
    "solution",
    "resolution",
    "fix",
    "action",
];

impl AttributeRow {
    /// Returns the row of a component, if its attributes say what an error's row says.
    pub(crate) fn of(source: &str, at: usize, tag: Tag<'_>) -> Option<AttributeRow> {
        let cell = |key: &&'static str| {
            let value = tag.attribute(key)?;
            let offset = source[at..tag.end].find(value).map_or(at, |i| at + i);
            Some((*key, inline::line(value, offset)))
        };
        let cells: Vec<_> = KEYS.iter().chain(CODES).filter_map(cell).collect();
        let coded = cells.iter().any(|(key, _)| CODES.contains(key));
        (coded && cells.len() >= 2).then(|| AttributeRow {
            name: tag.name.to_string(),
            at,
            cells,
        })
    }

    /// Returns the table of such components, with a column for each attribute.
    pub(crate) fn table(rows: &[AttributeRow]) -> Option<Table> {
        let mut table = Table::new(rows.first()?.at);
        let mut keys: Vec<&str> = Vec::new();
        for row in rows {
            for (key, _) in &row.cells {
                if !keys.contains(key) {
                    keys.push(key);
                    table.header.push(Text::plain(key, row.at));
                }
            }
        }
        let cell = |row: &AttributeRow, key: &str| {
            let mut cells = row.cells.iter();
            cells
                .find(|(own, _)| *own == key)
                .map(|(_, text)| text.clone())
        };
        let cells = |row| -> Vec<Text> {
            let cells = keys.iter().map(|key| cell(row, key));
            cells.map(Option::unwrap_or_default).collect()
        };
        table.rows = rows.iter().map(cells).collect();
        Some(table)
    }
}
