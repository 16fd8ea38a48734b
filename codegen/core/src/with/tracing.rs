//! `tracing`: one event for an error.

use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use crate::api::catalog_response::CatalogResponse;
use crate::engine::response::ErrorResponse;
use crate::tables::category::Fault;
use crate::tables::envelope::Field;

/// The fields of the event, which are the same for its two levels.
macro_rules! event {
    ($level:ident, $error:expr, $source:expr) => {
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
            source = $source.map(|source| tracing::field::display(Chain(source))),
            "{}",
            $error
        )
    };
}

#[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
impl ErrorResponse<'_> {
    /// Records one event with the target `api_error_catalog`: `ERROR` if the vendor must act, otherwise `WARN`. Its message is the
    /// output of `Display`.
    ///
    /// Its fields are `catalog`, `kind`, `unresolved_reason`, `status`, `code`, `type`, `request_id`, `category`, `fault`,
    /// `retry`, `retry_after_ms` and `violations` (the parts of the request that are invalid, without the messages), each if
    /// there is one. Values that the catalog marks as sensitive are omitted.
    pub fn emit_event(&self) {
        emit(self, None);
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "tracing")))]
impl<K> CatalogResponse<K> {
    /// Records the event of [`ErrorResponse::emit_event`]. If the error has a cause, the field `source` has the chain of causes.
    #[inline]
    pub fn emit_event(&self) {
        emit(self.response(), self.source());
    }
}

fn emit(error: &ErrorResponse<'_>, source: Option<&(dyn Error + 'static)>) {
    if error.category().fault() == Fault::Vendor {
        event!(error, error, source);
    } else {
        event!(warn, error, source);
    }
}

/// An error with its causes: `cannot read the file: no such file`.
struct Chain<'e>(&'e (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut causes = core::iter::successors(self.0.source(), |&cause| cause.source());
        causes.try_for_each(|cause| write!(f, ": {cause}"))
    }
}

/// Returns the parts of the request that are invalid: `text, voice.id`.
fn paths(error: &ErrorResponse<'_>) -> Option<String> {
    if error.catalog.is_sensitive(Field::VIOLATIONS) {
        return None;
    }
    let violations = error.violations().into_iter();
    let paths = violations.map(|violation| violation.field);
    let paths: Vec<String> = paths.filter(|path| !path.is_empty()).collect();
    (!paths.is_empty()).then(|| paths.join(", "))
}
