//! Names in Rust that were given: a name that users' code says must not go, nor come to mean another error.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Error;

use api_error_catalog_model::names::of_key;

/// The names in Rust that a catalog's errors have and had, each with the codes that it stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given(BTreeMap<String, BTreeSet<String>>);

/// A name that was given and no longer names its error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The name.
    pub name: String,
    /// The codes it stood for; none where the error has no code.
    pub codes: BTreeSet<String>,
    /// The key of the error with one of these codes today, and its name.
    pub now: Option<(String, String)>,
    /// The key of the error that has the name today.
    pub taken_by: Option<String>,
}

impl Given {
    /// The names that the generator gives today, the former ones among them.
    #[must_use]
    pub fn of(catalog: &Catalog) -> Given {
        let mut given = Given::default();
        for error in &catalog.errors {
            for name in names(error) {
                given.0.entry(name).or_default().extend(codes(error));
            }
        }
        given
    }

    /// A name with the codes it stands for.
    pub(super) fn insert(&mut self, name: String, codes: BTreeSet<String>) {
        self.0.insert(name, codes);
    }

    /// Every name with the codes it stands for.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        self.0.iter().map(|(name, codes)| (name.as_str(), codes))
    }

    /// Every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A code that this name stands for, or the name itself where that error has no code.
    pub(crate) fn holder(&self, name: &str) -> Option<&str> {
        let (name, codes) = self.0.get_key_value(name)?;
        Some(codes.first().map_or(name.as_str(), String::as_str))
    }

    /// The names that this catalog no longer gives to the errors they were given to.
    #[must_use]
    pub fn lost(&self, catalog: &Catalog) -> Vec<Lost> {
        let mut by_code: HashMap<&str, &Error> = HashMap::new();
        let mut by_name: HashMap<String, (&Error, BTreeSet<String>)> = HashMap::new();
        for error in &catalog.errors {
            for code in error
                .identities()
                .filter_map(|identity| identity.code.as_deref())
            {
                by_code.entry(code).or_insert(error);
            }
            for name in names(error) {
                by_name
                    .entry(name)
                    .or_insert_with(|| (error, codes(error).collect()));
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
            lost.push(Lost {
                name: name.clone(),
                codes: codes.clone(),
                now: now.map(|error| (error.key.clone(), error.name.clone())),
                taken_by: holder.map(|(error, _)| error.key.clone()),
            });
        }
        lost
    }
}

/// The variant, and the deprecated aliases of former codes.
fn names(error: &Error) -> impl Iterator<Item = String> {
    std::iter::once(error.name.clone()).chain(error.renamed_from.iter().map(|code| of_key(code)))
}

/// Its codes and those it had before.
fn codes(error: &Error) -> impl Iterator<Item = String> {
    error
        .identities()
        .filter_map(|identity| identity.code.clone())
        .chain(error.renamed_from.iter().cloned())
}

impl std::fmt::Display for Lost {
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
