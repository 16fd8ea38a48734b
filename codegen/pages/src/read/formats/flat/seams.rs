//! Positions between cells in a row whose cells ran together.

/// Positions at which one cell can end and the next begin: a capital right behind a small letter, a bracket or a
/// full stop.
pub(super) fn seams(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(i, c)| {
        let last = std::mem::replace(&mut before, c);
        let ends = last.is_lowercase()
            || last.is_ascii_digit()
            || matches!(last, ')' | '.' | '!' | '?' | '"' | '`' | '。');
        (ends && c.is_uppercase()).then_some(i)
    })
}

/// Positions right behind a sentence's end that no space follows.
pub(super) fn sentence_seams(text: &str) -> impl Iterator<Item = usize> {
    let mut before = [' ', ' '];
    text.char_indices().filter_map(move |(i, c)| {
        let [earlier, last] = before;
        before = [last, c];
        let ends = matches!(last, '.' | '!' | '?' | '。') && !matches!(earlier, '.' | ' ');
        (ends && c.is_alphabetic() && (c.is_uppercase() || !c.is_ascii())).then_some(i)
    })
}
