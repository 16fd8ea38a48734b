//! Findings → edits of the catalog: new errors under `observed:`, wider details, and a note of everything else. Nothing
//! that is documented is overwritten.

use std::collections::{BTreeMap, HashSet};

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::edit::{EditError, Editor, Yaml, YamlEntry};
use api_error_catalog_model::model::{Deviation, reason_phrase};
use api_error_catalog_model::names::{Names, free_key};
use api_error_catalog_model::{Catalog, Loaded};

use crate::finding::{CatalogObservation, Finding};
use crate::report::count_of_responses;
use crate::widen::widen;

/// The comment above `known_deviations:`.
const ABOVE_DEVIATIONS: &str =
    "Deviations of responses, with evidence. `cargo errcat observe` does not report them again.";

/// A catalog with its observations written into it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Patch {
    /// The catalog's new text.
    pub text: String,
    /// Errors that were added under `observed:`.
    pub added: Vec<String>,
    /// Members of `details` that were widened or added.
    pub widened: Vec<String>,
    /// The number of deviations added to `known_deviations:`.
    pub known_deviations: usize,
}

/// Writes the observations of a catalog into its text. `today` is the day to note, as `YYYY-MM-DD`. Errors that were never
/// seen change nothing.
///
/// # Errors
///
/// If the catalog would have errors afterwards.
pub fn patch(
    loaded: &Loaded,
    observed: &CatalogObservation,
    today: &str,
) -> Result<Patch, EditError> {
    let mut editor = Editor::new(loaded);
    let findings: Vec<&Finding> = observed.differences().collect();
    let widened = widen(&mut editor, loaded, &findings);
    let mut errors = NewErrors::new(&loaded.catalog, today);
    let mut known: BTreeMap<Deviation, Vec<YamlEntry>> = BTreeMap::new();
    for finding in findings {
        if !widened.settled.contains(&finding.what) && !errors.add(finding) {
            let note = YamlEntry::of(Yaml::text(&finding.what), Yaml::Text(evidence(finding)));
            known.entry(finding.kind).or_default().push(note);
        }
    }
    let added = errors
        .entries
        .iter()
        .map(|entry| entry.key.flow())
        .collect();
    if let Some(section) = YamlEntry::map("observed", errors.entries) {
        editor.append_section(&section.apart());
    }
    let count = known.values().map(Vec::len).sum();
    write_notes(&mut editor, loaded, known);
    Ok(Patch {
        text: editor.finish()?.source.text,
        added,
        widened: widened.members,
        known_deviations: count,
    })
}

/// Adds notes below their kinds, and new kinds below `known_deviations:`.
fn write_notes<'l>(
    editor: &mut Editor<'l>,
    loaded: &'l Loaded,
    known: BTreeMap<Deviation, Vec<YamlEntry>>,
) {
    let mut new_kinds = Vec::new();
    for (kind, notes) in known {
        let kinds = &loaded.map.known_deviation_kinds;
        match kinds.iter().find(|(known, _)| *known == kind) {
            Some((_, mapping)) => notes
                .iter()
                .for_each(|note| editor.insert(mapping, None, note)),
            None => new_kinds.push(YamlEntry::new(kind.as_str(), Yaml::Map(notes))),
        }
    }
    if let Some(section) = YamlEntry::map("known_deviations", new_kinds) {
        editor.append_section(&section.under(vec![ABOVE_DEVIATIONS.to_owned()]).apart());
    }
}

/// Formats the evidence as `answers.jsonl: 12 responses, 2026-11-01 to 2026-11-21`.
fn evidence(finding: &Finding) -> String {
    let input = finding.input.as_deref().unwrap_or_default();
    let file = input.rsplit(['/', '\\']).next().unwrap_or_default();
    let days = match &finding.days {
        Some((first, last)) if first == last => format!(", {first}"),
        Some((first, last)) => format!(", {first} to {last}"),
        None => String::new(),
    };
    format!("{file}: {}{days}", count_of_responses(finding.count))
}

/// Errors for `observed:`.
struct NewErrors<'s> {
    code_type: CodeType,
    today: &'s str,
    names: Names,
    keys: HashSet<String>,
    entries: Vec<YamlEntry>,
}

impl<'s> NewErrors<'s> {
    fn new(catalog: &Catalog, today: &'s str) -> NewErrors<'s> {
        let mut names = Names::default();
        for error in &catalog.errors {
            names.variant(&error.name, &[]);
        }
        let keys = catalog.errors.iter().map(|error| error.key.clone());
        NewErrors {
            code_type: catalog.code_type,
            today,
            names,
            keys: keys.collect(),
            entries: Vec::new(),
        }
    }

    /// Makes an error of an unknown code or, if errors have no codes, of an unknown status. Returns `false` if it cannot.
    fn add(&mut self, finding: &Finding) -> bool {
        let Some((key, mut keys)) = self.identity(finding) else {
            return false;
        };
        let description = match &finding.message {
            Some(message) => format!("Undocumented; the messages have in common: {message}"),
            None => "Undocumented; add a description.".to_owned(),
        };
        keys.push(YamlEntry::text("description", &description));
        keys.push(YamlEntry::text("seen", &evidence(finding)));
        let comment = format!(
            "found by `cargo errcat observe` on {}; describe it in your own words",
            self.today
        );
        let entry = YamlEntry::of(Yaml::text(&key), Yaml::Map(keys));
        self.keys.insert(key);
        self.entries.push(entry.under(vec![comment]));
        true
    }

    /// Returns the key of the error, and the keys below it that identify it on the wire.
    fn identity(&mut self, finding: &Finding) -> Option<(String, Vec<YamlEntry>)> {
        let part = &*finding.subject.part;
        let statuses = http_statuses(finding);
        let status = YamlEntry::numbers("status", &statuses);
        let (key, mut keys) = match (finding.kind, self.code_type) {
            (Deviation::UnknownCode, CodeType::String)
                if part != "*" && !self.keys.contains(part) =>
            {
                let variant = self.names.variant(part, &[]);
                let rust_name =
                    (!variant.of_key).then(|| YamlEntry::text("rust_name", &variant.name));
                (part.to_owned(), rust_name.into_iter().collect())
            }
            (Deviation::UnknownCode, CodeType::Integer) if part.parse::<i64>().is_ok() => {
                let name = self.names.variant(part, &[]).name;
                let code = YamlEntry::new("code", Yaml::number(part));
                (free_key(&name, &mut self.keys), vec![code])
            }
            (Deviation::MissingCode, CodeType::None) if finding.statuses.len() == 1 => {
                let phrase = reason_phrase(*statuses.first()?);
                let name = self.names.variant(part, phrase.as_slice()).name;
                let matched = YamlEntry::new("match", Yaml::FlowMap(vec![status?]));
                return Some((free_key(&name, &mut self.keys), vec![matched]));
            }
            _ => return None,
        };
        keys.extend(status);
        Some((key, keys))
    }
}

/// Returns the HTTP statuses of a finding's responses, in ascending order.
fn http_statuses(finding: &Finding) -> Vec<u16> {
    let statuses = finding.statuses.iter().filter_map(|(status, _)| *status);
    let mut statuses: Vec<u16> = statuses
        .filter(|status| (100..=599).contains(status))
        .collect();
    statuses.sort_unstable();
    statuses
}
