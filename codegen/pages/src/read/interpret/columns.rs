//! What each column of a table holds: by its cells first, by its header second.

use api_error_catalog_model::model::{self as hint, Holds};

use super::column_profile::ColumnProfile;
use super::hint_guide::HintMatch;
use crate::read::conventions::roles::Role;
use crate::read::document::Table;

/// Which column holds what.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) code: Option<usize>,
    /// The codes are numbers.
    pub(super) numbers: bool,
    /// The codes' header says that they are types.
    pub(super) by_type: bool,
    /// A hint says which column tells the items, so that whatever stands there does.
    pub(super) hinted: bool,
    pub(super) status: Option<usize>,
    pub(super) error_type: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) description: Option<usize>,
    pub(super) messages: Vec<usize>,
    pub(super) causes: Vec<usize>,
    pub(super) solutions: Vec<usize>,
    pub(super) retry: Vec<usize>,
    pub(super) limits: Vec<usize>,
}

/// Assigns the columns their roles, or returns why the table holds no errors.
pub(super) fn assign(table: &Table, hints: &HintMatch) -> Result<Columns, &'static str> {
    let look = |column| ColumnProfile {
        hinted: hints.role(column).is_some(),
        ..ColumnProfile::of(table, column)
    };
    let looks: Vec<ColumnProfile> = (0..table.width()).map(look).collect();
    if let Some(reason) = refusal(&looks).filter(|_| !hints.is_sure()) {
        return Err(reason);
    }
    let hinted = |role| hints.columns(role).next();
    let status = hinted(hint::Role::Status).or_else(|| status_column(&looks));
    let code = hinted(hint::Role::Code).or_else(|| code_column(&looks, status));
    let mut columns = Columns {
        status,
        code,
        hinted: hinted(hint::Role::Code).is_some(),
        ..Columns::default()
    };
    columns.by_type = !columns.hinted
        && code
            .and_then(|i| looks.get(i))
            .is_some_and(|look| look.hint == Some(Role::Type));
    columns.texts(&looks);
    columns.apply_hints(hints, &looks);
    if columns.code.is_none() && columns.status.is_none() {
        return Err("no column of codes or statuses");
    }
    if let Some(look) = columns.code.and_then(|i| looks.get(i)) {
        columns.numbers = look.numbers > 0.6;
    }
    Ok(columns)
}

/// Why a table with such columns holds no errors.
fn refusal(looks: &[ColumnProfile]) -> Option<&'static str> {
    let coded = looks
        .iter()
        .any(|look| look.hint == Some(Role::Code) && look.codes > 0.6);
    if looks.iter().any(|look| look.types > 0.6 && look.filled > 1) {
        return Some("a column of data types: parameters or fields");
    }
    if looks.iter().any(|look| look.methods > 0.6) {
        return Some("a column of HTTP methods or paths: endpoints");
    }
    let property = looks
        .first()
        .is_some_and(|look| look.hint == Some(Role::Property));
    (property && !coded).then_some("its first column names properties, parameters or classes")
}

fn status_column(looks: &[ColumnProfile]) -> Option<usize> {
    let fits = |look: &ColumnProfile| {
        if look.hinted {
            return false;
        }
        let hinted = matches!(
            look.hint,
            Some(Role::Status | Role::Code | Role::Name) | None
        );
        // Numbers under a header that says nothing may be anything, unless there are several that differ.
        let evident = matches!(look.hint, Some(Role::Status | Role::Code))
            || look.filled >= 3 && look.distinct * look.filled as f32 >= 2.0;
        look.statuses >= 0.6 && look.known >= 0.7 && hinted && evident
    };
    let fitting = looks.iter().enumerate().filter(|(_, look)| fits(look));
    // Of two columns of numbers, the one headed as status is it.
    let best = fitting.min_by_key(|(_, look)| look.hint != Some(Role::Status));
    best.map(|(i, _)| i)
}

fn code_column(looks: &[ColumnProfile], status: Option<usize>) -> Option<usize> {
    let score = |i: usize, look: &ColumnProfile| {
        if look.hinted
            || look.filled == 0
            || look.codes < 0.6
            || look.hint == Some(Role::Property)
            || look.flags > 0.6
        {
            return 0.0;
        }
        let header = match look.hint {
            Some(Role::Code) => 3.0 + if look.coded { 0.4 } else { 0.0 },
            Some(Role::Type) => -0.5,
            Some(
                Role::Description
                | Role::Solution
                | Role::Example
                | Role::Limit
                | Role::Retry
                | Role::Aside,
            ) => -2.0,
            Some(Role::Status) => 0.5,
            _ => 0.6,
        };
        // `busy`, `refused`: in front, headed as types, each marked as code and there once, with statuses beside them.
        let types = i == 0 && look.hint == Some(Role::Type) && status.is_some();
        let types = types && look.marked > 0.9 && look.distinct >= 1.0 && look.filled >= 2;
        let content = if look.identifiers.max(look.numbers) > 0.6 || types {
            3.0
        } else {
            0.5 + look.marked
        };
        let counts = look.numbers > 0.6
            && look.headed
            && !matches!(look.hint, Some(Role::Code | Role::Status | Role::Name));
        if counts {
            return 0.0;
        }
        let repeats = if look.distinct < 0.5 && look.filled > 3 {
            3.0
        } else {
            0.0
        };
        header + content - repeats + look.distinct * 0.1
    };
    let others = looks.iter().enumerate().filter(|(i, _)| Some(*i) != status);
    // A column of numbers headed as code is what is sent; the identifier beside it is its name.
    let scored = others.map(|(i, look)| {
        (
            i,
            score(i, look) + if look.numbers > 0.6 { 0.3 } else { 0.0 },
        )
    });
    let fitting = scored.filter(|(_, score)| *score >= 2.0);
    let best = fitting.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(i, _)| i)
}

impl Columns {
    /// Gives the other columns their roles.
    fn texts(&mut self, looks: &[ColumnProfile]) {
        let taken = [self.code, self.status];
        let left: Vec<(usize, &ColumnProfile)> = looks
            .iter()
            .enumerate()
            .filter(|(i, look)| !taken.contains(&Some(*i)) && !look.hinted && look.filled > 0)
            .collect();
        let mut prose = Vec::new();
        // Of two columns headed as descriptions ("Description | Explanation") the longer one describes.
        let described = |(_, look): &&(usize, &ColumnProfile)| {
            look.hint == Some(Role::Description) && look.names <= 0.5
        };
        let described = left.iter().filter(described);
        let longest = described.max_by(|a, b| a.1.length.total_cmp(&b.1.length));
        self.description = longest.map(|(i, _)| *i);
        for &(i, look) in left.iter().filter(|(i, _)| Some(*i) != self.description) {
            match look.hint {
                _ if look.names > 0.5 && self.name.is_none() => self.name = Some(i),
                Some(Role::Type) if self.error_type.is_none() && !self.by_type => {
                    self.error_type = Some(i)
                }
                Some(Role::Cause) => self.causes.push(i),
                Some(Role::Solution) => self.solutions.push(i),
                Some(Role::Message) => self.messages.push(i),
                Some(Role::Retry) => self.retry.push(i),
                Some(Role::Limit) => self.limits.push(i),
                Some(Role::Name | Role::Status | Role::Code | Role::Description)
                    if self.name.is_none() && look.length < 80.0 =>
                {
                    self.name = Some(i)
                }
                Some(Role::Aside | Role::Property | Role::Example) => {}
                _ if look.flags > 0.6 => self.retry.push(i),
                _ => prose.push((i, look)),
            }
        }
        self.fill(prose);
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
        match hints.holds {
            Some(Holds::Types)
                if first(hint::Role::Code).is_none() && first(hint::Role::Type).is_some() =>
            {
                let key = self.error_type.take();
                self.key(key);
            }
            Some(Holds::Statuses) if self.status.is_none() => self.status = self.code.take(),
            Some(Holds::CloseCodes) if self.code.is_none() => {
                let key = self.status.take();
                self.key(key);
            }
            _ => {}
        }
        // The table is one of errors, and nothing in it looks like a code: what comes first tells them.
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

    /// The column that tells the items, whatever stands there.
    fn key(&mut self, column: Option<usize>) {
        self.code = column;
        self.hinted = column.is_some();
    }

    /// Columns whose header says nothing: the longest texts describe.
    fn fill(&mut self, mut prose: Vec<(usize, &ColumnProfile)>) {
        prose.sort_by(|a, b| b.1.length.total_cmp(&a.1.length));
        for (i, look) in prose {
            if self.description.is_none() {
                self.description = Some(i);
            } else if look.identifiers > 0.6 && look.distinct < 0.7 && self.error_type.is_none() {
                self.error_type = Some(i);
            } else if self.name.is_none() {
                self.name = Some(i);
            } else {
                self.messages.push(i);
            }
        }
        // A table of codes and messages, causes or names describes by those.
        for texts in [&mut self.messages, &mut self.causes] {
            if self.description.is_none() && !texts.is_empty() {
                self.description = Some(texts.remove(0));
            }
        }
    }
}
