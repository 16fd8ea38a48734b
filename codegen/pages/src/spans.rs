//! Goes through the spans of a page's facts.

use api_error_catalog_model::source::Span;

use crate::page::{ErrorFact, Explanation, Fact, Page};

/// Calls `each` for the span of every fact about an error, type, status or close code, and for every place that repeats it.
pub(crate) fn of_facts(page: &mut Page, each: &mut dyn FnMut(&mut Span)) {
    for fact in &mut page.errors {
        of_error(fact, each);
    }
    for fact in &mut page.types {
        of(std::slice::from_mut(&mut fact.name), each);
        of(&mut fact.statuses, each);
        of_texts(&mut fact.about, each);
    }
    for fact in &mut page.statuses {
        of(std::slice::from_mut(&mut fact.status), each);
        of(fact.action.as_mut_slice(), each);
        of_texts(&mut fact.about, each);
    }
    for fact in &mut page.close_codes {
        of(std::slice::from_mut(&mut fact.code), each);
        of_texts(&mut fact.about, each);
    }
}

/// Calls `each` for the spans of some facts.
pub(crate) fn of<T>(facts: &mut [Fact<T>], each: &mut dyn FnMut(&mut Span)) {
    for fact in facts {
        each(&mut fact.span);
        fact.repeated_at.iter_mut().for_each(&mut *each);
    }
}

fn of_error(fact: &mut ErrorFact, each: &mut dyn FnMut(&mut Span)) {
    of(fact.code.as_mut_slice(), each);
    of(fact.error_type.as_mut_slice(), each);
    of(&mut fact.statuses, each);
    of_texts(&mut fact.about, each);
    of(fact.category.as_mut_slice(), each);
    for also in &mut fact.also {
        of(std::slice::from_mut(&mut also.code), each);
        of(&mut also.statuses, each);
    }
    let reference = &mut fact.reference;
    for text in [
        &mut reference.message,
        &mut reference.user_message,
        &mut reference.exception,
        &mut reference.seen,
        &mut reference.deprecated,
    ] {
        of(text.as_mut_slice(), each);
    }
    of(&mut reference.renamed_from, each);
    of(&mut reference.links, each);
    of(&mut reference.details, each);
}

fn of_texts(about: &mut Explanation, each: &mut dyn FnMut(&mut Span)) {
    of(about.name.as_mut_slice(), each);
    of(about.description.as_mut_slice(), each);
    for wording in &mut about.wordings {
        of(std::slice::from_mut(&mut wording.text), each);
    }
    for texts in [
        &mut about.causes,
        &mut about.solutions,
        &mut about.limits,
        &mut about.retry,
    ] {
        of(texts, each);
    }
}
