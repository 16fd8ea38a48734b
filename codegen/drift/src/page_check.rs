//! A catalog compared with the page it was read from: what is on the wire must be the same.
//!
//! Texts are compared by the lock alone, since a catalog has wording of its own.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Identity;
use api_error_catalog_pages::Page;

use crate::aspect::Aspect;
use crate::change::Change;
use crate::item::{Item, ItemKind};
use crate::shown::ShownCodes;
use crate::stale_errata::is_explained;
use crate::wire_facts::{WireFacts, codes_on_page};

/// Returns the changes from the catalog to the page: of codes with their statuses and types, of types with their
/// statuses, of statuses and of close codes. Deprecated and merely observed errors need not be on the page, and differences
/// that an erratum states are omitted. It is enough if an example shows a code, or a status of a code.
#[must_use]
pub fn compare_with_page(catalog: &Catalog, page: &Page) -> Vec<Change> {
    let required = BTreeSet::new();
    let on_page = codes_on_page(page);
    let mut in_catalog = codes_in_catalog(catalog);
    let mut optional = optional_codes(catalog);
    leave_out_shown(
        &ShownCodes::new(catalog, page),
        &on_page,
        &mut in_catalog,
        &mut optional,
    );
    let mut changes = compare(ItemKind::Error, &in_catalog, &on_page, &optional);
    changes.retain(|change| !is_explained(change, catalog, &on_page, page));
    changes.extend(compare(
        ItemKind::Type,
        &types_in_catalog(catalog),
        &types_on_page(page),
        &required,
    ));
    changes.extend(missing_statuses(catalog, page));
    let closes = catalog.close_codes.iter();
    changes.extend(compare(
        ItemKind::CloseCode,
        &closes
            .map(|close| (close.code.to_string(), WireFacts::default()))
            .collect(),
        &close_codes_on_page(page),
        &required,
    ));
    changes
}

/// Makes the codes optional that the page shows, and leaves out the statuses that only its examples give a code.
fn leave_out_shown(
    shown: &ShownCodes,
    on_page: &BTreeMap<String, WireFacts>,
    in_catalog: &mut BTreeMap<String, WireFacts>,
    optional: &mut BTreeSet<String>,
) {
    for (code, facts) in in_catalog {
        let listed = on_page.get(code).map(|facts| &facts.statuses);
        let is_listed = |status: &u16| listed.is_none_or(|listed| listed.contains(status));
        facts
            .statuses
            .retain(|status| is_listed(status) || !shown.has_status(code, *status));
        if shown.contains(code) {
            optional.insert(code.clone());
        }
    }
}

fn compare(
    kind: ItemKind,
    catalog: &BTreeMap<String, WireFacts>,
    page: &BTreeMap<String, WireFacts>,
    optional: &BTreeSet<String>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, theirs) in page {
        let item = theirs.item(kind, key);
        let Some(ours) = catalog.get(key) else {
            changes.push(Change::added(item));
            continue;
        };
        let mut aspects = BTreeSet::new();
        if theirs.statuses != ours.statuses {
            aspects.insert(Aspect::Statuses);
        }
        if theirs.differs_in_type(ours) {
            aspects.insert(Aspect::Type);
        }
        if !aspects.is_empty() {
            let mut before = ours.item(kind, key);
            if aspects.contains(&Aspect::Type) && ours.error_type.is_none() {
                before = before.with(Aspect::Type, ours.type_aliases.first());
            }
            changes.push(Change::changed(before, item, aspects));
        }
    }
    let gone = catalog
        .iter()
        .filter(|(key, _)| !page.contains_key(*key) && !optional.contains(*key));
    changes.extend(gone.map(|(key, ours)| Change::removed(ours.item(kind, key))));
    changes
}

/// Returns the statuses that the page gives each code.
#[must_use]
pub fn statuses_on_page(page: &Page) -> BTreeMap<String, BTreeSet<u16>> {
    statuses_of(codes_on_page(page))
}

/// Returns the statuses that the catalog documents for each code.
#[must_use]
pub fn statuses_in_catalog(catalog: &Catalog) -> BTreeMap<String, BTreeSet<u16>> {
    statuses_of(codes_in_catalog(catalog))
}

fn statuses_of(codes: BTreeMap<String, WireFacts>) -> BTreeMap<String, BTreeSet<u16>> {
    codes
        .into_iter()
        .map(|(code, facts)| (code, facts.statuses))
        .collect()
}

/// Returns the facts of each code and sub-code in the catalog. If the API sends no types, an error's name may be its type on
/// the page.
fn codes_in_catalog(catalog: &Catalog) -> BTreeMap<String, WireFacts> {
    let mut codes: BTreeMap<String, WireFacts> = BTreeMap::new();
    for error in catalog.errors.iter().filter(|error| error.seen.is_none()) {
        for identity in error.identities() {
            // Pages list sub-codes as they list codes.
            for code in identity.code.iter().chain(subcode(identity)) {
                let facts = codes.entry(code.clone()).or_default();
                facts.statuses.extend(&identity.statuses);
                if facts.error_type.is_none() {
                    facts.error_type.clone_from(&error.error_type);
                }
                let names = [
                    Some(&error.name),
                    Some(&error.key),
                    error.error_type.as_ref(),
                ];
                facts
                    .type_aliases
                    .extend(names.into_iter().flatten().cloned());
            }
        }
    }
    codes
}

fn subcode(identity: &Identity) -> Option<&String> {
    identity.conditions.as_ref()?.subcode.as_ref()
}

/// Returns the codes of deprecated errors, and the sub-codes, which a page may list where no codes are looked for.
fn optional_codes(catalog: &Catalog) -> BTreeSet<String> {
    let mut optional = BTreeSet::new();
    let mut required = BTreeSet::new();
    for error in &catalog.errors {
        for identity in error.identities() {
            optional.extend(subcode(identity).cloned());
            let codes = match error.deprecated {
                Some(_) => &mut optional,
                None => &mut required,
            };
            codes.extend(identity.code.clone());
        }
    }
    &optional - &required
}

fn types_on_page(page: &Page) -> BTreeMap<String, WireFacts> {
    let types = page.types.iter().map(|fact| {
        let facts = WireFacts {
            statuses: fact.statuses.iter().map(|status| status.value).collect(),
            ..WireFacts::at(&fact.name.span)
        };
        (fact.name.value.clone(), facts)
    });
    types.collect()
}

fn types_in_catalog(catalog: &Catalog) -> BTreeMap<String, WireFacts> {
    let types = catalog.types.iter().map(|ty| {
        let facts = WireFacts {
            statuses: ty.statuses.iter().copied().collect(),
            ..WireFacts::default()
        };
        (ty.name.clone(), facts)
    });
    types.collect()
}

fn close_codes_on_page(page: &Page) -> BTreeMap<String, WireFacts> {
    page.close_codes
        .iter()
        .map(|fact| (fact.code.value.to_string(), WireFacts::at(&fact.code.span)))
        .collect()
}

/// Returns the statuses that the page explains and the catalog does not have. A catalog may describe a status that the
/// page merely mentions.
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
    missing
        .map(|fact| {
            Change::added(Item {
                span: Some(fact.status.span.clone()),
                ..Item::new(ItemKind::Status, fact.status.value.to_string())
            })
        })
        .collect()
}
