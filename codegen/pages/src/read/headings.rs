//! Sections of a page, as catalogs name them: by headings, outermost first.

/// Returns `true` if two headings are the same but for case and white space.
pub(crate) fn same(a: &str, b: &str) -> bool {
    folded(a).eq(folded(b))
}

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.split_whitespace()
        .flat_map(|word| word.chars().flat_map(char::to_lowercase).chain([' ']))
}

/// Returns `true` if text below these headings, outermost first, is in the section. The section may omit headings.
pub(crate) fn is_in(section: &[String], titles: &[impl AsRef<str>]) -> bool {
    let mut titles = titles.iter();
    section
        .iter()
        .all(|name| titles.any(|title| same(name, title.as_ref())))
}
