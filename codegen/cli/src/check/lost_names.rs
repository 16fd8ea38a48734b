//! Rust names that the lock records, and that the catalog no longer gives to the same error.

use std::collections::HashMap;

use api_error_catalog_drift::{LostName, RustNames};
use api_error_catalog_model::diagnostic::{Code, report};
use api_error_catalog_model::source::Span;
use api_error_catalog_model::{Loaded, Report};

/// Explains why a lost name is an error.
const KEPT: &str = "the lock records this name, and code that uses it would no longer compile";

/// Reports the names that users' code can no longer use, or that now name another error.
pub(super) fn lost_names(loaded: &Loaded, given: &RustNames) -> Option<Report> {
    let lost = given.lost(&loaded.catalog);
    if lost.is_empty() {
        return None;
    }
    let keys = loaded.catalog.errors.iter().map(|error| error.key.as_str());
    let spans: HashMap<&str, &Span> = keys
        .zip(loaded.map.errors.iter().map(|error| &error.key))
        .collect();
    let mut findings = Vec::new();
    for lost in &lost {
        let now = lost.now.as_ref().map(|(key, _)| key);
        let key = now.or(lost.taken_by.as_ref());
        let span = key.and_then(|key| spans.get(key.as_str()).copied());
        let message = lost.to_string();
        report(
            &mut findings,
            Code::LostName,
            span.unwrap_or(&(0..0)),
            message,
        )
        .help(help(lost))
        .note(KEPT);
    }
    Some(Report::new(loaded.source.clone(), findings))
}

fn help(lost: &LostName) -> String {
    let accept = "to give the name up, run `cargo errcat sync SPEC DOC --write`";
    let code = lost.codes.first();
    match (&lost.now, &lost.taken_by, code) {
        (_, Some(other), Some(code)) => {
            format!(
                "give `{other}` another `rust_name`, or declare there that it was renamed: `renamed_from: [{code}]`"
            )
        }
        (Some(_), None, _) => format!("add `rust_name: {}` to keep it; {accept}", lost.name),
        (None, None, Some(code)) => {
            format!(
                "if the error has another code now, add `renamed_from: [{code}]` to it; {accept}"
            )
        }
        _ => format!(
            "if the error was renamed, add `rust_name: {}` to it; {accept}",
            lost.name
        ),
    }
}
