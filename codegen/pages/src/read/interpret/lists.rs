//! The items of lists: bullets, definitions, lines and paragraphs that start with a code or a status.

use std::slice;

use super::labels;
use super::mention::{Mention, MentionKind};
use crate::page::WordingOrigin;
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind, Table};
use crate::read::text::{MarkKind, Text};

/// An item with the blocks inside it.
#[derive(Debug)]
pub(super) struct Item<'b> {
    pub(super) text: Text,
    pub(super) inside: &'b [Block],
}

impl Item<'_> {
    pub(super) fn of_line(text: Text) -> Self {
        Item { text, inside: &[] }
    }

    /// Returns the list inside the item, with the text in front of it.
    pub(super) fn list(&self) -> Option<(&Text, &[Block])> {
        let is_start =
            |block: &Block| matches!(block.kind, BlockKind::Item(_) | BlockKind::Term(_));
        let start = self.inside.iter().position(is_start)?;
        let before = start.checked_sub(1).and_then(|at| self.inside[at].text());
        Some((before.unwrap_or(&self.text), &self.inside[start..]))
    }
}

/// Divides the blocks of one list, or of one run of definitions, into items.
pub(super) fn items(blocks: &[Block]) -> Vec<Item<'_>> {
    let top = blocks.first().map_or(0, |block| block.depth);
    let start = |block: &Block| match &block.kind {
        BlockKind::Term(text) | BlockKind::Item(text) if block.depth <= top => Some(text.clone()),
        _ => None,
    };
    let starts: Vec<usize> = (0..blocks.len())
        .filter(|&at| start(&blocks[at]).is_some())
        .collect();
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    let item = |(at, end): (&usize, usize)| {
        let text = start(&blocks[*at])?;
        let inside = &blocks[at + 1..end];
        Some(Item { text, inside })
    };
    starts.iter().zip(ends).filter_map(item).collect()
}

/// Returns the table that a list of lists stands for: each item is a row, the items inside it are the other cells, and the
/// first item is the header.
pub(super) fn table(items: &[Item<'_>]) -> Option<Table> {
    let row = |item: &Item<'_>| -> Option<Vec<Text>> {
        let cell = |block: &Block| match &block.kind {
            BlockKind::Item(text) => Some(text.clone()),
            _ => None,
        };
        let cells = item.inside.iter().map(cell).collect::<Option<Vec<_>>>()?;
        Some([slice::from_ref(&item.text), &cells].concat())
    };
    let mut rows = items.iter().map(row).collect::<Option<Vec<_>>>()?;
    let mut table = Table::new(items.first()?.text.at());
    table.header = rows.remove(0);
    table.rows = rows;
    let width = table.header.len();
    // `Status: 404` is a label with its value.
    let has_value =
        |cell: &Text| labels::split_any(cell).is_some_and(|(_, _, value)| !value.is_empty());
    let known = |cell: &&Text| roles::of_header(cell).is_some() && !has_value(cell);
    let named = table.header.iter().filter(known).count() * 2 > width;
    let even = width > 1 && table.rows.iter().all(|row| row.len() == width);
    (even && named && table.rows.len() >= 2).then_some(table)
}

/// `Missing key: "No key was sent."`, where the message is marked as code: an error known by its message alone.
pub(super) fn message(item: &Item<'_>) -> Option<Mention> {
    let text = item.text.as_str();
    let colon = text.find([':', '–', '—']).filter(|&end| end <= 60)?;
    let mark = item
        .text
        .marked(MarkKind::Code)
        .find(|mark| mark.start > colon)?;
    let between = text
        .get(colon..mark.start)?
        .trim_matches([':', '–', '—', ' ']);
    let quoted = &text[mark.clone()];
    if !between.is_empty() || mark.end < text.len() || quoted.split_whitespace().count() < 3 {
        return None;
    }
    let mut mention = Mention::new(MentionKind::Error, WordingOrigin::Message, item.text.at());
    let plain = quoted.trim_matches(['"', '\'']);
    // A quoted message may itself end with a quotation.
    let plain = if plain.matches('"').count() % 2 == 1 {
        quoted
            .trim_start_matches(['"', '\''])
            .trim_end_matches('\'')
    } else {
        plain
    };
    let message = Text::plain(plain, item.text.offset(mark.start));
    mention.facts.name = Some(item.text.slice(0..colon));
    mention.facts.wordings = vec![(message.clone(), WordingOrigin::Message)];
    mention.facts.description = Some(message);
    Some(mention)
}
