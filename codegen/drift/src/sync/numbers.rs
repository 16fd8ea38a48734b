//! HTTP statuses and WebSocket close codes: new ones, and close codes that the page no longer has.

use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_pages::{Explanation, Fact};

use super::merger::Merger;

impl Merger<'_> {
    pub(super) fn add_statuses(&mut self, keys: &[&str]) {
        let facts = self.page.statuses.iter();
        let facts = facts.map(|fact| (fact.status.value, &fact.about));
        self.add_numbers("statuses", keys, facts.collect());
    }

    pub(super) fn add_close_codes(&mut self, keys: &[&str]) {
        let facts = self.page.close_codes.iter();
        let facts = facts.map(|fact| (fact.code.value, &fact.about));
        self.add_numbers("close_codes", keys, facts.collect());
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

    /// Adds the facts of these keys, each with its number and explanation, to a section.
    fn add_numbers(&mut self, section: &str, keys: &[&str], facts: Vec<(u16, &Explanation)>) {
        let entry = |key: &&str| {
            let is_own = |(number, _): &&(u16, _)| number.to_string() == **key;
            let (_, about) = facts.iter().find(is_own)?;
            let text = |found: &Option<Fact<String>>, otherwise: &str| {
                Yaml::text(found.as_ref().map_or(otherwise, |found| &found.value))
            };
            let value = vec![
                YamlEntry::new("name", text(&about.name, key)),
                YamlEntry::new("description", text(&about.description, "")),
            ];
            let comment = format!("new on the page, on {}", self.today);
            Some(YamlEntry::new(key, Yaml::Map(value)).under(vec![comment]))
        };
        if let Some(section) = YamlEntry::map(section, keys.iter().filter_map(entry).collect()) {
            self.editor.append_section(&section);
        }
    }
}
