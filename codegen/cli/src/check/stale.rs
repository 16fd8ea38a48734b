//! What a catalog says of how its page is read and the page no longer bears out: hints and quirks.

use std::path::Path;

use api_error_catalog_codegen::outline::outline;
use api_error_catalog_codegen::source::Span;
use api_error_catalog_codegen::{Catalog, Source};
use api_error_catalog_pages::drift::stale_quirks;
use api_error_catalog_pages::{Page, Texts};
use serde_json::{Value, json};

use super::finding::{Finding, Place, place};

/// Hints that found nothing, and quirks of which a condition no longer holds.
pub(super) fn findings(source: &Source, catalog: &Catalog, path: &Path, page: &Page, texts: &Texts<'_>) -> Vec<Finding> {
    let outline = outline(source);
    let at = |spans: &[Span], index: usize| place(source, spans.get(index).map_or(0, |span| span.start));
    let hints = page.unused_hints.iter().map(|unused| Finding {
        rule: "stale-hint".to_owned(),
        message: format!("{}: hint {} finds nothing: {}", catalog.name, unused.hint + 1, unused.why),
        place: at(&outline.hints, unused.hint),
        other: None,
        help: Some("take the hint out, or say what the page has now".to_owned()),
    });
    let names: Vec<Option<&str>> = catalog.all_quirks().map(|(error, _)| error.map(|error| error.key.as_str())).collect();
    let quirks = stale_quirks(catalog, page, texts).into_iter().map(|stale| {
        let of = names.get(stale.quirk).copied().flatten().map_or(String::new(), |key| format!(" of {key}"));
        Finding {
            rule: "stale-quirk".to_owned(),
            message: format!("{}: the quirk{of} may be mended: {}", catalog.name, stale.why),
            place: at(&outline.quirks, stale.quirk),
            other: stale.at.map(|at| Place { file: path.display().to_string(), line: at.line, column: at.column }),
            help: Some("read the page there; take the quirk out, or mend its `while`".to_owned()),
        }
    });
    hints.chain(quirks).collect()
}

/// The places of the quirks that no program can tell to be stale.
pub(super) fn unchecked(source: &Source, catalog: &Catalog) -> Vec<String> {
    let quirks = catalog.all_quirks().zip(outline(source).quirks);
    let without = quirks.filter(|((_, quirk), _)| quirk.conditions.is_empty());
    without.map(|(_, span)| place(source, span.start).to_string()).collect()
}

/// In the shape of the other diagnostics.
pub(super) fn to_json(finding: &Finding) -> Value {
    let at = |place: &Place| json!({ "line": place.line, "column": place.column });
    json!({
        "code": finding.rule,
        "message": finding.message,
        "file": finding.place.file,
        "place": at(&finding.place),
        "other": finding.other.as_ref().map(|other| json!({ "file": other.file, "place": at(other) })),
        "help": finding.help,
    })
}
