//! A page's text with parts cut out or replaced, which still knows the original offsets.

use std::borrow::Cow;
use std::ops::Range;

use crate::read::document::Block;

/// Text made by editing a page's source.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) text: String,
    /// `(offset in the text, offset in the source)` at each start of a copied stretch.
    pieces: Vec<(usize, usize)>,
}

/// A part of the source, and the text in its place.
pub(crate) type Edit = (Range<usize>, Cow<'static, str>);

impl Prepared {
    /// Returns the source without these parts.
    pub(crate) fn without(source: &str, cuts: Vec<Range<usize>>) -> Self {
        Self::edited(source, cuts.into_iter().map(cut).collect())
    }

    /// Returns the source with these edits. Line ends inside them stay, so that blocks stay apart.
    pub(crate) fn edited(source: &str, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|(range, _)| range.start);
        let mut made = Prepared::default();
        let mut done = 0;
        for (range, text) in edits {
            if range.start > done {
                made.copy(source, done..range.start);
            }
            let hidden = range.start.max(done)..range.end.max(done);
            for (i, _) in source.get(hidden.clone()).unwrap_or("").match_indices('\n') {
                made.copy(source, hidden.start + i..hidden.start + i + 1);
            }
            done = hidden.end;
            made.pieces.push((made.text.len(), done));
            made.text.push_str(&text);
        }
        made.copy(source, done..source.len());
        made
    }

    fn copy(&mut self, source: &str, range: Range<usize>) {
        if let Some(part) = source.get(range.clone()) {
            self.pieces.push((self.text.len(), range.start));
            self.text.push_str(part);
        }
    }

    /// Returns the source's offset for an offset in the text.
    fn origin(&self, offset: usize) -> usize {
        let next = self.pieces.partition_point(|&(start, _)| start <= offset);
        match next.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(&(start, source)) => source + (offset - start),
            None => offset,
        }
    }

    /// Moves blocks that were read from the text to where they are in the source.
    pub(crate) fn relocate(&self, blocks: &mut [Block]) {
        for block in blocks {
            block.relocate(&|offset| self.origin(offset));
        }
    }

    /// Takes what was read from parts of the text, and overwrites these parts.
    pub(crate) fn take<T>(&mut self, found: Vec<(Range<usize>, T)>) -> Vec<T> {
        let (ranges, found): (Vec<_>, Vec<T>) = found.into_iter().unzip();
        self.blank(&ranges);
        found
    }

    /// Overwrites a part with spaces: it is read elsewhere, and nothing moves.
    pub(crate) fn blank(&mut self, ranges: &[Range<usize>]) {
        let mut text = std::mem::take(&mut self.text).into_bytes();
        for range in ranges {
            for byte in text.get_mut(range.clone()).unwrap_or_default() {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        // Ranges are whole lines, so no character is cut in two.
        self.text = String::from_utf8(text).unwrap_or_default();
    }
}

/// Returns the edit that leaves a part out.
pub(crate) fn cut(range: Range<usize>) -> Edit {
    (range, "".into())
}

/// Returns the lines of a text with their ranges, line ends left out.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        (range, line.trim_end_matches(['\n', '\r']))
    })
}

/// Returns the fenced code blocks of a Markdown text, fences included; an unclosed fence reaches to the end.
pub(crate) fn fences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    for (range, line) in lines(text) {
        let trimmed = line.trim_start().trim_start_matches("> ");
        let Some(mark @ ('`' | '~')) = trimmed.chars().next() else {
            continue;
        };
        let length = trimmed.chars().take_while(|&c| c == mark).count();
        let rest = &trimmed[length..];
        match open {
            None if length >= 3 && !(mark == '`' && rest.contains('`')) => {
                open = Some((range.start, mark, length))
            }
            Some((start, opened, least))
                if mark == opened && length >= least && rest.trim().is_empty() =>
            {
                found.push(start..range.end);
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|(start, ..)| start..text.len()));
    found
}

/// Returns the range of the sorted list that holds the offset.
pub(crate) fn holding(ranges: &[Range<usize>], offset: usize) -> Option<&Range<usize>> {
    let next = ranges.partition_point(|range| range.start <= offset);
    next.checked_sub(1)
        .and_then(|i| ranges.get(i))
        .filter(|range| range.contains(&offset))
}
