//! Pages imported: the catalog is what it should be, the loader takes it unedited, and it reads the page's own JSON.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

use api_error_catalog_drift::import::{catalog_name, import};
use api_error_catalog_model::characters::is_unprintable;
use api_error_catalog_model::{Catalog, Source, open};
use api_error_catalog_pages::read;

fn loaded(name: &str, yaml: &str) -> Catalog {
    match open(Source::new(name, yaml)) {
        Ok(loaded) => loaded.catalog,
        Err(report) => panic!("{name}: {}\n{yaml}", report.render(false)),
    }
}

/// The catalog of a page; `None` for one that documents nothing.
fn imported(path: &Path) -> Option<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let page = read(&name, &fs::read(path).unwrap()).unwrap();
    let name = catalog_name(&path.file_stem().unwrap().to_string_lossy());
    (!page.is_empty()).then(|| import(&page, &name).yaml)
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        path.is_file()
            && path
                .extension()
                .is_some_and(|extension| extension != "facts")
    });
    paths.sort();
    paths
}

fn own(directory: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(directory)
}

#[test]
fn texts_that_are_codes_have_the_status_next_to_them() {
    let page = r##"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"responses": {
        "404": {"description": "Gone.", "content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/Error"},
            "example": {"code": 404, "error": "Boat not found", "detail": "It sank."}}}}}}}},
        "components": {"schemas": {"Error": {"type": "object", "required": ["code", "error"], "properties": {
            "code": {"type": "integer", "description": "The HTTP status."}, "detail": {"type": "string"},
            "error": {"type": "string", "enum": ["Boat not found", "Harbor closed"]}}}}}}"##;
    let page = read("api.json", page.as_bytes()).unwrap();
    let yaml = import(&page, "harbor").yaml;
    loaded("harbor.yaml", &yaml);
    let envelope = r#"envelope: '{"code": "$status", "error": "$code", "detail": "$message?"}'"#;
    assert!(yaml.contains(envelope), "{yaml}");
}

#[test]
fn small_pages_become_these_catalogs() {
    for path in files(&own("imports")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let yaml = imported(&path).expect("facts");
        loaded(&name, &yaml);
        insta::with_settings!({ snapshot_suffix => name, omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("imported", yaml);
        });
    }
}

#[test]
fn every_shape_of_page_loads_unedited() {
    for path in files(&own("../../../tests/corpus")) {
        let Some(yaml) = imported(&path) else {
            continue;
        };
        loaded(&path.to_string_lossy(), &yaml);
        assert_eq!(
            Some(yaml),
            imported(&path),
            "the same page gives the same bytes"
        );
    }
}

#[test]
fn pages_of_a_directory_load_unedited() {
    let Some(directory) = std::env::var_os("ERROR_DOCS_DIR") else {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must be set in CI"
        );
        return;
    };
    for path in files(Path::new(&directory)) {
        loaded(&path.to_string_lossy(), &imported(&path).expect("facts"));
    }
}

/// Texts that YAML would read as something else, or not at all.
const HOSTILE: &[&str] = &[
    "on",
    "~",
    "1_000",
    "0x1F",
    "2026-01-01",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "[a, b]",
    "{a: b}",
    "&a *b !c",
    "%TAG",
    "@a",
    "it's \"so\"",
    "back\\slash",
    "tab\tand\u{7}bell",
    "\u{85}\u{2028}\u{feff}x",
    "\u{202e}desrever\u{202c} \u{2066}apart\u{2069} \u{200e}\u{200f}\u{61c}\u{200b}\u{2060}x",
    "日本語",
    "...",
    "---",
    "ends with colon:",
    "$code",
    "{name}",
    "`tick`",
];

#[test]
fn hostile_texts_come_through_as_they_are() {
    for text in HOSTILE {
        for code in ["a_code", text] {
            let json = serde_json::json!([{ "code": code, "status": 400, "description": format!("{text} said.") }]);
            let page = read("errors.json", json.to_string().as_bytes()).unwrap();
            // The reader does not take some of these for codes.
            let Some(fact) = page.errors.first() else {
                continue;
            };
            let yaml = import(&page, "acme").yaml;
            assert!(
                !yaml.contains(|c: char| c != '\n' && is_unprintable(c)),
                "{yaml}"
            );
            let catalog = loaded(text, &yaml);
            let said = fact
                .about
                .description
                .as_ref()
                .map(|found| found.value.trim().to_owned());
            assert_eq!(
                Some(catalog.errors[0].description.clone()),
                said,
                "{text:?}"
            );
            assert_eq!(
                catalog.errors[0].own.code,
                fact.code.as_ref().map(|code| code.value.to_string())
            );
        }
    }
}
