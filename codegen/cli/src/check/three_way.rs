//! `check --docs DIR --responses FILE`: compares the page, the catalog and recorded responses with each other.

use std::path::PathBuf;

use api_error_catalog_model::diagnostic::{Code, report};
use api_error_catalog_model::json::ThreeWayFacts;
use api_error_catalog_model::{Arena, Loaded, Report};
use api_error_catalog_pages::Page;
use api_error_catalog_traffic::{Disagreement, Observer, disagreements};

use super::page_drift::key_spans;
use crate::{Failure, responses};

/// The differences between a catalog, its page and the responses.
pub(super) struct ThreeWay {
    catalog: String,
    differences: Vec<Disagreement>,
    pub(super) report: Report,
}

impl ThreeWay {
    pub(super) fn to_facts(&self) -> Vec<ThreeWayFacts> {
        let facts = self.differences.iter().map(|difference| ThreeWayFacts {
            catalog: self.catalog.clone(),
            code: difference.code.clone(),
            alone: difference.outlier.map(|side| side.as_str()),
            text: difference.text.clone(),
        });
        facts.collect()
    }

    fn new(loaded: &Loaded, differences: Vec<Disagreement>) -> ThreeWay {
        let catalog = &loaded.catalog;
        let keys = key_spans(loaded);
        let mut findings = Vec::new();
        for difference in &differences {
            let side = difference.outlier.map_or(String::new(), |side| {
                format!(" (only the {} differs)", side.as_str())
            });
            let message = format!("{}: {}{side}", catalog.name, difference.text);
            let span = keys.error(&difference.code).unwrap_or(0..0);
            report(&mut findings, Code::DriftChanged, &span, message).help(
                "to record deviating responses in the catalog, run `cargo errcat observe SPEC RESPONSES --write`",
            );
        }
        ThreeWay {
            catalog: catalog.name.clone(),
            report: Report::new(loaded.source.clone(), findings),
            differences,
        }
    }
}

/// Compares each catalog that has responses.
pub(super) fn compare(
    catalogs: &[(Loaded, Page)],
    inputs: &[PathBuf],
) -> Result<Vec<ThreeWay>, Failure> {
    let arena = Arena::default();
    let observed = catalogs
        .iter()
        .map(|(loaded, _)| (loaded.catalog.clone(), loaded.tables(&arena)))
        .collect();
    let mut observer = Observer::new(observed, None, false);
    for input in inputs {
        responses::read(input, &mut |name, input, progress| {
            observer.read(name, input, progress)
        })?;
    }
    let observation = observer.finish();
    responses::print_counts(&observation.counts)?;
    let three_way = observation.catalogs.iter().filter_map(|observed| {
        let named = |(loaded, _): &&(Loaded, Page)| loaded.catalog.name == observed.catalog;
        let (loaded, page) = catalogs.iter().find(named)?;
        let differences = disagreements(&loaded.catalog, page, observed);
        Some(ThreeWay::new(loaded, differences))
    });
    Ok(three_way.collect())
}
