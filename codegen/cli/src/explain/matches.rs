//! Finds the errors of one catalog that a query matches.

use api_error_catalog_model::Catalog;
use api_error_catalog_model::json::{CatalogFacts, catalog_facts};
use api_error_catalog_model::model::Error;

use super::page;

/// The matches of a query in one catalog.
pub(super) struct Match<'c> {
    pub(super) catalog: &'c Catalog,
    /// The page of the response, if the query is one.
    pub(super) response: Option<String>,
    pub(super) errors: Vec<&'c Error>,
    /// The HTTP status or close code, if the query is a number that the catalog describes.
    pub(super) number: Option<u16>,
}

impl Match<'_> {
    pub(super) fn error_pages(&self) -> impl Iterator<Item = String> {
        let errors = self.errors.iter();
        let pages = errors.map(|error| page::of_error(self.catalog, error));
        self.response.clone().into_iter().chain(pages)
    }

    pub(super) fn number_pages(&self) -> Vec<String> {
        let pages = |number| page::of_number(self.catalog, number);
        self.number.map(pages).unwrap_or_default()
    }

    /// Returns the facts of the catalog that match.
    pub(super) fn facts(&self) -> CatalogFacts {
        let mut facts = catalog_facts(self.catalog);
        let is_match = |name: &Option<String>| {
            let mut errors = self.errors.iter();
            errors.any(|error| name.as_ref() == Some(&error.name))
        };
        facts.errors.retain(|error| is_match(&error.name));
        facts.observed.retain(|error| is_match(&error.name));
        facts.errata.retain(|erratum| is_match(&erratum.error));
        facts.types.retain(|ty| {
            let mut types = self.errors.iter().map(|error| &error.error_type);
            types.any(|name| name.as_ref() == Some(&ty.name))
        });
        facts.statuses.retain(|own| Some(own.status) == self.number);
        facts
            .close_codes
            .retain(|own| Some(own.code) == self.number);
        facts
    }
}

/// Returns the errors with this code, otherwise those with this name, otherwise those with this status.
pub(super) fn matching_errors<'c>(catalog: &'c Catalog, wanted: &str) -> Vec<&'c Error> {
    let of = |matches: &dyn Fn(&Error) -> bool| -> Vec<&Error> {
        let errors = catalog.errors.iter();
        errors.filter(|error| matches(error)).collect()
    };
    let is_named = |name: &str| name.eq_ignore_ascii_case(wanted);
    let by_code = of(&|error| error.has_code(wanted));
    if !by_code.is_empty() {
        return by_code;
    }
    let by_name = of(&|error| is_named(&error.name) || is_named(&error.key));
    if !by_name.is_empty() {
        return by_name;
    }
    let Ok(status) = wanted.parse() else {
        return Vec::new();
    };
    of(&|error| {
        let mut identities = error.identities();
        identities.any(|identity| identity.statuses.contains(&status))
    })
}
