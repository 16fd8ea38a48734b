//! `check --docs DIR --responses FILE`: page, catalog and traffic, held against each other.

use std::path::{Path, PathBuf};

use api_error_catalog_codegen::outline::outline;
use api_error_catalog_codegen::{Catalog, Source, load_with_tables, read_source};
use api_error_catalog_pages::observe::{Observer, Split, splits};
use serde_json::{Value, json};

use super::finding::{Finding, Place};
use crate::{Failure, page, responses};

/// A difference between the three sides.
pub(super) struct Sided {
    catalog: String,
    split: Split,
    pub(super) finding: Finding,
}

impl Sided {
    pub(super) fn to_json(&self) -> Value {
        let alone = self.split.alone.map(|side| side.as_str());
        json!({ "catalog": self.catalog, "code": self.split.code, "alone": alone, "text": self.split.text })
    }

    fn new(source: &Source, catalog: &Catalog, split: Split) -> Sided {
        let side = split.alone.map_or(String::new(), |side| format!(" (the {} stands alone)", side.as_str()));
        let alone = split.alone.map_or("open", |side| side.as_str());
        let finding = Finding {
            rule: format!("sides-{alone}"),
            message: format!("{}: {}{side}", catalog.name, split.text),
            place: place(source, catalog, &split.code),
            other: None,
            help: None,
        };
        Sided { catalog: catalog.name.clone(), split, finding }
    }
}

/// The line of the catalog that has the code, else its first.
fn place(source: &Source, catalog: &Catalog, code: &str) -> Place {
    let error = catalog.errors.iter().find(|error| error.has_code(code));
    let mut entries = outline(source).groups.into_iter().flat_map(|group| group.errors.entries);
    let entry = error.and_then(|error| entries.find(|entry| entry.key == error.key));
    let (line, column) = source.line_column(entry.map_or(0, |entry| entry.span.start));
    Place { file: source.name.clone(), line, column }
}

/// Where page, catalog and traffic differ, for each catalog of which there are answers.
pub(super) fn compare(specs: &[PathBuf], docs: &Path, inputs: &[PathBuf]) -> Result<Vec<Sided>, Failure> {
    let load = |spec: &PathBuf| {
        let source = read_source(spec)?;
        load_with_tables(&source).map(|(catalog, tables)| (source, catalog, tables))
    };
    let loaded: Result<Vec<_>, _> = specs.iter().map(load).collect();
    let loaded = loaded.map_err(|report| Failure::new(report.render(false)))?;
    let catalogs = loaded.iter().map(|(_, catalog, tables)| (catalog.clone(), *tables)).collect();
    let mut observer = Observer::new(catalogs, None, false);
    for input in inputs {
        responses::read(input, &mut |name, input, progress| observer.read(name, input, progress))?;
    }
    let observation = observer.finish();
    responses::tell_counts(&observation.counts)?;
    let mut sided = Vec::new();
    for observed in &observation.catalogs {
        let Some((source, catalog, _)) = loaded.iter().find(|(_, catalog, _)| catalog.name == observed.catalog) else { continue };
        // Each catalog names its page: without that it would not have come here.
        let Some(file) = &catalog.source.file else { continue };
        let page = page::load(&docs.join(file), &catalog.source.hints)?;
        sided.extend(splits(catalog, &page, observed).into_iter().map(|split| Sided::new(source, catalog, split)));
    }
    Ok(sided)
}
