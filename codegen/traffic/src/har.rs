//! A HAR file → its entries. Only one is in memory at a time, however large the file is, which is why this is not left to
//! a JSON parser, nor to the engine's scanner: both need the whole text.

use std::io::{self, BufRead};

use memchr::memchr2;

use crate::lines::{MAX_PIECE, Piece, Pieces};

/// Longer names are of no interest.
const LONGEST_NAME: usize = 16;

/// The entries of a HAR file (`log.entries`).
pub(super) struct HarEntries<R> {
    reader: R,
    entry: Vec<u8>,
    number: u64,
    bytes: u64,
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

impl<R: BufRead> HarEntries<R> {
    pub(super) fn new(reader: R) -> HarEntries<R> {
        HarEntries {
            reader,
            entry: Vec::new(),
            number: 0,
            bytes: 0,
            started: false,
        }
    }

    /// Goes to the first item of the list `entries` of the object `log`.
    fn find_entries(&mut self) -> io::Result<()> {
        let (mut depth, mut name) = (0_u32, Vec::new());
        let mut in_log = false;
        loop {
            let Some(byte) = self.byte()? else {
                return Err(broken("it has no list `log.entries`"));
            };
            self.pass(1);
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
            self.pass(1);
            match byte {
                b'"' if !escaped => return Ok(text),
                _ if text.len() < LONGEST_NAME => text.push(byte),
                _ => {}
            }
            escaped = byte == b'\\' && !escaped;
        }
    }

    /// Returns the next byte, which stays the next one.
    fn byte(&mut self) -> io::Result<Option<u8>> {
        Ok(held(&mut self.reader)?.first().copied())
    }

    fn pass(&mut self, count: usize) {
        self.reader.consume(count);
        self.bytes += count as u64;
    }

    /// Returns the object that begins here, up to its closing bracket.
    fn entry(&mut self) -> io::Result<Piece<'_>> {
        self.number += 1;
        self.entry.clear();
        let (start, mut brackets) = (self.bytes, Brackets::default());
        let mut is_closed = false;
        while !is_closed {
            let held = held(&mut self.reader)?;
            if held.is_empty() {
                return Err(broken(&format!(
                    "it ends in the middle of entry {}",
                    self.number
                )));
            }
            let end = brackets.end(held);
            is_closed = end.is_some();
            let count = end.unwrap_or(held.len());
            if self.entry.len() <= MAX_PIECE {
                self.entry
                    .extend_from_slice(held.get(..count).unwrap_or_default());
            }
            self.pass(count);
        }
        let length = self.bytes - start;
        Ok(Piece::new(self.number, length, &self.entry))
    }
}

impl<R: BufRead> Pieces for HarEntries<R> {
    /// Returns the next entry.
    fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        if !self.started {
            self.find_entries()?;
            self.started = true;
        }
        loop {
            match self.byte()? {
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',') => self.pass(1),
                Some(b'{') => return self.entry().map(Some),
                Some(b']') => return Ok(None),
                Some(_) => return Err(broken("an entry is not an object")),
                None => return Err(broken("it ends within the list of entries")),
            }
        }
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Returns the bytes in memory, of which there are none only at the end of the input.
fn held(reader: &mut impl BufRead) -> io::Result<&[u8]> {
    while let Err(error) = reader.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    reader.fill_buf()
}

/// The number of open brackets, and whether a string is open and its last byte an open escape.
#[derive(Default)]
struct Brackets {
    depth: u64,
    in_string: bool,
    in_escape: bool,
}

impl Brackets {
    /// Reads on, and returns the position after the bracket that closes the outermost one; `None` if it is not among these
    /// bytes.
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = usize::from(self.in_escape);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if self.in_string {
                let Some(next) = memchr2(b'"', b'\\', rest) else {
                    at = bytes.len();
                    break;
                };
                self.in_string = rest.get(next) == Some(&b'\\');
                at += next + if self.in_string { 2 } else { 1 };
                continue;
            }
            match rest.first() {
                Some(b'"') => self.in_string = true,
                Some(b'{' | b'[') => self.depth += 1,
                Some(b'}' | b']') => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
            if self.depth == 0 {
                return Some(at);
            }
        }
        self.in_escape = at > bytes.len();
        None
    }
}

fn broken(why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("the HAR file is incomplete: {why}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::PieceContent;

    /// Returns the entries, which are the same however the text comes in pieces.
    fn entries(text: &[u8]) -> io::Result<Vec<Option<String>>> {
        let whole = entries_in_pieces(text, 1 << 20);
        if let Ok(whole) = &whole {
            assert_eq!(&entries_in_pieces(text, 3).unwrap(), whole);
            assert_eq!(&entries_in_pieces(text, 1).unwrap(), whole);
        }
        whole
    }

    fn entries_in_pieces(text: &[u8], size: usize) -> io::Result<Vec<Option<String>>> {
        assert!(is_har(text));
        let mut entries = HarEntries::new(io::BufReader::with_capacity(size, text));
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
    fn a_truncated_har_file_is_reported() {
        for (text, why) in [
            (
                r#"{"log": {"entries": [{"a": 1}, {"b": "#,
                "in the middle of entry 2",
            ),
            (
                r#"{"log": {"entries": [{"a": 1}"#,
                "within the list of entries",
            ),
            (r#"{"log": {"pages": []}}"#, "no list `log.entries`"),
            (r#"{"log": {"entries": [7]}}"#, "not an object"),
        ] {
            let error = entries(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
        assert!(!is_har(b"{\"logs\": 1}") && !is_har(b"") && !is_har(b"[]"));
    }
}
