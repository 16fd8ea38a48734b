//! The retry advice of a page, if it clearly states one thing. Anything else is left to the user.

use api_error_catalog_core::table::{RetryField, RetryNumber};
use api_error_catalog_core::{RetryAdvice, RetryStrategy};
use api_error_catalog_model::parse_duration;
use api_error_catalog_pages::read::conventions::roles;

use super::words::words;

/// The phrases that state when to retry: one of each list must occur.
const PHRASES: [&[&str]; 5] = [
    &["delay"],
    &["backoff"],
    &["reset", "allowance"],
    &["job", "job_end", "other_job"],
    &["current_state", "read_again"],
];

/// Returns the advice that a text gives; `None` if it does not clearly state one thing. It is assumed if the text states that a
/// request may be retried, but not when, or if a reference page marks the advice as its author's own.
pub(crate) fn read(text: &str) -> Option<RetryAdvice> {
    let text = text.to_lowercase().replace('’', "'");
    let is_ours = text.trim_end().ends_with("(our advice)");
    let (strategy, is_guessed) = strategy(&text)?;
    let mut advice = RetryAdvice::new(strategy);
    advice.assumed = is_ours || is_guessed;
    // A catalog accepts no numbers for requests that are never retried.
    if strategy != RetryStrategy::Never {
        read_numbers(&text, &mut advice);
    }
    Some(advice)
}

/// Reads `… (3 attempts in all, first delay 1s)`, as `RetryAdvice` is displayed.
fn read_numbers(text: &str, advice: &mut RetryAdvice) {
    let text = text.trim_end().trim_end_matches("(our advice)");
    let Some((_, numbers)) = text.rsplit_once('(') else {
        return;
    };
    for part in numbers.split([',', ')']).map(str::trim) {
        for number in RetryNumber::ALL {
            let [before, after] = number.wording;
            let value = part.strip_prefix(before);
            let Some(value) = value.and_then(|rest| rest.strip_suffix(after)) else {
                continue;
            };
            match number.field {
                RetryField::Count(field) => {
                    *field(advice) = value.parse().ok().filter(|count| *count > 0);
                }
                RetryField::Delay(field) => *field(advice) = parse_duration(value),
                RetryField::Factor(field) => *field(advice) = value.parse().ok(),
            }
        }
    }
}

/// When to retry, and whether that is a guess because the text says yes, but not when.
fn strategy(text: &str) -> Option<(RetryStrategy, bool)> {
    let word = text.trim().trim_end_matches('.');
    let is_stated = |strategy: &RetryStrategy| {
        word == strategy.as_str() || text.starts_with(&strategy.sentence().to_lowercase())
    };
    if let Some(strategy) = RetryStrategy::ALL.into_iter().find(is_stated) {
        return Some((strategy, false));
    }
    let in_text: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",.;:()—–!".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let is_condition = |word: &&str| {
        words("condition")
            .iter()
            .any(|start| word == start || start.len() > 4 && word.starts_with(start))
    };
    let is_conditional = in_text.iter().any(is_condition);
    let first = *in_text.first()?;
    let is_refused = words("no").contains(&first)
        || first == "do" && in_text.get(1) == Some(&"not")
        || first.starts_with("non-retr");
    if is_refused {
        return (!is_conditional).then_some((RetryStrategy::Never, false));
    }
    let occurs = |list: &&str| words(list).iter().any(|phrase| text.contains(phrase));
    let strategy = match PHRASES.map(|lists| lists.iter().all(occurs)) {
        [true, _, false, false, _] => RetryStrategy::AfterDelay,
        [false, true, false, false, _] => RetryStrategy::Backoff,
        [false, false, true, false, _] => RetryStrategy::AfterReset,
        [false, false, false, true, _] => RetryStrategy::WhenIdle,
        [false, false, false, false, true] => RetryStrategy::AfterRefresh,
        [false, false, false, false, false] if words("yes").contains(&first) && !is_conditional => {
            return Some((RetryStrategy::Backoff, true));
        }
        _ => return None,
    };
    Some((strategy, false))
}

/// Returns the advice of a text that may begin with the header of its column: `Retryable: Yes`.
pub(crate) fn read_labeled(text: &str) -> Option<RetryAdvice> {
    let Some((header, cell)) = text.split_once(": ") else {
        return read(text);
    };
    if !roles::of_header(header).is_some_and(|role| role == roles::Role::Retry) {
        return read(text);
    }
    let header = header.to_lowercase();
    // In a column of what must not be retried, yes means no.
    if ["non", "not ", "never", "permanent"]
        .iter()
        .any(|word| header.contains(word))
    {
        None
    } else {
        read(cell)
    }
}

/// Returns the advice that all of these texts agree on.
pub(crate) fn of_all<'t>(texts: impl Iterator<Item = &'t str>) -> Option<RetryAdvice> {
    let mut read = texts.filter_map(read_labeled);
    let first = read.next()?;
    // If a column says "yes" and a sentence says when, the sentence counts.
    read.try_fold(first, |known, next| match (known.assumed, next.assumed) {
        (true, false)
            if known.strategy == RetryStrategy::Backoff
                && next.strategy != RetryStrategy::Never =>
        {
            Some(next)
        }
        (false, true)
            if next.strategy == RetryStrategy::Backoff
                && known.strategy != RetryStrategy::Never =>
        {
            Some(known)
        }
        _ => (known.strategy == next.strategy).then_some(known),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displayed_advice_is_read_back() {
        for strategy in RetryStrategy::ALL {
            let plain = RetryAdvice::new(strategy);
            let mut full = plain;
            for number in RetryNumber::ALL {
                match number.field {
                    RetryField::Count(field) => *field(&mut full) = Some(3),
                    RetryField::Delay(field) => *field(&mut full) = parse_duration("1500ms"),
                    RetryField::Factor(field) => *field(&mut full) = Some(1.25),
                }
            }
            // A catalog cannot have numbers for requests that are never retried, so a page's numbers are not read.
            let kept = match strategy {
                RetryStrategy::Never => plain,
                _ => full,
            };
            for (shown, advice) in [(plain, plain), (full, kept)] {
                assert_eq!(read(&shown.to_string()), Some(advice), "{shown}");
                let shown = shown.assumed();
                assert_eq!(read(&shown.to_string()), Some(advice.assumed()), "{shown}");
            }
        }
    }

    #[test]
    fn texts_must_agree() {
        let told = |texts: &[&str]| of_all(texts.iter().copied()).map(|advice| advice.strategy);
        assert_eq!(
            told(&["Retry: Yes", "Wait as long as Retry-After says."]),
            Some(RetryStrategy::AfterDelay)
        );
        assert_eq!(told(&["Retry: No", "Use exponential backoff."]), None);
        assert_eq!(
            told(&["Retry: No", "It was refused; try again later."]),
            Some(RetryStrategy::Never)
        );
    }

    #[test]
    fn what_is_clear_is_read_and_nothing_else() {
        let told = |text: &str| {
            read_labeled(text).map(|advice| (advice.strategy.as_str(), advice.assumed))
        };
        for (text, wanted) in [
            ("Retry: No", Some(("never", false))),
            ("Retryable: never", Some(("never", false))),
            ("Do not retry.", Some(("never", false))),
            ("Retry: ❌", Some(("never", false))),
            ("Retriable: Yes", Some(("backoff", true))),
            (
                "Retry: Yes, with exponential backoff",
                Some(("backoff", false)),
            ),
            (
                "Wait as long as Retry-After says, then try again.",
                Some(("after_delay", false)),
            ),
            (
                "Try again when your quota resets.",
                Some(("after_reset", false)),
            ),
            (
                "Send it again when another running request has finished.",
                Some(("when_idle", false)),
            ),
            (
                "Fetch the latest version of the kite, then send the change again.",
                Some(("after_refresh", false)),
            ),
            (
                "Retry with exponential backoff. (our advice)",
                Some(("backoff", true)),
            ),
            ("after_refresh", Some(("after_refresh", false))),
            ("Retry: No, unless the key was changed", None),
            ("Retry: Yes, after fixing the request", None),
            ("Retry: Maybe", None),
            ("Non-retryable: Yes", None),
            ("3 times", None),
            ("", None),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
