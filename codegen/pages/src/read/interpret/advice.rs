//! Finds the sentences of a description that say more than what went wrong: what to do, which limit, when to retry.

use crate::read::text::Text;

/// Returns the sentences of a text.
pub(super) fn sentences(text: &Text) -> Vec<Text> {
    let source = text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for (i, _) in source.match_indices(['.', '!', '?']) {
        let after = &source[i + 1..];
        let next = after.trim_start().chars().next();
        let ends =
            after.starts_with(' ') && next.is_some_and(|c| c.is_uppercase() || !c.is_ascii());
        let short = source[start..i].ends_with("e.g") || source[start..i].ends_with("i.e");
        if ends && !short {
            found.push(text.slice(start..i + 1));
            start = i + 1;
        }
    }
    found.push(text.tail(start));
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// The sentences of a text that are so in lower case.
fn sentences_that(text: &Text, are: impl Fn(&str) -> bool) -> Vec<Text> {
    let mut found = sentences(text);
    found.retain(|sentence| are(&sentence.to_lowercase()));
    found
}

/// Sentences that tell the reader what to do.
pub(super) fn solutions(text: &Text) -> Vec<Text> {
    #[rustfmt::skip]
    const STARTS: &[&str] = &[
        "please ", "make sure ", "ensure ", "check ", "verify ", "try ", "retry ", "use ", "contact ", "upgrade ",
        "wait ", "reduce ", "add ", "provide ", "include ", "to resolve ", "to fix ", "to solve ", "consider ",
        "review ", "update ", "set ", "remove ", "increase ", "split ", "see the ", "double-check ", "confirm ",
        "create ", "you should ",
    ];
    let advises = |sentence: &str| STARTS.iter().any(|start| sentence.starts_with(start));
    sentences_that(text, advises)
}

/// Sentences that name a number as a limit.
pub(super) fn limits(text: &Text) -> Vec<Text> {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "maximum", "at most", "up to ", "less than", "more than", "at least", "no longer than", "limit is",
        "limit of", "must not exceed", "cannot exceed", "minimum",
    ];
    sentences_that(text, |sentence| {
        names_amount(sentence) && WORDS.iter().any(|word| sentence.contains(word))
    })
}

/// Returns `true` if a sentence has a number that is not a period, as in `per 24 hours`, nor a difference, as in `12 higher
/// than` or `300 seconds before`.
fn names_amount(sentence: &str) -> bool {
    const DIFFERENCES: &[&str] = &["than", "before", "after", "apart"];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let is_amount = |(at, word): (usize, &&str)| {
        let period = at.checked_sub(1).and_then(|before| words.get(before)) == Some(&"per");
        let mut next = words.iter().skip(at + 1).take(2);
        let differs = next.any(|next| DIFFERENCES.contains(next));
        word.contains(|c: char| c.is_ascii_digit()) && !period && !differs
    };
    words.iter().enumerate().any(is_amount)
}

/// Sentences about trying the same again.
pub(super) fn retry(text: &Text) -> Vec<Text> {
    #[rustfmt::skip]
    const WORDS: &[&str] = &["retry", "retried", "retrying", "try again", "backoff", "back off", "wait "];
    const CHANGED: &[&str] = &["retry with", "try again with", "including"];
    let has_any = |sentence: &str, all: &[&str]| all.iter().any(|word| has_words(sentence, word));
    sentences_that(text, |sentence| {
        has_any(sentence, WORDS) && !has_any(sentence, CHANGED)
    })
}

/// Returns `true` if a sentence has these words, not just the start of a longer one.
fn has_words(sentence: &str, words: &str) -> bool {
    let mut found = sentence.match_indices(words);
    found.any(|(at, _)| {
        let after = sentence[at + words.len()..].chars().next();
        words.ends_with(' ') || after.is_none_or(|c| !c.is_alphanumeric())
    })
}
