//! How well `import` reads the made-up pages of `tests/corpus`.
//!
//! `truth/NAME.tsv` holds what a careful reader finds on a page, and `truth/levels.tsv` the share of it that `import` finds. A
//! level may rise, never fall. `.ci/accept` writes the levels.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use similar::TextDiff;

/// The facts that a page documents about one code. For an error without a code, the status takes its place.
#[derive(Debug, Default)]
struct Entry {
    statuses: BTreeSet<String>,
    /// Wordings of the description, any of which is right.
    texts: Vec<String>,
}

type Entries = BTreeMap<String, Entry>;

/// The classes of truth that a reading must find; entries of all others may be found or not.
const WANTED: &[&str] = &[
    "error",
    "http-status",
    "success-status",
    "ws-close",
    "warning",
    "deprecated",
    "success",
];

/// Reads the level that each page reached.
const LEVELS: &str = "truth/levels.tsv";

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus")
}

/// Finds the pages, which are the files that have a truth.
fn pages() -> Vec<PathBuf> {
    let files = fs::read_dir(dir()).unwrap();
    let mut pages: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    pages.retain(|path| {
        let is_golden = path.extension().is_some_and(|end| end == "facts");
        !is_golden && truth_of(path).exists()
    });
    pages.sort();
    pages
}

fn truth_of(page: &Path) -> PathBuf {
    let name = page.file_stem().unwrap().to_str().unwrap();
    dir().join("truth").join(format!("{name}.tsv"))
}

/// Reads what must be found on a page, and what may be.
fn truth(page: &Path) -> (Entries, Entries) {
    let (mut wanted, mut optional) = (Entries::new(), Entries::new());
    let text = fs::read_to_string(truth_of(page)).unwrap();
    for row in text.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [code, status, _, description, name, _, _, class, alternative] = cells[..] else {
            panic!("{}: {row}", page.display());
        };
        let entries = match WANTED.contains(&class) {
            true => &mut wanted,
            false => &mut optional,
        };
        let entry = entries.entry(code.to_owned()).or_default();
        let statuses = status.split(',').filter(|status| !status.is_empty());
        entry.statuses.extend(statuses.map(str::to_owned));
        let both = format!("{name}: {description}");
        let texts: Vec<_> = match (description, name) {
            ("", name) => vec![name],
            (description, "") => vec![description, alternative],
            (description, _) => vec![description, alternative, &both],
        };
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        entry.texts.extend(texts.map(normal));
    }
    (wanted, optional)
}

/// Returns the errors that `import` finds on a page.
fn found(page: &Path) -> Entries {
    let path = page.to_str().unwrap();
    let (json, _, _) = support::run(&dir(), &["import", path, "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap_or_default();
    let mut entries = Entries::new();
    let list = |key: &str| json[key].as_array().cloned().unwrap_or_default();
    for error in list("errors") {
        let statuses = error["statuses"].as_array().cloned().unwrap_or_default();
        match &error["code"] {
            Value::Null => {
                for status in &statuses {
                    let texts = [&error["description"], &error["name"]];
                    add(&mut entries, status, std::slice::from_ref(status), &texts);
                }
            }
            code => add(&mut entries, code, &statuses, &[&error["description"]]),
        }
    }
    for status in list("statuses") {
        let (number, texts) = (&status["status"], [&status["description"], &status["name"]]);
        add(&mut entries, number, std::slice::from_ref(number), &texts);
    }
    for close in list("close_codes") {
        let texts = [&close["description"], &close["name"]];
        add(&mut entries, &close["code"], &[], &texts);
    }
    entries
}

fn add(entries: &mut Entries, code: &Value, statuses: &[Value], texts: &[&Value]) {
    let entry = entries.entry(plain(code)).or_default();
    entry.statuses.extend(statuses.iter().map(plain));
    let texts = texts.iter().filter_map(|text| text.as_str());
    entry.texts.extend(texts.map(normal));
}

/// Returns a string or a number as text.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns the words of a text in lower case.
fn normal(text: &str) -> String {
    let is_mark = |c: char| !c.is_alphanumeric() && c != '_';
    let lower = text.to_lowercase();
    let words: Vec<_> = lower
        .split(is_mark)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn is_same_text(found: &Entry, wanted: &Entry) -> bool {
    let close = |a: &String, b: &String| a == b || TextDiff::from_chars(a, b).ratio() >= 0.9;
    let mut found = found.texts.iter().filter(|text| !text.is_empty());
    wanted.texts.is_empty() || found.any(|text| wanted.texts.iter().any(|right| close(text, right)))
}

/// Recall and precision of codes, and how many of the right codes have the right statuses and the right description.
fn score(page: &Path) -> [f64; 4] {
    let (wanted, optional) = truth(page);
    let found = found(page);
    let right: Vec<_> = wanted
        .keys()
        .filter(|code| found.contains_key(*code))
        .collect();
    let known = |code: &&String| wanted.contains_key(*code) || optional.contains_key(*code);
    let wrong = found.keys().filter(|code| !known(code)).count();
    let none = Entry::default();
    let has_right_statuses = |code: &&&String| {
        let (wanted, optional) = (&wanted[**code], optional.get(**code).unwrap_or(&none));
        let found = &found[**code].statuses;
        let may = |status| wanted.statuses.contains(status) || optional.statuses.contains(status);
        wanted.statuses.is_subset(found) && found.iter().all(may)
    };
    let has_right_text = |code: &&&String| is_same_text(&found[**code], &wanted[**code]);
    let nothing = f64::from(u8::from(wanted.is_empty()));
    let of_right = |part: usize| share(part, right.len()).unwrap_or(nothing);
    [
        share(right.len(), wanted.len()).unwrap_or(1.0),
        share(right.len(), right.len() + wrong).unwrap_or(nothing),
        of_right(right.iter().filter(has_right_statuses).count()),
        of_right(right.iter().filter(has_right_text).count()),
    ]
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[test]
fn each_page_is_read_as_well_as_before() {
    let path = dir().join(LEVELS);
    let before = fs::read_to_string(&path).unwrap_or_default();
    let mut now = String::from("page\trecall\tprecision\tstatus\tdescription\n");
    let mut sums = [0.0; 4];
    let pages = pages();
    for page in &pages {
        let scores = score(page);
        let name = page.file_name().unwrap().to_str().unwrap();
        let figures: Vec<_> = scores.iter().map(|score| format!("{score:.2}")).collect();
        writeln!(now, "{name}\t{}", figures.join("\t")).unwrap();
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum += score / pages.len() as f64;
        }
    }
    eprintln!("means of {} pages: {sums:.3?}", pages.len());
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(&path, now).unwrap();
    }
    let figures = |row: &str| -> Vec<f64> {
        let cells = row.split('\t').skip(1);
        cells.map(|cell| cell.parse().unwrap_or(0.0)).collect()
    };
    let old: BTreeMap<_, _> = before
        .lines()
        .map(|row| (row.split('\t').next(), figures(row)))
        .collect();
    for row in now.lines().skip(1) {
        let Some(old) = old.get(&row.split('\t').next()) else {
            panic!("levels.tsv has no row for this page; `.ci/accept` adds it:\n{row}");
        };
        let fell = figures(row).iter().zip(old).any(|(now, old)| now < old);
        assert!(!fell, "a page is read worse than before ({old:?}):\n{row}");
    }
}

#[test]
fn every_truth_has_a_page() {
    let mut named: BTreeSet<_> = pages().iter().map(|page| truth_of(page)).collect();
    named.insert(dir().join(LEVELS));
    for truth in fs::read_dir(dir().join("truth")).unwrap() {
        let truth = truth.unwrap().path();
        assert!(named.contains(&truth), "{} has no page", truth.display());
    }
}
