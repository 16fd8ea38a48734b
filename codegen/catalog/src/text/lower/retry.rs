//! Lowers retry advice.

use std::time::Duration;

use api_error_catalog_core::{RetryAdvice, RetryStrategy};

use super::state::Lower;
use crate::diagnostic::Code;
use crate::text::file::RetryEntry;
use crate::text::yaml::Field;

impl Lower<'_> {
    pub(super) fn retry(
        &mut self,
        field: &Field<RetryEntry>,
        assumed: bool,
    ) -> Option<RetryAdvice> {
        let (span, retry) = field.given()?;
        self.needed(&retry.strategy, "strategy", span);
        let known = RetryStrategy::ALL.map(|strategy| (strategy.as_str(), strategy));
        let mut advice = RetryAdvice::new(self.word(&retry.strategy, "retry strategy", &known)?);
        advice.attempts = retry.attempts.get().copied();
        advice.base = self.duration(&retry.base);
        advice.factor = self.factor(&retry.factor);
        advice.max_delay = self.duration(&retry.max_delay);
        advice.delay = self.duration(&retry.delay);
        advice.assumed = assumed;
        Some(advice)
    }

    /// Returns the factor of the delays, which must not shrink, and must not overflow at once.
    fn factor(&mut self, field: &Field<f32>) -> Option<f32> {
        let (span, factor) = field.given()?;
        let valid = (1.0..=1000.0).contains(factor);
        if !valid {
            let message = format!("delays cannot grow by the factor {factor}");
            self.report(Code::WrongValue, span, message)
                .help("write a number from 1 to 1000, such as `2`");
        }
        valid.then_some(*factor)
    }

    fn duration(&mut self, field: &Field<String>) -> Option<Duration> {
        let (span, text) = field.given()?;
        let parsed = parse_duration(text);
        if parsed.is_none() {
            let message = format!("invalid duration `{text}`");
            self.report(Code::Duration, span, message)
                .label("invalid duration")
                .help("write a whole number and `ms`, `s`, `m` or `h`, such as `60s`");
        }
        parsed
    }
}

/// Parses a duration, such as `60s` or `500 ms`.
#[must_use]
pub fn parse_duration(text: &str) -> Option<Duration> {
    let is_unit = |next: char| !next.is_ascii_digit();
    let (number, unit) = text.split_at(text.find(is_unit).unwrap_or(text.len()));
    let unit = match unit.trim() {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let number: u64 = number.parse().ok()?;
    number.checked_mul(unit).map(Duration::from_millis)
}
