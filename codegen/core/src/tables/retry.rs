//! Retry advice as data.

use core::fmt;
use core::time::Duration;

/// When a request that failed so may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RetryWhen {
    /// Never as it is: the same request fails the same way.
    Never,
    /// After a delay that grows with each attempt.
    Backoff,
    /// After the delay that the answer states.
    AfterDelay,
    /// When one of the requests that run now has ended.
    WhenIdle,
    /// When the quota starts afresh.
    AfterReset,
    /// After the present state was read again.
    AfterRefresh,
}

/// Retry advice as data. Numbers are given only where a catalog gives them.
///
/// Whether to repeat a request that costs money or changes something is for the caller to decide: advice says
/// that it may succeed, not that it is free.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Retry {
    /// When to try again.
    pub when: RetryWhen,
    /// How many times in all, the first one included.
    pub attempts: Option<u32>,
    /// The first delay of a growing series.
    pub base: Option<Duration>,
    /// What each delay is multiplied by to give the next.
    pub factor: Option<f32>,
    /// The delay to take where the answer states none.
    pub delay: Option<Duration>,
    /// Whether the advice is the catalog author's own and not the vendor's.
    pub judged: bool,
}

impl Retry {
    /// Advice without numbers, given by the vendor.
    #[must_use]
    #[inline]
    pub const fn new(when: RetryWhen) -> Retry {
        Retry {
            when,
            attempts: None,
            base: None,
            factor: None,
            delay: None,
            judged: false,
        }
    }

    /// The same advice, marked as the catalog author's own.
    #[must_use]
    #[inline]
    pub const fn judged(self) -> Retry {
        Retry {
            judged: true,
            ..self
        }
    }

    /// The same advice, for so many attempts in all.
    #[must_use]
    #[inline]
    pub const fn attempts(self, attempts: u32) -> Retry {
        Retry {
            attempts: Some(attempts),
            ..self
        }
    }

    /// The same advice, with a first delay in milliseconds.
    #[must_use]
    #[inline]
    pub const fn base_ms(self, ms: u64) -> Retry {
        Retry {
            base: Some(Duration::from_millis(ms)),
            ..self
        }
    }

    /// The same advice, each delay being `factor` times the one before.
    #[must_use]
    #[inline]
    pub const fn factor(self, factor: f32) -> Retry {
        Retry {
            factor: Some(factor),
            ..self
        }
    }

    /// The same advice, with the delay in milliseconds to take where the answer states none.
    #[must_use]
    #[inline]
    pub const fn delay_ms(self, ms: u64) -> Retry {
        Retry {
            delay: Some(Duration::from_millis(ms)),
            ..self
        }
    }
}

impl RetryWhen {
    /// Every advice, in the order of declaration.
    pub const ALL: [RetryWhen; 6] = [
        RetryWhen::Never,
        RetryWhen::Backoff,
        RetryWhen::AfterDelay,
        RetryWhen::WhenIdle,
        RetryWhen::AfterReset,
        RetryWhen::AfterRefresh,
    ];

    /// The name in a catalog: `when_idle`.
    #[must_use]
    #[inline]
    pub const fn as_str(self) -> &'static str {
        match self {
            RetryWhen::Never => "never",
            RetryWhen::Backoff => "backoff",
            RetryWhen::AfterDelay => "after_delay",
            RetryWhen::WhenIdle => "when_idle",
            RetryWhen::AfterReset => "after_reset",
            RetryWhen::AfterRefresh => "after_refresh",
        }
    }

    /// The advice as a sentence.
    #[must_use]
    #[inline]
    pub const fn sentence(self) -> &'static str {
        match self {
            RetryWhen::Never => "Do not repeat the request as it is.",
            RetryWhen::Backoff => "Try again with delays that grow (exponential backoff).",
            RetryWhen::AfterDelay => "Try again after the delay that the answer states.",
            RetryWhen::WhenIdle => "Try again when one of the running requests has ended.",
            RetryWhen::AfterReset => "Try again when the quota starts afresh.",
            RetryWhen::AfterRefresh => "Read the present state again, then try with it.",
        }
    }
}

impl fmt::Display for RetryWhen {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
