//! A recorder for clients: answers that the catalog does not foresee, appended to a file as JSON lines that
//! `cargo errcat observe` reads. Feature `record`.
//!
//! It never blocks its caller and never fails it: what cannot be written at once is dropped and counted. What it writes
//! is bounded, in lines a second, in the length of a line and of the file, and what is sensitive is taken out before.

mod file;
mod line;
pub mod redact;

pub use file::{Recorder, RecorderOptions};
pub use line::is_as_documented;

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::engine::response::ErrorResponse;
use crate::tables::envelope::{Field, MAX_FIELDS};

impl ErrorResponse<'_> {
    /// Whether the body has all that the shape it was read by asks for, and all of its constants.
    #[must_use]
    pub fn has_whole_shape(&self) -> bool {
        self.exact
    }

    /// The body without what is sensitive: what the catalog marks, and what [looks](redact) like a key, a token or a
    /// mail address. Names and types stay. Bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn redacted_body(&self) -> String {
        let body = String::from_utf8_lossy(self.body());
        let fields = (0..MAX_FIELDS as u8)
            .map(Field)
            .filter(|field| self.catalog.is_sensitive(*field));
        let mut hidden: Vec<Range<usize>> = fields
            .filter_map(|field| place(&body, self.raw(field)?))
            .collect();
        if self.body_text().is_none() && self.catalog.has_sensitive() {
            // Places in what is no UTF-8 are not those in its text.
            hidden.push(0..body.len());
        }
        redact::json(&body, &hidden)
    }
}

/// Where a part of a text stands in it.
fn place(text: &str, part: &str) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let end = start.checked_add(part.len())?;
    (text.get(start..end)? == part).then_some(start..end)
}
