//! An open section: what its heading says, and what was found below it so far. A table's row is one, too.

mod row;

use super::advice;
use super::hint_guide::HintMatch;
use super::mention::{self, Alternative, CodeAt, Mention, MentionKind, MentionTexts, StatusAt};
use super::opening::Opening;
use super::{bodies, labels};
use crate::page::{Body, Code, WordingOrigin};
use crate::read::conventions::code_shape;
use crate::read::conventions::roles::Role;
use crate::read::text::Text;

#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) level: u8,
    pub(super) title: Text,
    pub(super) opening: Opening,
    /// Plain paragraphs and bullets, until something else comes.
    paragraphs: Vec<Text>,
    described: bool,
    notes: Vec<Text>,
    facts: MentionTexts,
    codes: Vec<CodeAt>,
    alternatives: Vec<Alternative>,
    statuses: Vec<StatusAt>,
    /// How many errors were found in it when the latest of these statuses was stated.
    stated_at: usize,
    labeled: bool,
    example: bodies::BodyFields,
    /// The errors that its examples show: the code, its position, the message and the example.
    shown: Vec<Shown>,
    /// Errors found in it and below it.
    pub(super) children: usize,
    /// The hints for this section.
    pub(super) hints: HintMatch,
    /// The part of the page that its texts come from.
    origin: WordingOrigin,
    /// Its list only groups the errors below its items.
    pub(super) heads: bool,
}

/// An error that an example shows.
#[derive(Debug)]
struct Shown {
    code: CodeAt,
    message: Option<Text>,
    status: Option<StatusAt>,
    body: usize,
}

impl Section {
    pub(super) fn new(level: u8, title: Text, opening: Opening) -> Self {
        Section {
            level,
            title,
            opening,
            ..Section::default()
        }
    }

    /// Returns the section of an item, whose text describes the error that it begins with.
    pub(super) fn of_item(level: u8, text: Text, mut opening: Opening) -> Self {
        let rest = opening.rest.take();
        let mut section = Section {
            origin: WordingOrigin::List,
            ..Section::new(level, text, opening)
        };
        rest.iter().for_each(|rest| section.parts(rest));
        section.described = !section.paragraphs.is_empty();
        section
    }

    /// Takes a text that may have labels in it.
    fn parts(&mut self, text: &Text) {
        for (role, part) in labels::parts(text) {
            match role.filter(|role| *role != Role::Code || labels::names_code(&part)) {
                Some(role) => self.label(role, part),
                None => self.paragraphs.push(part),
            }
        }
    }

    /// Keeps a text that says nothing in particular.
    fn aside(&mut self, text: Text) {
        self.facts.wordings.push((text, self.origin));
    }

    pub(super) fn is_item(&self) -> bool {
        self.origin == WordingOrigin::List
    }

    /// Returns the section with these hints.
    pub(super) fn with(self, hints: HintMatch) -> Self {
        Section { hints, ..self }
    }

    pub(super) fn paragraph(&mut self, text: Text) {
        if self.has_codes()
            && self.paragraphs.is_empty()
            && let Some((name, statuses)) = labels::title_line(&text)
        {
            self.statuses.extend(statuses);
            self.facts.name.get_or_insert(name);
            return;
        }
        // `**HTTP 401**: No key.`
        let opening = Opening::of_line(&text);
        let stated = text.strong_start().is_some() && opening.codes.is_empty();
        let text = match opening.rest {
            Some(rest) if stated && self.has_codes() && self.statuses.is_empty() => {
                self.statuses = opening.statuses;
                rest
            }
            _ => text,
        };
        // Behind a cause, which describes if nothing else does, are further remarks.
        if self.described || !self.facts.causes.is_empty() {
            self.notes.push(text)
        } else {
            self.paragraphs.push(text);
            // An item's other texts are about the error, but do not describe it.
            self.described = self.is_item();
        }
    }

    /// The texts so far are about what errors have in common, unless the heading names one.
    pub(super) fn describes_bodies(&mut self) {
        if !self.is_entry() {
            self.paragraphs.clear();
        }
    }

    /// The description has ended, because something follows that `Example response:` may introduce.
    pub(super) fn end_description(&mut self) {
        let introduces = |text: &mut Text| text.ends_with([':', '：']);
        if self.paragraphs.len() >= 2 {
            self.notes.extend(self.paragraphs.pop_if(introduces));
        }
        self.described |= !self.paragraphs.is_empty() || self.labeled;
    }

    /// Returns the paragraphs so far.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.paragraphs.iter().chain(&self.notes).map(Text::as_str)
    }

    /// Takes a labeled text.
    pub(super) fn label(&mut self, role: Role, text: Text) {
        self.described |= !self.paragraphs.is_empty();
        self.labeled = true;
        if text.is_empty() {
            return;
        }
        match role {
            Role::Code => {
                let (codes, alternatives) = labels::codes(&text);
                self.codes.extend(codes);
                self.alternatives.extend(alternatives);
            }
            Role::Status => {
                // Behind errors, a status belongs to those that follow.
                if self.children > self.stated_at {
                    self.statuses.clear();
                }
                self.stated_at = self.children;
                self.statuses.extend(labels::statuses(&text));
            }
            Role::Description => self.paragraphs.push(text),
            _ => self.facts.add(role, text, self.origin),
        }
    }

    /// Adds a JSON example of the section, with the statuses that its code block states.
    pub(super) fn body(&mut self, index: usize, body: &Body, stated: Vec<StatusAt>) {
        self.end_description();
        self.facts.bodies.push(index);
        if self.statuses.is_empty() {
            self.statuses = stated;
        }
        let Some(value) = &body.value else { return };
        let example = bodies::body_fields(value);
        if let Some(code) = example.code.clone()
            && !bodies::is_status(&code)
            && bodies::is_error(value, &example)
        {
            let place = |word: &str| body.span.start + body.raw.find(word).unwrap_or(0);
            let message = example.message.as_ref();
            self.shown.push(Shown {
                code: (code.clone(), place(&code.to_string())),
                message: message.map(|message| Text::plain(message, place(message))),
                status: example
                    .status
                    .map(|status| (status, place(&status.to_string()))),
                body: index,
            });
        }
        if self.example == bodies::BodyFields::default() {
            self.example = example;
        }
    }

    /// Returns the statuses of failures that a label in front of its next errors states.
    pub(super) fn stated_statuses(&self) -> &[StatusAt] {
        let failures = self.statuses.iter().all(|&(status, _)| status >= 400);
        if failures { &self.statuses } else { &[] }
    }

    pub(super) fn has_codes(&self) -> bool {
        !self.opening.codes.is_empty()
    }

    pub(super) fn is_entry(&self) -> bool {
        self.opening.is_key()
    }

    /// Returns the mentions that the section is, now that it is over. `outer` are the statuses of the headings above.
    pub(super) fn close(mut self, outer: &[StatusAt]) -> Vec<Mention> {
        let contains = self.hints.contains.filter(|_| self.is_entry());
        let mut mentions = self.shown(outer);
        mentions.extend(self.listed());
        let own = self
            .mention(outer)
            .map(|mention| mention.with_hint(contains));
        // A status without any text says no more than that its errors are sent with it.
        let says_more = |mention: &Mention| {
            mention.kind != MentionKind::Status || mention.facts.description.is_some()
        };
        let shown = !mentions.is_empty();
        mentions.extend(own.filter(|mention| !shown || says_more(mention)));
        mentions
    }

    /// Returns the codes that a label lists below a status, whose text is not about one of them.
    fn listed(&mut self) -> Vec<Mention> {
        let statuses = self.opening.statuses.clone();
        if statuses.is_empty() || self.has_codes() || self.codes.len() < 2 {
            return Vec::new();
        }
        let origin = self.origin;
        let mention = |code: CodeAt| {
            let mut mention = Mention::new(MentionKind::Error, origin, code.1);
            mention.codes = vec![code];
            mention.statuses.clone_from(&statuses);
            mention
        };
        self.codes.drain(..).map(mention).collect()
    }

    /// Returns the errors that only the examples below a status show.
    fn shown(&mut self, outer: &[StatusAt]) -> Vec<Mention> {
        let shown = std::mem::take(&mut self.shown);
        if !shown.is_empty() && self.statuses.is_empty() && self.opening.statuses.is_empty() {
            let stated = self.paragraphs.iter().map(labels::stated_statuses);
            let stated: Vec<Vec<StatusAt>> = stated.collect();
            if let Some(at) = stated.iter().position(|statuses| !statuses.is_empty()) {
                self.statuses.clone_from(&stated[at]);
                if self.paragraphs[at].split_whitespace().count() <= 6 {
                    self.paragraphs.remove(at);
                }
            }
        }
        let own = [&self.opening.statuses, &self.statuses];
        let own = own.into_iter().find(|statuses| !statuses.is_empty());
        let statuses = own.map_or(outer, Vec::as_slice);
        let repeated = shown.iter().any(|shown| shown.status.is_some());
        let fails = repeated || statuses.iter().any(|&(status, _)| status >= 400);
        let named = self.has_codes() || !self.codes.is_empty();
        let several = shown.len() > 1 || !self.opening.statuses.is_empty() || repeated;
        if named || !fails || !several || self.children > 0 || self.hints.contains.is_some() {
            return Vec::new();
        }
        let mention = |shown: Shown| {
            let mut mention =
                Mention::new(MentionKind::Error, WordingOrigin::Example, shown.code.1);
            mention.codes = vec![shown.code];
            mention.statuses = match shown.status {
                Some(status) if statuses.is_empty() => vec![status],
                _ => statuses.to_vec(),
            };
            mention.unsure = Some(mention::SHOWN);
            mention.facts.description = shown.message;
            mention.facts.bodies = vec![shown.body];
            mention
        };
        shown.into_iter().map(mention).collect()
    }

    /// Takes the number that a text assigns to the heading's name and nothing else: `NO_KEY = -20`.
    /// Returns whether the text does.
    pub(super) fn take_value(&mut self, text: &Text) -> bool {
        let number = match &self.opening.codes[..] {
            [(name, _)] => labels::assigned(text, &name.to_string()),
            _ => None,
        };
        let found = number.is_some();
        self.codes.extend(number.map(|number| (number, text.at())));
        found
    }

    /// Returns `true` if its heading is the name of an error whose code is a number that a label states.
    fn is_named(&self) -> bool {
        let word = |(code, _): &CodeAt| matches!(code, Code::Text(_));
        let number =
            |(code, _): &CodeAt| !bodies::is_status(code) && matches!(code, Code::Number(_));
        let numbered = !self.codes.is_empty() && self.codes.iter().all(number);
        let worded = self.has_codes() && self.opening.codes.iter().all(word);
        numbered && worded && self.opening.statuses.is_empty()
    }

    /// Returns the code of its example if the heading is the same word, written in another way: `CardExpired`.
    fn respelled(&self) -> Option<Code> {
        let folded = |code: &Code| code.to_string().replace(['_', '-', '.'], "").to_lowercase();
        let [(own, _)] = &self.opening.codes[..] else {
            return None;
        };
        let sent = self.example.code.as_ref()?;
        (own != sent && folded(own) == folded(sent)).then(|| sent.clone())
    }

    /// Makes the heading a name if the code is stated elsewhere.
    fn settle_name(&mut self) {
        let example = self.respelled().map(|code| (code, self.title.at()));
        if self.is_named() || example.is_some() {
            self.opening.name_by_code();
        }
        self.codes.extend(example);
    }

    fn mention(mut self, outer: &[StatusAt]) -> Option<Mention> {
        if self.hints.is_nothing() {
            return None;
        }
        if self.hints.contains.is_none() {
            self.settle_name();
        }
        let own = either(&self.statuses, &self.opening.statuses);
        let named = either(&self.opening.codes, &self.codes);
        let at = self.title.at();
        // A heading such as "401 Unauthorized" with one example is about the status, not about the example.
        let stated = !self.opening.statuses.is_empty();
        let example = self.example.code.clone();
        let example = example.filter(|code| !stated && !bodies::is_status(code));
        let types = self.facts.error_type.as_ref().map(labels::listed_codes);
        let types = types.filter(|types| !types.is_empty() && !own.is_empty());
        let failures = own.iter().all(|&(status, _)| status >= 400);
        let mut mention = Mention::new(MentionKind::Error, self.origin, at);
        if !named.is_empty() {
            mention.kind = self.kind(&named);
            mention.codes = named;
            mention.alternatives = std::mem::take(&mut self.alternatives);
            mention.statuses = own;
            mention.section_statuses = outer.to_vec();
        } else if self.children > 0 && (self.heads || !(self.is_item() && stated)) {
            return None;
        } else if let Some(code) = example {
            mention.codes = vec![(code, at)];
            mention.weak = own.is_empty() && outer.is_empty() && !self.labeled;
            mention.unsure = Some(mention::SHOWN);
            mention.section_statuses = either(&own, outer);
        } else if let Some(types) = types {
            self.facts.error_type = None;
            mention.kind = MentionKind::Type;
            mention.codes = types;
            mention.statuses = own;
        } else if !own.is_empty() && (stated || failures) {
            // A status that only a label names may be the one of success: `Status: 200 OK`.
            mention.kind = MentionKind::Status;
            mention.statuses = own;
        } else if self.shows_error() && !outer.is_empty() {
            mention.section_statuses = outer.to_vec();
        } else if self.may_name() {
            mention.weak = true;
        } else {
            return None;
        }
        Some(self.filled(mention))
    }

    /// Returns `true` if it has an example with a message.
    fn shows_error(&self) -> bool {
        self.example.message.is_some() && !self.facts.bodies.is_empty()
    }

    /// Returns `true` if its heading may be the name or the message of an error found elsewhere, which only the merge can
    /// decide.
    fn may_name(&self) -> bool {
        let mut wordings = self.facts.wordings.iter();
        let worded = wordings.any(|(_, source)| *source == WordingOrigin::Message);
        self.labeled && (worded || code_shape::is_pascal(self.title.as_str()))
    }

    /// Returns what a section with these codes is about. If it also contains several errors, or says nothing else, it is
    /// their type.
    fn kind(&self, codes: &[CodeAt]) -> MentionKind {
        let worded = codes.iter().all(|(code, _)| matches!(code, Code::Text(_)));
        let groups = self.children > 1 || self.children > 0 && self.paragraphs.is_empty();
        match groups && self.has_codes() && worded {
            true => MentionKind::Type,
            false => MentionKind::Error,
        }
    }

    fn filled(mut self, mut mention: Mention) -> Mention {
        let mut facts = std::mem::take(&mut self.facts);
        let title =
            (!self.is_entry() && self.origin != WordingOrigin::Table).then_some(&self.title);
        let stated = facts.name.take();
        facts.name = self
            .opening
            .name
            .as_ref()
            .cloned()
            .or(stated)
            .or(title.cloned());
        let mut paragraphs = std::mem::take(&mut self.paragraphs).into_iter();
        if let Some(mut description) = paragraphs.next() {
            paragraphs.for_each(|more| description.join(&more));
            if self.origin != WordingOrigin::Table {
                facts.advice = advice::solutions(&description);
            }
            facts.limits.extend(advice::limits(&description));
            facts.description = description.filled();
        }
        let at = self.title.at();
        if let Some(message) = self.example.message.take() {
            facts
                .wordings
                .push((Text::plain(&message, at), WordingOrigin::Example));
        }
        if facts.error_type.is_none() && !mention.weak && mention.kind != MentionKind::Type {
            let error_type = self.example.error_type.as_ref();
            facts.error_type = error_type.map(|text| Text::plain(text, at));
        }
        facts
            .wordings
            .extend(self.notes.drain(..).map(|note| (note, WordingOrigin::Note)));
        mention.facts = facts;
        if self.origin != WordingOrigin::Table {
            labels::take_status(&mut mention);
        }
        mention
    }
}

/// Returns the first list unless it is empty, in which case it returns the second.
fn either<T: Clone>(first: &[T], second: &[T]) -> Vec<T> {
    if first.is_empty() { second } else { first }.to_vec()
}
