//! `cargo errcat check`: is a catalog in order, and does its page still say the same?

mod finding;
mod names;
mod stale;

use std::collections::HashSet;
use std::path::Path;

use api_error_catalog_codegen::{Catalog, Report, Source, load, read_source};
use api_error_catalog_pages::drift::{Change, Lock, against_page, of_page};
use finding::Finding;
use serde_json::{Value, json};

use crate::args::{Check, Format};
use crate::{Failure, Outcome, lock, page, print, specs, tell};

pub(crate) fn run(args: &Check) -> Result<Outcome, Failure> {
    let specs = specs::find(&args.spec)?;
    let (mut reports, mut drifts) = (Vec::new(), Vec::new());
    for spec in &specs {
        let loaded = read_source(spec).and_then(|source| load(&source).map(|catalog| (source, catalog)));
        let (source, catalog) = match loaded {
            Ok(loaded) => loaded,
            Err(report) => {
                reports.push(report);
                continue;
            }
        };
        let lock = lock::read(&spec.with_extension("lock"))?;
        reports.extend(lock.as_ref().and_then(|lock| names::lost(&source, &catalog, &lock.given)));
        if let Some(docs) = &args.docs {
            drifts.push(drift(spec, source, catalog, lock, docs)?);
        }
    }
    let findings = || -> Vec<Finding> {
        let of_pages = drifts.iter().flat_map(|drift| drift.findings.iter().chain(&drift.stale)).cloned();
        reports.iter().flat_map(finding::of_report).chain(of_pages).collect()
    };
    match args.format {
        Format::Human => tell_human(specs.len(), &reports, &drifts, args.docs.is_some()),
        Format::Github => findings().iter().for_each(|finding| print(&finding.github())),
        Format::Sarif => print(&finding::sarif(&findings())),
        Format::Json => {
            let stale = drifts.iter().flat_map(|drift| &drift.stale).map(stale::to_json);
            let diagnostics: Vec<Value> = reports.iter().flat_map(json_of).chain(stale).collect();
            let changes: Vec<Value> = drifts.iter().flat_map(Drift::to_json).collect();
            print(&json!({ "changes": changes, "diagnostics": diagnostics }).to_string());
        }
    }
    let fine = reports.is_empty() && drifts.iter().all(|drift| drift.changes.is_empty() && drift.stale.is_empty());
    Ok(if fine { Outcome::Fine } else { Outcome::Findings })
}

/// What a catalog's page says otherwise.
struct Drift {
    catalog: String,
    changes: Vec<Change>,
    findings: Vec<Finding>,
    /// Hints and quirks that the page no longer bears out.
    stale: Vec<Finding>,
    /// The places of quirks without a condition.
    unchecked: Vec<String>,
}

fn drift(spec: &Path, source: Source, catalog: Catalog, lock: Option<Lock>, docs: &Path) -> Result<Drift, Failure> {
    let file = catalog.source.file.as_deref();
    let file =
        file.ok_or_else(|| Failure::new(format!("{} does not name its page: add `source: {{ file: … }}`", spec.display())))?;
    let path = docs.join(file);
    let (doc, hints) = (page::open(&path)?, &catalog.source.hints);
    let page = doc.page(hints)?;
    let lock = lock.ok_or_else(|| {
        let lock = spec.with_extension("lock");
        Failure::new(format!("there is no {}; `cargo errcat sync SPEC DOC --write` writes it", lock.display()))
    })?;
    let mut changes = against_page(&catalog, &page);
    // What the wire tells already, the lock need not tell again.
    let told: HashSet<_> = changes.iter().map(|change| (change.kind, change.key.clone())).collect();
    changes.extend(lock.changes(&of_page(&page)).into_iter().filter(|change| !told.contains(&(change.kind, change.key.clone()))));
    let findings = finding::of_changes(&source, &catalog, &path, &changes);
    let stale = stale::findings(&source, &catalog, &path, &page, &doc.texts(hints)?);
    Ok(Drift { unchecked: stale::unchecked(&source, &catalog), catalog: catalog.name, changes, findings, stale })
}

impl Drift {
    fn to_json(&self) -> Vec<Value> {
        self.changes.iter().map(|change| change.to_json(&self.catalog)).collect()
    }

    fn tell(&self) {
        for finding in self.findings.iter().chain(&self.stale) {
            let other = finding.other.as_ref().map(|place| format!("; {place}")).unwrap_or_default();
            print(&format!("{} ({}{other})", finding.message, finding.place));
        }
        for place in &self.unchecked {
            tell(&format!("note: nothing tells when this quirk no longer applies: add `while:` ({place})"));
        }
    }
}

fn tell_human(specs: usize, reports: &[Report], drifts: &[Drift], with_docs: bool) {
    reports.iter().for_each(|report| print(&report.render(true)));
    drifts.iter().for_each(Drift::tell);
    let faults: usize = reports.iter().map(|report| report.diagnostics().len()).sum();
    let changes: usize = drifts.iter().map(|drift| drift.changes.len()).sum();
    let stale: usize = drifts.iter().map(|drift| drift.stale.len()).sum();
    match faults {
        0 => tell(&format!("{specs} catalogs are in order")),
        1 => tell("1 fault"),
        faults => tell(&format!("{faults} faults")),
    }
    match changes {
        _ if !with_docs => {}
        0 if stale > 0 => {}
        0 => tell(&format!("{} pages say what they said when they were last read", drifts.len())),
        changes => tell(&format!("{changes} differences from the pages: read them, then `cargo errcat sync SPEC DOC --write`")),
    }
    match stale {
        0 => {}
        1 => tell("1 hint or quirk that the page no longer bears out: mend the catalog"),
        stale => tell(&format!("{stale} hints and quirks that the pages no longer bear out: mend the catalogs")),
    }
}

fn json_of(report: &Report) -> Vec<Value> {
    let place = |span: &std::ops::Range<usize>| {
        let ((line, column), (end_line, end_column)) =
            (report.source().line_column(span.start), report.source().line_column(span.end));
        json!({ "line": line, "column": column, "end_line": end_line, "end_column": end_column })
    };
    let each = report.diagnostics().iter().map(|fault| {
        json!({
            "code": fault.code.to_string(),
            "message": fault.message,
            "file": report.source().name,
            "place": place(&fault.span),
            "other": fault.other.as_ref().map(|(span, label)| json!({ "place": place(span), "label": label })),
            "help": fault.help,
        })
    });
    each.collect()
}
