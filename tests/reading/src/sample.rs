//! Pages with what a careful reader finds on them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The facts that a page documents about one code.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expected {
    pub(crate) statuses: BTreeSet<String>,
    /// Wordings of the description, any of which is right. Empty if the page has none.
    pub(crate) texts: Vec<String>,
}

/// A page and its facts.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) name: String,
    /// The row of the table that counts it.
    pub(crate) group: String,
    /// Pages of one kind, which a cross-validation leaves out together.
    pub(crate) fold: String,
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) wanted: BTreeMap<String, Expected>,
    /// Entries that may be read or not.
    pub(crate) optional: BTreeMap<String, Expected>,
}

/// The classes of entries that a reading must find.
const WANTED: [&str; 7] = [
    "error",
    "http-status",
    "success-status",
    "ws-close",
    "warning",
    "deprecated",
    "success",
];

/// Loads the pages of a directory that have a truth. `only` restricts them to certain names.
pub(crate) fn load(docs: &[&Path], truth: &Path, only: Option<&BTreeSet<String>>) -> Vec<Sample> {
    let mut samples = Vec::new();
    for doc in docs {
        let files = fs::read_dir(doc).into_iter().flatten().flatten();
        for path in files.map(|file| file.path()) {
            let golden = path.extension().is_some_and(|end| end == "facts");
            let Some(name) = path.file_stem().and_then(|name| name.to_str()) else {
                continue;
            };
            let wanted = only.is_none_or(|only| only.contains(name)) && !golden;
            let table = fs::read_to_string(truth.join(format!("{name}.tsv")));
            if let (true, Ok(table), Ok(bytes)) = (wanted, table, fs::read(&path)) {
                samples.push(sample(name, &path, bytes, &table));
            }
        }
    }
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    samples
}

fn sample(name: &str, path: &Path, bytes: Vec<u8>, table: &str) -> Sample {
    let file = path.file_name().and_then(|file| file.to_str());
    let mut sample = Sample {
        name: name.to_owned(),
        group: name.to_owned(),
        fold: name.to_owned(),
        file: file.unwrap_or(name).to_owned(),
        bytes,
        wanted: BTreeMap::new(),
        optional: BTreeMap::new(),
    };
    let mut rows = table.lines();
    let head: Vec<&str> = rows.next().unwrap_or_default().split('\t').collect();
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let cell = |column: &str| {
            let at = head.iter().position(|name| *name == column);
            at.and_then(|at| cells.get(at)).copied().unwrap_or_default()
        };
        let entries = match WANTED.contains(&cell("class")) {
            true => &mut sample.wanted,
            false => &mut sample.optional,
        };
        let entry = entries.entry(cell("code").to_owned()).or_default();
        let statuses = cell("status")
            .split(',')
            .filter(|status| !status.is_empty());
        entry.statuses.extend(statuses.map(str::to_owned));
        let (name, text) = (cell("name"), cell("description"));
        let both = format!("{name}: {text}");
        let texts = match (text, name) {
            ("", name) => vec![name],
            (text, "") => vec![text, cell("alt")],
            (text, _) => vec![text, cell("alt"), &both],
        };
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        entry.texts.extend(texts.map(str::to_owned));
    }
    sample
}
