//! How much was imported from a page, and what was left out.

use api_error_catalog_model::source::Span;
use api_error_catalog_pages::SkippedPart;

/// What an import made of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The catalog, commented.
    pub yaml: String,
    /// How many there are of each thing.
    pub found: Counts,
    /// What was left out, in the order of the page.
    pub left_out: Vec<LeftOut>,
}

/// How many there are of each thing in an imported catalog.
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
    /// Returns `true` if there are no errors, statuses and close codes, without which a catalog does not load.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.errors == 0 && self.found.statuses == 0 && self.found.close_codes == 0
    }
}

/// A part of the page that the catalog lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is.
    pub what: String,
    /// Why it was left out.
    pub why: String,
    /// Where it is on the page.
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
