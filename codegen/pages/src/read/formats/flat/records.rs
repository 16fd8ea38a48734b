//! Finds the records of a list whose line breaks are lost: `KEY_GONE: The key is gone. KEY_TORN: The key is torn.`

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::words::is_status;
use crate::read::conventions::code_shape::{self, CodeShape, Letters};
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind, Table};
use crate::read::formats::outline;
use crate::read::text::Text;

/// A list has at least so many records. Fewer codes may be examples in prose.
const LEAST: usize = 3;

/// The same, if its records begin with what prose may contain: a number or a name in front of a capital. Most of them end as
/// sentences do.
const LEAST_WEAK: usize = 5;

/// The look of a word that a record may start with, and of what follows it. All records of a list start alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Look {
    letters: Letters,
    /// What joins the parts of an identifier, or the sign of a number.
    joint: Option<char>,
    /// The number of digits, if it has no letters and no sign.
    digits: usize,
    status: bool,
    follows: Follows,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Follows {
    /// `KEY_GONE: …`, `KEY_GONE - …`
    Mark,
    /// `KEY_GONE (404)`
    Bracket,
    /// `404 KEY_GONE`
    Code,
    /// A sentence.
    Capital,
}

impl Look {
    /// `after` is the text behind the word.
    fn of(word: &str, after: &str) -> Option<Look> {
        let is_code = |word: &str| {
            let shape = code_shape::of(word);
            shape.is_some_and(|shape| shape != CodeShape::Word)
        };
        let code = word.trim_end_matches([':', '：']);
        let next = after.split(' ').next().unwrap_or_default();
        let capital = |c: char| c.is_uppercase() || !c.is_ascii() && c.is_alphabetic();
        let follows = if code.len() < word.len() || matches!(next, "-" | "–" | "—") {
            Follows::Mark
        } else if next.starts_with('(') && is_code(next.trim_matches(['(', ')', ':'])) {
            Follows::Bracket
        } else if is_code(next.trim_end_matches(':')) {
            Follows::Code
        } else {
            next.starts_with(capital).then_some(Follows::Capital)?
        };
        is_code(code).then(|| {
            let joint = code.chars().find(|c| !c.is_alphanumeric());
            let plain = joint.is_none() && code.bytes().all(|b| b.is_ascii_digit());
            Look {
                letters: code_shape::letters(code),
                joint,
                digits: if plain { code.len() } else { 0 },
                status: is_status(code),
                follows,
            }
        })
    }

    /// Returns `true` if prose has nothing that looks like this.
    fn is_strong(self) -> bool {
        match self.follows {
            Follows::Mark => self.digits == 0 || self.digits >= 3,
            Follows::Code => self.digits == 0 || self.digits == 3,
            Follows::Bracket => true,
            Follows::Capital => self.joint == Some('_'),
        }
    }
}

/// Returns the look of the records in a text with their starts, if it is such a list.
fn starts(text: &str) -> Option<(Look, Vec<usize>)> {
    let mut looks: HashMap<Look, Vec<(usize, &str)>> = HashMap::new();
    let mut at = 0;
    for word in text.split(' ') {
        let after = text.get(at + word.len() + 1..).unwrap_or_default();
        // `400 Bad Request, 404 Not Found` lists names, not records.
        let listed = text[..at].trim_end().ends_with([',', ';', '(']);
        if let Some(look) = Look::of(word, after).filter(|look| !listed || look.is_strong()) {
            looks.entry(look).or_default().push((at, word));
        }
        at += word.len() + 1;
    }
    let ends = |(at, _): &&(usize, &str)| text[..*at].trim_end().ends_with(['.', '!', '?', '。']);
    let is_list = |(look, words): &(Look, Vec<(usize, &str)>)| {
        let strong = look.is_strong();
        let sure = strong || words.iter().filter(ends).count() * 2 >= words.len();
        let least = if strong { LEAST } else { LEAST_WEAK };
        let mut seen = HashSet::new();
        // Nothing but statuses comes again.
        let mut words = words.iter();
        sure && words.len() >= least && words.all(|(_, word)| is_status(word) || seen.insert(*word))
    };
    let most = |(look, words): &(Look, Vec<(usize, &str)>)| {
        let first = words.first().map(|(at, _)| *at);
        (look.is_strong(), words.len(), Reverse(first))
    };
    let (look, words) = looks.into_iter().filter(is_list).max_by_key(most)?;
    Some((look, words.into_iter().map(|(at, _)| at).collect()))
}

/// Divides a paragraph that is a list without line breaks. Text about errors in front of it heads the records.
pub(crate) fn divide(block: Block) -> Vec<Block> {
    let BlockKind::Paragraph(text) = &block.kind else {
        return vec![block];
    };
    let Some((look, starts)) = starts(text.as_str()) else {
        return vec![block];
    };
    let first = starts.first().copied().unwrap_or_default();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let record = |(&start, end): (&usize, usize)| text.slice(start..end).trimmed();
    let records: Vec<Text> = starts.iter().zip(ends).map(record).collect();
    let before = text.slice(0..first).trimmed();
    let before = match roles::speaks_of_errors(&before) {
        true => BlockKind::Heading {
            level: outline::LEAF,
            text: before,
        },
        false => BlockKind::Paragraph(before),
    };
    let mut kinds: Vec<BlockKind> = (first > 0).then_some(before).into_iter().collect();
    match look.follows {
        Follows::Mark | Follows::Bracket => {
            kinds.extend(records.into_iter().map(BlockKind::Paragraph));
        }
        Follows::Code => kinds.push(BlockKind::Table(table(&records, 2))),
        Follows::Capital => kinds.push(BlockKind::Table(table(&records, 1))),
    }
    let block = |kind| Block::new(block.depth, kind);
    kinds.into_iter().map(block).collect()
}

/// Returns the table of records that begin with so many codes and statuses, each of which is a word.
fn table(records: &[Text], keys: usize) -> Table {
    let cells = |record: &Text| {
        let mut cells = Vec::new();
        let mut rest = record.clone();
        for _ in 0..keys {
            let end = rest.find(' ').unwrap_or(rest.len());
            let key = rest.as_str().get(..end).unwrap_or_default();
            cells.push(rest.slice(0..key.trim_end_matches(':').len()));
            let text = rest.as_str().get(end..).unwrap_or_default().trim_start();
            let marks = [": ", "- ", "– ", "— "];
            let behind = marks.iter().find_map(|mark| text.strip_prefix(mark));
            let text = behind.unwrap_or(text).len();
            rest = rest.tail(rest.len() - text);
        }
        cells.push(rest);
        cells
    };
    let mut table = Table::new(records.first().map_or(0, Text::at));
    table.rows = records.iter().map(cells).collect();
    table.guessed = true;
    table
}
