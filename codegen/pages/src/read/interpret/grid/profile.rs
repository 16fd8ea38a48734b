//! The look of the cells in a table's column.

use std::collections::HashSet;

use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
use crate::read::document::Table;
use crate::read::interpret::{advice, labels};
use crate::read::text::Text;

/// Shares of the filled cells of a column that have a certain look.
#[derive(Debug, Default, Clone)]
pub(super) struct ColumnProfile {
    /// A hint gives the column a role: nothing is to be guessed.
    pub(super) hinted: bool,
    /// The role that the header names.
    pub(super) hint: Option<Role>,
    /// The header says "code", not just "error" or "ID".
    pub(super) coded: bool,
    /// The column has a header.
    pub(super) headed: bool,
    pub(super) filled: usize,
    /// The number of cells that name a family of statuses.
    pub(super) families: usize,
    pub(super) statuses: f32,
    /// The share of the statuses that error pages have: those of failures and of plain success.
    pub(super) usual: f32,
    /// A status is one of failures.
    pub(super) fails: bool,
    /// The share of the statuses that are in use.
    pub(super) known: f32,
    pub(super) codes: f32,
    pub(super) identifiers: f32,
    /// Identifiers that name a failure.
    pub(super) failures: f32,
    pub(super) numbers: f32,
    /// Codes with digits.
    pub(super) digits: f32,
    pub(super) marked: f32,
    /// Up to five words that are marked as code.
    pub(super) phrases: f32,
    pub(super) distinct: f32,
    /// A few texts come again and again.
    pub(super) recurs: bool,
    /// Identifiers in capitals.
    pub(super) constants: f32,
    pub(super) names: f32,
    pub(super) types: f32,
    pub(super) methods: f32,
    pub(super) dates: f32,
    /// Amounts with a unit.
    pub(super) amounts: f32,
    pub(super) flags: f32,
    pub(super) length: f32,
    pub(super) words: f32,
    /// The share of the rows that have a cell in it.
    pub(super) coverage: f32,
    /// The header calls the codes internal: they are not sent.
    pub(super) internal: bool,
    /// The header says "description", not just "summary" or "meaning".
    pub(super) describes: bool,
    /// The header speaks of errors.
    pub(super) of_errors: bool,
    /// The header speaks of closing a connection.
    pub(super) of_closing: bool,
    /// Sentences that tell the reader what to do.
    pub(super) advice: f32,
    /// Names of the members of error bodies.
    pub(super) fields: f32,
    /// Codes that examples carry.
    pub(super) examples: f32,
    /// The share of the cells that say what a cell to their left says.
    pub(super) repeated: f32,
    /// The lowest and the highest number.
    pub(super) lowest: i64,
    pub(super) highest: i64,
}

impl ColumnProfile {
    /// Returns the profiles of all columns of a table.
    pub(super) fn of_all(table: &Table, examples: &HashSet<Code>) -> Vec<Self> {
        let columns = 0..table.width();
        let mut looks: Vec<Self> = columns
            .map(|column| Self::of(table, column, examples))
            .collect();
        for row in &table.rows {
            let mut seen = HashSet::new();
            for (cell, look) in row.iter().zip(&mut looks) {
                if !cell.is_empty() && !seen.insert(wording(cell)) {
                    look.repeated += 1.0 / look.filled as f32;
                }
            }
        }
        looks
    }

    fn of(table: &Table, column: usize, examples: &HashSet<Code>) -> Self {
        let header = table.header.get(column).map_or("", Text::as_str);
        let mut look = ColumnProfile {
            coded: roles::says_code(header),
            headed: !header.is_empty(),
            of_errors: roles::speaks_of_errors(header),
            of_closing: roles::speaks_of_closing(header),
            describes: header.to_lowercase().contains("descri"),
            internal: header.to_lowercase().contains("internal"),
            lowest: i64::MAX,
            highest: i64::MIN,
            ..ColumnProfile::default()
        };
        let mut seen = HashSet::new();
        for cell in table.column(column).flatten() {
            look.filled += 1;
            seen.insert(cell.as_str());
            look.words += cell.split_whitespace().count() as f32;
            look.length += cell.len().min(400) as f32;
            look.add(cell, examples);
        }
        let filled = look.filled.max(1) as f32;
        look.hint = hint(table, column, header, look.coded);
        if look.statuses > 0.0 {
            look.known /= look.statuses;
            look.usual /= look.statuses;
        }
        look.coverage = look.filled as f32 / table.rows.len().max(1) as f32;
        look.distinct = seen.len() as f32 / filled;
        look.recurs = look.filled > 3 && look.distinct < 0.3;
        for share in [
            &mut look.statuses,
            &mut look.codes,
            &mut look.identifiers,
            &mut look.constants,
            &mut look.failures,
            &mut look.numbers,
            &mut look.digits,
            &mut look.marked,
            &mut look.phrases,
            &mut look.names,
            &mut look.types,
            &mut look.methods,
            &mut look.dates,
            &mut look.amounts,
            &mut look.flags,
            &mut look.length,
            &mut look.words,
            &mut look.advice,
            &mut look.fields,
            &mut look.examples,
        ] {
            *share /= filled;
        }
        look
    }

    fn add(&mut self, cell: &Text, examples: &HashSet<Code>) {
        let text = cell.as_str();
        let yes = |condition: bool| f32::from(u8::from(condition));
        let (statuses, _) = http_status::leading(text);
        let family = code_shape::is_family(text.split_whitespace().next().unwrap_or_default());
        self.families += usize::from(family);
        let usual = |status: &u16| *status >= 400 || (200..=206).contains(status);
        self.fails |= family || statuses.iter().any(|status| *status >= 400);
        self.usual += yes(family || statuses.iter().any(usual));
        self.statuses += yes(!statuses.is_empty() || family);
        self.known += yes((!statuses.is_empty() || family)
            && statuses.iter().all(|&status| http_status::is_known(status)));
        let codes = if labels::is_dotted(text) && !self.coded {
            Vec::new()
        } else {
            labels::cell_codes(cell)
        };
        // Ranges and patterns name no code, but their column is one of codes.
        let pattern = code_shape::is_pattern(text);
        // Words of two letters are languages, countries and units, and `SMS-` is what codes begin with.
        let short = text.len() <= 2 && text.bytes().all(|b| b.is_ascii_lowercase());
        let word = short || text.ends_with('-');
        self.codes += yes(!word && (!codes.is_empty() || pattern));
        self.identifiers += yes(pattern);
        for (code, _) in &codes {
            let number = match code {
                Code::Number(number) => *number,
                Code::Text(_) => 0,
            };
            self.lowest = self.lowest.min(number);
            self.highest = self.highest.max(number);
        }
        self.examples += yes(codes.iter().any(|(code, _)| examples.contains(code)));
        self.advice += yes(self.hint.is_none() && !advice::solutions(cell).is_empty());
        self.fields += yes(code_shape::is_field_name(text));
        let number = |code: &Code| code_shape::of(&code.to_string()) == Some(CodeShape::Number);
        self.numbers += yes(codes.iter().any(|(code, _)| number(code)));
        let digit = |code: &Code| code.to_string().contains(|c: char| c.is_ascii_digit());
        self.digits += yes(codes.iter().any(|(code, _)| digit(code)));
        let identifier = |code: &Code| {
            labels::is_dotted(text)
                || code_shape::of(&code.to_string()) == Some(CodeShape::Identifier)
        };
        let identifiers = codes.iter().any(|(code, _)| identifier(code));
        self.identifiers += yes(identifiers);
        self.constants += yes(identifiers && !text.contains(char::is_lowercase));
        self.failures += yes(identifiers && roles::names_failure(text));
        let marked = cell.code_at(0).is_some_and(|mark| mark.end == text.len());
        self.marked += yes(marked);
        let phrase = text.split_whitespace().count() <= 5 && text.starts_with(char::is_alphabetic);
        self.phrases +=
            yes(marked && phrase && !word && !text.contains(['.', '=', '(', '{', '*', '<']));
        self.names += yes(http_status::is_name(text));
        self.types += yes(code_shape::is_data_type(text));
        self.methods += yes(is_method_or_path(text));
        self.dates += yes(code_shape::is_date(text));
        self.amounts += yes(is_amount(text));
        self.flags += yes(is_flag(text));
    }
}

/// `30 seconds`, `1-5 minutos`
fn is_amount(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &str| {
        let part = |byte: u8| byte.is_ascii_digit() || b"-.,~".contains(&byte);
        word.starts_with(|c: char| c.is_ascii_digit()) && word.bytes().all(part)
    };
    let [number, .., unit] = words[..] else {
        return false;
    };
    let named = !http_status::leading(text).0.is_empty();
    words.len() <= 3 && is_number(number) && unit.chars().all(char::is_alphabetic) && !named
}

/// Returns the words of a text without case and punctuation.
fn wording(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn is_flag(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "✓" | "✗" | "✅" | "❌"
    )
}

/// Returns the role that the header of a column gives it.
fn hint(table: &Table, column: usize, header: &str, coded: bool) -> Option<Role> {
    let hint = roles::of_header(header);
    // Exceptions are the errors themselves, unless statuses identify the rows.
    let states = |cell: &Text| roles::of_header(cell) == Some(Role::Status);
    let is_exception = header.to_lowercase().starts_with("exception");
    if column == 0
        && is_exception
        && hint == Some(Role::Property)
        && !table.header.iter().any(states)
    {
        return Some(Role::Type);
    }
    if coded && !header.is_ascii() {
        return hint.or(Some(Role::Code));
    }
    // `No` heads what is sent, unless it counts the rows.
    match hint {
        None if roles::says_number(header) && counts_rows(table, column) => Some(Role::Aside),
        None if roles::says_number(header) => Some(Role::Code),
        hint => hint,
    }
}

/// Returns `true` if the cells are 1, 2, 3 and so on.
fn counts_rows(table: &Table, column: usize) -> bool {
    let cells = table
        .column(column)
        .flatten()
        .map(|cell| cell.trim().trim_end_matches('.').parse::<usize>().ok());
    cells
        .enumerate()
        .all(|(row, number)| number.is_some_and(|number| number <= row + 1))
}

fn is_method_or_path(text: &str) -> bool {
    const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let first = text.split([' ', '/', ',']).next().unwrap_or("");
    METHODS.contains(&first) || text.starts_with('/') && text.len() > 1 && !text.contains(' ')
}
