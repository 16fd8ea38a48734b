//! A catalog, held against the page that it was read from: what is on the wire must be the same.
//!
//! Texts are compared by the lock alone, since a catalog is in words of its own.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::Catalog;

use crate::change::{Change, How};
use crate::item::{Aspect, Item, ItemKind};
use api_error_catalog_pages::At;
use api_error_catalog_pages::{ErrorFact, Page};

/// What the page documents otherwise than the catalog: codes with their statuses and types, types with theirs,
/// statuses, close codes. An error that is deprecated or only observed need not be on the page.
#[must_use]
pub fn against_page(catalog: &Catalog, page: &Page) -> Vec<Change> {
    let mut changes = compare(
        ItemKind::Error,
        &codes_of_page(page),
        &codes_of_catalog(catalog),
        &optional_codes(catalog),
    );
    changes.extend(compare(
        ItemKind::Type,
        &types_of_page(page),
        &types_of_catalog(catalog),
        &BTreeSet::new(),
    ));
    changes.extend(missing_statuses(catalog, page));
    let page_closes = page
        .close_codes
        .iter()
        .map(|fact| (fact.code.value.to_string(), Said::at(fact.code.at)))
        .collect();
    let closes = catalog
        .close_codes
        .iter()
        .map(|close| (close.code.to_string(), Said::default()))
        .collect();
    changes.extend(compare(
        ItemKind::CloseCode,
        &page_closes,
        &closes,
        &BTreeSet::new(),
    ));
    changes
}

/// What is said of one code or type.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) statuses: BTreeSet<u16>,
    /// `None` where this side does not say.
    pub(super) type_names: Option<BTreeSet<String>>,
    pub(super) at: Option<At>,
}

impl Said {
    fn at(at: At) -> Said {
        Said {
            at: Some(at),
            ..Said::default()
        }
    }
}

fn compare(
    kind: ItemKind,
    page: &BTreeMap<String, Said>,
    catalog: &BTreeMap<String, Said>,
    optional: &BTreeSet<String>,
) -> Vec<Change> {
    let change = |how, key: &String, said: &Said| Change {
        at: said.at,
        ..Change::new(how, &Item::new(kind, key.clone()))
    };
    let mut changes = Vec::new();
    for (key, said) in page {
        let Some(ours) = catalog.get(key) else {
            changes.push(change(How::Added, key, said));
            continue;
        };
        let mut fields: BTreeSet<Aspect> = BTreeSet::new();
        if said.statuses != ours.statuses {
            fields.insert("statuses");
        }
        if let (Some(theirs), Some(ours)) = (&said.type_names, &ours.type_names)
            && theirs.is_disjoint(ours)
        {
            fields.insert("type");
        }
        if !fields.is_empty() {
            changes.push(Change {
                fields,
                ..change(How::Changed, key, said)
            });
        }
    }
    let gone = catalog
        .iter()
        .filter(|(key, _)| !page.contains_key(*key) && !optional.contains(*key));
    changes.extend(gone.map(|(key, said)| change(How::Removed, key, said)));
    changes
}

pub(super) fn codes_of_page(page: &Page) -> BTreeMap<String, Said> {
    let mut codes: BTreeMap<String, Said> = BTreeMap::new();
    for fact in &page.errors {
        if let Some(code) = &fact.code {
            let said = codes
                .entry(code.value.to_string())
                .or_insert_with(|| Said::at(code.at));
            said.statuses
                .extend(fact.statuses.iter().map(|status| status.value));
            let names = type_names(fact);
            if !names.is_empty() {
                said.type_names.get_or_insert_default().extend(names);
            }
        }
        for also in &fact.also {
            let said = codes
                .entry(also.code.value.to_string())
                .or_insert_with(|| Said::at(also.code.at));
            said.statuses
                .extend(also.statuses.iter().map(|status| status.value));
        }
    }
    codes
}

/// The statuses that the page gives each code.
pub fn statuses_on_page(page: &Page) -> BTreeMap<String, BTreeSet<u16>> {
    codes_of_page(page)
        .into_iter()
        .map(|(code, said)| (code, said.statuses))
        .collect()
}

/// The statuses that the catalog documents for each code.
pub fn statuses_in_catalog(catalog: &Catalog) -> BTreeMap<String, BTreeSet<u16>> {
    codes_of_catalog(catalog)
        .into_iter()
        .map(|(code, said)| (code, said.statuses))
        .collect()
}

fn type_names(fact: &ErrorFact) -> BTreeSet<String> {
    fact.error_type
        .iter()
        .map(|name| name.value.clone())
        .collect()
}

/// A type that the page names may be the error's name in the catalog, where types are not on the wire.
fn codes_of_catalog(catalog: &Catalog) -> BTreeMap<String, Said> {
    let mut codes: BTreeMap<String, Said> = BTreeMap::new();
    for error in catalog.errors.iter().filter(|error| error.seen.is_none()) {
        for identity in error.identities() {
            let Some(code) = &identity.code else { continue };
            let said = codes.entry(code.clone()).or_default();
            said.statuses.extend(&identity.statuses);
            let names = [
                Some(&error.name),
                Some(&error.key),
                error.type_name.as_ref(),
            ];
            said.type_names
                .get_or_insert_default()
                .extend(names.into_iter().flatten().cloned());
        }
    }
    codes
}

fn optional_codes(catalog: &Catalog) -> BTreeSet<String> {
    let optional = catalog
        .errors
        .iter()
        .filter(|error| error.deprecated.is_some());
    optional
        .flat_map(|error| error.identities())
        .filter_map(|identity| identity.code.clone())
        .collect()
}

fn types_of_page(page: &Page) -> BTreeMap<String, Said> {
    let said = |fact: &api_error_catalog_pages::TypeFact| Said {
        statuses: fact.statuses.iter().map(|status| status.value).collect(),
        ..Said::at(fact.name.at)
    };
    page.types
        .iter()
        .map(|fact| (fact.name.value.clone(), said(fact)))
        .collect()
}

fn types_of_catalog(catalog: &Catalog) -> BTreeMap<String, Said> {
    let said = |ty: &api_error_catalog_model::model::Type| Said {
        statuses: ty.statuses.iter().copied().collect(),
        ..Said::default()
    };
    catalog
        .types
        .iter()
        .map(|ty| (ty.name.clone(), said(ty)))
        .collect()
}

/// Statuses that the page explains and the catalog knows nowhere. The other way round nothing is asked: a catalog may
/// describe a status that the page only mentions.
fn missing_statuses(catalog: &Catalog, page: &Page) -> Vec<Change> {
    let described = catalog.statuses.iter().map(|status| status.status);
    let of_errors = catalog
        .errors
        .iter()
        .flat_map(|error| error.own.statuses.iter().copied());
    let known: BTreeSet<u16> = described.chain(of_errors).collect();
    let missing = page
        .statuses
        .iter()
        .filter(|fact| !known.contains(&fact.status.value));
    let change = |fact: &api_error_catalog_pages::StatusFact| {
        let item = Item::new(ItemKind::Status, fact.status.value.to_string());
        Change {
            at: Some(fact.status.at),
            ..Change::new(How::Added, &item)
        }
    };
    missing.map(change).collect()
}
