//! Measures how well pages are read, and fits the weights of the evidence.
//!
//! ```text
//! cargo run -p reading -- score            how well each group of pages is read
//! cargo run -p reading -- fit --folds 5    cross-validation of the weights
//! ```
//!
//! The pages are those of `tests/corpus`, generated ones (`--generated 3` of each layout), and, if present, the training pages of
//! `../shared/corpus`. `--docs DIR --truth DIR`, which can be repeated, adds the pages of a directory.

#![allow(clippy::print_stdout, reason = "its output is its purpose")]

mod fit;
mod sample;
mod score;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use api_error_catalog_pages::read::{try_weights, weights};
use sample::Sample;
use score::{Score, score};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str, usual: u64| {
        let at = args.iter().position(|arg| arg == name);
        let value = at.and_then(|at| args.get(at + 1));
        value.and_then(|value| value.parse().ok()).unwrap_or(usual)
    };
    let mut samples = samples(value("--generated", 3));
    for (docs, truth) in values(&args, "--docs").zip(values(&args, "--truth")) {
        samples.extend(grouped("added", sample::load(&[docs], truth, None)));
    }
    match args.first().map(String::as_str) {
        Some("fit") => fit::cross_validate(&samples, value("--folds", 5).max(2) as usize),
        Some("stress") => stress(&samples),
        _ => {
            let show = args.iter().find_map(|arg| arg.strip_prefix("--show="));
            table(&samples, show);
        }
    }
}

/// Returns the directories that an option names each time it is used.
fn values<'a>(args: &'a [String], name: &'a str) -> impl Iterator<Item = &'a Path> {
    let options = args.windows(2).filter(move |pair| pair[0] == name);
    options.map(|pair| Path::new(&pair[1]))
}

/// Counts pages in one row of the table.
fn grouped(group: &str, mut samples: Vec<Sample>) -> Vec<Sample> {
    for sample in &mut samples {
        group.clone_into(&mut sample.group);
    }
    samples
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn samples(generated: u64) -> Vec<Sample> {
    let corpus = root().join("tests/corpus");
    let mut samples = grouped(
        "corpus",
        sample::load(&[&corpus], &corpus.join("truth"), None),
    );
    let shared = root().join("../shared");
    let split = std::fs::read_to_string(shared.join("corpus/split.tsv")).unwrap_or_default();
    let train = split.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let name = cells.next()?;
        (cells.next() == Some("train")).then(|| name.to_owned())
    });
    let train: BTreeSet<String> = train.collect();
    let docs = [shared.join("corpus/docs"), shared.join("docs")];
    let docs: Vec<&Path> = docs.iter().map(PathBuf::as_path).collect();
    let real = sample::load(&docs, &shared.join("corpus/truth"), Some(&train));
    samples.extend(grouped("train", real));
    samples.extend(written::samples(generated));
    samples
}

/// Reads all pages with each weight reversed, one after the other: wrong readings of real pages, which have to be marked.
fn stress(samples: &[Sample]) {
    let own: Vec<f32> = weights().iter().map(|(_, weight, _)| *weight).collect();
    let mut all = Vec::new();
    head();
    let only = std::env::var("ONLY").unwrap_or_default();
    for (at, (name, _, _)) in weights().iter().enumerate() {
        if !only.is_empty() && !only.split(',').any(|only| only == *name) {
            continue;
        }
        let mut tried = own.clone();
        tried[at] *= -1.0;
        try_weights(&tried);
        let scores: Vec<Score> = samples.iter().map(score).collect();
        row(name, scores.iter());
        if !only.is_empty() {
            for (sample, score) in samples.iter().zip(&scores) {
                if score.facts[0][0] > 3 || score.is_bad() {
                    println!(
                        "  {} r {:.2} p {:.2} s {:.2} d {:.2} silent {} {:?} {:?}",
                        sample.name,
                        score.recall,
                        score.precision,
                        score.status,
                        score.description,
                        score.facts[0][0],
                        score.doubts,
                        score.notes.iter().take(2).collect::<Vec<_>>()
                    );
                }
            }
        }
        all.extend(scores);
    }
    row("all", all.iter());
}

fn head() {
    println!(
        "{:<28}{:>6}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>10}",
        "group", "pages", "recall", "precis", "status", "descr", "trust", "fuss", "bad/low"
    );
}

/// Prints the scores by group.
fn table(samples: &[Sample], show: Option<&str>) {
    let mut groups: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    for sample in samples {
        let score = score(sample);
        if show.is_some_and(|show| sample.name.starts_with(show)) {
            println!(
                "{} {:.3} {:?}\n  {:#?}",
                sample.name,
                score.mean(),
                score.doubts,
                score.notes
            );
        }
        if !score.doubts.is_empty() && std::env::var_os("DOUBTS").is_some() {
            println!(
                "doubt {} {:.2} {:.2} {:?}",
                sample.name, score.recall, score.precision, score.doubts
            );
        }
        groups.entry(&sample.group).or_default().push(score);
    }
    head();
    for (name, scores) in &groups {
        row(name, scores.iter());
    }
    row("all", groups.values().flatten());
}

fn row<'s>(name: &str, scores: impl Iterator<Item = &'s Score> + Clone) {
    let count = scores.clone().count() as f64;
    let mean = |of: fn(&Score) -> f64| scores.clone().map(of).sum::<f64>() / count;
    let facts = |right: usize, marked: usize| -> usize {
        scores.clone().map(|score| score.facts[right][marked]).sum()
    };
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let trust = share(facts(1, 0), facts(1, 0) + facts(0, 0));
    let fuss = share(facts(1, 1), facts(1, 0) + facts(1, 1));
    let bad = scores.clone().filter(|score| score.is_bad());
    let low = bad.clone().filter(|score| !score.doubts.is_empty()).count();
    let false_alarms = scores
        .clone()
        .filter(|score| !score.is_bad() && !score.doubts.is_empty());
    println!(
        "{name:<28}{count:>6}{:>8.3}{:>8.3}{:>8.3}{:>8.3}{trust:>8.3}{fuss:>8.3}{:>6}/{low}+{}",
        mean(|score| score.recall),
        mean(|score| score.precision),
        mean(|score| score.status),
        mean(|score| score.description),
        bad.count(),
        false_alarms.count(),
    );
}
