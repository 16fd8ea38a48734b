//! Takes lists.

use super::walker::{Walker, titles};
use crate::page::{Body, WordingOrigin};
use crate::read::conventions::roles::{self, Role};
use crate::read::document::{Block, BlockKind};
use crate::read::interpret::bodies;
use crate::read::interpret::hint_guide::HintMatch;
use crate::read::interpret::labels;
use crate::read::interpret::leads::{self, LeadSetting, Leads};
use crate::read::interpret::lists::{self, Item};
use crate::read::interpret::opening::Opening;
use crate::read::interpret::section::Section;
use crate::read::text::Text;

impl Walker<'_> {
    pub(super) fn list(&mut self, blocks: &[Block]) {
        let (hints, mut items) = (
            self.guide.list(&titles(&self.sections)),
            lists::items(blocks),
        );
        for (i, block) in blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Code(_))
                && self.guide.example(&titles(&self.sections)).is_nothing()
            {
                for item in &mut items {
                    item.codes.retain(|&code| code != i);
                }
            }
        }
        if hints.is_nothing() {
            self.label = None;
            return;
        }
        if hints.exact {
            self.label = None;
            let opening = |item: &Item| Opening::of_hinted_item(&item.text);
            let openings = items.iter().map(opening).collect();
            return self.take(&items, blocks, openings, &hints);
        }
        if let Some(table) = lists::table(&items) {
            return self.table(&table);
        }
        let label = self.label.take();
        if label == Some(Role::Cause)
            && items.iter().all(|item| item.text.code_at(0).is_some())
            && self.entries(&items, blocks, &hints)
        {
            return;
        }
        if let Some(role) = label {
            items
                .into_iter()
                .for_each(|item| self.section().label(role, item.text));
            return;
        }
        if self.entries(&items, blocks, &hints) {
            return;
        }
        let messages = || items.iter().map(lists::message).collect::<Option<Vec<_>>>();
        if self.speaks_of_errors()
            && let Some(messages) = messages()
        {
            return messages.into_iter().for_each(|mention| self.push(mention));
        }
        self.described(items, blocks);
    }

    /// Takes a list that belongs to the section: its examples, labeled items and texts.
    fn described(&mut self, items: Vec<Item>, blocks: &[Block]) {
        for block in blocks {
            if let BlockKind::Code(code) = &block.kind
                && let Some(example) = bodies::example(code)
            {
                self.example(example);
            }
        }
        for item in items {
            match labels::split(&item.text) {
                Some((role, rest)) => {
                    self.section().label(role, rest);
                    item.inner
                        .into_iter()
                        .for_each(|inner| self.section().label(role, inner));
                }
                None => match roles::of_label(item.text.as_str()).filter(|_| !item.more.is_empty())
                {
                    Some(role) => {
                        let texts = item.more.into_iter();
                        texts.for_each(|text| self.section().label(role, text));
                    }
                    None if self.section().is_entry() => self.section().paragraph(item.text),
                    None => {}
                },
            }
        }
    }

    /// Takes a list whose items start with codes or statuses.
    pub(super) fn entries(&mut self, items: &[Item], blocks: &[Block], hints: &HintMatch) -> bool {
        let setting = self.lead_setting(hints);
        let texts: Vec<&Text> = items.iter().map(|item| &item.text).collect();
        let Some(leads) = leads::read(&texts, setting) else {
            self.defer(items);
            return false;
        };
        if self.is_bare(items, &leads) && hints.contains.is_none() {
            return false;
        }
        // Below a heading with a code, a list says more about it, unless its items begin with numbers of their own.
        if self.sections.last().is_some_and(Section::has_codes)
            && !leads.openings.iter().all(Opening::is_long_number)
        {
            return false;
        }
        let at = texts.first().map_or(0, |text| text.at());
        self.walked.grids.push(leads.report("items", at));
        self.shapes.extend(leads.shape(&texts));
        self.take(items, blocks, leads.openings, hints);
        true
    }

    /// Returns `true` if items are codes without any text, and what is nearest does not call them errors.
    fn is_bare(&self, items: &[Item], leads: &Leads) -> bool {
        let opens = |opening: &Opening| opening.rest.is_none() && opening.name.is_none();
        let bare =
            |item: &Item| item.inner.is_empty() && item.more.is_empty() && item.codes.is_empty();
        let title = self
            .sections
            .last()
            .map_or("", |section| section.title.as_str());
        let spoken = [title, &self.introduction]
            .into_iter()
            .any(roles::speaks_of_errors);
        !spoken && leads.openings.iter().all(opens) && items.iter().all(bare)
    }

    /// Keeps a list that begins with codes below headings that do not speak of errors. It holds errors if another list
    /// of its shape does.
    fn defer(&mut self, items: &[Item]) {
        let hints = HintMatch::default();
        let setting = LeadSetting {
            speaks_of_errors: true,
            ..self.lead_setting(&hints)
        };
        let texts: Vec<&Text> = items.iter().map(|item| &item.text).collect();
        let leads = leads::read(&texts, setting).filter(|leads| leads.openings.len() >= 2);
        let entry = self.sections.last().is_some_and(Section::is_entry);
        let Some((shape, leads)) = leads.and_then(|leads| Some((leads.shape(&texts)?, leads)))
        else {
            return;
        };
        if entry {
            return;
        }
        let openings = items.iter().zip(leads.openings);
        for (item, opening) in openings {
            if let Some(mut mention) = lists::mention(item, opening, WordingOrigin::List) {
                mention.section = self.path();
                mention.unsure =
                    Some("nothing around it speaks of errors, but a list of its shape holds some");
                self.deferred.push((shape, mention));
            }
        }
    }

    /// Takes the deferred lists whose shape a list of errors has.
    pub(super) fn settle_deferred(&mut self) {
        for (shape, mention) in std::mem::take(&mut self.deferred) {
            if self.shapes.contains(&shape) {
                self.walked.mentions.push(mention);
            }
        }
    }

    /// Returns the surroundings of the next list or paragraph.
    fn lead_setting(&self, hints: &HintMatch) -> LeadSetting<'_> {
        // A sentence may end with any word; a label's last word says what the list is of.
        let label = self.introduction.split_whitespace().count() <= 3;
        let title = self
            .sections
            .last()
            .map_or("", |section| section.title.as_str());
        let other = label && roles::names_other_things(&self.introduction)
            || roles::names_other_things(title);
        LeadSetting {
            speaks_of_errors: self.speaks_of_errors() || hints.contains.is_some(),
            names_other_things: other && hints.contains.is_none(),
            headings: false,
            agreed: None,
            examples: &self.example_codes,
        }
    }

    /// Makes a mention of each item.
    pub(super) fn take(
        &mut self,
        items: &[Item],
        blocks: &[Block],
        openings: Vec<Opening>,
        hints: &HintMatch,
    ) {
        self.section().end_description();
        for (item, opening) in items.iter().zip(openings) {
            if opening.codes.is_empty()
                && hints.contains.is_none()
                && let Some(inner) = lists::inner(item, &opening, self.lead_setting(hints))
            {
                inner.into_iter().for_each(|mention| self.push(mention));
                continue;
            }
            let Some(mut mention) = lists::mention(item, opening, WordingOrigin::List) else {
                continue;
            };
            let codes = item.codes.iter().filter_map(|&i| blocks.get(i));
            for block in codes {
                if let BlockKind::Code(code) = &block.kind
                    && let Some(example) = bodies::example(code)
                {
                    mention.facts.bodies.push(self.walked.examples.len());
                    self.walked.examples.push(Body {
                        section: self.path(),
                        ..example
                    });
                }
            }
            self.push(mention.with_hint(hints.contains));
        }
    }
}
