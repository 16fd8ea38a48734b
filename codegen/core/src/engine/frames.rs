//! Splits the bytes of a stream into frames: server-sent events, or lines.

use alloc::vec::Vec;
use core::mem;

use memchr::{memchr, memchr2};

/// The format of a stream of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StreamFormat {
    /// Server-sent events (`text/event-stream`).
    Events,
    /// A JSON text on each line (`application/x-ndjson`, `application/jsonl`), also with a record separator before it
    /// (`application/json-seq`).
    Lines,
}

impl StreamFormat {
    /// Returns the format that this `Content-Type` states, or `None` if it is not that of a stream.
    #[must_use]
    pub fn of_content_type(value: &str) -> Option<StreamFormat> {
        let media_type = value.split(';').next().unwrap_or_default().trim();
        let is = |known: &str| media_type.eq_ignore_ascii_case(known);
        let lines = [
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonl",
            "application/jsonlines",
            "application/x-json-stream",
            "application/stream+json",
            "application/json-seq",
        ];
        if is("text/event-stream") {
            Some(StreamFormat::Events)
        } else {
            lines.into_iter().any(is).then_some(StreamFormat::Lines)
        }
    }
}

/// A reader of frames, which gets the bytes of a stream in parts of any size. It holds one frame at a time.
#[derive(Debug)]
pub(crate) struct Frames {
    format: StreamFormat,
    /// The maximum number of bytes that are kept of the data of a frame.
    limit: usize,
    /// The start of a line whose end has not arrived yet.
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    is_error: bool,
    is_truncated: bool,
    /// Whether the frame is complete, so that the next bytes start another one.
    is_complete: bool,
    /// Whether a line has been read, so that a byte order mark can no longer follow.
    has_started: bool,
    /// Whether the last byte was a carriage return, which a line feed may follow.
    after_return: bool,
}

/// The maximum number of bytes of a line that do not belong to its data: `data: `, and a byte order mark.
const AROUND_DATA: usize = 16;

impl Frames {
    pub(crate) fn new(format: StreamFormat, limit: usize) -> Frames {
        Frames {
            format,
            limit,
            line: Vec::new(),
            data: Vec::new(),
            has_data: false,
            is_error: false,
            is_truncated: false,
            is_complete: false,
            has_started: false,
            after_return: false,
        }
    }

    /// Returns the data of the frame.
    pub(crate) fn data(&self) -> &[u8] {
        &self.data
    }

    /// Returns `true` if the frame is an event with the name `error`.
    pub(crate) fn is_error(&self) -> bool {
        self.is_error
    }

    /// Returns `true` if the frame has more data than the limit allows.
    pub(crate) fn is_truncated(&self) -> bool {
        self.is_truncated
    }

    /// Reads up to the end of a frame, and removes what it has read from `bytes`. Returns `false` if the frame is not complete.
    pub(crate) fn advance(&mut self, bytes: &mut &[u8]) -> bool {
        self.start();
        while let Some((line, rest)) = self.next_line(bytes) {
            *bytes = rest;
            self.is_complete = if self.line.is_empty() {
                self.take_line(line)
            } else {
                self.keep(line);
                let mut whole = mem::take(&mut self.line);
                let is_complete = self.take_line(&whole);
                whole.clear();
                self.line = whole;
                is_complete
            };
            if self.is_complete {
                return true;
            }
        }
        self.keep(bytes);
        *bytes = &[];
        false
    }

    /// Ends the stream. Returns `true` if a frame had begun.
    pub(crate) fn end(&mut self) -> bool {
        self.start();
        let line = mem::take(&mut self.line);
        let is_whole = !line.is_empty() && self.take_line(&line);
        self.is_complete = true;
        (self.has_started, self.after_return) = (false, false);
        is_whole || self.has_data || self.is_error
    }

    /// Forgets the frame before, if there was one.
    fn start(&mut self) {
        if mem::take(&mut self.is_complete) {
            self.data.clear();
            (self.has_data, self.is_error, self.is_truncated) = (false, false, false);
        }
    }

    /// Returns the next line without its end, and the bytes after it; `None` if the line has no end yet.
    fn next_line<'b>(&mut self, bytes: &mut &'b [u8]) -> Option<(&'b [u8], &'b [u8])> {
        if self.format == StreamFormat::Lines {
            let end = memchr(b'\n', bytes)?;
            let (line, rest) = bytes.split_at_checked(end)?;
            return Some((line, rest.get(1..)?));
        }
        if let (true, Some((first, rest))) = (self.after_return, bytes.split_first()) {
            self.after_return = false;
            if *first == b'\n' {
                *bytes = rest;
            }
        }
        let (line, rest) = bytes.split_at_checked(memchr2(b'\n', b'\r', bytes)?)?;
        self.after_return = rest.first() == Some(&b'\r');
        Some((line, rest.get(1..)?))
    }

    /// Keeps the start of a line, so much that `add_data` reports the rest as left over.
    fn keep(&mut self, part: &[u8]) {
        append(&mut self.line, part, self.limit.saturating_add(AROUND_DATA));
    }

    /// Reads a line. Returns `true` if it ends a frame.
    fn take_line(&mut self, line: &[u8]) -> bool {
        let is_first = !mem::replace(&mut self.has_started, true);
        let mark = is_first.then(|| line.strip_prefix(b"\xef\xbb\xbf"));
        let line = mark.flatten().unwrap_or(line);
        match self.format {
            StreamFormat::Events => self.take_field(line),
            StreamFormat::Lines => {
                let line = line.strip_prefix(b"\x1e").unwrap_or(line);
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let is_blank = line.trim_ascii().is_empty();
                if !is_blank {
                    self.add_data(line);
                }
                !is_blank
            }
        }
    }

    /// Reads a line of an event. An empty line ends the event.
    fn take_field(&mut self, line: &[u8]) -> bool {
        if line.is_empty() {
            return self.has_data || self.is_error;
        }
        let colon = memchr(b':', line).unwrap_or(line.len());
        let (name, value) = line.split_at_checked(colon).unwrap_or((line, b""));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"event" => self.is_error = value == ERROR,
            b"data" => {
                if self.has_data {
                    self.add_data(b"\n");
                }
                self.add_data(value);
                self.has_data = true;
            }
            _ => {}
        }
        false
    }

    fn add_data(&mut self, part: &[u8]) {
        self.is_truncated |= append(&mut self.data, part, self.limit);
    }
}

/// The name of an event that is an error.
pub(crate) const ERROR: &[u8] = b"error";

/// Appends bytes up to a length. Returns `true` if some are left over.
fn append(to: &mut Vec<u8>, part: &[u8], most: usize) -> bool {
    let fitting = part.get(..most.saturating_sub(to.len()));
    to.extend_from_slice(fitting.unwrap_or(part));
    fitting.is_some_and(|fitting| fitting.len() < part.len())
}
