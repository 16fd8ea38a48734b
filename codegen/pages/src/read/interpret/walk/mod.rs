//! Goes through a document's blocks, keeps track of the open sections, and collects the mentions.

mod items;
mod paragraphs;
mod tables;
mod walker;

use api_error_catalog_model::model::Hint;

use self::walker::Walker;
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind, Document};
use crate::read::interpret::grid;
use crate::read::interpret::hint_guide::HintGuide;
use crate::read::text::Text;

pub(super) use self::walker::WalkResult;

/// Goes through a document, led by hints.
pub(super) fn walk(document: &Document, hints: &[Hint]) -> WalkResult {
    let title = document.title.clone();
    let title = title.or_else(|| first_heading(&document.blocks));
    let mut walker = Walker::new(
        title,
        &document.blocks,
        HintGuide::new(hints, document.blocks.is_empty()),
    );
    let mut blocks = document.blocks.as_slice();
    let mut labels = false;
    while let Some((first, _)) = blocks.split_first() {
        let mut length = list_length(blocks);
        // Only the first of several labeled texts can begin a table: looking at each would take too long.
        let follows = std::mem::replace(&mut labels, grid::is_labeled(first));
        let begins = labels && !follows;
        if length > 0 {
            walker.list(&blocks[..length]);
        } else if let Some((table, taken)) = begins.then(|| grid::labeled(blocks)).flatten() {
            walker.table(&table);
            length = taken;
        } else {
            walker.block(first);
        }
        blocks = &blocks[length.max(1)..];
    }
    walker.close(0);
    walker.settle_deferred();
    WalkResult {
        unused_hints: walker.guide.unused(),
        ..walker.walked
    }
}

/// So many headings at the start of a page are not an outline.
const NAVIGATION: usize = 4;

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

fn first_heading(blocks: &[Block]) -> Option<Text> {
    let headings = || {
        blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading { text, level } if !text.is_empty() => Some((*level, text)),
            _ => None,
        })
    };
    let top = headings().find(|(level, _)| *level == 1);
    // Copied pages begin with the site's navigation: several lines in a row.
    let copied = blocks
        .iter()
        .take(NAVIGATION)
        .filter(|block| is_heading(block));
    let about = || {
        let navigated = copied.count() == NAVIGATION;
        let mut headings = headings().filter(|_| navigated);
        // `9. Error codes` is a line of a table of contents.
        let numbered = |text: &Text| text.starts_with(|c: char| c.is_ascii_digit());
        headings.find(|(_, text)| roles::speaks_of_errors(text) && !numbered(text))
    };
    top.or_else(about)
        .or_else(|| headings().next())
        .map(|(_, text)| text.clone())
}

/// Returns the number of blocks of the list or the definitions at the start.
fn list_length(blocks: &[Block]) -> usize {
    let starts = blocks
        .first()
        .is_some_and(|block| matches!(block.kind, BlockKind::Item(_) | BlockKind::Term(_)));
    let inside = |block: &&Block| {
        let text = matches!(
            block.kind,
            BlockKind::Item(_) | BlockKind::Term(_) | BlockKind::Paragraph(_) | BlockKind::Code(_)
        );
        text && (block.depth > 0 || matches!(block.kind, BlockKind::Term(_)))
    };
    if starts {
        blocks.iter().take_while(inside).count()
    } else {
        0
    }
}

impl Walker<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, text } => self.heading(*level, text),
            BlockKind::Paragraph(_) if self.section().hints.is_nothing() => {}
            BlockKind::Paragraph(text) => self.paragraph(text),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code(code) => {
                if let Some(example) = self.code(code) {
                    self.example(example);
                }
                self.section().end_description();
            }
            BlockKind::Comment(text) => self.walked.comments.push(text.clone()),
            BlockKind::Item(_) | BlockKind::Term(_) | BlockKind::Open(_) | BlockKind::Close(_) => {}
        }
    }
}
