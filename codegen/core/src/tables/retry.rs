//! Retry advice as data.

use core::fmt;
use core::time::Duration;

/// When a failed request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RetryStrategy {
    /// Never: the same request fails again.
    Never,
    /// After a delay that grows with each attempt.
    Backoff,
    /// After the delay that the response states.
    AfterDelay,
    /// When one of the running requests has ended.
    WhenIdle,
    /// When the quota is reset.
    AfterReset,
    /// After you have read the current state again.
    AfterRefresh,
}

/// Retry advice, with the numbers of the catalog.
///
/// Advice states that another request may succeed, not that it is free. You decide whether to repeat a request that costs
/// money or changes something.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RetryAdvice {
    /// When to send the request again.
    pub strategy: RetryStrategy,
    /// The total number of attempts, including the first one.
    pub attempts: Option<u32>,
    /// The first delay of a growing series.
    pub base: Option<Duration>,
    /// The factor between two delays of a growing series.
    pub factor: Option<f32>,
    /// The longest delay of a growing series.
    pub max_delay: Option<Duration>,
    /// The delay if the response states none.
    pub delay: Option<Duration>,
    /// Whether the advice is the catalog author's own rather than the vendor's.
    pub assumed: bool,
}

impl RetryAdvice {
    /// Creates advice without numbers, as the vendor's own.
    #[must_use]
    #[inline]
    pub const fn new(strategy: RetryStrategy) -> RetryAdvice {
        RetryAdvice {
            strategy,
            attempts: None,
            base: None,
            factor: None,
            max_delay: None,
            delay: None,
            assumed: false,
        }
    }

    /// Marks the advice as the catalog author's own.
    #[must_use]
    #[inline]
    pub const fn assumed(mut self) -> RetryAdvice {
        self.assumed = true;
        self
    }

    /// Sets the total number of attempts.
    #[must_use]
    #[inline]
    pub const fn attempts(mut self, attempts: u32) -> RetryAdvice {
        self.attempts = Some(attempts);
        self
    }

    /// Sets the first delay, in milliseconds.
    #[must_use]
    #[inline]
    pub const fn base_ms(mut self, ms: u64) -> RetryAdvice {
        self.base = Some(Duration::from_millis(ms));
        self
    }

    /// Sets the factor between two delays.
    #[must_use]
    #[inline]
    pub const fn factor(mut self, factor: f32) -> RetryAdvice {
        self.factor = Some(factor);
        self
    }

    /// Sets the longest delay of a growing series, in milliseconds.
    #[must_use]
    #[inline]
    pub const fn max_delay_ms(mut self, ms: u64) -> RetryAdvice {
        self.max_delay = Some(Duration::from_millis(ms));
        self
    }

    /// Sets the delay if the response states none, in milliseconds.
    #[must_use]
    #[inline]
    pub const fn delay_ms(mut self, ms: u64) -> RetryAdvice {
        self.delay = Some(Duration::from_millis(ms));
        self
    }
}

/// A number of [`RetryAdvice`], for code that handles all of them alike: the generator, the catalog's text, and the pages.
#[derive(Clone, Copy, Debug)]
pub struct RetryNumber {
    /// The key in a catalog.
    pub key: &'static str,
    /// The field.
    pub field: RetryField,
    /// The words before and after it on a reference page.
    pub wording: [&'static str; 2],
}

/// The field of a number, by its type.
#[derive(Clone, Copy, Debug)]
pub enum RetryField {
    /// A count.
    Count(fn(&mut RetryAdvice) -> &mut Option<u32>),
    /// A duration.
    Delay(fn(&mut RetryAdvice) -> &mut Option<Duration>),
    /// A factor.
    Factor(fn(&mut RetryAdvice) -> &mut Option<f32>),
}

/// The value of a number. It is displayed as in a catalog: `3`, `1500ms`, `60s`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RetryValue {
    /// A count.
    Count(u32),
    /// A duration in whole milliseconds.
    Delay(Duration),
    /// A factor.
    Factor(f32),
}

impl RetryNumber {
    /// Every number, in the order in which catalogs and pages list them.
    pub const ALL: [RetryNumber; 5] = [
        RetryNumber {
            key: "attempts",
            field: RetryField::Count(|advice| &mut advice.attempts),
            wording: ["", " attempts in all"],
        },
        RetryNumber {
            key: "base",
            field: RetryField::Delay(|advice| &mut advice.base),
            wording: ["first delay ", ""],
        },
        RetryNumber {
            key: "factor",
            field: RetryField::Factor(|advice| &mut advice.factor),
            wording: ["each ", " times the last"],
        },
        RetryNumber {
            key: "max_delay",
            field: RetryField::Delay(|advice| &mut advice.max_delay),
            wording: ["at most ", ""],
        },
        RetryNumber {
            key: "delay",
            field: RetryField::Delay(|advice| &mut advice.delay),
            wording: ["", " if the response states no delay"],
        },
    ];

    /// Returns the value of the number in some advice.
    #[must_use]
    pub fn value(&self, mut advice: RetryAdvice) -> Option<RetryValue> {
        match self.field {
            RetryField::Count(field) => field(&mut advice).map(RetryValue::Count),
            RetryField::Delay(field) => field(&mut advice).map(RetryValue::Delay),
            RetryField::Factor(field) => field(&mut advice).map(RetryValue::Factor),
        }
    }
}

impl fmt::Display for RetryValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RetryValue::Count(count) => count.fmt(f),
            RetryValue::Delay(delay) if delay.subsec_millis() == 0 => {
                write!(f, "{}s", delay.as_secs())
            }
            RetryValue::Delay(delay) => write!(f, "{}ms", delay.as_millis()),
            RetryValue::Factor(factor) => factor.fmt(f),
        }
    }
}

/// Writes the advice as a sentence with its numbers in parentheses.
impl fmt::Display for RetryAdvice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.strategy.sentence())?;
        let mut separator = " (";
        for number in RetryNumber::ALL {
            if let Some(value) = number.value(*self) {
                let [before, after] = number.wording;
                write!(f, "{separator}{before}{value}{after}")?;
                separator = ", ";
            }
        }
        f.write_str(if separator == ", " { ")" } else { "" })?;
        f.write_str(if self.assumed { " (our advice)" } else { "" })
    }
}

impl RetryStrategy {
    /// Every strategy, in the order of declaration.
    pub const ALL: [RetryStrategy; 6] = [
        RetryStrategy::Never,
        RetryStrategy::Backoff,
        RetryStrategy::AfterDelay,
        RetryStrategy::WhenIdle,
        RetryStrategy::AfterReset,
        RetryStrategy::AfterRefresh,
    ];

    /// Returns the name that catalogs use, such as `when_idle`.
    #[must_use]
    #[inline]
    pub const fn as_str(self) -> &'static str {
        match self {
            RetryStrategy::Never => "never",
            RetryStrategy::Backoff => "backoff",
            RetryStrategy::AfterDelay => "after_delay",
            RetryStrategy::WhenIdle => "when_idle",
            RetryStrategy::AfterReset => "after_reset",
            RetryStrategy::AfterRefresh => "after_refresh",
        }
    }

    /// Returns the strategy as a sentence.
    #[must_use]
    #[inline]
    pub const fn sentence(self) -> &'static str {
        match self {
            RetryStrategy::Never => "Do not retry the request unchanged.",
            RetryStrategy::Backoff => "Retry with exponential backoff.",
            RetryStrategy::AfterDelay => "Retry after the delay in the response.",
            RetryStrategy::WhenIdle => "Retry when a running request has finished.",
            RetryStrategy::AfterReset => "Retry when the quota resets.",
            RetryStrategy::AfterRefresh => "Fetch the current state, then retry with it.",
        }
    }
}

impl fmt::Display for RetryStrategy {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
