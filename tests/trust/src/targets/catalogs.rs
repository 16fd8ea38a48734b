//! The text of a catalog: it loads, or every diagnostic stands inside it; what loads becomes Rust.

use api_error_catalog_codegen::{HEADER, generate};
use api_error_catalog_model::{Catalog, Loaded, Report, Source, json, open};
use api_error_catalog_pages::write::markdown::markdown;

/// Any bytes as the text of a catalog: the catalog, where they are one.
///
/// # Panics
///
/// Where a promise is broken.
#[must_use]
pub fn loaded(bytes: &[u8]) -> Option<Catalog> {
    let source = Source::new("catalog.yaml", std::str::from_utf8(bytes).ok()?);
    match open(source) {
        Ok(Loaded { catalog, .. }) => {
            let _ = printed(&catalog);
            Some(catalog)
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
        "refused, and nothing told"
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
    assert_eq!(
        report.lines().lines().count(),
        report.diagnostics().len(),
        "a fault is a line:\n{}",
        report.lines()
    );
    assert!(!report.render(false).is_empty() && !report.render(true).is_empty());
}

/// The Rust of a catalog: it parses, and printing it again changes nothing. The pages of it can be written.
///
/// # Panics
///
/// Where a promise is broken.
#[must_use]
pub fn printed(catalog: &Catalog) -> String {
    let text = generate(catalog).expect("Rust");
    let parsed = syn::parse_file(&text).expect("Rust that parses");
    // Comments are no tokens: the head goes missing, nothing else.
    assert!(text.starts_with(HEADER));
    let code = text.split_once("\n\n").map_or("", |(_, code)| code);
    assert!(
        prettyplease::unparse(&parsed) == code,
        "printing it again changes it:\n{text}"
    );
    assert!(!json::write(catalog).is_empty() && !markdown(catalog).is_empty());
    text
}
