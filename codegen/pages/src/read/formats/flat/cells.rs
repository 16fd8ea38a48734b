//! Cuts rows into cells. Each decision is made for all rows at once: a column holds codes if each row has one there.

use std::collections::HashSet;
use std::ops::Range;

use super::header::Column;
use super::seams::{seams, sentence_seams};
use super::words::{CellKind, Gap, is_flag, is_status, word};
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::Role;
use crate::read::document::Table;
use crate::read::text::Text;

/// The rows of a table with what is left of each to be cut.
struct Cutter<'r> {
    rows: &'r [Text],
    rest: Vec<Range<usize>>,
    cells: Vec<Vec<Range<usize>>>,
    gap: Gap,
    sure: bool,
}

/// Returns the table with these columns and rows, if all rows start with a word in the place of codes.
pub(super) fn table(at: usize, columns: &[Column], rows: &[Text], gap: Gap) -> Option<Table> {
    let mut cutter = Cutter {
        rows,
        rest: rows.iter().map(|row| 0..row.len()).collect(),
        cells: vec![Vec::new(); rows.len()],
        gap,
        sure: true,
    };
    let mut left = 0;
    while left < columns.len() && cutter.take_words(&columns[left..]) {
        left += 1;
    }
    if left == 0 {
        return None;
    }
    let mut right = columns.len();
    let mut ends = Vec::new();
    while right > left + 1 {
        let Some(words) = cutter.last_words(columns[right - 1].role) else {
            break;
        };
        ends.push(words);
        right -= 1;
    }
    let mut header: Vec<&Column> = columns[..left].iter().collect();
    header.extend(cutter.take_texts(&columns[..right], left)?);
    header.extend(&columns[right..]);
    for words in ends.into_iter().rev() {
        for (cells, word) in cutter.cells.iter_mut().zip(words) {
            cells.push(word);
        }
    }
    let cut = |(row, cells): (&Text, &Vec<Range<usize>>)| {
        let cell = |cell: &Range<usize>| {
            let text = row.slice(cell.clone());
            let bare = text.trim_start_matches([':', '：', ' ']).len();
            text.tail(text.len() - bare)
        };
        cells.iter().map(cell).collect()
    };
    Some(Table {
        at,
        header: header
            .into_iter()
            .map(|column| Text::plain(&column.name, at))
            .collect(),
        rows: rows.iter().zip(&cutter.cells).map(cut).collect(),
        guessed: !cutter.sure,
    })
}

impl Cutter<'_> {
    fn left(&self, row: usize) -> &str {
        self.rows[row].get(self.rest[row].clone()).unwrap_or("")
    }

    /// Returns the length of the code that what is left of a row starts with, if it is marked.
    fn marked(&self, row: usize) -> Option<(CellKind, usize)> {
        let mark = self.rows[row].code_at(self.rest[row].start)?;
        let kind = match code_shape::of(self.rows[row].get(mark.clone())?)? {
            CodeShape::Number => CellKind::Number,
            _ => CellKind::Capitals,
        };
        Some((kind, mark.len()))
    }

    /// Takes the next column's cells, if the rows have words of the same kind there. A few rows may have none.
    fn take_words(&mut self, columns: &[Column]) -> bool {
        let next = columns.get(1).map(|column| column.role);
        let first_column = self.cells.first().is_none_or(Vec::is_empty);
        let mut words: Vec<Option<(CellKind, usize)>> = (0..self.rows.len())
            .map(|row| {
                self.marked(row)
                    .or_else(|| word(self.left(row), self.gap, next))
            })
            .collect();
        // `400400bad key`: the status ends before the digits of the code.
        let states = |row: usize| self.left(row).get(..3).is_some_and(is_status);
        if columns[0].role == Role::Status && self.gap == Gap::None && (0..words.len()).all(states)
        {
            words.fill(Some((CellKind::Number, 3)));
        }
        self.part_digits(&mut words);
        let Some(kind) = words.iter().flatten().map(|(kind, _)| *kind).next() else {
            return false;
        };
        let alike = |word: &Option<(CellKind, usize)>| word.is_some_and(|(other, _)| other == kind);
        words
            .iter_mut()
            .for_each(|word| *word = word.filter(|_| alike(word)));
        // The last cell goes on to the end of the row.
        let whole = |(row, word): (usize, &Option<(CellKind, usize)>)| {
            word.is_none_or(|(_, length)| length == self.left(row).len())
        };
        if columns.len() == 1 && !words.iter().enumerate().all(whole) {
            return false;
        }
        let missing = words.iter().filter(|word| word.is_none()).count();
        let most = if first_column { 0 } else { words.len() / 10 };
        if missing > most || kind == CellKind::Word && !first_column {
            return false;
        }
        let ends = kind == CellKind::Capitals || kind == CellKind::Number && self.is_even(&words);
        self.sure &= missing == 0 && (ends || self.gap == Gap::Space);
        for (row, word) in words.into_iter().enumerate() {
            self.take(row, word.map_or(0, |(_, length)| length));
        }
        true
    }

    /// Leaves the digits that all identifiers end with to the next cell, if the identifiers stay different without them:
    /// `TIMED_OUT1004`, but not `E1004`.
    fn part_digits(&self, words: &mut [Option<(CellKind, usize)>]) {
        let part = |(row, word): (usize, &Option<(CellKind, usize)>)| {
            let (kind, length) = (*word)?;
            let word = self.left(row).get(..length)?;
            let start = word.trim_end_matches(|c: char| c.is_ascii_digit());
            let start = start.strip_suffix('-').unwrap_or(start);
            let parts = kind != CellKind::Number && start.len() < word.len() && !start.is_empty();
            parts.then(|| start.to_owned())
        };
        let starts: Vec<Option<String>> = words.iter().enumerate().map(part).collect();
        let parted = starts.iter().flatten().count();
        let different: HashSet<&String> = starts.iter().flatten().collect();
        if different.len() < parted || parted * 10 < words.len() * 9 || self.gap == Gap::Space {
            return;
        }
        for (word, start) in words.iter_mut().zip(starts) {
            if let (Some((_, length)), Some(start)) = (word, start) {
                *length = start.len();
            }
        }
    }

    /// Returns `true` if numbers have one length or ascend, so that no text starts with their last digits.
    fn is_even(&self, words: &[Option<(CellKind, usize)>]) -> bool {
        let number = |(row, word): (usize, &Option<(CellKind, usize)>)| {
            self.left(row).get(..word.as_ref()?.1)?.parse::<i64>().ok()
        };
        let numbers: Vec<i64> = words.iter().enumerate().filter_map(number).collect();
        let falls = numbers.windows(2).filter(|pair| pair[0] > pair[1]).count();
        let mut lengths = words.iter().flatten().map(|(_, length)| *length);
        let first = lengths.next();
        lengths.all(|length| Some(length) == first) || falls * 10 <= numbers.len()
    }

    /// Makes a cell of the start of what is left of a row.
    fn take(&mut self, row: usize, length: usize) {
        let rest = &mut self.rest[row];
        let end = (rest.start + length).min(rest.end);
        self.cells[row].push(rest.start..end);
        rest.start = end;
        // `400: Bad Request`, `400 - Bad Request`, but not `400-32600`.
        let left = self.left(row);
        let texts = left.trim_start();
        let marked = texts.strip_prefix([':', '-', '–', '—']);
        let texts = marked
            .filter(|rest| rest.starts_with(' '))
            .map_or(texts, str::trim_start);
        let separators = left.len() - texts.len();
        self.rest[row].start += separators;
    }

    /// Cuts the last column's cells off, if each row ends with a word of the kind that the role asks for.
    fn last_words(&mut self, role: Role) -> Option<Vec<Range<usize>>> {
        let length = |row: usize| {
            let text = self.left(row);
            let length = match self.gap {
                Gap::Space => text.len() - text.rfind(' ')? - 1,
                Gap::None if role == Role::Retry => {
                    let ends = [2, 3, 4, 5].into_iter().rev();
                    let mut flags = ends.filter(|length| {
                        let start = text.len().checked_sub(*length);
                        start
                            .and_then(|start| text.get(start..))
                            .is_some_and(is_flag)
                    });
                    flags.next()?
                }
                Gap::None => text.bytes().rev().take_while(u8::is_ascii_digit).count(),
            };
            let word = text.get(text.len() - length..)?;
            let fits = match role {
                Role::Status => is_status(word),
                Role::Retry => is_flag(word),
                Role::Code | Role::Type => code_shape::of(word) > Some(CodeShape::Word),
                _ => false,
            };
            fits.then_some(length)
        };
        let lengths: Option<Vec<usize>> = (0..self.rows.len()).map(length).collect();
        let cut = |(row, length): (usize, usize)| {
            let end = self.rest[row].end;
            self.rest[row].end = end - length;
            end - length..end
        };
        Some(lengths?.into_iter().enumerate().map(cut).collect())
    }

    /// Takes the cells that are texts, and returns their columns. If nothing shows where one text ends, they stay together.
    fn take_texts<'c>(&mut self, columns: &'c [Column], left: usize) -> Option<Vec<&'c Column>> {
        let texts = &columns[left..];
        let empty = (0..self.rows.len()).filter(|&row| self.left(row).is_empty());
        if !texts.is_empty() && empty.count() * 2 > self.rows.len() {
            return None;
        }
        let mut cuts: Vec<Vec<usize>> = Vec::new();
        for row in 0..self.rows.len() {
            cuts.push(self.cuts(row, texts));
        }
        let is_exact = |cuts: &&Vec<usize>| cuts.len() + 1 == texts.len();
        let exact = cuts.iter().filter(is_exact).count();
        // What follows the table may have run into its last row.
        let but_last = cuts.iter().take_while(is_exact).count();
        self.sure &= but_last + 1 >= cuts.len() && exact > 0;
        if texts.is_empty() {
            let whole = (0..self.rows.len()).all(|row| self.left(row).is_empty());
            return whole.then(Vec::new);
        }
        let joined = exact * 2 < cuts.len();
        for (row, mut cuts) in cuts.into_iter().enumerate() {
            cuts.truncate(if joined { 0 } else { texts.len() - 1 });
            let mut done = 0;
            for cut in cuts {
                self.take(row, cut - done);
                done = cut;
            }
            let length = self.left(row).len();
            self.take(row, length);
        }
        if !joined {
            return Some(texts.iter().collect());
        }
        let described = texts.iter().find(|column| column.role == Role::Description);
        Some(vec![described.or(texts.first())?])
    }

    /// Returns the positions at which the texts of these columns may start, the first not included.
    fn cuts(&mut self, row: usize, texts: &[Column]) -> Vec<usize> {
        let written = self.cells[row].last();
        let status = written.and_then(|cell| http_status::parse(self.rows[row].get(cell.clone())?));
        let name = status.and_then(|status| http_status::name_length(status, self.left(row)));
        // A status is written with its name, or with other words behind a space.
        let spaced = written.is_some_and(|cell| cell.end < self.rest[row].start);
        let named = || {
            seams(self.left(row))
                .next()
                .filter(|_| spaced && self.gap == Gap::None)
        };
        let name = name
            .or_else(named)
            .filter(|&length| length < self.left(row).len());
        if let (1, true, Some(name), Some(cell)) =
            (texts.len(), spaced, name, self.cells[row].last_mut())
        {
            let rest = &mut self.rest[row];
            rest.start += name;
            cell.end = rest.start;
        }
        let text = self.left(row);
        let inner = texts.iter().position(|column| column.role == Role::Status);
        let Some((inner, found)) = inner.zip(inner_status(text, self.gap)) else {
            return text_cuts(text, 0, texts.len(), name, self.gap);
        };
        let mut cuts = text_cuts(&text[..found.start], 0, inner, name, self.gap);
        cuts.extend([found.start, found.end].into_iter().filter(|at| *at > 0));
        let after = text_cuts(text, found.end, texts.len() - inner - 1, None, self.gap);
        cuts.extend(after);
        cuts
    }
}

/// Returns the one status inside a text that other cells run into on both sides.
fn inner_status(text: &str, gap: Gap) -> Option<Range<usize>> {
    let apart = |c: Option<char>| {
        c.is_none_or(|c| (c == ' ') == (gap == Gap::Space) && !c.is_ascii_digit())
    };
    let is_cell = |at: &usize| {
        let end = at + 3;
        text.get(*at..end).is_some_and(is_status)
            && apart(text[..*at].chars().next_back())
            && apart(text[end..].chars().next())
    };
    let mut found = text
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at)
        .filter(is_cell);
    let at = found.next()?;
    found.next().is_none().then_some(at..at + 3)
}

/// Returns the positions from `start` on at which one of several texts may start. `name` is the end of the first text, if it is known.
fn text_cuts(text: &str, start: usize, texts: usize, name: Option<usize>, gap: Gap) -> Vec<usize> {
    if texts < 2 {
        return Vec::new();
    }
    let known = name.unwrap_or(start);
    let all = positions(&text[known..], gap).map(|cut| known + cut);
    let mut cuts: Vec<usize> = name.into_iter().chain(all).collect();
    cuts.dedup();
    let sentences: Vec<usize> = sentence_seams(&text[start..])
        .map(|cut| start + cut)
        .collect();
    if cuts.len() + 1 != texts && sentences.len() + 1 == texts {
        return sentences;
    }
    cuts
}

/// Returns the positions at which another text may start.
fn positions(text: &str, gap: Gap) -> Box<dyn Iterator<Item = usize> + '_> {
    match gap {
        Gap::None => Box::new(seams(text)),
        Gap::Space => Box::new(text.match_indices(' ').map(|(at, _)| at + 1).filter(|&at| {
            let before = text[..at - 1].chars().next_back();
            let ends =
                before.is_some_and(|c| c.is_lowercase() || matches!(c, ')' | '.' | '!' | '?'));
            ends && text[at..].starts_with(char::is_uppercase)
        })),
    }
}
