//! Style findings in a valid catalog: the lints.
//!
//! Each lint is a function in `rules.rs`, `wire.rs` or `overlap.rs`. This module decides whether its findings are reported, and at which level.

mod overlap;
mod rules;
mod subject;
mod wire;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use api_error_catalog_core::table::Catalog as Tables;

use crate::diagnostic::{Diagnostic, Levels, LintLevels};
use crate::model::Catalog;
use crate::text::source_map::SourceMap;
use subject::Subject;

/// Returns all findings. A level that the catalog sets wins over `given`.
pub(crate) fn lint(
    catalog: &Catalog,
    map: &SourceMap,
    tables: &Tables<'_>,
    levels: &LintLevels,
    given: &Levels,
) -> Vec<Diagnostic> {
    let mut reported = Vec::new();
    let mut report = |nearer: &[&Levels], finding: Diagnostic| {
        let severity = given.level(finding.code, nearer).severity();
        reported.extend(severity.map(|severity| Diagnostic {
            severity,
            ..finding
        }));
    };
    let none = Levels::default();
    let subjects: Vec<Subject<'_>> = catalog
        .errors
        .iter()
        .zip(&map.errors)
        .map(|(error, spans)| Subject { error, spans })
        .collect();
    let mut described: HashMap<Vec<String>, &Subject<'_>> = HashMap::new();
    for (subject, of_error) in subjects.iter().zip(&levels.errors) {
        let group = map.groups.get(subject.spans.group);
        let of_type = group
            .and_then(|group| levels.types.get(group.type_index?))
            .unwrap_or(&none);
        let mut findings = Vec::new();
        rules::check_error(&mut findings, subject, catalog);
        wire::check_conditions(&mut findings, subject, catalog);
        wire::check_example_delays(&mut findings, subject, tables);
        match described.entry(rules::words(&subject.error.description)) {
            Entry::Occupied(first) => {
                rules::check_same_description(&mut findings, subject, first.get());
            }
            Entry::Vacant(vacant) => drop(vacant.insert(subject)),
        }
        findings
            .into_iter()
            .for_each(|finding| report(&[of_error, of_type, &levels.catalog], finding));
    }
    let types = catalog.types.iter().zip(&map.types).zip(&levels.types);
    for ((ty, spans), of_type) in types {
        let mut findings = Vec::new();
        rules::check_type(&mut findings, ty, spans, catalog);
        findings
            .into_iter()
            .for_each(|finding| report(&[of_type, &levels.catalog], finding));
    }
    catalog_findings(catalog, map, tables)
        .into_iter()
        .for_each(|finding| report(&[&levels.catalog], finding));
    reported
}

/// Returns the findings in the catalog as a whole.
fn catalog_findings(catalog: &Catalog, map: &SourceMap, tables: &Tables<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    rules::check_sources(&mut findings, catalog, map);
    rules::check_shapes(&mut findings, catalog, &map.shapes);
    if let Some(rules) = tables.rules {
        overlap::check_rules(&mut findings, catalog, map, rules.special);
        overlap::check_rules(&mut findings, catalog, map, rules.general);
    }
    findings
}
