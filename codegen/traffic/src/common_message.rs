//! The words that some messages have in common: the vendor's own, without those that differ between responses.

use api_error_catalog_core::record::redact;

/// Words of a message that are compared.
const MOST_WORDS: usize = 30;

/// The common words of some messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CommonMessage {
    /// The words, `None` for those that differ.
    words: Option<Vec<Option<Box<str>>>>,
    count: u64,
}

impl CommonMessage {
    /// Adds a message.
    pub(super) fn add(&mut self, message: &str) {
        self.count += 1;
        let mut words = message.split_whitespace().take(MOST_WORDS);
        match &mut self.words {
            None => {
                self.words = Some(
                    words
                        .map(|word| is_fixed(word).then(|| word.into()))
                        .collect(),
                )
            }
            Some(known) => {
                for slot in known.iter_mut() {
                    if slot.as_deref() != words.next() {
                        *slot = None;
                    }
                }
                if let Some(last) = known.last_mut().filter(|_| words.next().is_some()) {
                    *last = None;
                }
            }
        }
    }

    /// `The voice … was not found.`; `None` if there were too few messages, or they have nothing in common.
    pub(super) fn text(&self) -> Option<String> {
        let words = self.words.as_ref().filter(|_| self.count > 1)?;
        let words = words.iter().map(|word| word.as_deref().unwrap_or("…"));
        let mut words: Vec<&str> = words.collect();
        words.dedup_by(|word, last| *word == "…" && word == last);
        words
            .iter()
            .any(|word| *word != "…")
            .then(|| words.join(" "))
    }
}

/// Returns `true` if a word may be the vendor's own: not a number, a quoted word, an address or a key.
fn is_fixed(word: &str) -> bool {
    let plain = |c: char| {
        c.is_alphabetic()
            || matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | '-' | '_' | '(' | ')' | '/'
            )
    };
    word.chars().all(plain) && word.len() <= 24 && !redact::is_secret(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_common_is_told() {
        let form = |messages: &[&str]| {
            let mut form = CommonMessage::default();
            messages.iter().for_each(|message| form.add(message));
            form.text()
        };
        assert_eq!(
            form(&["The voice abc is gone."]),
            None,
            "a single message may be anybody's"
        );
        assert_eq!(
            form(&["The voice abc is gone.", "The voice def is gone."]).as_deref(),
            Some("The voice … is gone.")
        );
        assert_eq!(
            form(&["Mail ann@acme.example twice 17 'x'"; 2]).as_deref(),
            Some("Mail … twice …")
        );
        assert_eq!(
            form(&["One two three", "One two", "One two three four"]).as_deref(),
            Some("One two …")
        );
        assert_eq!(form(&["abc", "def"]), None);
        assert_eq!(form(&["", ""]), None);
    }
}
