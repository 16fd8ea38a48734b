//! Reads what a heading, item, term or line starts with: statuses, codes, a name.

use super::labels;
use super::lead_rules::{self, LeadRule, separator};
use super::mention::{CodeAt, StatusAt};
use crate::page::Code;
use crate::read::conventions::code_shape;
use crate::read::conventions::http_status;
use crate::read::conventions::roles::{self, Role};
use crate::read::text::Text;

/// The start of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Opening {
    pub(super) statuses: Vec<StatusAt>,
    pub(super) codes: Vec<CodeAt>,
    /// A short text next to them, such as `Not Found`.
    pub(super) name: Option<Text>,
    /// What follows.
    pub(super) rest: Option<Text>,
    /// The code is marked as code, or has a shape that no prose has.
    pub(super) strong: bool,
    /// The rest before a separator in it made a part of it the name.
    whole: Option<Text>,
    /// The rule by which it is read.
    rule: LeadRule,
}

impl Opening {
    /// Returns the opening of a text that is a name and nothing else.
    pub(super) fn of_name(text: &Text) -> Self {
        Opening {
            name: Some(text.clone()),
            ..Opening::default()
        }
    }

    /// Returns the opening of a heading, which has a name at most.
    pub(super) fn of_heading(text: &Text) -> Self {
        let mut opening = Opening::read(&text.tail(lead_rules::section_number(text)));
        opening.join_name();
        opening.closing_statuses();
        opening
    }

    /// Makes what follows a part of the name.
    fn join_name(&mut self) {
        // The end of a question is not a name: `What does 12 mean?`
        if let Some(mut rest) = self.rest.take().filter(|rest| !rest.ends_with(['?', '？'])) {
            if rest.starts_with('(') && rest.find(')') == Some(rest.len() - 1) {
                rest = rest.slice(1..rest.len() - 1);
            }
            self.name = Some(match self.name.take() {
                Some(mut name) => {
                    name.join(&rest);
                    name
                }
                None => rest,
            });
        }
    }

    /// Returns the opening of an item, term, paragraph or line.
    pub(super) fn of_line(text: &Text) -> Self {
        let mut opening = Opening::read(text);
        if let Some(rest) = opening.rest.take().filter(|_| opening.is_key()) {
            opening.split(rest);
        }
        opening
    }

    /// Returns the opening of a lead by a rule.
    pub(super) fn by(rule: LeadRule, text: &Text, heading: bool) -> Self {
        let unnumbered = text.tail(if heading {
            lead_rules::section_number(text)
        } else {
            0
        });
        let text = &unnumbered;
        let named = lead_rules::named_number(text.as_str()).is_some();
        match rule {
            _ if named && heading => return Opening::of_heading(text),
            _ if named => return Opening::of_line(text),
            LeadRule::Usual if heading => return Opening::of_heading(text),
            LeadRule::Usual => return Opening::of_line(text),
            LeadRule::Inside if heading => return Opening::of_inside(text),
            LeadRule::Inside => return Opening::default(),
            _ => {}
        }
        let mut opening = Opening {
            rule,
            ..Opening::default()
        };
        opening.after(text, 0);
        if opening.codes.is_empty() {
            return Opening::default();
        }
        if heading {
            opening.join_name();
        } else if let Some(rest) = opening.rest.take() {
            opening.split(rest);
        }
        opening
    }

    /// Returns the opening of a heading with its only code: `Desk closed (E12)`, `Why do I get error 12?`
    fn of_inside(text: &Text) -> Self {
        let Some(code) = lead_rules::only_code(text) else {
            return Opening::default();
        };
        let before = text.slice(0..code.start);
        let after = text[code.end..].trim_end_matches([')', ']', ' ']);
        let name = before.trim_end_matches(['(', '[', ' ', ':', '-', '–', '—']);
        let closes = name.len() < before.len() && after.is_empty();
        let value = code_shape::code(&text[code.clone()]);
        Opening {
            codes: value
                .map(|value| (value, text.offset(code.start)))
                .into_iter()
                .collect(),
            name: closes
                .then(|| before.slice(0..name.len()))
                .and_then(Text::filled),
            strong: true,
            ..Opening::default()
        }
    }

    /// Returns the opening of a heading that is nothing but a code, however little it looks like one.
    pub(super) fn of_word(text: &Text) -> Self {
        let mut opening = Opening::default();
        match code_shape::code(text) {
            Some(code) => opening.codes.push((code, text.at())),
            None => opening.name = Some(text.clone()),
        }
        opening.strong = opening.is_key();
        opening
    }

    /// Returns the opening of an item that starts with a code by a hint: the code is whatever precedes the first separator.
    pub(super) fn of_hinted_item(text: &Text) -> Self {
        let opening = Opening::of_line(text);
        if opening.is_key() {
            return opening;
        }
        let source = text.as_str();
        let end = separator(source).unwrap_or(source.len());
        let after = source[end..].trim_start_matches([':', '-', '–', '—', ' ']);
        let Some(code) = code_shape::hinted_code(&source[..end]) else {
            return opening;
        };
        let rest = text.tail(source.len() - after.len()).filled();
        Opening {
            codes: vec![(code, text.at())],
            rest,
            strong: true,
            ..Opening::default()
        }
    }

    /// Returns `true` if it is a status of failure and no code: `404 Not Found`.
    pub(super) fn is_failure(&self) -> bool {
        let mut statuses = self.statuses.iter();
        let fails = statuses.all(|(status, _)| *status >= 400);
        fails && !self.statuses.is_empty() && self.codes.is_empty()
    }

    pub(super) fn codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().map(|(code, _)| code)
    }

    /// Returns `true` if it names a status or code.
    pub(super) fn is_key(&self) -> bool {
        !self.statuses.is_empty() || !self.codes.is_empty()
    }

    fn read(text: &Text) -> Self {
        let mut opening = Opening::default();
        opening.after(text, 0);
        if let Some((Role::Code, value)) = labels::split(text).filter(|_| !opening.is_key()) {
            opening = Opening::default();
            opening.after(text, text.len() - value.len());
        }
        opening
    }

    /// Reads what follows `i`: the keys that are still missing, and the rest.
    fn after(&mut self, text: &Text, mut i: usize) {
        let opening = self;
        let source = text.as_str();
        for _ in 0..8 {
            let start = i + lead_rules::skipped(&source[i..], opening.is_key());
            match opening.key(text, start) {
                Some(end) => i = end,
                None => break,
            }
        }
        let rest = text.tail(i);
        let trimmed =
            rest.trim_start_matches([':', '=', '-', '–', '—', '|', '·', ',', ' ', '.', ')', ']']);
        // The end of an arrow: `->`, `=>`.
        let arrow = trimmed
            .strip_prefix('>')
            .filter(|_| trimmed.len() < rest.len());
        let trimmed = arrow.map_or(trimmed, str::trim_start);
        let rest = rest.tail(rest.len() - trimmed.len());
        opening.rest = Some(rest).filter(|rest| rest.contains(char::is_alphanumeric));
    }

    /// Takes the status or code at `start`; returns its end.
    fn key(&mut self, text: &Text, start: usize) -> Option<usize> {
        let rest = text.get(start..)?;
        let numbers = matches!(self.rule, LeadRule::Numbers | LeadRule::Announced);
        let (statuses, after) = http_status::leading(rest);
        let first = numbers && self.codes.is_empty();
        if !statuses.is_empty() && self.statuses.is_empty() && !first {
            let at = text.offset(start);
            self.statuses = statuses.into_iter().map(|status| (status, at)).collect();
            return Some(text.len() - after.len());
        }
        if !self.codes.is_empty() {
            return None;
        }
        if let Some((name, number)) = lead_rules::named_number(rest) {
            let at = text.offset(start + number.start);
            self.codes
                .extend(code_shape::code(&rest[number.clone()]).map(|code| (code, at)));
            self.name = Some(text.slice(start..start + name));
            self.strong = true;
            return Some(start + number.end + 1);
        }
        let stated = !self.statuses.is_empty();
        let (codes, end, announced) = lead_rules::codes(self.rule, text, start, stated)?;
        let opens = start == 0 && text.strong_start().is_some();
        // `403, 1001: …` is a status with a code.
        let pair = stated && matches!(codes[..], [(Code::Number(_), _)]);
        self.strong = announced
            || opens
            || pair
            || !matches!(self.rule, LeadRule::Usual | LeadRule::Words)
            || text.code_at(start).is_some()
            || codes
                .first()
                .is_some_and(|(code, _)| lead_rules::is_strong(code));
        self.codes = codes;
        Some(end)
    }

    /// `Not Found (404)`, `Validation errors (400, 422)`, `Not Found - 404`.
    fn closing_statuses(&mut self) {
        let Some(name) = self.name.clone().filter(|_| self.statuses.is_empty()) else {
            return;
        };
        let text = name.as_str();
        let open = if text.ends_with(')') {
            text.rfind('(')
        } else {
            text.rfind([' ', ':'])
        };
        let Some(open) = open else { return };
        let (statuses, rest) = http_status::leading(text[open + 1..].trim_end_matches(')'));
        let known = statuses.iter().all(|&status| http_status::is_known(status));
        // The last of several in a sentence: `The server sends 403, 404, or 503`.
        let several = [",", " or", " and"]
            .iter()
            .any(|end| text[..open].ends_with(end));
        if !several && !statuses.is_empty() && rest.trim().is_empty() && known {
            let at = name.offset(open + 1);
            self.statuses = statuses.into_iter().map(|status| (status, at)).collect();
            let end = text[..open]
                .trim_end_matches([' ', '-', '–', '—', ':', ','])
                .trim_end_matches("HTTP")
                .trim_end()
                .len();
            self.name = Some(name.slice(0..end)).filter(|name| !name.is_empty());
        }
    }

    /// Splits a name from the text after it.
    fn split(&mut self, rest: Text) {
        let text = rest.as_str();
        if let Some(end) = text
            .find(')')
            .filter(|_| text.starts_with('(') && self.name.is_none())
        {
            self.name = Some(rest.slice(1..end));
            let after = text[end + 1..].trim_start_matches([':', '-', '–', '—', ' ', '.', ',']);
            self.rest = rest.tail(text.len() - after.len()).filled();
            return;
        }
        let mut statuses = self.statuses.iter();
        let own = statuses.find_map(|&(status, _)| http_status::name_length(status, text));
        // `Too many requests for this key` is a sentence.
        let goes_on = |end: &usize| {
            let (name, after) = text.split_at(*end);
            let title = name.contains(' ')
                && name
                    .split(' ')
                    .all(|word| !word.starts_with(char::is_lowercase));
            after.starts_with(char::is_alphanumeric)
                || !title
                    && after.starts_with(' ')
                    && after
                        .trim_start()
                        .starts_with(|c: char| c.is_lowercase() || c == '(')
        };
        let ends = own.filter(|end| !goes_on(end));
        let separated = || {
            let end = separator(text)?;
            let short =
                text[..end].split_whitespace().count() <= 6 && !text[..end].contains(['.', ',']);
            (short && roles::of_label(&text[..end]).is_none()).then_some(end)
        };
        let end = ends.or_else(separated);
        let Some(end) = end else {
            let named = http_status::is_name(text) || code_shape::is_pascal(text);
            if named && self.codes.is_empty() {
                self.name = Some(rest)
            } else {
                self.rest = Some(rest)
            }
            return;
        };
        self.name = Some(rest.slice(0..end));
        let after = text[end..].trim_start_matches([':', '-', '–', '—', ' ', '.', ',', ')']);
        self.rest = rest.tail(text.len() - after.len()).filled();
        self.whole = Some(rest).filter(|_| ends.is_none());
    }

    /// Returns `true` if its code is a number of four digits or more, with a text: no text about another error begins so.
    pub(super) fn is_long_number(&self) -> bool {
        let text = self.rest.is_some() || self.name.is_some();
        text && matches!(self.codes[..], [(Code::Number(1000..), _)])
    }

    /// Returns `true` if its code is the name of its status: `404 NOT_FOUND`.
    pub(super) fn has_status_name(&self) -> bool {
        match (&self.statuses[..], &self.codes[..]) {
            ([(status, _)], [(Code::Text(text), _)]) if text.starts_with(char::is_uppercase) => {
                http_status::is_own_name(*status, text)
            }
            _ => false,
        }
    }

    /// Makes the code the name.
    pub(super) fn name_by_code(&mut self) {
        for (code, at) in self.codes.drain(..) {
            self.name.get_or_insert(Text::plain(&code.to_string(), at));
        }
    }

    /// Returns `true` if a separator behind the keys makes a part of the text the name.
    pub(super) fn is_split(&self) -> bool {
        self.whole.is_some() && self.rest.is_some()
    }

    /// Makes the name a part of the text again.
    pub(super) fn unsplit(&mut self) {
        if let Some(whole) = self.whole.take() {
            (self.name, self.rest) = (None, Some(whole));
        }
    }
}
