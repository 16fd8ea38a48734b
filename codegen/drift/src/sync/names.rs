//! Names in Rust at a merge: a new error gets one that no other has or had, and one that was given stays.

use std::collections::{HashMap, HashSet};

use api_error_catalog_core::table::CodeForm;
use api_error_catalog_model::Catalog;

use crate::Given;
use api_error_catalog_model::names::{Names, of_key};
use api_error_catalog_pages::ErrorFact;

/// What a new error is called.
#[derive(Debug, Clone)]
pub(super) struct NewName {
    /// Its key in the file.
    pub(super) key: String,
    /// The variant, where the key does not make it.
    pub(super) rust_name: Option<String>,
    /// The error that has the name which the key would have made.
    pub(super) taken_by: Option<String>,
}

/// The names of all new errors, by code.
#[derive(Debug, Default)]
pub(super) struct NewNames(HashMap<String, NewName>);

impl NewNames {
    /// Names these errors, in this order, beside the names of the catalog and those that its lock remembers.
    pub(super) fn new<'p>(
        catalog: &Catalog,
        given: &Given,
        new: impl Iterator<Item = (&'p str, &'p ErrorFact)>,
    ) -> NewNames {
        let now = Given::of(catalog);
        let mut names = Names::taken(now.names().chain(given.names()));
        let mut keys: HashSet<String> = catalog
            .errors
            .iter()
            .map(|error| error.key.clone())
            .collect();
        let text = catalog.code_form == CodeForm::Text;
        let mut named = NewNames::default();
        for (code, fact) in new {
            let said = fact
                .name
                .as_ref()
                .or(fact.error_type.as_ref())
                .map(|name| name.value.as_str());
            let variant = names.variant(code, said.as_slice());
            let by = || {
                now.holder(&of_key(code))
                    .or_else(|| given.holder(&of_key(code)))
                    .map(str::to_owned)
            };
            let name = if text {
                let taken_by = if variant.of_key { None } else { by() };
                NewName {
                    key: code.to_owned(),
                    rust_name: (!variant.of_key).then_some(variant.name),
                    taken_by,
                }
            } else {
                let mut key = variant.name.clone();
                while !keys.insert(key.clone()) {
                    key.push('_');
                }
                let of_key = of_key(&key) == variant.name;
                NewName {
                    key,
                    rust_name: (!of_key).then_some(variant.name),
                    taken_by: None,
                }
            };
            named.0.insert(code.to_owned(), name);
        }
        named
    }

    /// The name of the new error with this code.
    pub(super) fn of(&self, code: &str) -> Option<&NewName> {
        self.0.get(code)
    }
}
