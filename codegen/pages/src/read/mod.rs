//! Reads a page: formats → a document → facts.
//!
//! | file | holds |
//! |---|---|
//! | `format.rs` | detecting the format: the content decides, then the file name's extension |
//! | `formats/` | a reader for each format |
//! | `document.rs`, `text.rs` | a flat list of blocks in page order, and text that keeps its positions |
//! | `interpret/` | blocks → mentions → facts |
//! | `page.rs` | the facts |
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
pub(crate) mod page;
mod text;
pub(crate) mod texts;
mod words;

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::write::markdown::reader;
use api_error_catalog_model::Source;
use api_error_catalog_model::model::Hint;
use format::Format;
pub use interpret::body_fields;
use page::Page;
use texts::PageTexts;

/// The largest page that is read, in bytes (4 MiB). Error pages seldom reach a tenth of it, and whatever is larger is
/// a whole manual or no page at all.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// How many pages this process has read, so that a test can show that a command reads each page once.
#[doc(hidden)]
pub static READINGS: AtomicUsize = AtomicUsize::new(0);

/// Why a page cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The page is larger than [`MAX_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
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
            ReadError::TooLarge { bytes } => {
                write!(
                    f,
                    "the page has {bytes} bytes, more than the {MAX_BYTES} that are read"
                )
            }
            ReadError::Binary { offset } => write!(f, "it is not text: byte {offset} is NUL"),
            ReadError::NotUtf8 { offset } => {
                write!(f, "it is not UTF-8 text: byte {offset} is invalid")
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
    let format = Format::of_hints(hints).unwrap_or_else(|| Format::detect(name, &source.text));
    let document = format.read(&source.text);
    if hints.is_empty() && reader::is_reference(&source.text) {
        return Ok(Page {
            texts: PageTexts::new(document),
            ..reader::read(source)
        });
    }
    Ok(interpret::interpret(source, document, hints))
}

/// Returns the page's text, if it is one.
fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(ReadError::Binary { offset });
    }
    let source = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8 {
        offset: error.valid_up_to(),
    })?;
    Ok(source.trim_start_matches('\u{feff}'))
}
