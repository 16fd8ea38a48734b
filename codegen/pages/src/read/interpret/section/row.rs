//! A table's row as a section: its cells are the texts below the keys.

use super::Section;
use crate::page::WordingOrigin;
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
use crate::read::interpret::mention::{Mention, MentionKind};
use crate::read::interpret::opening::Opening;
use crate::read::text::Text;

impl Section {
    /// Returns the section of a table's row, which begins with the keys of its cells.
    pub(in crate::read::interpret) fn of_row(key: Text, opening: Opening) -> Self {
        Section {
            origin: WordingOrigin::Table,
            ..Section::new(0, key, opening)
        }
    }

    /// Takes a cell of the row.
    pub(in crate::read::interpret) fn cell(&mut self, role: Role, header: &str, cell: &Text) {
        let labeled = || Text::plain(&format!("{header}: {}", cell.as_str()), cell.at());
        match role {
            Role::Code | Role::Status => {}
            // It leads to a description and is none.
            Role::Description | Role::Message if is_address(cell) => self.aside(cell.clone()),
            Role::Description => {
                self.parts(cell);
                // All of a text is the description if its header says so.
                self.described = roles::of_header(header) == Some(role);
            }
            Role::Aside => self.aside(labeled()),
            Role::Retry => self.label(role, labeled()),
            Role::Cause | Role::Solution => {
                let lines = cell.lines().into_iter();
                lines.for_each(|line| self.label(role, line));
            }
            role => self.label(role, cell.clone()),
        }
    }

    /// Returns the mention that a row is.
    pub(in crate::read::interpret) fn row(mut self, kind: MentionKind) -> Mention {
        let mut mention = Mention::new(kind, self.origin, self.title.at());
        mention.codes = std::mem::take(&mut self.opening.codes);
        mention.statuses = std::mem::take(&mut self.opening.statuses);
        if let (MentionKind::Status, [(status, _)]) = (kind, &mention.statuses[..]) {
            self.split_status_name(*status);
        }
        if self.paragraphs.is_empty() {
            self.paragraphs.extend(self.other_text());
        }
        self.filled(mention)
    }

    /// `Not Found -- There is no such thing` is the status's name and a description.
    fn split_status_name(&mut self, status: u16) {
        let whole = self.paragraphs.first_mut();
        let Some(whole) = whole.filter(|_| self.facts.name.is_none()) else {
            return;
        };
        let Some(end) = http_status::name_length(status, whole) else {
            return;
        };
        let rest = whole[end..].trim_start_matches([' ', '-', '–', '—', ':', ',', '.']);
        let start = whole.len() - rest.len();
        if rest.is_empty() || start - end >= 2 {
            self.facts.name = Some(whole.slice(0..end));
            if rest.is_empty() || !self.described {
                let rest = whole.tail(start);
                let whole = std::mem::replace(whole, rest);
                self.aside(whole);
            }
        }
    }

    /// Returns the message or the cause, which describe an error that has no other text.
    fn other_text(&self) -> Option<Text> {
        let sent = self.facts.wordings.iter();
        let sent = sent.filter(|(_, origin)| *origin == WordingOrigin::Message);
        let mut texts = sent.map(|(text, _)| text).chain(&self.facts.causes);
        // A listing may hold a text both plain and as HTML.
        let plain = texts.clone().find(|text| !text.starts_with('<'));
        plain.or_else(|| texts.next()).cloned()
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http") && text.contains("://") && !text.contains(char::is_whitespace)
}
