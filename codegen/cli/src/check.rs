//! `cargo errcat check`: is a catalog in order, and does its page still say the same?

use std::path::{Path, PathBuf};

use api_error_catalog_codegen::{Catalog, Report, load_file};
use api_error_catalog_pages::drift::{Change, Lock, against_page, of_page};
use serde_json::{Value, json};

use crate::args::{Check, Format};
use crate::{Failure, Outcome, page, print, specs, tell};

pub(crate) fn run(args: &Check) -> Result<Outcome, Failure> {
    let specs = specs::find(&args.spec)?;
    let mut reports = Vec::new();
    let mut drifts = Vec::new();
    for spec in &specs {
        match load_file(spec) {
            Ok((catalog, _)) => {
                if let Some(docs) = &args.docs {
                    drifts.push(drift(spec, &catalog, docs)?);
                }
            }
            Err(report) => reports.push(report),
        }
    }
    match args.format {
        Format::Human => tell_human(&specs, &reports, &drifts, args.docs.is_some()),
        Format::Json => {
            let diagnostics: Vec<Value> = reports.iter().flat_map(json_of).collect();
            let changes: Vec<Value> = drifts.iter().flat_map(Drift::to_json).collect();
            print(&json!({ "changes": changes, "diagnostics": diagnostics }).to_string());
        }
    }
    let fine = reports.is_empty() && drifts.iter().all(|drift| drift.changes.is_empty());
    Ok(if fine { Outcome::Fine } else { Outcome::Findings })
}

/// What a catalog's page says otherwise.
struct Drift {
    catalog: String,
    page: PathBuf,
    changes: Vec<Change>,
}

fn drift(spec: &Path, catalog: &Catalog, docs: &Path) -> Result<Drift, Failure> {
    let file = catalog
        .source
        .file
        .as_deref()
        .ok_or_else(|| Failure::new(format!("{} does not name its page: add `source: {{ file: … }}`", spec.display())))?;
    let path = docs.join(file);
    let page = page::load(&path)?;
    let lock = lock(&spec.with_extension("lock"))?;
    let mut changes = against_page(catalog, &page);
    // What the wire tells already, the lock need not tell again.
    let told: Vec<_> = changes.iter().map(|change| (change.kind, change.key.clone())).collect();
    changes.extend(lock.changes(&of_page(&page)).into_iter().filter(|change| !told.contains(&(change.kind, change.key.clone()))));
    Ok(Drift { catalog: catalog.name.clone(), page: path, changes })
}

fn lock(path: &Path) -> Result<Lock, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("{} cannot be read: {error}; `cargo errcat sync SPEC DOC --write` writes it", path.display()))
    })?;
    Lock::parse(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

impl Drift {
    fn to_json(&self) -> Vec<Value> {
        self.changes.iter().map(|change| change.to_json(&self.catalog)).collect()
    }

    fn tell(&self) {
        for change in &self.changes {
            let place = change.at.map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
            print(&format!("{}: {change} ({}{place})", self.catalog, self.page.display()));
        }
    }
}

fn tell_human(specs: &[PathBuf], reports: &[Report], drifts: &[Drift], with_docs: bool) {
    reports.iter().for_each(|report| print(&report.render(true)));
    drifts.iter().for_each(Drift::tell);
    let faults: usize = reports.iter().map(|report| report.diagnostics().len()).sum();
    let changes: usize = drifts.iter().map(|drift| drift.changes.len()).sum();
    match faults {
        0 => tell(&format!("{} catalogs are in order", specs.len())),
        1 => tell("1 fault"),
        faults => tell(&format!("{faults} faults")),
    }
    match changes {
        _ if !with_docs => {}
        0 => tell(&format!("{} pages say what they said when they were last read", drifts.len())),
        changes => tell(&format!("{changes} differences from the pages: read them, then `cargo errcat sync SPEC DOC --write`")),
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
