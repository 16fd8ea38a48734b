//! Opens code blocks that list errors: samples that are written as labeled lines are read as labels are, and the
//! constants of a program as a table.
//!
//! ```text
//! Code:    104
//! Message: "method not found"
//!
//! const METHOD_NOT_FOUND = 104; // the method does not exist
//! ```

use super::labels;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::roles::Role;
use crate::read::document::{BlockKind, CodeBlock, Document, Table};
use crate::read::text::Text;

/// A sample with more lines is a program's input or output.
const MOST_LINES: usize = 10;

/// Constants with fewer may be the settings of a program.
const FEWEST_FAILURES: usize = 3;

/// Replaces each code block that is a sample of an error, in labeled lines, by a paragraph for each label that is read,
/// and each that lists constants by a table.
pub(super) fn open(document: &mut Document) {
    for block in std::mem::take(&mut document.blocks) {
        let BlockKind::Code(code) = &block.kind else {
            document.blocks.push(block);
            continue;
        };
        if let Some(lines) = lines(code) {
            let paragraphs = lines.into_iter().map(BlockKind::Paragraph);
            paragraphs.for_each(|paragraph| document.push(block.depth, paragraph));
        } else if let Some(table) = constants(code) {
            document.push(block.depth, BlockKind::Table(table));
        } else {
            document.blocks.push(block);
        }
    }
}

/// Returns the table of a code block's constants, if it consists of them and several name failures: the name, the value and
/// the comment of each.
fn constants(code: &CodeBlock) -> Option<Table> {
    let mut table = Table::new(code.at);
    table.header = ["Error name", "Code", "Description"]
        .map(|word| Text::plain(word, code.at))
        .to_vec();
    let none = &code.raw[..0];
    let (mut others, mut above) = (0, none);
    for line in code.raw.lines().map(str::trim) {
        let comment = line.trim_start_matches(['/', '*', '#', ' ']);
        if comment.len() < line.len() && !line.starts_with("#define") {
            above = if comment.is_empty() { above } else { comment };
            continue;
        }
        match constant(line) {
            Some([name, value, comment]) => {
                let comment = if comment.is_empty() { above } else { comment };
                let at =
                    |part: &str| code.at + (part.as_ptr() as usize - code.raw.as_ptr() as usize);
                let cells = [name, value, comment.trim_end_matches(['*', '/', ' '])];
                table
                    .rows
                    .push(cells.map(|cell| Text::plain(cell, at(cell))).to_vec());
            }
            None => others += usize::from(line.contains(char::is_alphanumeric)),
        }
        above = none;
    }
    (table.failures() >= FEWEST_FAILURES && table.rows.len() > others).then_some(table)
}

/// Returns the name, the number or string, and the comment of a constant: `NoKey Code = "no_key" // …`, `#define NO_KEY 7`.
fn constant(line: &str) -> Option<[&str; 3]> {
    let comment = ["//", "/*", " #", "--"]
        .iter()
        .filter_map(|start| line.find(start))
        .min();
    let (statement, comment) = line.split_at(comment.unwrap_or(line.len()));
    let statement = statement.trim_end().trim_end_matches([',', ';']);
    let defined = || statement.strip_prefix("#define ")?.trim().split_once(' ');
    let (name, value) = statement.split_once('=').or_else(defined)?;
    let value = value.trim();
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    let value = quoted('"').or_else(|| quoted('\'')).or_else(|| {
        let number = code_shape::of(value) == Some(CodeShape::Number);
        number.then_some(value)
    })?;
    // Its type may precede or follow the name, and begins with a small letter in front of it.
    let words = || name.split([' ', '\t', ':']).filter(|word| !word.is_empty());
    let capital = words().find(|word| word.starts_with(char::is_uppercase));
    let name = capital.or_else(|| words().next_back())?;
    code_shape::of(name).filter(|_| !value.contains(char::is_whitespace))?;
    Some([
        name,
        value,
        comment.trim_start_matches(['/', '*', '#', '-', ' ']),
    ])
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
