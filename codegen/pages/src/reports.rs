//! Reports of the reader besides facts: how it read tables and groups, which parts it left out, and hints without effect.

use api_error_catalog_model::model::Hint;
use api_error_catalog_model::source::Span;

/// A hint that matches nothing on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusedHint {
    /// Its index in the list of hints.
    pub hint: usize,
    /// The reason, such as a missing section.
    pub why: String,
}

/// How a table, or another group of records with the same build, is read.
#[derive(Debug, Clone, PartialEq)]
pub struct GridReport {
    /// A short description, such as a table's header or `4 headings`.
    pub what: String,
    /// Possible readings, each with its score: the chosen one first, then the runner-up if there is one.
    pub readings: Vec<(String, f32)>,
    /// Why the chosen reading holds no errors, or may be wrong.
    pub reason: Option<String>,
    /// The hint that would settle it, if it is in doubt.
    pub hint: Option<Hint>,
    /// Its location on the page.
    pub span: Span,
}

impl GridReport {
    /// Returns by how much the score of the chosen reading exceeds that of the runner-up, or of no reading at all.
    #[must_use]
    pub fn margin(&self) -> f32 {
        let score = |at: usize| {
            self.readings
                .get(at)
                .map_or(0.0, |(_, score)| score.max(0.0))
        };
        score(0) - score(1)
    }
}

/// A part of the page that was examined and omitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedPart {
    /// A short description, such as a table's header or a heading.
    pub what: String,
    /// The reason why it was omitted.
    pub reason: String,
    /// Its location on the page.
    pub span: Span,
}
