//! The Rust names of errors: a name that users' code contains must not disappear or come to mean another error.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Error;
use api_error_catalog_model::names::of_key;

/// The Rust names of a catalog's errors, present and former, each with the codes that it stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RustNames(BTreeMap<String, BTreeSet<String>>);

/// A Rust name that no longer belongs to its error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostName {
    /// The name.
    pub name: String,
    /// The codes it stood for; none if the error has no code.
    pub codes: BTreeSet<String>,
    /// The key and the name of the error that has one of these codes now.
    pub now: Option<(String, String)>,
    /// The key of the error that has the name now.
    pub taken_by: Option<String>,
}

impl RustNames {
    /// Returns the names that the generator uses for this catalog, former ones included.
    #[must_use]
    pub fn of(catalog: &Catalog) -> RustNames {
        let mut names = RustNames::default();
        for error in &catalog.errors {
            for name in names_of(error) {
                names.0.entry(name).or_default().extend(codes_of(error));
            }
        }
        names
    }

    /// Adds a name with the codes it stands for.
    pub(crate) fn insert(&mut self, name: String, codes: BTreeSet<String>) {
        self.0.insert(name, codes);
    }

    /// Returns every name with the codes it stands for.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.0.iter().map(|(name, codes)| (name.as_str(), codes))
    }

    /// Returns every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns a code that this name stands for, or the name itself if its error has no code.
    pub(crate) fn holder(&self, name: &str) -> Option<&str> {
        let (name, codes) = self.0.get_key_value(name)?;
        Some(codes.first().map_or(name.as_str(), String::as_str))
    }

    /// Returns the names that no longer belong to their errors in this catalog.
    #[must_use]
    pub fn lost(&self, catalog: &Catalog) -> Vec<LostName> {
        let mut by_code: HashMap<&str, &Error> = HashMap::new();
        let mut by_name: HashMap<String, (&Error, BTreeSet<String>)> = HashMap::new();
        for error in &catalog.errors {
            let codes = error.identities().filter_map(|own| own.code.as_deref());
            for code in codes {
                by_code.entry(code).or_insert(error);
            }
            for name in names_of(error) {
                by_name
                    .entry(name)
                    .or_insert_with(|| (error, codes_of(error).collect()));
            }
        }
        let mut lost = Vec::new();
        for (name, codes) in &self.0 {
            let holder = by_name.get(name);
            if holder.is_some_and(|(_, now)| {
                codes.is_empty() && now.is_empty() || !codes.is_disjoint(now)
            }) {
                continue;
            }
            let now = codes.iter().find_map(|code| by_code.get(code.as_str()));
            lost.push(LostName {
                name: name.clone(),
                codes: codes.clone(),
                now: now.map(|error| (error.key.clone(), error.name.clone())),
                taken_by: holder.map(|(error, _)| error.key.clone()),
            });
        }
        lost
    }
}

/// Returns the variant, and the deprecated aliases of former codes.
fn names_of(error: &Error) -> impl Iterator<Item = String> {
    std::iter::once(error.name.clone()).chain(error.renamed_from.iter().map(|code| of_key(code)))
}

/// Returns the present and the former codes.
fn codes_of(error: &Error) -> impl Iterator<Item = String> {
    error
        .identities()
        .filter_map(|identity| identity.code.clone())
        .chain(error.renamed_from.iter().cloned())
}

impl std::fmt::Display for LostName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` was the name", self.name)?;
        match self.codes.first() {
            Some(code) => write!(f, " of `{code}`")?,
            None => f.write_str(" of an error")?,
        }
        match (&self.taken_by, &self.now) {
            (Some(other), _) => write!(f, ", and is now that of `{other}`"),
            (None, Some((_, now))) => write!(f, ", which is now `{now}`"),
            (None, None) => f.write_str(", which the catalog no longer has"),
        }
    }
}
