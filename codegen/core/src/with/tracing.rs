//! `tracing`: one event for an error.

use crate::engine::response::ErrorResponse;
use crate::tables::category::Fault;
use crate::tables::envelope::Field;

/// The fields of the event, told once for its two levels.
macro_rules! event {
    ($level:ident, $error:expr) => {
        tracing::$level!(
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
            "{}",
            $error
        )
    };
}

#[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
impl ErrorResponse<'_> {
    /// Records one event: `ERROR` where the vendor is at fault, else `WARN`; its text is what `Display` gives.
    ///
    /// Its fields are `catalog`, `kind`, `unresolved_reason`, `status`, `code`, `type`, `request_id`, `category`, `fault`,
    /// `retry` and `retry_after_ms`, each where there is one. What the catalog marks as sensitive is left out.
    pub fn emit_event(&self) {
        if self.category().fault() == Fault::Vendor {
            event!(error, self);
        } else {
            event!(warn, self);
        }
    }
}

/// Records errors.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_tracing {
    ($Error:ident, $ErrorCode:ident, $Kind:ident) => {
        impl $Error {
            /// Records one event; see [`ErrorResponse::emit_event`]($crate::ErrorResponse::emit_event).
            #[inline]
            pub fn emit_event(&self) {
                self.0.response().emit_event();
            }
        }
    };
}
