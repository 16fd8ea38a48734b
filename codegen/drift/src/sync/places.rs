//! Where things stand on the page and in the catalog's text: each table is made once, so that a merge takes no longer
//! for each change than for one.

use std::collections::HashMap;

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Type;
use api_error_catalog_model::outline::Outline;

use api_error_catalog_pages::{ErrorFact, Page, TypeFact};

/// The tables.
pub(super) struct Places<'s> {
    /// The place of each code on the page.
    facts: HashMap<String, usize>,
    /// The group and the entry that have each code of the catalog.
    entries: HashMap<&'s str, (usize, usize)>,
    /// The group of each type, and the one without a type.
    groups: HashMap<&'s str, usize>,
    untyped: Option<usize>,
    /// For each group, the places on the page of its entries, in the page's order.
    known: HashMap<usize, Vec<(usize, usize)>>,
    types: HashMap<&'s str, &'s Type>,
    type_facts: HashMap<&'s str, &'s TypeFact>,
    /// The errors that the page gives each type.
    of_type: HashMap<&'s str, Vec<&'s ErrorFact>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(catalog: &'s Catalog, outline: &'s Outline, page: &'s Page) -> Places<'s> {
        let mut places = Places {
            facts: HashMap::new(),
            entries: entries(catalog, outline),
            groups: HashMap::new(),
            untyped: outline
                .groups
                .iter()
                .position(|group| group.type_name.is_none() && !group.observed),
            known: HashMap::new(),
            types: catalog
                .types
                .iter()
                .map(|ty| (ty.name.as_str(), ty))
                .collect(),
            type_facts: page
                .types
                .iter()
                .map(|fact| (fact.name.value.as_str(), fact))
                .collect(),
            of_type: HashMap::new(),
        };
        for (at, group) in outline.groups.iter().enumerate() {
            if let Some(name) = &group.type_name {
                places.groups.entry(name).or_insert(at);
            }
        }
        for (place, fact) in page.errors.iter().enumerate() {
            if let Some(name) = &fact.error_type {
                places.of_type.entry(&name.value).or_default().push(fact);
            }
            let Some(code) = &fact.code else { continue };
            let code = code.value.to_string();
            if let Some((group, entry)) = places.entries.get(code.as_str()) {
                places
                    .known
                    .entry(*group)
                    .or_default()
                    .push((place, *entry));
            }
            places.facts.entry(code).or_insert(place);
        }
        places
    }

    /// The place on the page of this code.
    pub(super) fn fact(&self, code: &str) -> Option<usize> {
        self.facts.get(code).copied()
    }

    /// The group and the entry that have this code.
    pub(super) fn entry(&self, code: &str) -> Option<(usize, usize)> {
        self.entries.get(code).copied()
    }

    /// The errors of the page that the catalog has not, each with its code, in the page's order.
    pub(super) fn new_errors<'p>(
        &'p self,
        page: &'p Page,
    ) -> impl Iterator<Item = (&'p str, &'p ErrorFact)> {
        let mut new: Vec<(usize, &str)> = self
            .facts
            .iter()
            .filter(|(code, _)| !self.entries.contains_key(code.as_str()))
            .map(|(code, place)| (*place, code.as_str()))
            .collect();
        new.sort_unstable();
        new.into_iter()
            .filter_map(|(place, code)| Some((code, page.errors.get(place)?)))
    }

    /// The group below this type.
    pub(super) fn group_of_type(&self, name: &str) -> Option<usize> {
        self.groups.get(name).copied()
    }

    /// The group for errors of this type: below the type where the catalog has it, else the one without a type.
    pub(super) fn group(&self, type_name: Option<&str>) -> Option<usize> {
        type_name
            .and_then(|name| self.group_of_type(name))
            .or(self.untyped)
    }

    /// The entry of the group that stands on the page next before this place.
    pub(super) fn before(&self, group: usize, place: usize) -> Option<usize> {
        let known = self.known.get(&group)?;
        let next = known.partition_point(|(other, _)| *other < place);
        next.checked_sub(1)
            .and_then(|at| known.get(at))
            .map(|(_, entry)| *entry)
    }

    /// A type of the catalog.
    pub(super) fn ty(&self, name: &str) -> Option<&'s Type> {
        self.types.get(name).copied()
    }

    /// A type of the page.
    pub(super) fn type_fact(&self, name: &str) -> Option<&'s TypeFact> {
        self.type_facts.get(name).copied()
    }

    /// The errors of the page that have this type.
    pub(super) fn errors_of_type(&self, name: &str) -> &[&'s ErrorFact] {
        self.of_type.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Where each documented code of the catalog stands in its text.
fn entries<'c>(catalog: &'c Catalog, outline: &Outline) -> HashMap<&'c str, (usize, usize)> {
    let documented = outline
        .groups
        .iter()
        .enumerate()
        .filter(|(_, group)| !group.observed);
    let mut by_key: HashMap<&str, (usize, usize)> = HashMap::new();
    for (at, group) in documented {
        for (entry, own) in group.errors.entries.iter().enumerate() {
            by_key.entry(&own.key).or_insert((at, entry));
        }
    }
    let mut by_code = HashMap::new();
    for error in catalog.errors.iter().filter(|error| error.seen.is_none()) {
        if let Some(place) = by_key.get(error.key.as_str()) {
            for code in error
                .identities()
                .filter_map(|identity| identity.code.as_deref())
            {
                by_code.entry(code).or_insert(*place);
            }
        }
    }
    by_code
}
