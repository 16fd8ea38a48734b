//! Errata: each sort of condition holds on a page with the fault and fails when the page is mended.
//!
//! Tried on a small page, and, where `ERROR_DOCS_DIR` names their folder, on the vendors' own: there, whatever a condition
//! of the five catalogs names is mended, one thing at a time.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

use std::path::{Path, PathBuf};

use api_error_catalog_drift::stale_errata;
use api_error_catalog_model::model::Condition;
use api_error_catalog_model::{Catalog, Source, open, open_file};
use api_error_catalog_pages::{Page, read_with};

const PAGE: &str = "# Errors\n\nA `torn_sail` is no error of 500.\n\n## Weather\n\n\
    | Type | Code | Status |\n|---|---|---|\n| storm | `torn_sail` | 409, 503 |\n| calm | `no_wind` | 404 |\n\n\
    ## Crew\n\n- `nobody_steers` - Nobody is at the helm.\n- `all_asleep` - Nobody is awake.\n";

/// A condition, a change of the page, and what is told then.
const MENDED: &[(&str, (&str, &str), &str)] = &[
    (
        "{ shows: torn_sail }",
        ("torn_sail", "sail"),
        "it does not stand there",
    ),
    (
        "{ shows: torn_sail, times: 2 }",
        ("A `torn_sail`", "This"),
        "it stands there once",
    ),
    (
        "{ shows: torn_sail, times: 2 }",
        ("## Crew", "## Crew\n\nNo torn_sail."),
        "it stands there 3 times",
    ),
    (
        "{ shows: NOBODY, section: Crew }",
        ("", ""),
        "it does not stand there",
    ),
    (
        "{ shows: all, section: Crew }",
        ("", ""),
        "it does not stand there",
    ),
    (
        "{ shows: Nobody, section: [Errors, Crew], times: 2 }",
        ("Nobody is awake", "They sleep"),
        "it stands there once",
    ),
    (
        "{ shows: Crew, section: Crew }",
        ("## Crew", "## Others"),
        "there is no such section",
    ),
    (
        "{ lacks: 404, section: Crew }",
        ("Nobody is awake.", "Nobody is awake (404)."),
        "it stands there once",
    ),
    ("{ lacks: 502 }", ("500", "502"), "it stands there once"),
    (
        "{ code: no_wind, status: 404 }",
        ("404", "410"),
        "its status is 410, its type calm",
    ),
    (
        "{ code: torn_sail, status: [503, 409] }",
        ("409, 503", "409"),
        "its status is 409, its type storm",
    ),
    (
        "{ code: nobody_steers, status: [] }",
        ("`nobody_steers` - ", "`nobody_steers` (400) - "),
        "its status is 400, its type none",
    ),
    (
        "{ code: no_wind, type: calm }",
        ("| calm", "| storm"),
        "its status is 404, its type storm",
    ),
    (
        "{ code: no_wind, type: calm, status: 404 }",
        ("no_wind", "no_water"),
        "the page does not list it",
    ),
];

#[test]
fn each_sort_of_condition_fails_when_the_page_is_mended() {
    for (condition, (old, new), why) in MENDED {
        let catalog = format!(
            "format: 1\ncatalog: boat\nenvelope: '{{\"code\": \"$code\"}}'\nerrors: {{ torn_sail: {{ description: Torn. }} }}\n\
             errata:\n  - {{ issue: Something odd., interpretation: Something else., while: [{condition}] }}\n"
        );
        let catalog = open(Source::new("boat.yaml", catalog))
            .unwrap_or_else(|report| panic!("{report}"))
            .catalog;
        let mended = if old.is_empty() {
            PAGE.to_owned()
        } else {
            PAGE.replace(old, new)
        };
        assert!(old.is_empty() || mended != PAGE, "{condition}");
        // Two of them never held: capital letters and parts of words count.
        assert_eq!(
            stale(&catalog, "boat.md", PAGE).is_empty(),
            !old.is_empty(),
            "{condition}"
        );
        let told = told(&catalog, "boat.md", &mended);
        assert!(
            told.len() == 1 && told[0].ends_with(why),
            "{condition}: {told:?}"
        );
    }
}

#[test]
fn every_erratum_of_the_five_goes_stale_when_its_page_is_mended() {
    let Some(folder) = docs() else { return };
    let (mut errata, mut tried) = (0, 0);
    for (catalog, name, page) in five(&folder) {
        assert_eq!(told(&catalog, &name, &page), [""; 0], "{name}");
        let facts = read_with(&name, page.as_bytes(), &catalog.source.hints).expect("a page");
        for (index, (_, erratum)) in catalog.all_errata().enumerate() {
            errata += 1;
            assert!(
                !erratum.conditions.is_empty(),
                "{name}: nothing tells when this no longer applies: {}",
                erratum.issue
            );
            for condition in &erratum.conditions {
                tried += 1;
                let mended = mended(condition, &facts, &page);
                let stale = stale(&catalog, &name, &mended);
                assert!(
                    stale.contains(&index),
                    "{name}: {condition}: {}",
                    erratum.issue
                );
                let others = stale.iter().filter(|other| **other != index);
                let all: Vec<_> = catalog.all_errata().collect();
                for other in others {
                    let shared = all[*other]
                        .1
                        .conditions
                        .iter()
                        .any(|other| shares(other, subject(condition)));
                    assert!(
                        shared,
                        "{name}: mending for {condition} also makes stale: {}",
                        all[*other].1.issue
                    );
                }
            }
        }
    }
    eprintln!("{errata} errata, {tried} conditions, each mended on its page");
    assert!(errata >= 40 && tried >= errata);
}

/// What a condition names on the page.
fn subject(condition: &Condition) -> &str {
    match condition {
        Condition::Shows { text, .. } | Condition::Lacks { text, .. } => text,
        Condition::Code { code, .. } => code,
    }
}

/// Whether a condition is about a text too, itself or by its section.
fn shares(condition: &Condition, text: &str) -> bool {
    let about = |other: &str| other.contains(text) || text.contains(other);
    let section = match condition {
        Condition::Shows { section, .. } | Condition::Lacks { section, .. } => section.as_slice(),
        Condition::Code { .. } => &[],
    };
    about(subject(condition)) || section.iter().any(|heading| about(heading))
}

/// The page, changed at the very place that the condition names.
fn mended(condition: &Condition, facts: &Page, page: &str) -> String {
    let find = |text: &str, section: &[String]| -> Vec<usize> {
        let spans = facts.find(text, section).into_iter();
        spans.map(|span| span.start).collect()
    };
    match condition {
        Condition::Shows {
            text,
            times,
            section,
        } => {
            let places = find(text, section);
            let first = text.split_whitespace().next().expect("a word");
            let gone = if times.is_some() {
                &places[..1]
            } else {
                &places[..]
            };
            replaced(page, gone, first.len(), "qqq")
        }
        Condition::Lacks { text, section } => {
            // Behind some word of the section.
            let words = [
                "the", "The", "is", "a", "to", "of", "or", "in", "and", "for", "Solution",
                "message", "error", "OK",
            ];
            let word = words
                .into_iter()
                .find(|word| !find(word, section).is_empty())
                .expect("a word");
            let place = *find(word, section).last().expect("a place");
            replaced(page, &[place], word.len(), &format!("{word} {text}"))
        }
        Condition::Code { code, .. } => {
            let (rest, digit) = code.split_at(code.len() - 1);
            let other = digit.parse::<u8>().map_or_else(
                |_| format!("{code}_x"),
                |digit| format!("{rest}{}", (digit + 6) % 10),
            );
            replaced(page, &find(code, &[]), code.len(), &other)
        }
    }
}

fn replaced(page: &str, places: &[usize], length: usize, with: &str) -> String {
    let mut text = page.to_owned();
    let mut places = places.to_vec();
    places.sort_unstable();
    places
        .iter()
        .rev()
        .for_each(|&place| text.replace_range(place..place + length, with));
    text
}

fn stale(catalog: &Catalog, name: &str, page: &str) -> Vec<usize> {
    all_stale(catalog, name, page)
        .into_iter()
        .map(|(erratum, _)| erratum)
        .collect()
}

fn told(catalog: &Catalog, name: &str, page: &str) -> Vec<String> {
    all_stale(catalog, name, page)
        .into_iter()
        .map(|(_, why)| why)
        .collect()
}

fn all_stale(catalog: &Catalog, name: &str, page: &str) -> Vec<(usize, String)> {
    let hints = &catalog.source.hints;
    let page = read_with(name, page.as_bytes(), hints).expect("a page");
    stale_errata(catalog, &page)
        .into_iter()
        .map(|stale| (stale.erratum, stale.why))
        .collect()
}

/// The catalogs of `spec/` with their pages.
fn five(folder: &Path) -> Vec<(Catalog, String, String)> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let files = std::fs::read_dir(spec)
        .expect("a folder")
        .map(|file| file.expect("a file").path());
    let catalogs = files.filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    let with_page = |path: PathBuf| {
        let catalog = open_file(&path)
            .unwrap_or_else(|report| panic!("{report}"))
            .catalog;
        let name = catalog.source.file.clone().expect("the page's name");
        let page = std::fs::read_to_string(folder.join(&name)).expect("a page");
        (catalog, name, page)
    };
    catalogs.map(with_page).collect()
}

fn docs() -> Option<PathBuf> {
    let folder = std::env::var_os("ERROR_DOCS_DIR").map(PathBuf::from);
    if folder.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must name the folder of the vendors' pages"
        );
        eprintln!("ERROR_DOCS_DIR is not set: the vendors' pages are not tried");
    }
    folder
}
