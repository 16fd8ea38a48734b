//! What a page's advice on trying again comes to: a small vocabulary of shapes; whatever else is said is for a person.

use api_error_catalog_pages::read::conventions::roles;
use std::time::Duration;

use api_error_catalog_core::RetryWhen;

/// What is advised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Advice {
    pub(crate) when: RetryWhen,
    pub(crate) numbers: Numbers,
    /// It is no word of the vendor's: the page says that one may try again, but not when; or it says that the advice is
    /// somebody's own.
    pub(crate) guessed: bool,
}

/// How often and how long, as the reference pages of catalogs say it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Numbers {
    pub(crate) attempts: Option<u32>,
    pub(crate) base: Option<Duration>,
    pub(crate) factor: Option<f32>,
    pub(crate) delay: Option<Duration>,
}

impl Numbers {
    /// `… (3 attempts in all, first delay 1 s, each 2 times the last, 60 s where the answer says nothing)`
    fn read(text: &str) -> Numbers {
        let bracketed =
            text.rsplit_once('(')
                .and_then(|(rest, last)| match last.starts_with("our advice") {
                    true => rest.rsplit_once('(').map(|(_, numbers)| numbers),
                    false => Some(last),
                });
        let mut numbers = Numbers::default();
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

/// No, in so many words.
const NO: &[&str] = &[
    "no",
    "never",
    "false",
    "not",
    "don't",
    "non",
    "nein",
    "нет",
    "não",
    "nunca",
    "否",
    "不",
    "いいえ",
    "아니요",
    "❌",
    "✗",
    "✘",
    "×",
];

/// Yes, in so many words.
const YES: &[&str] = &[
    "yes",
    "true",
    "retry",
    "retryable",
    "retriable",
    "safe",
    "ja",
    "sí",
    "si",
    "sim",
    "oui",
    "да",
    "是",
    "はい",
    "예",
    "✅",
    "✓",
    "✔",
];

/// What makes a plain answer depend on something that the request's sender has to judge or to change.
const CONDITIONS: &[&str] = &[
    "unless",
    "until",
    "except",
    "if",
    "but",
    "only",
    "maybe",
    "sometimes",
    "depends",
    "once",
    "after",
    "when",
    "fix",
    "fixing",
    "chang",
    "correct",
    "different",
    "without",
    "then",
];

/// The advice that a text gives; `None` where it does not clearly say one thing.
pub(crate) fn read(text: &str) -> Option<Advice> {
    let text = text.to_lowercase().replace('’', "'");
    // As the reference pages of catalogs mark what is no advice of the vendor's.
    let ours = text.trim_end().ends_with("(our advice)");
    let numbers = Numbers::read(&text);
    let told = |when| {
        Some(Advice {
            when,
            numbers,
            guessed: ours,
        })
    };
    if let Some(when) = RetryWhen::ALL
        .into_iter()
        .find(|when| text.trim().trim_end_matches('.') == when.as_str())
    {
        return told(when);
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",.;:()—–!".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let conditional = words.iter().any(|word| {
        CONDITIONS
            .iter()
            .any(|start| word == start || start.len() > 4 && word.starts_with(start))
    });
    let first = *words.first()?;
    let refused = NO.contains(&first)
        || first == "do" && words.get(1) == Some(&"not")
        || first.starts_with("non-retr");
    if refused {
        return told(RetryWhen::Never).filter(|_| !conditional);
    }
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    let stated = has(&[
        "retry-after",
        "retry_after",
        "the stated delay",
        "the indicated delay",
        "the delay that the answer states",
    ]);
    let grows = has(&["backoff", "back-off", "back off", "exponential"]);
    let resets = has(&["reset", "renew", "starts afresh"])
        && has(&["quota", "limit", "credit", "period", "window", "allowance"]);
    let idle = has(&["request", "job"])
        && has(&["has ended", "finish", "complete", "is done"])
        && has(&[
            "running",
            "run now",
            "other",
            "earlier",
            "previous",
            "concurren",
        ]);
    let reread = has(&[
        "present state",
        "latest version",
        "current version",
        "current state",
    ]) && has(&["read ", "reload", "fetch"]);
    match (stated, grows, resets, idle) {
        (false, false, false, false) if reread => told(RetryWhen::AfterRefresh),
        (true, _, false, false) => told(RetryWhen::AfterDelay),
        (false, true, false, false) => told(RetryWhen::Backoff),
        (false, false, true, false) => told(RetryWhen::AfterReset),
        (false, false, false, true) => told(RetryWhen::WhenIdle),
        (false, false, false, false) if YES.contains(&first) && !conditional => Some(Advice {
            when: RetryWhen::Backoff,
            numbers,
            guessed: true,
        }),
        _ => None,
    }
}

/// The advice without the header of its column: `Retryable: Yes`.
pub(crate) fn read_labelled(text: &str) -> Option<Advice> {
    let Some((header, cell)) = text.split_once(": ") else {
        return read(text);
    };
    if !roles::of_header(header).is_some_and(|role| role == roles::Role::Retry) {
        return read(text);
    }
    let header = header.to_lowercase();
    // A column of what may not be tried again turns the answer round.
    if ["non", "not ", "never", "permanent"]
        .iter()
        .any(|word| header.contains(word))
    {
        None
    } else {
        read(cell)
    }
}

/// What all of these texts agree on.
pub(crate) fn of_all<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Advice> {
    let mut read = texts.filter_map(read_labelled);
    let first = read.next()?;
    // "Yes" in a column, and a sentence that says when: the sentence counts.
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
