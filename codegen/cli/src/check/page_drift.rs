//! Compares a catalog with its page, and reports each difference at both positions.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use api_error_catalog_drift::{
    Aspect, Change, ChangeKind, ItemKind, Lock, compare_with_page, page_items,
};
use api_error_catalog_model::diagnostic::{Code, Diagnostic, report};
use api_error_catalog_model::json::ChangeFacts;
use api_error_catalog_model::source::Span;
use api_error_catalog_model::source_map::ItemSpans;
use api_error_catalog_model::{Loaded, Report};
use api_error_catalog_pages::Page;

use super::stale_readings::{stale_readings, unchecked_errata};
use crate::{Failure, failure, page};

/// The differences between a catalog and its page.
pub(super) struct PageDrift {
    catalog: String,
    /// Each with its line on the page.
    changes: Vec<(Change, Option<usize>)>,
    /// The same as findings: first those on the page, then those in the catalog, with stale hints and errata.
    pub(super) reports: [Report; 2],
    /// The positions of errata without a condition.
    pub(super) unchecked: Vec<String>,
}

impl PageDrift {
    pub(super) fn to_facts(&self) -> Vec<ChangeFacts> {
        let changes = self.changes.iter();
        changes
            .map(|(change, line)| change.to_facts(&self.catalog, *line))
            .collect()
    }
}

/// Reads the page that the catalog names, and compares the catalog with it.
pub(super) fn compare(
    spec: &Path,
    loaded: &Loaded,
    lock: Option<Lock>,
    docs: &Path,
) -> Result<(PageDrift, Page), Failure> {
    let source = &loaded.catalog.source;
    let Some(file) = &source.file else {
        let spec = spec.display();
        return Err(failure!(
            "{spec} does not name its page: add `source: {{ file: … }}`"
        ));
    };
    let path = docs.join(file);
    let page = page::load(&path, &source.hints)?;
    let lock = lock.ok_or_else(|| no_lock(spec, &path))?;
    let changes = changes(loaded, &page, &lock);
    let comparison = Comparison {
        spec,
        page: &page,
        loaded,
        keys: key_spans(loaded),
    };
    let stale = stale_readings(loaded, &page);
    let drift = PageDrift {
        catalog: loaded.catalog.name.clone(),
        unchecked: unchecked_errata(loaded),
        reports: comparison.reports(&changes, stale),
        changes: with_lines(changes, &page),
    };
    Ok((drift, page))
}

fn no_lock(spec: &Path, page: &Path) -> Failure {
    let lock = spec.with_extension("lock");
    let (lock, spec, page) = (lock.display(), spec.display(), page.display());
    failure!("{lock} does not exist; create it with `cargo errcat sync {spec} {page} --write`")
}

/// Returns the differences in codes, statuses, types and close codes, then the other differences from the lock.
fn changes(loaded: &Loaded, page: &Page, lock: &Lock) -> Vec<Change> {
    let mut changes = compare_with_page(&loaded.catalog, page);
    let mut reported: HashMap<_, BTreeSet<Aspect>> = HashMap::new();
    for change in &changes {
        reported
            .entry(key_of(change))
            .or_default()
            .extend(&change.aspects);
    }
    let since_lock = lock.changes(&page_items(page)).into_iter();
    changes.extend(since_lock.filter_map(|mut change| {
        if let Some(aspects) = reported.get(&key_of(&change)) {
            change.aspects = &change.aspects - aspects;
            // An item that is new or gone has no aspects: the wire shows it already.
            return (!change.aspects.is_empty()).then_some(change);
        }
        Some(change)
    }));
    changes
}

/// Returns the kind and the key of the item that changed.
fn key_of(change: &Change) -> (ItemKind, String) {
    (change.item.kind, change.item.key.clone())
}

fn with_lines(changes: Vec<Change>, page: &Page) -> Vec<(Change, Option<usize>)> {
    let with_line = |change: Change| {
        let line = change.span().map(|span| page.line(span));
        (change, line)
    };
    changes.into_iter().map(with_line).collect()
}

/// A catalog and its page while they are compared.
struct Comparison<'a> {
    spec: &'a Path,
    page: &'a Page,
    loaded: &'a Loaded,
    keys: KeySpans,
}

impl Comparison<'_> {
    fn reports(self, changes: &[Change], stale: Vec<Diagnostic>) -> [Report; 2] {
        let (mut on_page, mut in_catalog) = (Vec::new(), stale);
        for change in changes {
            let on_the_page = change.span().cloned().unwrap_or_default();
            match self.keys.0.get(&key_of(change)) {
                Some(key) if change.kind == ChangeKind::Removed => {
                    self.report(&mut in_catalog, change, key);
                }
                Some(key) => {
                    self.report(&mut on_page, change, &on_the_page)
                        .other(key, "here in the catalog");
                }
                None => {
                    self.report(&mut on_page, change, &on_the_page);
                }
            }
        }
        let (source, page) = (&self.loaded.source, &self.page.source);
        let on_page = Report::new(page.clone(), on_page).opposite(source.clone());
        [
            on_page,
            Report::new(source.clone(), in_catalog).opposite(page.clone()),
        ]
    }

    fn report<'f>(
        &self,
        findings: &'f mut Vec<Diagnostic>,
        change: &Change,
        span: &Span,
    ) -> &'f mut Diagnostic {
        let (spec, page) = (self.spec.display(), &self.page.source.name);
        let sync = format!("`cargo errcat sync {spec} {page} --write`");
        let (code, label, help) = match change.kind {
            ChangeKind::Added => (
                Code::DriftAdded,
                "new on the page",
                format!("to add it, run {sync}"),
            ),
            ChangeKind::Removed => (
                Code::DriftRemoved,
                "no longer on the page",
                format!("to mark it as deprecated, run {sync}"),
            ),
            ChangeKind::Changed | ChangeKind::Renamed => (
                Code::DriftChanged,
                "changed",
                format!("update the catalog, then record the page as read with {sync}"),
            ),
        };
        let message = format!("{}: {change}", self.loaded.catalog.name);
        report(findings, code, span, message)
            .label(label)
            .help(help)
    }
}

/// The spans of the keys under which a catalog describes codes, types, statuses and close codes.
pub(super) struct KeySpans(HashMap<(ItemKind, String), Span>);

impl KeySpans {
    /// Returns the key of the error that has this code.
    pub(super) fn error(&self, code: &str) -> Option<Span> {
        self.0.get(&(ItemKind::Error, code.to_owned())).cloned()
    }
}

/// Finds the keys. Observed errors have none here, since the page does not list them.
pub(super) fn key_spans(loaded: &Loaded) -> KeySpans {
    let (catalog, map) = (&loaded.catalog, &loaded.map);
    let mut spans = HashMap::new();
    let errors = catalog.errors.iter().zip(&map.errors);
    for (error, spans_of_error) in errors.filter(|(error, _)| error.seen.is_none()) {
        let codes = error.identities().filter_map(|own| own.code.clone());
        for code in codes {
            spans
                .entry((ItemKind::Error, code))
                .or_insert_with(|| spans_of_error.key.clone());
        }
    }
    let types = catalog.types.iter().map(|ty| ty.name.clone());
    let statuses = catalog.statuses.iter().map(|own| own.status.to_string());
    let close_codes = catalog.close_codes.iter().map(|own| own.code.to_string());
    let mut add = |kind, keys: Vec<String>, items: &[ItemSpans]| {
        let items = keys.into_iter().zip(items);
        spans.extend(items.map(|(key, item)| ((kind, key), item.key.clone())));
    };
    add(ItemKind::Type, types.collect(), &map.types);
    add(ItemKind::Status, statuses.collect(), &map.statuses);
    add(ItemKind::CloseCode, close_codes.collect(), &map.close_codes);
    KeySpans(spans)
}
