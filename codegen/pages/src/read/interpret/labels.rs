//! Reads labeled texts: `**Cause:** …`, `Status code: 401 (Unauthorized)`.

use super::lead_rules;
use super::mention::{Alternative, CodeAt, Mention, StatusAt};
use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
use crate::read::text::{MarkKind, Text, run_length};

/// Longer texts are not labeled cells, and splitting them would take too long.
const LONGEST: usize = 8000;

/// Returns the label a text starts with, and what follows it.
pub(super) fn split(text: &Text) -> Option<(Role, Text)> {
    let source = text.as_str();
    if let Some(end) = text.strong_start() {
        let label = source[..end].trim_end();
        // `**HTTP 401**: …` states a status.
        if label.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let colon = label.ends_with([':', '：'])
            || source[end..].trim_start().starts_with([':', '：'])
            || end == source.len();
        let role = roles::of_marked_label(label).filter(|_| colon)?;
        let rest = source[end..].trim_start_matches([':', '：', ' ']);
        let value = text.tail(source.len() - rest.len());
        let is_label = role != Role::Code || is_code_label(label) || !cell_codes(&value).is_empty();
        return is_label.then_some((role, value));
    }
    let colon = source.find([':', '：', '?']).filter(|&end| end <= 40)?;
    let label = &source[..colon];
    if source[colon..].starts_with('?') && roles::of_label(label) != Some(Role::Retry) {
        return None;
    }
    let role = roles::of_label(label).filter(|role| is_plain_label(label, *role))?;
    let rest = source[colon..].trim_start_matches([':', '：', '?', ' ']);
    let value = text.tail(source.len() - rest.len());
    if role == Role::Status && !value.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // A word for errors may be a part of a longer one, in a language that has no spaces.
    let foreign = role == Role::Code && !label.is_ascii();
    (!foreign || !codes(&value).0.is_empty()).then_some((role, value))
}

/// Returns the label in front of a colon and what follows it, if the label heads columns. Prose may begin so, too: only
/// several texts that do so one after another are labeled.
pub(super) fn split_any(text: &Text) -> Option<(Role, Text, Text)> {
    let source = text.as_str();
    let colon = source.find([':', '：']).filter(|&end| end <= 40)?;
    let label = &source[..colon];
    let role = roles::of_header(label).filter(|_| label.split_whitespace().count() <= 3)?;
    let rest = source[colon..].trim_start_matches([':', '：', ' ']);
    let value = text.tail(source.len() - rest.len());
    Some((role, text.slice(0..colon), value))
}

/// Returns `true` for a label without markup that hardly occurs before a colon by chance.
fn is_plain_label(label: &str, role: Role) -> bool {
    let words = label.split_whitespace().count();
    let label = label.trim().to_lowercase();
    match role {
        Role::Cause | Role::Solution | Role::Retry => words <= 3,
        Role::Status => words <= 3,
        Role::Code => is_code_label(&label),
        Role::Aside => words == 1,
        Role::Example => words <= 3,
        Role::Description | Role::Message | Role::Type => words <= 2,
        Role::Limit | Role::Name | Role::Property => false,
    }
}

/// `Error code:`, `Identifier value:`, but not `Source code:`.
fn is_code_label(label: &str) -> bool {
    let label = label.trim().trim_end_matches([':', '：', '.']);
    let label = label.to_lowercase();
    matches!(
        label.strip_suffix(" value").unwrap_or(&label),
        "code"
            | "codes"
            | "error code"
            | "error codes"
            | "error code(s)"
            | "api code"
            | "error id"
            | "identifier"
    ) || !label.is_ascii()
}

/// Returns the position at which a text states statuses after a label, and the statuses: `It comes with HTTP status 404.`
fn stated(text: &Text) -> Option<(usize, Vec<StatusAt>)> {
    const LABELS: &[&str] = &[
        "http status code",
        "http status",
        "status code",
        "http code",
        "status:",
    ];
    let lower = text.to_ascii_lowercase();
    let mut labels = LABELS.iter();
    let (start, label) = labels.find_map(|label| Some((lower.rfind(label)?, label)))?;
    let value = lower[start + label.len()..].trim_start_matches([' ', ':', '`']);
    let found = statuses(&text.tail(text.len() - value.len()));
    value
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some((start, found))
}

/// Returns the statuses that a sentence states.
pub(super) fn stated_statuses(text: &Text) -> Vec<StatusAt> {
    stated(text)
        .map(|(_, statuses)| statuses)
        .unwrap_or_default()
}

/// Returns the name and the statuses of a line that says no more: `**Book Gone** · `404 Not Found``.
pub(super) fn title_line(text: &Text) -> Option<(Text, Vec<StatusAt>)> {
    let end = text.strong_start()?;
    let found = statuses(&text.tail(end));
    let mut rest = text.get(end..)?.to_string();
    for (status, _) in &found {
        let number = status.to_string();
        let at = rest.find(&number)?;
        let after = rest[at + number.len()..].trim_start();
        let name = http_status::name_length(*status, after).unwrap_or(0);
        rest = format!("{} {}", &rest[..at], &after[name..]);
    }
    let rest = rest
        .replace("or", "")
        .replace("and", "")
        .replace("HTTP", "");
    let plain = !rest.contains(char::is_alphanumeric);
    (!found.is_empty() && plain).then(|| (text.slice(0..end), found))
}

/// Moves the statuses that the last sentence of a description states to the statuses: `It is torn. HTTP Status Code: 403`.
pub(super) fn take_status(mention: &mut Mention) {
    let Some(text) = &mention.facts.description else {
        return;
    };
    let Some((start, statuses)) = stated(text).filter(|(_, statuses)| !statuses.is_empty()) else {
        return;
    };
    let before = text.slice(0..start);
    let closes = before.is_empty() || before.ends_with(['.', '!', '?', ')', ';']);
    if closes && text[start..].split_whitespace().count() <= 8 {
        mention.facts.description = before.filled();
        if mention.statuses.is_empty() {
            mention.statuses = statuses;
        }
    }
}

/// Returns the labeled parts of one text, such as a cell that holds both cause and solution.
pub(super) fn parts(text: &Text) -> Vec<(Option<Role>, Text)> {
    if text.len() > LONGEST {
        return vec![(None, text.clone())];
    }
    let marks = text
        .marked(MarkKind::Strong)
        .chain(text.marked(MarkKind::Break));
    let mut starts: Vec<usize> = marks
        .map(|mark| mark.start)
        .filter(|&start| divides(&text.tail(start)))
        .collect();
    if divides(text) {
        starts.push(0);
        // A copied cell keeps its labels, but not their marks: `Cause: No key.Solution: Send one.`
        let ends = text.match_indices(['.', '!', '?', '。']);
        let sentences = ends.map(|(at, end)| at + end.len());
        starts.extend(sentences.filter(|&start| divides(&text.tail(start))));
    }
    starts.sort_unstable();
    starts.dedup_by(|a, b| text.as_str()[*b..*a].trim().is_empty());
    let ends: Vec<usize> = starts.iter().copied().chain([text.len()]).collect();
    let mut parts = Vec::new();
    let before = text.slice(0..ends[0]);
    if !before.is_empty() {
        parts.push((None, before));
    }
    for (i, start) in starts.into_iter().enumerate() {
        let part = text.slice(start..ends[i + 1]);
        parts.extend(split(&part).map(|(role, rest)| (Some(role), rest)));
    }
    parts
}

/// Returns `true` if a part of a cell starts with a label. `**Limit reached**: …` is a name, not one.
fn divides(text: &Text) -> bool {
    let role = split(text).map(|(role, _)| role);
    role.is_some_and(|role| !matches!(role, Role::Property | Role::Limit | Role::Example))
}

/// Returns every status in a labeled text: `500 (Internal Server Error), 502 (Bad Gateway)`.
pub(super) fn statuses(text: &Text) -> Vec<StatusAt> {
    let source = text.as_str();
    let mut found = Vec::new();
    let mut last_end = 0;
    for (start, _) in source.match_indices(|c: char| c.is_ascii_digit()) {
        if start < last_end {
            continue;
        }
        last_end = start + run_length(&source[start..], u8::is_ascii_digit);
        let bounded = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let alone = bounded(source[..start].chars().next_back())
            && bounded(source[last_end..].chars().next());
        if let Some(status) = http_status::parse(&source[start..last_end]).filter(|_| alone)
            && !found.iter().any(|&(known, _)| known == status)
        {
            found.push((status, text.offset(start)));
        }
    }
    found
}

/// Returns the number that a text assigns to a name and nothing else: `NO_KEY = -20`, `const NO_KEY = -20;`.
pub(super) fn assigned(text: &Text, name: &str) -> Option<Code> {
    let (before, value) = text.split_once(name)?;
    let words = |c: char| c.is_alphabetic() || matches!(c, '•' | '>' | ' ');
    let number = value.trim_matches([':', '=', ' ', '`', ';']);
    let code = code_shape::code(number).filter(|_| number.len() < value.len());
    let whole = before.chars().all(words) && !before.ends_with(char::is_alphanumeric);
    code.filter(|code| whole && matches!(code, Code::Number(_)))
}

/// Returns `true` if a labeled text names a code.
pub(super) fn names_code(text: &Text) -> bool {
    !codes(text).0.is_empty()
}

/// Returns the codes of a labeled text or cell. Those in brackets after an "or" are second ways to send the same error, under
/// statuses of their own where it says so: `40401 (or 50001 with 404, 410)`.
pub(super) fn codes(text: &Text) -> (Vec<CodeAt>, Vec<Alternative>) {
    let source = text.as_str();
    if source.len() > LONGEST {
        return (Vec::new(), Vec::new());
    }
    let (mut codes, mut others) = (Vec::new(), Vec::<Alternative>::new());
    let (mut start, mut prose) = (0, 0);
    for word in source.split([' ', ',', ';', '(', ')', '|']) {
        let end = start + word.len();
        let of_last = others
            .last_mut()
            .filter(|_| source[start..].contains(')'))
            .map(|other| &mut other.statuses);
        match (of_last, http_status::parse(word)) {
            (Some(statuses @ None), _) if word == "with" => *statuses = Some(Vec::new()),
            (Some(Some(statuses)), Some(status)) => {
                statuses.push((status, text.offset(start)));
                start = end + 1;
                continue;
            }
            _ => {}
        }
        let trimmed = word.trim_end_matches(['.', ':']);
        let marked = text.code_at(start).is_some();
        let code = code_shape::of(trimmed)
            .filter(|shape| marked || *shape != CodeShape::Word)
            .and_then(|_| code_shape::code(trimmed));
        if let Some(code) = code {
            let bracketed =
                source[..start].matches('(').count() > source[..start].matches(')').count();
            let code = (code, text.offset(start));
            if bracketed || source[..start].trim_end().ends_with(" or") {
                others.push(Alternative {
                    code,
                    statuses: None,
                });
            } else {
                codes.push(code);
            }
        } else if is_prose(word) && !source[..start].contains('(') {
            prose += 1;
            if !codes.is_empty() || prose > 1 {
                break;
            }
        }
        start = end + 1;
    }
    (codes, others)
}

/// Returns `true` if a word shows that a list of codes is over.
fn is_prose(word: &str) -> bool {
    !matches!(word, "" | "or" | "and" | "&") && word.contains(char::is_alphabetic)
}

/// `1.01`, `400.12.3`: a code where the header of its column says so, else a version or an amount.
pub(super) fn is_dotted(text: &str) -> bool {
    text.contains('.')
        && text.len() <= 16
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Returns the codes of a text that is nothing but a list of codes that no prose contains.
pub(super) fn listed_codes(text: &Text) -> Vec<CodeAt> {
    const MOST: usize = 20;
    let parts = text.split([',', '/', '|', ';', ' ']).map(str::trim);
    let listed: Vec<&str> = parts
        .filter(|part| !part.is_empty() && *part != "or")
        .take(MOST + 1)
        .collect();
    let is_code = |part: &&str| code_shape::of(part).is_some_and(|shape| shape != CodeShape::Word);
    if listed.len() > MOST || !listed.iter().all(is_code) {
        return Vec::new();
    }
    let at = |part: &str| text.offset(part.as_ptr() as usize - text.as_str().as_ptr() as usize);
    let code = |part: &&str| Some((code_shape::code(part)?, at(part)));
    listed.iter().filter_map(code).collect()
}

/// Returns the text of a cell without the marks of footnotes at its end. A star is one only behind marked text.
fn without_footnotes(cell: &Text) -> &str {
    let (marked, rest) = cell.split_at(cell.code_at(0).map_or(0, |code| code.end));
    let is_mark = |c: char| {
        let star = c == '*' && !marked.is_empty();
        star || matches!(c, '¹' | '²' | '³' | '⁴'..='⁹' | '†' | '‡')
    };
    let rest = rest.trim_end().trim_end_matches(is_mark);
    cell[..marked.len() + rest.len()].trim()
}

/// Returns the codes of a cell: one, or several that are nothing but a list.
pub(super) fn cell_codes(cell: &Text) -> Vec<CodeAt> {
    let text = without_footnotes(cell);
    if code_shape::is_pattern(text) {
        return Vec::new();
    }
    if let Some(code) = code_shape::code(text) {
        return vec![(code, cell.at())];
    }
    if is_dotted(text) {
        return vec![(Code::Text(text.to_owned()), cell.at())];
    }
    let listed = listed_codes(cell);
    if listed.len() > 1 {
        return listed;
    }
    if let Some((_, number)) = lead_rules::named_number(text) {
        let code = code_shape::code(&text[number]);
        return code.map(|code| (code, cell.at())).into_iter().collect();
    }
    // `bad_key (deprecated)`, `bad_key *`
    let first = cell.code_at(0).map_or_else(
        || text.split([' ', '(', '[', '^']).next().unwrap_or(""),
        |marked| &cell.as_str()[marked],
    );
    let rest = text.strip_prefix(first).unwrap_or("").trim_start();
    let noted =
        rest.starts_with(['(', '*', '[', '^']) || cell.code_at(0).is_some() && rest.len() < 40;
    let code = code_shape::of(first)
        .filter(|shape| noted && *shape != CodeShape::Word)
        .and_then(|_| code_shape::code(first));
    code.map(|code| (code, cell.at())).into_iter().collect()
}
