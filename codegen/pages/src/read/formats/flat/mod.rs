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
        let next = blocks.last().and_then(Block::text).map_or("", Text::as_str);
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
    /// `next` is the text of the block below, where the rows may be.
    fn of(text: &Text, next: &str) -> Option<Self> {
        let runs = header::runs(text.as_str());
        let starts = runs.iter().flat_map(|run| run.first()).skip(1);
        let limits = starts.map(|column| column.range.start).chain([text.len()]);
        let mut limited = runs.iter().zip(limits);
        limited.find_map(|(run, limit)| Self::of_run(text, next, run, limit))
    }

    /// Returns the start of a table with these columns. A title may run into the header, so the first words may belong to it.
    fn of_run(text: &Text, next: &str, run: &[Column], limit: usize) -> Option<Self> {
        // If two headers of codes follow each other, the first is the title: "Error Codes", "Error Code", …
        let titled = |columns: &Vec<Column>| {
            columns[0].role == columns[1].role && header::is_key(columns[0].role)
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
        tries.into_iter().find_map(|(mut columns, pattern)| {
            let end = columns.last()?.range.end;
            let rows = if end == text.len() {
                pattern.starts(next, &columns).then_some(end)?
            } else {
                pattern.first(text, end, &columns)?
            };
            columns.extend(header::unknown(text.as_str(), end..rows));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::formats::plain;

    fn tables(source: &str) -> Vec<Vec<Vec<String>>> {
        let row = |row: &Vec<Text>| row.iter().map(|cell| cell.to_string()).collect::<Vec<_>>();
        let table = |kind: BlockKind| match kind {
            BlockKind::Table(table) => Some(table.rows.iter().map(row).collect()),
            _ => None,
        };
        unfold(plain::read(source))
            .blocks
            .into_iter()
            .filter_map(|block| table(block.kind))
            .collect()
    }

    #[test]
    fn a_row_on_each_line() {
        let page = "Codes\nCodeStatusDescription\n200OKAll went well (reads)\n404Not FoundNothing is there\n\nMore text\n";
        assert_eq!(
            tables(page),
            [[
                ["200", "OK", "All went well (reads)"],
                ["404", "Not Found", "Nothing is there"]
            ]]
        );
    }

    #[test]
    fn all_on_one_line() {
        let page = "API Error CodesCodeHTTP StatusDescriptionKEY_GONE404The key is not thereOVER_LIMIT429Slow down";
        assert_eq!(
            tables(page),
            [[
                ["KEY_GONE", "404", "The key is not there"],
                ["OVER_LIMIT", "429", "Slow down"]
            ]]
        );
    }

    #[test]
    fn a_code_and_a_status_run_together() {
        let page = "Error CodeHTTP StatusMeaning40001400Bad field40101401Bad key";
        assert_eq!(
            tables(page),
            [[["40001", "400", "Bad field"], ["40101", "401", "Bad key"]]]
        );
    }

    #[test]
    fn the_status_first_and_two_texts() {
        let page = "StatusError CodeDescriptionAction Required401NO_KEYNo key was sent.Send one.500CRASHEDIt broke.Write to us.";
        let rows = &tables(page)[0];
        assert_eq!(rows[0], ["401", "NO_KEY", "No key was sent.", "Send one."]);
        assert_eq!(rows[1], ["500", "CRASHED", "It broke.", "Write to us."]);
    }

    #[test]
    fn small_codes_and_their_texts() {
        let page = "Status CodeErrorDescription\n400badWidthwidth was not a number.\n401no_keyNo key was sent.\n500crashedIt broke.\n";
        let rows = &tables(page)[0];
        assert_eq!(rows[0], ["400", "badWidth", "width was not a number."]);
        assert_eq!(rows[1], ["401", "no_key", "No key was sent."]);
        assert_eq!(rows[2], ["500", "crashed", "It broke."]);
    }

    #[test]
    fn small_codes_in_one_line() {
        let page = "CodeHTTP StatusDescriptionbad_code400The code was wrongtoken_expired401Ask anewgone404It is not there";
        let rows = &tables(page)[0];
        assert_eq!(rows[0], ["bad_code", "400", "The code was wrong"]);
        assert_eq!(rows[1], ["token_expired", "401", "Ask anew"]);
        assert_eq!(rows[2], ["gone", "404", "It is not there"]);
    }

    #[test]
    fn two_tables_in_one_line() {
        let page = "StatusesCodeStatusDescription200OKAll well404Not FoundNothing thereAPI Error CodesError CodeDescriptionSolutionNO_KEYNo key sentSend oneBAD_KEYKey is wrongMake one4.2 Limits";
        let found = tables(page);
        assert_eq!(found[0][1], ["404", "Not Found", "Nothing there"]);
        assert_eq!(
            found[1],
            [
                ["NO_KEY", "No key sent", "Send one"],
                ["BAD_KEY", "Key is wrong", "Make one"]
            ]
        );
    }

    #[test]
    fn marked_codes() {
        let page = "Error codeDescription`no_key`No key was\nsent.`a/b_c`It is `late` now.";
        let document = unfold(crate::read::formats::markdown::read(page));
        let Some(BlockKind::Table(table)) = document.blocks.first().map(|block| &block.kind) else {
            panic!()
        };
        let rows: Vec<Vec<_>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(Text::as_str).collect())
            .collect();
        assert_eq!(
            rows,
            [["no_key", "No key was sent."], ["a/b_c", "It is late now."]]
        );
    }

    #[test]
    fn numbers_that_rise_and_capitals() {
        let page = "CodeDescription0All well10Rope torn205Well closed10001Unknown rope";
        assert_eq!(tables(page)[0][2], ["205", "Well closed"]);
        assert_eq!(tables(page)[0].len(), 4);
        let page = "CodeDescriptionUNKNOWNIt broke oddlyROPE_TORNThe rope is tornBROKENIt broke";
        assert_eq!(tables(page)[0][2], ["BROKEN", "It broke"]);
    }

    #[test]
    fn negative_numbers_and_dashes() {
        let page = "CodeMessage-32700Torn rope-32600No well";
        assert_eq!(
            tables(page)[0],
            [["-32700", "Torn rope"], ["-32600", "No well"]]
        );
        let page = "CodeOverview401 - No ropeCause: none sent.503 - Well closedCause: it is night.";
        assert_eq!(tables(page)[0][1][0], "503");
    }

    #[test]
    fn a_type_ends_before_the_text() {
        let page = "Error CodeHTTP StatusError TypeDescription40001400RopeErrorRope is torn40301403WellErrorNo well";
        assert_eq!(tables(page)[0][1], ["40301", "403", "WellError", "No well"]);
    }

    #[test]
    fn headers_in_another_language() {
        let page = "Код ошибкиОписание12001Канат порван12002Колодец закрыт";
        assert_eq!(tables(page)[0][1], ["12002", "Колодец закрыт"]);
    }

    #[test]
    fn what_follows_is_no_part_of_the_last_row() {
        let page = "HTTP StatusError CodeDescription400BAD_FIELDA field is bad404GONE_AWAYIt is gone (now)Response format:{\"a\": 1}";
        assert_eq!(tables(page)[0][1][2], "It is gone (now)");
    }
}
