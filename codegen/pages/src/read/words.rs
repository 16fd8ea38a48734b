//! Word lists, one word or phrase a line in `words/`.

use std::sync::LazyLock;

/// The words of a file.
pub(crate) type WordList = LazyLock<Vec<&'static str>>;

/// Makes the list of the file with this name.
macro_rules! words {
    ($name:literal) => {
        std::sync::LazyLock::new(|| {
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/src/read/words/",
                $name,
                ".txt"
            ))
            .lines()
            .collect()
        })
    };
}
pub(crate) use words;
