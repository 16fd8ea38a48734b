//! A catalog, held against its page: what differs, told at both places.

use std::path::Path;

use api_error_catalog_codegen::diagnostic::{Code, Diagnostic};
use api_error_catalog_codegen::outline::{Entry, Outline, outline};
use api_error_catalog_codegen::source::Span;
use api_error_catalog_codegen::{Catalog, Report, Source};
use api_error_catalog_pages::At;
use api_error_catalog_pages::drift::{Change, How, ItemKind, Lock, against_page, of_page};

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

pub(super) fn drift(spec: &Path, source: &Source, catalog: &Catalog, docs: &Path) -> Result<Drift, Failure> {
    let file = catalog.source.file.as_deref();
    let file =
        file.ok_or_else(|| Failure::new(format!("{} does not name its page: add `source: {{ file: … }}`", spec.display())))?;
    let path = docs.join(file);
    let (doc, hints) = (page::open(&path)?, &catalog.source.hints);
    let page = doc.page(hints)?;
    let lock = lock(&spec.with_extension("lock"))?;
    let mut changes = against_page(catalog, &page);
    // What the wire tells already, the lock need not tell again.
    let told: Vec<_> = changes.iter().map(|change| (change.kind, change.key.clone())).collect();
    changes.extend(lock.changes(&of_page(&page)).into_iter().filter(|change| !told.contains(&(change.kind, change.key.clone()))));
    let sides = Sides { spec, page: doc.shown(), source, catalog, outline: outline(source) };
    let stale = stale::findings(&sides, &page, &doc.texts(hints)?);
    let unchecked = stale::unchecked(&sides);
    Ok(Drift { catalog: catalog.name.clone(), reports: sides.reports(&changes, stale), changes, unchecked })
}

fn lock(path: &Path) -> Result<Lock, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("{} cannot be read: {error}; `cargo errcat sync SPEC DOC --write` writes it", path.display()))
    })?;
    Lock::parse(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

/// The page and the catalog.
pub(super) struct Sides<'a> {
    spec: &'a Path,
    page: Source,
    pub(super) source: &'a Source,
    pub(super) catalog: &'a Catalog,
    pub(super) outline: Outline,
}

impl Sides<'_> {
    fn reports(self, changes: &[Change], stale: Vec<Diagnostic>) -> [Report; 2] {
        let (mut on_page, mut in_catalog) = (Vec::new(), stale);
        for change in changes {
            match self.entry(change) {
                Some(span) if change.how == How::Removed => in_catalog.push(self.finding(change, span)),
                Some(span) => {
                    on_page.push(self.finding(change, self.on_page(change.at, &change.key)).other(span, "here in the catalog"));
                }
                None => on_page.push(self.finding(change, self.on_page(change.at, &change.key))),
            }
        }
        let page = Report::new(self.page.clone(), on_page).opposite(self.source.clone());
        [page, Report::new(self.source.clone(), in_catalog).opposite(self.page)]
    }

    fn finding(&self, change: &Change, span: Span) -> Diagnostic {
        let (spec, page) = (self.spec.display(), &self.page.name);
        let sync = format!("`cargo errcat sync {spec} {page} --write`");
        let (code, label, help) = match change.how {
            How::Added => (Code::DriftAdded, "new on the page", format!("{sync} adds it")),
            How::Removed => (Code::DriftRemoved, "no longer on the page", format!("{sync} marks it as deprecated")),
            How::Changed | How::Renamed => {
                (Code::DriftChanged, "changed", format!("read it and mend the catalog; {sync} then notes what the page says now"))
            }
        };
        Diagnostic::new(code, span, format!("{}: {change}", self.catalog.name)).label(label).help(help)
    }

    /// The key of the error, type, status or close code in the catalog.
    fn entry(&self, change: &Change) -> Option<Span> {
        let outline = &self.outline;
        let error = || self.catalog.errors.iter().find(|error| error.seen.is_none() && error.has_code(&change.key));
        let (key, entries): (&str, Vec<&Entry>) = match change.kind {
            ItemKind::Error => (&error()?.key, outline.groups.iter().flat_map(|group| &group.errors.entries).collect()),
            ItemKind::Type => (&change.key, outline.types.iter().flat_map(|mapping| &mapping.entries).collect()),
            ItemKind::Status => (&change.key, outline.statuses.iter().flat_map(|mapping| &mapping.entries).collect()),
            ItemKind::CloseCode => (&change.key, outline.close_codes.iter().flat_map(|mapping| &mapping.entries).collect()),
            ItemKind::Page => return None,
        };
        let entry = entries.into_iter().find(|entry| entry.key == key)?;
        Some(entry.span.start..entry.span.start + key.len())
    }

    /// From where the page speaks of a thing to the end of that word or line; the page's beginning where it does not.
    pub(super) fn on_page(&self, at: Option<At>, word: &str) -> Span {
        let Some(at) = at else { return 0..0 };
        let line_start: usize = self.page.text.split_inclusive('\n').take(at.line - 1).map(str::len).sum();
        let line = self.page.text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let column: usize = line.chars().take(at.column - 1).map(char::len_utf8).sum();
        let rest = line.get(column..).unwrap_or_default().trim_end();
        let length = if !word.is_empty() && rest.starts_with(word) { word.len() } else { rest.len() };
        line_start + column..line_start + column + length
    }
}
