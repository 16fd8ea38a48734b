//! Takes paragraphs: labeled texts, lines that are items, and descriptions.

use super::walker::Walker;
use crate::read::conventions::roles;
use crate::read::interpret::hint_guide::HintMatch;
use crate::read::interpret::labels;
use crate::read::interpret::lists::Item;
use crate::read::text::Text;

impl Walker<'_> {
    pub(super) fn paragraph(&mut self, text: &Text) {
        if let Some(rest) = self.line_heading(text) {
            return self.lines(rest.lines());
        }
        if is_location(text) || self.section().take_value(text) {
            return;
        }
        let hints = HintMatch::around(self.section().hints.contains);
        let lines = text.lines();
        if lines.len() >= 2 {
            let items = lines.iter().cloned().map(Item::of_line);
            if self.entries(&items.collect::<Vec<_>>(), &hints) {
                return;
            }
        }
        // A label in front of the first line alone is one of the whole text.
        let mut further = lines.iter().skip(1);
        let divided = match lines.first().is_some_and(is_labeled) {
            true => lines.len() >= 2 && further.all(is_labeled),
            false => further.any(is_labeled),
        };
        if divided {
            return self.lines(lines);
        }
        if let Some((role, rest)) = labels::split(text) {
            let waits = rest.is_empty();
            self.section().label(role, rest);
            self.label = waits.then_some(role);
            self.introduction = text.clone();
            return;
        }
        if let Some(role) = self.label.take().or(self.standing) {
            self.section().label(role, text.clone());
            return;
        }
        if let Some(opening) = self.entry(text) {
            let items = [Item::of_line(text.clone())];
            return self.take(&items, vec![opening], &hints);
        }
        self.label = roles::of_introduction(text.as_str());
        self.introduction = text.clone();
        // `Raised when:` describes nothing without the list below it.
        if self.label.is_none() || text.split_whitespace().count() > 3 {
            self.section().paragraph(text.clone());
        }
    }

    /// Takes labeled lines, and the other lines around them, which describe.
    fn lines(&mut self, lines: Vec<Text>) {
        let (labeled, others): (Vec<_>, Vec<_>) = lines.into_iter().partition(is_labeled);
        let mut description = Text::default();
        others.iter().for_each(|line| description.join(line));
        if let Some(text) = description.filled() {
            self.section().paragraph(text);
        }
        labeled.iter().for_each(|line| self.paragraph(line));
    }
}

fn is_labeled(line: &Text) -> bool {
    labels::split(line).is_some()
}

/// Returns `true` for a line that only names a place in source code: `Defined in src/errors.ts:88`.
fn is_location(text: &Text) -> bool {
    let (before, place) = text.rsplit_once(' ').unwrap_or_default();
    let file = place.rsplit_once(':').map_or("", |(file, line)| {
        let number = !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
        if number { file } else { "" }
    });
    let named = file.contains('.') && !file.contains("//");
    named && before.split_whitespace().count() <= 2
}
