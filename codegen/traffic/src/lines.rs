//! Input → lines, each in memory as a whole unless it is too long.

use std::io::{self, Read};

use memchr::memchr;

use crate::buffer::Buffer;

/// Longer lines and entries are reported and passed over (4 MiB).
pub const MAX_PIECE: usize = 4 << 20;

/// A line, or an entry of a HAR file.
pub(super) struct Piece<'b> {
    /// Counted from 1.
    pub(super) number: u64,
    pub(super) content: PieceContent<'b>,
}

/// An input, taken apart.
pub(super) trait Pieces {
    /// The next piece; `None` at the end.
    fn next(&mut self) -> io::Result<Option<Piece<'_>>>;
    /// Bytes read so far.
    fn bytes(&self) -> u64;
}

/// The bytes of a piece.
pub(super) enum PieceContent<'b> {
    Whole(&'b [u8]),
    /// It has this many bytes, more than are read.
    TooLong(u64),
}

/// The lines of an input.
pub(super) struct Lines<R> {
    buffer: Buffer<R>,
    number: u64,
    /// The length of the last line, which is still in memory.
    last: usize,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(buffer: Buffer<R>) -> Lines<R> {
        Lines {
            buffer,
            number: 0,
            last: 0,
        }
    }

    fn piece(&self, length: usize, passed: u64) -> Piece<'_> {
        let whole = self.buffer.held().get(..length).unwrap_or_default();
        let content = match passed + length as u64 {
            length if length > MAX_PIECE as u64 => PieceContent::TooLong(length),
            _ => PieceContent::Whole(whole.strip_suffix(b"\r").unwrap_or(whole)),
        };
        Piece {
            number: self.number,
            content,
        }
    }
}

impl<R: Read> Pieces for Lines<R> {
    /// The next line, without its end.
    fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        self.buffer.release(std::mem::take(&mut self.last));
        self.number += 1;
        let (mut searched, mut passed) = (0, 0);
        loop {
            let held = self.buffer.held();
            if let Some(end) =
                memchr(b'\n', held.get(searched..).unwrap_or_default()).map(|at| searched + at)
            {
                self.last = end + 1;
                return Ok(Some(self.piece(end, passed)));
            }
            searched = held.len();
            if passed > 0 || searched > MAX_PIECE {
                passed += searched as u64;
                self.buffer.release(searched);
                searched = 0;
            }
            if !self.buffer.fill()? {
                self.last = self.buffer.held().len();
                return Ok((self.last > 0 || passed > 0).then(|| self.piece(self.last, passed)));
            }
        }
    }

    fn bytes(&self) -> u64 {
        self.buffer.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, `None` for one that is too long, of an input that comes in pieces of this size.
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
        let mut lines = Lines::new(Buffer::new(Slow(text, step)));
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
