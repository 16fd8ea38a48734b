//! The word lists of `words.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lists = include_str!("words.txt").lines();
    let lists = lists.filter_map(|line| line.split_once(": "));
    lists
        .map(|(name, words)| (name, words.split(", ").collect()))
        .collect()
});

/// Returns the words of a list.
pub(super) fn words(list: &str) -> &'static [&'static str] {
    LISTS.get(list).map_or(&[], Vec::as_slice)
}
