//! Tells what each column of a table holds: by its cells first, by its header second.

use api_error_catalog_model::model::{self as hint, Holds};

use super::guide::Told;
use super::labels;
use crate::read::document::Table;
use crate::read::page::Code;
use crate::read::text::Text;
use crate::read::vocabulary::roles::{self, Role};
use crate::read::vocabulary::shape::{self, Shape};
use crate::read::vocabulary::status;

/// Which column holds what.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) code: Option<usize>,
    /// The codes are numbers.
    pub(super) numbers: bool,
    /// The codes' header says that they are types.
    pub(super) by_type: bool,
    /// A hint says which column tells the items, so that whatever stands there does.
    pub(super) told: bool,
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

/// What the cells of one column look like, as shares of those that are filled.
#[derive(Debug, Default)]
struct Look {
    /// A hint gives the column a role: nothing is to be guessed.
    told: bool,
    /// What the header says.
    hint: Option<Role>,
    /// The header says "code", not just "error" or "ID".
    coded: bool,
    /// The column has a header.
    headed: bool,
    filled: usize,
    statuses: f32,
    /// Of the statuses, those that HTTP knows.
    known: f32,
    codes: f32,
    identifiers: f32,
    numbers: f32,
    marked: f32,
    distinct: f32,
    names: f32,
    types: f32,
    methods: f32,
    flags: f32,
    length: f32,
}

/// Tells the columns, or why the table holds no errors.
pub(super) fn tell(table: &Table, told: &Told) -> Result<Columns, &'static str> {
    let look = |column| Look {
        told: told.role(column).is_some(),
        ..Look::of(table, column)
    };
    let looks: Vec<Look> = (0..table.width()).map(look).collect();
    if let Some(reason) = refusal(&looks).filter(|_| !told.is_sure()) {
        return Err(reason);
    }
    let status = told
        .columns(hint::Role::Status)
        .next()
        .or_else(|| status_column(&looks));
    let code = told
        .columns(hint::Role::Code)
        .next()
        .or_else(|| code_column(&looks, status));
    let mut columns = Columns {
        status,
        code,
        told: told.columns(hint::Role::Code).next().is_some(),
        ..Columns::default()
    };
    columns.by_type = !columns.told
        && code
            .and_then(|i| looks.get(i))
            .is_some_and(|look| look.hint == Some(Role::Type));
    columns.texts(&looks);
    columns.tell(told, &looks);
    if columns.code.is_none() && columns.status.is_none() {
        return Err("no column of codes or statuses");
    }
    if let Some(look) = columns.code.and_then(|i| looks.get(i)) {
        columns.numbers = look.numbers > 0.6;
    }
    Ok(columns)
}

/// Why a table with such columns holds no errors.
fn refusal(looks: &[Look]) -> Option<&'static str> {
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

impl Look {
    fn of(table: &Table, column: usize) -> Self {
        let header = table.header.get(column).map_or("", Text::as_str);
        let mut look = Look {
            hint: roles::of_header(header),
            coded: roles::says_code(header),
            headed: !header.is_empty(),
            ..Look::default()
        };
        let mut seen = std::collections::HashSet::new();
        for cell in table.column(column).flatten() {
            look.filled += 1;
            seen.insert(cell.as_str());
            look.add(cell);
        }
        let filled = look.filled.max(1) as f32;
        // `No` heads what is sent, unless it counts the rows.
        if look.hint.is_none() && roles::says_number(header) {
            look.hint = Some(if counts_rows(table, column) {
                Role::Aside
            } else {
                Role::Code
            });
        }
        look.known = if look.statuses > 0.0 {
            look.known / look.statuses
        } else {
            0.0
        };
        look.distinct = seen.len() as f32 / filled;
        for share in [
            &mut look.statuses,
            &mut look.codes,
            &mut look.identifiers,
            &mut look.numbers,
            &mut look.marked,
            &mut look.names,
            &mut look.types,
            &mut look.methods,
            &mut look.flags,
            &mut look.length,
        ] {
            *share /= filled;
        }
        look
    }

    fn add(&mut self, cell: &Text) {
        let text = cell.as_str();
        let yes = |condition: bool| f32::from(u8::from(condition));
        let (statuses, _) = status::leading(text);
        let family = shape::is_family(text.split_whitespace().next().unwrap_or_default());
        self.statuses += yes(!statuses.is_empty() || family);
        self.known += yes((!statuses.is_empty() || family)
            && statuses.iter().all(|&status| status::is_known(status)));
        let codes = if labels::is_dotted(text) && !self.coded {
            Vec::new()
        } else {
            labels::cell_codes(cell)
        };
        self.codes += yes(!codes.is_empty());
        self.numbers += yes(codes
            .iter()
            .any(|(code, _)| matches!(code, Code::Number(_))));
        let identifier = |code: &Code| {
            labels::is_dotted(text) || shape::of(&code.to_string()) == Some(Shape::Identifier)
        };
        self.identifiers += yes(codes.iter().any(|(code, _)| identifier(code)));
        self.marked += yes(cell.code_at(0).is_some_and(|mark| mark.end == text.len()));
        self.names += yes(status::is_name(text));
        self.types += yes(is_data_type(text));
        self.methods += yes(is_method_or_path(text));
        self.flags += yes(matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "✓" | "✗" | "✅" | "❌"
        ));
        self.length += text.len().min(400) as f32;
    }
}

/// Whether the cells are 1, 2, 3 and so on.
fn counts_rows(table: &Table, column: usize) -> bool {
    let cells = table.column(column).flatten().map(|cell| {
        cell.as_str()
            .trim()
            .trim_end_matches('.')
            .parse::<usize>()
            .ok()
    });
    cells
        .enumerate()
        .all(|(row, number)| number.is_some_and(|number| number <= row + 1))
}

fn status_column(looks: &[Look]) -> Option<usize> {
    let fits = |look: &&(usize, &Look)| {
        let look = look.1;
        if look.told {
            return false;
        }
        let hinted = matches!(
            look.hint,
            Some(Role::Status | Role::Code | Role::Name) | None
        );
        // Numbers under a header that says nothing may be anything, unless there are several that differ.
        let told = matches!(look.hint, Some(Role::Status | Role::Code))
            || look.filled >= 3 && look.distinct * look.filled as f32 >= 2.0;
        look.statuses >= 0.6 && look.known >= 0.7 && hinted && told
    };
    let candidates: Vec<_> = looks.iter().enumerate().collect();
    let mut fitting: Vec<_> = candidates
        .iter()
        .filter(fits)
        .map(|(i, look)| (*i, look.hint == Some(Role::Status)))
        .collect();
    // Of two columns of numbers, the one headed as status is it.
    fitting.sort_by_key(|(_, hinted)| !hinted);
    fitting.first().map(|(i, _)| *i)
}

fn code_column(looks: &[Look], status: Option<usize>) -> Option<usize> {
    let score = |i: usize, look: &Look| {
        if look.told
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
    scored
        .filter(|(_, score)| *score >= 2.0)
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(i, _)| i)
}

impl Columns {
    /// Gives the other columns their roles.
    fn texts(&mut self, looks: &[Look]) {
        let taken = [self.code, self.status];
        let left: Vec<(usize, &Look)> = looks
            .iter()
            .enumerate()
            .filter(|(i, look)| !taken.contains(&Some(*i)) && !look.told && look.filled > 0)
            .collect();
        let mut prose = Vec::new();
        // Of two columns headed as descriptions ("Description | Explanation") the longer one describes.
        let described =
            |(_, look): &&(usize, &Look)| look.hint == Some(Role::Description) && look.names <= 0.5;
        self.description = left
            .iter()
            .filter(described)
            .max_by(|a, b| a.1.length.total_cmp(&b.1.length))
            .map(|(i, _)| *i);
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

    /// What hints say stands above every guess.
    fn tell(&mut self, told: &Told, looks: &[Look]) {
        let first = |role| told.columns(role).next();
        self.error_type = first(hint::Role::Type).or(self.error_type);
        self.name = first(hint::Role::Name).or(self.name);
        if let Some(told) = first(hint::Role::Description) {
            self.messages.extend(self.description.replace(told));
        }
        self.messages.extend(told.columns(hint::Role::Message));
        self.causes.extend(told.columns(hint::Role::Cause));
        self.solutions.extend(told.columns(hint::Role::Solution));
        self.limits.extend(told.columns(hint::Role::Limit));
        self.retry.extend(told.columns(hint::Role::Retry));
        match told.holds {
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
        if told.is_sure() && self.code.is_none() && self.status.is_none() {
            let free = looks.iter().position(|look| !look.told && look.filled > 0);
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
        self.told = column.is_some();
    }

    /// Columns whose header says nothing: the longest texts describe.
    fn fill(&mut self, mut prose: Vec<(usize, &Look)>) {
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
        if self.description.is_none() && !self.messages.is_empty() {
            self.description = Some(self.messages.remove(0));
        }
        if self.description.is_none() && !self.causes.is_empty() {
            self.description = Some(self.causes.remove(0));
        }
    }
}

fn is_data_type(text: &str) -> bool {
    const TYPES: &[&str] = &[
        "string",
        "str",
        "number",
        "integer",
        "int",
        "int32",
        "int64",
        "boolean",
        "bool",
        "object",
        "array",
        "float",
        "double",
        "uuid",
        "datetime",
        "timestamp",
        "enum",
        "map",
        "list",
        "null",
    ];
    let first = text
        .split([' ', '(', '[', '<', '|', '?'])
        .next()
        .unwrap_or("")
        .to_lowercase();
    TYPES.contains(&first.as_str()) && text.split_whitespace().count() <= 4
}

fn is_method_or_path(text: &str) -> bool {
    const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let first = text.split([' ', '/', ',']).next().unwrap_or("");
    METHODS.contains(&first) || text.starts_with('/') && text.len() > 1 && !text.contains(' ')
}

/// Sets right what a damaged page calls a header: a first row that heads, a header that is a row.
pub(super) fn mend_header(table: &mut Table) {
    let data = |row: &[Text]| {
        let cells = row.iter().filter(|cell| !cell.is_empty());
        let key = |cell: &Text| {
            !status::leading(cell.as_str()).0.is_empty()
                || shape::is_snake(cell.as_str())
                || cell.as_str().parse::<i64>().is_ok()
        };
        cells.clone().any(key)
    };
    let heads = |row: &[Text]| {
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let hinted = row
            .iter()
            .filter(|cell| roles::of_header(cell.as_str()).is_some())
            .count();
        filled >= 2 && hinted * 2 > filled && row.iter().all(|cell| cell.len() < 50)
    };
    if !table.header.is_empty() && data(&table.header) && !heads(&table.header) {
        let row = std::mem::take(&mut table.header);
        table.rows.insert(0, row);
    }
    if table.header.is_empty()
        && table
            .rows
            .first()
            .is_some_and(|row| heads(row) && !data(row))
    {
        table.header = table.rows.remove(0);
    }
}
