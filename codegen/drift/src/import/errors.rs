//! A fact of the page → an error of the draft.

use std::collections::HashSet;

use api_error_catalog_core::table::CodeType;
use api_error_catalog_core::{Category, RetryAdvice};
use api_error_catalog_model::model::{Detail, ValueType, reason_phrase};
use api_error_catalog_model::names::{self, Names};
use api_error_catalog_model::source::Span;

use super::descriptions;
use super::details;
use super::draft::{DraftError, DraftType};
use super::envelope::{self, Wire};
use super::identities::{self, Identity, TakenIdentities, doubt};
use super::limits::{self, Limit};
use super::summary::LeftOut;
use crate::import::advice;
use api_error_catalog_pages::read::conventions::code_shape::is_pascal;
use api_error_catalog_pages::{
    Certainty, ErrorFact, Explanation, Fact, Page, StatusFact, WordingOrigin,
};

/// Longer strings are not used as keys, in characters.
pub(super) const LONGEST_KEY: usize = 200;

/// A message with more words is not a name.
const SHORT_NAME: usize = 3;

/// A draft under way.
pub(super) struct Drafting<'p> {
    pub(super) page: &'p Page,
    pub(super) names: Names,
    pub(super) keys: HashSet<String>,
    pub(super) taken: TakenIdentities,
    pub(super) left_out: Vec<LeftOut>,
}

impl Drafting<'_> {
    pub(super) fn error(
        &mut self,
        fact: &ErrorFact,
        code_type: CodeType,
        wire: &Wire,
    ) -> Option<DraftError> {
        let mut doubts = doubts(self.page, fact);
        let websocket = message(fact).filter(|_| is_of_websocket(self.page, fact));
        let websocket = websocket.map(|text| match self.page.reference {
            true => text.value.clone(),
            false => pattern(&text.value),
        });
        let error_type = self.error_type(fact, code_type, wire, &mut doubts);
        let identities = self.identities(
            fact,
            websocket.as_deref(),
            error_type.as_deref(),
            &mut doubts,
        )?;
        let (key, rust_name) = self.key(fact, code_type);
        let subject = fact
            .code
            .as_ref()
            .map_or_else(|| key.clone(), |code| code.value.to_string());
        Some(DraftError {
            key,
            rust_name,
            identities,
            websocket,
            details: self.details(fact, wire),
            reference: fact.reference.clone(),
            error_type,
            doubts,
            category: category(fact.category.as_ref(), fact.statuses.first()),
            ..self.explained(&fact.about, &subject, &fact.span)
        })
    }

    /// Drafts the explanation of an error or a status.
    fn explained(&self, about: &Explanation, subject: &str, span: &Span) -> DraftError {
        let mut notes = Vec::new();
        DraftError {
            description: descriptions::describe(self.page, about, subject, Some(span)),
            causes: texts(&about.causes),
            solutions: texts(&about.solutions),
            limits: limits_of(self.page, &about.limits, &mut notes),
            retry: retry(self.page, &about.retry, &mut notes),
            notes,
            ..DraftError::default()
        }
    }

    /// Returns the members of an error's details: stated by a page of `export`, otherwise shown by examples.
    fn details(&self, fact: &ErrorFact, wire: &Wire) -> Vec<Detail> {
        if !self.page.reference && fact.reference.details.is_empty() {
            return details::of(self.page, &fact.about.bodies, wire);
        }
        let members = fact.reference.details.iter();
        details::declarable(members.map(|member| member.value.clone()))
    }

    /// Its type. A class name is often read as both name and type; and if a type identifies an error without a code, it must
    /// be on the wire.
    fn error_type(
        &self,
        fact: &ErrorFact,
        code_type: CodeType,
        wire: &Wire,
        doubts: &mut Vec<String>,
    ) -> Option<String> {
        let found = fact.error_type.as_ref()?;
        let sent = std::iter::once(&wire.envelope)
            .chain(&wire.decode_only)
            .chain(&wire.websocket)
            .any(|form| form.has_type);
        let listed = !self.page.types.is_empty();
        let only_a_name = fact
            .about
            .name
            .as_ref()
            .is_some_and(|name| name.value == found.value && is_pascal(&name.value))
            && !listed
            && !sent;
        let too_long = found.value.chars().count() > LONGEST_KEY;
        let tells_nothing = (fact.code.is_none() || code_type == CodeType::None) && !sent;
        if (only_a_name || tells_nothing || too_long) && !self.page.reference {
            return None;
        }
        doubts.extend(doubt(self.page, found, "the type"));
        Some(found.value.clone())
    }

    fn identities(
        &mut self,
        fact: &ErrorFact,
        websocket: Option<&str>,
        error_type: Option<&str>,
        doubts: &mut Vec<String>,
    ) -> Option<Vec<Identity>> {
        if let Some(message) = websocket {
            let fresh = self.keys.insert(format!("websocket: {message}"));
            let own = Identity {
                code: None,
                statuses: identities::statuses(self.page, &fact.statuses, doubts),
            };
            return if fresh {
                Some(vec![own])
            } else {
                self.leave_out(fact, "the page has this message twice")
            };
        }
        // A reference page has what its catalog has: there it may be the error of any response that nothing else identifies.
        if fact.code.is_none()
            && fact.statuses.is_empty()
            && error_type.is_none()
            && !self.page.reference
        {
            return self.leave_out(
                fact,
                "no response can be identified as this error: it has no code, status or type",
            );
        }
        if fact
            .code
            .as_ref()
            .is_some_and(|code| code.value.to_string().chars().count() > LONGEST_KEY)
        {
            return self.leave_out(fact, "this is too long for a code");
        }
        let all = identities::identities(self.page, fact, doubts);
        let free: Vec<Identity> = all
            .into_iter()
            .filter_map(|identity| self.taken.take(identity, error_type, doubts))
            .collect();
        if free.is_empty() {
            self.leave_out(fact, "another error has the same code and status")
        } else {
            Some(free)
        }
    }

    fn leave_out<T>(&mut self, fact: &ErrorFact, why: &str) -> Option<T> {
        let code = fact.code.as_ref().map(|code| code.value.to_string());
        let what = code
            .or_else(|| fact.about.name.as_ref().map(|name| name.value.clone()))
            .unwrap_or_else(|| "an error".to_owned());
        self.left_out
            .push(LeftOut::new(what, why, fact.span.clone()));
        None
    }

    /// Returns the key, and the variant's name unless the key gives it.
    fn key(&mut self, fact: &ErrorFact, code_type: CodeType) -> (String, Option<String>) {
        let code = fact.code.as_ref().map(|code| code.value.to_string());
        let name = fact.about.name.as_ref().map(|name| name.value.as_str());
        let status = fact.statuses.first().map(|status| status.value);
        let phrase = status.and_then(reason_phrase);
        let text = message(fact).map(|text| text.value.as_str());
        let own = code.as_deref().filter(|_| code_type == CodeType::String);
        if let Some(code) = own {
            let variant = self.names.variant(code, name.as_slice());
            if self.keys.insert(code.to_owned()) {
                return (code.to_owned(), (!variant.of_key).then_some(variant.name));
            }
            return self.key_of_variant(variant.name);
        }
        // A short message next to a number is its name.
        let short = text.filter(|text| text.split_whitespace().count() <= SHORT_NAME);
        let others: Vec<&str> = if code.is_some() {
            name.or(short).into_iter().collect()
        } else {
            [name, phrase, text].into_iter().flatten().collect()
        };
        let fallback = code
            .or_else(|| status.map(|status| status.to_string()))
            .unwrap_or_default();
        let variant = self.names.variant(&fallback, &others);
        self.key_of_variant(variant.name)
    }

    fn key_of_variant(&mut self, name: String) -> (String, Option<String>) {
        let key = names::free_key(&name, &mut self.keys);
        let of_key = names::of_key(&key) == name;
        (key, (!of_key).then_some(name))
    }

    /// Makes an error of a status, which identifies errors without codes.
    pub(super) fn status_as_error(&mut self, fact: &StatusFact) -> Option<DraftError> {
        let status = fact.status.value;
        if !(400..=599).contains(&status) {
            return None;
        }
        let identity = Identity {
            code: None,
            statuses: vec![status],
        };
        let identity = self.taken.take(identity, None, &mut Vec::new())?;
        let name = fact.about.name.as_ref().map(|name| name.value.as_str());
        let others: Vec<&str> = name.into_iter().chain(reason_phrase(status)).collect();
        let subject = status.to_string();
        let variant = self.names.variant(&subject, &others);
        let (key, rust_name) = self.key_of_variant(variant.name);
        let doubt = doubt(self.page, &fact.status, "the status");
        Some(DraftError {
            key,
            rust_name,
            identities: vec![identity],
            doubts: doubt.into_iter().collect(),
            ..self.explained(&fact.about, &subject, &fact.status.span)
        })
    }

    /// Makes an error of a type, if the page has nothing else.
    pub(super) fn type_as_error(&mut self, ty: &DraftType) -> Option<DraftError> {
        let identity = Identity {
            code: None,
            statuses: ty.statuses.clone(),
        };
        let identity = self.taken.take(identity, Some(&ty.name), &mut Vec::new())?;
        let variant = self.names.variant(&ty.name, &[]);
        let (key, rust_name) = self.key_of_variant(variant.name);
        Some(DraftError {
            key,
            rust_name,
            identities: vec![identity],
            error_type: Some(ty.name.clone()),
            description: ty.description.clone(),
            ..DraftError::default()
        })
    }
}

/// Comments on what is unsure about an error or its code; the reason is often the same for both.
fn doubts(page: &Page, fact: &ErrorFact) -> Vec<String> {
    let place = page.place(&fact.span);
    let whole = match &fact.certainty {
        Certainty::Unsure(why) => Some(format!("unsure: {why} ({place})")),
        Certainty::Sure => {
            let code = fact.code.as_ref();
            code.and_then(|code| doubt(page, code, "the code"))
        }
    };
    let missing = fact.missing_statuses.as_ref();
    let missing = missing.map(|why| format!("unsure: it may have statuses: {why} ({place})"));
    whole.into_iter().chain(missing).collect()
}

/// Returns `true` if only a WebSocket message identifies it. A reference page may add its status.
pub(super) fn is_of_websocket(page: &Page, fact: &ErrorFact) -> bool {
    envelope::is_of_websocket(&fact.about.section)
        && fact.code.is_none()
        && (fact.statuses.is_empty() || page.reference)
        && message(fact).is_some()
}

/// Returns the message that is sent according to the page.
fn message(fact: &ErrorFact) -> Option<&Fact<String>> {
    let mut wordings = fact.about.wordings.iter();
    let message = wordings.find(|wording| wording.origin == WordingOrigin::Message);
    let description = fact.about.description.as_ref();
    message
        .map(|message| &message.text)
        .or(description.filter(|text| !text.value.trim().is_empty()))
}

fn texts(found: &[Fact<String>]) -> Vec<String> {
    found
        .iter()
        .map(|text| text.value.clone())
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// Returns the category that the page names, unless it is that of the status.
fn category(named: Option<&Fact<Category>>, status: Option<&Fact<u16>>) -> Option<Category> {
    let of_status = status.map_or(Category::Unknown, |status| {
        Category::from_status(status.value)
    });
    named
        .map(|category| category.value)
        .filter(|category| *category != of_status)
}

/// Returns the advice that the texts agree on. Other texts become notes.
fn retry(page: &Page, found: &[Fact<String>], notes: &mut Vec<String>) -> Option<RetryAdvice> {
    let all = || found.iter().map(|text| text.value.as_str());
    // A label or a column counts more than a sentence of a description.
    let labeled = found
        .iter()
        .filter(|text| text.certainty == Certainty::Sure)
        .map(|text| text.value.as_str());
    let agreed = advice::of_all(labeled).or_else(|| advice::of_all(all()));
    let read = |text: &Fact<String>| {
        agreed.is_some_and(|agreed| {
            !agreed.assumed && advice::read_labeled(&text.value) == Some(agreed)
        })
    };
    let rest = found.iter().filter(|text| !read(text));
    notes.extend(
        rest.map(|text| format!("Retry advice ({}): {}", page.place(&text.span), text.value)),
    );
    agreed
}

/// Returns the limits that are numbers. The others become notes.
fn limits_of(page: &Page, found: &[Fact<String>], notes: &mut Vec<String>) -> Vec<Limit> {
    let mut read: Vec<Limit> = Vec::new();
    for text in found {
        let limit = limits::stated(&text.value).or_else(|| limits::read(&text.value));
        // One name holds either a number, or a number for each plan.
        let clash = |limit: &Limit| {
            read.iter().any(|known| {
                known.name == limit.name
                    && (known.plan == limit.plan || known.plan.is_none() || limit.plan.is_none())
            })
        };
        match limit.filter(|limit| !clash(limit)) {
            Some(limit) => read.push(limit),
            None => notes.push(format!(
                "A limit ({}): {}",
                page.place(&text.span),
                text.value
            )),
        }
    }
    read
}

/// Returns a message as a pattern: a parameter as catalogs write it (`{seconds:integer}`) is one, any other brace is itself.
fn pattern(message: &str) -> String {
    let mut pattern = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        pattern.push_str(before);
        let length = parameter(from)
            .filter(|_| !pattern.ends_with('}'))
            .unwrap_or(0);
        let (kept, after) = from.split_at(length.max(1));
        pattern.push_str(kept);
        pattern.push_str(if length == 0 { kept } else { "" });
        rest = after;
    }
    pattern + rest
}

/// Returns the length of the parameter that the text begins with.
fn parameter(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?.split('}').next()?;
    let (name, ty) = inner.split_once(':')?;
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let known = ValueType::NAMES.iter().any(|(name, _)| *name == ty);
    (plain && known && text.len() > inner.len() + 1).then_some(inner.len() + 2)
}
