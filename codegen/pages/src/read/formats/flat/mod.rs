//! Takes tables apart whose cells ran together when the page was copied: `200OKRequest succeeded`, whole tables on
//! one line. Works on the blocks of any form: what looks like such a table becomes a table.

use crate::read::document::{Block, BlockKind, Document, Table};
use crate::read::text::Text;

mod cells;
mod header;
pub(super) mod lines;
mod pattern;
pub(super) mod records;
mod rows;
mod seams;
mod words;

use header::Column;
use pattern::Pattern;
use words::{Gap, is_number_apart, is_status};

use crate::read::conventions::roles::Role;

/// How often on a page the text after a table is searched for another table. The limit bounds the time.
const MOST_TABLES: usize = 100;

/// Replaces run-together tables by tables.
pub(crate) fn unfold(document: Document) -> Document {
    let mut unfolded = Document {
        title: document.title,
        blocks: Vec::new(),
    };
    // A stack, so that what is left of a block can be looked at next.
    let mut blocks: Vec<Block> = document.blocks.into_iter().rev().collect();
    let mut tables = 0;
    while let Some(block) = blocks.pop() {
        let mut below = blocks.iter().rev();
        let next = [below.next(), below.next()];
        let next = next.map(|block| block.and_then(Block::text).map_or("", Text::as_str));
        let Some(start) = block.text().and_then(|text| Start::of(text, next)) else {
            unfolded.blocks.push(block);
            continue;
        };
        let depth = block.depth;
        let Some(whole) = block.text().cloned() else {
            continue;
        };
        let mut rows = start.take(&whole.slice(start.rows..start.limit));
        // A second table in the same text is looked at when this one is done.
        let rest = (start.limit < whole.len()).then(|| whole.tail(start.limit));
        // Each row may stand on a line of its own: go on while the lines have the pattern.
        let below = blocks.iter().rev().map_while(Block::text);
        let first = rows.first().or(blocks.last().and_then(Block::text));
        let apart = first.is_some_and(|row| is_number_apart(row));
        let below = below.take_while(|line| {
            is_number_apart(line) == apart && start.pattern.starts(line.as_str(), &start.columns)
        });
        let lines = if rest.is_none() { below.count() } else { 0 };
        let first = blocks.len() - lines;
        let below = blocks[first..].iter().rev().filter_map(Block::text);
        rows.extend(below.flat_map(|line| start.take(line)));
        let Some(mut table) = cells::table(start.at, &start.columns, &rows, start.gap()) else {
            unfolded.blocks.push(block);
            continue;
        };
        blocks.truncate(first);
        push_text(&mut unfolded, depth, whole.slice(0..start.before));
        table.guessed |= !start.whole;
        let tail = rows::cut_tail(&mut table);
        unfolded.push(depth, BlockKind::Table(table));
        tail.into_iter()
            .for_each(|tail| push_text(&mut unfolded, depth, tail));
        tables += 1;
        let more = if tables < MOST_TABLES {
            &mut blocks
        } else {
            &mut unfolded.blocks
        };
        more.extend(rest.map(|text| Block::new(depth, BlockKind::Paragraph(text))));
    }
    unfolded
}

fn push_text(document: &mut Document, depth: u8, text: Text) {
    if !text.is_empty() {
        document.push(depth, BlockKind::Paragraph(text));
    }
}

/// The start of a run-together table in a text.
struct Start {
    /// The end of the text in front of its header.
    before: usize,
    columns: Vec<Column>,
    /// The start of the rows, which is the end of the text if they are in the next lines.
    rows: usize,
    /// The start of the next table's header, or the end of the text.
    limit: usize,
    pattern: Pattern,
    at: usize,
    /// No other words run into its header.
    whole: bool,
}

impl Start {
    /// `next` are the texts of the two blocks below, where the rows may be.
    fn of(text: &Text, next: [&str; 2]) -> Option<Self> {
        let headed = [Gap::None, Gap::Space].into_iter().find_map(|gap| {
            let runs = header::runs(text.as_str(), gap);
            let starts = runs.iter().flat_map(|run| run.first()).skip(1);
            let limits = starts.map(|column| column.range.start).chain([text.len()]);
            let mut limited = runs.iter().zip(limits);
            limited.find_map(|(run, limit)| Self::of_run(text, next[0], run, limit, gap))
        });
        headed
            .or_else(|| Self::of_rows(text, next))
            .or_else(|| Self::of_line(text))
    }

    /// Returns the start of a table whose rows are all in this line, whatever its header is.
    fn of_line(text: &Text) -> Option<Self> {
        let (role, keys) = pattern::glued_keys(text.as_str())?;
        let first = keys.first()?.start;
        Some(Start {
            before: first,
            rows: first,
            limit: text.len(),
            pattern: Pattern::Glued,
            at: text.offset(first),
            whole: false,
            columns: [role, Role::Description].map(header::assumed).to_vec(),
        })
    }

    /// Returns the start of a table whose rows are this line and the next ones, whatever its header is: three lines in a row begin with
    /// a status, perhaps behind a code, and a capital right behind it.
    fn of_rows(text: &Text, next: [&str; 2]) -> Option<Self> {
        let tables = [
            (Pattern::Key, &[Role::Status, Role::Description][..]),
            (
                Pattern::CodeStatus,
                &[Role::Code, Role::Status, Role::Description],
            ),
        ];
        let lines = [text.as_str(), next[0], next[1]];
        tables.into_iter().find_map(|(pattern, roles)| {
            let columns: Vec<Column> = roles.iter().copied().map(header::assumed).collect();
            let begins = |line: &&str| {
                let keys = pattern.keys(line, 0, &columns, true);
                let status = keys.and_then(|keys| keys.last().cloned());
                status.is_some_and(|status| {
                    let after = line.get(status.end..).unwrap_or_default();
                    line.get(status).is_some_and(is_status) && after.starts_with(char::is_uppercase)
                })
            };
            lines.iter().all(begins).then(|| Start {
                before: 0,
                rows: 0,
                limit: text.len(),
                pattern,
                at: text.at(),
                whole: false,
                columns,
            })
        })
    }

    /// Returns the start of a table with these columns. A title may run into the header, so the first words may belong to it.
    fn of_run(text: &Text, next: &str, run: &[Column], limit: usize, gap: Gap) -> Option<Self> {
        let starts = (0..run.len().saturating_sub(1)).map(|skip| run[skip..].to_vec());
        let tries = starts.flat_map(|columns| {
            let patterns = match gap {
                Gap::None => Pattern::of(&columns),
                Gap::Space => &[Pattern::Words],
            };
            patterns
                .iter()
                .map(move |pattern| (columns.clone(), *pattern))
        });
        let read = tries.filter_map(|(mut columns, pattern)| {
            let end = columns.last()?.range.end;
            let rows = if end == text.len() {
                pattern.starts(next, &columns).then_some(end)?
            } else {
                pattern.first(text, end, &columns)?
            };
            let before = columns.first()?.range.start;
            columns.extend(header::between(text, end..rows));
            Some(Start {
                before,
                rows,
                limit,
                pattern,
                at: text.offset(before),
                whole: before == 0,
                columns,
            })
        });
        // The best of them explains the most codes and statuses, and finds cells for all its headers.
        let mut best: Option<((usize, bool), Self)> = None;
        for start in read {
            let rows = start.take(&text.slice(start.rows..limit));
            let table = cells::table(start.at, &start.columns, &rows, gap);
            let keys = match start.pattern {
                Pattern::CodeStatus | Pattern::StatusCode => 2,
                _ => 1,
            };
            let all = |table: Table| table.header.len() == start.columns.len();
            let explained = (rows.len() * keys, table.is_some_and(all));
            if best.as_ref().is_none_or(|(most, _)| explained > *most) {
                best = Some((explained, start));
            }
        }
        let several = |((rows, _), _): &((usize, bool), Self)| gap == Gap::None || *rows > 1;
        best.filter(several).map(|(_, start)| start)
    }

    fn take(&self, text: &Text) -> Vec<Text> {
        rows::take(text, &self.columns, self.pattern)
    }

    fn gap(&self) -> Gap {
        match self.pattern {
            Pattern::Words => Gap::Space,
            _ => Gap::None,
        }
    }
}
