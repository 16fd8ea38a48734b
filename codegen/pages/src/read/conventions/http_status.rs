//! HTTP statuses as pages write them: by their registered names, by older ones, and unregistered ones in wide use.

use std::sync::LazyLock;

use api_error_catalog_model::model::REASON_PHRASES;

/// Older and unregistered names.
static OTHER_NAMES: LazyLock<Vec<(u16, &str)>> = LazyLock::new(|| {
    let names = include_str!("../words/status_names.txt").lines();
    let name = |line: &'static str| {
        let (status, name) = line.split_once(' ')?;
        Some((status.parse().ok()?, name))
    };
    names.filter_map(name).collect()
});

/// Returns the registered names, then the others. A status may have several.
fn names() -> impl Iterator<Item = (u16, &'static str)> {
    REASON_PHRASES.iter().chain(&*OTHER_NAMES).copied()
}

/// Returns a three-digit number that can be an HTTP status.
pub(crate) fn parse(text: &str) -> Option<u16> {
    let digits = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
    let status = text.parse().ok()?;
    (digits && (100..600).contains(&status)).then_some(status)
}

/// Returns `true` if the number is a status that is in use.
pub(crate) fn is_known(status: u16) -> bool {
    names().any(|(known, _)| known == status)
}

/// Returns the length of the status's own name where the text starts with it; the longest name counts.
pub(crate) fn name_length(status: u16, text: &str) -> Option<usize> {
    let own = names().filter(|&(known, _)| known == status);
    let own = own.map(|(_, name)| name);
    let starts = |name: &&str| {
        text.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    own.filter(starts).map(str::len).max()
}

/// Returns `true` if a text is the status's own name: `Not Found`, `NOT_FOUND`.
pub(crate) fn is_own_name(status: u16, text: &str) -> bool {
    name_length(status, &text.replace('_', " ")) == Some(text.len())
}

/// Returns `true` if the text is the name of any status.
pub(crate) fn is_name(text: &str) -> bool {
    names().any(|(_, name)| name.eq_ignore_ascii_case(text.trim()))
}

/// Returns the statuses of `400`, `500/502/503`, `400, 401`, `HTTP 404`, and what follows them (`404 Not Found`).
/// Ranges and classes (`4xx`, `400-499`) name no status.
pub(crate) fn leading(text: &str) -> (Vec<u16>, &str) {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    for word in [
        "HTTP", "http", "Error", "error", "Status", "status", "Code", "code", ":",
    ] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    let unmarked = rest;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(status) = parse(&rest[..digits]) else {
            break;
        };
        if goes_on(status, &rest[digits..]) {
            break;
        }
        found.push(status);
        rest = &rest[digits..];
        let after = rest.trim_start_matches([' ', '/', ',', '|', '&']);
        let after = ["or ", "and "]
            .iter()
            .find_map(|word| after.strip_prefix(word))
            .unwrap_or(after);
        // Behind another status, `100` is a code.
        let informs = status >= 200 && after.starts_with('1');
        let another = after.len() < rest.len()
            && after.bytes().take_while(u8::is_ascii_digit).count() == 3
            && !informs;
        if !another {
            break;
        }
        rest = after;
    }
    let range = rest
        .trim_start()
        .strip_prefix(['-', '–', '~'])
        // `404 -1001` is a status with a negative code.
        .filter(|end| end.starts_with(' ') == rest.starts_with(' '))
        .is_some_and(|end| end.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    if found.is_empty() || range {
        return (Vec::new(), unmarked);
    }
    (found, rest)
}

/// Returns `true` if a number is part of a longer word: `404.5`, `404_gone`, `404-old-card`.
fn goes_on(status: u16, after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        Some('_' | '.') => rest.next().is_some_and(|next| next != ' '),
        Some('-') => {
            let word = rest.as_str();
            word.starts_with(char::is_lowercase) && name_length(status, word).is_none()
        }
        next => next.is_some_and(char::is_alphanumeric),
    }
}
