//! Decides whether a response is an error.

use crate::engine::headers;
use crate::engine::resolution::{Resolution, Transport};
use crate::engine::response::ErrorResponse;
use crate::engine::rules;
use crate::tables::catalog::Catalog;
use crate::tables::envelope::Field;
use crate::tables::rules::Rules;

impl ErrorResponse<'_> {
    /// Returns `true` if the response is an error: its status is at least 400 or unknown, or the catalog documents the error with
    /// a status from 300 to 399. With any other status, it is one if its body has a shape that the catalog lists under
    /// `success_errors`, or if a header states its code. A response whose code is under `success_codes` is not an error, and
    /// neither is the close code 1000 or 1001, unless the catalog documents it.
    ///
    /// A WebSocket message is one if its body has a shape of the catalog completely, or if it is a documented error. A message that
    /// has another value for a constant of each `websocket` shape is neither.
    #[must_use]
    pub fn is_error(&self) -> bool {
        if let Transport::Close(code @ (1000 | 1001)) = self.transport {
            return self.catalog.close_code(code).is_some();
        }
        let rules = self.catalog.rules.unwrap_or(&Rules::NONE);
        let is_success = |code: &str| rules::is_success(rules, code);
        if self.transport == Transport::WebSocket {
            let is_known = matches!(self.resolution, Resolution::Known(_));
            return is_known || self.exact && !self.sent_code().is_some_and(is_success);
        }
        let Some(status @ ..400) = self.status() else {
            return true;
        };
        let documented = || self.status_is_documented() == Some(true);
        if (300..400).contains(&status) && documented() {
            return true;
        }
        let has_shape = self.exact
            && self
                .shape
                .is_some_and(|at| rules.success_errors.contains(&at));
        let mut headers = self.headers.iter();
        let is_stated = has_shape || headers.any(|kept| kept.field == Field::CODE);
        is_stated && !self.sent_code().is_some_and(is_success)
    }
}

impl Catalog<'_> {
    /// Returns `true` if a response with this status may be an error: it is at least 400, or the catalog describes errors with a
    /// lower status, by their bodies, by a header with their code, or as redirects.
    #[must_use]
    pub fn may_be_error(&self, status: u16) -> bool {
        status >= 400
            || self.has_success_errors()
            || headers::names(self, Field::CODE)
            || self.documents_redirect(status)
    }

    /// Returns `true` if the catalog lists `success_errors`.
    pub(crate) fn has_success_errors(&self) -> bool {
        self.rules
            .is_some_and(|rules| !rules.success_errors.is_empty())
    }

    /// Returns `true` if this is a status from 300 to 399, and the catalog documents an error with one.
    pub(crate) fn documents_redirect(&self, status: u16) -> bool {
        if !(300..400).contains(&status) {
            return false;
        }
        let of_errors = (0..=u16::MAX).map_while(|at| Some(self.error(at)?.statuses));
        let of_codes = self.also.iter().map(|also| also.statuses);
        let mut statuses = of_errors.chain(of_codes).flatten();
        statuses.any(|status| (300..400).contains(status))
    }
}
