//! Finds headers whose words ran together: `CodeHTTP StatusDescription`.

use std::ops::Range;

use super::words::Gap;
use crate::read::conventions::roles::{self, Role};
use crate::read::words::{WordList, words};

/// A column's header inside a run.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) range: Range<usize>,
}

/// The words that head columns, longer ones before those they start with.
static NAMES: WordList = words!("run_together_headers");

/// No run-together table has more columns.
const WIDEST: usize = 12;

/// Further headers in one text are not looked at: each is tried in several ways.
const MOST_RUNS: usize = 8;

/// Further ways to read a header are not tried.
const MOST_TILINGS: usize = 16;

/// Runs of two and more headers with this gap between them.
pub(super) fn runs(text: &str, gap: Gap) -> Vec<Vec<Column>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < text.len() && found.len() < MOST_RUNS {
        let mut run: Vec<Column> = Vec::new();
        let mut end = i;
        while let Some(column) = column_at(text, end, gap).filter(|_| run.len() < WIDEST) {
            end = column.range.end;
            run.push(column);
            end += usize::from(gap == Gap::Space && text[end..].starts_with(' '));
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

fn column_at(text: &str, start: usize, gap: Gap) -> Option<Column> {
    let rest = &text[start..];
    let first = rest
        .chars()
        .next()
        .filter(|c| c.is_uppercase() || !c.is_ascii())?;
    let name = NAMES
        .iter()
        .find(|name| name.starts_with(first) && rest.starts_with(**name))?;
    let apart = |c: Option<char>| gap == Gap::None || c.is_none_or(|c| c == ' ');
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_uppercase() || c == '_') {
        return None;
    }
    // "Codes" is not "Code" with an s left over.
    let mut after = rest[name.len()..].chars();
    let whole = after.next() != Some('s') || after.next().is_some_and(|c| c.is_ascii_lowercase());
    let role = roles::of_header(name).unwrap_or(Role::Description);
    let word = apart(before) && apart(rest[name.len()..].chars().next());
    (whole && word).then(|| Column {
        name: (*name).to_owned(),
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
        name: name.to_owned(),
        role,
        range: 0..0,
    }
}

/// Returns the last column, if its header is not in the list of headers: the few words between the others and the first row.
pub(super) fn between(text: &str, range: Range<usize>) -> Option<Column> {
    let name = text.get(range.clone())?;
    let short = name.split(' ').count() <= 4 && name.starts_with(char::is_uppercase);
    short.then(|| Column {
        name: name.to_owned(),
        role: roles::of_header(name).unwrap_or(Role::Description),
        range,
    })
}

/// No header is longer.
const LONGEST: usize = 200;

/// Returns the ways in which a line can be a header, likelier ones first.
pub(super) fn of_line(line: &str, gap: Gap) -> Vec<Vec<Column>> {
    let mut found = Vec::new();
    // "Error Code" and "Kite error codes" are titles.
    let title = is_name(line) || line.to_lowercase().ends_with("codes");
    let ends = line.ends_with(['.', '!', '?', ',', ';']) || line.len() > LONGEST;
    let apart = line.contains('\t') || line.contains("   ");
    if !title && !ends && !apart {
        tile(line, 0, gap, &mut Vec::new(), &mut found);
    }
    // "Kite error code" is a title, too.
    let listed = |columns: &Vec<Column>| {
        columns
            .iter()
            .filter(|column| is_name(&column.name))
            .count()
    };
    found.retain(|columns| columns.len() > 1 && (gap == Gap::None || listed(columns) > 1));
    found
}

fn is_name(text: &str) -> bool {
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(text))
}

/// Adds the ways in which a line can go on as a header.
fn tile(
    line: &str,
    start: usize,
    gap: Gap,
    columns: &mut Vec<Column>,
    found: &mut Vec<Vec<Column>>,
) {
    if start >= line.len() {
        return found.push(columns.clone());
    }
    let rest = &line[start..];
    let listed = NAMES.iter().filter_map(|name| {
        let named = rest.get(..name.len())?.eq_ignore_ascii_case(name);
        let end = start + name.len();
        (named && separates(line, end, gap)).then_some(end)
    });
    let mut ends: Vec<usize> = listed.collect();
    ends.sort_unstable_by(|a, b| b.cmp(a));
    ends.dedup();
    let mut borders = line.char_indices().map(|(at, _)| at).chain([line.len()]);
    let border =
        borders.find(|&end| end > start && separates(line, end, gap) && is_border(line, end, gap));
    // One header may be missing in the list; it ends where the next one begins.
    let listed = columns.iter().all(|column| is_name(&column.name));
    let unlisted = |end: &usize| {
        let name = &line[start..*end];
        let title = gap == Gap::Space && *end == line.len();
        !is_name(name) && !title && !name.contains(|c: char| c.is_ascii_digit() || c == '_')
    };
    ends.extend(border.filter(|end| listed && unlisted(end)));
    for end in ends {
        if found.len() >= MOST_TILINGS || columns.len() >= WIDEST {
            return;
        }
        let name = &line[start..end];
        columns.push(Column {
            name: name.to_owned(),
            role: roles::of_header(name).unwrap_or(Role::Description),
            range: start..end,
        });
        let skipped = usize::from(gap == Gap::Space);
        tile(line, end + skipped, gap, columns, found);
        columns.pop();
    }
}

/// Returns `true` if a header may end here.
fn separates(line: &str, at: usize, gap: Gap) -> bool {
    let (before, after) = line.split_at(at);
    match gap {
        Gap::Space => after.is_empty() || after.starts_with(' '),
        // In `Error Codes`, no header ends in front of the `s`.
        Gap::None => {
            let inside =
                before.ends_with(char::is_lowercase) && after.starts_with(char::is_lowercase);
            let spaced = before.ends_with(' ') || after.starts_with(' ');
            !spaced && (!inside || !line.contains(char::is_uppercase))
        }
    }
}

/// Returns `true` if the next word's capital shows that a header ends here.
fn is_border(line: &str, at: usize, gap: Gap) -> bool {
    let (before, after) = line.split_at(at);
    let small = before.ends_with(char::is_lowercase);
    gap == Gap::Space || after.is_empty() || small && after.starts_with(char::is_uppercase)
}
