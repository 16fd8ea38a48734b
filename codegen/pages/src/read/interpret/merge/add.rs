//! Adds one mention to the fact it is about.

use std::collections::HashMap;

use api_error_catalog_model::source::Source;

use super::explanation::{
    add_description, add_name, add_texts, certainty, extend, number, statuses, sure, word_or_line,
};
use super::{Key, Merge};
use crate::page::{
    Certainty, CloseFact, Code, ErrorFact, Explanation, Fact, Identity, StatusFact, TypeFact,
    Wording, WordingOrigin,
};
use crate::read::interpret::mention::{CodeAt, Mention, StatusAt};

impl Merge {
    pub(super) fn error_index(&mut self, code: &CodeAt, mention: &Mention) -> usize {
        if let Some(&index) = self.index.get(&Key::Error(code.0.clone())) {
            let known = self.page.errors.get_mut(index);
            if let Some(known) = known.and_then(|error| error.code.as_mut()) {
                let word = code.0.to_string();
                known.repeat(word_or_line(&self.page.source, code.1, &word));
            }
            return index;
        }
        let fact = self.error(Some(code), mention);
        self.page.errors.push(fact);
        self.index
            .insert(Key::Error(code.0.clone()), self.page.errors.len() - 1);
        self.page.errors.len() - 1
    }

    pub(super) fn error(&self, code: Option<&CodeAt>, mention: &Mention) -> ErrorFact {
        let source = &self.page.source;
        let certainty = certainty(mention);
        let word = code.map(|(code, _)| code.to_string()).unwrap_or_default();
        ErrorFact {
            code: code.map(|(code, at)| {
                let span = word_or_line(source, *at, &word);
                Fact::new(code.clone(), span, certainty.clone())
            }),
            about: Explanation::below(&mention.section),
            ..ErrorFact::new(word_or_line(source, mention.at, &word), certainty)
        }
    }

    pub(super) fn add_to_error(&mut self, index: usize, mention: Mention) {
        let source = &self.page.source;
        let Some(error) = self.page.errors.get_mut(index) else {
            return;
        };
        add_identities(source, error, &mention);
        add_statuses(source, error, &mention);
        let facts = mention.facts;
        if let Some(text) = facts.error_type.as_ref().map(|text| sure(source, text)) {
            match &mut error.error_type {
                Some(known) if known.value == text.value => known.repeat(text.span),
                other => *other = Some(text),
            }
        }
        // A reference table describes an error best; other descriptions become wordings.
        let tabled = mention.origin == WordingOrigin::Table && facts.description.is_some();
        if tabled && self.described_by_table.insert(index) {
            let earlier = error.about.description.take();
            error.about.wordings.extend(earlier.map(|text| Wording {
                text,
                origin: WordingOrigin::Section,
            }));
        }
        add_name(source, &mut error.about, facts.name.as_ref(), None);
        add_texts(source, &mut error.about, facts, mention.origin);
    }

    pub(super) fn add_type(&mut self, mention: Mention) {
        let source = &self.page.source;
        for (code, at) in &mention.codes {
            let name = code.to_string();
            let span = word_or_line(source, *at, &name);
            let make = || TypeFact {
                name: Fact::new(name.clone(), span.clone(), certainty(&mention)),
                statuses: Vec::new(),
                about: Explanation::below(&mention.section),
            };
            let (key, types) = (Key::Type(name.clone()), &mut self.page.types);
            if let Some(fact) = entry(&mut self.index, key, types, make) {
                fact.name.repeat(span);
                let own = statuses(source, &mention.statuses, &Certainty::Sure);
                extend(&mut fact.statuses, own);
                let description = mention.facts.description.as_ref();
                add_description(source, &mut fact.about, description, mention.origin);
            }
        }
    }

    pub(super) fn add_status(&mut self, (status, at): StatusAt, mention: Mention) {
        let source = &self.page.source;
        let key = Key::Status(status);
        let status = number(source, status, at, certainty(&mention));
        let make = || StatusFact {
            about: Explanation::below(&mention.section),
            ..StatusFact::new(status.clone())
        };
        let Some(fact) = entry(&mut self.index, key, &mut self.page.statuses, make) else {
            return;
        };
        fact.status.repeat(status.span);
        let facts = mention.facts;
        if fact.action.is_none() {
            fact.action = facts.solutions.first().map(|text| sure(source, text));
        }
        add_name(source, &mut fact.about, facts.name.as_ref(), None);
        add_texts(source, &mut fact.about, facts, mention.origin);
    }

    pub(super) fn add_close(&mut self, mention: Mention) {
        let source = &self.page.source;
        for (code, at) in &mention.codes {
            let Code::Number(code) = code else { continue };
            let Ok(code) = u16::try_from(*code) else {
                continue;
            };
            let key = Key::Close(code, mention.section.clone());
            let code = number(source, code, *at, certainty(&mention));
            let make = || CloseFact {
                code: code.clone(),
                about: Explanation::below(&mention.section),
            };
            if let Some(fact) = entry(&mut self.index, key, &mut self.page.close_codes, make) {
                fact.code.repeat(code.span);
                let facts = mention.facts.clone();
                let origin = mention.origin;
                add_name(source, &mut fact.about, facts.name.as_ref(), Some(origin));
                add_texts(source, &mut fact.about, facts, origin);
            }
        }
    }
}

/// Returns the fact with this key, made if there is none.
fn entry<'l, T>(
    index: &mut HashMap<Key, usize>,
    key: Key,
    list: &'l mut Vec<T>,
    make: impl FnOnce() -> T,
) -> Option<&'l mut T> {
    let at = *index.entry(key).or_insert(list.len());
    if at == list.len() {
        list.push(make());
    }
    list.get_mut(at)
}

/// Keeps the other codes under which the error is sent.
fn add_identities(source: &Source, error: &mut ErrorFact, mention: &Mention) {
    for alternative in &mention.alternatives {
        let (code, at) = &alternative.code;
        let own_statuses = alternative.statuses.as_ref().unwrap_or(&mention.statuses);
        let span = word_or_line(source, *at, &code.to_string());
        let also = error.also.iter_mut().map(|also| &mut also.code);
        let mut known = error.code.iter_mut().chain(also);
        if let Some(known) = known.find(|known| known.value == *code) {
            known.repeat(span);
            continue;
        }
        error.also.push(Identity {
            code: Fact::sure(code.clone(), span),
            statuses: statuses(source, own_statuses, &Certainty::Sure),
        });
    }
}

/// A status of its own replaces those that only a heading above gave.
fn add_statuses(source: &Source, error: &mut ErrorFact, mention: &Mention) {
    error.missing_statuses = match mention.missing_statuses {
        Some(reason) if error.statuses.is_empty() => Some(reason.to_owned()),
        _ => error
            .missing_statuses
            .take()
            .filter(|_| mention.statuses.is_empty()),
    };
    let mut known = error.statuses.iter();
    let guessed = known.all(|status| status.certainty != Certainty::Sure);
    let own = statuses(source, &mention.statuses, &Certainty::Sure);
    if !own.is_empty() {
        if guessed {
            error.statuses.clear();
        }
        extend(&mut error.statuses, own);
    } else if guessed {
        let from_heading = Certainty::Unsure("taken from the heading or sentence above".into());
        let above = statuses(source, &mention.section_statuses, &from_heading);
        extend(&mut error.statuses, above);
    }
}
