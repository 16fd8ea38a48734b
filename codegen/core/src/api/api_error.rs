//! Errors of any vendor, behind one object-safe trait.

use alloc::string::String;
use core::time::Duration;

use crate::api::error::Error;
use crate::api::kind::ErrorKind;
use crate::api::support;
use crate::engine::resolution::UnresolvedReason;
use crate::engine::response::ErrorResponse;
use crate::tables::category::{Category, Fault};
use crate::tables::retry::RetryAdvice;

/// An error of any catalog, for code that serves several vendors: `&dyn ApiError`.
pub trait ApiError: core::error::Error + Send + Sync + 'static {
    /// The name of the catalog: `elevenlabs`.
    fn catalog(&self) -> &'static str;
    /// The name of the documented error that it is: `VoiceNotFound`.
    fn name(&self) -> Option<&'static str>;
    /// Why it is none of the documented errors.
    fn unresolved_reason(&self) -> Option<UnresolvedReason>;
    /// The HTTP status it came with.
    fn status(&self) -> Option<u16>;
    /// The code that was sent, as text.
    fn code(&self) -> Option<&str>;
    /// The text for a person that was sent.
    fn message(&self) -> Option<&str>;
    /// The id of the request.
    fn request_id(&self) -> Option<&str>;
    /// What sort of error it is.
    fn category(&self) -> Category;
    /// Who has to act.
    fn fault(&self) -> Fault {
        self.category().fault()
    }
    /// Whether and when to try again, where the catalog says.
    fn retry(&self) -> Option<&'static RetryAdvice>;
    /// How long the answer says to wait.
    fn retry_after(&self) -> Option<Duration>;
    /// Whether to send the request again; see [`ErrorResponse::should_retry`].
    fn should_retry(&self) -> bool {
        self.response().should_retry()
    }
    /// How long to wait, where `planned` would be the next delay; see [`ErrorResponse::next_delay`].
    fn next_delay(&self, planned: Option<Duration>) -> Option<Duration> {
        self.response().next_delay(planned)
    }
    /// What this vendor asks to be sent to its support.
    fn support_report(&self) -> String {
        support::report(self.response())
    }
    /// The decoded response.
    fn response(&self) -> &ErrorResponse<'static>;
}

impl<K: ErrorKind> ApiError for Error<K> {
    fn catalog(&self) -> &'static str {
        K::catalog().name
    }
    fn name(&self) -> Option<&'static str> {
        self.response().info().map(|info| info.name)
    }
    fn unresolved_reason(&self) -> Option<UnresolvedReason> {
        self.unresolved_reason()
    }
    fn status(&self) -> Option<u16> {
        self.status()
    }
    fn code(&self) -> Option<&str> {
        self.code_text()
    }
    fn message(&self) -> Option<&str> {
        self.message()
    }
    fn request_id(&self) -> Option<&str> {
        self.request_id()
    }
    fn category(&self) -> Category {
        self.category()
    }
    fn retry(&self) -> Option<&'static RetryAdvice> {
        self.retry()
    }
    fn retry_after(&self) -> Option<Duration> {
        self.retry_after()
    }
    fn response(&self) -> &ErrorResponse<'static> {
        self.response()
    }
}
