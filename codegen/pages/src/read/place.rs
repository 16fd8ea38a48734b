//! Where something stands on the page.

/// A place in the original text, for a person or an editor to jump to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// Turns byte offsets into places.
pub(crate) struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
    /// Characters before every `STEP`th byte: a page of one long line must not be counted anew for each fact.
    counted: Vec<usize>,
}

const STEP: usize = 1024;

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        let breaks = source.bytes().enumerate().filter(|&(_, b)| b == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(i, _)| i + 1))
            .collect();
        let mut counted = vec![0];
        let mut sum = 0;
        for chunk in source.as_bytes().chunks(STEP) {
            sum += characters(chunk);
            counted.push(sum);
        }
        Lines {
            source,
            starts,
            counted,
        }
    }

    /// The place of a byte offset; offsets past the end mean the end.
    pub(crate) fn at(&self, offset: usize) -> At {
        let offset = offset.min(self.source.len());
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        At {
            line,
            column: self.before(offset) - self.before(start) + 1,
        }
    }

    fn before(&self, offset: usize) -> usize {
        let whole = offset / STEP;
        let rest = self
            .source
            .as_bytes()
            .get(whole * STEP..offset)
            .unwrap_or(&[]);
        self.counted.get(whole).copied().unwrap_or(0) + characters(rest)
    }
}

/// Characters that start in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters_from_one() {
        let lines = Lines::new("ab\nüxy\n");
        assert_eq!(lines.at(0), At { line: 1, column: 1 });
        assert_eq!(lines.at(6), At { line: 2, column: 3 });
        assert_eq!(lines.at(99), At { line: 3, column: 1 });
    }

    #[test]
    fn counts_across_steps() {
        let source = "é".repeat(3000);
        assert_eq!(Lines::new(&source).at(5000).column, 2501);
    }
}
