//! Several pages about one API → one page. If two of them contradict each other, the first one counts.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use api_error_catalog_model::source::Span;

use crate::page::{Certainty, CloseFact, ErrorFact, Explanation, Fact, Page, StatusFact, TypeFact};
use crate::spans;

/// Two pages that state different values for the same error or type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The error's code, or the name of the type.
    pub subject: String,
    /// Whether the subject is an error. Otherwise it is a type.
    pub is_error: bool,
    /// The two statements: `status` or `type`.
    pub what: &'static str,
    /// The statement of the earlier page.
    pub first: Statement,
    /// The statement of the later page.
    pub second: Statement,
}

/// The values that a page states, in a place of the joined page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The values, separated by commas.
    pub values: String,
    /// The place of the first one.
    pub span: Span,
}

impl Contradiction {
    /// Describes it with both places: `error gone: status 404 (line 5 of acme.md), but 410 (line 90 of acme.yaml)`.
    #[must_use]
    pub fn describe(&self, joined: &Page) -> String {
        let kind = if self.is_error { "error" } else { "type" };
        let [first, second] = [&self.first, &self.second]
            .map(|statement| format!("{} ({})", statement.values, joined.place(&statement.span)));
        format!(
            "{kind} {}: {} {first}, but {second}",
            self.subject, self.what
        )
    }
}

/// Joins pages, in the order in which they count. Each fact that a later page adds keeps its place there:
/// [`Page::locate`] finds it.
///
/// A later page fills in what the earlier ones leave open about an error, such as its description.
#[must_use]
pub fn join(pages: impl IntoIterator<Item = Page>) -> (Page, Vec<Contradiction>) {
    let mut pages = pages.into_iter();
    let mut joining = Joining::new(pages.next().unwrap_or_default());
    pages.for_each(|page| joining.add(page));
    (joining.page, joining.contradictions)
}

/// A join under way.
struct Joining {
    page: Page,
    /// The position at which the spans of the next page begin.
    end: usize,
    contradictions: Vec<Contradiction>,
}

impl Joining {
    fn new(first: Page) -> Joining {
        Joining {
            end: first.source.text.len() + 1,
            page: first,
            contradictions: Vec::new(),
        }
    }

    fn add(&mut self, mut other: Page) {
        let start = self.end;
        shift(&mut other, start, self.page.bodies.len());
        // Each field is named, so that a new one cannot be forgotten here.
        let Page {
            source,
            further: _,
            title,
            errors,
            types,
            statuses,
            close_codes,
            bodies,
            code_forms,
            headers,
            support,
            skipped,
            doubts,
            grids,
            unused_hints,
            reference,
            texts,
        } = other;
        self.end = start + source.text.len() + 1;
        self.add_errors(errors);
        self.add_types(types);
        self.add_statuses(statuses);
        self.add_close_codes(close_codes);
        let page = &mut self.page;
        fill(&mut page.title, title);
        page.bodies.extend(bodies);
        extend_new(&mut page.code_forms, code_forms, String::clone);
        extend_new(&mut page.headers, headers, |header| header.field.clone());
        extend_new(&mut page.support, support, |address| address.value.clone());
        page.skipped.extend(skipped);
        page.doubts.extend(doubts);
        page.grids.extend(grids);
        page.unused_hints.extend(unused_hints);
        page.reference &= reference;
        page.texts.join(start, texts);
        page.further.push((start, source));
    }

    fn add_errors(&mut self, others: Vec<ErrorFact>) {
        let known = index(&self.page.errors, ErrorKey::of);
        for other in others {
            let own = ErrorKey::of(&other).and_then(|key| known.get(&key));
            if let Some(own) = own.and_then(|at| self.page.errors.get_mut(*at)) {
                self.contradictions.extend(contradictions(own, &other));
                fill_error(own, other);
            } else {
                self.page.errors.push(other);
            }
        }
    }

    fn add_types(&mut self, others: Vec<TypeFact>) {
        let known = index(&self.page.types, |fact| Some(fact.name.value.clone()));
        for other in others {
            let own = known.get(&other.name.value);
            let Some(own) = own.and_then(|at| self.page.types.get_mut(*at)) else {
                self.page.types.push(other);
                continue;
            };
            let statuses = differing(&own.statuses, &other.statuses);
            self.contradictions
                .extend(statuses.map(|[first, second]| Contradiction {
                    subject: own.name.value.clone(),
                    is_error: false,
                    what: "status",
                    first,
                    second,
                }));
            fill_list(&mut own.statuses, other.statuses);
            fill_texts(&mut own.about, other.about);
        }
    }

    fn add_statuses(&mut self, others: Vec<StatusFact>) {
        let known = index(&self.page.statuses, |fact| Some(fact.status.value));
        for other in others {
            let own = known.get(&other.status.value);
            match own.and_then(|at| self.page.statuses.get_mut(*at)) {
                Some(own) => {
                    fill(&mut own.action, other.action);
                    fill_texts(&mut own.about, other.about);
                }
                None => self.page.statuses.push(other),
            }
        }
    }

    fn add_close_codes(&mut self, others: Vec<CloseFact>) {
        let known = index(&self.page.close_codes, |fact| Some(fact.code.value));
        for other in others {
            let own = known.get(&other.code.value);
            match own.and_then(|at| self.page.close_codes.get_mut(*at)) {
                Some(own) => fill_texts(&mut own.about, other.about),
                None => self.page.close_codes.push(other),
            }
        }
    }
}

/// Moves the facts of a page behind those of the pages before it, which have so many bytes and bodies.
fn shift(page: &mut Page, bytes: usize, bodies: usize) {
    let each = &mut |span: &mut Span| *span = span.start + bytes..span.end + bytes;
    spans::of_facts(page, each);
    spans::of(page.title.as_mut_slice(), each);
    spans::of(&mut page.support, each);
    for header in &mut page.headers {
        spans::of(std::slice::from_mut(&mut header.name), each);
    }
    let errors = page.errors.iter_mut();
    errors.for_each(|fact| each(&mut fact.span));
    page.bodies.iter_mut().for_each(|body| each(&mut body.span));
    let skipped = page.skipped.iter_mut();
    skipped.for_each(|part| each(&mut part.span));
    page.grids.iter_mut().for_each(|grid| each(&mut grid.span));
    let errors = page.errors.iter_mut().map(|fact| &mut fact.about);
    let types = page.types.iter_mut().map(|fact| &mut fact.about);
    let statuses = page.statuses.iter_mut().map(|fact| &mut fact.about);
    let closes = page.close_codes.iter_mut().map(|fact| &mut fact.about);
    for about in errors.chain(types).chain(statuses).chain(closes) {
        about.bodies.iter_mut().for_each(|body| *body += bodies);
    }
}

/// What two pages must have in common to describe the same error.
#[derive(PartialEq, Eq, Hash)]
enum ErrorKey {
    /// The code, whether it is written as a number or as text.
    Code(String),
    /// The statuses and the type of an error without a code.
    Uncoded(BTreeSet<u16>, Option<String>),
}

impl ErrorKey {
    /// Returns the key, or `None` if only a message identifies the error.
    fn of(fact: &ErrorFact) -> Option<ErrorKey> {
        if let Some(code) = &fact.code {
            return Some(ErrorKey::Code(code.value.to_string()));
        }
        let statuses: BTreeSet<u16> = fact.statuses.iter().map(|status| status.value).collect();
        let error_type = fact.error_type.as_ref().map(|name| name.value.clone());
        let identifies = !statuses.is_empty() || error_type.is_some();
        identifies.then_some(ErrorKey::Uncoded(statuses, error_type))
    }
}

/// Returns the first index of each key.
fn index<T, K: Eq + Hash>(all: &[T], key: impl Fn(&T) -> Option<K>) -> HashMap<K, usize> {
    let mut index = HashMap::new();
    for (at, one) in all.iter().enumerate() {
        if let Some(key) = key(one) {
            index.entry(key).or_insert(at);
        }
    }
    index
}

fn contradictions(own: &ErrorFact, other: &ErrorFact) -> Vec<Contradiction> {
    let statuses = differing(&own.statuses, &other.statuses);
    let types = differing(own.error_type.as_slice(), other.error_type.as_slice());
    let both = [("status", statuses), ("type", types)].into_iter();
    let code = own.code.as_ref().map(|code| code.value.to_string());
    let all = both.filter_map(|(what, statements)| {
        let [first, second] = statements?;
        Some(Contradiction {
            subject: code.clone().unwrap_or_default(),
            is_error: true,
            what,
            first,
            second,
        })
    });
    all.collect()
}

/// Returns what two pages state, if both state something and it is not the same.
fn differing<T: Ord + ToString>(own: &[Fact<T>], other: &[Fact<T>]) -> Option<[Statement; 2]> {
    let statement = |facts: &[Fact<T>]| {
        let first = facts.first()?;
        Some(Statement {
            values: listed(facts),
            span: first.span.clone(),
        })
    };
    let differ = values(own) != values(other);
    Some([statement(own)?, statement(other)?]).filter(|_| differ)
}

fn values<T: Ord>(facts: &[Fact<T>]) -> BTreeSet<&T> {
    facts.iter().map(|fact| &fact.value).collect()
}

fn listed<T: Ord + ToString>(facts: &[Fact<T>]) -> String {
    let values = values(facts).into_iter();
    values.map(T::to_string).collect::<Vec<_>>().join(", ")
}

/// Adds what only the other page states about an error. If both state its code, it is as certain as the surer page.
fn fill_error(own: &mut ErrorFact, other: ErrorFact) {
    let ErrorFact {
        code,
        error_type,
        statuses,
        about,
        category,
        reference,
        also,
        missing_statuses,
        span: _,
        certainty,
    } = other;
    if certainty == Certainty::Sure {
        own.certainty = Certainty::Sure;
    }
    if let (Some(own), Some(other)) = (&mut own.code, code)
        && other.certainty == Certainty::Sure
    {
        own.certainty = Certainty::Sure;
    }
    fill(&mut own.error_type, error_type);
    fill_list(&mut own.statuses, statuses);
    // If either page states the statuses, none are missing.
    own.missing_statuses = own
        .missing_statuses
        .take()
        .or(missing_statuses)
        .filter(|_| own.statuses.is_empty());
    fill(&mut own.category, category);
    fill_list(&mut own.also, also);
    fill_texts(&mut own.about, about);
    let own = &mut own.reference;
    fill(&mut own.message, reference.message);
    fill(&mut own.user_message, reference.user_message);
    fill(&mut own.exception, reference.exception);
    fill(&mut own.seen, reference.seen);
    fill(&mut own.deprecated, reference.deprecated);
    fill_list(&mut own.renamed_from, reference.renamed_from);
    fill_list(&mut own.links, reference.links);
    fill_list(&mut own.details, reference.details);
}

fn fill_texts(own: &mut Explanation, other: Explanation) {
    fill(&mut own.name, other.name);
    fill(&mut own.description, other.description);
    fill_list(&mut own.wordings, other.wordings);
    fill_list(&mut own.causes, other.causes);
    fill_list(&mut own.solutions, other.solutions);
    fill_list(&mut own.limits, other.limits);
    fill_list(&mut own.retry, other.retry);
    own.bodies.extend(other.bodies);
}

fn fill<T>(own: &mut Option<T>, other: Option<T>) {
    if own.is_none() {
        *own = other;
    }
}

fn fill_list<T>(own: &mut Vec<T>, other: Vec<T>) {
    if own.is_empty() {
        *own = other;
    }
}

/// Adds what is not there under the same key.
fn extend_new<T>(own: &mut Vec<T>, others: Vec<T>, key: impl Fn(&T) -> String) {
    for other in others {
        if !own.iter().any(|known| key(known) == key(&other)) {
            own.push(other);
        }
    }
}
