//! Replaces byte ranges of a text. Everything else stays byte for byte.

use std::ops::Range;

/// A byte range and the text that replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// Returns the text with all edits applied. If two overlap, the later one is skipped. Insertions at the same position keep
/// their order. New lines end like those of the text.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut changed = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let Some(kept) = text.get(done..edit.range.start) else {
            continue;
        };
        changed.push_str(kept);
        let at_end = edit.range.start == text.len() && edit.text.ends_with('\n');
        changed.push_str(if at_end && !changed.ends_with('\n') {
            newline
        } else {
            ""
        });
        changed.push_str(&edit.text.replace("\r\n", "\n").replace('\n', newline));
        done = edit.range.end;
    }
    changed.push_str(text.get(done..).unwrap_or_default());
    changed
}

/// Returns the start of the line that contains this byte.
pub(super) fn line_start(text: &str, byte: usize) -> usize {
    text.get(..byte)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1)
}

/// Returns the start of the next line after this byte.
pub(super) fn line_end(text: &str, byte: usize) -> usize {
    text.get(byte..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |at| byte + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_else_stays() {
        let edit = |range, text: &str| Edit {
            range,
            text: text.to_owned(),
        };
        let edits = vec![
            edit(7..9, "X"),
            edit(2..2, "one "),
            edit(2..2, "two "),
            edit(3..5, ""),
            edit(4..6, "overlaps"),
        ];
        assert_eq!(apply("a bcdef g h", edits), "a one two befX h");
    }
}
