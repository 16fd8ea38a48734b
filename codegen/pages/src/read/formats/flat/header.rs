//! Finds headers whose words ran together: `CodeHTTP StatusDescription`.

use std::ops::Range;

use crate::read::conventions::roles::{self, Role};
use crate::read::words::{WordList, words};

/// A column's header inside a run.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) range: Range<usize>,
}

/// The words that head columns, longer ones before those they start with.
static NAMES: WordList = words!("run_together_headers");

/// No run-together table has more columns.
const WIDEST: usize = 12;

/// Further headers in one text are not looked at: each is tried in several ways.
const MOST_RUNS: usize = 64;

/// Runs of two and more headers without a space between them.
pub(super) fn runs(text: &str) -> Vec<Vec<Column>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < text.len() && found.len() < MOST_RUNS {
        let mut run = Vec::new();
        let mut end = i;
        while let Some(column) = column_at(text, end).filter(|_| run.len() < WIDEST) {
            end = column.range.end;
            run.push(column);
        }
        if run.len() >= 2 {
            found.push(run);
            i = end;
        } else {
            i += text[i..].chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

fn column_at(text: &str, start: usize) -> Option<Column> {
    let rest = &text[start..];
    let first = rest
        .chars()
        .next()
        .filter(|c| c.is_uppercase() || !c.is_ascii())?;
    let name = NAMES
        .iter()
        .find(|name| name.starts_with(first) && rest.starts_with(**name))?;
    // "Codes" is not "Code" with an s left over.
    let mut after = rest[name.len()..].chars();
    let whole = after.next() != Some('s') || after.next().is_some_and(|c| c.is_ascii_lowercase());
    let role = roles::of_header(name).unwrap_or(Role::Description);
    whole.then(|| Column {
        name,
        role,
        range: start..start + name.len(),
    })
}

/// Returns the column that rows show without a header.
pub(super) fn assumed(role: Role) -> Column {
    let name = match role {
        Role::Code => "Code",
        Role::Status => "Status",
        _ => "Description",
    };
    Column {
        name,
        role,
        range: 0..0,
    }
}

/// Returns `true` if a column with this role identifies the rows.
pub(super) fn is_key(role: Role) -> bool {
    matches!(role, Role::Code | Role::Status | Role::Type)
}
