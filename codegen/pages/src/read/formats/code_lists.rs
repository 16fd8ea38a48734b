//! Finds lists of codes that are not written as lists: codes on one line, and the constants of a program.

use std::ops::Range;

use super::prepared::lines;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::document::{Block, BlockKind};
use crate::read::text::{MarkKind, Text};

/// Fewer are not a list.
const FEWEST: usize = 5;

/// Returns the lines of each list with an item for each code. The items are marked as code, because some could be prose.
pub(super) fn lists(source: &str) -> Vec<(Range<usize>, Vec<Block>)> {
    let mut found = Vec::new();
    let mut constants = Run::default();
    for (range, line) in lines(source) {
        if let Some(code) = constant(line) {
            constants.add(range, within(source, code));
        } else if !is_between_constants(line) {
            found.extend(std::mem::take(&mut constants).end(source));
            let mut run = Run::default();
            for code in parts(line) {
                run.add(range.clone(), within(source, code));
            }
            found.extend(run.end(source));
        }
    }
    found.extend(constants.end(source));
    found
}

/// Codes that follow each other.
#[derive(Default)]
struct Run {
    lines: Range<usize>,
    codes: Vec<Range<usize>>,
}

impl Run {
    fn add(&mut self, line: Range<usize>, code: Range<usize>) {
        if self.codes.is_empty() {
            self.lines = line.clone();
        }
        self.lines.end = line.end;
        self.codes.push(code);
    }

    /// Returns the list if it is one: at least four in five codes consist of words with `_` between them, which prose and
    /// run-together text do not have.
    fn end(self, source: &str) -> Option<(Range<usize>, Vec<Block>)> {
        let codes: Vec<&str> = self
            .codes
            .iter()
            .filter_map(|code| source.get(code.clone()))
            .collect();
        let is_code = |code: &&str| {
            let shape = code_shape::of(code);
            matches!(shape, Some(CodeShape::Word | CodeShape::Identifier))
        };
        let joined = codes.iter().filter(|code| code.contains('_')).count();
        let is_list =
            codes.len() >= FEWEST && joined * 5 >= codes.len() * 4 && codes.iter().all(is_code);
        is_list.then(|| {
            let items = self.codes.iter().zip(codes);
            let items = items.map(|(range, code)| {
                let mut text = Text::plain(code, range.start);
                text.mark(0, MarkKind::Code);
                Block::new(1, BlockKind::Item(text))
            });
            (self.lines, items.collect())
        })
    }
}

/// Returns the position of a part of the page.
fn within(source: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - source.as_ptr() as usize;
    start..start + part.len()
}

/// Returns the parts of a line between spaces and commas.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|c: char| c.is_whitespace() || c == ',');
    parts.filter(|part| !part.is_empty())
}

/// Returns the string of a constant: `NoKey Code = "no_key"`, or `case noKey = "no_key",`.
fn constant(line: &str) -> Option<&str> {
    let (name, value) = line.trim().split_once('=')?;
    let is_part_of_name = |c: char| {
        c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | ':' | '.' | '<' | '>')
    };
    let value = value.trim().trim_end_matches([',', ';']);
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    let value = quoted('"').or_else(|| quoted('\''))?;
    let named = !name.trim().is_empty() && name.chars().all(is_part_of_name);
    (named && !value.is_empty()).then_some(value)
}

/// Blank lines and comments do not end a list of constants.
fn is_between_constants(line: &str) -> bool {
    let line = line.trim();
    line.is_empty()
        || ["//", "/*", "*", "--"]
            .iter()
            .any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(source: &str) -> Vec<Vec<&str>> {
        let lists = lists(source).into_iter();
        let shown = lists.map(|(lines, items)| {
            let codes = items.iter().map(|item| match &item.kind {
                BlockKind::Item(text) if text.is_all(MarkKind::Code) => {
                    let code = &source[item.at..][..text.len()];
                    assert!(lines.contains(&item.at) && code == text.as_str());
                    code
                }
                other => panic!("{other:?}"),
            });
            codes.collect()
        });
        shown.collect()
    }

    #[test]
    fn codes_on_one_line() {
        assert_eq!(
            show("Codes\nno_key, key_old, conflict, not_found,too_many\nMore"),
            [["no_key", "key_old", "conflict", "not_found", "too_many"]]
        );
        for prose in [
            "no_key and key_expired are not_found or too_many",
            "a_b c_d e_f g_h",
            "GET PUT POST HEAD DELETE",
            "CodeDescription0All well10Rope torn205Well closed10001Unknown rope",
        ] {
            assert!(show(prose).is_empty(), "{prose}");
        }
    }

    #[test]
    fn constants_of_a_program() {
        let go = "const (\n\tNoKey   Code = \"no_key\"\n\tOld Code = \"key_old\"\n\n\t// More\n\tGone Code = \"not_found\"\n\
                  \tMany Code = \"too_many\"\n\tConflict Code = \"conflict\"\n)\n";
        let expected = [["no_key", "key_old", "not_found", "too_many", "conflict"]];
        assert_eq!(show(go), expected);
        let swift = "case a = \"no_key\"\ncase b = \"key_old\"\ncase c = \"not_found\"\ncase d = \"too_many\"\ncase e = \"conflict\"";
        assert_eq!(show(swift), expected);
        let settings =
            "host = \"localhost\"\nport = \"80\"\nuser = \"me\"\nkey = \"no_key\"\nname = \"x\"\n";
        assert!(show(settings).is_empty());
    }
}
