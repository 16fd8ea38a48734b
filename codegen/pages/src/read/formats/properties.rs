//! Finds listings of keys and texts, such as files of messages: `4003=Syntax error`.

use std::ops::Range;

use super::inline;
use super::prepared::lines;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::document::Table;
use crate::read::text::Text;

/// Fewer lines are not a listing.
const FEWEST: usize = 3;

/// Returns the lines of each listing, as a table of keys and texts. Blank lines do not end one.
pub(super) fn tables(source: &str) -> Vec<(Range<usize>, Table)> {
    let mut found = Vec::new();
    let mut open: Option<(Range<usize>, Table)> = None;
    for (range, line) in lines(source) {
        if let Some(row) = row(line, range.start) {
            let (all, table) = open.get_or_insert_with(|| (range.clone(), Table::new(range.start)));
            all.end = range.end;
            table.rows.push(row);
        } else if !line.trim().is_empty() {
            found.extend(open.take().filter(is_listing));
        }
    }
    found.extend(open.filter(is_listing));
    found
}

/// Returns the key and the text of a line.
fn row(line: &str, at: usize) -> Option<Vec<Text>> {
    let (key, text) = line.split_once('=')?;
    let word = key.trim();
    let shape = code_shape::of(word);
    let keyed = matches!(shape, Some(CodeShape::Number | CodeShape::Identifier));
    let statement = text.trim_end().ends_with([';', '{', '(', ',']);
    let cell = |part: &str, start: usize| {
        let indent = part.len() - part.trim_start().len();
        inline::line(part.trim(), at + start + indent)
    };
    let worded = text.contains(char::is_alphabetic) && !text.starts_with(['=', '>']);
    (keyed && worded && !statement).then(|| vec![cell(key, 0), cell(text, key.len() + 1)])
}

/// Returns `true` if most texts are more than the value of a setting.
fn is_listing((_, table): &(Range<usize>, Table)) -> bool {
    let phrase = |row: &&Vec<Text>| row[1].contains(' ');
    let phrases = table.rows.iter().filter(phrase).count();
    table.rows.len() >= FEWEST && phrases * 2 > table.rows.len()
}
