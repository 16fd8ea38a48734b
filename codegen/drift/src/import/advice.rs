//! What a page advises on retrying, if that is one of a few clear statements. Anything else is left to a person.

use api_error_catalog_pages::read::conventions::roles;
use std::time::Duration;

use api_error_catalog_core::RetryWhen;

use super::words::words;

/// Advice on retrying.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Advice {
    pub(crate) when: RetryWhen,
    pub(crate) numbers: RetryNumbers,
    /// It is not the vendor's: the page says that a request may be retried, but not when; or it marks the advice as its
    /// author's own.
    pub(crate) guessed: bool,
}

/// How often and how long, as the reference pages of catalogs state it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct RetryNumbers {
    pub(crate) attempts: Option<u32>,
    pub(crate) base: Option<Duration>,
    pub(crate) factor: Option<f32>,
    pub(crate) delay: Option<Duration>,
}

impl RetryNumbers {
    /// `… (3 attempts in all, first delay 1 s, each 2 times the last, 60 s where the answer says nothing)`
    fn read(text: &str) -> RetryNumbers {
        let bracketed =
            text.rsplit_once('(')
                .and_then(|(rest, last)| match last.starts_with("our advice") {
                    true => rest.rsplit_once('(').map(|(_, numbers)| numbers),
                    false => Some(last),
                });
        let mut numbers = RetryNumbers::default();
        for part in bracketed
            .unwrap_or_default()
            .split([',', ')'])
            .map(str::trim)
        {
            let seconds = |text: &str| seconds(text.strip_suffix(" s")?);
            if let Some(count) = part.strip_suffix(" attempts in all") {
                numbers.attempts = count.parse().ok();
            } else if let Some(delay) = part.strip_prefix("first delay ") {
                numbers.base = seconds(delay);
            } else if let Some(times) = part
                .strip_prefix("each ")
                .and_then(|rest| rest.strip_suffix(" times the last"))
            {
                numbers.factor = times.parse().ok();
            } else if let Some(delay) = part.strip_suffix(" where the answer says nothing") {
                numbers.delay = seconds(delay);
            }
        }
        numbers
    }
}

/// `2`, `0.25`: seconds to the millisecond, which a floating point number would round.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let millis = format!("{fraction:0<3}")
        .parse()
        .ok()
        .filter(|_| fraction.len() <= 3)?;
    Some(Duration::from_secs(whole.parse().ok()?) + Duration::from_millis(millis))
}

/// The phrases that state when to retry: one of each list must occur.
const PHRASES: [&[&str]; 5] = [
    &["delay"],
    &["backoff"],
    &["reset", "allowance"],
    &["job", "job_end", "other_job"],
    &["current_state", "read_again"],
];

/// The advice that a text gives; `None` if it does not clearly say one thing.
pub(crate) fn read(text: &str) -> Option<Advice> {
    let text = text.to_lowercase().replace('’', "'");
    // As the reference pages of catalogs mark advice that is not the vendor's.
    let is_ours = text.trim_end().ends_with("(our advice)");
    let (when, is_guessed) = when(&text)?;
    Some(Advice {
        when,
        numbers: RetryNumbers::read(&text),
        guessed: is_ours || is_guessed,
    })
}

/// When to retry, and whether that is a guess because the text says yes, but not when.
fn when(text: &str) -> Option<(RetryWhen, bool)> {
    let word = text.trim().trim_end_matches('.');
    if let Some(when) = RetryWhen::ALL
        .into_iter()
        .find(|when| word == when.as_str())
    {
        return Some((when, false));
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
        return (!is_conditional).then_some((RetryWhen::Never, false));
    }
    let occurs = |list: &&str| words(list).iter().any(|phrase| text.contains(phrase));
    let when = match PHRASES.map(|lists| lists.iter().all(occurs)) {
        [true, _, false, false, _] => RetryWhen::AfterDelay,
        [false, true, false, false, _] => RetryWhen::Backoff,
        [false, false, true, false, _] => RetryWhen::AfterReset,
        [false, false, false, true, _] => RetryWhen::WhenIdle,
        [false, false, false, false, true] => RetryWhen::AfterRefresh,
        [false, false, false, false, false] if words("yes").contains(&first) && !is_conditional => {
            return Some((RetryWhen::Backoff, true));
        }
        _ => return None,
    };
    Some((when, false))
}

/// The advice of a text that may begin with the header of its column: `Retryable: Yes`.
pub(crate) fn read_labelled(text: &str) -> Option<Advice> {
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

/// The advice that all of these texts agree on.
pub(crate) fn of_all<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Advice> {
    let mut read = texts.filter_map(read_labelled);
    let first = read.next()?;
    // If a column says "yes" and a sentence says when, the sentence counts.
    read.try_fold(first, |known, next| match (known.guessed, next.guessed) {
        (true, false) if known.when == RetryWhen::Backoff && next.when != RetryWhen::Never => {
            Some(next)
        }
        (false, true) if next.when == RetryWhen::Backoff && known.when != RetryWhen::Never => {
            Some(known)
        }
        _ => (known.when == next.when).then_some(known),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_must_agree() {
        let told = |texts: &[&str]| of_all(texts.iter().copied()).map(|advice| advice.when);
        assert_eq!(
            told(&["Retry: Yes", "Wait as long as Retry-After says."]),
            Some(RetryWhen::AfterDelay)
        );
        assert_eq!(told(&["Retry: No", "Use exponential backoff."]), None);
        assert_eq!(
            told(&["Retry: No", "It was refused; try again later."]),
            Some(RetryWhen::Never)
        );
    }

    #[test]
    fn what_is_clear_is_read_and_nothing_else() {
        let told =
            |text: &str| read_labelled(text).map(|advice| (advice.when.as_str(), advice.guessed));
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
                "Try again with delays that grow (exponential backoff). (our advice)",
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
