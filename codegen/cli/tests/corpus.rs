//! How well `import` reads the made-up pages of `tests/corpus`.
//!
//! `truth/NAME.tsv` holds what a careful reader finds on a page, and `truth/levels.tsv` the share of it that `import` finds. A
//! level may rise, never fall. `.ci/accept` writes the levels.
//!
//! `hints/NAME.yaml` holds the hints with which `import` finds everything on a page of `../shared/corpus`, if it needs any, and
//! `hints/exceptions.tsv` what is wrong in the truth of these pages.

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
    /// Names, which count for what has no description.
    names: Vec<String>,
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
    dir().join("truth").join(format!("{}.tsv", stem(page)))
}

fn stem(page: &Path) -> &str {
    page.file_stem().unwrap().to_str().unwrap()
}

/// Reads what must be found on a page, and what may be.
fn truth(file: &Path) -> (Entries, Entries) {
    let (mut wanted, mut optional) = (Entries::new(), Entries::new());
    for row in rows(file) {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        let entries = match WANTED.contains(&cell("class")) {
            true => &mut wanted,
            false => &mut optional,
        };
        let entry = entries.entry(cell("code").to_owned()).or_default();
        let statuses = cell("status")
            .split(',')
            .filter(|status| !status.is_empty());
        entry.statuses.extend(statuses.map(str::to_owned));
        let (name, description) = (cell("name"), cell("description"));
        let both = format!("{name}: {description}");
        match (description, name) {
            ("", name) => entry.names.push(normal(name)),
            (description, "") => entry.texts.extend([normal(description)]),
            (description, _) => entry.texts.extend([normal(description), normal(&both)]),
        }
        entry.texts.push(normal(cell("alt")));
    }
    (wanted, optional)
}

/// Reads the rows of a file of tab-separated values, as cells by the names of their columns.
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let cells = header.iter().zip(line.split('\t'));
        let cells = cells.map(|(name, cell)| ((*name).to_owned(), cell.to_owned()));
        cells.collect()
    };
    lines.map(row).collect()
}

/// Returns the errors that `import` finds on a page with these hints.
fn found(page: &Path, hints: Option<&Path>) -> Entries {
    let mut args = vec!["import", page.to_str().unwrap(), "--format", "json"];
    args.extend(
        hints
            .iter()
            .flat_map(|hints| ["--hints", hints.to_str().unwrap()]),
    );
    let (json, messages, _) = support::run(&dir(), &args);
    assert!(
        !messages.contains("matches nothing"),
        "{}: {messages}",
        page.display()
    );
    let json: Value = serde_json::from_str(&json).unwrap_or_default();
    let mut entries = Entries::new();
    let list = |key: &str| json[key].as_array().cloned().unwrap_or_default();
    for error in list("errors") {
        let statuses = error["statuses"].as_array().cloned().unwrap_or_default();
        match &error["code"] {
            Value::Null => {
                for status in &statuses {
                    add(&mut entries, status, std::slice::from_ref(status), &error);
                }
            }
            code => add(&mut entries, code, &statuses, &error),
        }
    }
    for status in list("statuses") {
        let number = &status["status"];
        add(&mut entries, number, std::slice::from_ref(number), &status);
    }
    for close in list("close_codes") {
        add(&mut entries, &close["code"], &[], &close);
    }
    entries
}

fn add(entries: &mut Entries, code: &Value, statuses: &[Value], item: &Value) {
    let entry = entries.entry(plain(code)).or_default();
    entry.statuses.extend(statuses.iter().map(plain));
    let normal_of = |key: &str| item[key].as_str().map(normal);
    entry.texts.extend(normal_of("description"));
    // The name of a status or a close code is as good as a description.
    let is_coded = item.get("statuses").is_some() && !item["code"].is_null();
    match is_coded {
        true => entry.names.extend(normal_of("name")),
        false => entry.texts.extend(normal_of("name")),
    }
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
    // A ratio is at most that of the lengths.
    let long = |a: &str, b: &str| a.len().min(b.len()) * 20 >= (a.len() + b.len()) * 9;
    let close =
        |a: &String, b: &String| a == b || long(a, b) && TextDiff::from_chars(a, b).ratio() >= 0.9;
    let is_described = wanted.texts.iter().any(|text| !text.is_empty());
    let names = found.names.iter().filter(|_| !is_described);
    let mut found = found.texts.iter().chain(names);
    let wanted = wanted.texts.iter().chain(&wanted.names);
    let wanted: Vec<&String> = wanted.filter(|text| !text.is_empty()).collect();
    wanted.is_empty() || found.any(|text| wanted.iter().any(|right| close(text, right)))
}

/// How a reading differs from the truth: the codes in question, by the part that is wrong.
#[derive(Default)]
struct Comparison {
    right: usize,
    wanted: usize,
    wrong: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Comparison {
    fn of(page: &Path, truth_file: &Path, hints: Option<&Path>) -> Comparison {
        let (wanted, optional) = truth(truth_file);
        let found = found(page, hints);
        let mut compared = Comparison {
            wanted: wanted.len(),
            ..Comparison::default()
        };
        let none = Entry::default();
        for (code, wanted) in &wanted {
            let Some(found) = found.get(code) else {
                compared.add("missing", code);
                continue;
            };
            compared.right += 1;
            let optional = optional.get(code).unwrap_or(&none);
            let may =
                |status| wanted.statuses.contains(status) || optional.statuses.contains(status);
            if !wanted.statuses.is_subset(&found.statuses) || !found.statuses.iter().all(may) {
                compared.add("status", code);
            }
            if !is_same_text(found, wanted) {
                compared.add("description", code);
            }
        }
        let known = |code: &&String| wanted.contains_key(*code) || optional.contains_key(*code);
        for code in found.keys().filter(|code| !known(code)) {
            compared.add("extra", code);
        }
        compared
    }

    fn add(&mut self, part: &'static str, code: &str) {
        self.wrong.entry(part).or_default().insert(code.to_owned());
    }

    fn count(&self, part: &str) -> usize {
        self.wrong.get(part).map_or(0, BTreeSet::len)
    }

    /// Recall and precision of codes, and how many of the right codes have the right statuses and the right description.
    fn score(&self) -> [f64; 4] {
        let nothing = f64::from(u8::from(self.wanted == 0));
        let of_right = |part| share(self.right - self.count(part), self.right).unwrap_or(nothing);
        [
            share(self.right, self.wanted).unwrap_or(1.0),
            share(self.right, self.right + self.count("extra")).unwrap_or(nothing),
            of_right("status"),
            of_right("description"),
        ]
    }
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
        let scores = Comparison::of(page, &truth_of(page), None).score();
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

/// Returns the training pages of `../shared/corpus`, if they are there, with their truth.
fn training_pages() -> Vec<(PathBuf, PathBuf)> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let corpus = shared.join("corpus");
    let Ok(split) = fs::read_to_string(corpus.join("split.tsv")) else {
        return Vec::new();
    };
    let training = split
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let training = training.filter(|cells| cells.get(1) == Some(&"train"));
    let training: BTreeSet<String> = training.map(|cells| cells[0].to_owned()).collect();
    let files = [corpus.join("docs"), shared.join("docs")];
    let files = files
        .iter()
        .filter_map(|directory| fs::read_dir(directory).ok());
    let pages = files.flatten().map(|file| file.unwrap().path());
    let truth = |page: &Path| {
        let name = page.file_name()?.to_str()?;
        let mut stems = name.match_indices('.').map(|(end, _)| &name[..end]);
        let stem = stems.find(|stem| training.contains(*stem))?;
        Some(corpus.join(format!("truth/{stem}.tsv")))
    };
    let mut pages: Vec<_> = pages
        .filter_map(|page| Some((truth(&page)?, page)))
        .collect();
    pages.sort();
    pages
}

/// Reads the codes of a page whose truth is wrong, by the part that is.
fn exceptions(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut exceptions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let rows = rows(&dir().join("hints/exceptions.tsv"));
    for row in rows.into_iter().filter(|row| row["page"] == page) {
        let codes = row["codes"].split(',').map(str::to_owned);
        exceptions
            .entry(row["part"].clone())
            .or_default()
            .extend(codes);
    }
    exceptions
}

#[test]
fn with_hints_each_training_page_is_read_completely() {
    let mut failures = String::new();
    let pages = training_pages();
    if pages.is_empty() {
        eprintln!("../shared/corpus is missing: its pages are not read");
    }
    for (truth, page) in pages {
        let name = stem(&truth);
        let hints = dir().join(format!("hints/{name}.yaml"));
        let hints = hints.exists().then_some(hints.as_path());
        let exceptions = exceptions(name);
        let wrong = |hints| Comparison::of(&page, &truth, hints).wrong;
        let with_hints = wrong(hints);
        let as_expected = with_hints.len() == exceptions.len()
            && with_hints
                .iter()
                .all(|(part, codes)| exceptions.get(*part) == Some(codes));
        if !as_expected {
            writeln!(failures, "{name}: {with_hints:?}, not {exceptions:?}").unwrap();
        }
        if hints.is_some() && wrong(None) == with_hints {
            writeln!(failures, "{name}: read as well without its hints").unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
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
