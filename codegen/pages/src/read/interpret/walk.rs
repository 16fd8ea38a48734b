//! Goes through a document's blocks, keeps track of the open sections, and collects the mentions.

use api_error_catalog_model::model::Hint;

use super::bodies::{self, Example};
use super::guide::{Guide, Told};
use super::labels;
use super::lead::Lead;
use super::lists::{self, Item};
use super::mention::{Kind, Mention, StatusAt};
use super::section::Section;
use super::tables::{self, Surroundings};
use crate::read::document::{Block, Document, Kind as BlockKind, Table};
use crate::read::page::{Code, UnusedHint, WordingOrigin};
use crate::read::text::{MarkKind, Text};
use crate::read::vocabulary::roles::{self, Role};
use crate::read::vocabulary::shape;

/// Everything the walk found.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) title: Option<Text>,
    pub(super) mentions: Vec<Mention>,
    pub(super) examples: Vec<Example>,
    /// Lines of hidden comments.
    pub(super) comments: Vec<Text>,
    /// What was left out: what, why, where.
    pub(super) skipped: Vec<(String, &'static str, usize)>,
    pub(super) unused_hints: Vec<UnusedHint>,
}

/// Goes through a document, led by hints.
pub(super) fn walk(document: &Document, hints: &[Hint]) -> Walked {
    let title = document
        .title
        .clone()
        .or_else(|| first_heading(&document.blocks));
    let mut walker = Walker::new(
        title,
        &document.blocks,
        Guide::new(hints, document.blocks.is_empty()),
    );
    let mut blocks = document.blocks.as_slice();
    while let Some((first, _)) = blocks.split_first() {
        let length = list_length(blocks);
        if length > 0 {
            walker.list(&blocks[..length]);
        } else {
            walker.block(first);
        }
        blocks = &blocks[length.max(1)..];
    }
    walker.close(0);
    Walked {
        unused_hints: walker.guide.unused(),
        ..walker.walked
    }
}

fn first_heading(blocks: &[Block]) -> Option<Text> {
    let headings = || {
        blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading { text, level } if !text.is_empty() => Some((*level, text)),
            _ => None,
        })
    };
    let top = headings().find(|(level, _)| *level == 1);
    top.or_else(|| headings().next())
        .map(|(_, text)| text.clone())
}

/// How many blocks the list or the definitions at the start have.
fn list_length(blocks: &[Block]) -> usize {
    let starts = blocks
        .first()
        .is_some_and(|block| matches!(block.kind, BlockKind::Item(_) | BlockKind::Term(_)));
    let inside = |block: &&Block| {
        let text = matches!(
            block.kind,
            BlockKind::Item(_) | BlockKind::Term(_) | BlockKind::Paragraph(_) | BlockKind::Code(_)
        );
        text && (block.depth > 0 || matches!(block.kind, BlockKind::Term(_)))
    };
    if starts {
        blocks.iter().take_while(inside).count()
    } else {
        0
    }
}

struct Walker<'h> {
    guide: Guide<'h>,
    walked: Walked,
    sections: Vec<Section>,
    /// What the list or paragraph that comes next is about.
    label: Option<Role>,
    /// The latest paragraph, which may introduce a list.
    introduction: String,
    /// Whether the page has two and more headings or paragraphs that start with a code or status.
    coded_headings: bool,
    coded_paragraphs: bool,
    /// Codes with dots are codes; where few headings have dots, those are the members of a class.
    dotted_headings: bool,
}

impl<'h> Walker<'h> {
    fn new(title: Option<Text>, blocks: &[Block], guide: Guide<'h>) -> Self {
        let headings =
            blocks.iter().filter(|block| matches!(&block.kind, BlockKind::Heading { text, .. } if Lead::of_heading(text).strong));
        let dotted = headings
            .clone()
            .filter(|block| matches!(&block.kind, BlockKind::Heading { text, .. } if is_dotted(&Lead::of_heading(text))))
            .count();
        let paragraphs = blocks.iter().filter(
            |block| matches!(&block.kind, BlockKind::Paragraph(text) if starts_marked(text)),
        );
        Walker {
            guide,
            walked: Walked {
                title,
                ..Walked::default()
            },
            sections: vec![Section::new(0, Text::empty(0), Lead::default())],
            label: None,
            introduction: String::new(),
            coded_headings: headings.clone().take(2).count() == 2,
            dotted_headings: dotted * 3 >= headings.count(),
            coded_paragraphs: paragraphs.take(2).count() == 2,
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, text } => self.heading(*level, text),
            BlockKind::Paragraph(_) if self.section().told.is_nothing() => {}
            BlockKind::Paragraph(text) => self.paragraph(text),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code(code) => {
                let told = self.guide.example(&titles(&self.sections));
                if let Some(example) = bodies::example(code).filter(|_| !told.is_nothing()) {
                    self.example(example);
                }
                self.section().end_description();
            }
            BlockKind::Comment(text) => self.walked.comments.push(text.clone()),
            BlockKind::Item(_) | BlockKind::Term(_) | BlockKind::Open(_) | BlockKind::Close(_) => {}
        }
    }

    fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections
                .push(Section::new(0, Text::empty(0), Lead::default()));
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }

    /// Opens a section, or gives a label such as "Causes" to the section above.
    fn heading(&mut self, level: u8, text: &Text) {
        self.label = None;
        self.introduction.clear();
        let entry = self
            .sections
            .iter()
            .rposition(|section| section.level < level && section.is_entry());
        if let Some(role) = roles::of_label(text.as_str()).filter(|role| is_heading_label(*role))
            && entry.is_some_and(|entry| entry > 0)
            && !Lead::of_heading(text).is_key()
            && !self.guide.names(text)
        {
            self.close(level);
            self.label = Some(role);
            self.section().label(role, Text::default());
            return;
        }
        self.close(level);
        if !text.is_empty() {
            let titles: Vec<&str> = titles(&self.sections)
                .into_iter()
                .chain([text.as_str()])
                .collect();
            let told = self.guide.section(&titles);
            let mut lead = Lead::of_heading(text);
            let outer = self
                .sections
                .last()
                .is_some_and(|outer| outer.told.holds.is_some());
            if outer && !lead.is_key() && !self.sections.iter().any(Section::is_entry) {
                lead = Lead::of_word(text);
            }
            if !self.accepts(&lead, &told) {
                lead = Lead {
                    name: Some(text.clone()),
                    ..Lead::default()
                };
            }
            self.sections
                .push(Section::new(level, text.clone(), lead).with(told));
        }
    }

    /// Whether the code that a heading starts with is one.
    fn accepts(&self, lead: &Lead, told: &Told) -> bool {
        if lead.codes.is_empty() || told.holds.is_some() {
            return !told.is_nothing();
        }
        let parents = self.sections.iter().map(|section| section.title.as_str());
        let outer = self
            .sections
            .last()
            .map_or("", |section| section.title.as_str());
        let title = self.walked.title.as_ref().map_or("", Text::as_str);
        let speaks =
            parents.chain([title]).any(roles::speaks_of_errors) || !lead.statuses.is_empty();
        if is_dotted(lead) && !self.dotted_headings {
            return false;
        }
        !roles::names_other_things(outer) && speaks && (lead.strong || self.coded_headings)
    }

    /// Closes the sections of this level and deeper ones.
    fn close(&mut self, level: u8) {
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
            if let Some(mut mention) = section.close(&outer) {
                mention.section = path[..path.len().saturating_sub(1)].to_vec();
                self.count(&mention);
                self.walked.mentions.push(mention);
            }
        }
    }

    fn count(&mut self, mention: &Mention) {
        if mention.kind != Kind::Status && !mention.weak {
            self.sections
                .iter_mut()
                .for_each(|section| section.children += 1);
        }
    }

    /// The titles above, the nearest ones where they are many.
    fn path(&self) -> Vec<String> {
        let titles = titles(&self.sections);
        titles[titles.len().saturating_sub(LONGEST_PATH)..]
            .iter()
            .map(|title| (*title).to_string())
            .collect()
    }

    /// The statuses of the nearest heading that has some.
    fn statuses(&self) -> Vec<StatusAt> {
        let lead = self
            .sections
            .iter()
            .rev()
            .map(|section| &section.lead.statuses);
        lead.into_iter()
            .find(|statuses| !statuses.is_empty())
            .cloned()
            .unwrap_or_default()
    }

    fn push(&mut self, mut mention: Mention) {
        mention.section = self.path();
        mention.section_statuses = self.statuses();
        self.count(&mention);
        self.walked.mentions.push(mention);
    }

    fn paragraph(&mut self, text: &Text) {
        let lines = text.lines();
        if lines.len() >= 2 {
            let items: Vec<Item> = lines.into_iter().map(Item::of_line).collect();
            let told = Told::around(self.section().told.holds);
            if self.entries(&items, &[], &told) {
                return;
            }
        }
        if let Some((role, rest)) = labels::split(text) {
            let waits = rest.is_empty();
            self.section().label(role, rest);
            self.label = waits.then_some(role);
            self.introduction = text.as_str().to_string();
            return;
        }
        if let Some(role) = self.label.take() {
            self.section().label(role, text.clone());
            return;
        }
        if starts_marked(text) && self.marked(text) {
            return;
        }
        self.label = roles::of_introduction(text.as_str());
        self.introduction = text.as_str().to_string();
        self.section().paragraph(text.clone());
    }

    /// A paragraph that starts with a marked code: a heading if that is all, an item otherwise.
    fn marked(&mut self, text: &Text) -> bool {
        let lead = Lead::of_line(text);
        if self.section().has_codes() || !lead.is_key() {
            return false;
        }
        let whole = text.is_all(&MarkKind::Strong) || text.is_all(&MarkKind::Code);
        if whole && (self.coded_paragraphs || !lead.statuses.is_empty()) {
            self.heading(PSEUDO_LEVEL, text);
            return true;
        }
        self.coded_paragraphs
            && !whole
            && self.entries(&[Item::of_line(text.clone())], &[], &Told::default())
    }

    fn table(&mut self, table: &Table) {
        self.label = None;
        let mut table = table.clone();
        let told = self.guide.table(&titles(&self.sections), &mut table);
        if let Some(texts) = self
            .messages(&table)
            .filter(|_| !told.is_sure() && !told.is_nothing())
        {
            texts
                .into_iter()
                .for_each(|text| self.section().label(Role::Message, text));
            return;
        }
        let found = {
            let around = Surroundings {
                headings: titles(&self.sections),
                paragraphs: self
                    .sections
                    .last()
                    .into_iter()
                    .flat_map(Section::texts)
                    .collect(),
                title: self.walked.title.as_ref().map_or("", Text::as_str),
            };
            tables::read(&table, &around, &told)
        };
        self.section().end_description();
        match found {
            Ok(mentions) => {
                let rows = tables::families(&table)
                    .map(|(row, at)| (row, "a family of statuses names none in particular", at));
                self.walked.skipped.extend(rows);
                mentions.into_iter().for_each(|mention| self.push(mention));
            }
            Err(reason) => {
                let header: Vec<_> = table.header.iter().map(Text::as_str).collect();
                self.walked.skipped.push((
                    format!("table: {}", header.join(" | ")),
                    reason,
                    table.at,
                ));
            }
        }
    }

    /// The messages of a table of one column under a code or status.
    fn messages(&self, table: &Table) -> Option<Vec<Text>> {
        let entry = self.sections.iter().any(Section::is_entry);
        (entry && table.width() == 1).then(|| table.rows.iter().flatten().cloned().collect())
    }

    fn example(&mut self, mut example: Example) {
        let lead_in = Lead::of_heading(&Text::plain(
            self.introduction.trim_end_matches([':', '：']),
            0,
        ));
        let statuses = if lead_in.statuses.is_empty() {
            self.statuses()
        } else {
            lead_in.statuses
        };
        example.statuses = statuses.into_iter().map(|(status, _)| status).collect();
        example.section = self.path();
        let index = self.walked.examples.len();
        self.section().body(index, example.value.as_ref());
        self.walked.examples.push(example);
    }

    fn list(&mut self, blocks: &[Block]) {
        let (told, mut items) = (
            self.guide.list(&titles(&self.sections)),
            lists::items(blocks),
        );
        for (i, _) in blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| matches!(block.kind, BlockKind::Code(_)))
        {
            if self.guide.example(&titles(&self.sections)).is_nothing() {
                items
                    .iter_mut()
                    .for_each(|item| item.codes.retain(|&code| code != i));
            }
        }
        if told.is_nothing() {
            self.label = None;
            return;
        }
        if told.exact {
            self.label = None;
            let leads = items.iter().map(|item| Lead::told(&item.text)).collect();
            return self.take(&items, blocks, leads, &told);
        }
        if let Some(role) = self.label.take() {
            items
                .into_iter()
                .for_each(|item| self.section().label(role, item.text));
            return;
        }
        if !self.section().has_codes() && self.entries(&items, blocks, &told) {
            return;
        }
        let messages = || items.iter().map(lists::message).collect::<Option<Vec<_>>>();
        if self.speaks_of_errors()
            && let Some(messages) = messages()
        {
            return messages.into_iter().for_each(|mention| self.push(mention));
        }
        for item in items {
            match labels::split(&item.text) {
                Some((role, rest)) => {
                    self.section().label(role, rest);
                    item.inner
                        .into_iter()
                        .for_each(|inner| self.section().label(role, inner));
                }
                None if self.section().is_entry() => self.section().paragraph(item.text),
                None => {}
            }
        }
    }

    /// Takes a list whose items start with codes or statuses.
    fn entries(&mut self, items: &[Item], blocks: &[Block], told: &Told) -> bool {
        let Some(leads) = lists::leads(items) else {
            return false;
        };
        // A sentence may end with any word; a label's last word says what the list is of.
        let label = self.introduction.split_whitespace().count() <= 3;
        let other = label && roles::names_other_things(&self.introduction)
            || roles::names_other_things(self.section().title.as_str());
        let refused = other || !lists::are_plain(&leads) && !self.speaks_of_errors();
        if refused && told.holds.is_none() {
            return false;
        }
        self.take(items, blocks, leads, told);
        true
    }

    /// Makes a mention of each item.
    fn take(&mut self, items: &[Item], blocks: &[Block], leads: Vec<Lead>, told: &Told) {
        self.section().end_description();
        for (item, lead) in items.iter().zip(leads) {
            if lead.codes.is_empty()
                && told.holds.is_none()
                && let Some(inner) = lists::inner(item, &lead)
            {
                inner.into_iter().for_each(|mention| self.push(mention));
                continue;
            }
            let Some(mut mention) = lists::mention(item, lead, WordingOrigin::List) else {
                continue;
            };
            let codes = item.codes.iter().filter_map(|&i| blocks.get(i));
            for block in codes {
                if let BlockKind::Code(code) = &block.kind
                    && let Some(example) = bodies::example(code)
                {
                    mention.facts.bodies.push(self.walked.examples.len());
                    self.walked.examples.push(Example {
                        section: self.path(),
                        ..example
                    });
                }
            }
            self.push(mention.told(told.holds));
        }
    }

    fn speaks_of_errors(&self) -> bool {
        let title = self.walked.title.as_ref().map_or("", Text::as_str);
        let titles = self.sections.iter().map(|section| section.title.as_str());
        titles
            .chain([title, self.introduction.as_str()])
            .any(roles::speaks_of_errors)
    }
}

/// The headings above, outermost first.
fn titles(sections: &[Section]) -> Vec<&str> {
    sections
        .iter()
        .map(|section| section.title.as_str())
        .filter(|title| !title.is_empty())
        .collect()
}

/// Deeper sections keep the nearest headings only.
const LONGEST_PATH: usize = 8;

/// The level of a bold line that serves as heading: below every real one.
const PSEUDO_LEVEL: u8 = 200;

fn is_heading_label(role: Role) -> bool {
    matches!(
        role,
        Role::Cause | Role::Solution | Role::Description | Role::Example
    )
}

fn is_dotted(lead: &Lead) -> bool {
    lead.codes
        .iter()
        .any(|(code, _)| matches!(code, Code::Text(text) if text.contains('.')))
}

/// Whether a paragraph starts with a marked code or status.
fn starts_marked(text: &Text) -> bool {
    let marked = text
        .marks()
        .iter()
        .any(|m| matches!(m.kind, MarkKind::Strong | MarkKind::Code) && m.range.start == 0);
    let word = text.as_str().split([' ', ':', ',']).next().unwrap_or("");
    marked
        && shape::of(word).is_some()
        && Lead::of_line(&text.slice(0..text.len().min(200))).is_key()
}
