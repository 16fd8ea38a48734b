//! The law of OpenAPI documents: export → import keeps the facts of each code, of any catalog: its statuses and type, its texts,
//! advice, category and details, and the headers. `CASES` asks for more of them, `SEED` for others.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use api_error_catalog_core::{Category, ErrorResponse, Resolution, RetryAdvice, Transport};
use api_error_catalog_drift::import::import;
use api_error_catalog_model::model::{Detail, Error};
use api_error_catalog_model::{Arena, Catalog, Loaded, Source, open, open_file};
use api_error_catalog_pages::write::openapi::{OpenApiVersion, openapi};
use api_error_catalog_pages::{BodyOrigin, Page, read};
use proptest::prelude::*;
use serde_json::Value;
use trust::catalogs::{Style, plain_catalog, write};
use trust::sample::config;

/// The statuses and the types of each code.
type Codes = BTreeMap<String, (BTreeSet<u16>, BTreeSet<String>)>;

/// Returns the codes of the catalog, and those of errors with several.
fn codes_in(catalog: &Catalog) -> (Codes, BTreeSet<String>) {
    let (mut codes, mut several) = (Codes::new(), BTreeSet::new());
    for error in catalog.errors.iter().filter(|error| error.seen.is_none()) {
        let all: BTreeSet<&String> = error
            .identities()
            .filter_map(|own| own.code.as_ref())
            .collect();
        for code in &all {
            let entry = codes.entry((*code).clone()).or_default();
            entry.0.extend(statuses(error));
            entry.1.extend(error.error_type.clone());
            // A schema lists the codes of an error, but not which of them has which status.
            if all.len() > 1 {
                several.insert((*code).clone());
            }
        }
    }
    (codes, several)
}

/// Returns the codes of the schemas to which responses refer. An error whose shape has no code, or that is sent over a WebSocket, has
/// none there.
fn stated_codes(document: &str) -> BTreeSet<String> {
    let document: Value = serde_json::from_str(document).expect("the document is JSON");
    let responses = document["components"]["responses"].to_string();
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("it has schemas");
    let mut codes = BTreeSet::new();
    for (key, schema) in schemas {
        if responses.contains(&format!("\"#/components/schemas/{key}\"")) {
            add_codes(schema, &mut codes);
        }
    }
    codes
}

fn add_codes(schema: &Value, codes: &mut BTreeSet<String>) {
    if schema["x-error-field"] == "code" {
        let only = schema.get("const").into_iter();
        let values = only.chain(schema["enum"].as_array().into_iter().flatten());
        codes.extend(values.map(|value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        }));
    }
    let members = schema
        .as_object()
        .into_iter()
        .flat_map(|members| members.values());
    for inner in members.chain(schema.as_array().into_iter().flatten()) {
        add_codes(inner, codes);
    }
}

fn statuses(error: &Error) -> impl Iterator<Item = u16> {
    error
        .identities()
        .flat_map(|own| own.statuses.iter().copied())
}

fn codes_of(page: &Page) -> Codes {
    let mut codes = Codes::new();
    for error in &page.errors {
        let Some(code) = &error.code else { continue };
        let entry = codes.entry(code.value.to_string()).or_default();
        entry
            .0
            .extend(error.statuses.iter().map(|status| status.value));
        entry
            .1
            .extend(error.error_type.iter().map(|name| name.value.clone()));
    }
    codes
}

fn holds(loaded: &Loaded) -> usize {
    let (known, several) = codes_in(&loaded.catalog);
    let mut count = 0;
    for version in [OpenApiVersion::V3_0, OpenApiVersion::V3_1] {
        let document = openapi(loaded, version);
        let page = read("errors.json", document.as_bytes()).expect("the document is read");
        let found = codes_of(&page);
        let names: BTreeSet<String> = found.keys().cloned().collect();
        assert_eq!(names, stated_codes(&document), "{document}");
        for (code, (statuses, types)) in found.iter().filter(|(code, _)| !several.contains(*code)) {
            let (known_statuses, known_types) = &known[code];
            assert_eq!(statuses, known_statuses, "{code}: {document}");
            assert!(types.is_subset(known_types), "{code}: {types:?} {document}");
        }
        keeps_facts(&loaded.catalog, &page);
        count = names.len();
    }
    count
}

/// The facts that a document states about an error besides its identity. White space is folded.
#[derive(Debug, PartialEq)]
struct Facts<'c> {
    description: String,
    causes: Vec<String>,
    solutions: Vec<String>,
    deprecated: Option<String>,
    retry: Option<RetryAdvice>,
    category: Category,
    details: &'c [Detail],
}

impl<'c> Facts<'c> {
    fn of(error: &'c Error) -> Facts<'c> {
        Facts {
            description: folded(&error.description),
            causes: all_folded(&error.causes),
            solutions: all_folded(&error.solutions),
            deprecated: error.deprecated.as_deref().map(folded),
            retry: error.retry,
            category: error.category,
            details: &error.details,
        }
    }
}

/// Empty texts are not imported.
fn all_folded(texts: &[String]) -> Vec<String> {
    let texts = texts.iter().map(|text| folded(text));
    texts.filter(|text| !text.is_empty()).collect()
}

fn folded(text: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    let words = text.split(is_gap).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The catalog that is imported from a document has the facts of each error whose code no other error has.
fn keeps_facts(catalog: &Catalog, page: &Page) {
    let imported = import(page, "imported");
    if imported.is_empty() {
        return;
    }
    let imported = open(Source::new("imported.yaml", imported.yaml.as_str()));
    let imported = imported.expect("an imported catalog has no errors").catalog;
    let headers: BTreeSet<_> = imported.headers().collect();
    assert_eq!(headers, catalog.headers().collect(), "headers");
    for error in &imported.errors {
        let Some(code) = &error.own.code else {
            continue;
        };
        let has_code = |other: &&Error| {
            other
                .identities()
                .any(|own| own.code.as_ref() == Some(code))
        };
        let mut all = catalog
            .errors
            .iter()
            .filter(|other| other.seen.is_none())
            .filter(has_code);
        if let (Some(known), None) = (all.next(), all.next()) {
            let mut found = Facts::of(error);
            if folded(&known.description).is_empty() {
                // An imported error must have a description.
                found.description = String::new();
            }
            let mut wanted = Facts::of(known);
            if !catalog.sends(known, "details") {
                // Its shape has no place for them.
                wanted.details = &[];
            }
            assert_eq!(found, wanted, "{code}");
        }
    }
}

#[test]
fn the_documents_of_the_built_in_catalogs_come_back() {
    for name in ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../spec/{name}.yaml"));
        let loaded = open_file(&path).expect("the built-in catalogs have no errors");
        assert_eq!(holds(&loaded), codes_in(&loaded.catalog).0.len(), "{name}");
    }
}

/// The imported envelope reads the codes of the document's examples.
#[test]
fn the_imported_envelope_decodes_the_examples_of_the_document() {
    let mut decoded = 0;
    for name in ["elevenlabs", "faseeh", "scriptix", "ttsopenai"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../spec/{name}.yaml"));
        let loaded = open_file(&path).expect("the built-in catalogs have no errors");
        let document = openapi(&loaded, OpenApiVersion::V3_1);
        let page = read("errors.json", document.as_bytes()).expect("the document is read");
        let imported = open(Source::new("imported.yaml", import(&page, "imported").yaml));
        let imported = imported.expect("an imported catalog has no errors");
        let arena = Arena::default();
        let (ours, theirs) = (loaded.tables(&arena), imported.tables(&arena));
        for body in page
            .bodies
            .iter()
            .filter(|body| body.origin == BodyOrigin::Example)
        {
            let transport = Transport::Http(body.statuses.first().copied());
            let decoded_as = |catalog: &Catalog, tables| {
                let (no_headers, bytes): (&[(&str, &str)], _) = (&[], body.raw.as_bytes().to_vec());
                let response = ErrorResponse::new(tables, transport, &no_headers, bytes);
                match response.resolution() {
                    Resolution::Known(place) => catalog.errors[usize::from(place)].own.code.clone(),
                    Resolution::Unresolved(_) => None,
                }
            };
            let ours = decoded_as(&loaded.catalog, ours);
            let theirs = decoded_as(&imported.catalog, theirs);
            assert_eq!(theirs, ours, "{name}: {}", body.raw);
            decoded += usize::from(ours.is_some());
        }
    }
    assert!(decoded > 40, "{decoded}");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_document_of_any_catalog_comes_back(text in plain_catalog().prop_map(|catalog| write(&catalog, Style::Double))) {
        let loaded = open(Source::new("made.yaml", text));
        holds(&loaded.expect("generated catalogs have no errors"));
    }
}
