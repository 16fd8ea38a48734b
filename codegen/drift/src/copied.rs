//! Runs of words that a text shares with a page.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// So many words in a row are a phrase of the page's author, and fewer are a term.
pub const COPIED_WORDS: usize = 6;

/// The runs of [`COPIED_WORDS`] words in the sources of a catalog.
#[derive(Debug, Default)]
pub struct CopiedRuns(HashSet<u64>);

impl CopiedRuns {
    /// Collects the runs of a page.
    pub fn add(&mut self, page: &str) {
        let page = without_tags(page);
        let words = words(&page);
        self.0.extend(words.windows(COPIED_WORDS).map(fingerprint));
    }

    /// Returns the part of a text that shares the most words with a page, if it shares [`COPIED_WORDS`] or more in a row. Backticks
    /// and double quotes enclose names and values of the API, which end a run.
    #[must_use]
    pub fn longest<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut longest: Option<(usize, Range<usize>)> = None;
        for part in parts_outside_quotes(text) {
            let words = words(text.get(part.clone())?);
            let mut run = 0;
            for (at, window) in words.windows(COPIED_WORDS).enumerate() {
                run = if self.0.contains(&fingerprint(window)) {
                    run + 1
                } else {
                    0
                };
                if run > longest.as_ref().map_or(0, |(length, _)| *length) {
                    let first = words.get(at + 1 - run)?.start;
                    let end = window.last()?.end;
                    longest = Some((run, part.start + first..part.start + end));
                }
            }
        }
        longest.and_then(|(_, range)| text.get(range))
    }
}

/// A word, and where it is in its text.
struct Word<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                words.extend(text.get(first..at).map(|text| Word {
                    text,
                    start: first,
                    end: at,
                }));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Two runs have one fingerprint if they have the same words in any case. That two others share one is too unlikely to matter.
fn fingerprint(run: &[Word<'_>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in run {
        word.text.to_lowercase().hash(&mut hasher);
    }
    hasher.finish()
}

/// Returns a page without its HTML tags, which may be in the middle of a sentence.
fn without_tags(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        text.push_str(before);
        let is_tag = tag[1..].starts_with(|next: char| next == '/' || next.is_ascii_alphabetic());
        let end = tag
            .find(['>', '\n'])
            .filter(|end| tag[*end..].starts_with('>'));
        rest = match end.filter(|_| is_tag) {
            Some(end) => {
                text.push(' ');
                &tag[end + 1..]
            }
            None => {
                text.push('<');
                &tag[1..]
            }
        };
    }
    text.push_str(rest);
    text
}

fn parts_outside_quotes(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, character) in text.char_indices() {
        match quote {
            None if matches!(character, '`' | '"') => {
                parts.push(start..at);
                quote = Some(character);
            }
            Some(open) if open == character => {
                start = at + 1;
                quote = None;
            }
            _ => {}
        }
    }
    if quote.is_none() {
        parts.push(start..text.len());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest<'t>(page: &str, text: &'t str) -> Option<&'t str> {
        let mut runs = CopiedRuns::default();
        runs.add(page);
        runs.longest(text)
    }

    #[test]
    fn six_words_in_a_row_are_found_in_any_case_and_through_markup() {
        let page = "The **kite** can not <b>fly</b> because there is no wind.";
        let copied = "Here, the kite can not fly because of rain.";
        assert_eq!(longest(page, copied), Some("the kite can not fly because"));
        assert_eq!(
            longest(page, "The kite can not fly, since there is no wind."),
            None
        );
    }

    #[test]
    fn a_longer_run_is_shown_whole() {
        let page = "a b c d e f g h. i j k l m n";
        assert_eq!(
            longest(page, "x i j k l m n; b c d e f g h y"),
            Some("b c d e f g h")
        );
    }

    #[test]
    fn names_and_values_in_quotes_do_not_count() {
        let page = "Set the header x-kite-line to the length of the line.";
        assert_eq!(
            longest(
                page,
                "Set the header `x-kite-line` to the length of the line."
            ),
            Some("to the length of the line")
        );
        assert_eq!(
            longest(page, "Set the header \"x-kite-line\" to the length."),
            None
        );
        assert_eq!(longest(page, ""), None);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert!(longest("if a < b then c d e f", "a b then c d e f").is_some());
        assert!(longest("a b <", "a").is_none());
    }
}
