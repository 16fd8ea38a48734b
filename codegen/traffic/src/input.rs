//! Inputs: JSON lines or HAR, as they are or compressed by gzip, as one response after another.

use std::io::{self, BufReader, Read};

use flate2::read::MultiGzDecoder;

use crate::har::{HarEntries, is_har};
use crate::lines::{Lines, MAX_PIECE, Piece, PieceContent, Pieces};
use crate::record::Record;

/// Broken lines that are named.
const MOST_NAMED: usize = 10;
/// The bytes of an input that show its format.
const START: u64 = 4 << 10;
/// The bytes that are read at once.
const CHUNK: usize = 256 << 10;

/// How much was read, and how much of it was passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Responses.
    pub answers: u64,
    /// Responses with a success status or a redirect that no catalog describes as an error.
    pub successes: u64,
    /// Requests without a response.
    pub unanswered: u64,
    /// Responses of other APIs than the catalogs'.
    pub elsewhere: u64,
    /// Lines or entries that are not a response.
    pub broken: u64,
    /// The first of these: where, and why.
    pub named: Vec<(String, String)>,
}

impl Counts {
    /// Counts a response. Returns `true` if it may be an error. `is_error` states that one with a success status is.
    pub(super) fn add(&mut self, record: &Record<'_>, is_error: bool) -> bool {
        self.answers += 1;
        let is_success = record.channel.is_success() && !is_error;
        let is_unanswered = !is_success && record.is_empty();
        self.successes += u64::from(is_success);
        self.unanswered += u64::from(is_unanswered);
        !is_success && !is_unanswered
    }

    pub(super) fn add_broken(&mut self, place: String, why: String) {
        self.broken += 1;
        if self.named.len() < MOST_NAMED {
            self.named.push((place, why));
        }
    }
}

/// The name of an input, and whether it is a HAR file.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) har: bool,
}

impl Input {
    /// `answers.jsonl:12`, or `page.har, entry 12`.
    pub(super) fn place(&self, number: u64) -> String {
        if self.har {
            format!("{}, entry {number}", self.name)
        } else {
            format!("{}:{number}", self.name)
        }
    }
}

/// The text of one line or entry, and where it is from.
#[derive(Clone, Copy)]
pub(super) struct RecordText<'b> {
    pub(super) text: &'b [u8],
    pub(super) number: u64,
    pub(super) har: bool,
}

impl<'b> RecordText<'b> {
    pub(super) fn parse(&self) -> Result<Record<'b>, String> {
        if self.har {
            Record::of_entry(self.text)
        } else {
            Record::of_line(self.text)
        }
    }
}

/// Hands each line or entry that is not blank to `take`, or the reason why it was not read. Returns whether the input is
/// a HAR file.
pub(super) fn each_record(
    input: impl Read,
    progress: &mut dyn FnMut(u64),
    take: &mut dyn FnMut(RecordText<'_>, Result<Record<'_>, String>),
) -> io::Result<()> {
    let (start, input) = peek(unpacked(input)?, START)?;
    let reader = BufReader::with_capacity(CHUNK, input);
    let har = is_har(&start);
    let pieces: &mut dyn Pieces = if har {
        &mut HarEntries::new(reader)
    } else {
        &mut Lines::new(reader)
    };
    let mut last = 0;
    loop {
        match pieces.next() {
            Ok(Some(piece)) => {
                last = piece.number;
                take_piece(piece, har, take);
            }
            Ok(None) => return Ok(()),
            Err(error) => {
                let unit = if har { "entry" } else { "line" };
                let message = format!("{error} (after {unit} {last})");
                return Err(io::Error::new(error.kind(), message));
            }
        }
        progress(pieces.bytes());
    }
}

fn take_piece(
    piece: Piece<'_>,
    har: bool,
    take: &mut dyn FnMut(RecordText<'_>, Result<Record<'_>, String>),
) {
    let number = piece.number;
    match piece.content {
        PieceContent::Whole(text) if !har && text.trim_ascii().is_empty() => {}
        PieceContent::Whole(text) => {
            let text = RecordText { text, number, har };
            take(text, text.parse());
        }
        PieceContent::TooLong(bytes) => {
            let why = format!(
                "it has {bytes} bytes; the maximum is {} MiB",
                MAX_PIECE >> 20
            );
            let text = &[][..];
            take(RecordText { text, number, har }, Err(why));
        }
    }
}

/// Returns the bytes of an input, decompressed if it begins as gzip does.
fn unpacked<'i>(input: impl Read + 'i) -> io::Result<Box<dyn Read + 'i>> {
    let (start, input) = peek(input, 2)?;
    Ok(if start == [0x1f, 0x8b] {
        Box::new(MultiGzDecoder::new(input))
    } else {
        Box::new(input)
    })
}

/// Returns the first bytes of an input, and the whole input.
fn peek<R: Read>(mut input: R, count: u64) -> io::Result<(Vec<u8>, impl Read + use<R>)> {
    let mut start = Vec::new();
    input.by_ref().take(count).read_to_end(&mut start)?;
    Ok((start.clone(), io::Cursor::new(start).chain(input)))
}
