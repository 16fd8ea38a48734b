//! Which headings, and which paragraphs that serve as headings, name errors: decided for all siblings at once.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::lead_profile::LeadSetting;
use super::lead_rules::LeadRule;
use super::leads::{self, Leads};
use super::opening::Opening;
use crate::page::Code;
use crate::read::conventions::code_shape::{self, CodeShape};
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind};
use crate::read::text::{MarkKind, Text};
use crate::reports::GridReport;

/// The headings that are read in another way than each by itself would be.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Headings, and marked lines that serve as headings, by their positions.
    headings: HashMap<usize, (Text, Opening)>,
    /// Paragraphs in a row, each of which is an entry.
    entries: HashMap<usize, Opening>,
    pub(super) grids: Vec<GridReport>,
}

/// Texts that may be read alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Siblings {
    /// Headings of a level.
    Headings(u8),
    /// Lines with which paragraphs begin, if they are marked or nothing but a code.
    Lines,
    /// Paragraphs in a row that begin with codes or statuses. The number distinguishes the rows below a heading.
    Row(usize),
}

/// An open heading while the page is gone through.
struct Open<'b> {
    level: u8,
    title: &'b str,
    /// It names errors, or is a status of failure.
    speaks_of_errors: bool,
    /// The siblings directly below it, each with the position of its block.
    below: BTreeMap<Siblings, Vec<(usize, Text)>>,
    /// The number of the row that a paragraph would be part of.
    row: usize,
}

/// Siblings that are read by one rule.
struct Group {
    siblings: Siblings,
    /// The position of each unit's block, and the text that leads it.
    leads: Vec<(usize, Text)>,
    speaks_of_errors: bool,
    speaks_of_http: bool,
    names_other_things: bool,
}

impl Plan {
    /// Decides for all headings of a page. `examples` are the codes that its examples carry.
    pub(super) fn new(blocks: &[Block], title: &str, examples: &HashSet<Code>) -> Plan {
        let groups = groups(blocks, title);
        let known = &(examples | &listed(blocks));
        let setting = |group: &Group, agreed| LeadSetting {
            speaks_of_errors: group.speaks_of_errors,
            speaks_of_http: group.speaks_of_http,
            names_other_things: group.names_other_things,
            headings: !group.siblings.is_row(),
            agreed,
            examples: known,
            letters: None,
        };
        let read = |group: &Group, agreed| {
            let texts: Vec<&Text> = group.leads.iter().map(|(_, lead)| lead).collect();
            leads::read(&texts, setting(group, agreed))
        };
        let mut agreed: HashMap<(Siblings, LeadRule), usize> = HashMap::new();
        for group in &groups {
            if let Some(leads) = read(group, None).filter(|_| group.leads.len() >= 2) {
                *agreed
                    .entry((group.siblings.kind(), leads.rule))
                    .or_default() += group.leads.len();
            }
        }
        let mut plan = Plan::default();
        for group in &groups {
            let own = agreed
                .iter()
                .filter(|((kind, _), _)| *kind == group.siblings.kind());
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

    fn take(&mut self, group: &Group, leads: Leads) {
        let kind = match group.siblings {
            Siblings::Row(_) => "paragraphs",
            Siblings::Lines => "marked lines",
            Siblings::Headings(_) => "headings",
        };
        let at = group.leads.first().map_or(0, |(at, _)| *at);
        self.grids.push(leads.report(kind, at));
        for ((at, lead), opening) in group.leads.iter().zip(leads.openings) {
            if group.siblings.is_row() {
                self.entries.insert(*at, opening);
            } else if opening.is_key() {
                self.headings.insert(*at, (lead.clone(), opening));
            }
        }
    }

    /// Returns the heading, or the line that a paragraph begins with, and what it names, if its siblings decide it.
    pub(super) fn heading(&self, text: &Text) -> Option<&(Text, Opening)> {
        self.headings.get(&text.at())
    }

    /// Returns the opening of a paragraph that is one of several entries in a row.
    pub(super) fn entry(&self, text: &Text) -> Option<&Opening> {
        self.entries.get(&text.at())
    }
}

impl Siblings {
    fn is_row(self) -> bool {
        matches!(self, Siblings::Row(_))
    }

    /// Returns the siblings with which others of the page agree.
    fn kind(self) -> Siblings {
        match self {
            Siblings::Row(_) => Siblings::Row(0),
            other => other,
        }
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
fn groups(blocks: &[Block], title: &str) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut open = vec![Open::new(0, title, false)];
    let is_code = |line: &Text| {
        let shape = code_shape::of(line.trim());
        matches!(shape, Some(CodeShape::Number | CodeShape::Identifier))
    };
    let marked =
        |line: &Text| line.is_all(MarkKind::Strong) || line.is_all(MarkKind::Code) || is_code(line);
    for block in blocks {
        if let BlockKind::Heading { level, .. } = &block.kind {
            while open.len() > 1 && open.last().is_some_and(|outer| outer.level >= *level) {
                close(&mut open, &mut groups);
            }
        }
        let Some(outer) = open.last_mut() else { break };
        match &block.kind {
            BlockKind::Heading { level, text } if !text.is_empty() => {
                outer.add(Siblings::Headings(*level), text, text.clone());
                let is_failure = Opening::of_heading(text).is_failure();
                open.push(Open::new(*level, text, is_failure));
            }
            BlockKind::Paragraph(text) if block.depth == 0 => {
                let lines = text.lines();
                match lines.len() == 1 && is_row(text) {
                    true => outer.add(Siblings::Row(outer.row), text, text.clone()),
                    false => outer.row += 1,
                }
                if let Some(line) = lines.into_iter().next().filter(marked) {
                    outer.add(Siblings::Lines, text, line);
                }
            }
            _ => outer.row += 1,
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut groups);
    }
    groups
}

/// Makes groups of what is directly below the last open heading.
fn close(open: &mut Vec<Open<'_>>, groups: &mut Vec<Group>) {
    let speaks_of_errors = open.iter().any(|outer| outer.speaks_of_errors);
    let Some(closed) = open.pop() else { return };
    let other = roles::names_other_things(closed.title);
    let format = roles::speaks_of_errors(closed.title);
    let speaks_of_http = roles::speaks_of_http(closed.title);
    let groupable = |(siblings, leads): &(Siblings, Vec<_>)| !siblings.is_row() || leads.len() >= 2;
    let below = closed.below.into_iter().filter(groupable);
    groups.extend(below.map(|(siblings, leads)| Group {
        siblings,
        leads,
        speaks_of_errors,
        speaks_of_http,
        // The headings below `Error format` may be errors; its lists and lines are fields.
        names_other_things: other && !(format && matches!(siblings, Siblings::Headings(_))),
    }));
}

impl<'b> Open<'b> {
    fn new(level: u8, title: &'b str, is_failure: bool) -> Open<'b> {
        Open {
            level,
            title,
            speaks_of_errors: is_failure || roles::speaks_of_errors(title),
            below: BTreeMap::new(),
            row: 0,
        }
    }

    fn add(&mut self, siblings: Siblings, block: &Text, lead: Text) {
        let group = self.below.entry(siblings).or_default();
        group.push((block.at(), lead));
    }
}
