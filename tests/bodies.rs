//! Documented bodies are decoded by the catalogs: made-up ones and, if available, those of the vendors' pages.
#![cfg(all(
    feature = "audixa",
    feature = "elevenlabs",
    feature = "faseeh",
    feature = "scriptix",
    feature = "ttsopenai"
))]

mod support;

use api_error_catalog::{CatalogError, audixa, elevenlabs, faseeh, scriptix, ttsopenai};
use support::{bodies, docs_dir, holds_together, read, told};

#[test]
fn every_body_of_our_own_is_the_error_that_the_table_says() {
    for row in rows(include_str!("bodies.tsv")) {
        let [catalog, status, expected, body] = row[..] else {
            panic!("four columns: {row:?}")
        };
        tried(catalog, status, expected, body);
    }
}

#[test]
fn every_body_of_a_page_is_the_error_that_the_page_says() {
    let Some(directory) = docs_dir() else { return };
    let rows = rows(include_str!("pages.tsv"));
    let mut pages: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    pages.dedup();
    assert_eq!(pages.len(), 5);
    for page in pages {
        let text = std::fs::read_to_string(directory.join(page)).expect(page);
        let bodies = bodies(&text);
        let rows: Vec<&Vec<&str>> = rows.iter().filter(|row| row[0] == page).collect();
        assert_eq!(
            bodies.len(),
            rows.len(),
            "bodies of {page} and rows of the table"
        );
        for ((number, row), body) in (1..).zip(rows).zip(bodies) {
            let [_, at, status, expected] = row[..] else {
                panic!("four columns: {row:?}")
            };
            assert_eq!(at.parse(), Ok(number), "rows in the order of the page");
            tried(
                page.split('.').next().expect("a name"),
                status,
                expected,
                body,
            );
        }
    }
}

fn rows(table: &str) -> Vec<Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect()
}

fn tried(catalog: &str, status: &str, expected: &str, body: &str) {
    match catalog {
        "audixa" => tried_with::<audixa::Error>(status, expected, body),
        "elevenlabs" => tried_with::<elevenlabs::Error>(status, expected, body),
        "faseeh" => tried_with::<faseeh::Error>(status, expected, body),
        "scriptix" => tried_with::<scriptix::Error>(status, expected, body),
        "ttsopenai" => tried_with::<ttsopenai::Error>(status, expected, body),
        other => panic!("no catalog {other}"),
    }
}

fn tried_with<E: CatalogError>(status: &str, expected: &str, body: &str) {
    let error: E = read(status, body);
    assert_eq!(told(&error), expected, "{status}: {body}");
    assert_eq!(error.response().body(), body.as_bytes());
    holds_together(&error);
}
