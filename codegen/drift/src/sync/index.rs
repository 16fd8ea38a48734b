//! Where each code and type is, on the page and in the catalog. The tables are made once, so that the cost of a merge
//! does not grow with the product of changes and errors.

use std::collections::{HashMap, HashSet};

use api_error_catalog_model::{Catalog, Loaded};
use api_error_catalog_pages::{ErrorFact, Page, TypeFact};

/// The tables.
pub(super) struct Index<'s> {
    /// The index of each code's fact on the page.
    facts: HashMap<String, usize>,
    /// The index of the error that has each documented code.
    errors: HashMap<&'s str, usize>,
    /// The index of each type's group of errors.
    groups: HashMap<&'s str, usize>,
    /// The index of the group without a type.
    untyped: Option<usize>,
    /// For each group, its errors that are on the page: the index of the fact and of the error, in the page's order.
    on_page: HashMap<usize, Vec<(usize, usize)>>,
    types: HashSet<&'s str>,
    type_facts: HashMap<&'s str, &'s TypeFact>,
    /// The errors of each type, as the page has them.
    of_type: HashMap<&'s str, Vec<&'s ErrorFact>>,
}

impl<'s> Index<'s> {
    pub(super) fn new(loaded: &'s Loaded, page: &'s Page) -> Index<'s> {
        let (catalog, map) = (&loaded.catalog, &loaded.map);
        let types = catalog.types.iter().map(|ty| ty.name.as_str());
        let type_facts = page
            .types
            .iter()
            .map(|fact| (fact.name.value.as_str(), fact));
        let groups = map.groups.iter().enumerate().filter_map(|(at, group)| {
            let ty = catalog.types.get(group.type_index?)?;
            Some((ty.name.as_str(), at))
        });
        let mut index = Index {
            facts: HashMap::new(),
            errors: documented_codes(catalog),
            groups: groups.collect(),
            untyped: map
                .groups
                .iter()
                .position(|group| group.type_index.is_none() && !group.observed),
            on_page: HashMap::new(),
            types: types.collect(),
            type_facts: type_facts.collect(),
            of_type: HashMap::new(),
        };
        for (at, fact) in page.errors.iter().enumerate() {
            index.add_fact(loaded, at, fact);
        }
        index
    }

    fn add_fact(&mut self, loaded: &Loaded, at: usize, fact: &'s ErrorFact) {
        if let Some(name) = &fact.error_type {
            self.of_type.entry(&name.value).or_default().push(fact);
        }
        let Some(code) = &fact.code else { return };
        let code = code.value.to_string();
        let error = self.errors.get(code.as_str()).copied();
        if let Some((error, spans)) = error.and_then(|at| Some((at, loaded.map.errors.get(at)?))) {
            self.on_page
                .entry(spans.group)
                .or_default()
                .push((at, error));
        }
        self.facts.entry(code).or_insert(at);
    }

    /// Returns the index of this code's fact on the page.
    pub(super) fn fact(&self, code: &str) -> Option<usize> {
        self.facts.get(code).copied()
    }

    /// Returns the index of the error that documents this code.
    pub(super) fn error(&self, code: &str) -> Option<usize> {
        self.errors.get(code).copied()
    }

    /// Returns the errors of the page that the catalog lacks, each with its code, in the page's order.
    pub(super) fn new_errors<'p>(&'p self, page: &'p Page) -> Vec<(&'p str, &'p ErrorFact)> {
        let new = page.errors.iter().enumerate().filter_map(|(at, fact)| {
            let code = fact.code.as_ref()?.value.to_string();
            let (code, first) = self.facts.get_key_value(&code)?;
            let is_new = *first == at && !self.errors.contains_key(code.as_str());
            is_new.then_some((code.as_str(), fact))
        });
        new.collect()
    }

    /// Returns the index of the group of this type.
    pub(super) fn group_of_type(&self, name: &str) -> Option<usize> {
        self.groups.get(name).copied()
    }

    /// Returns the index of the group for errors of this type: that of the type if the catalog has it, otherwise the one
    /// without a type.
    pub(super) fn group(&self, error_type: Option<&str>) -> Option<usize> {
        error_type
            .and_then(|name| self.group_of_type(name))
            .or(self.untyped)
    }

    /// Returns the error of the group that is on the page last before this fact.
    pub(super) fn error_before(&self, group: usize, fact: usize) -> Option<usize> {
        let on_page = self.on_page.get(&group)?;
        let next = on_page.partition_point(|(other, _)| *other < fact);
        let (_, error) = on_page.get(next.checked_sub(1)?)?;
        Some(*error)
    }

    /// Returns a type of the page.
    pub(super) fn type_fact(&self, name: &str) -> Option<&'s TypeFact> {
        self.type_facts.get(name).copied()
    }

    /// Returns `true` if the page has this type and the catalog does not.
    pub(super) fn is_new_type(&self, name: &str) -> bool {
        self.type_facts.contains_key(name) && !self.types.contains(name)
    }

    /// Returns the errors of the page that have this type.
    pub(super) fn errors_of_type(&self, name: &str) -> &[&'s ErrorFact] {
        self.of_type.get(name).map_or(&[], Vec::as_slice)
    }
}

fn documented_codes(catalog: &Catalog) -> HashMap<&str, usize> {
    let mut codes = HashMap::new();
    let errors = catalog.errors.iter().enumerate();
    for (at, error) in errors.filter(|(_, error)| error.seen.is_none()) {
        for identity in error.identities() {
            if let Some(code) = identity.code.as_deref() {
                codes.entry(code).or_insert(at);
            }
        }
    }
    codes
}
