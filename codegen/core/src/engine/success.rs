//! Decides whether a response is an error.

use crate::engine::response::ErrorResponse;
use crate::engine::rules;
use crate::tables::envelope::Field;
use crate::tables::rules::Rules;

impl ErrorResponse<'_> {
    /// Returns `true` if the response is an error: its status is at least 400 or unknown, or the catalog documents the error with
    /// a status from 300 to 399. With any other status, it is one if its body has a shape that the catalog lists under
    /// `success_errors`, or if a header states its code. A code under `success_codes` is no error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        let Some(status @ ..400) = self.status() else {
            return true;
        };
        let documented = || self.status_is_documented() == Some(true);
        if (300..400).contains(&status) && documented() {
            return true;
        }
        let rules = self.catalog.rules.unwrap_or(&Rules::NONE);
        let has_shape = self.exact
            && self
                .shape
                .is_some_and(|at| rules.success_errors.contains(&at));
        let mut headers = self.headers.iter();
        let is_stated = has_shape || headers.any(|kept| kept.field == Field::CODE);
        let is_success = |code: &str| rules::is_success(rules, code);
        is_stated && !self.sent_code().is_some_and(is_success)
    }
}
