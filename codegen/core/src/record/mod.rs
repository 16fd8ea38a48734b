//! A recorder for clients, behind the feature `record`. It appends undocumented responses to a file, as JSON lines that
//! `cargo errcat observe` reads.
//!
//! Recording never blocks and never fails. A response that cannot be written at once is dropped and counted. The lines per
//! second, the length of a line and the size of the file are limited, and sensitive values are removed.

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
    /// Returns `true` if the body has everything that its shape requires, with all constants.
    #[must_use]
    pub fn has_whole_shape(&self) -> bool {
        self.exact
    }

    /// Returns the body without sensitive values: those that the catalog marks, and those that [look](redact) like a key, a token
    /// or an email address. The names and types of members stay. Bytes that are not UTF-8 are replaced.
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
            // If the body is not UTF-8, positions in it differ from those in its text.
            hidden.push(0..body.len());
        }
        redact::json(&body, &hidden)
    }
}

/// Returns the position of a part of a text in the text.
fn place(text: &str, part: &str) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let end = start.checked_add(part.len())?;
    (text.get(start..end)? == part).then_some(start..end)
}
