//! `tracing`: one event for an error.

use alloc::string::String;
use alloc::vec::Vec;

use crate::engine::response::ErrorResponse;
use crate::tables::category::Fault;
use crate::tables::envelope::Field;

/// The fields of the event, told once for its two levels.
macro_rules! event {
    ($level:ident, $error:expr) => {
        tracing::$level!(
            target: "api_error_catalog",
            catalog = $error.catalog.name,
            kind = $error.info().map(|info| info.name),
            unresolved_reason = $error.unresolved_reason().map(tracing::field::display),
            status = $error.status(),
            code = $error.shown(Field::CODE),
            r#type = $error.shown(Field::TYPE),
            request_id = $error.shown(Field::REQUEST_ID),
            category = $error.category().as_str(),
            fault = $error.category().fault().as_str(),
            retry = $error.retry().map(|retry| retry.strategy.as_str()),
            retry_after_ms = $error
                .retry_after()
                .map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)),
            violations = paths($error),
            "{}",
            $error
        )
    };
}

#[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
impl ErrorResponse<'_> {
    /// Records one event with the target `api_error_catalog`: `ERROR` if the vendor must act, otherwise `WARN`. Its text is what
    /// `Display` gives.
    ///
    /// Its fields are `catalog`, `kind`, `unresolved_reason`, `status`, `code`, `type`, `request_id`, `category`, `fault`,
    /// `retry`, `retry_after_ms` and `violations` (the parts of the request that are invalid, without the messages), each if
    /// there is one. Values that the catalog marks as sensitive are omitted.
    pub fn emit_event(&self) {
        if self.category().fault() == Fault::Vendor {
            event!(error, self);
        } else {
            event!(warn, self);
        }
    }
}

/// The parts of the request that are invalid: `text, voice.id`.
fn paths(error: &ErrorResponse<'_>) -> Option<String> {
    if error.catalog.is_sensitive(Field::VIOLATIONS) {
        return None;
    }
    let violations = error.violations().into_iter();
    let paths = violations.map(|violation| violation.field);
    let paths: Vec<String> = paths.filter(|path| !path.is_empty()).collect();
    (!paths.is_empty()).then(|| paths.join(", "))
}
