//! `backon`: the numbers of retry advice as the series of delays.
//!
//! `when` and `adjust` need nothing of that crate: `acme::Error::should_retry` and `acme::Error::next_delay` are what they
//! take.

use backon::ExponentialBuilder;

use crate::tables::retry::RetryAdvice;

/// The numbers that the advice gives over those of `backon`; `attempts` counts the first one, `max_times` does not.
#[cfg_attr(docsrs, doc(cfg(feature = "backon")))]
impl From<&RetryAdvice> for ExponentialBuilder {
    fn from(retry: &RetryAdvice) -> Self {
        let mut series = ExponentialBuilder::default();
        if let Some(base) = retry.base {
            series = series.with_min_delay(base);
        }
        if let Some(factor) = retry.factor {
            series = series.with_factor(factor);
        }
        if let Some(attempts) = retry.attempts {
            series = series.with_max_times(
                usize::try_from(attempts)
                    .unwrap_or(usize::MAX)
                    .saturating_sub(1),
            );
        }
        series
    }
}
