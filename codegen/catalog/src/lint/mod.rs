//! What is in order and still reads badly: the lints.
//!
//! Each is a function of `rules.rs` that says what it found; here it is decided whether that is told.

mod rules;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Diagnostic, Level, Levels, Severity};
use crate::model::{Catalog, Error};
use crate::text::file::File;
use crate::text::lower::{self, collect, levels};

/// An error and where it stands.
struct Subject<'f> {
    error: &'f Error,
    entry: lower::Entry<'f>,
}

/// All findings in a catalog that is in order. What the catalog itself says of a lint goes before `given`.
pub(crate) fn lint(file: &File, catalog: &Catalog, given: &Levels) -> Vec<Diagnostic> {
    // A word that is none was told when the catalog was read.
    let of_file = levels(&file.lints, &mut Vec::new());
    let subjects: Vec<Subject<'_>> = catalog
        .errors
        .iter()
        .zip(collect(file))
        .map(|(error, entry)| Subject { error, entry })
        .collect();
    let mut told = Vec::new();
    let mut tell = |nearer: &[&Levels], found: Diagnostic| {
        let severity = match given.level(found.code, nearer) {
            Level::Allow => return,
            Level::Warn => Severity::Warning,
            Level::Deny => Severity::Error,
        };
        told.push(Diagnostic { severity, ..found });
    };
    let mut described: HashMap<Vec<String>, &Subject<'_>> = HashMap::new();
    for subject in &subjects {
        let of_entry = levels(&subject.entry.entry.lints, &mut Vec::new());
        let of_type = subject
            .entry
            .group
            .map(|(_, ty)| levels(&ty.lints, &mut Vec::new()))
            .unwrap_or_default();
        let mut found = rules::of_error(subject, catalog);
        match described.entry(rules::words(&subject.error.description)) {
            Entry::Occupied(first) => found.extend(rules::same_description(subject, first.get())),
            Entry::Vacant(place) => drop(place.insert(subject)),
        }
        found
            .into_iter()
            .for_each(|found| tell(&[&of_entry, &of_type, &of_file], found));
    }
    for (span, name, ty) in file.types.get().into_iter().flat_map(|map| map.entries()) {
        let Some(ty) = ty.get() else { continue };
        let of_type = levels(&ty.lints, &mut Vec::new());
        rules::of_type(span, name, ty, catalog)
            .into_iter()
            .for_each(|found| tell(&[&of_type, &of_file], found));
    }
    told
}
