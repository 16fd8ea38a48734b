//! Names in Rust that the lock remembers, and that the catalog no longer gives.

use std::collections::HashMap;

use api_error_catalog_drift::{Given, Lost};
use api_error_catalog_model::diagnostic::{Code, Diagnostic};
use api_error_catalog_model::outline::outline;
use api_error_catalog_model::{Catalog, Report, Source};

/// Why it is an error.
const KEPT: &str = "the lock keeps each name that was given to an error: code that uses it would no longer compile";

/// What users' code can no longer say, or would now say of another error.
pub(super) fn lost(source: &Source, catalog: &Catalog, given: &Given) -> Option<Report> {
    let lost = given.lost(catalog);
    if lost.is_empty() {
        return None;
    }
    let entries = outline(source)
        .groups
        .into_iter()
        .flat_map(|group| group.errors.entries);
    let spans: HashMap<String, _> = entries
        .map(|entry| (entry.key.clone(), entry.key_span()))
        .collect();
    let faults = lost.iter().map(|lost| {
        let place = lost
            .now
            .as_ref()
            .map(|(key, _)| key)
            .or(lost.taken_by.as_ref())
            .and_then(|key| spans.get(key));
        Diagnostic::new(
            Code::Given,
            place.cloned().unwrap_or(0..0),
            lost.to_string(),
        )
        .help(help(lost))
        .note(KEPT)
    });
    Some(Report::new(source.clone(), faults.collect()))
}

fn help(lost: &Lost) -> String {
    let accept = "to give it up, run `cargo errcat sync SPEC DOC --write`";
    let code = lost.codes.first();
    match (&lost.now, &lost.taken_by, code) {
        (_, Some(other), Some(code)) => {
            format!(
                "give `{other}` a `rust_name` of its own, or say there that it was: `renamed_from: [{code}]`"
            )
        }
        (Some(_), None, _) => format!("keep it: `rust_name: {}`; {accept}", lost.name),
        (None, None, Some(code)) => {
            format!(
                "where the error has another code now, say so there: `renamed_from: [{code}]`; {accept}"
            )
        }
        _ => format!(
            "where the error is called otherwise now, keep its name: `rust_name: {}`; {accept}",
            lost.name
        ),
    }
}
