//! Errata: each kind of condition holds on a page with the error, and no longer holds on the fixed page.
//!
//! The small page is always tried. If `ERROR_DOCS_DIR` names the directory of the vendors' pages, each condition of the
//! built-in catalogs is also tried on its page, with one change at a time.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

use std::path::{Path, PathBuf};

use api_error_catalog_drift::{ItemKind, compare_with_page, stale_errata};
use api_error_catalog_model::model::Condition;
use api_error_catalog_model::{Catalog, Source, open, open_file};
use api_error_catalog_pages::{Page, read_with};

const PAGE: &str = "# Errors\n\nA `torn_sail` is no error of 500.\n\n## Weather\n\n\
    | Type | Code | Status |\n|---|---|---|\n| storm | `torn_sail` | 409, 503 |\n| calm | `no_wind` | 404 |\n\n\
    ## Crew\n\n- `nobody_steers` - Nobody is at the helm.\n- `all_asleep` - Nobody is awake.\n";

/// A condition, a change of the page, and the reported contradiction.
const FIXES: &[(&str, (&str, &str), &str)] = &[
    ("{ shows: torn_sail }", ("torn_sail", "sail"), "found none"),
    (
        "{ shows: torn_sail, times: 2 }",
        ("A `torn_sail`", "This"),
        "found 1",
    ),
    (
        "{ shows: torn_sail, times: 2 }",
        ("## Crew", "## Crew\n\nNo torn_sail."),
        "found 3",
    ),
    ("{ shows: NOBODY, section: Crew }", ("", ""), "found none"),
    ("{ shows: all, section: Crew }", ("", ""), "found none"),
    (
        "{ shows: Nobody, section: [Errors, Crew], times: 2 }",
        ("Nobody is awake", "They sleep"),
        "found 1",
    ),
    (
        "{ shows: Crew, section: Crew }",
        ("## Crew", "## Others"),
        "the page has no such section",
    ),
    (
        "{ lacks: 404, section: Crew }",
        ("Nobody is awake.", "Nobody is awake (404)."),
        "found 1",
    ),
    ("{ lacks: 502 }", ("500", "502"), "found 1"),
    (
        "{ code: no_wind, status: 404 }",
        ("404", "410"),
        "its status is 410 and its type calm",
    ),
    (
        "{ code: torn_sail, status: [503, 409] }",
        ("409, 503", "409"),
        "its status is 409 and its type storm",
    ),
    (
        "{ code: nobody_steers, status: [] }",
        ("`nobody_steers` - ", "`nobody_steers` (400) - "),
        "its status is 400 and its type none",
    ),
    (
        "{ code: no_wind, type: calm }",
        ("| calm", "| storm"),
        "its status is 404 and its type storm",
    ),
    (
        "{ code: no_wind, type: calm, status: 404 }",
        ("no_wind", "no_water"),
        "the page does not list it",
    ),
];

#[test]
fn each_kind_of_condition_fails_on_the_fixed_page() {
    for (condition, (old, new), why) in FIXES {
        let catalog = format!(
            "format: 1\ncatalog: boat\nenvelope: '{{\"code\": \"$code\"}}'\nerrors: {{ torn_sail: {{ description: Torn. }} }}\n\
             errata:\n  - {{ issue: Something odd., interpretation: Something else., while: [{condition}] }}\n"
        );
        let catalog = open(Source::new("boat.yaml", catalog))
            .unwrap_or_else(|report| panic!("{report}"))
            .catalog;
        let fixed = if old.is_empty() {
            PAGE.to_owned()
        } else {
            PAGE.replace(old, new)
        };
        assert!(old.is_empty() || fixed != PAGE, "{condition}");
        // Two of them never held: capital letters and parts of words count.
        assert_eq!(
            stale(&catalog, "boat.md", PAGE).is_empty(),
            !old.is_empty(),
            "{condition}"
        );
        let found = reported(&catalog, "boat.md", &fixed);
        assert!(
            found.len() == 1 && found[0].ends_with(why),
            "{condition}: {found:?}"
        );
    }
}

#[test]
fn a_difference_that_an_erratum_states_is_not_reported() {
    let differences = |conditions: &str, page: &str| {
        let catalog = format!(
            "format: 1\ncatalog: boat\nenvelope: '{{\"code\": \"$code\"}}'\ntypes:\n  storm:\n    status: 409\n    description: Bad weather.\n    \
             errors: {{ torn_sail: {{ description: Torn. }} }}\n  calm: {{ status: 404, description: No wind. }}\nerrors:\n  \
             no_wind: {{ status: 404, type: calm, description: Calm. }}\n  nobody_steers: {{ description: Adrift. }}\n  \
             all_asleep: {{ description: Asleep. }}\n  Weather: {{ status: 500, description: A code that is a heading. }}\n\
             errata:\n  - {{ issue: Something odd., interpretation: Something else., while: [{conditions}] }}\n"
        );
        let catalog = open(Source::new("boat.yaml", catalog))
            .unwrap_or_else(|report| panic!("{report}"))
            .catalog;
        let page = read_with("boat.md", page.as_bytes(), &[]).expect("a page");
        let changes = compare_with_page(&catalog, &page).into_iter();
        let changes = changes.filter(|change| change.item.kind == ItemKind::Error);
        changes.map(|change| change.item.key).collect::<Vec<_>>()
    };
    let unlike = "{ shows: Crew }";
    assert_eq!(differences(unlike, PAGE), ["torn_sail", "Weather"]);
    let both = "{ code: torn_sail, status: [409, 503] }, { shows: Weather }";
    assert_eq!(differences(both, PAGE), [""; 0]);
    // The page changes, so the erratum no longer explains it.
    let fixed = PAGE.replace("409, 503", "409, 504");
    assert_eq!(differences(both, &fixed), ["torn_sail"]);
    let fixed = PAGE.replace("Weather", "The sky");
    assert_eq!(differences(both, &fixed), ["Weather"]);
    // The page does not have a code that servers send.
    let lacks = both.replace("shows: Weather", "lacks: Weather");
    assert_eq!(differences(&lacks, PAGE), ["Weather"]);
    let without = PAGE.replace("Weather", "The sky");
    assert_eq!(differences(&lacks, &without), [""; 0]);
    // The catalog leaves out what looks like a code on the page.
    let added = PAGE.replace("| calm |", "| calm | `see_above` | 410 |\n| calm |");
    assert_eq!(differences(both, &added), ["see_above"]);
    let listed = format!("{both}, {{ code: see_above, status: 410 }}");
    assert_eq!(differences(&listed, &added), [""; 0]);
    // It does not state what differs.
    let other = "{ code: torn_sail, type: storm }, { lacks: Sky, section: Weather }";
    assert_eq!(differences(other, PAGE), ["torn_sail", "Weather"]);
}

#[test]
fn every_built_in_erratum_is_stale_on_the_fixed_page() {
    let Some(directory) = docs() else { return };
    let (mut errata, mut tried) = (0, 0);
    for (catalog, name, page) in with_pages(&directory) {
        assert_eq!(reported(&catalog, &name, &page), [""; 0], "{name}");
        let facts = read_with(&name, page.as_bytes(), &catalog.pages[0].hints).expect("a page");
        for (index, (_, erratum)) in catalog.all_errata().enumerate() {
            errata += 1;
            assert!(
                !erratum.conditions.is_empty(),
                "{name}: nothing tells when this no longer applies: {}",
                erratum.issue
            );
            for condition in &erratum.conditions {
                tried += 1;
                let fixed = fix(condition, &facts, &page);
                let stale = stale(&catalog, &name, &fixed);
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
    eprintln!("{errata} errata, {tried} conditions, each fixed on its page");
    assert!(errata >= 40 && tried >= errata);
}

/// Returns the text that a condition looks for.
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

/// Changes the page at the position that the condition describes.
fn fix(condition: &Condition, facts: &Page, page: &str) -> String {
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

fn reported(catalog: &Catalog, name: &str, page: &str) -> Vec<String> {
    all_stale(catalog, name, page)
        .into_iter()
        .map(|(_, why)| why)
        .collect()
}

fn all_stale(catalog: &Catalog, name: &str, page: &str) -> Vec<(usize, String)> {
    let hints = catalog.pages.first().map_or(&[][..], |page| &page.hints);
    let page = read_with(name, page.as_bytes(), hints).expect("a page");
    stale_errata(catalog, &page)
        .into_iter()
        .map(|stale| (stale.erratum, stale.why))
        .collect()
}

/// The catalogs of `spec/` that have one page, with their pages in this directory. Errata of several pages are checked with the pages
/// joined, by `check --docs` on all catalogs.
fn with_pages(directory: &Path) -> Vec<(Catalog, String, String)> {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let files = std::fs::read_dir(spec)
        .expect("a directory")
        .map(|file| file.expect("a file").path());
    let catalogs = files.filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    let with_page = |path: PathBuf| {
        let catalog = open_file(&path)
            .unwrap_or_else(|report| panic!("{report}"))
            .catalog;
        let [page] = &catalog.pages[..] else {
            return None;
        };
        let name = page.file.clone().expect("the page's name");
        let page = std::fs::read_to_string(directory.join(&name)).ok()?;
        Some((catalog, name, page))
    };
    let found: Vec<_> = catalogs.filter_map(with_page).collect();
    assert!(found.len() >= 5, "{}", found.len());
    found
}

fn docs() -> Option<PathBuf> {
    let directory = std::env::var_os("ERROR_DOCS_DIR").map(PathBuf::from);
    if directory.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must name the directory of the vendors' pages"
        );
        eprintln!("ERROR_DOCS_DIR is not set: the vendors' pages are not tried");
    }
    directory
}
