//! The text of a catalog, and places in it.

use std::ops::Range;

/// A file's name and text.
#[derive(Clone, Debug)]
pub struct Source {
    /// As it is shown in messages.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A text under a name to show in messages.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source {
            name: name.into(),
            text: text.into(),
        }
    }

    /// The line and column of a byte, both counted from 1, columns in characters.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        Lines::of(self).line_column(byte)
    }
}

/// The lines of a text, for those who ask for many places.
pub(crate) struct Lines<'s> {
    text: &'s str,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    pub(crate) fn of(source: &'s Source) -> Lines<'s> {
        let breaks = source
            .text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n');
        Lines {
            text: &source.text,
            starts: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
        }
    }

    /// As [`Source::line_column`].
    pub(crate) fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = (0..=byte.min(self.text.len()))
            .rev()
            .find(|&at| self.text.is_char_boundary(at))
            .unwrap_or(0);
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (
            line,
            self.text
                .get(start..byte)
                .unwrap_or_default()
                .chars()
                .count()
                + 1,
        )
    }
}

/// A range of bytes of a [`Source`].
pub type Span = Range<usize>;
