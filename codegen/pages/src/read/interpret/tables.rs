//! Makes mentions of a table's rows.

use std::collections::HashSet;

use super::grid::{self, Assignment, Setting, Trace};
use super::hint_guide::HintMatch;
use super::mention::{self, CodeAt, Mention, MentionKind, MentionTexts};
use super::{advice, labels};
use crate::page::{Code, WordingOrigin};
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
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
    if let Some(mentions) = sent_messages(table, setting).filter(|_| !hints.is_sure()) {
        return Ok(mentions);
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

/// Returns the WebSocket errors that are identified only by their messages: below a heading about messages, a table with
/// a column of messages and none of codes or statuses.
fn sent_messages(table: &Table, setting: &Setting<'_>) -> Option<Vec<Mention>> {
    let sockets = setting.names_sockets && setting.speaks_of_errors;
    let roles = table.header.iter().map(|cell| roles::of_header(cell));
    let roles: Vec<Option<Role>> = roles.collect();
    let column = |role: Role| roles.iter().position(|other| *other == Some(role));
    let keyed = [Role::Code, Role::Status, Role::Type, Role::Property]
        .into_iter()
        .any(|role| column(role).is_some());
    let messages = column(Role::Message).filter(|_| sockets && !keyed)?;
    let cell = |row: &[Text], column: Option<usize>| {
        row.get(column?).filter(|cell| !cell.is_empty()).cloned()
    };
    let mut sent = table.column(messages).flatten();
    let sentences = sent.all(|cell| cell.split_whitespace().count() >= 2);
    let mention = |row: &Vec<Text>| {
        let message = cell(row, Some(messages))?;
        let mut mention = Mention::new(MentionKind::Error, WordingOrigin::Message, message.at());
        mention.facts.name = cell(row, column(Role::Name));
        let facts = &mut mention.facts;
        let described = cell(row, column(Role::Description));
        for (role, text) in described.iter().flat_map(labels::parts) {
            let role = role.unwrap_or(Role::Description);
            facts.add(role, text, WordingOrigin::Table);
        }
        facts.description.get_or_insert_with(|| message.clone());
        facts.wordings.insert(0, (message, WordingOrigin::Message));
        Some(mention)
    };
    sentences
        .then(|| table.rows.iter().filter_map(mention).collect::<Vec<_>>())
        .filter(|mentions| !mentions.is_empty())
}

fn kind(table: &Table, columns: &Assignment) -> MentionKind {
    if columns.closes {
        return MentionKind::Close;
    }
    match columns.column(Role::Code) {
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
    let cell = |column: Option<usize>| {
        column
            .and_then(|i| row.get(i))
            .filter(|cell| !cell.is_empty())
    };
    let (code, status) = (columns.column(Role::Code), columns.column(Role::Status));
    let key = cell(code.or(status))?;
    let mut mention = Mention::new(kind, WordingOrigin::Table, key.at());
    let guessed =
        (table.guessed && !columns.hinted).then_some("the table's cells were guessed apart");
    mention.unsure = guessed.or(columns.doubt);
    mention.missing_statuses = columns.missing_statuses;
    let strayed = strayed_status(row, columns);
    if let Some(status) = cell(status.and(strayed).or(status)) {
        take_statuses(&mut mention, status, code.is_some());
    }
    if code.is_some() {
        mention.codes = codes(row, key, columns)?;
    } else if mention.statuses.is_empty() {
        return None;
    }
    fill(&mut mention, row, table, columns, strayed);
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

/// Takes the statuses of a cell, and the code or the name behind them if the row has no other code.
fn take_statuses(mention: &mut Mention, status: &Text, coded: bool) {
    let (statuses, rest) = http_status::leading(status.as_str());
    let at = status.at();
    mention.statuses = statuses.into_iter().map(|found| (found, at)).collect();
    // `with a key 403, otherwise 401`
    if coded && status.starts_with(char::is_alphabetic) && mention.statuses.is_empty() {
        mention.statuses = labels::statuses(status);
    }
    let rest = status.tail(status.len() - rest.len());
    let name = rest.trim_matches([' ', '(', ')', '-', ':', '–', '—', '/', '|']);
    let mut statuses = mention.statuses.iter();
    let named = statuses.any(|&(status, _)| http_status::is_own_name(status, name));
    if !coded && code_shape::is_snake(name) && !named {
        let code = code_shape::code(name);
        mention.codes = code.map(|code| (code, status.at())).into_iter().collect();
        mention.kind = MentionKind::Error;
    } else if !coded && name.contains(char::is_alphabetic) {
        mention.facts.name = Some(Text::plain(name, status.at()));
    }
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

fn is_address(text: &str) -> bool {
    text.starts_with("http") && text.contains("://") && !text.contains(char::is_whitespace)
}

fn fill(
    mention: &mut Mention,
    row: &[Text],
    table: &Table,
    columns: &Assignment,
    strayed: Option<usize>,
) {
    let header = |column: usize| table.header.get(column).map_or("", Text::as_str);
    let labeled = |column: usize, cell: &Text| {
        Text::plain(&format!("{}: {}", header(column), cell.as_str()), cell.at())
    };
    let facts = &mut mention.facts;
    let stated = facts.name.take();
    let mut described = None;
    for (column, role) in columns.columns() {
        let cell = row.get(column);
        let Some(cell) =
            cell.filter(|cell| Some(column) != strayed && cell.contains(char::is_alphanumeric))
        else {
            continue;
        };
        match role {
            Role::Description => described = Some(cell),
            // It leads to a description and is none.
            Role::Message if is_address(cell) => {
                facts.wordings.push((cell.clone(), WordingOrigin::Table));
            }
            Role::Retry => facts.retry.push(labeled(column, cell)),
            Role::Aside => {
                let further = labeled(column, cell);
                facts.wordings.push((further, WordingOrigin::Table));
            }
            Role::Cause | Role::Solution => {
                let lines = cell.lines().into_iter();
                lines.for_each(|line| facts.add(role, line, WordingOrigin::Table));
            }
            role => facts.add(role, cell.clone(), WordingOrigin::Table),
        }
    }
    facts.name = facts.name.take().or(stated);
    facts.unclear = columns.unclear;
    let headed = columns.column(Role::Description);
    if mention.kind == MentionKind::Close && facts.name.is_none() && headed.is_some() {
        // The protocol calls the text that is sent with a close code its reason.
        facts.name = (!facts.causes.is_empty()).then(|| facts.causes.remove(0));
    }
    facts.action = facts.solutions.first().cloned();
    describe(facts, described);
    if let ([(status, _)], MentionKind::Status) = (mention.statuses.as_slice(), mention.kind) {
        let headed = headed.and_then(|column| roles::of_header(header(column)));
        split_status_name(facts, *status, headed == Some(Role::Description));
    }
    let described = facts.description.iter();
    facts.limits.extend(described.flat_map(advice::limits));
}

/// Divides a description among the facts that its labels name. Without one, the message or the cause describes the error.
fn describe(facts: &mut MentionTexts, described: Option<&Text>) {
    for (role, text) in described.into_iter().flat_map(labels::parts) {
        match role {
            Some(Role::Cause) => facts.causes.push(text),
            Some(Role::Solution) => facts.solutions.push(text),
            Some(Role::Message) => facts.wordings.push((text, WordingOrigin::Message)),
            None | Some(Role::Description) if facts.description.is_none() && !is_address(&text) => {
                facts.description = Some(text)
            }
            _ => facts.wordings.push((text, WordingOrigin::Table)),
        }
    }
    if facts.description.is_none() {
        let sent = facts.wordings.iter();
        let sent = sent.filter(|(_, origin)| *origin == WordingOrigin::Message);
        let mut texts = sent.map(|(text, _)| text).chain(&facts.causes);
        // A listing may hold a text both plain and as HTML.
        let plain = texts.clone().find(|text| !text.starts_with('<'));
        facts.description = plain.or_else(|| texts.next()).cloned();
    }
}

/// `Not Found -- There is no such thing` is the status's name and a description. Under a header that says so, all of it is
/// the description.
fn split_status_name(facts: &mut MentionTexts, status: u16, described: bool) {
    let Some(whole) = facts.description.as_ref().filter(|_| facts.name.is_none()) else {
        return;
    };
    let Some(end) = http_status::name_length(status, whole.as_str()) else {
        return;
    };
    let after = &whole.as_str()[end..];
    let rest = after.trim_start_matches([' ', '-', '–', '—', ':', ',', '.']);
    if rest.is_empty() || after.len() - rest.len() >= 2 {
        let whole = whole.clone();
        facts.name = Some(whole.slice(0..end));
        if described && !rest.is_empty() {
            return;
        }
        facts.description = whole.tail(whole.len() - rest.len()).filled();
        facts.wordings.push((whole, WordingOrigin::Table));
    }
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
