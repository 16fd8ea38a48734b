//! Collects the facts of a document for programs.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use api_error_catalog_model::names;
use api_error_catalog_model::source::Span;

use crate::page::{
    Body, Certainty, Code, ErrorFact, Explanation, Fact, HeaderFact, Page, StatusFact, TypeFact,
    Wording, WordingOrigin,
};
use crate::read::document::{BlockKind, Document};
use crate::read::text::Text;
use crate::read::texts::PageTexts;
use crate::reports::SkippedPart;

/// More texts about one thing are left out: every operation may describe the same response in its own words.
const MOST_WORDINGS: usize = 24;

/// The facts so far. A thing that is stated twice is one fact.
#[derive(Default)]
pub(super) struct FactsBuilder {
    page: Page,
    errors: HashMap<Name, usize>,
    statuses: HashMap<u16, usize>,
    /// The skipped parts of the page, with their reasons.
    skipped: HashSet<(String, &'static str)>,
    texts: Document,
}

/// What identifies an error in the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Name {
    Code(Code),
    Type(String),
}

impl FactsBuilder {
    /// Returns the error with this code.
    pub(super) fn error(&mut self, code: Code, span: &Span) -> &mut ErrorFact {
        let name = Name::Code(code.clone());
        let error = self.entry(name, span);
        match &mut error.code {
            Some(known) => known.repeat(span.clone()),
            slot => *slot = Some(Fact::sure(code, span.clone())),
        }
        error
    }

    /// Returns the error with this code, if it was added.
    pub(super) fn known_error(&mut self, code: &Code) -> Option<&mut ErrorFact> {
        let index = *self.errors.get(&Name::Code(code.clone()))?;
        self.page.errors.get_mut(index)
    }

    /// Returns `true` if the error with this code was added.
    pub(super) fn lists(&self, code: &Code) -> bool {
        self.errors.contains_key(&Name::Code(code.clone()))
    }

    /// Returns the error that only its type identifies.
    pub(super) fn error_of_type(&mut self, error_type: &str, span: &Span) -> &mut ErrorFact {
        let error = self.entry(Name::Type(error_type.to_owned()), span);
        match &mut error.error_type {
            Some(known) => known.repeat(span.clone()),
            slot => *slot = Some(Fact::sure(error_type.to_owned(), span.clone())),
        }
        error
    }

    fn entry(&mut self, name: Name, span: &Span) -> &mut ErrorFact {
        let errors = &mut self.page.errors;
        let index = *self.errors.entry(name).or_insert(errors.len());
        if index == errors.len() {
            errors.push(ErrorFact::new(span.clone(), Certainty::Sure));
        }
        &mut errors[index]
    }

    /// Returns the fact about this status.
    pub(super) fn status(&mut self, status: u16, span: &Span) -> &mut StatusFact {
        let statuses = &mut self.page.statuses;
        let index = *self.statuses.entry(status).or_insert(statuses.len());
        if index == statuses.len() {
            statuses.push(StatusFact::new(Fact::sure(status, span.clone())));
        } else {
            statuses[index].status.repeat(span.clone());
        }
        &mut statuses[index]
    }

    pub(super) fn has_errors(&self) -> bool {
        !self.page.errors.is_empty()
    }

    /// Returns the codes of the errors so far.
    pub(super) fn codes(&self) -> impl Iterator<Item = &Code> {
        let codes = self
            .page
            .errors
            .iter()
            .filter_map(|error| error.code.as_ref());
        codes.map(|code| &code.value)
    }

    pub(super) fn set_title(&mut self, title: &str, span: Span) {
        self.page.title = Some(Fact::sure(title.to_owned(), span));
    }

    /// Records a text of the document, in which conditions look for wordings.
    pub(super) fn add_text(&mut self, text: &str, span: &Span) {
        self.texts
            .push(0, BlockKind::Paragraph(Text::plain(text, span.start)));
    }

    pub(super) fn add_header(&mut self, header: HeaderFact) {
        let mut known = self.page.headers.iter();
        let is_known = known.any(|known| known.field == header.field);
        // A document may have names that no catalog can state.
        if !is_known && names::is_header(&header.name.value) {
            self.page.headers.push(header);
        }
    }

    /// Adds decorations of codes, unless they are known.
    pub(super) fn add_code_forms(&mut self, forms: &[&str]) {
        for form in forms {
            if !self.page.code_forms.iter().any(|known| known == form) {
                self.page.code_forms.push((*form).to_owned());
            }
        }
    }

    /// Adds an example, and returns its index.
    pub(super) fn add_body(&mut self, body: Body) -> usize {
        self.page.bodies.push(body);
        self.page.bodies.len() - 1
    }

    pub(super) fn body_count(&self) -> usize {
        self.page.bodies.len()
    }

    pub(super) fn add_type(&mut self, fact: TypeFact) {
        self.page.types.push(fact);
    }

    /// Adds the errors of a part that was read like a page.
    pub(super) fn adopt(&mut self, part: Page) {
        for error in part.errors {
            let Some(code) = error.code.as_ref().map(|code| code.value.clone()) else {
                continue;
            };
            if let Entry::Vacant(slot) = self.errors.entry(Name::Code(code)) {
                slot.insert(self.page.errors.len());
                self.page.errors.push(error);
            }
        }
    }

    /// Reports a part that is not read.
    pub(super) fn skip(&mut self, what: &str, reason: &'static str, span: Span) {
        if self.skipped.insert((what.to_owned(), reason)) {
            self.page.skipped.push(SkippedPart {
                what: what.to_owned(),
                reason: reason.to_owned(),
                span,
            });
        }
    }

    /// Returns the page, without its source.
    pub(super) fn finish(mut self) -> Page {
        for error in &mut self.page.errors {
            let about = &mut error.about;
            if about.description.is_none() {
                about.description = about.wordings.first().map(|wording| wording.text.clone());
            }
        }
        Page {
            texts: PageTexts::new(self.texts),
            ..self.page
        }
    }
}

/// Adds a status to those of an error.
pub(super) fn add_status(statuses: &mut Vec<Fact<u16>>, status: u16, span: &Span) {
    match statuses.iter_mut().find(|known| known.value == status) {
        Some(known) => known.repeat(span.clone()),
        None => statuses.push(Fact::sure(status, span.clone())),
    }
}

/// Adds a text: the first one is the description, and different ones are further wordings.
pub(super) fn add_text(about: &mut Explanation, text: &str, span: &Span, origin: WordingOrigin) {
    let text = folded(text);
    if text.is_empty() {
        return;
    }
    let known = about.description.iter_mut();
    let mut known = known.chain(about.wordings.iter_mut().map(|wording| &mut wording.text));
    if let Some(known) = known.find(|known| known.value == text) {
        known.repeat(span.clone());
        return;
    }
    let text = Fact::sure(text, span.clone());
    if about.description.is_none() && origin != WordingOrigin::Example {
        about.description = Some(text);
    } else if about.wordings.len() < MOST_WORDINGS {
        about.wordings.push(Wording { text, origin });
    }
}

/// Returns a text with its white space folded.
pub(super) fn folded(text: &str) -> String {
    Text::plain(text, 0).as_str().to_owned()
}
