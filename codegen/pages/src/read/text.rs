//! Running text with its markup folded away, which still knows where each part stood.

use std::ops::Range;

use api_error_catalog_model::source::Span;

/// Text of one block or cell. White space is folded to single spaces.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Text {
    text: String,
    marks: Vec<Mark>,
    /// `(position in the text, byte offset on the page)`, ascending.
    origin: Vec<(usize, usize)>,
}

/// More marks than any readable text has; further ones are dropped so that slicing stays cheap.
const MAX_MARKS: usize = 4096;

/// A stretch of text with a meaning.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) range: Range<usize>,
    pub(crate) kind: MarkKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MarkKind {
    Code,
    Strong,
    Link(String),
    /// A line end, at the start of the range.
    Break,
}

impl Mark {
    pub(crate) fn is_link(&self) -> bool {
        matches!(self.kind, MarkKind::Link(_))
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Text {
    /// Creates a text that is on the page literally, starting at `at`.
    pub(crate) fn plain(text: &str, at: usize) -> Self {
        let mut made = Text::default();
        made.push(text, at);
        made.trimmed()
    }

    /// No text, but a place.
    pub(crate) fn empty(at: usize) -> Self {
        Text {
            origin: vec![(0, at)],
            ..Text::default()
        }
    }

    /// Appends text that starts at byte offset `at`, folding white space.
    pub(crate) fn push(&mut self, text: &str, at: usize) {
        let mut moved = true;
        for (i, c) in text.char_indices() {
            if c.is_whitespace() {
                moved = true;
                if self.text.ends_with(' ') || self.text.is_empty() {
                    continue;
                }
                self.origin.push((self.text.len(), at + i));
                self.text.push(' ');
            } else if !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}') {
                if moved {
                    self.origin.push((self.text.len(), at + i));
                    moved = false;
                }
                self.text.push(c);
            } else {
                moved = true;
            }
        }
    }

    /// Moves the text from its offsets in a prepared text to those on the page.
    pub(crate) fn relocate(&mut self, origin: &dyn Fn(usize) -> usize) {
        for (_, offset) in &mut self.origin {
            *offset = origin(*offset);
        }
    }

    /// Marks everything from `start` to the end.
    pub(crate) fn mark(&mut self, start: usize, kind: MarkKind) {
        let end = self.text.len();
        let full = self.marks.len() >= MAX_MARKS;
        if !full && (start < end || kind == MarkKind::Break) {
            self.marks.push(Mark {
                range: start.min(end)..end,
                kind,
            });
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Returns the stretches that have a mark of this kind.
    pub(crate) fn marked(&self, kind: MarkKind) -> impl Iterator<Item = Range<usize>> {
        let marks = self.marks.iter().filter(move |mark| mark.kind == kind);
        marks.map(|mark| mark.range.clone())
    }

    /// Returns the end of the strong text that the text starts with.
    pub(crate) fn strong_start(&self) -> Option<usize> {
        let mut strong = self.marked(MarkKind::Strong);
        strong.find(|range| range.start == 0).map(|range| range.end)
    }

    /// Returns the byte offset on the page at which the text starts.
    pub(crate) fn at(&self) -> usize {
        self.offset(0)
    }

    /// Returns the byte offset on the page of a position in the text.
    pub(crate) fn offset(&self, position: usize) -> usize {
        let next = self.origin.partition_point(|&(p, _)| p <= position);
        match next.checked_sub(1).and_then(|i| self.origin.get(i)) {
            Some(&(start, offset)) => offset + (position - start),
            None => self.origin.first().map_or(0, |&(_, offset)| offset),
        }
    }

    /// Returns the bytes on the page from the first to the last character. Text that is not on the page as it is, such as an
    /// address inside a link, has the length that it would have there.
    pub(crate) fn span(&self) -> Span {
        let last = self.text.char_indices().next_back();
        let end = last.map_or(0, |(at, c)| self.offset(at) + c.len_utf8());
        self.at()..end.max(self.at())
    }

    /// Part of the text, with the marks that lie in it; no white space at its ends.
    pub(crate) fn slice(&self, range: Range<usize>) -> Text {
        let part = self.text.get(range.clone()).unwrap_or("");
        let start = range.start + (part.len() - part.trim_start().len());
        let text = part.trim().to_string();
        let end = start + text.len();
        let first = self.origin.partition_point(|&(p, _)| p <= start);
        let mut origin = vec![(0, self.offset(start))];
        origin.extend(
            self.origin[first..]
                .iter()
                .take_while(|&&(p, _)| p < end)
                .map(|&(p, o)| (p - start, o)),
        );
        let inside =
            |m: &&Mark| m.range.start < end && m.range.end > start || is_break_in(m, start, end);
        let marks = self.marks.iter().filter(inside).map(|m| Mark {
            range: m.range.start.max(start) - start..m.range.end.min(end) - start,
            kind: m.kind.clone(),
        });
        Text {
            marks: marks.collect(),
            text,
            origin,
        }
    }

    /// Returns the text from a position on.
    pub(crate) fn tail(&self, start: usize) -> Text {
        self.slice(start..self.len())
    }

    /// Returns the same, if there is any text.
    pub(crate) fn filled(self) -> Option<Text> {
        Some(self).filter(|text| !text.is_empty())
    }

    pub(crate) fn trimmed(self) -> Text {
        let clean = !self.text.starts_with(' ') && !self.text.ends_with(' ');
        if clean { self } else { self.tail(0) }
    }

    /// Removes the symbols in front of the text, unless it has nothing else.
    pub(crate) fn remove_symbols(&mut self) {
        let is_symbol = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}' | ' ');
        let rest = self.text.trim_start_matches(is_symbol);
        if !rest.is_empty() && rest.len() < self.text.len() {
            *self = self.tail(self.text.len() - rest.len());
        }
    }

    /// Returns the lines as the page breaks them.
    pub(crate) fn lines(&self) -> Vec<Text> {
        let breaks = self.marked(MarkKind::Break).map(|range| range.start);
        let mut start = 0;
        let mut lines = Vec::new();
        for end in breaks.chain([self.text.len()]) {
            lines.push(self.slice(start..end.max(start)));
            start = end;
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Returns the marked stretch that starts at a position, if any.
    pub(crate) fn code_at(&self, position: usize) -> Option<Range<usize>> {
        let mut code = self.marked(MarkKind::Code);
        code.find(|range| range.start == position)
    }

    /// Returns `true` if one mark of the kind covers the whole text.
    pub(crate) fn is_all(&self, kind: MarkKind) -> bool {
        let covered: usize = self.marked(kind).map(|range| range.len()).sum();
        covered > 0 && covered + 2 >= self.text.len() && !self.text.is_empty()
    }

    /// Another text after a space.
    pub(crate) fn join(&mut self, other: &Text) {
        if !self.text.is_empty() && !other.is_empty() {
            let end = self.offset(self.text.len());
            self.push(" ", end);
        }
        self.append(other);
    }

    /// Another text without a space between.
    pub(crate) fn append(&mut self, other: &Text) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.origin
            .extend(other.origin.iter().map(|&(p, o)| (p + shift, o)));
        let moved = other.marks.iter().map(|m| Mark {
            range: m.range.start + shift..m.range.end + shift,
            kind: m.kind.clone(),
        });
        self.marks.extend(moved);
    }
}

/// The length of the start of a text that consists of such bytes.
pub(crate) fn run_length(text: &str, is: impl Fn(&u8) -> bool) -> usize {
    text.bytes().take_while(is).count()
}

fn is_break_in(mark: &Mark, start: usize, end: usize) -> bool {
    mark.kind == MarkKind::Break && mark.range.start > start && mark.range.start < end
}
