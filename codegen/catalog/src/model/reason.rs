//! The reason phrases of HTTP statuses.

use std::sync::LazyLock;

/// The registered statuses with their reason phrases (IANA), in ascending order.
pub static REASON_PHRASES: LazyLock<Vec<(u16, &str)>> = LazyLock::new(|| {
    let lines = include_str!("reason_phrases.txt").lines();
    let phrases = lines.filter_map(|line| line.split_once(' '));
    phrases
        .filter_map(|(status, phrase)| Some((status.parse().ok()?, phrase)))
        .collect()
});

/// Returns the reason phrase of an HTTP error status, such as `Not Found`.
#[must_use]
pub fn reason_phrase(status: u16) -> Option<&'static str> {
    let index = REASON_PHRASES
        .binary_search_by_key(&status, |&(status, _)| status)
        .ok()
        .filter(|_| status >= 400)?;
    REASON_PHRASES.get(index).map(|&(_, phrase)| phrase)
}

#[cfg(test)]
mod tests {
    use super::{REASON_PHRASES, reason_phrase};

    #[test]
    fn the_phrases_are_found() {
        assert!(REASON_PHRASES.is_sorted_by_key(|&(status, _)| status));
        assert_eq!(reason_phrase(404), Some("Not Found"));
        assert_eq!(reason_phrase(200), None);
    }
}
