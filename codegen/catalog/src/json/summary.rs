//! A catalog in numbers.

use std::collections::BTreeSet;

use super::report::CatalogSummary;
use crate::model::Catalog;

impl CatalogSummary {
    /// Counts what a catalog contains.
    #[must_use]
    pub fn of(catalog: &Catalog) -> CatalogSummary {
        let identities = || catalog.errors.iter().flat_map(|error| error.identities());
        let codes: BTreeSet<_> = identities().filter_map(|own| own.code.as_ref()).collect();
        let statuses: BTreeSet<_> = identities().flat_map(|own| &own.statuses).collect();
        let pages = || catalog.pages.iter();
        CatalogSummary {
            catalog: catalog.name.clone(),
            title: catalog.title.clone(),
            errors: catalog.errors.len(),
            codes: codes.len(),
            statuses: statuses.len(),
            close_codes: catalog.close_codes.len(),
            read: pages().filter_map(|page| page.read.clone()).max(),
            sources: pages()
                .filter_map(|page| page.url.clone().or_else(|| page.file.clone()))
                .collect(),
        }
    }
}
