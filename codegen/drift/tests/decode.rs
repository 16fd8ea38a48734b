//! An imported catalog decodes the JSON examples on its page, unedited.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{ErrorResponse, Resolution, Transport};
use api_error_catalog_drift::import::import;
use api_error_catalog_model::model::Error;
use api_error_catalog_model::{Arena, Catalog, Loaded, Source, open};
use api_error_catalog_pages::{BodyOrigin, Code, Page, read};

/// A catalog with its tables, which live as long as the test.
fn leaked(loaded: Loaded) -> (Catalog, &'static Tables<'static>) {
    let (loaded, arena): (&Loaded, &Arena) =
        (Box::leak(Box::new(loaded)), Box::leak(Box::default()));
    (loaded.catalog.clone(), loaded.tables(arena))
}

fn loaded(name: &str, yaml: &str) -> (Catalog, &'static Tables<'static>) {
    let loaded = open(Source::new(name, yaml))
        .unwrap_or_else(|report| panic!("{}\n{yaml}", report.render(false)));
    leaked(loaded)
}

fn page(path: &Path) -> Page {
    read(&path.to_string_lossy(), &fs::read(path).unwrap()).unwrap()
}

/// Returns the error that a body is decoded as, or the reason why it is none.
fn response<'c>(
    catalog: &'c Catalog,
    tables: &'static Tables,
    transport: Transport,
    body: &str,
) -> Result<&'c Error, String> {
    let no_headers: &[(&str, &str)] = &[];
    match ErrorResponse::new(tables, transport, &no_headers, body.as_bytes().to_vec()).resolution()
    {
        Resolution::Known(place) => Ok(&catalog.errors[usize::from(place)]),
        Resolution::Unresolved(reason) => Err(reason.to_string()),
    }
}

/// Returns the values that identify an error regardless of its name: its codes, or its statuses if it has no code.
fn identity(error: &Error) -> (BTreeSet<String>, BTreeSet<u16>) {
    let codes: BTreeSet<String> = error
        .identities()
        .filter_map(|identity| identity.code.clone())
        .collect();
    let statuses = if codes.is_empty() {
        error.own.statuses.iter().copied().collect()
    } else {
        BTreeSet::new()
    };
    (codes, statuses)
}

#[test]
fn small_pages_know_their_own_bodies() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut known = 0;
    for file in [
        "imports/typed.md",
        "imports/numbers.md",
        "imports/statuses.md",
        "imports/forms.md",
    ] {
        let page = page(&directory.join(file));
        let (catalog, tables) = loaded(file, &import(&page, "acme").yaml);
        for body in &page.bodies {
            let error = response(
                &catalog,
                tables,
                Transport::Http(body.statuses.first().copied()),
                &body.raw,
            );
            let error = error.unwrap_or_else(|why| panic!("{file}: {why}: {}", body.raw));
            match &body.code {
                Some(code) => assert_eq!(
                    error.own.code,
                    Some(code.to_string()),
                    "{file}: {}",
                    body.raw
                ),
                None => assert!(
                    error.own.statuses.contains(&body.statuses[0]),
                    "{file}: {}",
                    body.raw
                ),
            }
            known += 1;
        }
    }
    assert!(known >= 8, "{known}");
}

/// Documents for programs: those of `tests/corpus` and, if they are there, the vendors' in `../shared/machine`. Each catalog loads
/// unedited, and decodes the examples that carry a code as the error with this code.
#[test]
fn documents_for_programs_decode_their_own_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut documents, mut known) = (0, 0);
    for directory in ["tests/corpus", "../shared/machine/docs"] {
        // These take long.
        let skipped = directory.starts_with("..") && std::env::var_os("CI").is_none();
        let Some(files) = fs::read_dir(root.join(directory)).ok().filter(|_| !skipped) else {
            continue;
        };
        for path in files.map(|file| file.unwrap().path()) {
            let ending = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if !["json", "yaml", "yml", "proto", "jsonl"].contains(&&*ending) {
                continue;
            }
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            let page = page(&path);
            if page.is_empty() {
                continue;
            }
            documents += 1;
            let (catalog, tables) = loaded(&file, &import(&page, "acme").yaml);
            let listed: BTreeSet<&Code> = page
                .errors
                .iter()
                .filter_map(|error| Some(&error.code.as_ref()?.value))
                .collect();
            for body in page
                .bodies
                .iter()
                .filter(|body| body.origin == BodyOrigin::Example)
            {
                let Some(code) = body.code.as_ref().filter(|code| listed.contains(code)) else {
                    continue;
                };
                let transport = Transport::Http(body.statuses.first().copied());
                let error = response(&catalog, tables, transport, &body.raw);
                let error = error.unwrap_or_else(|why| panic!("{file}: {why}: {}", body.raw));
                assert_eq!(
                    error.own.code,
                    Some(code.to_string()),
                    "{file}: {}",
                    body.raw
                );
                known += 1;
            }
        }
    }
    assert!(documents >= 14 && known >= 2, "{documents} {known}");
}

/// The bodies on the vendors' pages are decoded as by the built-in catalogs. Names may differ, codes and statuses must not.
#[test]
fn a_vendors_page_decodes_its_own_bodies() {
    let Some(directory) = std::env::var_os("ERROR_DOCS_DIR").map(PathBuf::from) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must be set in CI"
        );
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let table = fs::read_to_string(root.join("tests/pages.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let mut files: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    files.dedup();
    assert_eq!(files.len(), 5);
    for file in files {
        let page = page(&directory.join(file));
        let name = file.split('.').next().unwrap();
        let (catalog, tables) = loaded(file, &import(&page, name).yaml);
        let (ours, _) = loaded(
            file,
            &fs::read_to_string(root.join(format!("spec/{name}.yaml"))).unwrap(),
        );
        let rows: Vec<&Vec<&str>> = rows.iter().filter(|row| row[0] == file).collect();
        assert_eq!(page.bodies.len(), rows.len(), "{file}");
        for (row, body) in rows.iter().zip(&page.bodies) {
            let [_, at, status, expected] = row[..] else {
                panic!("four columns: {row:?}")
            };
            let transport = match status {
                "ws" => Transport::WebSocket,
                "-" => Transport::Http(None),
                status => Transport::Http(Some(status.parse().unwrap())),
            };
            let found = response(&catalog, tables, transport, &body.raw);
            match ours.errors.iter().find(|error| error.name == expected) {
                Some(ours) => {
                    let found =
                        found.unwrap_or_else(|why| panic!("{file} {at}: {why}: {}", body.raw));
                    assert_eq!(identity(found), identity(ours), "{file} {at}: {}", body.raw);
                }
                None => assert_eq!(
                    found.map(|error| error.name.clone()),
                    Err(expected.to_owned()),
                    "{file} {at}: {}",
                    body.raw
                ),
            }
        }
    }
}
