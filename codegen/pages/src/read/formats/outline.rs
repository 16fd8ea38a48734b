//! Settles which lines of plain text are headings: for runs of lines of the same kind, never for a line by itself.

use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::{http_status, roles};
use crate::read::document::{Block, BlockKind};
use crate::read::text::Text;

/// The level of a heading with text below it; headings right above one another count up from here.
pub(super) const LEAF: u8 = 6;

/// Makes paragraphs of the headings that are texts, and gives the other headings their levels.
pub(super) fn settle(blocks: &mut Vec<Block>) {
    rows(blocks);
    below_keys(blocks);
    level(blocks);
}

/// Returns `true` if a line begins with a status or with a word that is written as codes are.
pub(super) fn is_keyed(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or("");
    let word = word.trim_end_matches([':', ',']);
    let shape = code_shape::of(word);
    let number = shape == Some(CodeShape::Number) && word.len() >= 3;
    number || shape == Some(CodeShape::Identifier) || !http_status::leading(line).0.is_empty()
}

/// Lines in a row that begin with keys and have texts behind the same separator are rows, whether or not their texts end
/// as sentences do: headings would have texts between them.
fn rows(blocks: &mut [Block]) {
    let mut rest = blocks;
    while !rest.is_empty() {
        let first = rest.first().and_then(separator);
        let same = |block: &&Block| first.is_some() && separator(block) == first;
        let length = rest.iter().take_while(same).count();
        let (run, after) = rest.split_at_mut(length.max(1));
        if length >= 3 {
            run.iter_mut().for_each(demote);
        }
        rest = after;
    }
}

/// Returns what separates the key that a line begins with from its text.
fn separator(block: &Block) -> Option<&'static str> {
    let text = line(block).filter(|text| is_keyed(text))?;
    let separators = [" — ", " – ", " - ", ": "].into_iter();
    let found = separators.filter_map(|separator| Some((text.find(separator)?, separator)));
    let found = found.min().map(|(_, separator)| separator);
    let number = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    found.or((number && text.contains(' ')).then_some(" "))
}

/// If several headings begin with keys, a line below one of them is its text or, if sentences follow, its name.
fn below_keys(blocks: &mut Vec<Block>) {
    if !has_keys(blocks) {
        return;
    }
    let mut below = std::mem::take(blocks).into_iter().peekable();
    while let Some(mut block) = below.next() {
        if blocks.last().is_some_and(is_key) && is_heading(&block) && !is_key(&block) {
            let named = below.peek().is_some_and(says_more);
            let last = blocks.last_mut().filter(|last| named && is_bare(last));
            if let (Some(BlockKind::Heading { text, .. }), Some(name)) =
                (last.map(|last| &mut last.kind), line(&block))
            {
                text.join(name);
                continue;
            }
            if !named {
                demote(&mut block);
            }
        }
        blocks.push(block);
    }
}

/// Returns `true` if a heading is one word.
fn is_bare(block: &Block) -> bool {
    line(block).is_some_and(|text| !text.contains(' '))
}

/// Returns `true` if several headings begin with keys.
fn has_keys(blocks: &[Block]) -> bool {
    blocks.iter().filter(|block| is_key(block)).count() >= 3
}

fn is_key(block: &Block) -> bool {
    is_heading(block) && line(block).is_some_and(|text| is_keyed(text))
}

/// Returns `true` for a heading that is a word written as codes are.
fn is_code(block: &Block) -> bool {
    let text = line(block).filter(|_| is_heading(block));
    text.is_some_and(|text| code_shape::of(text) == Some(CodeShape::Identifier))
}

/// Returns `true` for the headings `9. Error codes` and `4.2.1. Errors`.
fn is_numbered(block: &Block) -> bool {
    let text = line(block).filter(|_| is_heading(block));
    text.is_some_and(|text| {
        let number = text.split(' ').next().unwrap_or("");
        number.contains('.') && number.chars().all(|c| c == '.' || c.is_ascii_digit())
    })
}

/// Returns `true` if a block says more about the heading above it: a sentence, an item, code, but not `Status: 404`.
fn says_more(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading { .. } => false,
        BlockKind::Paragraph(text) => {
            let label = text.find([':', '：']).and_then(|end| text.get(..end));
            label.and_then(roles::of_label).is_none()
        }
        _ => true,
    }
}

fn line(block: &Block) -> Option<&Text> {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => Some(text),
        _ => None,
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// Makes a paragraph of a heading.
fn demote(block: &mut Block) {
    if let BlockKind::Heading { text, .. } = &mut block.kind {
        block.kind = BlockKind::Paragraph(std::mem::take(text));
    }
}

/// Headings in a row are an outline: the last is the one with text, those above it are its parents. If several headings
/// begin with keys, the others are above them, and codes in a row are siblings, as are the numbered lines of a table of contents.
fn level(blocks: &mut [Block]) {
    let keys = has_keys(blocks);
    let mut below = 0_u8;
    let (mut codes, mut numbered) = (false, false);
    for block in blocks.iter_mut().rev() {
        let above = keys && !is_key(block);
        let sibling = std::mem::replace(&mut codes, is_code(block)) && codes
            || std::mem::replace(&mut numbered, is_numbered(block)) && numbered;
        match &mut block.kind {
            BlockKind::Heading { level, .. } => {
                below = below.max(u8::from(above)).saturating_sub(u8::from(sibling));
                *level = LEAF.saturating_sub(below).max(1);
                below = below.saturating_add(1);
            }
            _ => below = 0,
        }
    }
}
