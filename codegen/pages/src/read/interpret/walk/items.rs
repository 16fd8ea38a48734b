//! Takes lists: an item that begins with a code or status is a section of its own, and any other list belongs to the
//! section around it.

use super::walker::{Walker, is_heading_label, titles};
use crate::read::conventions::roles::{self, Role};
use crate::read::document::{Block, BlockKind};
use crate::read::interpret::hint_guide::HintMatch;
use crate::read::interpret::labels;
use crate::read::interpret::lead_profile::LeadSetting;
use crate::read::interpret::leads::{self, Leads};
use crate::read::interpret::lists::{self, Item};
use crate::read::interpret::opening::Opening;
use crate::read::interpret::section::Section;
use crate::read::text::Text;

/// The level of items: below every real heading.
const ITEM_LEVEL: u8 = 150;

impl Walker<'_> {
    pub(super) fn list(&mut self, blocks: &[Block]) {
        let hints = self.guide.list(&titles(&self.sections));
        if hints.is_nothing() {
            self.label = None;
            return;
        }
        if hints.exact {
            self.label = None;
            let items = lists::items(blocks);
            let opening = |item: &Item<'_>| Opening::of_hinted_item(&item.text);
            let openings = items.iter().map(opening).collect();
            return self.take(&items, openings, &hints);
        }
        self.items(blocks, &hints);
    }

    /// Takes a list that no hint is about.
    fn items(&mut self, blocks: &[Block], hints: &HintMatch) {
        let items = lists::items(blocks);
        if let Some(table) = lists::table(&items) {
            return self.table(&table);
        }
        let label = self.label.take().or(self.standing);
        let coded = |item: &Item<'_>| item.text.code_at(0).is_some();
        let listed = label.is_none() || label == Some(Role::Cause) && items.iter().all(coded);
        if listed && self.entries(&items, hints) {
            return;
        }
        if let Some(role) = label {
            for item in items {
                self.section().label(role, item.text);
                self.label = Some(role);
                self.inside(item.inside);
            }
            return;
        }
        if self.nested(&items, hints) {
            return;
        }
        let messages = || items.iter().map(lists::message).collect::<Option<Vec<_>>>();
        if self.setting(hints).speaks_of_errors
            && let Some(messages) = messages()
        {
            return messages.into_iter().for_each(|mention| self.push(mention));
        }
        self.described(items);
    }

    /// Takes the lists of errors inside the items, all of them as one: `error`: one of these codes.
    fn nested(&mut self, items: &[Item<'_>], hints: &HintMatch) -> bool {
        let link = |item: &Item<'_>| matches!(item.text.marks(), [mark] if mark.is_link());
        let mut errors = Vec::new();
        for (introduction, inner) in items.iter().filter_map(Item::list) {
            let inner = lists::items(inner);
            if roles::speaks_of_errors(introduction) && !inner.iter().all(link) {
                self.introduction = introduction.clone();
                errors.extend(inner);
            }
        }
        !errors.is_empty() && self.entries(&errors, hints)
    }

    /// Takes a list that belongs to the section: its examples, labeled items and texts.
    fn described(&mut self, mut items: Vec<Item<'_>>) {
        if items.iter().filter(|item| is_field(&item.text)).count() >= 2 {
            items.retain(|item| !is_field(&item.text));
            self.section().describes_bodies();
        }
        let entry = self.section().is_entry();
        let flat = items.iter().all(|item| item.inside.is_empty());
        let labeled = items.iter().map(|item| labels::split_any(&item.text));
        let labeled: Option<Vec<_>> = labeled.collect();
        if let Some(labeled) = labeled.filter(|labeled| entry && flat && labeled.len() >= 2) {
            for (role, _, text) in labeled {
                self.section().label(role, text);
            }
            return;
        }
        if self.section().is_item() {
            // Where and when an error occurs may be stated before it is described, but not in a sentence.
            items.sort_by_key(|item| !(item.text.ends_with('.') && item.text.contains(' ')));
        }
        let introduced = self.introduction.ends_with([':', '：']);
        if entry && introduced && self.section().texts().count() >= 2 {
            self.section().end_description();
        }
        for item in items {
            let whole = roles::of_label(&item.text).filter(|role| is_heading_label(*role));
            let whole = whole.filter(|_| !item.inside.is_empty());
            let whole = whole.map(|role| (role, Text::default()));
            if let Some((role, text)) = labels::split(&item.text).or(whole) {
                self.section().label(role, text);
                self.label = Some(role);
                self.inside(item.inside);
                continue;
            }
            if !entry {
                // Prose seldom begins with marked text, and fields have fields.
                let is_marked = |text: &Text| text.code_at(0).is_some();
                let mut inside = item.inside.iter();
                if !is_marked(&item.text) && inside.all(|block| block.text().is_none_or(is_marked))
                {
                    self.introduction = Text::default();
                    self.inside(item.inside);
                }
                continue;
            }
            self.section().paragraph(item.text);
            for block in item.inside {
                match &block.kind {
                    BlockKind::Code(_) => self.block(block),
                    BlockKind::Item(text) => self.section().paragraph(text.clone()),
                    _ => {}
                }
            }
        }
    }

    /// Takes the blocks inside an item.
    fn inside(&mut self, mut blocks: &[Block]) {
        let hints = HintMatch::around(self.section().hints.contains);
        while let Some(first) = blocks.first() {
            let inner = blocks.iter().take_while(|block| block.depth >= first.depth);
            let length = match first.kind {
                BlockKind::Item(_) => inner.count(),
                _ => 0,
            };
            match length {
                0 => self.block(first),
                _ => self.items(&blocks[..length], &hints),
            }
            blocks = &blocks[length.max(1)..];
        }
        self.label = None;
    }

    /// Takes a list whose items start with codes or statuses.
    pub(super) fn entries(&mut self, items: &[Item<'_>], hints: &HintMatch) -> bool {
        let setting = self.lead_setting(hints);
        let texts: Vec<&Text> = items.iter().map(|item| &item.text).collect();
        let Some(leads) = leads::read(&texts, setting) else {
            self.defer(&texts);
            return false;
        };
        if self.is_bare(items, &leads) && hints.contains.is_none() {
            return false;
        }
        // Below a heading with a code, a list says more about it, unless its items begin with numbers of their own.
        if self.has_code() && !leads.openings.iter().all(Opening::is_long_number) {
            return false;
        }
        let at = texts.first().map_or(0, |text| text.at());
        self.walked.grids.push(leads.report("items", at));
        self.shapes.extend(leads.shape(&texts));
        self.take(items, leads.openings, hints);
        true
    }

    /// Returns `true` if items are codes without any text, and what is nearest does not call them errors.
    fn is_bare(&self, items: &[Item<'_>], leads: &Leads) -> bool {
        let opens = |opening: &Opening| opening.rest.is_none() && opening.name.is_none();
        let title = self
            .sections
            .last()
            .map_or("", |section| section.title.as_str());
        let spoken = [title, &self.introduction]
            .into_iter()
            .any(roles::speaks_of_errors);
        let bare = || items.iter().all(|item| item.inside.is_empty());
        !spoken && leads.openings.iter().all(opens) && bare()
    }

    /// Keeps a list that begins with codes below headings that do not speak of errors. It holds errors if another list
    /// of its shape does.
    fn defer(&mut self, texts: &[&Text]) {
        let hints = HintMatch::default();
        let setting = LeadSetting {
            speaks_of_errors: true,
            ..self.lead_setting(&hints)
        };
        let leads = leads::read(texts, setting).filter(|leads| leads.openings.len() >= 2);
        let entry = self.sections.last().is_some_and(Section::is_entry);
        let Some((shape, leads)) = leads.and_then(|leads| Some((leads.shape(texts)?, leads)))
        else {
            return;
        };
        if entry {
            return;
        }
        for (text, opening) in texts.iter().zip(leads.openings) {
            let item = Section::of_item(ITEM_LEVEL, (*text).clone(), opening);
            for mut mention in item.close(&[]) {
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
        let setting = self.setting(hints);
        LeadSetting {
            speaks_of_errors: setting.speaks_of_errors,
            speaks_of_http: self
                .sections
                .last()
                .is_some_and(|section| roles::speaks_of_http(&section.title)),
            names_other_things: setting.names_other_things,
            headings: false,
            agreed: None,
            examples: setting.examples,
            letters: self.letters,
        }
    }

    /// Opens a section for each item that begins with a code or status.
    pub(super) fn take(&mut self, items: &[Item<'_>], openings: Vec<Opening>, hints: &HintMatch) {
        self.section().end_description();
        let level = self.section().level.saturating_add(1).max(ITEM_LEVEL);
        // A list of statuses has items without lists. If all items have one, the statuses are its headings.
        let heads = items.iter().all(|item| item.list().is_some());
        for (item, opening) in items.iter().zip(openings) {
            if opening.is_key() {
                self.label = opening.rest.as_deref().and_then(roles::of_introduction);
                let mut section = Section::of_item(level, item.text.clone(), opening);
                section.heads = heads;
                let hints = HintMatch::around(hints.contains);
                self.sections.push(section.with(hints));
                self.inside(item.inside);
                self.close(level);
            }
        }
    }
}

/// Returns `true` for the description of a field that bodies have: `` `code`: a number that identifies the error ``.
fn is_field(text: &Text) -> bool {
    let Some(name) = text.code_at(0) else {
        return false;
    };
    let rest = text[name.end..].trim_start_matches([':', ' ', '-', '–', '—']);
    let value = text.tail(text.len() - rest.len());
    let prose = rest.starts_with(char::is_alphabetic) && rest.split_whitespace().count() >= 3;
    let word = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    text[..name.end].bytes().all(word) && prose && value.code_at(0).is_none()
}
