//! Reads CSV, TSV and the like: one table, or several with headings between them.

use super::inline;
use crate::read::document::{BlockKind, Document, Table};
use crate::read::text::Text;

/// Returns the delimiter of a page that is a delimited listing throughout.
pub(crate) fn delimiter(source: &str) -> Option<u8> {
    let first = source.lines().next()?;
    let marked = ['#', '<', '{', '|', '>', '=', '-'];
    let short = first.len() < 300 && !first.trim_start().starts_with(marked);
    [b',', b'\t', b';'].into_iter().find(|&delimiter| {
        let fields = first.split(delimiter as char).count();
        // A comma at the end of each line separates nothing.
        let separates = fields > 2 || !first.trim_end().ends_with(delimiter as char);
        short
            && separates
            && (2..=30).contains(&fields)
            && !first.contains(". ")
            && is_regular(source, delimiter, fields)
    })
}

/// Returns `true` if the records all have as many fields as the header.
fn is_regular(source: &str, delimiter: u8, fields: usize) -> bool {
    let (mut all, mut regular) = (0_usize, 0_usize);
    for record in reader(source, delimiter).into_records().take(500) {
        all += 1;
        regular += usize::from(record.is_ok_and(|record| record.len() == fields));
    }
    all >= 3 && regular * 10 >= all * 9
}

fn reader(source: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(source.as_bytes())
}

/// Reads a page.
pub(crate) fn read(source: &str, delimiter: u8) -> Document {
    let mut document = Document::default();
    let mut rows = Vec::new();
    let mut next = 0;
    for record in reader(source, delimiter).into_records().flatten() {
        let start = record.position();
        next = start.map_or(next, |start| start.byte() as usize);
        let mut row = Vec::new();
        for field in &record {
            // Quoted fields are unescaped: the place is where the text is found again, in order.
            let at = near(source, next, field);
            next = at + field.len();
            row.push(inline::field(field, at));
        }
        match row.split_first() {
            Some((title, rest)) if heads(title, rest) => {
                push(&mut document, std::mem::take(&mut rows));
                let (level, text) = (2, inline::line(title, title.at()));
                document.push(0, BlockKind::Heading { level, text });
            }
            _ => rows.push(row),
        }
    }
    push(&mut document, rows);
    document
}

/// Returns `true` if a row has no other cells than its first one, and that is the title of the rows below it.
fn heads(title: &Text, rest: &[Text]) -> bool {
    let alone = !rest.is_empty() && rest.iter().all(|cell| cell.is_empty());
    let strong = title.starts_with("**") && title.ends_with("**");
    alone && (strong || title.contains(' ') && !title.ends_with('.'))
}

fn push(document: &mut Document, rows: Vec<Vec<Text>>) {
    let Some(first) = rows.first().and_then(|row| row.first()) else {
        return;
    };
    let mut table = Table::new(first.at());
    table.rows = rows;
    table.head_first_row();
    document.push(0, BlockKind::Table(table));
}

/// Returns the position of a field, searching only nearby. A field with doubled quotes is not found.
fn near(source: &str, from: usize, field: &str) -> usize {
    let end = (from + field.len() + 64).min(source.len());
    let bytes = source.as_bytes().get(from..end).unwrap_or(&[]);
    let wanted = &field.as_bytes()[..field.len().min(32)];
    let found = bytes
        .windows(wanted.len().max(1))
        .position(|window| window == wanted);
    from + found.filter(|_| !wanted.is_empty()).unwrap_or(0)
}
