//! Takes paragraphs: labeled texts, lines that are items, and descriptions.

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
        if let Some(rest) = self.line_heading(PSEUDO_LEVEL, text) {
            return self.below_line(&rest);
        }
        let lines = text.lines();
        if lines.len() >= 2 {
            let items: Vec<Item<'_>> = lines.into_iter().map(Item::of_line).collect();
            let hints = HintMatch::around(self.section().hints.contains);
            if self.entries(&items, &hints) {
                return;
            }
        }
        let labeled = |line: &Text| labels::split(line).is_some();
        let lines = text.lines();
        if lines.len() >= 2 && lines.iter().all(labeled) {
            return lines.iter().for_each(|line| self.paragraph(line));
        }
        if !labeled(text) && lines.iter().any(labeled) {
            return self.below_line(text);
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
        if let Some(opening) = self.entry(text) {
            let items = [Item::of_line(text.clone())];
            let hints = HintMatch::around(self.section().hints.contains);
            return self.take(&items, vec![opening], &hints);
        }
        if starts_marked(text) && self.marked(text) {
            return;
        }
        self.label = roles::of_introduction(text.as_str());
        self.introduction = text.to_string();
        // `Raised when:` describes nothing without the list below it.
        if self.label.is_none() || text.split_whitespace().count() > 3 {
            self.section().paragraph(text.clone());
        }
    }

    /// Takes labeled lines and the other lines of a paragraph, which describe.
    fn below_line(&mut self, rest: &Text) {
        let mut description: Option<Text> = None;
        let mut labeled: Vec<Text> = Vec::new();
        for line in rest.lines() {
            // The text of a label may be in the next line.
            let waits = labeled
                .last_mut()
                .filter(|last| labels::split(last).is_some_and(|(_, rest)| rest.is_empty()));
            match (labels::split(&line), waits, &mut description) {
                (Some(_), ..) => labeled.push(line),
                (None, Some(label), _) => label.join(&line),
                (None, None, Some(text)) => text.join(&line),
                (None, None, None) => description = Some(line),
            }
        }
        if let Some(text) = description {
            self.section().paragraph(text);
        }
        for line in &labeled {
            self.paragraph(line);
        }
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
        if continues(text, &opening) {
            return false;
        }
        // The paragraph before this one does not introduce it.
        self.introduction.clear();
        self.coded_paragraphs
            && !whole
            && self.entries(&[Item::of_line(text.clone())], &HintMatch::default())
    }
}

/// Returns `true` if a sentence goes on behind the code or status that it starts with: "`E_FULL` errors occur when …".
fn continues(text: &Text, opening: &Opening) -> bool {
    let marked = text.code_at(0).map(|mark| mark.end).or(text.strong_start());
    let rest = marked.and_then(|end| text.get(end..)).unwrap_or("");
    let goes_on = rest.trim_start().starts_with(char::is_lowercase);
    goes_on && opening.statuses.len() + opening.codes.len() == 1
}
