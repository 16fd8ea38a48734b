//! Opens samples of errors that are written as labeled lines, so that they are read as labels are.
//!
//! ```text
//! Code:    104
//! Message: "method not found"
//! ```

use super::labels;
use crate::read::conventions::roles::Role;
use crate::read::document::{Block, BlockKind, CodeBlock, Document};
use crate::read::text::Text;

/// A sample with more lines is a program's input or output.
const MOST_LINES: usize = 10;

/// Replaces each code block that is a sample of an error, in labeled lines, by a paragraph for each label that is read.
pub(super) fn open(document: &mut Document) {
    let is_sample = |block: &Block| match &block.kind {
        BlockKind::Code(code) => lines(code).map(|lines| (block.depth, lines)),
        _ => None,
    };
    let blocks = std::mem::take(&mut document.blocks);
    for block in blocks {
        match is_sample(&block) {
            Some((depth, lines)) => {
                let paragraphs = lines.into_iter().map(BlockKind::Paragraph);
                paragraphs.for_each(|paragraph| document.push(depth, paragraph));
            }
            None => document.blocks.push(block),
        }
    }
}

/// Returns the lines with labels that are read, if the code block has nothing but labeled lines, and one has a code.
fn lines(code: &CodeBlock) -> Option<Vec<Text>> {
    let plain = matches!(
        code.language.as_str(),
        "" | "text" | "txt" | "plain" | "plaintext" | "none" | "yaml" | "yml"
    );
    if !plain || code.raw.lines().count() > MOST_LINES {
        return None;
    }
    let (mut labeled, mut coded) = (Vec::new(), false);
    for line in code.raw.lines().filter(|line| !line.trim().is_empty()) {
        let (label, value) = line.split_once(':')?;
        let word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-');
        let value = value.trim().trim_matches('"');
        if value.is_empty() || !label.chars().all(word) {
            return None;
        }
        let at = |part: &str| code.at + (part.as_ptr() as usize - code.raw.as_ptr() as usize);
        let with_label = |label: &str| {
            let mut text = Text::plain(label, at(line));
            text.push(": ", at(value));
            text.push(value, at(value));
            text
        };
        let labels = with_label(label.trim());
        let role = labels::split(&labels).map(|(role, _)| role);
        let codes = labels::codes(&Text::plain(value, at(value))).0;
        coded |= role == Some(Role::Code) && !codes.is_empty();
        labeled.extend(match role {
            // The reason that is sent is a message, not a cause.
            Some(Role::Cause) => Some(with_label("Message")),
            role => role.map(|_| labels),
        });
    }
    coded.then_some(labeled)
}
