//! A catalog, held against its page: what differs, told at both places.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use api_error_catalog_drift::{Change, How, ItemKind, Lock, against_page, of_page};
use api_error_catalog_model::diagnostic::{Code, Diagnostic};
use api_error_catalog_model::outline::{Outline, outline};
use api_error_catalog_model::source::Span;
use api_error_catalog_model::{Catalog, Report, Source};
use api_error_catalog_pages::At;

use super::stale;
use crate::{Failure, page};

/// What a catalog's page says otherwise.
pub(super) struct Drift {
    pub(super) catalog: String,
    pub(super) changes: Vec<Change>,
    /// The same for a person: what stands on the page; then what stands in the catalog alone, stale hints and quirks too.
    pub(super) reports: [Report; 2],
    /// The places of quirks without a condition.
    pub(super) unchecked: Vec<String>,
}

pub(super) fn drift(
    spec: &Path,
    source: &Source,
    catalog: &Catalog,
    lock: Option<Lock>,
    docs: &Path,
) -> Result<Drift, Failure> {
    let file = catalog.source.file.as_deref();
    let file = file.ok_or_else(|| {
        Failure::new(format!(
            "{} does not name its page: add `source: {{ file: … }}`",
            spec.display()
        ))
    })?;
    let path = docs.join(file);
    let (doc, hints) = (page::open(&path)?, &catalog.source.hints);
    let page = doc.page(hints)?;
    let lock = lock.ok_or_else(|| {
        let lock = spec.with_extension("lock");
        let command = format!(
            "cargo errcat sync {} {} --write",
            spec.display(),
            path.display()
        );
        Failure::new(format!(
            "there is no {}; `{command}` writes it",
            lock.display()
        ))
    })?;
    let mut changes = against_page(catalog, &page);
    // What the wire tells already, the lock need not tell again.
    let told: HashSet<_> = changes
        .iter()
        .map(|change| (change.kind, change.key.clone()))
        .collect();
    changes.extend(
        lock.changes(&of_page(&page))
            .into_iter()
            .filter(|change| !told.contains(&(change.kind, change.key.clone()))),
    );
    let outline = outline(source);
    let sides = Sides {
        spec,
        page: doc.shown(),
        source,
        catalog,
        places: places(catalog, &outline),
        outline,
    };
    let stale = stale::findings(&sides, &page, &doc.texts(hints)?);
    let unchecked = stale::unchecked(&sides);
    Ok(Drift {
        catalog: catalog.name.clone(),
        reports: sides.reports(&changes, stale),
        changes,
        unchecked,
    })
}

/// The page and the catalog.
pub(super) struct Sides<'a> {
    spec: &'a Path,
    page: Source,
    pub(super) source: &'a Source,
    pub(super) catalog: &'a Catalog,
    pub(super) outline: Outline,
    /// Where the catalog speaks of a thing.
    places: HashMap<(ItemKind, String), Span>,
}

impl Sides<'_> {
    fn reports(self, changes: &[Change], stale: Vec<Diagnostic>) -> [Report; 2] {
        let (mut on_page, mut in_catalog) = (Vec::new(), stale);
        for change in changes {
            match self.places.get(&(change.kind, change.key.clone())).cloned() {
                Some(span) if change.how == How::Removed => {
                    in_catalog.push(self.finding(change, span))
                }
                Some(span) => {
                    on_page.push(
                        self.finding(change, self.on_page(change.at, &change.key))
                            .other(span, "here in the catalog"),
                    );
                }
                None => on_page.push(self.finding(change, self.on_page(change.at, &change.key))),
            }
        }
        let page = Report::new(self.page.clone(), on_page).opposite(self.source.clone());
        [
            page,
            Report::new(self.source.clone(), in_catalog).opposite(self.page),
        ]
    }

    fn finding(&self, change: &Change, span: Span) -> Diagnostic {
        let (spec, page) = (self.spec.display(), &self.page.name);
        let sync = format!("`cargo errcat sync {spec} {page} --write`");
        let (code, label, help) = match change.how {
            How::Added => (
                Code::DriftAdded,
                "new on the page",
                format!("{sync} adds it"),
            ),
            How::Removed => (
                Code::DriftRemoved,
                "no longer on the page",
                format!("{sync} marks it as deprecated"),
            ),
            How::Changed | How::Renamed => (
                Code::DriftChanged,
                "changed",
                format!("read it and mend the catalog; {sync} then notes what the page says now"),
            ),
        };
        Diagnostic::new(code, span, format!("{}: {change}", self.catalog.name))
            .label(label)
            .help(help)
    }

    /// From where the page speaks of a thing to the end of that word or line; the page's beginning where it does not.
    pub(super) fn on_page(&self, at: Option<At>, word: &str) -> Span {
        let Some(at) = at else { return 0..0 };
        let line_start: usize = self
            .page
            .text
            .split_inclusive('\n')
            .take(at.line - 1)
            .map(str::len)
            .sum();
        let line = self
            .page
            .text
            .get(line_start..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default();
        let column: usize = line.chars().take(at.column - 1).map(char::len_utf8).sum();
        let rest = line.get(column..).unwrap_or_default().trim_end();
        let length = if !word.is_empty() && rest.starts_with(word) {
            word.len()
        } else {
            rest.len()
        };
        line_start + column..line_start + column + length
    }
}

/// The keys of the catalog's errors, by their codes, and of its types, statuses and close codes.
fn places(catalog: &Catalog, outline: &Outline) -> HashMap<(ItemKind, String), Span> {
    let mut places = HashMap::new();
    let errors = outline
        .groups
        .iter()
        .flat_map(|group| &group.errors.entries);
    let keys: HashMap<&str, Span> = errors
        .map(|entry| (entry.key.as_str(), entry.key_span()))
        .collect();
    for error in catalog.errors.iter().filter(|error| error.seen.is_none()) {
        for code in error
            .identities()
            .filter_map(|identity| identity.code.clone())
        {
            if let Some(span) = keys.get(error.key.as_str()) {
                places
                    .entry((ItemKind::Error, code))
                    .or_insert_with(|| span.clone());
            }
        }
    }
    let numbered = [
        (ItemKind::Type, &outline.types),
        (ItemKind::Status, &outline.statuses),
        (ItemKind::CloseCode, &outline.close_codes),
    ];
    for (kind, mapping) in numbered {
        let entries = mapping.iter().flat_map(|mapping| &mapping.entries);
        places.extend(entries.map(|entry| ((kind, entry.key.clone()), entry.key_span())));
    }
    places
}
