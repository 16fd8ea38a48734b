//! The result of an import: the catalog, its counts, and the omitted parts of the page.

use api_error_catalog_model::source::Span;
use api_error_catalog_pages::SkippedPart;

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The catalog, with comments.
    pub yaml: String,
    /// The number of items of each kind.
    pub found: Counts,
    /// The omitted parts, in the order of the page.
    pub left_out: Vec<LeftOut>,
}

/// The number of items of each kind in an imported catalog.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Types that group errors.
    pub types: usize,
    /// HTTP statuses that the page explains.
    pub statuses: usize,
    /// WebSocket close codes.
    pub close_codes: usize,
    /// JSON examples on the page.
    pub bodies: usize,
    /// Comments that mark a guess.
    pub unsure: usize,
}

impl Imported {
    /// Returns `true` if the catalog has neither errors nor statuses nor close codes, so that it cannot be opened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.errors == 0 && self.found.statuses == 0 && self.found.close_codes == 0
    }
}

/// A part of the page that is not in the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// A description of the part.
    pub what: String,
    /// The reason.
    pub why: String,
    /// The position on the page.
    pub span: Span,
}

impl LeftOut {
    pub(super) fn new(what: String, why: &str, span: Span) -> LeftOut {
        LeftOut {
            what,
            why: why.to_owned(),
            span,
        }
    }

    pub(super) fn of_reader(skipped: &SkippedPart) -> LeftOut {
        LeftOut::new(skipped.what.clone(), &skipped.reason, skipped.span.clone())
    }
}
