//! Several pages joined to one: the first page that states something counts, and later ones fill the gaps.

#![allow(clippy::unwrap_used)]

use api_error_catalog_pages::{Page, join, read};

fn page(name: &str, text: &str) -> Page {
    read(name, text.as_bytes()).unwrap()
}

const CODES: &str = "# Errors\n\n| Code | Description |\n|---|---|\n| `no_dock` | There is no dock. |\n| `dock_full` | |\n";

const STATUSES: &str = "# Codes\n\n| Code | HTTP status | Description |\n|---|---|---|\n\
                        | `dock_full` | 409 | All places are taken. |\n| `no_dock` | 404 | It does not exist. |\n";

#[test]
fn a_later_page_fills_what_the_first_one_leaves_open() {
    let (joined, contradictions) = join([page("a.md", CODES), page("b.md", STATUSES)]);
    assert_eq!(contradictions, []);
    let facts = joined.errors.iter().map(|error| {
        let description = error.about.description.as_ref().unwrap();
        let status = &error.statuses[0];
        let places = [&description.span, &status.span].map(|span| joined.place(span));
        (description.value.as_str(), status.value, places)
    });
    let place = |line: usize, file: &str| format!("line {line} of {file}");
    assert_eq!(
        facts.collect::<Vec<_>>(),
        [
            (
                "There is no dock.",
                404,
                [place(5, "a.md"), place(6, "b.md")]
            ),
            (
                "All places are taken.",
                409,
                [place(5, "b.md"), place(5, "b.md")]
            ),
        ]
    );
    assert!(
        joined
            .errors
            .iter()
            .all(|error| error.missing_statuses.is_none())
    );
}

#[test]
fn one_page_stays_as_it_is() {
    let only = page("a.md", STATUSES);
    let (joined, _) = join([only.clone()]);
    assert_eq!(joined, only);
    assert_eq!(joined.place(&joined.errors[0].span), "line 5");
}

#[test]
fn statuses_are_joined_by_number() {
    let prose = "# Errors\n\n## 404\n\nIt does not exist.\n\n## 503\n\nIt is closed.\n";
    let document = "openapi: 3.0.0\ninfo: {}\npaths:\n  /a:\n    get:\n      responses:\n        \
                    '503': { description: Closed at night. }\n        '409': { description: Full. }\n";
    let (joined, _) = join([page("a.md", prose), page("b.yaml", document)]);
    let statuses = joined.statuses.iter().map(|fact| {
        let description = fact.about.description.as_ref().unwrap();
        (fact.status.value, description.value.as_str())
    });
    assert_eq!(
        statuses.collect::<Vec<_>>(),
        [
            (404, "It does not exist."),
            (503, "It is closed."),
            (409, "Full.")
        ]
    );
}

/// Conditions of errata look for wordings in all pages, and find them where they are.
#[test]
fn wordings_are_found_in_each_page() {
    let (joined, _) = join([page("a.md", CODES), page("b.md", STATUSES)]);
    let found = joined.find("dock_full", &[]);
    let places: Vec<String> = found.iter().map(|span| joined.place(span)).collect();
    assert_eq!(places, ["line 6 of a.md", "line 5 of b.md"]);
    let section = ["Codes".to_owned()];
    assert_eq!(joined.find("dock_full", &section).len(), 1);
    assert!(joined.has_section(&section) && !joined.has_section(&["Other".to_owned()]));
}
