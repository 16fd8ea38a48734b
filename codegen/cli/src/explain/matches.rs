//! What a query matches in one catalog.

use api_error_catalog_model::Catalog;
use api_error_catalog_model::json::{CatalogFacts, catalog_facts};
use api_error_catalog_model::model::Error;

use super::page;

/// What a query matches in one catalog.
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

    /// The facts of the catalog that match.
    pub(super) fn facts(&self) -> CatalogFacts {
        let mut facts = catalog_facts(self.catalog);
        let is_match = |name: &Option<String>| {
            let names = self.errors.iter().map(|error| &error.name);
            name.as_ref()
                .is_some_and(|name| names.into_iter().any(|matching| matching == name))
        };
        facts.errors.retain(|error| is_match(&error.name));
        facts.observed.retain(|error| is_match(&error.name));
        facts.quirks.retain(|quirk| is_match(&quirk.error));
        facts.types.retain(|ty| {
            let mut types = self.errors.iter().map(|error| &error.type_name);
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
    let of = |matches: &dyn Fn(&Error) -> bool| {
        catalog
            .errors
            .iter()
            .filter(|error| matches(error))
            .collect::<Vec<_>>()
    };
    let by_code = of(&|error| error.has_code(wanted));
    let by_name = || {
        of(&|error| {
            error.name.eq_ignore_ascii_case(wanted) || error.key.eq_ignore_ascii_case(wanted)
        })
    };
    let by_status = || match wanted.parse() {
        Ok(status) => of(&|error| {
            error
                .identities()
                .any(|identity| identity.statuses.contains(&status))
        }),
        Err(_) => Vec::new(),
    };
    [by_code]
        .into_iter()
        .chain(std::iter::once_with(by_name))
        .chain(std::iter::once_with(by_status))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}
