//! Compares a catalog with its sources, and reports each difference at both positions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use api_error_catalog_drift::{
    Aspect, Change, ChangeKind, ItemKind, Lock, SinceLock, compare_with_page,
};
use api_error_catalog_model::diagnostic::{Code, Diagnostic, Levels, report};
use api_error_catalog_model::json::ChangeFacts;
use api_error_catalog_model::source::{Source, Span};
use api_error_catalog_model::source_map::ItemSpans;
use api_error_catalog_model::{Loaded, Report};
use api_error_catalog_pages::{Contradiction, Page};

use super::copied_text::copied_texts;
use super::stale_readings::{outdated_errata, stale_hints, unchecked_errata};
use crate::page::{self, Sources};
use crate::{Failure, failure};

/// The differences between a catalog and its sources.
pub(super) struct PageDrift {
    catalog: String,
    changes: Vec<(Change, Place)>,
    /// The same as findings: those of each source, then those in the catalog, with stale hints and errata.
    pub(super) reports: Vec<Report>,
    /// The number of sources.
    pub(super) sources: usize,
    /// The sources that have not changed since the lock was written, but are read differently.
    pub(super) read_differently: Vec<String>,
    /// The positions of errata without a condition.
    pub(super) unchecked: Vec<String>,
}

/// The line of a change, if it has one, and the file if there are several sources.
struct Place {
    line: Option<usize>,
    file: Option<String>,
}

impl PageDrift {
    pub(super) fn to_facts(&self) -> Vec<ChangeFacts> {
        let facts = self.changes.iter().map(|(change, place)| {
            let place = place.line.map(|line| (line, place.file.as_deref()));
            change.to_facts(&self.catalog, place)
        });
        facts.collect()
    }
}

/// Returns `true` if the directory has none of the sources that the catalog names.
pub(super) fn has_no_source(loaded: &Loaded, docs: &Path) -> bool {
    let files = || {
        loaded
            .catalog
            .pages
            .iter()
            .filter_map(|page| page.file.as_ref())
    };
    files().next().is_some() && !files().any(|file| docs.join(file).exists())
}

/// Reads the sources that the catalog names, and compares the catalog with them. Returns them joined.
pub(super) fn compare(
    spec: &Path,
    loaded: &Loaded,
    lock: Option<Lock>,
    docs: &Path,
    levels: &Levels,
) -> Result<(PageDrift, Page), Failure> {
    let sources = page::load_named(spec, &loaded.catalog.pages, docs)?;
    let comparison = Comparison {
        spec,
        docs,
        sources: &sources,
        loaded,
        keys: key_spans(loaded),
    };
    let (changes, read_differently) = comparison.changes(&lock.unwrap_or_default())?;
    let mut findings = FindingsByFile::default();
    changes
        .iter()
        .for_each(|change| comparison.report(&mut findings, change));
    for contradiction in &sources.contradictions {
        comparison.report_contradiction(&mut findings, contradiction, levels);
    }
    for (at, page) in sources.pages.iter().enumerate() {
        let stale = stale_hints(loaded, at, page);
        findings
            .of(ComparedFile::Catalog, ComparedFile::Source(at))
            .extend(stale);
    }
    for (at, outdated) in outdated_errata(loaded, &sources.joined) {
        findings
            .of(ComparedFile::Catalog, ComparedFile::Source(at))
            .push(outdated);
    }
    let copied = copied_texts(loaded, &sources.pages, levels);
    findings
        .of(ComparedFile::Catalog, ComparedFile::Source(0))
        .extend(copied);
    let drift = PageDrift {
        catalog: loaded.catalog.name.clone(),
        unchecked: unchecked_errata(loaded),
        reports: comparison.reports(findings),
        sources: sources.pages.len(),
        read_differently,
        changes: changes
            .into_iter()
            .map(|change| comparison.with_place(change))
            .collect(),
    };
    Ok((drift, sources.joined))
}

/// A change of a source, with its spans in that source.
struct SourceChange {
    /// The index of the source, or `None` if no source has the item.
    source: Option<usize>,
    change: Change,
}

impl SourceChange {
    /// Returns the kind and the key of the item that changed.
    fn key(&self) -> (ItemKind, String) {
        (self.change.item.kind, self.change.item.key.clone())
    }
}

/// One of the compared files. FindingsByFile are printed in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ComparedFile {
    Source(usize),
    Catalog,
}

/// The findings by the file of their position and that of their second position.
#[derive(Default)]
struct FindingsByFile(BTreeMap<(ComparedFile, ComparedFile), Vec<Diagnostic>>);

impl FindingsByFile {
    fn of(&mut self, side: ComparedFile, opposite: ComparedFile) -> &mut Vec<Diagnostic> {
        self.0.entry((side, opposite)).or_default()
    }
}

/// A catalog and its sources while they are compared.
struct Comparison<'a> {
    spec: &'a Path,
    docs: &'a Path,
    sources: &'a Sources,
    loaded: &'a Loaded,
    keys: KeySpans,
}

impl Comparison<'_> {
    /// Returns the differences in codes, statuses, types and close codes, then the other differences from the lock; and the names of the
    /// sources that are only read differently.
    fn changes(&self, lock: &Lock) -> Result<(Vec<SourceChange>, Vec<String>), Failure> {
        let mut read_differently = Vec::new();
        let joined = &self.sources.joined;
        let on_the_wire = compare_with_page(&self.loaded.catalog, joined);
        let mut changes: Vec<SourceChange> = on_the_wire
            .into_iter()
            .map(|change| located(joined, change))
            .collect();
        let mut reported: HashMap<_, BTreeSet<Aspect>> = HashMap::new();
        for change in &changes {
            let aspects: &mut BTreeSet<_> =
                reported.entry((change.source, change.key())).or_default();
            aspects.extend(&change.change.aspects);
        }
        for (at, page) in self.sources.pages.iter().enumerate() {
            let since_lock = lock.since(self.sources.file(at), at, page);
            let since_lock = since_lock.ok_or_else(|| self.not_locked(page))?;
            if since_lock == SinceLock::ReadDifferently {
                read_differently.push(page.source.name.clone());
            }
            for change in since_lock.into_changes() {
                let mut since = SourceChange {
                    source: Some(at),
                    change,
                };
                let here = reported.get(&(Some(at), since.key()));
                let Some(aspects) = here.or_else(|| reported.get(&(None, since.key()))) else {
                    changes.push(since);
                    continue;
                };
                since.change.aspects = &since.change.aspects - aspects;
                // An item that is new or gone has no aspects: the wire shows it already.
                if !since.change.aspects.is_empty() {
                    changes.push(since);
                }
            }
        }
        Ok((changes, read_differently))
    }

    fn not_locked(&self, page: &Page) -> Failure {
        let lock = self.spec.with_extension("lock");
        let (shown, sync) = (lock.display(), self.sync());
        if lock.exists() {
            let name = &page.source.name;
            failure!("{shown} does not record {name}; record it with {sync}")
        } else {
            failure!("{shown} does not exist; create it with {sync}")
        }
    }

    /// Returns the command that merges the sources.
    fn sync(&self) -> String {
        let spec = self.spec.display();
        match self.sources.pages.as_slice() {
            [page] => format!("`cargo errcat sync {spec} {} --write`", page.source.name),
            _ => format!("`cargo errcat sync {spec} {} --write`", self.docs.display()),
        }
    }

    fn report(&self, findings: &mut FindingsByFile, change: &SourceChange) {
        let key = self.keys.0.get(&change.key());
        let at = change.source.unwrap_or(0);
        let place = change.change.span().cloned().unwrap_or_default();
        let (source, catalog) = (ComparedFile::Source(at), ComparedFile::Catalog);
        match key {
            Some(key) if change.change.kind == ChangeKind::Removed => {
                self.report_at(findings.of(catalog, source), change, key);
            }
            Some(key) => {
                self.report_at(findings.of(source, catalog), change, &place)
                    .other(key, "here in the catalog");
            }
            None => {
                self.report_at(findings.of(source, catalog), change, &place);
            }
        }
    }

    fn report_at<'f>(
        &self,
        findings: &'f mut Vec<Diagnostic>,
        change: &SourceChange,
        span: &Span,
    ) -> &'f mut Diagnostic {
        let sync = self.sync();
        let pages = &self.sources.pages;
        let file = change
            .source
            .and_then(|at| self.sources.file_of_several(at));
        let (code, label, help) = match change.change.kind {
            ChangeKind::Added => (
                Code::DriftAdded,
                "new on the page".to_owned(),
                format!("to add it, run {sync}"),
            ),
            ChangeKind::Removed => (
                Code::DriftRemoved,
                match file {
                    Some(file) => format!("no longer in {file}"),
                    None if pages.len() > 1 => "no longer in any source".to_owned(),
                    None => "no longer on the page".to_owned(),
                },
                help_for_removed(change.source, &sync),
            ),
            ChangeKind::Changed | ChangeKind::Renamed => (
                Code::DriftChanged,
                "changed".to_owned(),
                format!("update the catalog, then record the page as read with {sync}"),
            ),
        };
        let message = format!("{}: {}", self.loaded.catalog.name, change.change);
        report(findings, code, span, message)
            .label(label)
            .help(help)
    }

    fn report_contradiction(
        &self,
        findings: &mut FindingsByFile,
        contradiction: &Contradiction,
        levels: &Levels,
    ) {
        let joined = &self.sources.joined;
        let error = self.error_with_code(contradiction);
        let severity = self
            .loaded
            .severity(Code::DriftContradiction, error, levels);
        let Some(severity) = severity else { return };
        let (first, first_span) = joined.locate(&contradiction.first.span);
        let (second, second_span) = joined.locate(&contradiction.second.span);
        let name = &self.loaded.catalog.name;
        let message = format!("{name}: {}", contradiction.describe(joined));
        let findings = findings.of(ComparedFile::Source(second), ComparedFile::Source(first));
        let finding = report(findings, Code::DriftContradiction, &second_span, message)
            .label("contradicts the first source")
            .other(&first_span, "this counts")
            .help("correct one of the sources, or allow the lint `drift_contradiction` for this error");
        finding.severity = severity;
    }

    fn error_with_code(&self, contradiction: &Contradiction) -> Option<usize> {
        let code = Some(&contradiction.subject).filter(|_| contradiction.is_error)?;
        let mut errors = self.loaded.catalog.errors.iter();
        errors.position(|error| {
            error
                .identities()
                .any(|own| own.code.as_ref() == Some(code))
        })
    }

    fn reports(&self, findings: FindingsByFile) -> Vec<Report> {
        let each = findings.0.into_iter().map(|((side, opposite), findings)| {
            Report::new(self.source(side).clone(), findings).opposite(self.source(opposite).clone())
        });
        each.collect()
    }

    fn source(&self, side: ComparedFile) -> &Source {
        let page = match side {
            ComparedFile::Source(at) => self.sources.pages.get(at),
            ComparedFile::Catalog => None,
        };
        page.map_or(&self.loaded.source, |page| &page.source)
    }

    fn with_place(&self, change: SourceChange) -> (Change, Place) {
        let page = change.source.and_then(|at| self.sources.pages.get(at));
        let file = change
            .source
            .and_then(|at| self.sources.file_of_several(at));
        let span = change.change.span();
        let place = Place {
            line: page.zip(span).map(|(page, span)| page.line(span)),
            file: file.map(str::to_owned),
        };
        (change.change, place)
    }
}

/// Returns the help for an item that is gone: from one of several sources, or from all of them.
fn help_for_removed(source: Option<usize>, sync: &str) -> String {
    match source {
        Some(_) => format!("record the source as read with {sync}"),
        None => format!("to mark it as deprecated, run {sync}"),
    }
}

/// Returns a change of the joined page with its spans in the source that has the item.
fn located(joined: &Page, mut change: Change) -> SourceChange {
    let source = change.span().map(|span| joined.locate(span).0);
    let items = std::iter::once(&mut change.item).chain(&mut change.before);
    for span in items.filter_map(|item| item.span.as_mut()) {
        *span = joined.locate(span).1;
    }
    SourceChange { source, change }
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
