//! A page's facts in the JSON form.

use std::collections::btree_map::Entry;

use api_error_catalog_model::json::{
    CatalogFacts, CloseCodeFacts, CodeValue, DetailFacts, ErrorFacts, FactOrigin, FurtherCode,
    LimitFacts, RetryFacts, StatusFacts, SupportFacts, TypeFacts,
};
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::{
    Certainty, CloseFact, Code, ErrorFact, Explanation, Fact, Page, StatusFact, TypeFact,
};

use super::{advice, limits};

/// Returns the facts of a page under a catalog's name.
#[must_use]
pub fn page_facts(page: &Page, catalog: &str) -> CatalogFacts {
    let (errors, observed): (Vec<&ErrorFact>, Vec<&ErrorFact>) = page
        .errors
        .iter()
        .partition(|fact| fact.reference.seen.is_none());
    let errors = errors.into_iter().map(|fact| error_facts(page, fact));
    let observed = observed.into_iter().map(|fact| error_facts(page, fact));
    let types = page.types.iter().map(|fact| type_facts(page, fact));
    let statuses = page.statuses.iter().map(|fact| status_facts(page, fact));
    let close_codes = page.close_codes.iter();
    CatalogFacts {
        format: 1,
        catalog: catalog.to_owned(),
        title: page.title.as_ref().map(|title| title.value.clone()),
        support: support_facts(&page.support),
        sensitive: Vec::new(),
        errata: Vec::new(),
        errors: errors.collect(),
        observed: observed.collect(),
        types: types.collect(),
        statuses: statuses.collect(),
        close_codes: close_codes
            .map(|fact| close_code_facts(page, fact))
            .collect(),
        confidence: Some(match page.doubts.is_empty() {
            true => "high",
            false => "low",
        }),
        doubts: page.doubts.clone(),
        sources: Vec::new(),
        rules: Vec::new(),
    }
}

/// Divides the addresses on a page into the first link, the first email address and the rest.
fn support_facts(contacts: &[Fact<String>]) -> Option<SupportFacts> {
    let mut support = SupportFacts::default();
    for contact in contacts {
        let address = &contact.value;
        let is_mail = !address.contains("://") && address.contains('@');
        let slot = if is_mail {
            &mut support.email
        } else {
            &mut support.url
        };
        match slot {
            None => *slot = Some(address.clone()),
            Some(_) => support.more.push(address.clone()),
        }
    }
    (!contacts.is_empty()).then_some(support)
}

fn error_facts(page: &Page, fact: &ErrorFact) -> ErrorFacts {
    let (about, reference) = (&fact.about, &fact.reference);
    let mut origin = OriginBuilder::new(page, &fact.span);
    origin.guess("code", &fact.certainty);
    origin.add("code", &fact.code);
    origin.add("statuses", &fact.statuses);
    if let Some(reason) = &fact.missing_statuses {
        origin.unsure("statuses", reason);
    }
    origin.add("type", &fact.error_type);
    origin.add_texts(about);
    origin.add("retry", &about.retry);
    origin.add("limits", &about.limits);
    let further = fact.also.iter().map(|also| FurtherCode {
        code: Some(code_value(&also.code.value)),
        statuses: values(&also.statuses),
    });
    ErrorFacts {
        name: value(&about.name),
        code: fact.code.as_ref().map(|code| code_value(&code.value)),
        statuses: values(&fact.statuses),
        error_type: value(&fact.error_type),
        description: value(&about.description),
        causes: values(&about.causes),
        solutions: values(&about.solutions),
        retry: retry_facts(&about.retry),
        limits: about.limits.iter().map(limit_facts).collect(),
        category: fact
            .category
            .as_ref()
            .map(|category| category.value.to_string()),
        also: further.collect(),
        conditions: Vec::new(),
        message: value(&reference.message),
        user_message: value(&reference.user_message),
        exception: value(&reference.exception),
        details: reference
            .details
            .iter()
            .map(|detail| DetailFacts::new(&detail.value))
            .collect(),
        seen: value(&reference.seen),
        deprecated: value(&reference.deprecated),
        renamed_from: values(&reference.renamed_from),
        links: values(&reference.links),
        origin: origin.origin,
    }
}

fn type_facts(page: &Page, fact: &TypeFact) -> TypeFacts {
    let mut origin = OriginBuilder::new(page, &fact.name.span);
    origin.add("type", [&fact.name]);
    origin.add("statuses", &fact.statuses);
    origin.add_texts(&fact.about);
    TypeFacts {
        name: fact.name.value.clone(),
        statuses: values(&fact.statuses),
        description: value(&fact.about.description),
        origin: origin.origin,
    }
}

fn status_facts(page: &Page, fact: &StatusFact) -> StatusFacts {
    let about = &fact.about;
    let mut origin = OriginBuilder::new(page, &fact.status.span);
    origin.add("status", [&fact.status]);
    origin.add("action", &fact.action);
    origin.add_texts(about);
    StatusFacts {
        status: fact.status.value,
        name: value(&about.name),
        description: value(&about.description),
        action: value(&fact.action),
        causes: values(&about.causes),
        solutions: values(&about.solutions),
        origin: origin.origin,
    }
}

fn close_code_facts(page: &Page, fact: &CloseFact) -> CloseCodeFacts {
    let mut origin = OriginBuilder::new(page, &fact.code.span);
    origin.add("code", [&fact.code]);
    origin.add_texts(&fact.about);
    CloseCodeFacts {
        code: fact.code.value,
        name: value(&fact.about.name),
        description: value(&fact.about.description),
        category: None,
        retry: None,
        origin: origin.origin,
    }
}

/// Collects where the page states the facts of an entry.
struct OriginBuilder<'p> {
    page: &'p Page,
    origin: FactOrigin,
}

impl<'p> OriginBuilder<'p> {
    fn new(page: &'p Page, span: &Span) -> OriginBuilder<'p> {
        let origin = FactOrigin {
            line: Some(page.line(span)),
            file: page.source_name(span).map(str::to_owned),
            ..FactOrigin::default()
        };
        OriginBuilder { page, origin }
    }

    fn guess(&mut self, field: &'static str, certainty: &Certainty) {
        if let Certainty::Unsure(reason) = certainty {
            self.unsure(field, reason);
        }
    }

    fn unsure(&mut self, field: &'static str, reason: &str) {
        let unsure = self.origin.unsure.entry(field);
        unsure.or_insert_with(|| reason.to_owned());
    }

    fn add<'f, T: 'f>(
        &mut self,
        field: &'static str,
        facts: impl IntoIterator<Item = &'f Fact<T>>,
    ) {
        for fact in facts {
            let line = self.page.line(&fact.span);
            if let Entry::Vacant(vacant) = self.origin.lines.entry(field) {
                vacant.insert(line);
                let file = self.page.source_name(&fact.span);
                let elsewhere = file.filter(|file| Some(*file) != self.origin.file.as_deref());
                let file = elsewhere.map(|file| (field, file.to_owned()));
                self.origin.files.extend(file);
            }
            self.guess(field, &fact.certainty);
        }
    }

    fn add_texts(&mut self, about: &Explanation) {
        self.add("name", &about.name);
        self.add("description", &about.description);
        if about.description.is_none() && !self.page.reference {
            self.unsure("description", "the page does not describe it");
        }
        self.add("causes", &about.causes);
        self.add("solutions", &about.solutions);
    }
}

fn code_value(code: &Code) -> CodeValue {
    match code {
        Code::Text(text) => CodeValue::Text(text.clone()),
        Code::Number(number) => CodeValue::Number(*number),
    }
}

/// Returns the advice that the page's wordings agree on.
fn retry_facts(found: &[Fact<String>]) -> Option<RetryFacts> {
    let texts: Vec<String> = values(found);
    let advice = advice::of_all(texts.iter().map(String::as_str));
    (!texts.is_empty()).then(|| RetryFacts::new(advice, texts))
}

fn limit_facts(found: &Fact<String>) -> LimitFacts {
    let text = &found.value;
    let limit = limits::stated(text).or_else(|| limits::read(text));
    LimitFacts {
        text: Some(text.clone()),
        name: limit.as_ref().map(|limit| limit.name.clone()),
        value: limit.as_ref().map(|limit| limit.value),
        plan: limit.and_then(|limit| limit.plan),
    }
}

fn value(fact: &Option<Fact<String>>) -> Option<String> {
    fact.as_ref().map(|fact| fact.value.clone())
}

fn values<T: Clone>(facts: &[Fact<T>]) -> Vec<T> {
    facts.iter().map(|fact| fact.value.clone()).collect()
}
