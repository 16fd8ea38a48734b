//! What `check` found, whatever it is about: a fault of a catalog, or a difference from its page.

use std::collections::HashMap;
use std::path::Path;

use api_error_catalog_codegen::outline::outline;
use api_error_catalog_codegen::{Catalog, Report, Source};
use api_error_catalog_pages::drift::{Change, How, ItemKind};
use serde_json::{Value, json};

/// A place in a file, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// One finding.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    /// `E0005`, or what changed: `drift-error-changed`.
    pub(super) rule: String,
    pub(super) message: String,
    pub(super) place: Place,
    /// The other side: the catalog's line for a difference from the page, or where the first of two stands.
    pub(super) other: Option<Place>,
    pub(super) help: Option<String>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The faults of a catalog.
pub(super) fn of_report(report: &Report) -> Vec<Finding> {
    let place = |byte| place(report.source(), byte);
    let each = report.diagnostics().iter().map(|fault| Finding {
        rule: fault.code.to_string(),
        message: fault.message.clone(),
        place: place(fault.span.start),
        other: fault.other.as_ref().map(|(span, _)| place(span.start)),
        help: fault.help.clone(),
    });
    each.collect()
}

pub(super) fn place(source: &Source, byte: usize) -> Place {
    let (line, column) = source.line_column(byte);
    Place { file: source.name.clone(), line, column }
}

/// The differences of a page from its catalog, each with both its places.
pub(super) fn of_changes(source: &Source, catalog: &Catalog, page: &Path, changes: &[Change]) -> Vec<Finding> {
    let entries: HashMap<String, usize> = outline(source)
        .groups
        .into_iter()
        .flat_map(|group| group.errors.entries)
        .map(|entry| (entry.key, entry.span.start))
        .collect();
    let mut keys: HashMap<&str, &str> = HashMap::new();
    for error in catalog.errors.iter().filter(|error| error.seen.is_none()) {
        for code in error.identities().filter_map(|identity| identity.code.as_deref()) {
            keys.entry(code).or_insert(&error.key);
        }
    }
    let of_catalog = |change: &Change| {
        let key = keys.get(change.key.as_str()).filter(|_| change.kind == ItemKind::Error)?;
        entries.get(*key).map(|byte| place(source, *byte))
    };
    let start = || Place { file: page.display().to_string(), line: 1, column: 1 };
    let each = changes.iter().map(|change| Finding {
        rule: format!("drift-{}-{}", change.kind.as_str().replace('_', "-"), change.how.as_str()),
        message: format!("{}: {change}", catalog.name),
        place: change.at.map_or_else(start, |at| Place { line: at.line, column: at.column, ..start() }),
        other: of_catalog(change).filter(|_| change.how != How::Added),
        help: None,
    });
    each.collect()
}

impl Finding {
    /// An annotation as GitHub's workflows read it.
    pub(super) fn github(&self) -> String {
        // The characters that would end the message or a property.
        let message = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
        let Place { file, line, column } = &self.place;
        let (file, title, text) = (property(file), property(&self.rule), message(&self.message));
        let help = self.help.as_deref().map(|help| message(&format!(" ({help})"))).unwrap_or_default();
        format!("::error file={file},line={line},col={column},title={title}::{text}{help}")
    }

    fn sarif(&self) -> Value {
        let location = |place: &Place| {
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": place.file.replace('\\', "/") },
                "region": { "startLine": place.line, "startColumn": place.column },
            } })
        };
        let text = self.help.as_ref().map_or_else(|| self.message.clone(), |help| format!("{} ({help})", self.message));
        json!({
            "ruleId": self.rule,
            "level": "error",
            "message": { "text": text },
            "locations": [location(&self.place)],
            "relatedLocations": self.other.iter().map(location).collect::<Vec<_>>(),
        })
    }
}

/// All findings as one SARIF 2.1.0 log.
pub(super) fn sarif(findings: &[Finding]) -> String {
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    let rules: Vec<Value> = rules.into_iter().map(|rule| json!({ "id": rule })).collect();
    let results: Vec<Value> = findings.iter().map(Finding::sarif).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "cargo-errcat", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    log.to_string()
}
