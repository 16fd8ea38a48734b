//! Makes mentions of a table's rows.

use std::collections::HashSet;

use super::grid::{self, Assignment, Setting, Trace};
use super::hint_guide::HintMatch;
use super::labels;
use super::mention::{self, CodeAt, Mention, MentionKind};
use super::opening::Opening;
use super::section::Section;
use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::Role;
use crate::read::document::Table;
use crate::read::text::Text;

/// Returns the mentions of a table, or why it holds none.
pub(super) fn read(
    table: &Table,
    setting: &Setting<'_>,
    hints: &HintMatch,
    trace: &mut Trace,
) -> Result<Vec<Mention>, &'static str> {
    if hints.is_nothing() {
        return Err("a hint says so");
    }
    let columns = grid::assign(table, hints, setting, trace)?;
    let kind = hints
        .contains
        .and_then(mention::kind_of)
        .unwrap_or_else(|| kind(table, &columns));
    let rows = table.rows.iter();
    let rows = rows.filter_map(|row| mention(row, table, &columns, kind));
    let mut mentions: Vec<Mention> = rows.map(|row| row.with_hint(hints.contains)).collect();
    if mentions.is_empty() {
        return Err("no row names a code or status");
    }
    take_names(&mut mentions);
    Ok(mentions)
}

/// Rows that name no code or status in particular: what each names, why it is left out, and where.
pub(super) fn left_out(table: &Table) -> impl Iterator<Item = (String, &'static str, usize)> {
    table.rows.iter().filter_map(|row| {
        let first = row.first()?;
        let word = first.split_whitespace().next()?;
        if code_shape::is_family(word) {
            let reason = "a family of statuses names none in particular";
            return Some((format!("row: {word}"), reason, first.at()));
        }
        let is_pattern =
            |cell: &&Text| code_shape::is_pattern(cell) && labels::cell_codes(cell).is_empty();
        let found = row.iter().find(is_pattern)?;
        let reason = "a range or pattern names no code in particular";
        Some((format!("row: {}", found.as_str()), reason, found.at()))
    })
}

fn kind(table: &Table, columns: &Assignment) -> MentionKind {
    if columns.closes {
        return MentionKind::Close;
    }
    match columns.column(Role::Code) {
        None if columns.by_message => MentionKind::Error,
        Some(_) if columns.by_type => MentionKind::Type,
        Some(_) => MentionKind::Error,
        // The same status in several rows: each row is an error that is known by its status and name.
        None if repeats(table, columns) => MentionKind::Error,
        None => MentionKind::Status,
    }
}

fn repeats(table: &Table, columns: &Assignment) -> bool {
    let mut seen = HashSet::new();
    columns.column(Role::Status).is_some_and(|column| {
        !table
            .column(column)
            .flatten()
            .all(|cell| seen.insert(cell.as_str()))
    })
}

fn mention(
    row: &[Text],
    table: &Table,
    columns: &Assignment,
    kind: MentionKind,
) -> Option<Mention> {
    let cell = |column: Option<usize>| row.get(column?).filter(|cell| !cell.is_empty());
    let (code, status) = (columns.column(Role::Code), columns.column(Role::Status));
    let message = columns.column(Role::Message).filter(|_| columns.by_message);
    let key = cell(code.or(status).or(message))?;
    let strayed = strayed_status(row, columns).filter(|_| status.is_some());
    let stated = cell(strayed.or(status));
    let mut opening = stated.map(Opening::of_heading).unwrap_or_default();
    // `with a key 403, otherwise 401`
    let worded = |status: &&Text| code.is_some() && status.starts_with(char::is_alphabetic);
    if let Some(status) = stated.filter(worded) {
        opening.statuses = labels::statuses(status);
    }
    if code.is_some() {
        (opening.codes, opening.name) = (codes(row, key, columns)?, None);
    } else if opening.statuses.is_empty() && message.is_none() {
        return None;
    } else if opening.has_status_name() {
        opening.name_by_code();
    }
    let kind = match code {
        None if !opening.codes.is_empty() => MentionKind::Error,
        _ => kind,
    };
    let mut section = Section::of_row(key.clone(), opening);
    for (column, role) in columns.columns() {
        let header = table.header.get(column).map_or("", Text::as_str);
        let cell = row.get(column).filter(|_| Some(column) != strayed);
        if let Some(cell) = cell.filter(|cell| cell.contains(char::is_alphanumeric)) {
            section.cell(role, header, cell);
        }
    }
    let mut mention = section.row(kind);
    let guessed =
        (table.guessed && !columns.hinted).then_some("the table's cells were guessed apart");
    mention.unsure = guessed.or(columns.doubt);
    mention.missing_statuses = columns.missing_statuses;
    let facts = &mut mention.facts;
    facts.unclear = columns.unclear;
    if kind == MentionKind::Close && facts.name.is_none() && !facts.causes.is_empty() {
        // The protocol calls the text that is sent with a close code its reason.
        let described = columns.column(Role::Description);
        facts.name = described.map(|_| facts.causes.remove(0));
    }
    (code.is_none() || is_error(&mention, key, columns)).then_some(mention)
}

/// Returns the column of a status with its name next to an empty cell for statuses: merged cells move to the left.
fn strayed_status(row: &[Text], columns: &Assignment) -> Option<usize> {
    let empty = columns
        .column(Role::Status)
        .is_some_and(|column| row.get(column).is_none_or(|cell| cell.is_empty()));
    let named = |cell: &Text| {
        let (statuses, rest) = http_status::leading(cell);
        matches!(statuses[..], [status] if http_status::is_own_name(status, rest.trim()))
    };
    row.iter().position(named).filter(|_| empty)
}

/// Returns the codes of a row's cell, or `None` if it has none.
fn codes(row: &[Text], key: &Text, columns: &Assignment) -> Option<Vec<CodeAt>> {
    let mut codes = labels::cell_codes(key);
    if codes.is_empty() && (columns.hinted || columns.phrases && key.code_at(0).is_some()) {
        codes.extend(code_shape::hinted_code(key.as_str()).map(|code| (code, key.at())));
    }
    // A row of one word is a heading inside the table.
    let alone = !columns.hinted
        && (row.len() >= 3 || columns.shaped)
        && row.iter().filter(|cell| !cell.is_empty()).count() == 1;
    let heads = alone && code_shape::of(key.as_str()) == Some(CodeShape::Word);
    (!codes.is_empty() && !heads).then_some(codes)
}

/// Returns `true` if the row of a code documents an error.
fn is_error(mention: &Mention, key: &Text, columns: &Assignment) -> bool {
    // `OK` next to 200 names the status of success.
    let mut statuses = mention.statuses.iter();
    let succeeds =
        statuses.any(|&(status, _)| status < 400 && http_status::is_own_name(status, key.trim()));
    // "Other" in a column of numbers is the page's word for all the rest.
    let rest = columns.digits && !columns.hinted && is_word(key.as_str());
    let silent = mention.facts.description.is_none() || key.contains(' ');
    !(succeeds || rest && silent)
}

/// Returns `true` if a text is a word or a phrase as prose has them, without digits.
fn is_word(text: &str) -> bool {
    let shape = code_shape::of(text);
    let digit = text.contains(|c: char| c.is_ascii_digit());
    !digit && matches!(shape, None | Some(CodeShape::Word))
}

/// The title in front of the text of all rows is a name, too: `Going Away: the server stops`.
fn take_names(mentions: &mut [Mention]) {
    let title = |mention: &Mention| {
        let text = mention.facts.description.as_ref()?;
        let end = text.find(": ")?;
        let short = text[..end].split_whitespace().count() <= 4
            && text.starts_with(char::is_uppercase)
            && !text[..end].contains(['.', ',']);
        (mention.facts.name.is_none() && short).then(|| text.slice(0..end))
    };
    let numeric = |(code, _): &CodeAt| matches!(code, Code::Number(_));
    let all = mentions.len() >= 2
        && mentions
            .iter()
            .all(|mention| mention.codes.iter().all(numeric) && title(mention).is_some());
    for mention in mentions.iter_mut().filter(|_| all) {
        mention.facts.name = title(mention);
    }
}
