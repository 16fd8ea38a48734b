//! Keys and Rust names of new errors: none that another error has or had.

use std::collections::{HashMap, HashSet};

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::Catalog;
use api_error_catalog_model::names::{Names, free_key, of_key};
use api_error_catalog_pages::ErrorFact;

use crate::RustNames;

/// How a new error is called.
#[derive(Debug, Clone)]
pub(super) struct ErrorName {
    /// Its key in the file.
    pub(super) key: String,
    /// Its variant, unless the key gives it.
    pub(super) rust_name: Option<String>,
    /// The error that has the name which the key would give.
    pub(super) taken_by: Option<String>,
}

/// The names of all new errors, by code.
pub(super) type ErrorNames = HashMap<String, ErrorName>;

/// Names these errors, in this order, apart from the names of the catalog and those that its lock remembers.
pub(super) fn name_errors(
    catalog: &Catalog,
    given: &RustNames,
    new: &[(&str, &ErrorFact)],
) -> ErrorNames {
    let now = RustNames::of(catalog);
    let mut names = Names::taken(now.names().chain(given.names()));
    let mut keys: HashSet<String> = catalog
        .errors
        .iter()
        .map(|error| error.key.clone())
        .collect();
    let mut name = |code: &str, fact: &ErrorFact| {
        let other = fact.about.name.as_ref().or(fact.error_type.as_ref());
        let variant = names.variant(code, other.map(|name| name.value.as_str()).as_slice());
        if catalog.code_type != CodeType::String {
            let key = free_key(&variant.name, &mut keys);
            let gives_name = of_key(&key) == variant.name;
            return ErrorName {
                key,
                rust_name: (!gives_name).then_some(variant.name),
                taken_by: None,
            };
        }
        let own = of_key(code);
        let holder = now.holder(&own).or_else(|| given.holder(&own));
        ErrorName {
            key: code.to_owned(),
            taken_by: holder.filter(|_| !variant.of_key).map(str::to_owned),
            rust_name: (!variant.of_key).then_some(variant.name),
        }
    };
    new.iter()
        .map(|(code, fact)| ((*code).to_owned(), name(code, fact)))
        .collect()
}
