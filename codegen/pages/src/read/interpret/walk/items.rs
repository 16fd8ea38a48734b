//! Takes lists.

use super::walker::{Walker, titles};
use crate::read::conventions::roles;
use crate::read::document::{Block, BlockKind};
use crate::read::interpret::bodies;
use crate::read::interpret::hint_guide::HintMatch;
use crate::read::interpret::labels;
use crate::read::interpret::lists::{self, Item};
use crate::read::interpret::opening::Opening;
use crate::read::page::{Body, WordingOrigin};

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
        if let Some(role) = self.label.take() {
            items
                .into_iter()
                .for_each(|item| self.section().label(role, item.text));
            return;
        }
        if !self.section().has_codes() && self.entries(&items, blocks, &hints) {
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
    pub(super) fn entries(&mut self, items: &[Item], blocks: &[Block], hints: &HintMatch) -> bool {
        let Some(openings) = lists::openings(items) else {
            return false;
        };
        // A sentence may end with any word; a label's last word says what the list is of.
        let label = self.introduction.split_whitespace().count() <= 3;
        let other = label && roles::names_other_things(&self.introduction)
            || roles::names_other_things(self.section().title.as_str());
        let refused = other || !lists::are_plain(&openings) && !self.speaks_of_errors();
        if refused && hints.holds.is_none() {
            return false;
        }
        self.take(items, blocks, openings, hints);
        true
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
                && hints.holds.is_none()
                && let Some(inner) = lists::inner(item, &opening)
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
            self.push(mention.with_hint(hints.holds));
        }
    }
}
