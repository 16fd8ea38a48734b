//! A newer page merged into a catalog: the wire follows the page, every word of the catalog's own stays.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog_drift::sync::{Merge, Removal, sync};
use api_error_catalog_drift::{RustNames, compare_with_page};
use api_error_catalog_model::{Source, open};
use api_error_catalog_pages::read;

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
      text_long: { status: 413, description: "The text is too long.", assumed: { category: too_large } }
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

fn merge(text: &str, gone: Removal) -> Merge {
    let page = read("acme.md", PAGE.as_bytes()).expect("a page");
    sync(
        &open(Source::new("acme.yaml", text)).expect("a catalog"),
        &page,
        &RustNames::default(),
        gone,
        "2026-11-21",
    )
    .expect("a merge")
}

#[test]
fn the_wire_follows_the_page() {
    let merged = merge(CATALOG, Removal::Deprecate);
    assert!(merged.left.is_empty(), "{:?}\n{}", merged.left, merged.text);
    let catalog = open(Source::new("acme.yaml", merged.text.as_str()))
        .expect("a catalog")
        .catalog;
    let told: Vec<String> = catalog
        .errors
        .iter()
        .map(|error| {
            format!(
                "{} {} {:?}",
                error.key,
                error.error_type.as_deref().unwrap_or_default(),
                error.own.statuses
            )
        })
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
    let house = catalog
        .errors
        .iter()
        .find(|error| error.key == "house_gone")
        .expect("kept");
    assert_eq!(
        house.deprecated.as_deref(),
        Some("No longer on the page, as read on 2026-11-21.")
    );
    let chord = catalog
        .errors
        .iter()
        .find(|error| error.key == "chord_gone")
        .expect("new");
    assert_eq!(chord.description, "The chord: \"C\" # is gone.");
}

#[test]
fn every_comment_and_every_own_word_stays() {
    for gone in [Removal::Deprecate, Removal::Drop] {
        let merged = merge(CATALOG, gone);
        let own = CATALOG
            .lines()
            .filter(|line| line.contains('#'))
            .map(|line| &line[line.find('#').unwrap_or(0)..]);
        for comment in own {
            assert!(merged.text.contains(comment), "{comment}\n{}", merged.text);
        }
        for words in [
            "Nobody speaks with this voice.",
            "retry: never",
            "{ description: There is no such page. }",
            "category: too_large",
        ] {
            assert!(merged.text.contains(words), "{words}\n{}", merged.text);
        }
        assert_eq!(
            merged.text.contains("house_gone"),
            gone == Removal::Deprecate
        );
    }
}

#[test]
fn a_second_run_changes_nothing() {
    for gone in [Removal::Deprecate, Removal::Drop] {
        let once = merge(CATALOG, gone).text;
        let twice = merge(&once, gone);
        assert_eq!(twice.text, once);
        assert!(twice.changes.is_empty());
    }
}

#[test]
fn windows_line_ends_and_no_last_line_end_are_kept() {
    let crlf = CATALOG.replace('\n', "\r\n");
    let merged = merge(crlf.trim_end(), Removal::Deprecate);
    assert!(merged.left.is_empty());
    assert!(merged.text.contains("# the end"));
}

#[test]
fn a_catalog_in_braces_is_merged_too() {
    let head = "{ format: 1, catalog: acme, envelope: '{\"type\": \"$type\", \"code\": \"$code\", \"message\": \"$message\"}',\n";
    let types = "types: { not_found: { status: 404, description: Not there., errors: { # why
    voice_gone: { description: Nobody speaks. }, house_gone: { description: Sold. }, page_gone: { description: No page. },
  } }, refused_request: { status: 400, description: Refused., errors: {
    text_long: { status: 413, description: Long. }, text_empty: { description: No text. } } } } } # end\n";
    for removal in [Removal::Deprecate, Removal::Drop] {
        let merged = merge(&format!("{head}{types}"), removal);
        assert!(merged.left.is_empty(), "{:?}\n{}", merged.left, merged.text);
        for kept in [
            "{ # why\n",
            "# end\n",
            "Nobody speaks.",
            "No page.",
            "No text.",
        ] {
            assert!(merged.text.contains(kept), "{kept}\n{}", merged.text);
        }
        assert_eq!(merge(&merged.text, removal).text, merged.text);
    }
}

/// A page that has begun to group its codes by types, against a catalog that knows none.
#[test]
fn types_may_be_new_to_the_page() {
    let old = "format: 1\ncatalog: acme\nenvelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\nerrors:\n  # a voice\n  voice_gone:\n    status: 400   # odd\n    description: Nobody speaks.\n  text_long: { status: 413, description: Too much text. }\n";
    let merged = merge(old, Removal::Deprecate);
    assert!(merged.left.is_empty(), "{:?}\n{}", merged.left, merged.text);
    for kept in ["# a voice", "# odd", "Nobody speaks.", "Too much text."] {
        assert!(merged.text.contains(kept), "{}", merged.text);
    }
    assert_eq!(merge(&merged.text, Removal::Deprecate).text, merged.text);
}

/// Two versions of a real page, five months apart. In CI, `ERROR_DOCS_DIR` must be set.
#[test]
fn a_rewritten_real_page_is_merged_completely() {
    let Some(directory) = std::env::var_os("ERROR_DOCS_DIR")
        .map(|docs| std::path::PathBuf::from(docs).join("../corpus/drift"))
    else {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must be set in CI"
        );
        return;
    };
    let page =
        |name: &str| read(name, &std::fs::read(directory.join(name)).expect(name)).expect("a page");
    let old =
        api_error_catalog_drift::import::import(&page("elevenlabs.old.mdx"), "elevenlabs").yaml;
    let newer = page("elevenlabs.new.md");
    let merged = sync(
        &open(Source::new("elevenlabs.yaml", old.as_str())).expect("a catalog"),
        &newer,
        &RustNames::default(),
        Removal::Deprecate,
        "2026-11-21",
    )
    .expect("a merge");
    assert!(merged.left.is_empty(), "{:?}", merged.left);
    let catalog = open(Source::new("elevenlabs.yaml", merged.text.as_str()))
        .expect("a catalog")
        .catalog;
    let codes = newer
        .errors
        .iter()
        .filter_map(|fact| fact.code.as_ref())
        .map(|code| code.value.to_string());
    for code in codes {
        assert!(
            catalog
                .errors
                .iter()
                .any(|error| error.own.code.as_ref() == Some(&code)),
            "{code}"
        );
    }
    for comment in old
        .lines()
        .filter(|line| line.trim_start().starts_with('#'))
    {
        assert!(merged.text.contains(comment.trim()), "{comment}");
    }
    let again = sync(
        &open(Source::new("elevenlabs.yaml", merged.text.as_str())).expect("a catalog"),
        &newer,
        &RustNames::default(),
        Removal::Deprecate,
        "2026-11-22",
    )
    .expect("a merge");
    assert_eq!(again.text, merged.text);
}

/// Numbers that look random and are the same each time (Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

const TYPES: [&str; 3] = ["lost_error", "late_error", "odd_request"];
const STATUSES: [u16; 6] = [400, 404, 409, 422, 500, 503];

/// Makes up a catalog with manual edits, and a newer page.
fn catalog_and_page(numbers: &mut Numbers) -> (String, String) {
    let mut marks = 0;
    let mut mark = |numbers: &mut Numbers, indent: usize| {
        marks += 1;
        if numbers.one_in(2) {
            format!("{:indent$}# comment {marks} stays\n", "")
        } else {
            String::new()
        }
    };
    let mut text = "# at the top\nformat: 1\ncatalog: acme\nenvelope: '{\"type\": \"$type\", \"code\": \"$code\", \"message\": \"$message\"}'\ntypes:\n".to_owned();
    let mut page = "# Errors\n\n| Type | Meaning | HTTP status |\n|---|---|---|\n".to_owned();
    let mut rows = Vec::new();
    for (place, name) in TYPES.iter().enumerate() {
        let (old, new) = (STATUSES[numbers.below(6)], STATUSES[numbers.below(6)]);
        page.push_str(&format!(
            "| `{name}` | Something of the sort {place}. | {new} |\n"
        ));
        text.push_str(&mark(numbers, 2));
        text.push_str(&format!("  {name}:\n    status: {old}\n    description: Errors of the sort {place}.\n    errors:\n"));
        for at in 0..2 + numbers.below(4) {
            let code = format!("code_{place}_{at}");
            text.push_str(&mark(numbers, 6));
            if numbers.one_in(2) {
                text.push_str(&format!(
                    "      {code}: {{ description: Own words of {code}. }}  # behind {code}\n"
                ));
            } else {
                let own = if numbers.one_in(4) {
                    "        status: 418\n"
                } else {
                    ""
                };
                text.push_str(&format!("      {code}:  # behind {code}\n{own}        description: Own words of {code}.\n"));
                text.push_str(&mark(numbers, 8));
                text.push_str("        assumed: { retry: never }\n");
            }
            // The first stays where it is, so that no type is left without errors.
            let to = if at > 0 && numbers.one_in(4) {
                TYPES[numbers.below(3)]
            } else {
                name
            };
            if at == 0 || !numbers.one_in(4) {
                rows.push(format!(
                    "| `{code}` | `{to}` | The description of {code}. |\n"
                ));
            }
            if numbers.one_in(4) {
                rows.push(format!(
                    "| `new_{place}_{at}` | `{name}` | The description of the new one. |\n"
                ));
            }
        }
    }
    if numbers.one_in(2) {
        let (a, b) = (numbers.below(rows.len()), numbers.below(rows.len()));
        rows.swap(a, b);
    }
    page.push_str("\n| Code | Type | Meaning |\n|---|---|---|\n");
    page.extend(rows);
    (text + "# at the end\n", page)
}

#[test]
fn catalogs_edited_by_hand_lose_no_comment_and_no_own_word() {
    // `.ci/run` asks for a thousand.
    let rounds = std::env::var("EDITS").map_or(250, |text| text.parse().expect("a number"));
    let mut numbers = Numbers(7);
    for round in 0..rounds {
        let (text, page) = catalog_and_page(&mut numbers);
        let page = read("acme.md", page.as_bytes()).expect("a page");
        let told = |text: &str| {
            sync(
                &open(Source::new("acme.yaml", text)).expect("a catalog"),
                &page,
                &RustNames::default(),
                Removal::Deprecate,
                "2026-11-21",
            )
            .expect("a merge")
        };
        let merged = told(&text);
        assert!(
            merged.left.is_empty(),
            "{round}: {:?}\n{text}\n{}",
            merged.left,
            merged.text
        );
        let own = text.lines().flat_map(|line| {
            [line.find('#'), line.find("Own words")].map(|at| at.map(|at| &line[at..]))
        });
        for words in own.flatten() {
            assert!(
                merged.text.contains(words),
                "{round}: {words}\n{}",
                merged.text
            );
        }
        let again = told(&merged.text);
        assert!(
            again.changes.is_empty() && again.text == merged.text,
            "{round}"
        );
    }
}

#[test]
fn a_page_lists_sub_codes_as_codes() {
    const CATALOG: &str = r#"format: 1
catalog: pay
envelope: '{"code": "$code", "sub": "$subcode?", "message": "$message?"}'
errors:
  declined: { description: The card was declined. }
  Stolen: { match: { code: declined, subcode: stolen_card }, description: The card was stolen. }
  Lost: { match: { subcode: lost_card }, description: The card was lost. }
  Expired: { match: [{ code: expired_card }, { subcode: expired_card }], description: The card has expired. }
"#;
    let merged = |page: &str| {
        let loaded = open(Source::new("pay.yaml", CATALOG)).expect("a catalog");
        let page = read("pay.md", page.as_bytes()).expect("a page");
        let names = RustNames::default();
        let merge = sync(&loaded, &page, &names, Removal::Deprecate, "2025-01-31");
        let changes = merge.expect("a merge").changes;
        changes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let page = "# Errors\n\n| Code | Meaning |\n|---|---|\n| `declined` | Declined. |\n| `expired_card` | Expired. |\n";
    // A page may leave out sub-codes, or list them.
    assert_eq!(merged(page), [""; 0]);
    let declines = "| `stolen_card` | Stolen. |\n| `lost_card` | Lost. |\n";
    assert_eq!(merged(&format!("{page}{declines}")), [""; 0]);
    assert_eq!(
        merged(&format!("{page}| `pin_wrong` | Wrong. |\n")).len(),
        1
    );
    assert_eq!(
        merged(&page.replace("| `expired_card` | Expired. |\n", "")).len(),
        1
    );
}

#[test]
fn codes_that_examples_or_close_frames_show_need_not_be_listed() {
    let page = r#"# Errors

| Code | Meaning | HTTP status |
|---|---|---|
| `boat_gone` | The boat is gone. | 404 |
| `oar_lost` | The oar is lost. | |

Example:

```json
{"status": 403, "code": "key_old", "message": "No."}
```

```json
{"status": 410, "code": "oar_lost", "message": "No."}
```

```json
{"note": {"code": "not_an_error"}}
```

## WebSocket close codes

| Close code | Name |
|---|---|
| 4001 | `key_wrong` |
"#;
    let text = r#"format: 1
catalog: acme
envelope: '{"status": "$status", "code": "$code", "message": "$message"}'
errors:
  boat_gone: { status: 404, description: The boat is gone. }
  oar_lost: { status: 410, description: The oar is lost. }
  key_old: { status: 403, description: The key is old. }
  key_wrong: { description: The key is wrong. }
  not_an_error: { description: Not an error. }
close_codes: { 4001: { name: key_wrong, description: The key is wrong. } }
"#;
    let page = read("acme.md", page.as_bytes()).expect("a page");
    let catalog = open(Source::new("acme.yaml", text))
        .expect("a catalog")
        .catalog;
    let changes = compare_with_page(&catalog, &page);
    let keys: Vec<&str> = changes
        .iter()
        .map(|change| change.item.key.as_str())
        .collect();
    assert_eq!(keys, ["not_an_error"], "{changes:#?}");
}
