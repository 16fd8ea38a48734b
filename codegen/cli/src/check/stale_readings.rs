//! Hints and errata of a catalog that no longer fit its page.

use api_error_catalog_drift::stale_errata;
use api_error_catalog_model::Loaded;
use api_error_catalog_model::diagnostic::{Code, Diagnostic, report};
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::Page;

/// Returns hints that match nothing in a source, given by its index in the catalog.
pub(super) fn stale_hints(loaded: &Loaded, at: usize, page: &Page) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for unused in &page.unused_hints {
        let message = format!(
            "{}: hint {} matches nothing: {}",
            loaded.catalog.name,
            unused.hint + 1,
            unused.why
        );
        let spans = loaded.map.pages.get(at);
        let span = spans.and_then(|spans| spans.hints.get(unused.hint));
        let span = span.cloned().unwrap_or_default();
        report(&mut findings, Code::StaleHint, &span, message)
            .label("matches nothing")
            .help("remove the hint, or correct it for the present page");
    }
    findings
}

/// Returns errata with a condition that no longer holds, each with the source that contradicts it and the place there.
pub(super) fn outdated_errata(loaded: &Loaded, joined: &Page) -> Vec<(usize, Diagnostic)> {
    let (catalog, map) = (&loaded.catalog, &loaded.map);
    let mut findings = Vec::new();
    let errata: Vec<(Option<&str>, &Span)> = catalog
        .all_errata()
        .map(|(error, _)| error.map(|error| error.key.as_str()))
        .zip(map.all_errata())
        .collect();
    for stale in stale_errata(catalog, joined) {
        let Some((key, span)) = errata.get(stale.erratum) else {
            continue;
        };
        let of = key.map_or(String::new(), |key| format!(" of {key}"));
        let message = format!(
            "{}: the erratum{of} may be fixed: {}",
            catalog.name, stale.why
        );
        let mut finding = Vec::new();
        let (at, place) = stale.span.map(|span| joined.locate(&span)).unzip();
        let diagnostic = report(&mut finding, Code::StaleErratum, span, message)
            .label("this erratum")
            .help("read this part of the page, and then remove the erratum or correct its `while`");
        if let Some(place) = place {
            diagnostic.other(&place, "here on the page");
        }
        findings.extend(
            finding
                .into_iter()
                .map(|finding| (at.unwrap_or(0), finding)),
        );
    }
    findings
}

/// Returns the positions of the errata without a condition, which `check` cannot find to be stale.
pub(super) fn unchecked_errata(loaded: &Loaded) -> Vec<String> {
    let errata = loaded.catalog.all_errata().zip(loaded.map.all_errata());
    let without = errata.filter(|((_, erratum), _)| erratum.conditions.is_empty());
    let position = |span: &Span| {
        let (line, column) = loaded.source.line_column(span.start);
        format!("{}:{line}:{column}", loaded.source.name)
    };
    without.map(|(_, span)| position(span)).collect()
}
