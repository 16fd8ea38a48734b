//! The search for the assignment of roles that has the most evidence.

use api_error_catalog_model::model::{self as hint, Contents};

use super::evidence::Evidence;
use super::profile::ColumnProfile;
use super::scores::{KeyColumns, Setting, closes, is_phrases, keys, other_columns, others};
use super::texts::{TextColumns, is_single};
use crate::read::conventions::roles::Role;
use crate::read::document::Table;
use crate::read::interpret::hint_guide::HintMatch;

/// Which column holds what.
#[derive(Debug, Default, Clone)]
pub(in crate::read::interpret) struct Assignment {
    /// The role of each column, if it has one.
    roles: Vec<Option<Role>>,
    /// Most codes have digits.
    pub(in crate::read::interpret) digits: bool,
    /// Most codes are written as codes are.
    pub(in crate::read::interpret) shaped: bool,
    /// Codes may be phrases.
    pub(in crate::read::interpret) phrases: bool,
    /// The codes' header says that they are types.
    pub(in crate::read::interpret) by_type: bool,
    /// No column identifies the records but the one of the messages.
    pub(in crate::read::interpret) by_message: bool,
    /// The codes close a connection.
    pub(in crate::read::interpret) closes: bool,
    /// A hint says which column identifies the items, whatever the cells look like.
    pub(in crate::read::interpret) hinted: bool,
    /// Why another column may describe.
    pub(in crate::read::interpret) unclear: Option<&'static str>,
    /// Why another assignment may be right.
    pub(in crate::read::interpret) doubt: Option<&'static str>,
    /// Why a column may hold statuses that are not read.
    pub(in crate::read::interpret) missing_statuses: Option<&'static str>,
}

/// A smaller margin makes what the grid holds unsure.
const CERTAIN: f32 = 0.5;

/// Finds the best assignment, or returns why the grid holds no errors.
pub(in crate::read::interpret) fn assign(
    table: &Table,
    hints: &HintMatch,
    setting: &Setting<'_>,
    trace: &mut Trace,
) -> Result<Assignment, &'static str> {
    let (looks, keys) = profiled(table, hints, setting);
    if let Some(messages) = Assignment::of_messages(&looks, setting) {
        return Ok(messages);
    }
    let found = keys.first();
    let readings = keys.iter().take(2);
    let readings = readings.map(|key| (in_words(table, &key.columns()), key.score));
    trace.readings.extend(readings);
    trace.columns = match found {
        Some(key) => key.columns(),
        None => likeliest(&looks)
            .map(|column| (column, hint::Role::Code))
            .into_iter()
            .collect(),
    };
    let Some(key) = found.filter(|key| key.score > 0.0 || hints.is_sure()) else {
        let other = found.map_or_else(|| other_columns(&looks), |key| key.other);
        return Err(other.map_or("no column of codes or statuses", Evidence::reason));
    };
    let runner_up = runner_up(key, &keys, &looks);
    let mut assignment = Assignment::of(key, &looks, setting, hints);
    if !assignment.is_keyed() {
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
        let headed =
            |look: &&ColumnProfile| look.hint == Some(Role::Code) && look.coded && is_codes(look);
        if looks.iter().filter(headed).count() > 1 {
            assignment.doubt = Some("two columns are headed as codes and hold some");
        }
        assignment.leftover(&looks);
    }
    trace.columns = assignment.named_columns();
    if let Some((chosen, _)) = trace.readings.first_mut() {
        *chosen = in_words(table, &trace.columns);
    }
    Ok(assignment)
}

/// Returns the score of the best reading that differs from the chosen one in more than a detail.
fn runner_up(key: &KeyColumns, keys: &[KeyColumns], looks: &[ColumnProfile]) -> f32 {
    let look = |column: Option<usize>| looks.get(column?);
    // The same numbers are read either way if they are HTTP statuses beyond doubt.
    let statuses = |key: &KeyColumns| {
        let column = key.code.xor(key.status);
        column.filter(|&column| look(Some(column)).is_some_and(is_statuses))
    };
    // Next to a column that is headed as codes, one without that word is theirs: `Code | Id`.
    let is_code = |look: &ColumnProfile| look.coded && look.hint == Some(Role::Code);
    let headed = look(key.code).is_some_and(is_code);
    let second = |other: &KeyColumns| {
        headed && other.status == key.status && look(other.code).is_some_and(|look| !look.coded)
    };
    let differs = |other: &&KeyColumns| {
        !second(other) && (statuses(other).is_none() || statuses(other) != statuses(key))
    };
    let other = keys.iter().skip(1).find(differs);
    other.map_or(0.0, |key| key.score.max(0.0))
}

/// Returns the profiles of all columns, and the columns that may identify the records.
fn profiled(
    table: &Table,
    hints: &HintMatch,
    setting: &Setting<'_>,
) -> (Vec<ColumnProfile>, Vec<KeyColumns>) {
    let mut looks = ColumnProfile::of_all(table, setting.examples);
    let unheads = setting.speaks_of_errors && is_misheaded(&looks) && names_failures(table);
    for (column, look) in looks.iter_mut().enumerate() {
        look.hinted = hints.role(column).is_some();
        if unheads && (is_codes(look) || is_statuses(look)) {
            (look.hint, look.headed) = (None, false);
        }
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
    let failures = names_failures(table);
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

/// Returns `true` if most records name a failure.
fn names_failures(table: &Table) -> bool {
    table.failures() * 2 > table.rows.len()
}

/// Returns `true` if the headers say nothing about the cells: none names what identifies the records, but a column has only
/// codes or statuses.
fn is_misheaded(looks: &[ColumnProfile]) -> bool {
    let keys = [
        Role::Code,
        Role::Status,
        Role::Type,
        Role::Name,
        Role::Property,
    ];
    let named = |look: &ColumnProfile| look.hint.is_some_and(|role| keys.contains(&role));
    !looks.iter().any(named) && looks.iter().any(|look| is_codes(look) || is_statuses(look))
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

/// Returns columns with their roles: ``code `Slug`, status `HTTP` ``.
fn in_words(table: &Table, columns: &[(usize, hint::Role)]) -> String {
    let column = |(column, role): &(usize, hint::Role)| {
        let header = table.header.get(*column).filter(|cell| !cell.is_empty());
        match header {
            Some(header) => format!("{role} `{}`", header.as_str()),
            None => format!("{role} {}", column + 1),
        }
    };
    columns.iter().map(column).collect::<Vec<_>>().join(", ")
}

impl KeyColumns {
    fn columns(&self) -> Vec<(usize, hint::Role)> {
        let code = self.code.map(|column| (column, hint::Role::Code));
        let status = self.status.map(|column| (column, hint::Role::Status));
        code.into_iter().chain(status).collect()
    }
}

impl Assignment {
    /// Returns the first column with a role.
    pub(in crate::read::interpret) fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|own| *own == Some(role))
    }

    /// Returns all columns that have a role.
    pub(in crate::read::interpret) fn columns(&self) -> impl Iterator<Item = (usize, Role)> {
        let columns = self.roles.iter().enumerate();
        columns.filter_map(|(column, role)| Some((column, (*role)?)))
    }

    /// Returns the columns with the roles that hints give them.
    fn named_columns(&self) -> Vec<(usize, hint::Role)> {
        let named = |(column, role)| match role {
            Role::Code if self.by_type => Some((column, hint::Role::Type)),
            role => Some((column, role.hint()?)),
        };
        self.columns().filter_map(named).collect()
    }

    /// Returns `true` if a column identifies the records.
    fn is_keyed(&self) -> bool {
        [Role::Code, Role::Status]
            .into_iter()
            .any(|role| self.column(role).is_some())
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
        let role = |column| match Some(column) {
            column if column == key.code => Some(Role::Code),
            column if column == key.status => Some(Role::Status),
            _ => None,
        };
        let mut assignment = Assignment {
            roles: (0..looks.len()).map(role).collect(),
            hinted,
            phrases: code.is_some_and(is_phrases),
            by_type: !hinted && code.is_some_and(|look| look.hint == Some(Role::Type)),
            closes: code.is_some_and(|look| closes(look, key, setting)),
            ..Assignment::default()
        };
        assignment.texts(looks);
        assignment.apply_hints(hints, looks);
        let code = look(assignment.column(Role::Code));
        assignment.digits = code.is_some_and(|look| look.digits > 0.6);
        assignment.shaped = code.is_some_and(|look| look.identifiers + look.numbers > 0.5);
        assignment
    }

    /// Returns the assignment of a table below a heading about WebSockets, whose errors are known by their messages alone.
    fn of_messages(looks: &[ColumnProfile], setting: &Setting<'_>) -> Option<Assignment> {
        let keyed = |look: &ColumnProfile| {
            let role = look.hint;
            look.hinted
                || matches!(
                    role,
                    Some(Role::Code | Role::Status | Role::Type | Role::Property)
                )
        };
        let message = |look: &ColumnProfile| look.hint == Some(Role::Message) && look.words >= 2.0;
        let spoken = setting.names_sockets && setting.speaks_of_errors;
        let known = looks.iter().any(message) && !looks.iter().any(keyed);
        (spoken && known).then(|| {
            let mut assignment = Assignment {
                roles: vec![None; looks.len()],
                by_message: true,
                ..Assignment::default()
            };
            assignment.texts(looks);
            assignment
        })
    }

    /// Doubts the assignment if a column that looks like codes or statuses is not read as such.
    fn leftover(&mut self, looks: &[ColumnProfile]) {
        let key =
            |role: &Option<Role>| matches!(role, Some(Role::Code | Role::Status | Role::Type));
        let left = looks
            .iter()
            .zip(&self.roles)
            .filter(|(look, role)| look.filled >= 2 && look.coverage > 0.8 && !key(role));
        for (look, _) in left {
            if self.column(Role::Code).is_none() && is_codes(look) {
                self.doubt = Some("a column next to the statuses looks like one of codes");
            }
            if self.column(Role::Status).is_none() && !self.closes && is_statuses(look) {
                self.missing_statuses =
                    Some("a column that is not read looks like one of statuses");
            }
        }
    }

    fn texts(&mut self, looks: &[ColumnProfile]) {
        let columns = TextColumns {
            looks,
            roles: &mut self.roles,
            by_type: self.by_type,
            by_message: self.by_message,
        };
        self.unclear = columns.assign();
    }

    /// Hints override every guess.
    fn apply_hints(&mut self, hints: &HintMatch, looks: &[ColumnProfile]) {
        for column in 0..looks.len() {
            let Some(role) = hints.role(column).and_then(Role::of_hint) else {
                continue;
            };
            if let Some(guess) = self
                .column(role)
                .filter(|guess| is_single(role) && !looks[*guess].hinted)
            {
                self.roles[guess] = Some(Role::Message).filter(|_| role == Role::Description);
            }
            self.roles[column] = Some(role);
        }
        let named = |role| hints.columns(role).next().is_some();
        let (code, status) = (self.column(Role::Code), self.column(Role::Status));
        match hints.contains {
            Some(Contents::Types) if !named(hint::Role::Code) && named(hint::Role::Type) => {
                self.key(self.column(Role::Type));
            }
            Some(Contents::Statuses) if status.is_none() => {
                if let Some(code) = code {
                    self.roles[code] = Some(Role::Status);
                }
            }
            Some(Contents::CloseCodes) if code.is_none() => self.key(status),
            _ => {}
        }
        // The table is one of errors, and nothing in it looks like a code: the first column identifies them.
        if hints.is_sure() && !self.is_keyed() {
            let free = |look: &ColumnProfile| !look.hinted && look.filled > 0;
            self.key(looks.iter().position(free));
        }
    }

    /// Makes a column identify the items, whatever its cells look like.
    fn key(&mut self, column: Option<usize>) {
        if let Some(code) = self.column(Role::Code) {
            self.roles[code] = None;
        }
        if let Some(column) = column {
            self.roles[column] = Some(Role::Code);
        }
        self.hinted = column.is_some();
    }
}
