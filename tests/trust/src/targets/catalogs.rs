//! The text of a catalog: it loads, or every diagnostic stands inside it; what loads becomes Rust.

use api_error_catalog_codegen::{HEADER, generate};
use api_error_catalog_model::diagnostic::MAX_SHOWN;
use api_error_catalog_model::{Catalog, Loaded, Report, Source, json, open};
use api_error_catalog_pages::write::markdown::markdown;

/// Any bytes as the text of a catalog: the catalog, where they are one.
///
/// # Panics
///
/// Panics if a property does not hold.
#[must_use]
pub fn loaded(bytes: &[u8]) -> Option<Catalog> {
    let source = Source::new("catalog.yaml", std::str::from_utf8(bytes).ok()?);
    match open(source) {
        Ok(loaded) => {
            let _ = printed(&loaded);
            Some(loaded.catalog)
        }
        Err(report) => {
            told(&report);
            None
        }
    }
}

/// Every fault has a place inside the file and can be shown in each way.
fn told(report: &Report) {
    let text = &report.source().text;
    assert!(
        !report.diagnostics().is_empty(),
        "refused without a finding"
    );
    for fault in report.diagnostics() {
        let spans = std::iter::once(&fault.span).chain(fault.other.as_ref().map(|(span, _)| span));
        for span in spans {
            assert!(
                text.get(span.clone()).is_some(),
                "{span:?} is no part of the {} bytes: {fault:?}",
                text.len()
            );
        }
    }
    // One more line counts those that are not shown.
    assert_eq!(
        report.lines().lines().count(),
        report.diagnostics().len().min(MAX_SHOWN + 1),
        "a fault is a line:\n{}",
        report.lines()
    );
    assert!(!report.render(false).is_empty() && !report.render(true).is_empty());
}

/// The Rust of a catalog: it parses, and formatting it again changes nothing. The pages of it can be written.
///
/// # Panics
///
/// Panics if a property does not hold.
#[must_use]
pub fn printed(loaded: &Loaded) -> String {
    let text = generate(loaded);
    assert!(text.starts_with(HEADER));
    syn::parse_file(&text).expect("Rust that parses");
    // The rows of errors and of types of details are not formatted; everything else is.
    let (rows, rest) = text.split_once("\n    more {").expect("the rows");
    let errors = rows.split_once("\n    errors ").expect("the errors").1;
    assert_eq!(
        errors.lines().count(),
        loaded.catalog.errors.len() + 2,
        "an error is a line:\n{text}"
    );
    let (items, types) = rest.split_once("\n}\n\n").expect("the end of the macro");
    let items: String = items
        .lines()
        // The lists after the rows have a line each.
        .skip_while(|line| !line.starts_with("    const "))
        .filter(|line| !line.starts_with("    rt::"))
        .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
        .collect();
    for code in [&items, types] {
        let parsed = syn::parse_file(code).expect("items");
        assert!(
            prettyplease::unparse(&parsed) == code,
            "formatting it again changes it:\n{text}"
        );
    }
    let catalog = &loaded.catalog;
    assert!(
        !json::write(&json::catalog_facts(catalog)).is_empty() && !markdown(catalog).is_empty()
    );
    text
}
