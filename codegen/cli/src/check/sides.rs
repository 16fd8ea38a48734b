//! `check --docs DIR --responses FILE`: page, catalog and traffic, held against each other.

use std::path::{Path, PathBuf};

use api_error_catalog_model::diagnostic::{Code, Diagnostic};
use api_error_catalog_model::outline::outline;
use api_error_catalog_model::source::Span;
use api_error_catalog_model::{Catalog, Report, Source, load_with_tables, read_source};
use api_error_catalog_traffic::{Observer, Split, splits};
use serde_json::{Value, json};

use crate::{Failure, page, responses};

/// Where page, catalog and traffic differ about one catalog.
pub(super) struct Sides {
    catalog: String,
    splits: Vec<Split>,
    pub(super) report: Report,
}

impl Sides {
    pub(super) fn to_json(&self) -> Vec<Value> {
        let each = self.splits.iter().map(|split| {
            let alone = split.alone.map(|side| side.as_str());
            json!({ "catalog": self.catalog, "code": split.code, "alone": alone, "text": split.text })
        });
        each.collect()
    }

    fn new(source: &Source, catalog: &Catalog, splits: Vec<Split>) -> Sides {
        let told = |split: &Split| {
            let side = split.alone.map_or(String::new(), |side| {
                format!(" (the {} stands alone)", side.as_str())
            });
            let message = format!("{}: {}{side}", catalog.name, split.text);
            let help =
                "`cargo errcat observe SPEC RESPONSES --write` notes what answers do otherwise";
            Diagnostic::new(
                Code::DriftChanged,
                place(source, catalog, &split.code),
                message,
            )
            .help(help)
        };
        let report = Report::new(source.clone(), splits.iter().map(told).collect());
        Sides {
            catalog: catalog.name.clone(),
            splits,
            report,
        }
    }
}

/// Where the catalog has the code, else its beginning.
fn place(source: &Source, catalog: &Catalog, code: &str) -> Span {
    let error = catalog.errors.iter().find(|error| error.has_code(code));
    let mut entries = outline(source)
        .groups
        .into_iter()
        .flat_map(|group| group.errors.entries);
    let entry = error.and_then(|error| entries.find(|entry| entry.key == error.key));
    entry.map_or(0..0, |entry| {
        entry.span.start..entry.span.start + entry.key.len()
    })
}

/// Where page, catalog and traffic differ, for each catalog of which there are answers.
pub(super) fn compare(
    specs: &[PathBuf],
    docs: &Path,
    inputs: &[PathBuf],
) -> Result<Vec<Sides>, Failure> {
    let load = |spec: &PathBuf| {
        let source = read_source(spec)?;
        load_with_tables(&source).map(|(catalog, tables)| (source, catalog, tables))
    };
    let loaded: Result<Vec<_>, _> = specs.iter().map(load).collect();
    let loaded = loaded.map_err(|report| Failure::new(report.render(false)))?;
    let catalogs = loaded
        .iter()
        .map(|(_, catalog, tables)| (catalog.clone(), *tables))
        .collect();
    let mut observer = Observer::new(catalogs, None, false);
    for input in inputs {
        responses::read(input, &mut |name, input, progress| {
            observer.read(name, input, progress)
        })?;
    }
    let observation = observer.finish();
    responses::tell_counts(&observation.counts)?;
    let mut sides = Vec::new();
    for observed in &observation.catalogs {
        let Some((source, catalog, _)) = loaded
            .iter()
            .find(|(_, catalog, _)| catalog.name == observed.catalog)
        else {
            continue;
        };
        // Each catalog names its page: without that it would not have come here.
        let Some(file) = &catalog.source.file else {
            continue;
        };
        let page = page::load(&docs.join(file), &catalog.source.hints)?;
        sides.push(Sides::new(
            source,
            catalog,
            splits(catalog, &page, observed),
        ));
    }
    Ok(sides)
}
