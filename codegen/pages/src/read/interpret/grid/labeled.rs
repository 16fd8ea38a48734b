//! Makes tables of label and value of paragraphs and lines that begin with labels: `Code: no_key`, `Status: 401`.

use super::upright::upright;
use crate::read::document::{Block, BlockKind, Table};
use crate::read::interpret::labels;
use crate::read::text::Text;

/// Returns the table of the labeled paragraphs that the blocks begin with, and how many they are. It has two or more records.
pub(in crate::read::interpret) fn labeled(blocks: &[Block]) -> Option<(Table, usize)> {
    let mut table = Table::new(blocks.first()?.at);
    let mut length = 0;
    for rows in blocks.iter().map_while(rows) {
        table.rows.extend(rows);
        length += 1;
    }
    let records = upright(&table).map_or(0, |upright| upright.rows.len());
    (records >= 2).then_some((table, length))
}

/// Returns `true` if a block consists of labeled lines.
pub(in crate::read::interpret) fn is_labeled(block: &Block) -> bool {
    rows(block).is_some()
}

/// Returns the labels and values of a paragraph, each of whose lines has a label.
fn rows(block: &Block) -> Option<Vec<Vec<Text>>> {
    let (BlockKind::Paragraph(text), 0) = (&block.kind, block.depth) else {
        return None;
    };
    let row = |line: &Text| {
        let (_, label, value) = labels::split_any(line)?;
        (!value.is_empty()).then(|| vec![label, value])
    };
    text.lines().iter().map(row).collect()
}
