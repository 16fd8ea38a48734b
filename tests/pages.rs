//! The vendors' own examples, held against the catalogs made of their pages.
#![cfg(all(feature = "audixa", feature = "elevenlabs", feature = "faseeh", feature = "scriptix", feature = "ttsopenai"))]

mod support;

use api_error_catalog::{Error, ErrorKind, audixa, elevenlabs, faseeh, scriptix, ttsopenai};
use support::{bodies, docs_dir, holds_together, read, told};

#[test]
fn every_body_of_a_page_is_the_error_that_the_page_says() {
    let Some(folder) = docs_dir() else { return };
    let table = include_str!("pages.tsv");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect()).collect();
    let mut pages: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    pages.dedup();
    for page in pages {
        let text = std::fs::read_to_string(folder.join(page)).expect(page);
        let bodies = bodies(&text);
        let rows: Vec<&Vec<&str>> = rows.iter().filter(|row| row[0] == page).collect();
        assert_eq!(bodies.len(), rows.len(), "bodies of {page} and rows of the table");
        for (row, body) in rows.iter().zip(bodies) {
            assert_eq!(row[1].parse::<usize>().ok(), rows.iter().position(|other| other == row).map(|at| at + 1));
            match page {
                "audixa.txt" => tried::<audixa::ErrorKind>(row, body),
                "scriptix.txt" => tried::<scriptix::ErrorKind>(row, body),
                "ttsopenai.md" => tried::<ttsopenai::ErrorKind>(row, body),
                "elevenlabs.md" => tried::<elevenlabs::ErrorKind>(row, body),
                "faseeh.mdx" => tried::<faseeh::ErrorKind>(row, body),
                other => panic!("no catalog for {other}"),
            }
        }
    }
}

fn tried<K: ErrorKind>(row: &[&str], body: &str) {
    let error: Error<K> = read(row[2], body);
    assert_eq!(told(&error), row[3], "{row:?}: {body}");
    assert_eq!(error.body(), body.as_bytes());
    holds_together(&error);
}
