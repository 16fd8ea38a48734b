//! A value that a page states in several places, dropped from one of them.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

use std::path::Path;

use api_error_catalog_drift::{Aspect, Change, Lock, changes, page_items};
use api_error_catalog_pages::{Page, read};

const PAGE: &str = "# Errors

| Code | HTTP status | Type | Description |
|---|---|---|---|
| `kite_gone` | 404 | LostError | The kite is gone. |
| `storm` | 500/502/503/504 | StormError | A storm passes. |

## Handling errors

### 404 - LostError

* **Action**: Look for it.

### 500/502/503/504 - StormError

* **Action**: Wait.
";

fn page(text: &str) -> Page {
    read("kites.md", text.as_bytes()).expect("a page")
}

fn lines(changes: &[Change]) -> Vec<String> {
    changes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_status_dropped_from_one_of_two_places_is_reported() {
    let old = page_items(&page(PAGE));
    let lock = Lock::parse(&Lock::of(&old).to_string()).expect("a lock");
    for (place, _) in PAGE.match_indices("/504") {
        let newer = [&PAGE[..place], &PAGE[place + 4..]].concat();
        let new = page_items(&page(&newer));
        let wanted = ["error storm: status 504 in 2 places → 1"];
        assert_eq!(lines(&changes(&old, &new)), wanted, "{newer}");
        assert_eq!(lines(&lock.changes(&new)), wanted, "{newer}");

        let json = changes(&old, &new)[0].to_facts("kites", None);
        let json = serde_json::to_value(json).expect("JSON");
        assert_eq!(
            (&json["fields"][0], &json["verdict"]),
            (&"statuses".into(), &"patch".into())
        );
        let places = serde_json::json!([{ "field": "statuses", "value": 504, "old": 2, "new": 1 }]);
        assert_eq!(json["places"], places);
    }
    let nowhere = page_items(&page(&PAGE.replace("/504", "")));
    assert_eq!(
        lines(&changes(&old, &nowhere)),
        ["error storm: status 500, 502, 503, 504 → 500, 502, 503"]
    );
}

#[test]
fn a_repeated_text_dropped_from_one_place_is_reported() {
    let twice = format!(
        "{PAGE}\n## Kites\n\n| Code | Description |\n|---|---|\n| `kite_gone` | The kite is gone. |\n"
    );
    let (old, new) = (page_items(&page(&twice)), page_items(&page(PAGE)));
    let wanted = "error kite_gone: code kite_gone in 2 places → 1; \
                  description \"The kite is gone.\" in 2 places → 1";
    assert_eq!(lines(&changes(&old, &new)), [wanted]);
    // The lock does not keep the description.
    let wanted = "error kite_gone: code kite_gone in 2 places → 1; description in 2 places → 1";
    assert_eq!(lines(&Lock::of(&old).changes(&new)), [wanted]);
}

/// Drops each status of each list such as `500/502/503`, on the vendors' pages.
#[test]
fn a_dropped_status_is_reported_on_the_vendors_pages() {
    let Some(directory) = std::env::var_os("ERROR_DOCS_DIR") else {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must be set in CI"
        );
        return eprintln!("ERROR_DOCS_DIR is not set: the vendors' pages are not tried");
    };
    let (mut tried, mut missed) = (0, Vec::new());
    for entry in Path::new(&directory).read_dir().expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = path.to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).expect("a text");
        let lock = Lock::of(&page_items(
            &read(&name, source.as_bytes()).expect("a page"),
        ));
        for (place, _) in source.match_indices('/') {
            let is_status = |text: Option<&str>| {
                text.is_some_and(|text| text.parse().is_ok_and(|n: u16| (400..600).contains(&n)))
            };
            let after = source.get(place + 1..place + 4);
            if !is_status(after) || !is_status(source.get(place.saturating_sub(3)..place)) {
                continue;
            }
            tried += 1;
            let newer = [&source[..place], &source[place + 4..]].concat();
            let page = read(&name, newer.as_bytes()).expect("a page");
            let found = lock.changes(&page_items(&page));
            if !found
                .iter()
                .any(|change| change.aspects.contains(&Aspect::Statuses))
            {
                missed.push(format!("{name}: {place}: {:?}", lines(&found)));
            }
        }
    }
    eprintln!("statuses dropped: {tried}");
    assert!(tried >= 6 && missed.is_empty(), "{tried}: {missed:?}");
}
