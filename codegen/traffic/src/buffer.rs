//! Bytes of an input of any size, of which a bounded part is in memory.

use std::io::{self, Read};

/// The bytes that are read at once.
const CHUNK: usize = 256 << 10;

/// The bytes from the start of the current piece to the end of what was read.
pub(super) struct Buffer<R> {
    reader: R,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// Bytes read so far.
    pub(super) total: u64,
}

impl<R: Read> Buffer<R> {
    pub(super) fn new(reader: R) -> Buffer<R> {
        Buffer {
            reader,
            bytes: vec![0; CHUNK],
            start: 0,
            end: 0,
            ended: false,
            total: 0,
        }
    }

    /// Returns the beginning of the input: at least this many bytes, unless it is shorter.
    pub(super) fn start(&mut self, least: usize) -> io::Result<&[u8]> {
        while self.held().len() < least && self.fill()? {}
        Ok(self.held())
    }

    /// Returns the bytes in memory.
    pub(super) fn held(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// Releases the first bytes.
    pub(super) fn release(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Reads on, and returns whether there was more. The bytes in memory stay there.
    pub(super) fn fill(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.bytes.len() - self.end < CHUNK / 2 {
            self.bytes.resize(self.bytes.len() * 2, 0);
        }
        while !self.ended {
            match self
                .reader
                .read(self.bytes.get_mut(self.end..).unwrap_or_default())
            {
                Ok(0) => self.ended = true,
                Ok(count) => {
                    self.end += count;
                    self.total += count as u64;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}
