//! Decides how long to wait after each failed attempt.

use core::time::Duration;

use crate::api::api_error::ApiError;
use crate::engine::response::ErrorResponse;
use crate::tables::retry::{RetryAdvice, RetryStrategy};

/// Decides after each failed attempt whether to try again, and how long to wait first.
///
/// For each error, the policy follows the catalog's advice and the delay that the response states, within limits:
///
/// - After an error for which [`should_retry`](ErrorResponse::should_retry) is `false`, the attempts end.
/// - The number of attempts is that of the advice, or three. [`max_attempts`](Self::max_attempts) limits it.
/// - If the response states a delay, or if the advice has a `delay`, the policy waits for all of it. If that delay is longer
///   than [`max_delay`](Self::max_delay), the attempts end, because an earlier one would only be refused again.
/// - All other delays start at the advice's `base` (default: one second) and grow by its `factor` (default: two), up to its
///   `max_delay`.
/// - No delay is longer than [`max_delay`](Self::max_delay), which is one minute by default.
/// - [Jitter](Self::jitter) lengthens each delay by up to a quarter, so that clients that failed together do not return
///   together.
///
/// A policy holds the state of one operation, so clone a configured policy for each operation. It neither sleeps nor needs a
/// clock, so it fits any runtime:
///
/// ```
/// # use api_error_catalog_core::{ApiError, RetryPolicy};
/// # use std::time::Duration;
/// fn call<T, E: ApiError>(mut attempt: impl FnMut() -> Result<T, E>) -> Result<T, E> {
///     let mut policy = RetryPolicy::new().max_delay(Duration::from_secs(20));
///     loop {
///         match attempt() {
///             Err(error) => match policy.next(&error) {
///                 Some(delay) => std::thread::sleep(delay),
///                 None => return Err(error),
///             },
///             done => return done,
///         }
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    max_attempts: Option<u32>,
    max_delay: Duration,
    max_total_delay: Option<Duration>,
    base_delay: Duration,
    factor: f32,
    has_jitter: bool,
    /// The failed attempts so far.
    failures: u32,
    /// The sum of the delays so far.
    waited: Duration,
    /// The state of the random numbers; zero before the first one.
    random: u64,
}

impl RetryPolicy {
    /// The default of [`max_delay`](Self::max_delay).
    pub const MAX_DELAY: Duration = Duration::from_secs(60);

    /// The number of attempts if neither the advice nor [`max_attempts`](Self::max_attempts) sets one.
    pub const ATTEMPTS: u32 = 3;

    /// Creates a policy with the default limits.
    #[must_use]
    pub const fn new() -> RetryPolicy {
        RetryPolicy {
            max_attempts: None,
            max_delay: Self::MAX_DELAY,
            max_total_delay: None,
            base_delay: Duration::from_secs(1),
            factor: 2.0,
            has_jitter: true,
            failures: 0,
            waited: Duration::ZERO,
            random: 0,
        }
    }

    /// Limits the total number of attempts, including the first one. If the advice has fewer, they apply.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> RetryPolicy {
        self.max_attempts = Some(attempts);
        self
    }

    /// Sets the longest delay. If a response states a longer one, the attempts end.
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> RetryPolicy {
        self.max_delay = delay;
        self
    }

    /// Limits the sum of all delays, which is unlimited by default.
    #[must_use]
    pub const fn max_total_delay(mut self, delay: Duration) -> RetryPolicy {
        self.max_total_delay = Some(delay);
        self
    }

    /// Sets the first of the growing delays, for advice without `base`.
    #[must_use]
    pub const fn base_delay(mut self, delay: Duration) -> RetryPolicy {
        self.base_delay = delay;
        self
    }

    /// Sets the factor between growing delays, for advice without `factor`. A factor below 1 counts as 1.
    #[must_use]
    pub const fn factor(mut self, factor: f32) -> RetryPolicy {
        self.factor = factor;
        self
    }

    /// Turns jitter on or off. It is on by default.
    ///
    /// With the feature `std`, jitter is random. Without it, jitter depends on memory addresses, which may be the same in
    /// each run.
    #[must_use]
    pub const fn jitter(mut self, jitter: bool) -> RetryPolicy {
        self.has_jitter = jitter;
        self
    }

    /// Returns how long to wait after an attempt that failed with this error, or `None` if it was the last one.
    #[must_use]
    #[inline]
    pub fn next<E: ApiError + ?Sized>(&mut self, error: &E) -> Option<Duration> {
        self.next_after(error.response())
    }

    /// Returns how long to wait after this response, or `None` if it was the last one.
    #[must_use]
    pub fn next_after(&mut self, response: &ErrorResponse<'_>) -> Option<Duration> {
        let advice = response.retry().copied();
        let stated = response.retry_after();
        self.advance(response.should_retry(), advice, stated)
    }

    /// Returns how long to wait after an attempt that got no response, or `None` if it was the last one.
    ///
    /// The server may have processed the request anyway. You decide whether to repeat it.
    #[must_use]
    pub fn next_without_response(&mut self) -> Option<Duration> {
        self.advance(true, None, None)
    }

    fn advance(
        &mut self,
        may_retry: bool,
        advice: Option<RetryAdvice>,
        stated: Option<Duration>,
    ) -> Option<Duration> {
        self.failures = self.failures.saturating_add(1);
        let advice = advice.unwrap_or(RetryAdvice::new(RetryStrategy::Backoff));
        if !may_retry || self.failures >= self.attempts(&advice) {
            return None;
        }
        let delay = match stated.or(advice.delay) {
            Some(delay) if delay > self.max_delay => return None,
            Some(delay) => delay,
            None => self.growing(&advice),
        };
        let delay = self.with_jitter(delay);
        let waited = self.waited.saturating_add(delay);
        if self.max_total_delay.is_some_and(|most| waited > most) {
            return None;
        }
        self.waited = waited;
        Some(delay)
    }

    fn attempts(&self, advice: &RetryAdvice) -> u32 {
        match (self.max_attempts, advice.attempts) {
            (Some(most), Some(advised)) => most.min(advised),
            (most, advised) => most.or(advised).unwrap_or(Self::ATTEMPTS),
        }
    }

    /// Returns the delay of a growing series after as many attempts as have failed.
    fn growing(&self, advice: &RetryAdvice) -> Duration {
        // Jitter lengthens delays, so the longest one leaves room for it.
        let most = match self.has_jitter {
            true => self.max_delay / 5 * 4,
            false => self.max_delay,
        };
        let most = advice.max_delay.map_or(most, |advised| advised.min(most));
        let factor = f64::from(advice.factor.unwrap_or(self.factor).max(1.0));
        let mut seconds = advice.base.unwrap_or(self.base_delay).as_secs_f64();
        // Attempts may be as many as a catalog says, so the steps are bounded.
        for _ in 1..self.failures.min(10_000) {
            if factor <= 1.0 || seconds >= most.as_secs_f64() {
                break;
            }
            seconds *= factor;
        }
        Duration::try_from_secs_f64(seconds).map_or(most, |delay| delay.min(most))
    }

    /// Lengthens a delay by up to a quarter, within the limit.
    fn with_jitter(&mut self, delay: Duration) -> Duration {
        if !self.has_jitter {
            return delay;
        }
        let part = (delay / 4).mul_f64(self.random());
        delay.saturating_add(part).min(self.max_delay)
    }

    /// Returns the next random number, from 0 to below 1, by SplitMix64.
    fn random(&mut self) -> f64 {
        if self.random == 0 {
            self.random = seed(self);
        }
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        // 32 bits fit into the number exactly, and are more than delays need.
        f64::from((mixed >> 32) as u32) / 4_294_967_296.0
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        RetryPolicy::new()
    }
}

/// Returns a number that differs from policy to policy, so that clones of one do not wait alike.
#[cfg(feature = "std")]
fn seed(_policy: &RetryPolicy) -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish()
}

/// Returns a number that differs from policy to policy, as far as their addresses do.
#[cfg(not(feature = "std"))]
fn seed(policy: &RetryPolicy) -> u64 {
    core::ptr::from_ref(policy).addr() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steady() -> RetryPolicy {
        RetryPolicy::new().jitter(false)
    }

    fn delays(mut policy: RetryPolicy, advice: RetryAdvice) -> impl Iterator<Item = Duration> {
        core::iter::from_fn(move || policy.advance(true, Some(advice), None))
    }

    const BACKOFF: RetryAdvice = RetryAdvice::new(RetryStrategy::Backoff);

    #[test]
    fn the_numbers_of_the_advice_are_followed() {
        let advice = BACKOFF
            .attempts(5)
            .base_ms(100)
            .factor(3.0)
            .max_delay_ms(800);
        assert!(delays(steady(), advice).eq([100, 300, 800, 800].map(Duration::from_millis)));
    }

    #[test]
    fn limits_hold_for_any_advice_and_any_limit() {
        let longest = BACKOFF.attempts(9).base_ms(u64::MAX).factor(f32::MAX);
        let slowest = BACKOFF.attempts(u32::MAX).base_ms(1).factor(1.0);
        let odd = BACKOFF.attempts(9).factor(f32::NAN).base_ms(0);
        for max in [
            Duration::ZERO,
            Duration::from_nanos(3),
            RetryPolicy::MAX_DELAY,
            Duration::MAX,
        ] {
            for advice in [longest, slowest, odd] {
                for policy in [steady(), RetryPolicy::new()] {
                    let mut all = delays(policy.max_delay(max), advice).take(2_000);
                    assert!(all.all(|delay| delay <= max), "{advice:?} {max:?}");
                }
            }
        }
    }

    #[test]
    fn jitter_lengthens_a_stated_delay_and_spreads_the_longest_ones() {
        let stated = Duration::from_secs(8);
        let mut delays: alloc::vec::Vec<Duration> = (0..100)
            .filter_map(|_| RetryPolicy::new().advance(true, None, Some(stated)))
            .collect();
        assert!(
            delays
                .iter()
                .all(|delay| (stated..Duration::from_secs(10)).contains(delay))
        );
        delays.sort();
        delays.dedup();
        assert!(delays.len() > 90, "clients wait alike: {delays:?}");
        let mut last = (0..100).filter_map(|_| {
            RetryPolicy::new()
                .base_delay(Duration::MAX)
                .next_without_response()
        });
        let first = last.next();
        assert!(
            last.any(|delay| Some(delay) != first),
            "the longest delays are alike"
        );
    }
}
