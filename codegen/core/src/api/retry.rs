//! Whether and when to send the request again.

use core::time::Duration;

use crate::api::retry_policy::RetryPolicy;
use crate::engine::delay;
use crate::engine::resolution::Resolution;
use crate::engine::response::ErrorResponse;
use crate::tables::category::Category;
use crate::tables::envelope::Field;
use crate::tables::error::ErrorInfo;
use crate::tables::form::Form;
use crate::tables::retry::{RetryAdvice, RetryStrategy};
use crate::tables::rules::CodeRule;

impl<'t> ErrorResponse<'t> {
    /// Returns the delay that the response states, without a limit. It may be years, so use [`Self::retry_delay_or`] or a
    /// [`RetryPolicy`] to decide how long to sleep.
    ///
    /// The delay comes from the first of these that states one: the header, the field `retry_after` of the body, and the
    /// documented message. The header is `Retry-After`, unless the catalog names another. It contains seconds or an HTTP date.
    /// A date is relative to the response's own `Date`, or to the current time if the response has none.
    #[must_use]
    #[inline]
    pub fn retry_after(&self) -> Option<Duration> {
        let in_message = || self.arg("retry_after").and_then(delay::seconds);
        self.delay
            .or_else(|| self.delay_in_body(None))
            .or_else(in_message)
    }

    /// Returns the text of an argument of the documented message.
    #[must_use]
    #[inline]
    pub fn message_arg(&self, name: &str) -> Option<&str> {
        self.info()?
            .more
            .message?
            .arg(self.text(Field::MESSAGE)?, name)
    }

    /// Returns the text of an argument of the documented message or of the documented code.
    #[inline]
    pub(crate) fn arg(&self, name: &str) -> Option<&str> {
        self.message_arg(name).or_else(|| self.code_arg(name))
    }

    /// Returns the text of an argument of a code such as `FLOOD_WAIT_{seconds:integer}`.
    #[must_use]
    #[inline]
    pub fn code_arg(&self, name: &str) -> Option<&str> {
        let (rules, code) = (self.catalog.rules?, self.sent_code()?);
        let Resolution::Known(error) = self.resolution else {
            return None;
        };
        let mut rules = rules.all();
        rules.find_map(|rule| match rule.code {
            CodeRule::Pattern(pattern) if rule.error == error => pattern.arg(code, name),
            _ => None,
        })
    }

    /// Returns whether the server says that the request may be sent again, in the field `retryable`.
    #[must_use]
    #[inline]
    pub fn retryable(&self) -> Option<bool> {
        let field = self.catalog.rules?.retryable;
        let text = self.text(field)?.trim();
        let mut sources = self.catalog.sources.iter();
        let source = sources.find(|source| source.field == field);
        match source.map_or(Form::Plain, |source| source.form) {
            Form::Plain | Form::Percent => ["true", "1", "yes"]
                .iter()
                .any(|yes| yes.eq_ignore_ascii_case(text))
                .into(),
            form => delay::delay(form, text, None).is_some().into(),
        }
    }

    /// Returns the retry advice of the catalog.
    #[must_use]
    #[inline]
    pub fn retry(&self) -> Option<&'t RetryAdvice> {
        match self.info() {
            Some(info) => info.retry,
            None => self.close_code()?.retry,
        }
    }

    /// Returns `true` if the same request may soon succeed: the advice is to back off, to wait for the stated delay, or to
    /// wait until other requests have ended. Without advice, it returns `true` if the response states a delay, or if its
    /// category means that the request was not served (rate limit, concurrency limit, unavailable).
    ///
    /// The server may have processed the request anyway. You decide whether to repeat a request that costs money or changes
    /// something.
    #[must_use]
    #[inline]
    pub fn should_retry(&self) -> bool {
        if let Some(retryable) = self.retryable() {
            return retryable;
        }
        match self.retry() {
            Some(retry) => is_soon(*retry),
            None => unserved(self.category()) || self.retry_after().is_some(),
        }
    }

    /// Returns how long to wait before another attempt: the delay of the response, otherwise of the catalog's advice, otherwise
    /// `default`.
    ///
    /// The result is at most [`RetryPolicy::MAX_DELAY`], or `default` if that is longer. [`Self::retry_after`] returns the
    /// stated delay without a limit.
    #[must_use]
    #[inline]
    pub fn retry_delay_or(&self, default: Duration) -> Duration {
        let advised = || self.retry().and_then(|advice| advice.delay.or(advice.base));
        let delay = self.retry_after().or_else(advised).unwrap_or(default);
        delay.min(RetryPolicy::MAX_DELAY.max(default))
    }
}

impl ErrorInfo<'_> {
    /// Returns the result of [`ErrorResponse::should_retry`] for a response with this error that states no delay.
    #[must_use]
    #[inline]
    pub fn should_retry(&self) -> bool {
        match self.retry {
            Some(retry) => is_soon(*retry),
            None => unserved(self.category),
        }
    }
}

/// Returns `true` if the advice is to retry soon.
#[inline]
fn is_soon(retry: RetryAdvice) -> bool {
    matches!(
        retry.strategy,
        RetryStrategy::Backoff | RetryStrategy::AfterDelay | RetryStrategy::WhenIdle
    )
}

/// Returns `true` if a request that failed like this was refused before anything was done.
#[inline]
fn unserved(category: Category) -> bool {
    matches!(
        category,
        Category::RateLimit | Category::ConcurrencyLimit | Category::Unavailable
    )
}
