//! Lowers retry advice.

use std::time::Duration;

use api_error_catalog_core::{RetryAdvice, RetryStrategy};

use super::state::Lower;
use crate::diagnostic::Code;
use crate::text::file::{DurationText, RetryEntry};
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
        advice.attempts = self.attempts(&retry.attempts);
        advice.base = self.duration(&retry.base);
        advice.factor = self.factor(&retry.factor);
        advice.max_delay = self.duration(&retry.max_delay);
        advice.delay = self.duration(&retry.delay);
        advice.assumed = assumed;
        if advice.strategy == RetryStrategy::Never {
            self.refuse_numbers(retry);
        }
        Some(advice)
    }

    /// Reports each number of advice not to retry.
    fn refuse_numbers(&mut self, retry: &RetryEntry<'_>) {
        let numbers = [
            ("attempts", retry.attempts.span()),
            ("base", retry.base.span()),
            ("factor", retry.factor.span()),
            ("max_delay", retry.max_delay.span()),
            ("delay", retry.delay.span()),
        ];
        for (key, span) in numbers {
            if let Some(span) = span {
                let message = format!("`{key}` contradicts the strategy `never`");
                self.report(Code::NeverNumber, span, message)
                    .label("for a request that is never retried")
                    .help(format!("remove `{key}`, or write another strategy"));
            }
        }
    }

    fn attempts(&mut self, field: &Field<u32>) -> Option<u32> {
        let (span, attempts) = field.given()?;
        if *attempts == 0 {
            let message = "`attempts` includes the first attempt, so it is at least 1";
            self.report(Code::ZeroCount, span, message)
                .label("less than 1")
                .help("write the total number of attempts, or `retry: never`");
        }
        Some(*attempts)
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

    fn duration(&mut self, field: &Field<DurationText>) -> Option<Duration> {
        let (span, DurationText(text)) = field.given()?;
        let parsed = parse_duration(text);
        if parsed.is_none() {
            let is_number = parse_duration(&format!("{text}s")).is_some();
            let (message, help) = match is_number {
                true => (
                    format!("the duration `{text}` has no unit"),
                    format!("write `{text}s` for seconds; the units are `ms`, `s`, `m` and `h`"),
                ),
                false => (
                    format!("invalid duration `{text}`"),
                    "write a whole number and `ms`, `s`, `m` or `h`, such as `60s`".to_owned(),
                ),
            };
            self.report(Code::Duration, span, message)
                .label("invalid duration")
                .help(help);
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
