//! What a catalog says of how its page is read and the page no longer bears out: hints and quirks.

use api_error_catalog_drift::stale_quirks;
use api_error_catalog_model::diagnostic::{Code, Diagnostic};
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::{Page, Texts};

use super::drift::Sides;

/// Hints that found nothing, and quirks of which a condition no longer holds; all of them stand in the catalog.
pub(super) fn findings(sides: &Sides<'_>, page: &Page, texts: &Texts<'_>) -> Vec<Diagnostic> {
    let (catalog, outline) = (sides.catalog, &sides.outline);
    let at = |spans: &[Span], index: usize| spans.get(index).cloned().unwrap_or_default();
    let hints = page.unused_hints.iter().map(|unused| {
        let message = format!(
            "{}: hint {} finds nothing: {}",
            catalog.name,
            unused.hint + 1,
            unused.why
        );
        let fault = Diagnostic::new(Code::StaleHint, at(&outline.hints, unused.hint), message)
            .label("finds nothing");
        fault.help("take the hint out, or say what the page has now")
    });
    let names: Vec<Option<&str>> = catalog
        .all_quirks()
        .map(|(error, _)| error.map(|error| error.key.as_str()))
        .collect();
    let quirks = stale_quirks(catalog, page, texts).into_iter().map(|stale| {
        let of = names
            .get(stale.quirk)
            .copied()
            .flatten()
            .map_or(String::new(), |key| format!(" of {key}"));
        let message = format!(
            "{}: the quirk{of} may be mended: {}",
            catalog.name, stale.why
        );
        let fault = Diagnostic::new(Code::StaleQuirk, at(&outline.quirks, stale.quirk), message)
            .label("this quirk");
        let fault = fault.help("read the page there; take the quirk out, or mend its `while`");
        match stale.at {
            Some(_) => fault.other(
                sides.on_page(stale.at, ""),
                "the page, where it speaks of it",
            ),
            None => fault,
        }
    });
    hints.chain(quirks).collect()
}

/// The places of the quirks that no program can tell to be stale.
pub(super) fn unchecked(sides: &Sides<'_>) -> Vec<String> {
    let quirks = sides.catalog.all_quirks().zip(&sides.outline.quirks);
    let without = quirks.filter(|((_, quirk), _)| quirk.conditions.is_empty());
    let place = |span: &Span| {
        let (line, column) = sides.source.line_column(span.start);
        format!("{}:{line}:{column}", sides.source.name)
    };
    without.map(|(_, span)| place(span)).collect()
}
