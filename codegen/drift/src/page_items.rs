//! The items of a page.

use std::collections::BTreeSet;

use api_error_catalog_model::source::Span;
use api_error_catalog_pages::{
    Body, CloseFact, ErrorFact, Fact, Page, StatusFact, TypeFact, Wording, WordingOrigin,
};

use crate::aspect::Aspect;
use crate::item::{Item, ItemKind, further_code};

/// Returns the items of a page. Positions, order and white space are not compared.
#[must_use]
pub fn page_items(page: &Page) -> Vec<Item> {
    let errors = page.errors.iter().map(|fact| error_item(page, fact));
    let statuses = page.statuses.iter().map(|fact| status_item(page, fact));
    errors
        .chain(page.types.iter().map(type_item))
        .chain(statuses)
        .chain(page.close_codes.iter().map(close_code_item))
        .chain([whole_page(page)])
        .collect()
}

fn error_item(page: &Page, fact: &ErrorFact) -> Item {
    let code = fact.code.as_ref().map(|code| code.value.to_string());
    let named = fact.about.name.as_ref().or(fact.about.description.as_ref());
    let key = code.or_else(|| named.map(|name| name.value.clone()));
    let also = fact.also.iter().map(|also| {
        let statuses = also.statuses.iter().map(|status| status.value);
        further_code(&also.code.value, statuses)
    });
    located(
        ItemKind::Error,
        key.unwrap_or_default(),
        &fact.about.section,
        &fact.span,
    )
    .with_places(Aspect::Code, values(&fact.code))
    .with_places(Aspect::Statuses, values(&fact.statuses))
    .with_places(Aspect::Type, values(&fact.error_type))
    .with(Aspect::Also, also)
    .with_places(Aspect::Name, values(&fact.about.name))
    .with_places(Aspect::Description, values(&fact.about.description))
    .with_places(Aspect::Causes, values(&fact.about.causes))
    .with_places(Aspect::Solutions, values(&fact.about.solutions))
    .with_places(Aspect::Limits, values(&fact.about.limits))
    .with_places(Aspect::Retry, values(&fact.about.retry))
    .with(Aspect::Example, bodies(page, &fact.about.bodies))
    .with_wordings(&fact.about.wordings)
}

fn type_item(fact: &TypeFact) -> Item {
    located(
        ItemKind::Type,
        fact.name.value.clone(),
        &fact.about.section,
        &fact.name.span,
    )
    .with_places(Aspect::Code, [value(&fact.name)])
    .with_places(Aspect::Statuses, values(&fact.statuses))
    .with_places(Aspect::Description, values(&fact.about.description))
    .with_wordings(&fact.about.wordings)
}

fn status_item(page: &Page, fact: &StatusFact) -> Item {
    located(
        ItemKind::Status,
        fact.status.value.to_string(),
        &fact.about.section,
        &fact.status.span,
    )
    .with_places(Aspect::Code, [value(&fact.status)])
    .with_places(Aspect::Name, values(&fact.about.name))
    .with_places(Aspect::Description, values(&fact.about.description))
    .with_places(Aspect::Causes, values(&fact.about.causes))
    .with_places(Aspect::Solutions, values(&fact.about.solutions))
    .with_places(Aspect::Limits, values(&fact.about.limits))
    .with(Aspect::Example, bodies(page, &fact.about.bodies))
    .with_wordings(&fact.about.wordings)
}

fn close_code_item(fact: &CloseFact) -> Item {
    located(
        ItemKind::CloseCode,
        fact.code.value.to_string(),
        &fact.about.section,
        &fact.code.span,
    )
    .with_places(Aspect::Code, [value(&fact.code)])
    .with_places(Aspect::Name, values(&fact.about.name))
    .with_places(Aspect::Description, values(&fact.about.description))
    .with_places(Aspect::Solutions, values(&fact.about.solutions))
    .with_wordings(&fact.about.wordings)
}

/// Examples that belong to no error, and how to contact support.
fn whole_page(page: &Page) -> Item {
    let of_errors = page.errors.iter().flat_map(|fact| &fact.about.bodies);
    let of_statuses = page.statuses.iter().flat_map(|fact| &fact.about.bodies);
    let shown: BTreeSet<usize> = of_errors.chain(of_statuses).copied().collect();
    let others: Vec<usize> = (0..page.bodies.len())
        .filter(|at| !shown.contains(at))
        .collect();
    // The target of a link is layout; an address in the text is content.
    let contacts = values(&page.support).filter(|(contact, _)| !contact.contains("://"));
    Item::new(ItemKind::Page, "")
        .with(Aspect::Example, bodies(page, &others))
        .with_places(Aspect::Support, contacts)
}

fn located(kind: ItemKind, key: String, section: &[String], span: &Span) -> Item {
    Item {
        section: section.last().cloned().unwrap_or_default(),
        span: Some(span.clone()),
        ..Item::new(kind, key)
    }
}

impl Item {
    /// Adds further wordings and, apart from them, remarks elsewhere on the page.
    fn with_wordings(self, wordings: &[Wording]) -> Item {
        let (notes, texts): (Vec<_>, Vec<_>) = wordings
            .iter()
            .partition(|wording| wording.origin == WordingOrigin::Note);
        let values = |wordings: Vec<&Wording>| {
            let values: Vec<_> = wordings.into_iter().map(|w| value(&w.text)).collect();
            values
        };
        self.with_places(Aspect::Texts, values(texts))
            .with_places(Aspect::Notes, values(notes))
    }
}

fn bodies(page: &Page, positions: &[usize]) -> Vec<String> {
    let text = |body: &Body| match &body.value {
        Some(value) => value.to_string(),
        None => body.raw.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    positions
        .iter()
        .filter_map(|position| page.bodies.get(*position))
        .map(text)
        .collect()
}

/// Returns values, each with the number of places that state it.
fn values<'f, T: ToString + 'f>(
    found: impl IntoIterator<Item = &'f Fact<T>>,
) -> impl Iterator<Item = (String, usize)> {
    found.into_iter().map(value)
}

fn value<T: ToString>(found: &Fact<T>) -> (String, usize) {
    (found.value.to_string(), found.places())
}
