//! Finds tables whose cells were copied one to a line: `Code`, `Meaning`, `400`, `Bad Request`, `401`, …

use std::ops::Range;

use super::inline;
use super::prepared::lines;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
use crate::read::document::{Block, BlockKind, Document, Table};
use crate::read::text::Text;

/// No stacked table has more columns.
const WIDEST: usize = 6;

/// A line that is not empty, and its range. In a document, it is a block with its index as the range.
type StackedLine<'s> = (Range<usize>, &'s str);

/// Returns the stacked tables of a text with their ranges.
pub(crate) fn tables(source: &str) -> Vec<(Range<usize>, Table)> {
    let lines: Vec<StackedLine<'_>> = lines(source).flat_map(cells).collect();
    let start = |lines| StackedTable::at(lines).or_else(|| StackedTable::without_header(lines));
    find(&lines, start, &|(range, line)| {
        inline::line(line, range.start)
    })
}

/// Returns the texts of a line. Only the header of a table may have kept its pipes and the rule below it.
fn cells((range, line): (Range<usize>, &str)) -> impl Iterator<Item = StackedLine<'_>> {
    let mut start = range.start;
    let cells = line.split('|').map(move |cell| {
        let at = start;
        start += cell.len() + 1;
        let trimmed = cell.trim_start();
        (
            at + cell.len() - trimmed.len()..range.end,
            trimmed.trim_end(),
        )
    });
    cells.filter(|(_, cell)| cell.contains(|c| !matches!(c, '-' | ':')))
}

/// Replaces the blocks that are the cells of stacked tables: the lines of a text that was copied as one line.
pub(crate) fn unstack(mut document: Document) -> Document {
    let mut found = Vec::new();
    let mut start = 0;
    for run in document
        .blocks
        .chunk_by(|a, b| line(a).is_some() && line(b).is_some())
    {
        let lines = (start..).zip(run);
        let lines: Vec<StackedLine<'_>> = lines
            .filter_map(|(at, block)| Some((at..at + 1, line(block)?.as_str())))
            .collect();
        let cell = |(range, text): &StackedLine<'_>| {
            let own = document.blocks.get(range.start).and_then(line);
            own.map_or_else(|| Text::plain(text, 0), Text::clone)
        };
        found.extend(find(&lines, StackedTable::at, &cell));
        start += run.len();
    }
    for (range, table) in found.into_iter().rev() {
        document.blocks.splice(range, [Block::from(table)]);
    }
    document
}

/// Returns the text of a heading or a paragraph.
fn line(block: &Block) -> Option<&Text> {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => Some(text),
        _ => None,
    }
}

/// Returns the stacked tables in these lines, with the ranges of their lines. `start` returns the table that starts at a line.
fn find<'l, 's>(
    lines: &'l [StackedLine<'s>],
    start: impl Fn(&'l [StackedLine<'s>]) -> Option<StackedTable<'l, 's>>,
    cell: &dyn Fn(&StackedLine<'_>) -> Text,
) -> Vec<(Range<usize>, Table)> {
    let mut found = Vec::new();
    let mut rest = lines;
    while let [first, after @ ..] = rest {
        // The titles above the header may head columns, too.
        let stacked = start(rest).filter(|table| {
            let width = table.rows.first().map_or(0, |header| header.len());
            let below = (1..width).filter_map(|skip| StackedTable::at(rest.get(skip..)?));
            below.map(|next| next.regular).max() < Some(table.regular)
        });
        let Some(stacked) = stacked else {
            rest = after;
            continue;
        };
        let length = stacked.rows.iter().map(|row| row.len()).sum();
        let (own, below) = rest.split_at(length);
        let end = own.last().map_or(first.0.end, |line| line.0.end);
        let mut rows = stacked.rows.into_iter().map(|row| row.iter().map(cell));
        let header = if stacked.regular > 0 {
            rows.next()
        } else {
            None
        };
        let table = Table {
            at: cell(first).at(),
            header: header.into_iter().flatten().collect(),
            rows: rows.map(Iterator::collect).collect(),
            guessed: true,
        };
        found.push((first.0.start..end, table));
        rest = below;
    }
    found
}

/// The lines of a table.
struct StackedTable<'l, 's> {
    /// Its rows, the header first.
    rows: Vec<&'l [StackedLine<'s>]>,
    /// The number of rows of the header's length, or 0 without a header.
    regular: usize,
}

impl<'l, 's> StackedTable<'l, 's> {
    /// Returns the table whose header starts here. Among all widths and columns of keys, it is the one with the most lines in
    /// rows of the header's length.
    fn at(lines: &'l [StackedLine<'s>]) -> Option<Self> {
        let first = lines.first().filter(|line| may_head(line))?;
        roles::of_header(first.1)?;
        let mut best: Option<(Self, usize)> = None;
        for width in 2..=WIDEST.min(lines.len()) {
            let (header, below) = lines.split_at(width);
            let keys = header.iter().enumerate();
            let keys = keys.filter_map(|(key, (_, line))| Some((key, key_role(line)?)));
            for (key, role) in keys.filter(|_| heads(header)) {
                let shape = Rows {
                    width,
                    key,
                    statuses: role == Role::Status,
                    numeric: below.get(key).is_some_and(|(_, first)| is_numeric(first)),
                };
                let below = shape.take(below);
                let sure = below.iter().filter(|row| shape.starts(row)).count();
                if sure * 3 < below.len() {
                    continue;
                }
                let rows: Vec<_> = std::iter::once(header).chain(below).collect();
                let regular = rows.iter().filter(|row| row.len() == width).count();
                let more = best
                    .as_ref()
                    .is_none_or(|(_, most)| regular * width > *most);
                if rows.len() > 2 && more {
                    best = Some((StackedTable { rows, regular }, regular * width));
                }
            }
        }
        best.map(|(table, _)| table)
    }

    /// Returns the table without a header whose rows start here: at least three records, each with a code or status on the first
    /// line and as many texts below it.
    fn without_header(lines: &'l [StackedLine<'s>]) -> Option<Self> {
        let kind = key_kind(lines.first()?)?;
        let is_key = |line: &StackedLine<'_>| key_kind(line) == Some(kind);
        let below = lines.get(1..)?;
        let width = 1 + below.iter().take(WIDEST).position(is_key)?;
        let is_text = |line: &StackedLine<'_>| {
            let label = line.1.find(':').and_then(|end| line.1.get(..end));
            !is_key(line)
                && !line.1.contains(['{', '}'])
                && label.and_then(roles::of_label).is_none()
        };
        // Paragraphs with blank lines between them are sections.
        let adjacent =
            |pair: &[StackedLine<'_>]| matches!(pair, [(a, _), (b, _)] if a.end == b.start);
        let is_row = |row: &&[StackedLine<'_>]| {
            let keyed = row
                .split_first()
                .is_some_and(|(key, texts)| is_key(key) && texts.iter().all(is_text));
            keyed && row.windows(2).all(adjacent)
        };
        let rows: Vec<_> = lines.chunks_exact(width).take_while(is_row).collect();
        (width > 2 && rows.len() > 2).then_some(StackedTable { rows, regular: 0 })
    }
}

/// Returns the shape of a line that is a status or a code that no prose contains.
fn key_kind((_, line): &StackedLine<'_>) -> Option<CodeShape> {
    let shape = code_shape::of(line)?;
    let status = http_status::parse(line).is_some_and(http_status::is_known);
    (shape == CodeShape::Identifier || status).then_some(shape)
}

/// Returns `true` if a line is as short as headers are.
fn may_head((_, line): &StackedLine<'_>) -> bool {
    line.chars().count() <= 40
        && line.split_whitespace().count() <= 5
        && !line.contains(|c: char| c.is_ascii_digit())
        && code_shape::of(line).is_none_or(|shape| shape == CodeShape::Word)
        && !line.ends_with(['.', ','])
        && !line.contains(':')
}

/// Returns `true` if most of the lines are words that head columns, and the others could be.
fn heads(lines: &[StackedLine<'_>]) -> bool {
    let headed = |(_, line): &StackedLine<'_>| roles::of_header(line).is_some();
    let begins = |with: fn(char) -> bool| lines.iter().any(|(_, line)| line.starts_with(with));
    let alike = !begins(char::is_uppercase) || !begins(char::is_lowercase);
    let [first, .., last] = lines else {
        return false;
    };
    let inner = lines.iter().filter(|line| !headed(line)).count();
    // A copied page repeats its title.
    let repeated = lines
        .windows(2)
        .any(|pair| matches!(pair, [(_, a), (_, b)] if a.ends_with(b)));
    !repeated
        && lines.iter().all(may_head)
        && alike
        && headed(first)
        && headed(last)
        && inner * 2 <= lines.len()
}

/// Returns the role of a column that can identify the rows.
fn key_role(header: &str) -> Option<Role> {
    let role = roles::of_header(header);
    role.filter(|role| matches!(role, Role::Code | Role::Status | Role::Type))
}

/// Returns `true` if a cell begins as numbers do.
fn is_numeric(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// The build of a table's rows.
#[derive(Clone, Copy)]
struct Rows {
    width: usize,
    /// The column of codes or statuses.
    key: usize,
    /// It holds statuses.
    statuses: bool,
    /// Its first cell begins as numbers do, and so do all others.
    numeric: bool,
}

impl Rows {
    /// Returns the rows at the start of the lines. A row may lack its last cell, and a text may have two lines.
    fn take<'l, 's>(self, lines: &'l [StackedLine<'s>]) -> Vec<&'l [StackedLine<'s>]> {
        let mut rows = Vec::new();
        let mut rest = lines;
        while rest.len() >= self.width {
            let starts = |at: usize| self.starts(rest.get(at..).unwrap_or_default());
            let may_start = |at: usize| self.may_start(rest.get(at..).unwrap_or_default());
            let width = self.width;
            let length = match starts(0) {
                true if starts(width) => width,
                true if width > 2 && starts(width - 1) => width - 1,
                true if starts(width + 1) => width + 1,
                true => width,
                false if self.may_start(rest) && (starts(width) || may_start(width)) => width,
                false => break,
            };
            let (row, after) = rest.split_at(length);
            rows.push(row);
            rest = after;
        }
        rows
    }

    /// Returns `true` if a row starts here: a code that no prose contains, or a status.
    fn starts(self, lines: &[StackedLine<'_>]) -> bool {
        lines.get(self.key).is_some_and(|(_, key)| {
            let (statuses, rest) = http_status::leading(key);
            let named = rest.trim().is_empty() || http_status::is_name(rest);
            let named = named && (self.statuses || self.numeric);
            let shape = code_shape::of(key).filter(|shape| *shape != CodeShape::Word);
            let found = !statuses.is_empty() && named || !self.statuses && shape.is_some();
            found && is_numeric(key) == self.numeric
        })
    }

    /// Returns `true` if the line in the column of codes is one word, and the next table does not begin here.
    fn may_start(self, lines: &[StackedLine<'_>]) -> bool {
        let key = lines.get(self.key);
        let word = key.is_some_and(|(_, key)| code_shape::of(key).is_some());
        let row = lines.get(..self.width);
        word && !self.statuses && !row.is_some_and(heads)
    }
}
