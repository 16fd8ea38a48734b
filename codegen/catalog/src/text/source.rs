//! A named text, and positions in it.

use std::ops::Range;
use std::sync::OnceLock;

/// A range of bytes of a [`Source`].
pub type Span = Range<usize>;

/// A file's name and text. The text must not change after the first call of a method that returns a position.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The name as shown in messages.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Set if the text is not kept, so that positions are line numbers.
    numbers_lines: bool,
    lines: OnceLock<Box<LineIndex>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Source {
    /// Creates a source from a text and the name to show in messages.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source {
            name: name.into(),
            text: text.into(),
            ..Source::default()
        }
    }

    /// Creates a source without its text. The first line has position 0, the second one position 1, and so on.
    #[must_use]
    pub fn of_lines() -> Source {
        Source {
            numbers_lines: true,
            ..Source::default()
        }
    }

    /// Returns the line and column of a byte, both counted from 1, columns in characters. Bytes past the end count as the
    /// end.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        self.lines().line_column(&self.text, byte)
    }

    /// Returns the line of a byte, counted from 1.
    #[must_use]
    pub fn line(&self, byte: usize) -> usize {
        match self.numbers_lines {
            true => byte.saturating_add(1),
            false => self.lines().line(byte),
        }
    }

    /// Returns the start of the line that contains a byte.
    #[must_use]
    pub fn line_start(&self, byte: usize) -> usize {
        let start = self.lines().starts.get(self.line(byte) - 1);
        start.copied().unwrap_or_default()
    }

    /// Returns the end of the line that contains a byte, without its line break.
    #[must_use]
    pub fn line_end(&self, byte: usize) -> usize {
        let next = self.lines().starts.get(self.line(byte));
        next.map_or(self.text.len(), |next| next - 1)
    }

    fn lines(&self) -> &LineIndex {
        self.lines
            .get_or_init(|| Box::new(LineIndex::new(&self.text)))
    }
}

/// The starts of the lines of a text, and the number of characters before each block of bytes. Without the latter, each
/// position in a text of one long line would require counting that line again.
#[derive(Clone, Debug)]
struct LineIndex {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

/// The size of a block of [`LineIndex::characters`] in bytes.
const BLOCK: usize = 1024;

impl LineIndex {
    fn new(text: &str) -> LineIndex {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let counts = text.as_bytes().chunks(BLOCK).scan(0, |sum, block| {
            *sum += characters(block);
            Some(*sum)
        });
        LineIndex {
            starts: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
            characters: std::iter::once(0).chain(counts).collect(),
        }
    }

    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }

    fn line_column(&self, text: &str, byte: usize) -> (usize, usize) {
        let byte = byte.min(text.len());
        let byte = (0..=byte)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        let line = self.line(byte);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (line, self.before(text, byte) - self.before(text, start) + 1)
    }

    /// Counts the characters before a byte.
    fn before(&self, text: &str, byte: usize) -> usize {
        let block = byte / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        self.characters.get(block).copied().unwrap_or(0) + characters(rest)
    }
}

/// Counts the characters that start in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let source = Source::new("", "ab\nüxy\n");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(4), (2, 1));
        assert_eq!(source.line_column(6), (2, 3));
        assert_eq!(source.line_column(99), (3, 1));
        assert_eq!([0, 3, 7].map(|byte| source.line_end(byte)), [2, 7, 7]);
    }

    #[test]
    fn counts_across_blocks() {
        let source = Source::new("", "é".repeat(3000));
        assert_eq!(source.line_column(5000), (1, 2501));
    }
}
