//! Takes paragraphs: labelled texts, lines that are items, and descriptions.

use super::walker::{Walker, starts_marked};
use crate::read::conventions::roles;
use crate::read::interpret::hint_guide::HintMatch;
use crate::read::interpret::labels;
use crate::read::interpret::lists::Item;
use crate::read::interpret::opening::Opening;
use crate::read::text::{MarkKind, Text};

/// The level of a bold line that serves as heading: below every real one.
const PSEUDO_LEVEL: u8 = 200;

impl Walker<'_> {
    pub(super) fn paragraph(&mut self, text: &Text) {
        let lines = text.lines();
        if lines.len() >= 2 {
            let items: Vec<Item> = lines.into_iter().map(Item::of_line).collect();
            let hints = HintMatch::around(self.section().hints.holds);
            if self.entries(&items, &[], &hints) {
                return;
            }
        }
        if let Some((role, rest)) = labels::split(text) {
            let waits = rest.is_empty();
            self.section().label(role, rest);
            self.label = waits.then_some(role);
            self.introduction = text.to_string();
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
        self.introduction = text.to_string();
        self.section().paragraph(text.clone());
    }

    /// A paragraph that starts with a marked code: a heading if that is all, an item otherwise.
    pub(super) fn marked(&mut self, text: &Text) -> bool {
        let opening = Opening::of_line(text);
        if self.section().has_codes() || !opening.is_key() {
            return false;
        }
        let whole = text.is_all(MarkKind::Strong) || text.is_all(MarkKind::Code);
        if whole && (self.coded_paragraphs || !opening.statuses.is_empty()) {
            self.heading(PSEUDO_LEVEL, text);
            return true;
        }
        self.coded_paragraphs
            && !whole
            && self.entries(&[Item::of_line(text.clone())], &[], &HintMatch::default())
    }
}
