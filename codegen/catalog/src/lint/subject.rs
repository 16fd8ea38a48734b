//! The data that lints examine.

use crate::model::Error;
use crate::text::source::Span;
use crate::text::source_map::ErrorSpans;

/// An error and its spans.
pub(super) struct Subject<'c> {
    pub(super) error: &'c Error,
    pub(super) spans: &'c ErrorSpans,
}

impl Subject<'_> {
    /// Returns the value of a key of the error, or the error's own key if it has none.
    pub(super) fn value(&self, key: &str) -> Span {
        let value = self.spans.keys.value(key);
        value.unwrap_or_else(|| self.spans.key.clone())
    }
}
