//! The search for the assignment of roles that has the most evidence.

use std::collections::HashSet;

use api_error_catalog_model::model::{self as hint, Contents};

use super::evidence::Evidence;
use super::profile::ColumnProfile;
use super::scores::{
    KeyColumns, Setting, closes, is_phrases, keys, other_columns, others, text_scores,
};
use crate::read::conventions::roles::{self, Role};
use crate::read::document::Table;
use crate::read::interpret::hint_guide::HintMatch;
use crate::read::text::Text;

/// Which column holds what.
#[derive(Debug, Default, Clone)]
pub(in crate::read::interpret) struct Assignment {
    pub(in crate::read::interpret) code: Option<usize>,
    /// The codes are numbers.
    pub(in crate::read::interpret) numbers: bool,
    /// Codes may be phrases.
    pub(in crate::read::interpret) phrases: bool,
    /// The codes' header says that they are types.
    pub(in crate::read::interpret) by_type: bool,
    /// The codes close a connection.
    pub(in crate::read::interpret) closes: bool,
    /// A hint says which column identifies the items, whatever the cells look like.
    pub(in crate::read::interpret) hinted: bool,
    pub(in crate::read::interpret) status: Option<usize>,
    pub(in crate::read::interpret) error_type: Option<usize>,
    pub(in crate::read::interpret) name: Option<usize>,
    pub(in crate::read::interpret) description: Option<usize>,
    pub(in crate::read::interpret) messages: Vec<usize>,
    pub(in crate::read::interpret) causes: Vec<usize>,
    pub(in crate::read::interpret) solutions: Vec<usize>,
    pub(in crate::read::interpret) retry: Vec<usize>,
    pub(in crate::read::interpret) limits: Vec<usize>,
    /// Why another column may describe.
    pub(in crate::read::interpret) unclear: Option<&'static str>,
    /// Why another assignment may be right.
    pub(in crate::read::interpret) doubt: Option<&'static str>,
    /// Why a column may hold statuses that are not read.
    pub(in crate::read::interpret) missing_statuses: Option<&'static str>,
}

/// A smaller margin makes what the grid holds unsure.
const CERTAIN: f32 = 0.5;

/// A smaller margin between two columns of texts makes the description unsure. It is half of the weight that a text of 400
/// characters has.
const CLEAR: f32 = 0.1;

/// Finds the best assignment, or returns why the grid holds no errors.
pub(in crate::read::interpret) fn assign(
    table: &Table,
    hints: &HintMatch,
    setting: &Setting<'_>,
    trace: &mut Trace,
) -> Result<Assignment, &'static str> {
    let (looks, keys) = profiled(table, hints, setting);
    let found = keys.first();
    let readings = keys.iter().take(2);
    trace
        .readings
        .extend(readings.map(|key| (in_words(table, &key.roles()), key.score)));
    trace.columns = match found {
        Some(key) => columns(&key.roles()),
        None => likeliest(&looks)
            .map(|column| (column, hint::Role::Code))
            .into_iter()
            .collect(),
    };
    let Some(key) = found.filter(|key| key.score > 0.0 || hints.is_sure()) else {
        let other = found.map_or_else(|| other_columns(&looks), |key| key.other);
        return Err(other.map_or("no column of codes or statuses", Evidence::reason));
    };
    // The same numbers are read either way if they are HTTP statuses beyond doubt.
    let statuses = |key: &KeyColumns| {
        let column = key
            .code
            .or(key.status)
            .filter(|_| key.code.is_none() || key.status.is_none());
        column.filter(|&column| looks.get(column).is_some_and(is_statuses))
    };
    let mut others = keys.iter().skip(1);
    let other = others.find(|other| statuses(other).is_none() || statuses(other) != statuses(key));
    let runner_up = other.map_or(0.0, |key| key.score.max(0.0));
    let mut assignment = Assignment::of(key, &looks, setting, hints);
    if assignment.code.is_none() && assignment.status.is_none() {
        return Err("no column of codes or statuses");
    }
    let labeled =
        |look: &ColumnProfile| matches!(look.hint, Some(Role::Message | Role::Description));
    if key.other == Some(Evidence::SilentListing) && !looks.iter().any(labeled) {
        assignment.doubt = Some("nothing on the page speaks of errors");
    }
    if key.score - runner_up < CERTAIN && !hints.is_sure() {
        assignment.doubt =
            Some("another column may hold the codes, or the table something else than errors");
    }
    if !hints.is_sure() {
        assignment.leftover(&looks);
    }
    trace.columns = columns(&assignment.roles());
    if let Some((chosen, _)) = trace.readings.first_mut() {
        *chosen = in_words(table, &assignment.roles());
    }
    Ok(assignment)
}

/// Returns the profiles of all columns, and the columns that may identify the records.
fn profiled(
    table: &Table,
    hints: &HintMatch,
    setting: &Setting<'_>,
) -> (Vec<ColumnProfile>, Vec<KeyColumns>) {
    let mut looks = ColumnProfile::of_all(table, setting.examples);
    for (column, look) in looks.iter_mut().enumerate() {
        look.hinted = hints.role(column).is_some();
    }
    // If the tables of a group differ too much to be read alike, each is read by itself.
    if let Some(pooled) = setting.alike.profiles(table, &looks) {
        let keys = ranked(table, &pooled, hints, setting);
        if keys.first().is_some_and(|key| key.score > 0.0) {
            return (pooled, keys);
        }
    }
    let keys = ranked(table, &looks, hints, setting);
    (looks, keys)
}

/// Returns the columns that may identify the records, those with the most evidence first.
fn ranked(
    table: &Table,
    looks: &[ColumnProfile],
    hints: &HintMatch,
    setting: &Setting<'_>,
) -> Vec<KeyColumns> {
    let fails = |row: &Vec<Text>| row.iter().any(|cell| roles::names_failure(cell));
    let failures = table.rows.iter().filter(|row| fails(row)).count() * 2 > table.rows.len();
    let setting = &Setting {
        alone: setting.alone && failures,
        failures,
        ..*setting
    };
    let hinted = |role| hints.columns(role).next();
    let mut keys = keys(looks, hinted(hint::Role::Code), hinted(hint::Role::Status));
    for key in &mut keys {
        let others = others(looks, key, setting);
        key.score -= others.iter().map(|found| found.weight()).sum::<f32>();
        key.other = others.first().copied();
        if failures && key.code.is_some() {
            key.score += Evidence::CodeFailures.weight();
        }
    }
    keys.sort_by(|a, b| b.score.total_cmp(&a.score));
    keys
}

/// Returns the column that would hold the codes if the table is one of errors.
fn likeliest(looks: &[ColumnProfile]) -> Option<usize> {
    let shaped = |look: &ColumnProfile| look.identifiers + look.numbers;
    let columns = looks
        .iter()
        .enumerate()
        .filter(|(_, look)| shaped(look) > 0.6);
    let best = columns.max_by(|(_, a), (_, b)| shaped(a).total_cmp(&shaped(b)));
    best.map(|(column, _)| column)
}

/// Returns `true` if nothing but codes looks like the cells of a column.
fn is_codes(look: &ColumnProfile) -> bool {
    let codes = look.identifiers + look.numbers > 0.8 && look.distinct > 0.8;
    codes && look.names < 0.5 && look.statuses < 0.5 && look.types < 0.3 && look.methods < 0.3
}

/// Returns `true` if nothing but statuses looks like the cells of a column.
fn is_statuses(look: &ColumnProfile) -> bool {
    look.statuses > 0.9 && look.known > 0.9 && look.usual > 0.7
}

/// The readings that were compared, the best one first, and the columns of the best one.
#[derive(Debug, Default)]
pub(in crate::read::interpret) struct Trace {
    pub(in crate::read::interpret) readings: Vec<(String, f32)>,
    pub(in crate::read::interpret) columns: Vec<(usize, hint::Role)>,
}

/// The columns with each role.
type Roles<'a> = Vec<(hint::Role, &'a [usize])>;

fn columns(roles: &Roles<'_>) -> Vec<(usize, hint::Role)> {
    let columns = roles
        .iter()
        .flat_map(|(role, columns)| columns.iter().map(|column| (*column, *role)));
    columns.collect()
}

/// Returns roles with the names of their columns: ``code `Slug`, status `HTTP` ``.
fn in_words(table: &Table, roles: &Roles<'_>) -> String {
    let column = |&column: &usize| match table.header.get(column).filter(|cell| !cell.is_empty()) {
        Some(header) => format!("`{}`", header.as_str()),
        None => (column + 1).to_string(),
    };
    let columns = |(role, columns): &(hint::Role, &[usize])| {
        let columns: Vec<String> = columns.iter().map(column).collect();
        format!("{} {}", role.as_str(), columns.join(" "))
    };
    let roles = roles.iter().filter(|(_, columns)| !columns.is_empty());
    roles.map(columns).collect::<Vec<_>>().join(", ")
}

impl KeyColumns {
    fn roles(&self) -> Roles<'_> {
        let (code, status) = (self.code.as_slice(), self.status.as_slice());
        vec![(hint::Role::Code, code), (hint::Role::Status, status)]
    }
}

impl Assignment {
    fn roles(&self) -> Roles<'_> {
        let code = if self.by_type {
            hint::Role::Type
        } else {
            hint::Role::Code
        };
        vec![
            (code, self.code.as_slice()),
            (hint::Role::Status, self.status.as_slice()),
            (hint::Role::Type, self.error_type.as_slice()),
            (hint::Role::Name, self.name.as_slice()),
            (hint::Role::Description, self.description.as_slice()),
            (hint::Role::Message, &self.messages),
            (hint::Role::Cause, &self.causes),
            (hint::Role::Solution, &self.solutions),
            (hint::Role::Retry, &self.retry),
            (hint::Role::Limit, &self.limits),
        ]
    }

    /// Returns the assignment with these key columns.
    fn of(
        key: &KeyColumns,
        looks: &[ColumnProfile],
        setting: &Setting<'_>,
        hints: &HintMatch,
    ) -> Assignment {
        let look = |column: Option<usize>| column.and_then(|column| looks.get(column));
        let code = look(key.code);
        let hinted = hints.columns(hint::Role::Code).next().is_some();
        let mut assignment = Assignment {
            status: key.status,
            code: key.code,
            hinted,
            phrases: code.is_some_and(is_phrases),
            by_type: !hinted && code.is_some_and(|look| look.hint == Some(Role::Type)),
            closes: code.is_some_and(|look| closes(look, key, setting)),
            ..Assignment::default()
        };
        assignment.texts(looks);
        assignment.apply_hints(hints, looks);
        assignment.numbers = look(assignment.code).is_some_and(|look| look.numbers > 0.6);
        assignment
    }

    /// Doubts the assignment if a column that looks like codes or statuses is not read as such.
    fn leftover(&mut self, looks: &[ColumnProfile]) {
        let left = looks.iter().enumerate().filter(|(column, look)| {
            let taken = [self.code, self.status, self.error_type];
            look.filled >= 2 && look.coverage > 0.8 && !taken.contains(&Some(*column))
        });
        for (_, look) in left {
            if self.code.is_none() && is_codes(look) {
                self.doubt = Some("a column next to the statuses looks like one of codes");
            }
            if self.status.is_none() && !self.closes && is_statuses(look) {
                self.missing_statuses =
                    Some("a column that is not read looks like one of statuses");
            }
        }
    }

    /// Gives the other columns their roles: the best scores first, and each of some roles once.
    fn texts(&mut self, looks: &[ColumnProfile]) {
        let taken = [self.code, self.status];
        let left = looks.iter().enumerate().filter(|(column, look)| {
            !taken.contains(&Some(*column)) && !look.hinted && look.filled > 0
        });
        let has = |role| looks.iter().any(|look| look.hint == Some(role));
        // A column headed `When` describes better than one whose header says nothing.
        let caused = has(Role::Cause) && !has(Role::Description) && !has(Role::Message);
        let told = |look: &ColumnProfile, role| {
            let unknown = look.headed && look.hint.is_none();
            !(caused && unknown && matches!(role, Role::Description | Role::Message))
        };
        let mut scores: Vec<(usize, Role, f32)> = left
            .flat_map(|(column, look)| {
                let scores = text_scores(look).into_iter();
                let scores = scores.filter(move |(role, _)| told(look, *role));
                scores.map(move |(role, score)| (column, role, score))
            })
            .collect();
        scores.sort_by(|a, b| b.2.total_cmp(&a.2));
        let mut described = scores
            .iter()
            .filter(|(_, role, _)| *role == Role::Description);
        if let (Some((_, _, best)), Some((_, _, next))) = (described.next(), described.next())
            && best - next < CLEAR
        {
            self.unclear = Some("another column has texts that may describe as well");
        }
        let mut placed = HashSet::new();
        for (column, role, _) in scores {
            if !placed.contains(&column) && self.take(column, role) {
                placed.insert(column);
            }
        }
        for texts in [
            &mut self.messages,
            &mut self.causes,
            &mut self.solutions,
            &mut self.retry,
            &mut self.limits,
        ] {
            texts.sort_unstable();
        }
        // A table of codes and messages, causes or names describes by those.
        for texts in [&mut self.messages, &mut self.causes] {
            if self.description.is_none() && !texts.is_empty() {
                self.description = Some(texts.remove(0));
            }
        }
    }

    /// Gives a column a role. Returns `false` if another column has it.
    fn take(&mut self, column: usize, role: Role) -> bool {
        let slot = match role {
            Role::Type if self.by_type => return false,
            Role::Type => &mut self.error_type,
            Role::Name => &mut self.name,
            Role::Description => &mut self.description,
            _ => {
                let list = match role {
                    Role::Cause => &mut self.causes,
                    Role::Solution => &mut self.solutions,
                    Role::Retry => &mut self.retry,
                    Role::Limit => &mut self.limits,
                    _ => &mut self.messages,
                };
                list.push(column);
                return true;
            }
        };
        let free = slot.is_none();
        *slot = slot.or(Some(column));
        free
    }
    /// Hints override every guess.
    fn apply_hints(&mut self, hints: &HintMatch, looks: &[ColumnProfile]) {
        let first = |role| hints.columns(role).next();
        self.error_type = first(hint::Role::Type).or(self.error_type);
        self.name = first(hint::Role::Name).or(self.name);
        if let Some(column) = first(hint::Role::Description) {
            self.messages.extend(self.description.replace(column));
        }
        self.messages.extend(hints.columns(hint::Role::Message));
        self.causes.extend(hints.columns(hint::Role::Cause));
        self.solutions.extend(hints.columns(hint::Role::Solution));
        self.limits.extend(hints.columns(hint::Role::Limit));
        self.retry.extend(hints.columns(hint::Role::Retry));
        match hints.contains {
            Some(Contents::Types)
                if first(hint::Role::Code).is_none() && first(hint::Role::Type).is_some() =>
            {
                let key = self.error_type.take();
                self.key(key);
            }
            Some(Contents::Statuses) if self.status.is_none() => self.status = self.code.take(),
            Some(Contents::CloseCodes) if self.code.is_none() => {
                let key = self.status.take();
                self.key(key);
            }
            _ => {}
        }
        // The table is one of errors, and nothing in it looks like a code: the first column identifies them.
        if hints.is_sure() && self.code.is_none() && self.status.is_none() {
            let free = looks
                .iter()
                .position(|look| !look.hinted && look.filled > 0);
            self.key(free);
            let all = [&mut self.error_type, &mut self.name, &mut self.description];
            all.into_iter()
                .filter(|column| **column == free)
                .for_each(|column| *column = None);
        }
    }

    /// Makes a column identify the items, whatever its cells look like.
    fn key(&mut self, column: Option<usize>) {
        self.code = column;
        self.hinted = column.is_some();
    }
}
