//! Makes one fact of all mentions of a thing.

use std::collections::{HashMap, HashSet};

use self::explanation::{boundary, sure, word_or_line};
use super::bodies;
use super::mention::{Mention, MentionKind};
use super::walk::WalkResult;
use crate::page::{Body, Certainty, Code, Explanation, Fact, Page, Wording, WordingOrigin};
use crate::read::conventions::code_shape;
use crate::read::text::Text;
use crate::reports::SkippedPart;
use api_error_catalog_model::source::Source;

mod add;
mod explanation;
mod settle;

/// Makes the page's facts.
pub(super) fn merge(source: Source, walked: WalkResult, contacts: Vec<Text>) -> Page {
    let mut merge = Merge {
        page: Page {
            source,
            ..Page::default()
        },
        index: HashMap::new(),
        described_by_table: HashSet::new(),
    };
    let mut mentions = walked.mentions;
    mentions.sort_by_key(|mention| mention.at);
    settle::types(&mut mentions);
    settle::numbers(&mut mentions);
    settle::closes(&mut mentions);
    settle::silent_statuses(&mut mentions);
    settle::constants(&mut mentions, &merge.page.source.text);
    settle::spellings(&mut mentions, &walked.examples);
    settle::examples(&mut mentions);
    settle::names(&mut mentions);
    let (strong, mut weak): (Vec<_>, Vec<_>) =
        mentions.into_iter().partition(|mention| !mention.weak);
    for mention in strong {
        merge.mention(mention);
    }
    merge.describe_by_other_texts();
    merge.promote(&mut weak);
    for mention in weak {
        merge.weak(mention);
    }
    merge.comments(&walked.comments);
    merge.statuses_by_type();
    merge.describe_by_other_texts();
    merge.examples(walked.examples);
    let mut page = merge.page;
    page.title = walked.title.map(|title| sure(&page.source, &title));
    let support = contacts.iter().map(|contact| sure(&page.source, contact));
    page.support = support.collect();
    page.unused_hints = walked.unused_hints;
    page.grids = walked.grids;
    for (what, reason, at) in walked.skipped {
        page.skipped.push(SkippedPart {
            what,
            reason: reason.to_string(),
            span: word_or_line(&page.source, at, ""),
        });
    }
    page
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Error(Code),
    Type(String),
    Status(u16),
    Close(u16, Vec<String>),
    /// An error without a code or status, by the message that is sent.
    Message(String),
}

struct Merge {
    page: Page,
    index: HashMap<Key, usize>,
    /// Errors whose description is a table's.
    described_by_table: HashSet<usize>,
}

impl Merge {
    fn mention(&mut self, mention: Mention) {
        match mention.kind {
            MentionKind::Error if mention.codes.is_empty() => {
                let fact = self.error(None, &mention);
                let last = self.page.errors.len();
                if let Some(message) = message(&mention).filter(|_| mention.statuses.is_empty()) {
                    self.index.entry(message).or_insert(last);
                }
                self.page.errors.push(fact);
                self.add_to_error(last, mention);
            }
            MentionKind::Error => {
                for i in 0..mention.codes.len() {
                    let code = mention.codes[i].clone();
                    let at = self.error_index(&code, &mention);
                    self.add_to_error(at, mention.clone());
                }
            }
            MentionKind::Type => self.add_type(mention),
            MentionKind::Status => {
                for i in 0..mention.statuses.len() {
                    self.add_status(mention.statuses[i], mention.clone());
                }
            }
            MentionKind::Close => self.add_close(mention),
        }
    }

    /// If several sections each show a code of their own, and the page lists no other errors, they are its errors.
    fn promote(&mut self, weak: &mut Vec<Mention>) {
        let mut codes = HashSet::new();
        let own = |mention: &&Mention| mention.codes.len() == 1;
        let shown = weak.iter().filter(own);
        let differ = shown
            .clone()
            .all(|mention| codes.insert(&mention.codes[0].0));
        if self.page.errors.is_empty() && differ && codes.len() >= 3 {
            let (shown, rest) = std::mem::take(weak)
                .into_iter()
                .partition(|mention| own(&mention));
            *weak = rest;
            let shown: Vec<Mention> = shown;
            for mention in shown {
                self.mention(Mention {
                    weak: false,
                    ..mention
                });
            }
        }
    }

    /// A mention that only adds to what is known.
    fn weak(&mut self, mention: Mention) {
        let code = mention.codes.first();
        let key = code.map(|(code, _)| Key::Error(code.clone()));
        let key = key.or_else(|| message(&mention));
        match key.and_then(|key| self.index.get(&key).copied()) {
            Some(at) => self.add_to_error(at, mention),
            None if !mention.codes.is_empty() => {
                let name = mention.facts.name.as_ref();
                let what = name.map(|name| format!("section: {}", name.as_str()));
                self.page.skipped.push(SkippedPart {
                    what: what.unwrap_or_default(),
                    reason: "its example shows a code that the page does not list".to_string(),
                    span: word_or_line(&self.page.source, mention.at, ""),
                });
            }
            None => {}
        }
    }

    /// The message that is sent, the first cause, or a name that is a sentence describes if nothing else does.
    fn describe_by_other_texts(&mut self) {
        let other = |about: &Explanation, examples: bool| {
            let sent = |wording: &&Wording| match wording.origin {
                WordingOrigin::Message => true,
                origin => examples && origin == WordingOrigin::Example,
            };
            let message = about.wordings.iter().find(sent);
            let message = message.map(|message| message.text.clone());
            message.or_else(|| joined(&about.causes))
        };
        let page = &mut self.page;
        for about in page.errors.iter_mut().map(|error| &mut error.about) {
            if about.description.is_none() {
                let name = about.name.clone();
                let name = name.filter(|name| name.value.contains(' '));
                about.description = other(about, true).or(name);
            }
        }
        let statuses = page.statuses.iter_mut().map(|status| &mut status.about);
        let closes = page.close_codes.iter_mut().map(|close| &mut close.about);
        for about in statuses.chain(closes) {
            if about.description.is_none() {
                about.description = other(about, false);
            }
        }
    }

    /// Lines of hidden comments that start with a known code are further texts of it.
    fn comments(&mut self, comments: &[Text]) {
        for line in comments {
            let text = line.as_str();
            let word = text.split([' ', '|', ':', ',']).next().unwrap_or("");
            let known = code_shape::code(word).and_then(|code| self.index.get(&Key::Error(code)));
            let rest = text[word.len()..].trim_start_matches([' ', '|', ':', '-', ',']);
            let rest = line.tail(text.len() - rest.len());
            if let Some(error) = known
                .and_then(|&i| self.page.errors.get_mut(i))
                .filter(|_| !rest.is_empty())
            {
                error.about.wordings.push(Wording {
                    text: sure(&self.page.source, &rest),
                    origin: WordingOrigin::Comment,
                });
            }
        }
    }

    /// The type's status is that of each of its errors which has none.
    fn statuses_by_type(&mut self) {
        for error in &mut self.page.errors {
            let mut statuses = error.statuses.iter();
            if statuses.all(|status| status.certainty != Certainty::Sure)
                && let Some(name) = &error.error_type
                && let Some(&index) = self.index.get(&Key::Type(name.value.clone()))
                && let Some(found) = self.page.types.get(index)
                && !found.statuses.is_empty()
            {
                error.statuses.clone_from(&found.statuses);
                // The places that repeat them belong to the type.
                for status in &mut error.statuses {
                    status.repeated_at.clear();
                }
            }
        }
    }

    /// Assigns each example to the error whose code it contains, otherwise to the error that it appears under.
    fn examples(&mut self, examples: Vec<Body>) {
        let mut standing: HashMap<usize, usize> = HashMap::new();
        for (i, error) in self.page.errors.iter().enumerate() {
            standing.extend(error.about.bodies.iter().map(|&body| (body, i)));
        }
        for (index, mut example) in examples.into_iter().enumerate() {
            example.span.end = boundary(&self.page.source, example.span.end);
            let value = example.value.as_ref();
            let own = value.and_then(|value| bodies::body_fields(value).code);
            let values = value.map(bodies::values).unwrap_or_default();
            let mut codes = own.clone().into_iter().chain(values);
            let by_code = codes.find_map(|code| self.index.get(&Key::Error(code)).copied());
            let error = by_code.or_else(|| standing.get(&index).copied());
            if let Some(error) = error.and_then(|i| self.page.errors.get_mut(i)) {
                if !error.about.bodies.contains(&index) {
                    error.about.bodies.push(index);
                }
                example.code = error.code.as_ref().map(|code| code.value.clone());
                if own.is_some() && example.code == own && error.statuses.is_empty() {
                    let reason = "taken from an example with the code";
                    let fact = |status: &u16| {
                        let unsure = Certainty::Unsure(reason.to_owned());
                        Fact::new(*status, example.span.clone(), unsure)
                    };
                    let failures = example.statuses.iter().filter(|status| **status >= 400);
                    error.statuses.extend(failures.map(fact));
                }
            }
            self.page.bodies.push(example);
        }
    }
}

/// Returns all texts as one.
fn joined(texts: &[Fact<String>]) -> Option<Fact<String>> {
    let (first, last) = (texts.first()?, texts.last()?);
    let all: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
    let span = first.span.start..last.span.end.max(first.span.end);
    Some(Fact::new(all.join(" "), span, first.certainty.clone()))
}

/// Returns the key of an error without a code: its message, if the page documents one.
fn message(mention: &Mention) -> Option<Key> {
    let mut wordings = mention.facts.wordings.iter();
    let (text, _) = wordings.find(|(_, origin)| *origin == WordingOrigin::Message)?;
    Some(Key::Message(text.as_str().to_owned()))
}
