//! Findings → edits of the catalog: new errors under `observed:`, wider details, and a note of all else. Nothing that is
//! documented is overwritten, and every byte that is not concerned stays.

use api_error_catalog_model::model::reason_phrase;
use std::collections::{BTreeMap, HashSet};

use api_error_catalog_core::table::CodeForm;
use api_error_catalog_model::model::{Catalog, Deviation};
use api_error_catalog_model::outline::{Mapping, Outline, outline};
use api_error_catalog_model::{Report, Source, load};

use crate::finding::{Finding, OfCatalog};
use crate::report::answers;
use crate::widen;
use api_error_catalog_model::edit::bytes::{Edit, apply, line_end};
use api_error_catalog_model::edit::entry::{New, insert, list};
use api_error_catalog_model::edit::scalar::scalar;
use api_error_catalog_model::names::Names;

/// A catalog with what was observed in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Patched {
    /// The catalog's new text.
    pub text: String,
    /// Errors that were added under `observed:`.
    pub added: Vec<String>,
    /// Members of `details` that were widened or added.
    pub widened: Vec<String>,
    /// What is noted under `noted:`.
    pub noted: usize,
}

/// Why a catalog could not be patched.
#[derive(Debug)]
#[non_exhaustive]
pub enum PatchError {
    /// It is not in order.
    Catalog(Box<Report>),
    /// It would not be in order; nothing is lost, and the fault is this program's.
    Patch(Box<Report>),
}

impl std::fmt::Display for PatchError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PatchError::Catalog(report) => write!(f, "the catalog is not in order\n{report}"),
            PatchError::Patch(report) => write!(
                f,
                "what was observed cannot be put in; do it by hand\n{report}"
            ),
        }
    }
}

impl std::error::Error for PatchError {}

/// Puts what was observed of a catalog into its text. `today` is the day to note, as `YYYY-MM-DD`. What was never seen
/// is no reason to change anything.
///
/// # Errors
///
/// Where the catalog is not in order, or would not be.
pub fn patch(source: &Source, observed: &OfCatalog, today: &str) -> Result<Patched, PatchError> {
    let catalog = load(source).map_err(|report| PatchError::Catalog(Box::new(report)))?;
    let mut plan = Plan::new(source, &catalog, today);
    let findings = || {
        observed
            .findings
            .iter()
            .filter(|finding| finding.kind != Deviation::NeverSeen)
    };
    let widened = plan.widen(findings());
    for finding in findings().filter(|finding| !widened.done.contains(&finding.what)) {
        if !plan.add_error(finding) {
            plan.noted
                .entry(finding.kind)
                .or_default()
                .push((finding.what.clone(), evidence(finding)));
        }
    }
    let noted = plan.noted.values().map(Vec::len).sum();
    let added: Vec<String> = plan.errors.iter().map(|new| new.key.clone()).collect();
    let text = apply(&source.text, plan.edits(widened.edits));
    load(&Source::new(source.name.clone(), text.as_str()))
        .map_err(|report| PatchError::Patch(Box::new(report)))?;
    Ok(Patched {
        text,
        added,
        widened: widened.members,
        noted,
    })
}

/// `answers.jsonl: 12 answers, 2026-11-01 to 2026-11-21`
fn evidence(finding: &Finding) -> String {
    let input = finding.input.as_deref().unwrap_or_default();
    let file = input.rsplit(['/', '\\']).next().unwrap_or_default();
    let days = match &finding.days {
        Some((first, last)) if first == last => format!(", {first}"),
        Some((first, last)) => format!(", {first} to {last}"),
        None => String::new(),
    };
    format!("{file}: {}{days}", answers(finding.count))
}

struct Plan<'s> {
    text: &'s str,
    outline: Outline,
    catalog: &'s Catalog,
    today: &'s str,
    names: Names,
    keys: HashSet<String>,
    errors: Vec<New>,
    noted: BTreeMap<Deviation, Vec<(String, String)>>,
}

impl<'s> Plan<'s> {
    fn new(source: &'s Source, catalog: &'s Catalog, today: &'s str) -> Plan<'s> {
        let mut names = Names::default();
        for error in &catalog.errors {
            names.variant(&error.name, &[]);
        }
        let keys = catalog
            .errors
            .iter()
            .map(|error| error.key.clone())
            .collect();
        let (errors, noted) = (Vec::new(), BTreeMap::new());
        Plan {
            text: &source.text,
            outline: outline(source),
            catalog,
            today,
            names,
            keys,
            errors,
            noted,
        }
    }

    fn widen<'f>(&self, findings: impl Iterator<Item = &'f Finding>) -> widen::Widened {
        widen::widen(self.text, &self.outline, self.catalog, findings)
    }

    /// Makes an error of an unknown code, or, where errors have none, of an unknown status; `false` where it cannot.
    fn add_error(&mut self, finding: &Finding) -> bool {
        let part = &*finding.subject.part;
        let numbers: Vec<u16> = {
            let mut numbers: Vec<u16> = finding
                .statuses
                .iter()
                .filter_map(|(status, _)| *status)
                .filter(|status| (100..=599).contains(status))
                .collect();
            numbers.sort_unstable();
            numbers
        };
        let status = (!numbers.is_empty()).then(|| format!("status: {}", list(&numbers)));
        let (key, mut lines) = match (finding.kind, self.catalog.code_form) {
            (Deviation::UnknownCode, CodeForm::Text)
                if part != "*" && !self.keys.contains(part) =>
            {
                let variant = self.names.variant(part, &[]);
                let rust_name = (!variant.of_key).then(|| format!("rust_name: {}", variant.name));
                (
                    part.to_owned(),
                    rust_name.into_iter().chain(status).collect::<Vec<_>>(),
                )
            }
            (Deviation::UnknownCode, CodeForm::Integer) if part.parse::<i64>().is_ok() => {
                let name = self.names.variant(part, &[]).name;
                (
                    self.free_key(name),
                    [format!("code: {part}")]
                        .into_iter()
                        .chain(status)
                        .collect(),
                )
            }
            (Deviation::NoCode, CodeForm::None)
                if numbers.len() == 1 && finding.statuses.len() == 1 =>
            {
                let named: Vec<&str> = numbers
                    .first()
                    .and_then(|status| reason_phrase(*status))
                    .into_iter()
                    .collect();
                let name = self.names.variant(part, &named).name;
                (
                    self.free_key(name),
                    vec![format!("when: {{ status: {} }}", list(&numbers))],
                )
            }
            _ => return false,
        };
        let said = match &finding.message {
            Some(message) => format!("Not on the page; what is sent says: {message}"),
            None => "Not on the page; say here what it means.".to_owned(),
        };
        lines.push(format!("description: {}", scalar(&said)));
        lines.push(format!("seen: {}", scalar(&evidence(finding))));
        let comments = vec![format!(
            "found by `cargo errcat observe` on {}; say in your own words what it means",
            self.today
        )];
        self.keys.insert(key.clone());
        self.errors.push(New {
            comments,
            key: scalar(&key),
            lines,
        });
        true
    }

    /// The name as a key that no other error has.
    fn free_key(&self, name: String) -> String {
        let mut key = name;
        while self.keys.contains(&key) {
            key.push('_');
        }
        key
    }

    fn edits(&self, mut edits: Vec<Edit>) -> Vec<Edit> {
        let mut end = String::new();
        match self.outline.groups.iter().find(|group| group.observed) {
            Some(group) => {
                let last = group.errors.entries.len().saturating_sub(1);
                edits.extend(
                    self.errors
                        .iter()
                        .map(|new| insert(self.text, &group.errors, last, new)),
                );
            }
            None if !self.errors.is_empty() => {
                end.push_str("\nobserved:\n");
                self.errors
                    .iter()
                    .for_each(|new| end.push_str(&new.block(2)));
            }
            None => {}
        }
        let mut kinds = String::new();
        for (kind, entries) in &self.noted {
            let known = self
                .outline
                .noted_kinds
                .iter()
                .find(|(name, _)| name == kind.as_str())
                .map(|(_, map)| map);
            match known {
                Some(map) => edits.push(append(self.text, map, entries)),
                None => kinds.push_str(&section(
                    kind.as_str(),
                    entries,
                    self.outline.noted.as_ref(),
                )),
            }
        }
        match &self.outline.noted {
            _ if kinds.is_empty() => {}
            Some(noted) if noted.flow => edits.push(Edit {
                range: last(noted)..last(noted),
                text: kinds,
            }),
            Some(noted) => {
                let at = line_end(self.text, last(noted));
                edits.push(Edit {
                    range: at..at,
                    text: kinds,
                });
            }
            None => {
                end.push_str(
                    "\n# What answers do otherwise, with its evidence: `cargo errcat observe` tells it no more.\nnoted:\n",
                );
                end.push_str(&kinds);
            }
        }
        if !end.is_empty() {
            edits.push(Edit {
                range: self.text.len()..self.text.len(),
                text: end,
            });
        }
        edits
    }
}

/// Where the last entry of a mapping ends.
fn last(map: &Mapping) -> usize {
    map.entries
        .last()
        .map_or(map.span.end, |entry| entry.span.end)
}

/// A kind that is noted for the first time, below `noted:`.
fn section(kind: &str, entries: &[(String, String)], noted: Option<&Mapping>) -> String {
    if noted.is_some_and(|noted| noted.flow) {
        return format!(", {kind}: {{ {} }}", flow(entries));
    }
    let indent = noted.map_or(2, |noted| noted.indent);
    format!("{:indent$}{kind}:\n{}", "", block(entries, indent + 2))
}

/// Further entries of a kind.
fn append(text: &str, map: &Mapping, entries: &[(String, String)]) -> Edit {
    if map.flow {
        return Edit {
            range: last(map)..last(map),
            text: format!(", {}", flow(entries)),
        };
    }
    let at = line_end(text, last(map));
    Edit {
        range: at..at,
        text: block(entries, map.indent),
    }
}

fn flow(entries: &[(String, String)]) -> String {
    entries
        .iter()
        .map(|(what, seen)| format!("{}: {}", scalar(what), scalar(seen)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn block(entries: &[(String, String)], indent: usize) -> String {
    entries
        .iter()
        .map(|(what, seen)| format!("{:indent$}{}: {}\n", "", scalar(what), scalar(seen)))
        .collect()
}
