//! New types of the page, each with its errors, and changed statuses of types.

use std::collections::HashSet;

use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_pages::{ErrorFact, TypeFact};

use super::merger::{Merger, values};

impl Merger<'_> {
    /// Replaces the statuses of a type.
    pub(super) fn change_type_statuses(&mut self, name: &str) -> Option<()> {
        let fact = self.index.type_fact(name)?;
        let types = &self.loaded.catalog.types;
        let index = types.iter().position(|ty| ty.name == name)?;
        let status = self.loaded.map.types.get(index)?.keys.value("status")?;
        self.editor
            .replace(status, &Yaml::numbers(&values(&fact.statuses)));
        Some(())
    }

    /// Adds new types at the end of those that are there.
    pub(super) fn add_types(&mut self, names: &[&str]) {
        let names: HashSet<&str> = names.iter().copied().collect();
        let page = self.page;
        let facts = page
            .types
            .iter()
            .filter(|fact| names.contains(fact.name.value.as_str()));
        let types = facts.map(|fact| self.type_entry(fact)).collect();
        if let Some(section) = YamlEntry::map("types", types) {
            self.editor.append_section(&section);
        }
    }

    /// Returns a new type with its errors. Those that the catalog has already are moved there.
    fn type_entry(&mut self, fact: &TypeFact) -> YamlEntry {
        let (name, statuses) = (&fact.name.value, values(&fact.statuses));
        let text = fact
            .about
            .description
            .as_ref()
            .map(|text| text.value.clone());
        let description = text.unwrap_or_else(|| format!("Errors of the type {name}."));
        let mut keys = Vec::new();
        keys.extend(YamlEntry::numbers("status", &statuses));
        keys.push(YamlEntry::new("description", Yaml::Text(description)));
        let facts = self.index.errors_of_type(name).to_vec();
        let errors = facts
            .into_iter()
            .filter_map(|fact| self.error_of_type(fact, &statuses))
            .collect();
        keys.extend(YamlEntry::map("errors", errors));
        let comment = format!("new on the page, on {}", self.today);
        YamlEntry::of(Yaml::text(name), Yaml::Map(keys)).under(vec![comment])
    }

    fn error_of_type(&mut self, fact: &ErrorFact, of_type: &[u16]) -> Option<YamlEntry> {
        let code = fact.code.as_ref()?.value.to_string();
        let own = values(&fact.statuses);
        let Some(error) = self.index.error(&code) else {
            let statuses = if own == of_type { &[] } else { own.as_slice() };
            return Some(self.error_entry(fact, statuses, None));
        };
        let keys = &self.loaded.map.errors.get(error)?.keys;
        if keys.entry("status").is_some() && !own.is_empty() {
            self.editor.set_key(keys, "status", Yaml::numbers(&own));
        }
        let is_flow = self
            .loaded
            .map
            .section("types")
            .is_some_and(|types| types.flow);
        self.editor.take_error(error, is_flow)
    }
}
