//! A newer page merged into a catalog: the wire follows the page, every word of the catalog's own stays.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog_codegen::{Source, load};
use api_error_catalog_pages::read;
use api_error_catalog_pages::sync::{Gone, Merged, sync};

const CATALOG: &str = r#"# The catalog of an invented vendor. This comment stays.
format: 1
catalog: acme
source: { file: acme.md, read: 2025-01-31 }   # this one too
envelope: '{"type": "$type", "code": "$code", "message": "$message"}'
types:
  # Of things that are not there.
  not_found:
    status: 404
    description: What was asked for is not there.
    errors:
      voice_gone:      # behind a key
        description: Nobody speaks with this voice.   # our own words
        retry: never
      page_gone: { description: There is no such page. }

      # before an error that will go
      house_gone:
        description: >-
          The house
          is gone.
  refused_request:
    status: 400
    description: The request cannot be used.
    errors:
      text_long: { status: 413, description: "The text is too long.", judged: { class: too_large } }
      text_empty:
        description: There is no text.
# the end
"#;

const PAGE: &str = "# Errors

| Type | Meaning | HTTP status |
|---|---|---|
| `not_found` | It is not there. | 404 |
| `refused_request` | It is refused. | 422 |
| `broken` | It is broken. | 500 |

| Code | Type | Meaning |
|---|---|---|
| `voice_gone` | `not_found` | The voice is gone. |
| `chord_gone` | `not_found` | The chord: \"C\" # is gone. |
| `page_gone` | `refused_request` | The page is gone. |
| `text_long` | `refused_request` | Too long. |
| `text_odd` | `refused_request` | Odd. |
| `text_empty` | `refused_request` | Empty. |
| `wheel_broken` | `broken` | The wheel. |
";

fn merge(text: &str, gone: Gone) -> Merged {
    let page = read("acme.md", PAGE.as_bytes()).expect("a page");
    sync(&Source::new("acme.yaml", text), &page, gone, "2026-11-21").expect("a merge")
}

#[test]
fn the_wire_follows_the_page() {
    let merged = merge(CATALOG, Gone::Deprecate);
    assert!(merged.left.is_empty(), "{:?}\n{}", merged.left, merged.text);
    let catalog = load(&Source::new("acme.yaml", merged.text.as_str())).expect("a catalog");
    let told: Vec<String> = catalog
        .errors
        .iter()
        .map(|error| format!("{} {} {:?}", error.key, error.type_name.as_deref().unwrap_or_default(), error.own.statuses))
        .collect();
    assert_eq!(
        told,
        [
            "voice_gone not_found [404]",
            "chord_gone not_found [404]",
            "house_gone not_found [404]",
            "text_long refused_request [422]",
            "text_odd refused_request [422]",
            "text_empty refused_request [422]",
            "page_gone refused_request [422]",
            "wheel_broken broken [500]",
        ]
    );
    let house = catalog.errors.iter().find(|error| error.key == "house_gone").expect("kept");
    assert_eq!(house.deprecated.as_deref(), Some("No longer on the page, as read on 2026-11-21."));
    let chord = catalog.errors.iter().find(|error| error.key == "chord_gone").expect("new");
    assert_eq!(chord.description, "The chord: \"C\" # is gone.");
}

#[test]
fn every_comment_and_every_own_word_stays() {
    for gone in [Gone::Deprecate, Gone::Drop] {
        let merged = merge(CATALOG, gone);
        let own = CATALOG.lines().filter(|line| line.contains('#')).map(|line| &line[line.find('#').unwrap_or(0)..]);
        for comment in own {
            assert!(merged.text.contains(comment), "{comment}\n{}", merged.text);
        }
        for words in
            ["Nobody speaks with this voice.", "retry: never", "{ description: There is no such page. }", "class: too_large"]
        {
            assert!(merged.text.contains(words), "{words}\n{}", merged.text);
        }
        assert_eq!(merged.text.contains("house_gone"), gone == Gone::Deprecate);
    }
}

#[test]
fn a_second_run_changes_nothing() {
    for gone in [Gone::Deprecate, Gone::Drop] {
        let once = merge(CATALOG, gone).text;
        let twice = merge(&once, gone);
        assert_eq!(twice.text, once);
        assert!(twice.changes.is_empty());
    }
}

#[test]
fn windows_line_ends_and_no_last_line_end_are_kept() {
    let crlf = CATALOG.replace('\n', "\r\n");
    let merged = merge(crlf.trim_end(), Gone::Deprecate);
    assert!(merged.left.is_empty());
    assert!(merged.text.contains("# the end"));
}
