//! Recorded answers, held against catalogs: what is undocumented, what is documented otherwise, what never occurs.
//!
//! ```text
//! bytes ──lines, har──▶ pieces ──record──▶ answers ──choose──▶ catalog ──judge──▶ tallies ──▶ findings ──▶ report, patch
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `buffer.rs`, `lines.rs`, `har.rs` | an input of any size, taken apart; what is held of it is bounded |
//! | `record.rs`, `time.rs` | a line, or an entry of a HAR file, as an answer |
//! | `choose.rs` | which catalog an answer belongs to |
//! | `judge.rs`, `extra.rs` | what of an answer is otherwise than its catalog says |
//! | `tally.rs`, `message.rs`, `skeleton.rs` | what is kept of it: counts, times, shapes, and nothing that a user sent |
//! | `finding.rs`, `report.rs` | what was found, as data and as text |
//! | `sides.rs` | page, catalog and traffic: which of them stands alone |
//! | `patch.rs`, `widen.rs` | findings → edits of the catalog |
//! | `infer.rs` | answers alone → a catalog to start from |

mod buffer;
mod choose;
mod extra;
mod finding;
mod har;
mod infer;
mod judge;
mod lines;
mod message;
mod patch;
mod record;
mod report;
mod sides;
mod skeleton;
mod tally;
mod time;
mod widen;

use std::io::{self, Read};

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_model::Catalog;
use flate2::read::MultiGzDecoder;

pub use api_error_catalog_model::model::Deviation;
pub use choose::Choice;
pub use finding::{CatalogObservation, Finding, Observation};
pub use infer::{Inference, Inferred};
pub use lines::MAX_PIECE;
pub use patch::{Patch, patch};
pub use sides::{Side, Split, splits};
pub use tally::MAX_DISTINCT;

use buffer::Buffer;
use choose::{Chooser, Target, Waiting};
use har::{Entries, is_har};
use judge::Judge;
use lines::{Content, Lines, Piece, Pieces};
use record::Record;
use tally::Place;

/// Broken lines that are named.
const MOST_NAMED: usize = 10;
/// What of an input is looked at to tell what it is.
const START: usize = 4 << 10;

/// How much was read, and what of it was passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Answers.
    pub answers: u64,
    /// Answers that did what was asked, or said where to turn.
    pub successes: u64,
    /// Requests without an answer.
    pub unanswered: u64,
    /// Answers of other APIs than the catalogs'.
    pub elsewhere: u64,
    /// Lines or entries that are no answer.
    pub broken: u64,
    /// The first of these: where, and why.
    pub named: Vec<(String, String)>,
}

impl Counts {
    fn broken(&mut self, place: String, why: String) {
        self.broken += 1;
        if self.named.len() < MOST_NAMED {
            self.named.push((place, why));
        }
    }
}

/// Reads answers and counts what of them is otherwise than catalogs say.
pub struct Observer<'t> {
    judges: Vec<Judge<'t>>,
    chooser: Chooser,
    inputs: Vec<Input>,
    counts: Counts,
}

/// What was read.
#[derive(Debug, Clone)]
struct Input {
    name: String,
    har: bool,
}

impl Input {
    /// `answers.jsonl:12`, or `page.har, entry 12`.
    fn place(&self, number: u64) -> String {
        if self.har {
            format!("{}, entry {number}", self.name)
        } else {
            format!("{}:{number}", self.name)
        }
    }
}

impl std::fmt::Debug for Observer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observer")
            .field("inputs", &self.inputs)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl<'t> Observer<'t> {
    /// Holds answers against these catalogs; all against one of them, where its place is `named`. `samples`: whether a
    /// redacted body is kept of each finding.
    #[must_use]
    pub fn new(
        catalogs: Vec<(Catalog, &'t Tables<'t>)>,
        named: Option<usize>,
        samples: bool,
    ) -> Observer<'t> {
        let judges: Vec<Judge<'t>> = catalogs
            .into_iter()
            .map(|(catalog, tables)| Judge::new(catalog, tables, samples))
            .collect();
        let chooser = Chooser::new(named.filter(|named| *named < judges.len()), &judges);
        Observer {
            judges,
            chooser,
            inputs: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Reads an input of any size: JSON lines or HAR, as it is or compressed by gzip. `name` is how it is told where
    /// something stands; `progress` is called now and then, with the bytes read so far (after decompression).
    ///
    /// # Errors
    ///
    /// Where reading fails or the input breaks off, with the place. What was read before has been counted.
    pub fn read(
        &mut self,
        name: &str,
        input: impl Read,
        progress: &mut dyn FnMut(u64),
    ) -> io::Result<()> {
        let at = u32::try_from(self.inputs.len()).unwrap_or(u32::MAX);
        self.inputs.push(Input {
            name: name.to_owned(),
            har: false,
        });
        each_piece(input, progress, &mut |piece, har| {
            let number = piece.number;
            match of_piece(&piece, har) {
                None => {}
                Some(Ok((record, text))) => self.record(&record, text, number, har, at),
                Some(Err(why)) => self.counts.broken(
                    Input {
                        name: name.to_owned(),
                        har,
                    }
                    .place(number),
                    why,
                ),
            }
            if let Some(input) = self.inputs.last_mut() {
                input.har = har;
            }
        })
    }

    fn record(&mut self, record: &Record<'_>, text: &[u8], number: u64, har: bool, input: u32) {
        self.counts.answers += 1;
        if record.transport.is_success() {
            self.counts.successes += 1;
        } else if record.is_empty() {
            self.counts.unanswered += 1;
        } else {
            match self.chooser.target(record, &self.judges) {
                Target::Catalog(catalog) => self.hand_over(catalog, record, number, input),
                Target::None => self.counts.elsewhere += 1,
                Target::Wait(host) => {
                    if self.chooser.wait(
                        &host,
                        Waiting {
                            text: text.to_vec(),
                            number,
                            har,
                            input,
                        },
                    ) {
                        self.settle(&host);
                    }
                }
            }
        }
    }

    /// Chooses a catalog for a host, and hands over what waited for that.
    fn settle(&mut self, host: &str) {
        let (chosen, answers) = self.chooser.choose(host, &self.judges);
        for answer in answers {
            match (chosen, answer.record()) {
                (Some(catalog), Some(record)) => {
                    self.hand_over(catalog, &record, answer.number, answer.input)
                }
                _ => self.counts.elsewhere += 1,
            }
        }
    }

    fn hand_over(&mut self, catalog: usize, record: &Record<'_>, line: u64, input: u32) {
        let place = Place {
            line,
            input,
            time: record.time(),
            status: record.transport.status(),
        };
        match (record.body(), self.judges.get_mut(catalog)) {
            (Ok(body), Some(judge)) => judge.answer(record, body, place),
            (Err(why), _) => {
                let place = self
                    .inputs
                    .get(input as usize)
                    .map(|input| input.place(line));
                self.counts.broken(place.unwrap_or_default(), why);
            }
            (Ok(_), None) => {}
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(mut self) -> Observation {
        for host in self.chooser.open_hosts() {
            self.settle(&host);
        }
        Observation::new(&self.judges, self.chooser.choices, self.inputs, self.counts)
    }
}

/// The answer in a piece; `None` where the line is blank.
fn of_piece<'b>(piece: &Piece<'b>, har: bool) -> Option<Result<(Record<'b>, &'b [u8]), String>> {
    match piece.content {
        Content::Whole(text) if !har && text.trim_ascii().is_empty() => None,
        Content::Whole(text) => {
            let record = if har {
                Record::of_entry(text)
            } else {
                Record::of_line(text)
            };
            Some(record.map(|record| (record, text)))
        }
        Content::TooLong(bytes) => Some(Err(format!(
            "it has {bytes} bytes, more than the {} MiB that are read",
            MAX_PIECE >> 20
        ))),
    }
}

/// Hands each piece of an input to `take`, and whether the input is a HAR file.
fn each_piece(
    input: impl Read,
    progress: &mut dyn FnMut(u64),
    take: &mut dyn FnMut(Piece<'_>, bool),
) -> io::Result<()> {
    let mut buffer = Buffer::new(unpacked(input)?);
    let har = is_har(buffer.start(START)?);
    let pieces: &mut dyn Pieces = if har {
        &mut Entries::new(buffer)
    } else {
        &mut Lines::new(buffer)
    };
    let mut last = 0;
    loop {
        match pieces.next() {
            Ok(Some(piece)) => {
                last = piece.number;
                take(piece, har);
            }
            Ok(None) => return Ok(()),
            Err(error) => {
                let unit = if har { "entry" } else { "line" };
                return Err(io::Error::new(
                    error.kind(),
                    format!("{error} (after {unit} {last})"),
                ));
            }
        }
        progress(pieces.bytes());
    }
}

/// The bytes of an input, decompressed where it begins as gzip does.
fn unpacked<'i>(mut input: impl Read + 'i) -> io::Result<Box<dyn Read + 'i>> {
    let mut start = Vec::new();
    input.by_ref().take(2).read_to_end(&mut start)?;
    let zipped = start == [0x1f, 0x8b];
    let whole = io::Cursor::new(start).chain(input);
    Ok(if zipped {
        Box::new(MultiGzDecoder::new(whole))
    } else {
        Box::new(whole)
    })
}
