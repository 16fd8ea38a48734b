//! Takes tables apart whose cells ran together when the page was copied: `200OKRequest succeeded`, whole tables on
//! one line. Works on the blocks of any form: what looks like such a table becomes a table.

use crate::read::document::{Block, BlockKind, Document, Table};
use crate::read::text::Text;

mod header;
mod pattern;
mod rows;
mod seams;

use header::Column;
use pattern::Pattern;

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
        let mut table = start.table();
        let Some(whole) = block.text().cloned() else {
            continue;
        };
        push_text(&mut unfolded, depth, whole.slice(0..start.before));
        // A second table in the same text is looked at when this one is done.
        let rest = (start.limit < whole.len()).then(|| whole.tail(start.limit));
        let mut last = whole.slice(start.rows..start.limit);
        loop {
            table
                .rows
                .extend(rows::take(&last, &start.columns, &start.pattern));
            if rest.is_some() {
                break;
            }
            // Each row may stand on a line of its own: go on while the lines have the pattern.
            let more = blocks
                .last()
                .and_then(Block::text)
                .filter(|text| start.pattern.starts(text.as_str(), &start.columns));
            let Some(next) = more.cloned() else { break };
            blocks.pop();
            last = next;
        }
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
}

impl Start {
    /// `next` are the texts of the two blocks below, where the rows may be.
    fn of(text: &Text, next: [&str; 2]) -> Option<Self> {
        let runs = header::runs(text.as_str());
        let starts = runs.iter().flat_map(|run| run.first()).skip(1);
        let limits = starts.map(|column| column.range.start).chain([text.len()]);
        let mut limited = runs.iter().zip(limits);
        let headed = limited.find_map(|(run, limit)| Self::of_run(text, next[0], run, limit));
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
                    line.get(status).is_some_and(pattern::is_status)
                        && after.starts_with(char::is_uppercase)
                })
            };
            lines.iter().all(begins).then(|| Start {
                before: 0,
                rows: 0,
                limit: text.len(),
                pattern,
                at: text.at(),
                columns,
            })
        })
    }

    /// Returns the start of a table with these columns. A title may run into the header, so the first words may belong to it.
    fn of_run(text: &Text, next: &str, run: &[Column], limit: usize) -> Option<Self> {
        // If two headers of codes follow each other, the first is the title: "Error Codes", "Error Code", …
        let titled = |columns: &Vec<Column>| {
            let title = columns[0].name.contains(' ') || columns[0].range.start > 0;
            title && columns[0].role == columns[1].role && header::is_key(columns[0].role)
        };
        let starts = (0..run.len().saturating_sub(1))
            .map(|skip| run[skip..].to_vec())
            .filter(|columns| !titled(columns));
        let mut tries: Vec<(Vec<Column>, Pattern)> = starts
            .flat_map(|columns| {
                let patterns = Pattern::of(&columns).iter();
                patterns.map(move |pattern| (columns.clone(), *pattern))
            })
            .collect();
        // Two keys side by side are found by chance far less often than one.
        tries.sort_by_key(|(_, pattern)| *pattern == Pattern::Key);
        tries.into_iter().find_map(|(columns, pattern)| {
            let end = columns.last()?.range.end;
            let rows = if end == text.len() {
                pattern.starts(next, &columns).then_some(end)?
            } else {
                pattern.first(text, end, &columns)?
            };
            let before = columns.first()?.range.start;
            Some(Start {
                before,
                rows,
                limit,
                pattern,
                at: text.offset(before),
                columns,
            })
        })
    }

    fn table(&self) -> Table {
        let cell = |column: &Column| Text::plain(column.name, self.at);
        Table {
            at: self.at,
            header: self.columns.iter().map(cell).collect(),
            rows: Vec::new(),
            guessed: true,
        }
    }
}
