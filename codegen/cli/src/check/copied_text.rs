//! Texts of a catalog that repeat its pages.

use api_error_catalog_drift::{COPIED_WORDS, CopiedRuns};
use api_error_catalog_model::Loaded;
use api_error_catalog_model::diagnostic::{Code, Diagnostic, Levels, report};
use api_error_catalog_model::source::Span;
use api_error_catalog_model::source_map::ItemSpans;
use api_error_catalog_pages::Page;

/// Returns the texts that share a run of words with one of these pages.
pub(super) fn copied_texts(loaded: &Loaded, pages: &[Page], levels: &Levels) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut runs = None;
    for text in own_texts(loaded) {
        let Some(severity) = loaded.severity(Code::CopiedText, text.error, levels) else {
            continue;
        };
        let runs = runs.get_or_insert_with(|| runs_of(pages));
        let Some(run) = runs.longest(text.text) else {
            continue;
        };
        let message = format!(
            "{}: `{}` repeats the page: “{run}”",
            loaded.catalog.name, text.of
        );
        report(&mut findings, Code::CopiedText, &text.span, message)
            .label(format!("{COPIED_WORDS} or more words in a row"))
            .help("use your own words, and put names and values of the API in backticks")
            .severity = severity;
    }
    findings
}

fn runs_of(pages: &[Page]) -> CopiedRuns {
    let mut runs = CopiedRuns::default();
    pages.iter().for_each(|page| runs.add(&page.source.text));
    runs
}

/// A text in the author's own words.
struct OwnText<'a> {
    /// The key of the error, type, status or close code that it describes.
    of: String,
    /// The index of the error.
    error: Option<usize>,
    span: Span,
    text: &'a str,
}

/// Returns the texts that the authors of a catalog write. Messages and examples are what the API sends.
fn own_texts(loaded: &Loaded) -> Vec<OwnText<'_>> {
    let (catalog, map) = (&loaded.catalog, &loaded.map);
    let mut texts = Vec::new();
    for (at, (error, spans)) in catalog.errors.iter().zip(&map.errors).enumerate() {
        let lists = [
            ("description", std::slice::from_ref(&error.description)),
            ("causes", &error.causes),
            ("solutions", &error.solutions),
            ("user_message", error.user_message.as_slice()),
            ("deprecated", error.deprecated.as_slice()),
        ];
        let lists = lists.into_iter();
        texts.extend(lists.flat_map(|(key, list)| {
            list.iter().map(move |text| OwnText {
                of: error.key.clone(),
                error: Some(at),
                span: spans.keys.value(key).unwrap_or(spans.key.clone()),
                text,
            })
        }));
    }
    let mut describe = |of: String, spans: &ItemSpans, text| {
        texts.push(OwnText {
            of,
            error: None,
            span: spans.keys.value("description").unwrap_or(spans.key.clone()),
            text,
        });
    };
    for (own, spans) in catalog.types.iter().zip(&map.types) {
        describe(own.name.clone(), spans, &own.description);
    }
    for (own, spans) in catalog.statuses.iter().zip(&map.statuses) {
        describe(own.status.to_string(), spans, &own.description);
    }
    for (own, spans) in catalog.close_codes.iter().zip(&map.close_codes) {
        describe(own.code.to_string(), spans, &own.description);
    }
    texts
}
