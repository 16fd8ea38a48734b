//! Everything that looks like a code where a record begins is used or reported, and pages that are read badly say so.

#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use api_error_catalog_pages::{Certainty, Page, StatusFact, read};
use fastrand::Rng;

fn page(name: &str, text: &str) -> Page {
    read(name, text.as_bytes()).unwrap()
}

/// Returns all values and texts that a page's facts and reports have.
fn accounted(page: &Page) -> HashSet<String> {
    let mut all = HashSet::new();
    for error in &page.errors {
        all.extend(error.code.iter().map(|code| code.value.to_string()));
        all.extend(error.also.iter().map(|also| also.code.value.to_string()));
        all.extend(error.statuses.iter().map(|status| status.value.to_string()));
    }
    all.extend(page.types.iter().map(|fact| fact.name.value.clone()));
    all.extend(
        page.statuses
            .iter()
            .map(|fact| fact.status.value.to_string()),
    );
    all.extend(
        page.close_codes
            .iter()
            .map(|fact| fact.code.value.to_string()),
    );
    all
}

/// Returns the words that are written as codes are: `no_key`, `NO_KEY`.
fn code(text: &str) -> Option<&str> {
    let word = text.trim_start_matches(['`', '*', ' ']);
    let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let word = &word[..end.unwrap_or(word.len())];
    let parts = word.split('_').filter(|part| !part.is_empty()).count();
    (parts >= 2 && word.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(word)
}

/// Checks that each heading and item of a Markdown page that begins with a code is accounted for.
fn check(name: &str, text: &str) {
    let page = page(name, text);
    let known = accounted(&page);
    let (mut fenced, mut hidden) = (false, false);
    for (number, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        hidden = (hidden || line.contains("<!--") || line.contains("{/*"))
            && !line.contains("-->")
            && !line.contains("*/}");
        let lead = ["# ", "## ", "### ", "#### ", "- ", "* "];
        let lead = lead.iter().find_map(|mark| line.strip_prefix(mark));
        let Some(word) = lead.and_then(code).filter(|_| !fenced && !hidden) else {
            continue;
        };
        let on_line = |at: usize| text[..at.min(text.len())].matches('\n').count() == number;
        let reported = page.skipped.iter().any(|part| {
            on_line(part.span.start) || part.what.contains(word) || part.reason.contains(word)
        });
        let texts = page.errors.iter().map(|error| &error.about);
        let texts = texts.chain(page.statuses.iter().map(|status| &status.about));
        let texts = texts.chain(page.types.iter().map(|ty| &ty.about));
        let quoted = texts.flat_map(|about| {
            let wordings = about.wordings.iter().map(|wording| &wording.text);
            let lists = about
                .causes
                .iter()
                .chain(&about.solutions)
                .chain(&about.retry);
            about.description.iter().chain(lists).chain(wordings)
        });
        let mut quoted =
            quoted.flat_map(|fact| fact.repeated_at.iter().chain([&fact.span]).cloned());
        let used = known.contains(word)
            || quoted.any(|span| text.get(span).is_some_and(|text| text.contains(word)));
        assert!(used || reported, "{name}:{}: {line}", number + 1);
    }
}

fn corpus() -> Vec<(String, String)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let split = fs::read_to_string(shared.join("split.tsv")).unwrap_or_default();
    let train = |name: &str| {
        split.contains(&format!("\n{name}\ttrain")) || split.starts_with(&format!("{name}\ttrain"))
    };
    let mut pages = Vec::new();
    for dir in [own, shared.join("docs")] {
        for file in fs::read_dir(&dir).into_iter().flatten().flatten() {
            let path = file.path();
            let is_page = path
                .extension()
                .is_some_and(|end| end == "md" || end == "mdx");
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            if is_page && (dir.ends_with("tests/corpus") || train(&stem)) {
                let name = file.file_name().to_string_lossy().into_owned();
                pages.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    pages.sort();
    pages
}

#[test]
fn every_lead_of_the_corpus_is_used_or_reported() {
    let pages = corpus();
    assert!(pages.len() > 20);
    for (name, text) in pages {
        check(&name, &text);
    }
}

/// Swaps, drops and repeats lines, so that groups come apart.
#[test]
fn every_lead_of_mutated_pages_is_used_or_reported() {
    let mutations: usize = std::env::var("MUTATIONS").map_or(200, |count| count.parse().unwrap());
    let pages: Vec<_> = corpus()
        .into_iter()
        .filter(|(_, text)| text.len() < 20_000)
        .collect();
    let mut rng = Rng::with_seed(7);
    for _ in 0..mutations {
        let (name, text) = &pages[rng.usize(..pages.len())];
        let mut lines: Vec<&str> = text.lines().collect();
        for _ in 0..rng.usize(1..8) {
            let (a, b) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
            match rng.u8(..3) {
                0 => lines.swap(a, b),
                1 if lines.len() > 2 => drop(lines.remove(a)),
                _ => lines.insert(a, lines[b]),
            }
        }
        check(name, &lines.join("\n"));
    }
}

#[test]
fn a_list_that_is_not_read_is_reported_item_by_item() {
    let page = page(
        "errors.md",
        "# Errors\n\n- `no_key` (string): the key\n- `key_age` (number): its age\n",
    );
    let reported: Vec<_> = page.skipped.iter().map(|part| part.what.as_str()).collect();
    assert_eq!(reported, ["item: no_key", "item: key_age"]);
    assert_eq!(page.doubts, Vec::<String>::new());
    assert!(page.errors.is_empty());
}

#[test]
fn statuses_next_to_a_column_that_is_not_read_are_unsure() {
    // Codes that repeat are classes, so that the rows are read as statuses, which may be wrong.
    let page = page(
        "errors.md",
        "# Errors\n\n| Slug of it | Status | Sense |\n|---|---|---|\n\
         | no_key | 401 | No key was sent. |\n| old_key | 403 | The key is old. |\n\
         | no_page | 404 | There is no page. |\n",
    );
    let sure = page
        .statuses
        .iter()
        .all(|status| status.status.certainty == Certainty::Sure);
    assert!(page.statuses.is_empty() || !sure, "{:?}", page.statuses);
}

#[test]
fn a_page_whose_records_are_mostly_not_read_is_doubted() {
    let mut text =
        "# Errors\n\n## `no_key`\n\nNo key was sent.\n\n## Calls\n\n| Call | Class |\n|---|---|\n"
            .to_owned();
    for call in [
        "Setting sail",
        "Cutting a rope",
        "Rowing home",
        "Selling fish",
    ] {
        for code in ["NotFound", "BadRequest"] {
            text += &format!("| {call} | {code} |\n");
        }
    }
    let page = page("errors.md", &text);
    assert_eq!(
        page.doubts,
        ["half or more of the records that begin with something like a code are not read"],
        "{:?} {:?}",
        page.skipped,
        page.errors.len()
    );
    assert!(
        page.errors
            .iter()
            .all(|error| error.certainty != Certainty::Sure)
    );
}

#[test]
fn a_page_that_describes_few_of_its_errors_is_doubted() {
    let text = "# Errors\n\n## 400 Bad Request\n\n## 401 Unauthorized\n\n## 404 Not Found\n\n## 500 Server error\n";
    assert_eq!(
        page("errors.md", text).doubts,
        ["most of its errors have no description"]
    );
}

#[test]
fn a_longer_text_elsewhere_makes_a_description_unsure() {
    let text = "# Errors\n\n| Code | Description |\n|---|---|\n| `no_key` | No key. |\n| `old_key` | Old key. |\n\n\
                ## `no_key`\n\nThe request has no key in its header, so that nothing is known about its sender.\n\n\
                ## `old_key`\n\nOld.\n";
    let page = page("errors.md", text);
    let sure = |code: usize| {
        page.errors[code]
            .about
            .description
            .as_ref()
            .unwrap()
            .certainty
            == Certainty::Sure
    };
    assert_eq!([sure(0), sure(1)], [false, true]);
}

#[test]
fn a_page_whose_examples_carry_other_codes_is_doubted() {
    let text = "# Errors\n\n| Code | Meaning |\n|---|---|\n| `no_key` | No key was sent. |\n\n## Example\n\n\
                ```json\n{\"error\": {\"code\": \"key_old\", \"message\": \"The key is old.\"}}\n```\n";
    let doubts = ["half or more of the codes in its examples are not read"];
    assert_eq!(page("errors.md", text).doubts, doubts);
    let known = text.replace("key_old", "no_key");
    assert_eq!(page("errors.md", &known).doubts, Vec::<String>::new());
}

#[test]
fn errors_of_a_page_that_is_long_for_them_are_unsure() {
    let mut text = "# Errors\n\n| Code | Meaning |\n|---|---|\n| `no_key` | No key was sent. |\n\n## How it works\n\n".to_owned();
    let short = page("errors.md", &text);
    assert_eq!(
        (short.doubts.len(), &short.errors[0].certainty),
        (0, &Certainty::Sure)
    );
    text += &"The request goes from the client to the server. ".repeat(30);
    let page = page("errors.md", &text);
    assert_eq!(
        page.doubts,
        ["it is long for the few errors that are found"]
    );
    assert_ne!(page.errors[0].certainty, Certainty::Sure);
}

#[test]
fn a_description_that_only_introduces_a_list_is_unsure() {
    let text = "# Errors\n\n| Code | Meaning |\n|---|---|\n| `no_key` | One of these is missing: |\n\
                | `old_key` | The key is old. |\n";
    let page = page("errors.md", text);
    let sure = |code: usize| {
        let description = page.errors[code].about.description.as_ref();
        description.unwrap().certainty == Certainty::Sure
    };
    assert_eq!([sure(0), sure(1)], [false, true]);
}

#[test]
fn statuses_are_sure_although_their_column_may_hold_codes() {
    let text = "# Errors\n\n| Code | Meaning |\n|---|---|\n| 400 | The request is wrong. |\n\
                | 401 | No key was sent. |\n| 404 | There is no page. |\n";
    let page = page("errors.md", text);
    assert_eq!(page.statuses.len(), 3);
    let sure = |status: &StatusFact| status.status.certainty == Certainty::Sure;
    assert!(page.statuses.iter().all(sure), "{:?}", page.statuses);
}
