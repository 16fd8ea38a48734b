//! Which headings, and which paragraphs that serve as headings, name errors: decided for all siblings at once.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::leads::{self, LeadSetting, Leads};
use super::opening::{LeadRule, Opening};
use crate::page::Code;
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind};
use crate::read::text::{MarkKind, Text};
use crate::reports::GridReport;

/// The headings that are read in another way than each by itself would be.
#[derive(Debug, Default)]
pub(super) struct Plan {
    headings: HashMap<usize, Opening>,
    lines: HashMap<usize, (Text, Opening)>,
    /// Paragraphs in a row, each of which is an entry.
    entries: HashMap<usize, Opening>,
    pub(super) grids: Vec<GridReport>,
}

/// An open heading while the page is gone through.
struct Open<'b> {
    level: u8,
    title: &'b str,
    /// The headings directly below it, by level.
    children: Vec<(u8, &'b Text)>,
    /// The marked lines directly below it.
    lines: Vec<(usize, Text)>,
    /// Paragraphs in a row that begin with codes or statuses.
    rows: Vec<Vec<&'b Text>>,
    /// The block before was one of them.
    in_row: bool,
}

/// Siblings that are read by one rule.
struct Group<'b> {
    level: u8,
    /// The position of each unit's block, and the text that leads it.
    leads: Vec<(usize, Cow<'b, Text>)>,
    speaks_of_errors: bool,
    names_other_things: bool,
}

/// The level of marked lines in a group.
const LINES: u8 = u8::MAX;
/// The level of paragraphs in a row.
const ROWS: u8 = u8::MAX - 1;

impl Plan {
    /// Decides for all headings of a page. `examples` are the codes that its examples carry.
    pub(super) fn new(blocks: &[Block], title: &str, examples: &HashSet<Code>) -> Plan {
        let groups = groups(blocks, title);
        let known = &(examples | &listed(blocks));
        let setting = |group: &Group<'_>, agreed| LeadSetting {
            speaks_of_errors: group.speaks_of_errors,
            names_other_things: group.names_other_things,
            headings: group.level != ROWS,
            agreed,
            examples: known,
            letters: None,
        };
        let read = |group: &Group<'_>, agreed| {
            let texts: Vec<&Text> = group.leads.iter().map(|(_, lead)| &**lead).collect();
            leads::read(&texts, setting(group, agreed))
        };
        let mut agreed: HashMap<(u8, LeadRule), usize> = HashMap::new();
        for group in &groups {
            if let Some(leads) = read(group, None).filter(|_| group.leads.len() >= 2) {
                *agreed.entry((group.level, leads.rule)).or_default() += group.leads.len();
            }
        }
        let mut plan = Plan::default();
        for group in &groups {
            let own = agreed
                .iter()
                .filter(|((level, _), _)| *level == group.level);
            let most = own.max_by_key(|((_, rule), count)| (**count, *rule == LeadRule::Usual));
            let rule = most.map(|((_, rule), _)| *rule);
            if let Some(leads) =
                read(group, rule).filter(|_| group.leads.len() >= 2 || rule.is_some())
            {
                plan.take(group, leads);
            }
        }
        plan
    }

    fn take(&mut self, group: &Group<'_>, leads: Leads) {
        let kind = match group.level {
            ROWS => "paragraphs",
            LINES => "marked lines",
            _ => "headings",
        };
        let at = group.leads.first().map_or(0, |(at, _)| *at);
        self.grids.push(leads.report(kind, at));
        if group.level == ROWS {
            let entries = group.leads.iter().map(|(at, _)| *at).zip(leads.openings);
            return self.entries.extend(entries);
        }
        let lines = group.level == LINES;
        for ((at, lead), opening) in group.leads.iter().zip(leads.openings) {
            match (opening.is_key(), lines) {
                (true, true) => {
                    self.lines.insert(*at, ((**lead).clone(), opening));
                }
                (true, false) => {
                    self.headings.insert(*at, opening);
                }
                _ => {}
            }
        }
    }

    /// Returns the opening of a heading, if its siblings decide it.
    pub(super) fn heading(&self, text: &Text) -> Option<&Opening> {
        self.headings.get(&text.at())
    }

    /// Returns the opening of a paragraph that is one of several entries in a row.
    pub(super) fn entry(&self, text: &Text) -> Option<&Opening> {
        self.entries.get(&text.at())
    }

    /// Returns the heading that a paragraph begins with, and what it names.
    pub(super) fn line(&self, text: &Text) -> Option<&(Text, Opening)> {
        self.lines.get(&text.at())
    }
}

/// Returns `true` if a paragraph begins with a code or status and has a text about it.
fn is_row(text: &Text) -> bool {
    let says_more = |rule| {
        let opening = Opening::by(rule, text, false);
        opening.is_key() && (opening.rest.is_some() || opening.name.is_some())
    };
    says_more(LeadRule::Usual) || says_more(LeadRule::Words)
}

/// Returns the codes with which items below headings about errors begin: sections about them need no other sign.
fn listed(blocks: &[Block]) -> HashSet<Code> {
    let mut codes = HashSet::new();
    let mut speaks_of_errors = false;
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { text, .. } => speaks_of_errors = roles::speaks_of_errors(text),
            BlockKind::Item(text) if speaks_of_errors => {
                let opening = Opening::by(LeadRule::Usual, text, false);
                codes.extend(opening.codes.into_iter().map(|(code, _)| code));
            }
            _ => {}
        }
    }
    codes
}

/// Collects the siblings of a page.
fn groups<'b>(blocks: &'b [Block], title: &'b str) -> Vec<Group<'b>> {
    let mut groups = Vec::new();
    let mut open = vec![Open::new(0, title)];
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, text } => {
                while open.len() > 1 && open.last().is_some_and(|outer| outer.level >= *level) {
                    close(&mut open, &mut groups);
                }
                if !text.is_empty()
                    && let Some(outer) = open.last_mut()
                {
                    outer.children.push((*level, text));
                    open.push(Open::new(*level, text.as_str()));
                }
            }
            BlockKind::Paragraph(text) if block.depth == 0 => {
                let lines = text.lines();
                if let Some(outer) = open.last_mut() {
                    outer.row(Some(text).filter(|text| lines.len() == 1 && is_row(text)));
                }
                let first = lines.into_iter().next();
                let marked =
                    |line: &Text| line.is_all(MarkKind::Strong) || line.is_all(MarkKind::Code);
                if let (Some(line), Some(outer)) = (first.filter(marked), open.last_mut()) {
                    outer.lines.push((text.at(), line));
                }
            }
            _ => {
                if let Some(outer) = open.last_mut() {
                    outer.row(None);
                }
            }
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut groups);
    }
    groups
}

/// Makes groups of what is directly below the last open heading.
fn close<'b>(open: &mut Vec<Open<'b>>, groups: &mut Vec<Group<'b>>) {
    let speaks_of_errors = open
        .iter()
        .any(|outer| roles::speaks_of_errors(outer.title));
    let Some(closed) = open.pop() else { return };
    // The headings below `Error format` may be errors; its lists and lines are fields.
    let other = roles::names_other_things(closed.title);
    let format = roles::speaks_of_errors(closed.title);
    let mut levels: Vec<u8> = closed.children.iter().map(|(level, _)| *level).collect();
    levels.sort_unstable();
    levels.dedup();
    let group = |level, leads| Group {
        level,
        leads,
        speaks_of_errors,
        names_other_things: other && !(format && level < ROWS),
    };
    for level in levels {
        let own = closed.children.iter().filter(|(other, _)| *other == level);
        let leads = own.map(|(_, text)| (text.at(), Cow::Borrowed(*text)));
        groups.push(group(level, leads.collect()));
    }
    for row in closed.rows.iter().filter(|row| row.len() >= 2) {
        let leads = row.iter().map(|text| (text.at(), Cow::Borrowed(*text)));
        groups.push(group(ROWS, leads.collect()));
    }
    if !closed.lines.is_empty() {
        let leads = closed
            .lines
            .into_iter()
            .map(|(at, line)| (at, Cow::Owned(line)));
        groups.push(group(LINES, leads.collect()));
    }
}

impl<'b> Open<'b> {
    fn new(level: u8, title: &'b str) -> Open<'b> {
        Open {
            level,
            title,
            children: Vec::new(),
            lines: Vec::new(),
            rows: Vec::new(),
            in_row: false,
        }
    }

    /// Takes a paragraph that may be one of several entries in a row, or notes that the row is over.
    fn row(&mut self, text: Option<&'b Text>) {
        match (text, self.rows.last_mut().filter(|_| self.in_row)) {
            (Some(text), Some(row)) => row.push(text),
            (Some(text), None) => self.rows.push(vec![text]),
            (None, _) => {}
        }
        self.in_row = text.is_some();
    }
}
