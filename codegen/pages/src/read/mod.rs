//! Reads a page: formats → a document → facts.
//!
//! | file | holds |
//! |---|---|
//! | `format.rs` | detecting the format: the content decides, then the file name's extension |
//! | `formats/` | a reader for each format |
//! | `machine/` | documents for programs: OpenAPI, Smithy, protobuf, listings of errors and others |
//! | `document.rs`, `text.rs` | a flat list of blocks in page order, and text that keeps its positions |
//! | `interpret/` | blocks → mentions → facts |
//! | `texts.rs` | all texts of a page, to look for a wording |
//! | `headings.rs` | sections by their headings |
//! | `conventions/` | what error pages have in common |
//! | `words/` | word lists |

pub mod conventions;
mod document;
mod format;
mod formats;
mod headings;
pub(crate) mod interpret;
mod machine;
mod text;
pub(crate) mod texts;
mod words;

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::page::Page;
use crate::reports::UnusedHint;
use crate::write::markdown::reader;
use api_error_catalog_model::Source;
use api_error_catalog_model::model::Hint;
pub use conventions::code_shape::code;
use format::Format;
pub use interpret::{BodyFields, body_fields};
#[cfg(feature = "fit")]
pub use interpret::{try_weights, weights};
use machine::Reading;
pub use machine::names_a_format;
use texts::PageTexts;

/// The largest document that is read, in bytes (32 MiB): a description of an API for programs.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// The largest page for people that is read, in bytes (4 MiB). Error pages seldom reach a tenth of it, and whatever is
/// larger is a whole manual or not a page at all.
pub const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;

/// How many pages this process has read, so that a test can show that a command reads each page once.
#[doc(hidden)]
pub static READINGS: AtomicUsize = AtomicUsize::new(0);

/// Why a page cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// It is larger than [`MAX_BYTES`], or is a page for people larger than [`MAX_PAGE_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The maximum.
        most: usize,
    },
    /// It has a known format for programs that is not read.
    Unsupported {
        /// The format's name.
        format: &'static str,
    },
    /// The page is not text: it holds a NUL byte.
    Binary {
        /// The offset of the first one, in bytes.
        offset: usize,
    },
    /// The page is not UTF-8.
    NotUtf8 {
        /// The offset of the first invalid byte.
        offset: usize,
    },
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadError::TooLarge { bytes, most } => {
                write!(
                    f,
                    "it has {bytes} bytes, more than the {most} that are read"
                )
            }
            ReadError::Unsupported { format } => {
                write!(
                    f,
                    "it is {format}, which is not supported; OpenAPI 2 to 3.1, AsyncAPI, Smithy JSON, JSON Schema, \
                     protobuf and lists of errors in JSON, YAML or CSV are"
                )
            }
            ReadError::Binary { offset } => write!(f, "it is not text: byte {offset} is NUL"),
            ReadError::NotUtf8 { offset } => {
                write!(
                    f,
                    "it is not UTF-8 text: byte {offset} is invalid; convert it, for example with `iconv -f windows-1252 -t utf-8`"
                )
            }
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads a page. `name` is its file name or address: its extension settles the format if the content leaves it open.
///
/// A page that documents no error is not a failure: see [`Page::is_empty`].
///
/// # Errors
///
/// Returns a [`ReadError`] if the page is too large, binary, or not UTF-8.
pub fn read(name: &str, bytes: &[u8]) -> Result<Page, ReadError> {
    read_with(name, bytes, &[])
}

/// Reads a page by hints, and everything else as [`read`] does. [`Page::unused_hints`] lists those that
/// match nothing on the page.
///
/// # Errors
///
/// See [`read`].
pub fn read_with(name: &str, bytes: &[u8], hints: &[Hint]) -> Result<Page, ReadError> {
    READINGS.fetch_add(1, Ordering::Relaxed);
    let source = Source::new(name, text_of(bytes)?);
    let stated = Format::of_hints(hints);
    let reading = match stated {
        None | Some(Format::Json) => machine::read(name, &source.text),
        Some(_) => Reading::Page,
    };
    let (document, skipped) = match reading {
        Reading::Facts(page) => return Ok(with_facts(*page, source, hints)),
        Reading::Unsupported(format) => return Err(ReadError::Unsupported { format }),
        Reading::Tables(..) | Reading::Page if source.text.len() > MAX_PAGE_BYTES => {
            let (bytes, most) = (source.text.len(), MAX_PAGE_BYTES);
            return Err(ReadError::TooLarge { bytes, most });
        }
        Reading::Tables(document, skipped) => (document, skipped),
        Reading::Page => {
            let format = stated.unwrap_or_else(|| Format::detect(name, &source.text));
            (format.read(&source.text), Vec::new())
        }
    };
    if hints.is_empty() && reader::is_reference(&source.text) {
        return Ok(Page {
            texts: PageTexts::new(document),
            ..reader::read(source)
        });
    }
    let mut page = interpret::interpret(source, document, hints);
    page.skipped.extend(skipped);
    Ok(page)
}

/// Completes the facts of a document for programs, on which hints have nothing to decide.
fn with_facts(page: Page, source: Source, hints: &[Hint]) -> Page {
    let unused = (0..hints.len()).map(|hint| UnusedHint {
        hint,
        why: "the document states its facts without sections and tables".to_owned(),
    });
    Page {
        source,
        unused_hints: unused.collect(),
        ..page
    }
}

/// Returns the page's text, if it is one.
fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > MAX_BYTES {
        let (bytes, most) = (bytes.len(), MAX_BYTES);
        return Err(ReadError::TooLarge { bytes, most });
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(ReadError::Binary { offset });
    }
    let source = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8 {
        offset: error.valid_up_to(),
    })?;
    Ok(source.trim_start_matches('\u{feff}'))
}
