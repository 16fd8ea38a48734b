//! The catalogs of vendors agree with tables that were made from the pages independently of them; they contain every recorded
//! response; and they repeat no sentence of a page.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::time::Duration;

use api_error_catalog_core::RetryAdvice;
use api_error_catalog_model::model::{Catalog, Condition, Error, Identity, Piece};
use api_error_catalog_model::open_file;
use support::run;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The file of a catalog, if there is one. Tables and recordings may come before it.
fn spec(name: &str) -> Option<PathBuf> {
    let file = root().join(format!("spec/{name}.yaml"));
    file.exists().then_some(file)
}

/// The directory of what belongs to the vendors. Without it, the test says so and passes; in CI it must be there.
fn shared() -> Option<PathBuf> {
    let docs = std::env::var_os("ERROR_DOCS_DIR").map(PathBuf::from);
    if docs.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "ERROR_DOCS_DIR must be set in CI"
        );
        eprintln!("ERROR_DOCS_DIR is not set: the vendors' pages are not read");
    }
    docs.and_then(|docs| docs.parent().map(Path::to_path_buf))
}

/// A row of a truth table.
struct Row {
    code: Option<String>,
    statuses: BTreeSet<u16>,
    error_type: Option<String>,
    close_code: Option<u16>,
    /// The delay, or the first and the longest.
    delay: Option<(Duration, Option<Duration>)>,
    at: String,
}

fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).expect("a table");
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [code, statuses, error_type, close_code, delay, at] = cells[..] else {
                panic!("{}: six cells: {line}", path.display())
            };
            let stated = |cell: &str| Some(cell.to_owned()).filter(|cell| cell != "-");
            Row {
                // A finer code is written with the name of its field.
                code: stated(code.rsplit('=').next().unwrap_or(code)),
                statuses: statuses.split(',').flat_map(statuses_of).collect(),
                error_type: stated(error_type),
                close_code: close_code.parse().ok(),
                delay: stated(delay).map(|delay| delays_of(&delay)),
                at: at.to_owned(),
            }
        })
        .collect()
}

/// The statuses of `404` or `5xx`. Only those from 400 on are errors.
fn statuses_of(cell: &str) -> Vec<u16> {
    match cell.strip_suffix("xx") {
        Some(hundred) => {
            let hundred: u16 = hundred.parse().expect("a hundred");
            (hundred * 100..hundred * 100 + 100).collect()
        }
        None => cell
            .parse()
            .into_iter()
            .filter(|status| *status >= 400)
            .collect(),
    }
}

/// The delays of `5s`, `1m` or `1s..60s`.
fn delays_of(cell: &str) -> (Duration, Option<Duration>) {
    let one = |text: &str| {
        let (number, unit) = text.split_at(text.len() - 1);
        let number: u64 = number.parse().expect("a number");
        Duration::from_secs(if unit == "m" { number * 60 } else { number })
    };
    match cell.split_once("..") {
        Some((first, longest)) => (one(first), Some(one(longest))),
        None => (one(cell), None),
    }
}

/// The codes of an identity, the finer one among them.
fn codes_of(own: &Identity) -> BTreeSet<String> {
    let conditions = own.conditions.as_ref();
    let finer = conditions.and_then(|conditions| conditions.subcode.clone());
    own.code.clone().into_iter().chain(finer).collect()
}

fn codes(error: &Error) -> BTreeSet<String> {
    error.identities().flat_map(codes_of).collect()
}

/// The codes that the page does not have, as errata of the catalog state.
fn lacking(catalog: &Catalog) -> BTreeSet<String> {
    let conditions = catalog.all_errata().flat_map(|(_, own)| &own.conditions);
    let lacking = conditions.filter_map(|condition| match condition {
        Condition::Lacks { text, section } if section.is_empty() => Some(text.clone()),
        _ => None,
    });
    lacking.collect()
}

/// Whether an error has a pattern of codes that this one follows.
fn follows_pattern(error: &Error, code: &str) -> bool {
    let Some(pattern) = error.code_pattern() else {
        return false;
    };
    let mut rest = Some(code);
    for piece in &pattern.pieces {
        if let Piece::Text(text) = piece {
            rest = rest
                .and_then(|rest| rest.split_once(text.as_str()))
                .map(|(_, rest)| rest);
        }
    }
    rest.is_some()
}

fn statuses_of_identity(own: &Identity) -> BTreeSet<u16> {
    let families = own
        .conditions
        .iter()
        .flat_map(|conditions| &conditions.families);
    let families = families.flat_map(|family| family * 100..family * 100 + 100);
    own.statuses.iter().copied().chain(families).collect()
}

fn statuses(error: &Error) -> BTreeSet<u16> {
    error.identities().flat_map(statuses_of_identity).collect()
}

/// Adds what is only in one of the two.
fn compare<T: Ord + Debug>(
    faults: &mut Vec<String>,
    what: &str,
    page: &BTreeSet<T>,
    catalog: &BTreeSet<T>,
) {
    for missing in page.difference(catalog) {
        faults.push(format!("{what} {missing:?} is on the page only"));
    }
    for added in catalog.difference(page) {
        faults.push(format!("{what} {added:?} is in the catalog only"));
    }
}

fn follows(advice: Option<RetryAdvice>, (first, longest): (Duration, Option<Duration>)) -> bool {
    advice.is_some_and(|advice| {
        let begins = advice.delay == Some(first) || advice.base == Some(first);
        begins && longest.is_none_or(|longest| advice.max_delay == Some(longest))
    })
}

/// Returns the differences between a table and a catalog.
fn differences(rows: &[Row], catalog: &Catalog) -> Vec<String> {
    let mut faults = Vec::new();
    let documented: Vec<&Error> = catalog
        .errors
        .iter()
        .filter(|error| error.seen.is_none())
        .collect();
    let by_pattern = |code: &&String| documented.iter().any(|error| follows_pattern(error, code));
    let on_page = rows.iter().filter_map(|row| row.code.as_ref());
    let on_page: BTreeSet<String> = on_page.filter(|code| !by_pattern(code)).cloned().collect();
    let in_catalog: BTreeSet<String> = documented.iter().flat_map(|error| codes(error)).collect();
    let lacking = &lacking(catalog) - &on_page;
    let stated = &in_catalog - &lacking;
    compare(&mut faults, "code", &on_page, &stated);

    let mut of_code: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
    for row in rows {
        let code = row.code.as_deref().unwrap_or_default();
        of_code.entry(code).or_default().extend(&row.statuses);
    }
    for (code, on_page) in of_code
        .iter()
        .filter(|(code, _)| in_catalog.contains(**code))
    {
        let identities = documented.iter().flat_map(|error| error.identities());
        let with_code = identities.filter(|own| codes_of(own).contains(*code));
        let stated = with_code.flat_map(statuses_of_identity).collect();
        compare(&mut faults, &format!("{code}: status"), on_page, &stated);
    }
    let on_page: BTreeSet<u16> = of_code.values().flatten().copied().collect();
    let described = catalog.statuses.iter().map(|own| own.status);
    let described = described.filter(|status| *status >= 400);
    let stated = documented.iter().flat_map(|error| statuses(error));
    compare(
        &mut faults,
        "status",
        &on_page,
        &stated.chain(described).collect(),
    );

    let on_page: BTreeSet<u16> = rows.iter().filter_map(|row| row.close_code).collect();
    let stated = catalog.close_codes.iter().map(|own| own.code).collect();
    compare(&mut faults, "close code", &on_page, &stated);

    let types: BTreeSet<&String> = catalog
        .types
        .iter()
        .map(|own| &own.name)
        .chain(
            documented
                .iter()
                .filter_map(|error| error.error_type.as_ref()),
        )
        .collect();
    for row in rows {
        let known = |name: &String| types.contains(name) || in_catalog.contains(name);
        if let Some(name) = row.error_type.as_ref().filter(|name| !known(name)) {
            faults.push(format!("type {name} is on the page only ({})", row.at));
        }
        let Some(delay) = row.delay else { continue };
        let of_close_codes = catalog
            .close_codes
            .iter()
            .filter(|own| Some(own.code) == row.close_code);
        let of_errors = documented.iter().filter(|error| match &row.code {
            Some(code) => codes(error).contains(code),
            None => !row.statuses.is_disjoint(&statuses(error)),
        });
        let mut advice = of_close_codes
            .map(|own| own.retry)
            .chain(of_errors.map(|error| error.retry));
        if !advice.any(|advice| follows(advice, delay)) {
            faults.push(format!("no error waits for {delay:?} ({})", row.at));
        }
    }
    faults
}

#[test]
fn each_catalog_says_what_its_page_says() {
    for entry in std::fs::read_dir(root().join("tests/vendors/truth")).expect("tables") {
        let table = entry.expect("an entry").path();
        let name = table
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let Some(spec) = spec(&name) else { continue };
        let loaded = open_file(&spec).expect("a catalog");
        let faults = differences(&rows(&table), &loaded.catalog);
        assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
    }
}

/// The lint `copied_text` of `check --strict` reads the pages.
#[test]
fn no_text_of_a_catalog_is_a_sentence_of_its_page() {
    let Some(shared) = shared() else { return };
    for docs in ["docs", "vendors/docs"] {
        let docs = shared.join(docs);
        let (out, err, code) = run(
            &root(),
            &[
                "check",
                "--strict",
                "--format",
                "short",
                "--docs",
                &docs.to_string_lossy(),
            ],
        );
        assert_eq!((out.as_str(), code), ("", Some(0)), "{err}");
    }
}

/// The titles of the samples name the lines of the table of recordings.
#[test]
fn each_recorded_response_is_a_sample() {
    let Some(shared) = shared() else { return };
    let table = std::fs::read_to_string(shared.join("vendors/wire.tsv")).expect("the recordings");
    let mut of_vendor: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (number, line) in (1..).zip(table.lines()).skip(1) {
        let vendor = line.split('\t').next().unwrap_or_default();
        of_vendor
            .entry(catalog_of(vendor))
            .or_default()
            .insert(number);
    }
    for (name, recorded) in of_vendor {
        if spec(&name).is_none() {
            continue;
        }
        let file = root().join(format!("tests/vendors/wire/{name}.txt"));
        let text = std::fs::read_to_string(file).expect("samples");
        let titles = text
            .lines()
            .filter_map(|line| line.strip_prefix("==== wire "));
        let numbers = titles
            .filter_map(|title| title.split_once(':'))
            .flat_map(|(numbers, _)| numbers.split(", "));
        let sampled: BTreeSet<usize> = numbers.filter_map(|number| number.parse().ok()).collect();
        let missing: Vec<_> = recorded.difference(&sampled).collect();
        assert!(
            missing.is_empty(),
            "{name}: no sample of the recordings {missing:?}"
        );
    }
}

/// `Amazon Transcribe streaming` is `transcribe`.
fn catalog_of(vendor: &str) -> String {
    let product = vendor.strip_prefix("Amazon ").unwrap_or(vendor);
    product.split(' ').next().unwrap_or_default().to_lowercase()
}
