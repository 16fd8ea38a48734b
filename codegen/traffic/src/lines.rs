//! Input → lines, each in memory as a whole unless it is too long.

use std::io::{self, BufRead, Read};

/// The maximum length of a line or entry in bytes (4 MiB). Longer ones are reported and skipped.
pub const MAX_PIECE: usize = 4 << 20;

/// A line, or an entry of a HAR file.
pub(super) struct Piece<'b> {
    /// Counted from 1.
    pub(super) number: u64,
    pub(super) content: PieceContent<'b>,
}

/// The bytes of a piece.
pub(super) enum PieceContent<'b> {
    Whole(&'b [u8]),
    /// It has this many bytes, more than are read.
    TooLong(u64),
}

impl<'b> Piece<'b> {
    /// Returns a piece of this length. `text` is all of it, unless it is too long.
    pub(super) fn new(number: u64, length: u64, text: &'b [u8]) -> Piece<'b> {
        let content = if length > MAX_PIECE as u64 {
            PieceContent::TooLong(length)
        } else {
            PieceContent::Whole(text)
        };
        Piece { number, content }
    }
}

/// An input, taken apart.
pub(super) trait Pieces {
    /// Returns the next piece; `None` at the end.
    fn next(&mut self) -> io::Result<Option<Piece<'_>>>;
    /// Bytes read so far.
    fn bytes(&self) -> u64;
}

/// The lines of an input.
pub(super) struct Lines<R> {
    reader: R,
    line: Vec<u8>,
    number: u64,
    bytes: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Lines<R> {
        Lines {
            reader,
            line: Vec::new(),
            number: 0,
            bytes: 0,
        }
    }
}

impl<R: BufRead> Pieces for Lines<R> {
    /// Returns the next line, without its end.
    fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        self.number += 1;
        let (start, mut is_ended) = (self.bytes, false);
        let at_once = MAX_PIECE as u64 + 1;
        while !is_ended {
            self.line.clear();
            let mut limited = self.reader.by_ref().take(at_once);
            let count = limited.read_until(b'\n', &mut self.line)? as u64;
            self.bytes += count;
            is_ended = count < at_once || self.line.ends_with(b"\n");
        }
        let length = self.bytes - start;
        if length == 0 {
            return Ok(None);
        }
        let (line, end) = match self.line.strip_suffix(b"\n") {
            Some(line) => (line, 1),
            None => (&*self.line, 0),
        };
        let text = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(Some(Piece::new(self.number, length - end, text)))
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the lines, `None` for one that is too long, of an input that comes in pieces of this size.
    fn lines(text: &[u8], step: usize) -> Vec<Option<String>> {
        struct Slow<'t>(&'t [u8], usize);
        impl Read for Slow<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let count = self.0.len().min(self.1).min(buffer.len());
                let (now, later) = self.0.split_at(count);
                buffer[..count].copy_from_slice(now);
                self.0 = later;
                Ok(count)
            }
        }
        let mut lines = Lines::new(io::BufReader::new(Slow(text, step)));
        let mut all = Vec::new();
        while let Some(piece) = lines.next().unwrap() {
            assert_eq!(piece.number, all.len() as u64 + 1);
            all.push(match piece.content {
                PieceContent::Whole(line) => Some(String::from_utf8(line.to_vec()).unwrap()),
                PieceContent::TooLong(length) => {
                    assert!(length > MAX_PIECE as u64);
                    None
                }
            });
        }
        all
    }

    #[test]
    fn lines_are_the_same_however_they_come() {
        for step in [1, 2, 7, 1 << 20] {
            let expected: Vec<Option<String>> = ["a", "", "b", "last"]
                .map(|line| Some(line.to_owned()))
                .into();
            assert_eq!(lines(b"a\n\nb\r\nlast", step), expected, "{step}");
            assert_eq!(lines(b"", step), []);
            assert_eq!(lines(b"\n", step), [Some(String::new())]);
        }
    }

    #[test]
    fn a_line_that_is_too_long_costs_itself_alone() {
        let long = vec![b'x'; 3 * MAX_PIECE];
        let text = [b"a\n".as_slice(), &long, b"\nb\n", &long].concat();
        let (a, b) = (Some("a".to_owned()), Some("b".to_owned()));
        assert_eq!(lines(&text, 100_000), [a, None, b, None]);
        let whole = vec![b'x'; MAX_PIECE];
        assert_eq!(
            lines(&whole, 1 << 20)
                .first()
                .unwrap()
                .as_ref()
                .unwrap()
                .len(),
            MAX_PIECE
        );
    }
}
