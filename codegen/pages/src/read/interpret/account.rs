//! Accounts for everything that looks like a code or status where a record begins: it is used, or it is reported.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::grid::{self, Evidence};
use super::opening::Opening;
use super::{labels, lead_profile, suggest};
use crate::page::Page;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind, Document, Table};
use crate::read::text::Text;
use crate::reports::{GridReport, SkippedPart};
use crate::spans;

/// How many leads of the page's records are used, and how many look as if they should have been.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Account {
    pub(super) used: usize,
    /// Leads below headings that speak of errors.
    pub(super) unread: usize,
    /// The length of the page's texts without code blocks, in bytes.
    pub(super) length: usize,
}

/// Reports the leads that no fact uses, unless a report about the part of the page they are in exists.
pub(super) fn settle(page: &mut Page, document: &Document) -> Account {
    let ledger = Ledger::of(page);
    let mut account = Account::default();
    let mut open: Vec<(u8, &Text)> = Vec::new();
    let mut found = Vec::new();
    let mut unread: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    for block in &document.blocks {
        if let BlockKind::Heading { level, text } = &block.kind {
            open.retain(|(outer, _)| outer < level);
            open.push((*level, text));
        }
        account.length += block.texts().map(|text| text.len()).sum::<usize>();
        for lead in leads_of(block, &ledger) {
            if ledger.uses(&lead) {
                account.used += 1;
                continue;
            }
            let above = match &block.kind {
                BlockKind::Heading { .. } => &open[..open.len() - 1],
                _ => &open[..],
            };
            let reason = if lead.typed {
                Evidence::LeadTyped.reason()
            } else if code_shape::is_field_name(&lead.word) {
                Evidence::FieldNames.reason()
            } else {
                reason(above, document.title.as_ref())
            };
            let reported = ledger
                .reports
                .get(&block.at)
                .or(ledger.reports.get(&lead.at));
            let evident = reported.is_none_or(|reported| !grid::is_evident(reported));
            account.unread += usize::from(reason == NOT_READ && evident);
            if reported.is_none() {
                let section = above.last().map_or(0, |(_, title)| title.at());
                let title = above.last().map_or("", |(_, title)| title.as_str());
                if reason == NOT_READ && !title.is_empty() {
                    unread.entry(section).or_insert((title.to_owned(), 0)).1 += 1;
                }
                found.push((lead, reason));
            }
        }
    }
    report(page, found, unread);
    account
}

/// Reports the leads that are not used, and the sections that have several of them.
fn report(page: &mut Page, found: Vec<(Lead, &str)>, unread: BTreeMap<usize, (String, usize)>) {
    for (lead, reason) in found {
        page.skipped.push(SkippedPart {
            what: format!("{}: {}", lead.place, lead.word),
            reason: reason.to_owned(),
            span: lead.at..lead.at,
        });
    }
    page.skipped.sort_by_key(|part| part.span.start);
    for (at, (title, count)) in unread.into_iter().filter(|(_, (_, count))| *count > 1) {
        page.grids.push(GridReport {
            what: format!("{count} records in `{title}`"),
            readings: Vec::new(),
            reason: Some(NOT_READ.to_owned()),
            hint: Some(suggest::section(&title)),
            span: at..at,
        });
    }
    page.grids.sort_by_key(|grid| grid.span.start);
}

/// The reason that speaks against the reading, not against the part of the page.
const NOT_READ: &str = "the records around it are not read as errors";

/// Returns why a lead below these headings is not used.
fn reason(above: &[(u8, &Text)], title: Option<&Text>) -> &'static str {
    let nearest = above.last().map_or("", |(_, text)| text.as_str());
    let titles = above.iter().map(|(_, text)| text.as_str());
    let mut titles = titles.chain(title.map(Text::as_str));
    if roles::names_other_things(nearest) {
        "its heading names something else than errors"
    } else if titles.any(roles::speaks_of_errors) {
        NOT_READ
    } else {
        "no heading above it speaks of errors"
    }
}

/// Something like a code or status where a record begins.
struct Lead {
    place: &'static str,
    word: String,
    at: usize,
    /// It is a parameter or field with its type.
    typed: bool,
}

/// Returns the leads of a block's records.
fn leads_of(block: &Block, ledger: &Ledger) -> Vec<Lead> {
    match &block.kind {
        BlockKind::Heading { text, .. } => of_text("heading", text, Opening::of_heading(text)),
        BlockKind::Item(text) => of_text("item", text, Opening::of_line(text)),
        BlockKind::Term(text) => of_text("term", text, Opening::of_line(text)),
        BlockKind::Paragraph(text) => {
            let lines = text.lines();
            let lines = lines.iter().filter(|line| is_marked(line));
            lines
                .flat_map(|line| of_text("line", line, Opening::of_line(line)))
                .collect()
        }
        BlockKind::Table(table) => of_table(table, ledger),
        _ => Vec::new(),
    }
}

fn is_marked(line: &Text) -> bool {
    line.code_at(0).is_some() || line.strong_start().is_some()
}

fn of_text(place: &'static str, text: &Text, opening: Opening) -> Vec<Lead> {
    let typed = lead_profile::has_type(&opening);
    let lead = |word: String, at| Lead {
        place,
        word,
        at,
        typed,
    };
    let statuses = opening
        .statuses
        .iter()
        .map(|(status, at)| lead(status.to_string(), *at));
    let codes = opening
        .codes
        .iter()
        .map(|(code, at)| lead(code.to_string(), *at));
    let mut found: Vec<Lead> = statuses.chain(codes).collect();
    if found.is_empty()
        && let Some(marked) = text.code_at(0)
        && let word = text.as_str()[marked].trim()
        && code_shape::of(word) == Some(CodeShape::Identifier)
    {
        found.push(lead(word.to_owned(), text.at()));
    }
    found
}

/// Returns the codes of the column that holds the most codes of the page, or the most of all.
fn of_table(table: &Table, ledger: &Ledger) -> Vec<Lead> {
    let is_reported = |row: &&Vec<Text>| {
        let mut cells = row.iter();
        cells.any(|cell| ledger.reports.contains_key(&cell.at()))
    };
    let rows: Vec<&Vec<Text>> = table.rows.iter().filter(|row| !is_reported(row)).collect();
    let columns = (0..table.width()).map(|column| -> Vec<Lead> {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let codes = cells.flat_map(labels::cell_codes);
        let shaped = codes.filter(|(code, _)| {
            let shape = code_shape::of(&code.to_string());
            matches!(shape, Some(CodeShape::Identifier | CodeShape::Number))
        });
        let leads = shaped.map(|(code, at)| Lead {
            place: "row",
            word: code.to_string(),
            at,
            typed: false,
        });
        leads.collect()
    });
    let used = |leads: &Vec<Lead>| {
        let used = leads.iter().filter(|lead| ledger.uses(lead)).count();
        (used, leads.len())
    };
    columns.max_by_key(used).unwrap_or_default()
}

/// The values, texts and reports of a page.
struct Ledger {
    values: HashSet<String>,
    /// The texts of facts, in page order.
    texts: Vec<Range<usize>>,
    /// The reasons of the reports by their offset.
    reports: HashMap<usize, String>,
}

impl Ledger {
    fn of(page: &mut Page) -> Ledger {
        let mut texts = Vec::new();
        spans::of_facts(page, &mut |span| texts.push(span.clone()));
        let words = texts
            .iter()
            .filter_map(|span| page.source.text.get(span.clone()));
        let values = words.map(str::to_owned).collect();
        let reports = page.skipped.iter();
        let reports = reports.map(|part| (part.span.start, part.reason.clone()));
        Ledger {
            values,
            texts: joined(texts),
            reports: reports.collect(),
        }
    }

    /// Returns `true` if a fact has the lead's value, or a text that contains the lead.
    fn uses(&self, lead: &Lead) -> bool {
        let text = self.texts.partition_point(|text| text.start <= lead.at);
        let text = text.checked_sub(1).and_then(|text| self.texts.get(text));
        self.values.contains(&lead.word) || text.is_some_and(|text| lead.at < text.end)
    }
}

/// Returns ranges in order, with those that overlap joined.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}
