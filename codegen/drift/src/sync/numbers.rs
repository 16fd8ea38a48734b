//! HTTP statuses and WebSocket close codes: new ones, and close codes that the page no longer has.

use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_pages::Fact;

use super::merger::Merger;

impl Merger<'_> {
    pub(super) fn add_statuses(&mut self, keys: &[&str]) {
        let page = self.page;
        let facts = page.statuses.iter();
        let facts = facts.map(|fact| {
            (
                &fact.status,
                fact.about.name.as_ref(),
                fact.about.description.as_ref(),
            )
        });
        self.add_numbers("statuses", keys, facts);
    }

    pub(super) fn add_close_codes(&mut self, keys: &[&str]) {
        let page = self.page;
        let facts = page.close_codes.iter();
        let facts = facts.map(|fact| {
            (
                &fact.code,
                fact.about.name.as_ref(),
                fact.about.description.as_ref(),
            )
        });
        self.add_numbers("close_codes", keys, facts);
    }

    pub(super) fn remove_close_codes(&mut self, keys: &[&str]) {
        let Some(mapping) = self.loaded.map.section("close_codes") else {
            return;
        };
        for (at, (key, _)) in mapping.entries.iter().enumerate() {
            if keys.contains(&key.as_str()) {
                self.editor.remove(mapping, at);
            }
        }
    }

    /// Adds the facts of these keys, each with its number, name and description, to a section.
    fn add_numbers<'p>(
        &mut self,
        section: &str,
        keys: &[&str],
        facts: impl Iterator<
            Item = (
                &'p Fact<u16>,
                Option<&'p Fact<String>>,
                Option<&'p Fact<String>>,
            ),
        >,
    ) {
        let facts: Vec<_> = facts.collect();
        let entry = |key: &&str| {
            let mut all = facts.iter();
            let (_, name, description) =
                all.find(|(number, ..)| number.value.to_string() == **key)?;
            let text = |found: &Option<&Fact<String>>, otherwise: &str| {
                Yaml::text(found.map_or(otherwise, |found| found.value.as_str()))
            };
            let value = vec![
                YamlEntry::new("name", text(name, key)),
                YamlEntry::new("description", text(description, "")),
            ];
            let comment = format!("new on the page, on {}", self.today);
            Some(YamlEntry::new(key, Yaml::Map(value)).under(vec![comment]))
        };
        let entries: Vec<YamlEntry> = keys.iter().filter_map(entry).collect();
        if !entries.is_empty() {
            self.editor
                .append_section(&YamlEntry::new(section, Yaml::Map(entries)));
        }
    }
}
