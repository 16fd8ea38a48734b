//! A HAR file → its entries. Only one is in memory at a time, however large the file is, which is why this is not left to
//! a JSON parser, nor to the engine's scanner: both need the whole text.

use std::io::{self, Read};

use memchr::memchr2;

use crate::buffer::Buffer;
use crate::lines::{MAX_PIECE, Piece, PieceContent, Pieces};

/// Longer names are of no interest.
const LONGEST_NAME: usize = 16;

/// The entries of a HAR file (`log.entries`).
pub(super) struct HarEntries<R> {
    buffer: Buffer<R>,
    number: u64,
    /// The length of the last entry, which is still in memory.
    last: usize,
    started: bool,
}

/// Returns `true` if a file begins as HAR does: with an object whose first member is `log`.
pub(super) fn is_har(start: &[u8]) -> bool {
    let start = start
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(start)
        .trim_ascii_start();
    let object = start.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let member = object
        .and_then(|rest| rest.strip_prefix(b"\"log\""))
        .map(<[u8]>::trim_ascii_start);
    member.is_some_and(|rest| rest.starts_with(b":"))
}

impl<R: Read> HarEntries<R> {
    pub(super) fn new(buffer: Buffer<R>) -> HarEntries<R> {
        HarEntries {
            buffer,
            number: 0,
            last: 0,
            started: false,
        }
    }

    /// Goes to the first item of the list `entries` of the object `log`.
    fn find_entries(&mut self) -> io::Result<()> {
        let (mut depth, mut name) = (0_u32, Vec::new());
        let mut in_log = false;
        loop {
            let Some(byte) = self.byte()? else {
                return Err(broken("there is no list `log.entries` in it"));
            };
            self.buffer.release(1);
            match byte {
                b'"' => name = self.string()?,
                b':' if depth == 1 => in_log = name == b"log",
                b'[' if depth == 2 && in_log && name == b"entries" => return Ok(()),
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// Skips the rest of a string, and returns its text if that is short.
    fn string(&mut self) -> io::Result<Vec<u8>> {
        let (mut text, mut escaped) = (Vec::new(), false);
        loop {
            let Some(byte) = self.byte()? else {
                return Ok(text);
            };
            self.buffer.release(1);
            match byte {
                b'"' if !escaped => return Ok(text),
                _ if text.len() < LONGEST_NAME => text.push(byte),
                _ => {}
            }
            escaped = byte == b'\\' && !escaped;
        }
    }

    /// The next byte, without releasing it.
    fn byte(&mut self) -> io::Result<Option<u8>> {
        loop {
            if let Some(byte) = self.buffer.held().first() {
                return Ok(Some(*byte));
            }
            if !self.buffer.fill()? {
                return Ok(None);
            }
        }
    }

    /// The object that begins here, up to its closing bracket.
    fn entry(&mut self) -> io::Result<Piece<'_>> {
        self.number += 1;
        let (mut brackets, mut at, mut passed) = (Brackets::default(), 0, 0);
        while !brackets.go_on(self.buffer.held(), &mut at) {
            if passed > 0 || at > MAX_PIECE {
                // What follows a backslash may be yet to come, so the last byte stays.
                let done = at.min(self.buffer.held().len());
                passed += done as u64;
                self.buffer.release(done);
                at -= done;
            }
            if !self.buffer.fill()? {
                return Err(broken(&format!(
                    "it ends in the middle of entry {}",
                    self.number
                )));
            }
        }
        self.last = at;
        let content = match passed + at as u64 {
            length if length > MAX_PIECE as u64 => PieceContent::TooLong(length),
            _ => PieceContent::Whole(self.buffer.held().get(..at).unwrap_or_default()),
        };
        Ok(Piece {
            number: self.number,
            content,
        })
    }
}

impl<R: Read> Pieces for HarEntries<R> {
    /// The next entry.
    fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        self.buffer.release(std::mem::take(&mut self.last));
        if !self.started {
            self.find_entries()?;
            self.started = true;
        }
        loop {
            match self.byte()? {
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',') => self.buffer.release(1),
                Some(b'{') => return self.entry().map(Some),
                Some(b']') => return Ok(None),
                Some(_) => return Err(broken("an entry is no object")),
                None => return Err(broken("it ends before its entries do")),
            }
        }
    }

    fn bytes(&self) -> u64 {
        self.buffer.total
    }
}

/// The number of open brackets, and whether a string is open.
#[derive(Default)]
struct Brackets {
    depth: u64,
    in_string: bool,
}

impl Brackets {
    /// Reads on from `at`. Returns `true` if the outermost bracket closed; then `at` is after it.
    fn go_on(&mut self, bytes: &[u8], at: &mut usize) -> bool {
        while let Some(rest) = bytes.get(*at..).filter(|rest| !rest.is_empty()) {
            if self.in_string {
                let Some(next) = memchr2(b'"', b'\\', rest) else {
                    *at = bytes.len();
                    return false;
                };
                // An escape may reach beyond these bytes; the next ones are then read from after it.
                let escape = rest.get(next) == Some(&b'\\');
                self.in_string = escape;
                *at += next + if escape { 2 } else { 1 };
                continue;
            }
            match rest.first() {
                Some(b'"') => self.in_string = true,
                Some(b'{' | b'[') => self.depth += 1,
                Some(b'}' | b']') => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            *at += 1;
            if self.depth == 0 {
                return true;
            }
        }
        false
    }
}

fn broken(why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("this is no whole HAR file: {why}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &[u8]) -> io::Result<Vec<Option<String>>> {
        assert!(is_har(text));
        let mut entries = HarEntries::new(Buffer::new(text));
        let mut all = Vec::new();
        while let Some(piece) = entries.next()? {
            all.push(match piece.content {
                PieceContent::Whole(entry) => Some(String::from_utf8(entry.to_vec()).unwrap()),
                PieceContent::TooLong(_) => None,
            });
        }
        Ok(all)
    }

    #[test]
    fn entries_are_found_among_what_else_is_there() {
        let text =
            br#" { "log" : {"creator": {"name": "[\"entries\": [{", "entries": [1]}, "pages": [[]],
            "entries": [ {"a": "}\\\""} , {"b": [{}, {}]}
            ], "comment": "entries"}, "entries": [{"no": 1}]}"#;
        let expected =
            [r#"{"a": "}\\\""}"#, r#"{"b": [{}, {}]}"#].map(|entry| Some(entry.to_owned()));
        assert_eq!(entries(text).unwrap(), expected);
    }

    #[test]
    fn an_entry_that_is_too_long_costs_itself_alone() {
        let long = format!(r#"{{"text": "{}"}}"#, r#"\\\"[{"#.repeat(MAX_PIECE / 4));
        let text = format!(r#"{{"log":{{"entries":[{{"a":1}},{long},{{"b":2}}]}}}}"#);
        let expected = [
            Some(r#"{"a":1}"#.to_owned()),
            None,
            Some(r#"{"b":2}"#.to_owned()),
        ];
        assert_eq!(entries(text.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn what_breaks_off_is_told() {
        for (text, why) in [
            (
                r#"{"log": {"entries": [{"a": 1}, {"b": "#,
                "in the middle of entry 2",
            ),
            (r#"{"log": {"entries": [{"a": 1}"#, "before its entries do"),
            (r#"{"log": {"pages": []}}"#, "no list `log.entries`"),
            (r#"{"log": {"entries": [7]}}"#, "no object"),
        ] {
            let error = entries(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
        assert!(!is_har(b"{\"logs\": 1}") && !is_har(b"") && !is_har(b"[]"));
    }
}
