//! Errors of any vendor, behind one object-safe trait.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use core::error::Error;
use core::time::Duration;

use crate::api::support;
use crate::engine::resolution::UnresolvedReason;
use crate::engine::response::ErrorResponse;
use crate::tables::category::{Category, Fault};
use crate::tables::retry::RetryAdvice;

/// An error of any catalog, for code that serves several vendors: `&dyn ApiError`.
///
/// `Box<dyn ApiError>` and `Arc<dyn ApiError>` are errors themselves, and `?` boxes any generated error.
pub trait ApiError: Error + Send + Sync + 'static {
    /// Returns the decoded response.
    fn response(&self) -> &ErrorResponse<'static>;

    /// Returns the name of the catalog: `elevenlabs`.
    fn catalog(&self) -> &'static str {
        self.response().catalog().name
    }
    /// Returns the name of the documented error that it is: `VoiceNotFound`.
    fn name(&self) -> Option<&'static str> {
        self.response().info().map(|info| info.name)
    }
    /// Returns why it is none of the documented errors.
    fn unresolved_reason(&self) -> Option<UnresolvedReason> {
        self.response().unresolved_reason()
    }
    /// Returns the HTTP status it came with.
    fn status(&self) -> Option<u16> {
        self.response().status()
    }
    /// Returns the code that was sent, as text.
    fn code_text(&self) -> Option<&str> {
        self.response().code_text()
    }
    /// Returns the message that was sent.
    fn message(&self) -> Option<&str> {
        self.response().message()
    }
    /// Returns the ID of the request.
    fn request_id(&self) -> Option<&str> {
        self.response().request_id()
    }
    /// Returns what sort of error it is.
    fn category(&self) -> Category {
        self.response().category()
    }
    /// Returns who has to act.
    fn fault(&self) -> Fault {
        self.category().fault()
    }
    /// Returns the retry advice of the catalog.
    fn retry(&self) -> Option<&'static RetryAdvice> {
        self.response().retry()
    }
    /// Returns how long the response says to wait, without a limit.
    fn retry_after(&self) -> Option<Duration> {
        self.response().retry_after()
    }
    /// Returns `true` if the request may be sent again; see [`ErrorResponse::should_retry`].
    fn should_retry(&self) -> bool {
        self.response().should_retry()
    }
    /// Returns how long to wait before another attempt, at most a minute; see [`ErrorResponse::retry_delay_or`].
    fn retry_delay_or(&self, default: Duration) -> Duration {
        self.response().retry_delay_or(default)
    }
    /// Returns what this vendor asks to be sent to its support.
    fn support_report(&self) -> String {
        support::report(self.response())
    }
}

impl ApiError for Box<dyn ApiError> {
    #[inline]
    fn response(&self) -> &ErrorResponse<'static> {
        (**self).response()
    }
}

/// So that `#[from]` and `#[source]` of `thiserror`, `anyhow` and `Box<dyn Error>` take it.
impl Error for Box<dyn ApiError> {
    #[inline]
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl ApiError for Arc<dyn ApiError> {
    #[inline]
    fn response(&self) -> &ErrorResponse<'static> {
        (**self).response()
    }
}
