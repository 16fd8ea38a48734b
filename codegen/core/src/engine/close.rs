//! Identifies the errors of close frames.

use crate::engine::identify::Seen;
use crate::engine::resolution::{Resolution, UnresolvedReason};
use crate::engine::response::ErrorResponse;
use crate::engine::rules;
use crate::tables::envelope::Field;

impl ErrorResponse<'_> {
    /// Identifies the error of a close frame by its reason, which may be a code, an error in the shape of a message, or a message.
    pub(super) fn identify_close(&self) -> Resolution {
        let reason = self.text(Field::CODE).or_else(|| self.body_text());
        let code = reason
            .map(|reason| rules::own_form(self.catalog, reason))
            .filter(|code| rules::has_code(self.catalog, code));
        let seen = Seen {
            code,
            ..self.seen()
        };
        match self.identify_by_more(self.catalog.rules, seen) {
            Resolution::Unresolved(reason)
                if code.is_none() || reason != UnresolvedReason::Ambiguous =>
            {
                Resolution::Unresolved(UnresolvedReason::CloseFrame)
            }
            resolution => resolution,
        }
    }
}
