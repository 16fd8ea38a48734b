//! Takes tables apart whose cells were copied one to a line: `Code`, `Meaning`, `400`, `Bad Request`, `401`, …

use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
use crate::read::document::{Block, BlockKind, Document, Table};
use crate::read::text::Text;

/// No stacked table has more columns.
const WIDEST: usize = 6;

/// Replaces stacked tables by tables.
pub(crate) fn unstack(document: Document) -> Document {
    let mut unstacked = Document {
        title: document.title,
        blocks: Vec::new(),
    };
    let mut blocks = document.blocks.as_slice();
    while let Some((first, rest)) = blocks.split_first() {
        match table(blocks) {
            Some((table, length)) => {
                unstacked.push(0, BlockKind::Table(table));
                blocks = &blocks[length..];
            }
            None => {
                unstacked.blocks.push(first.clone());
                blocks = rest;
            }
        }
    }
    unstacked
}

fn line(block: &Block) -> Option<&Text> {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => Some(text),
        _ => None,
    }
}

/// Returns the table that starts here, and how many blocks it takes.
fn table(blocks: &[Block]) -> Option<(Table, usize)> {
    let header: Vec<&Text> = blocks
        .iter()
        .take(WIDEST + 1)
        .map_while(line)
        .take_while(|text| is_header(text))
        .collect();
    (2..=WIDEST)
        .contains(&header.len())
        .then(|| below(&header, &blocks[header.len()..]))?
}

/// Returns the table with this header, and how many blocks it takes.
fn below(header: &[&Text], blocks: &[Block]) -> Option<(Table, usize)> {
    let key = |text: &&Text| {
        matches!(
            roles::of_header(text.as_str()),
            Some(Role::Code | Role::Status)
        )
    };
    let key = header.iter().position(key)?;
    let width = header.len();
    let rows = blocks.chunks(width);
    let rows: Vec<Vec<Text>> = rows.map_while(|chunk| row(chunk, width, key)).collect();
    let length = width * (rows.len() + 1);
    let table = Table {
        at: header.first()?.at(),
        header: header.iter().copied().cloned().collect(),
        rows,
        guessed: true,
    };
    (table.rows.len() >= 2).then_some((table, length))
}

/// Returns the cells of a row, if the one in the column of keys is one.
fn row(chunk: &[Block], width: usize, key: usize) -> Option<Vec<Text>> {
    let cells: Vec<Text> = chunk.iter().map_while(line).cloned().collect();
    let (status, _) = http_status::leading(cells.get(key)?.as_str());
    let shape = code_shape::of(cells.get(key)?.as_str());
    let keyed = !status.is_empty() || shape.is_some_and(|shape| shape != CodeShape::Word);
    (cells.len() == width && keyed).then_some(cells)
}

/// A header's cell is one or two words that head columns, and nothing else.
fn is_header(text: &Text) -> bool {
    let text = text.as_str();
    text.len() <= 30
        && text.split_whitespace().count() <= 3
        && roles::of_header(text).is_some()
        && code_shape::of(text) != Some(CodeShape::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::formats::plain;

    #[test]
    fn a_cell_on_each_line() {
        let page = "Errors\n\nStatus\nError code\nMeaning\n400\nbad_rope\nThe rope is bad.\n404\nno_well\nThere is no well.\nMore of it\n";
        let document = plain::read(page);
        let Some(BlockKind::Table(table)) = document
            .blocks
            .iter()
            .map(|block| &block.kind)
            .find(|kind| matches!(kind, BlockKind::Table(_)))
        else {
            panic!()
        };
        let rows: Vec<Vec<_>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(Text::as_str).collect())
            .collect();
        assert_eq!(
            rows,
            [
                ["400", "bad_rope", "The rope is bad."],
                ["404", "no_well", "There is no well."]
            ]
        );
    }
}
