//! The law of OpenAPI documents: export → import keeps the codes with their statuses and types, of any catalog. `CASES` asks for
//! more of them, `SEED` for others.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use api_error_catalog_model::model::Error;
use api_error_catalog_model::{Catalog, Loaded, Source, open, open_file};
use api_error_catalog_pages::write::openapi::{OpenApiVersion, openapi};
use api_error_catalog_pages::{Page, read};
use proptest::prelude::*;
use serde_json::Value;
use trust::catalogs::{Style, catalog, write};
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
        count = names.len();
    }
    count
}

#[test]
fn the_documents_of_the_built_in_catalogs_come_back() {
    for name in ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../spec/{name}.yaml"));
        let loaded = open_file(&path).expect("the built-in catalogs have no errors");
        assert_eq!(holds(&loaded), codes_in(&loaded.catalog).0.len(), "{name}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_document_of_any_catalog_comes_back(text in catalog().prop_map(|catalog| write(&catalog, Style::Double))) {
        let loaded = open(Source::new("made.yaml", text));
        holds(&loaded.expect("generated catalogs have no errors"));
    }
}
