//! Moves the positions of a page.

use api_error_catalog_model::source::Span;

use crate::page::{ErrorFact, Explanation, Fact, Page};

/// Moves the facts of a page behind those of the pages before it.
pub(super) struct Shift {
    pub(super) by: usize,
    /// The number of bodies before.
    pub(super) bodies: usize,
}

impl Shift {
    pub(super) fn page(&self, page: &mut Page) {
        page.title.iter_mut().for_each(|title| self.fact(title));
        page.errors.iter_mut().for_each(|fact| self.error(fact));
        for fact in &mut page.types {
            self.fact(&mut fact.name);
            self.facts(&mut fact.statuses);
            self.texts(&mut fact.about);
        }
        for fact in &mut page.statuses {
            self.fact(&mut fact.status);
            self.facts(fact.action.as_mut_slice());
            self.texts(&mut fact.about);
        }
        for fact in &mut page.close_codes {
            self.fact(&mut fact.code);
            self.texts(&mut fact.about);
        }
        page.bodies
            .iter_mut()
            .for_each(|body| self.span(&mut body.span));
        page.headers
            .iter_mut()
            .for_each(|header| self.fact(&mut header.name));
        self.facts(&mut page.support);
        page.skipped
            .iter_mut()
            .for_each(|part| self.span(&mut part.span));
        page.grids
            .iter_mut()
            .for_each(|grid| self.span(&mut grid.span));
    }

    fn error(&self, fact: &mut ErrorFact) {
        self.span(&mut fact.span);
        self.facts(fact.code.as_mut_slice());
        self.facts(fact.error_type.as_mut_slice());
        self.facts(&mut fact.statuses);
        self.texts(&mut fact.about);
        self.facts(fact.category.as_mut_slice());
        for also in &mut fact.also {
            self.fact(&mut also.code);
            self.facts(&mut also.statuses);
        }
        let reference = &mut fact.reference;
        for text in [
            &mut reference.message,
            &mut reference.user_message,
            &mut reference.exception,
            &mut reference.seen,
            &mut reference.deprecated,
        ] {
            self.facts(text.as_mut_slice());
        }
        self.facts(&mut reference.renamed_from);
        self.facts(&mut reference.links);
        self.facts(&mut reference.details);
    }

    fn texts(&self, about: &mut Explanation) {
        self.facts(about.name.as_mut_slice());
        self.facts(about.description.as_mut_slice());
        about
            .wordings
            .iter_mut()
            .for_each(|wording| self.fact(&mut wording.text));
        for texts in [
            &mut about.causes,
            &mut about.solutions,
            &mut about.limits,
            &mut about.retry,
        ] {
            self.facts(texts);
        }
        about
            .bodies
            .iter_mut()
            .for_each(|body| *body += self.bodies);
    }

    fn facts<T>(&self, facts: &mut [Fact<T>]) {
        facts.iter_mut().for_each(|fact| self.fact(fact));
    }

    fn fact<T>(&self, fact: &mut Fact<T>) {
        self.span(&mut fact.span);
        fact.repeated_at.iter_mut().for_each(|span| self.span(span));
    }

    fn span(&self, span: &mut Span) {
        *span = span.start + self.by..span.end + self.by;
    }
}
