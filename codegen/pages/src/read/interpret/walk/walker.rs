//! The state of a walk: the open sections and what was collected so far.

use std::collections::HashSet;

use crate::page::{Body, Code};
use crate::read::conventions::code_shape::{self, Letters};
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
use crate::read::document::{Block, BlockKind};
use crate::read::interpret::grid::{AlikeTables, Setting};
use crate::read::interpret::hint_guide::{HintGuide, HintMatch};
use crate::read::interpret::leads::LeadShape;
use crate::read::interpret::mention::{Mention, MentionKind, StatusAt};
use crate::read::interpret::opening::Opening;
use crate::read::interpret::plan::Plan;
use crate::read::interpret::section::Section;
use crate::read::interpret::{bodies, labels};
use crate::read::text::{MarkKind, Text};
use crate::reports::{GridReport, UnusedHint};

/// Everything the walk found.
#[derive(Default)]
pub(in crate::read::interpret) struct WalkResult {
    pub(in crate::read::interpret) title: Option<Text>,
    pub(in crate::read::interpret) mentions: Vec<Mention>,
    pub(in crate::read::interpret) examples: Vec<Body>,
    /// Lines of hidden comments.
    pub(in crate::read::interpret) comments: Vec<Text>,
    /// The parts that were left out, with the reason and the offset.
    pub(in crate::read::interpret) skipped: Vec<(String, &'static str, usize)>,
    pub(in crate::read::interpret) unused_hints: Vec<UnusedHint>,
    /// How each table and group is read.
    pub(in crate::read::interpret) grids: Vec<GridReport>,
}

pub(super) struct Walker<'h> {
    pub(super) guide: HintGuide<'h>,
    pub(super) walked: WalkResult,
    pub(super) sections: Vec<Section>,
    /// The role of the next list or paragraph.
    pub(super) label: Option<Role>,
    /// The role of all texts below the latest heading: its causes or solutions.
    pub(super) standing: Option<Role>,
    /// The latest paragraph, which may introduce a list.
    pub(super) introduction: Text,
    /// The shapes of the lists that hold errors.
    pub(super) shapes: HashSet<LeadShape>,
    /// Mentions of lists that hold errors if another list of their shape does.
    pub(super) deferred: Vec<(LeadShape, Mention)>,
    /// The page holds tables and nothing else.
    pub(super) alone: bool,
    /// What headings name by the decision over all their siblings.
    plan: Plan,
    /// The codes that the page's examples carry.
    pub(super) example_codes: HashSet<Code>,
    /// The letters of the codes in the page's tables, if all of them are written alike.
    pub(super) letters: Option<Letters>,
    /// The page's tables with the same header.
    pub(super) alike: AlikeTables,
}

impl<'h> Walker<'h> {
    pub(super) fn new(title: Option<Text>, blocks: &[Block], guide: HintGuide<'h>) -> Self {
        let example_codes = example_codes(blocks);
        let own_title = title.as_ref().map_or("", Text::as_str);
        let mut plan = Plan::new(blocks, own_title, &example_codes);
        Walker {
            alone: is_all_tables(blocks),
            alike: AlikeTables::new(blocks, &example_codes),
            letters: letters(blocks),
            guide,
            walked: WalkResult {
                title,
                grids: std::mem::take(&mut plan.grids),
                ..WalkResult::default()
            },
            plan,
            sections: vec![Section::new(0, Text::empty(0), Opening::default())],
            label: None,
            standing: None,
            introduction: Text::default(),
            shapes: HashSet::new(),
            deferred: Vec::new(),
            example_codes,
        }
    }

    pub(super) fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections
                .push(Section::new(0, Text::empty(0), Opening::default()));
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }

    /// Opens a section, or gives a label such as "Causes" to the section above.
    pub(super) fn heading(&mut self, level: u8, text: &Text) {
        (self.label, self.standing) = (None, None);
        self.introduction = Text::default();
        let mut sections = self.sections.iter();
        let entry = sections.rposition(|section| section.level < level && section.is_entry());
        if let Some(role) = roles::of_label(text.as_str()).filter(|role| is_heading_label(*role))
            && entry.is_some_and(|entry| entry > 0)
            && !Opening::of_heading(text).is_key()
            && !self.guide.names(text)
        {
            self.close(level);
            self.label = Some(role);
            self.standing = Some(role).filter(|role| matches!(role, Role::Cause | Role::Solution));
            self.section().label(role, Text::default());
            return;
        }
        self.close(level);
        if !text.is_empty() {
            let mut titles = titles(&self.sections);
            titles.push(text);
            let hints = self.guide.section(&titles);
            let opening = self.opening(text, &hints);
            self.sections
                .push(Section::new(level, text.clone(), opening).with(hints));
        }
    }

    /// Opens the section of a paragraph's first line that its siblings make a heading. Returns the rest.
    pub(super) fn line_heading(&mut self, text: &Text) -> Option<Text> {
        // Whatever its siblings are, a line that is nothing but a marked status heads the examples below it.
        let status = || {
            let marked = text.is_all(MarkKind::Strong) || text.is_all(MarkKind::Code);
            let opening = Opening::of_heading(text);
            let heads = marked && !opening.statuses.is_empty() && !self.has_code();
            heads.then(|| (text.clone(), opening))
        };
        let (line, opening) = self.plan.heading(text).cloned().or_else(status)?;
        (self.label, self.standing) = (None, None);
        self.introduction = Text::default();
        self.close(LINE_LEVEL);
        let rest = text.tail(text.len().min(line.len()));
        self.sections.push(Section::new(LINE_LEVEL, line, opening));
        Some(rest)
    }

    /// Returns `true` if the section around is one of a code.
    pub(super) fn has_code(&self) -> bool {
        self.sections.last().is_some_and(Section::has_codes)
    }

    /// Returns the opening of a paragraph that is one of several entries in a row, unless it describes a heading's error.
    pub(super) fn entry(&self, text: &Text) -> Option<Opening> {
        let inside = self.has_code();
        let entry = self.plan.entry(text);
        entry
            .filter(|entry| !inside || entry.is_long_number())
            .cloned()
    }

    /// Returns the opening of a heading.
    fn opening(&self, text: &Text, hints: &HintMatch) -> Opening {
        let planned = self.plan.heading(text).filter(|_| hints.contains.is_none());
        if let Some((_, opening)) = planned {
            return opening.clone();
        }
        let mut opening = Opening::of_heading(text);
        let outer = self.sections.last();
        let outer = outer.is_some_and(|outer| outer.hints.contains.is_some());
        if outer && !opening.is_key() && !self.sections.iter().any(Section::is_entry) {
            opening = Opening::of_word(text);
        }
        if !self.accepts(&opening, hints) {
            opening = Opening::of_name(text);
        }
        opening
    }

    /// Returns `true` if the code that a heading starts with is one.
    pub(super) fn accepts(&self, opening: &Opening, hints: &HintMatch) -> bool {
        if opening.codes.is_empty() || hints.contains.is_some() {
            return !hints.is_nothing();
        }
        let parents = self.sections.iter().map(|section| section.title.as_str());
        let outer = parents.clone().next_back().unwrap_or("");
        let title = self.walked.title.as_ref().map_or("", Text::as_str);
        let failure = |(status, _): &StatusAt| *status >= 400;
        let speaks = parents.chain([title]).any(roles::speaks_of_errors)
            || !opening.statuses.is_empty()
            || self.statuses().iter().any(failure);
        let mut codes = opening.codes.iter();
        // Only its siblings show that a number is one of several codes.
        let words = codes.all(|(code, _)| matches!(code, Code::Text(_)));
        // ``The `reply` method``
        let noun = opening.name.as_deref().unwrap_or("");
        let other = [outer, noun].into_iter().any(roles::names_other_things);
        !other && speaks && opening.strong && words
    }

    /// Closes the sections of this level and deeper ones.
    pub(super) fn close(&mut self, level: u8) {
        while self
            .sections
            .last()
            .is_some_and(|section| section.level >= level)
        {
            let path = self.path();
            let Some(section) = self.sections.pop() else {
                return;
            };
            let outer = self.statuses();
            for mut mention in section.close(&outer) {
                mention.section = path[..path.len().saturating_sub(1)].to_vec();
                self.count(&mention);
                self.walked.mentions.push(mention);
            }
        }
    }

    pub(super) fn count(&mut self, mention: &Mention) {
        if mention.kind != MentionKind::Status && !mention.weak {
            self.sections
                .iter_mut()
                .for_each(|section| section.children += 1);
        }
    }

    /// Returns the titles above, the nearest ones where they are many.
    pub(super) fn path(&self) -> Vec<String> {
        let titles = titles(&self.sections);
        let nearest = &titles[titles.len().saturating_sub(LONGEST_PATH)..];
        nearest.iter().map(ToString::to_string).collect()
    }

    /// Returns the statuses of the nearest heading that has some.
    pub(super) fn statuses(&self) -> Vec<StatusAt> {
        let mut sections = self.sections.iter().rev();
        let nearest = sections.find(|section| !section.opening.statuses.is_empty());
        nearest.map_or_else(Vec::new, |section| section.opening.statuses.clone())
    }

    /// Returns the statuses that the sentence in front of a table states for its errors, otherwise those of the headings.
    fn introduced_statuses(&self) -> Vec<StatusAt> {
        let short = |text: &&Text| text.len() <= LONGEST_INTRODUCTION;
        let stated = Some(&self.introduction).filter(short);
        let stated = stated.filter(|text| roles::introduces(text));
        let stated = stated.map(labels::stated_statuses).unwrap_or_default();
        let fails = |(status, _): &StatusAt| *status >= 400;
        if stated.is_empty() || !stated.iter().all(fails) {
            self.statuses()
        } else {
            stated
        }
    }

    /// Returns `true` if the text in front of a table or list names a status of failure, in whatever words.
    fn names_status(&self) -> bool {
        let known = |&(status, _): &StatusAt| status >= 400 && http_status::is_known(status);
        self.introduction.len() <= LONGEST_INTRODUCTION
            && labels::statuses(&self.introduction).iter().any(known)
    }

    pub(super) fn push(&mut self, mut mention: Mention) {
        mention.section = self.path();
        mention.section_statuses = match self.section().stated_statuses() {
            [] => self.introduced_statuses(),
            stated => stated.to_vec(),
        };
        let stated = mention.section_statuses.iter().chain(&mention.statuses);
        if stated.count() == 0 && self.names_status() {
            let unread = "the text in front of it names a status";
            mention.missing_statuses.get_or_insert(unread);
        }
        self.count(&mention);
        self.walked.mentions.push(mention);
    }

    /// Returns the surroundings of the next list, paragraph or table.
    pub(super) fn setting(&self, hints: &HintMatch) -> Setting<'_> {
        let hinted = hints.contains.is_some() || hints.is_sure();
        let title = self.walked.title.as_deref().unwrap_or("");
        let section = self.sections.last();
        let texts = section.into_iter().flat_map(Section::texts);
        let texts: Vec<&str> = texts.chain([&*self.introduction, title]).collect();
        let headings = titles(&self.sections);
        let heading = headings.last().copied().unwrap_or("");
        // A sentence may end with any word; a label's last word says what the list is of.
        let label = self.introduction.split_whitespace().count() <= 3;
        let introduces = self.introduction.ends_with([':', '：']);
        let other_list = introduces && roles::names_other_things(&self.introduction);
        let label = Some(&*self.introduction).filter(|_| label);
        let mut nearest = label.into_iter().chain(headings.iter().rev().copied());
        let other = nearest.find_map(|text| {
            let other = roles::names_other_things(text);
            (other || roles::speaks_of_errors(text)).then_some(other)
        });
        let mut all = headings.iter().chain(&texts);
        let silent = !roles::speaks_of_errors(heading);
        let mut sections = self.sections.iter();
        let fails = sections.any(|section| section.opening.is_failure());
        Setting {
            speaks_of_errors: hinted || fails || all.any(|text| roles::speaks_of_errors(text)),
            names_other_things: !hinted && (other_list || other == Some(true)),
            speaks_of_closing: roles::speaks_of_closing(heading)
                || silent && texts.iter().any(|text| roles::speaks_of_closing(text)),
            names_sockets: headings
                .iter()
                .any(|text| text.to_lowercase().contains("websocket")),
            failures: false,
            alone: self.alone,
            examples: &self.example_codes,
            alike: &self.alike,
        }
    }
}

/// Returns the headings above, outermost first.
pub(super) fn titles(sections: &[Section]) -> Vec<&str> {
    let headings = sections.iter().filter(|section| !section.is_item());
    let titles = headings.map(|section| section.title.as_str());
    titles.filter(|title| !title.is_empty()).collect()
}

/// The level of a marked line that serves as a heading: below every real one.
const LINE_LEVEL: u8 = 140;

/// Statuses are not looked for in longer texts, which introduce nothing. The limit bounds the time for long tables.
const LONGEST_INTRODUCTION: usize = 300;

/// Deeper sections keep the nearest headings only.
const LONGEST_PATH: usize = 8;

/// Returns `true` if a page has tables and nothing else but headings.
fn is_all_tables(blocks: &[Block]) -> bool {
    let table = |block: &Block| matches!(block.kind, BlockKind::Table(_));
    let heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    blocks.iter().any(table) && blocks.iter().all(|block| table(block) || heading(block))
}

/// Returns the codes that the examples carry in a member that names a code. A number may be the status.
fn example_codes(blocks: &[Block]) -> HashSet<Code> {
    let examples = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Code(code) => bodies::example(code)?.value,
        _ => None,
    });
    examples
        .filter_map(|value| bodies::body_fields(&value).code)
        .filter(|code| !matches!(code, Code::Number(100..600)))
        .collect()
}

/// Returns the letters of the codes in columns whose headers say "code", if all of several are written alike.
fn letters(blocks: &[Block]) -> Option<Letters> {
    const FEWEST: usize = 5;
    let tables = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let cells = tables.flat_map(|table| {
        let columns = (0..table.header.len()).filter(|&column| {
            let header = &table.header[column];
            roles::says_code(header) && roles::of_header(header) == Some(Role::Code)
        });
        columns.flat_map(|column| table.column(column).flatten())
    });
    let codes: Vec<Letters> = cells
        .flat_map(labels::cell_codes)
        .filter(|(code, _)| !bodies::is_status(code))
        .map(|(code, _)| code_shape::letters(&code.to_string()))
        .collect();
    let first = *codes.first()?;
    let alike = codes.len() >= FEWEST && codes.iter().all(|letters| *letters == first);
    alike.then_some(first)
}

/// Returns `true` if a heading or an item that is nothing but a label with this role gives it to the texts below.
pub(super) fn is_heading_label(role: Role) -> bool {
    matches!(
        role,
        Role::Cause | Role::Solution | Role::Description | Role::Example
    )
}
