//! Types that are new on the page, each with its errors, and types with other statuses.

use std::collections::HashSet;

use super::plan::Plan;
use super::values;
use api_error_catalog_model::edit::bytes::{Edit, line_end};
use api_error_catalog_model::edit::entry::list;
use api_error_catalog_model::edit::scalar::scalar;
use api_error_catalog_pages::{ErrorFact, TypeFact};

impl Plan<'_> {
    /// Other statuses of a type.
    pub(super) fn retype_statuses(&self, name: &str) -> Option<Edit> {
        let fact = self.places.type_fact(name)?;
        let group = self.outline.groups.get(self.places.group_of_type(name)?)?;
        group.status.clone().map(|range| Edit {
            range,
            text: list(&values(&fact.statuses)),
        })
    }

    /// New types, behind those that are there, or below a key of their own.
    pub(super) fn add_types(&self, names: &[String]) -> Vec<Edit> {
        let (at, indent, mut text) = match &self.outline.types {
            Some(types) if types.flow => return Vec::new(),
            Some(types) => (
                types
                    .entries
                    .last()
                    .map_or(types.span.end, |last| line_end(self.text, last.span.end)),
                types.indent,
                String::new(),
            ),
            None => (self.text.len(), 2, "types:\n".to_owned()),
        };
        let names: HashSet<&str> = names.iter().map(String::as_str).collect();
        let facts = self
            .page
            .types
            .iter()
            .filter(|fact| names.contains(fact.name.value.as_str()));
        let mut edits = Vec::new();
        for fact in facts {
            text.push_str(&self.type_text(fact, indent, &mut edits));
        }
        if !names.is_empty() {
            edits.push(Edit {
                range: at..at,
                text,
            });
        }
        edits
    }

    /// A new type with its errors. Those that the catalog has already are taken from where they stand.
    fn type_text(&self, fact: &TypeFact, indent: usize, edits: &mut Vec<Edit>) -> String {
        let (name, statuses, inner) = (&fact.name.value, values(&fact.statuses), indent + 2);
        let said = fact.description.as_ref().map(|said| said.value.clone());
        let description = said.unwrap_or_else(|| format!("Errors of the type {name}."));
        let mut text = format!(
            "{:indent$}# new on the page, on {}\n{:indent$}{}:\n",
            "",
            self.today,
            "",
            scalar(name)
        );
        if !statuses.is_empty() {
            text.push_str(&format!("{:inner$}status: {}\n", "", list(&statuses)));
        }
        text.push_str(&format!(
            "{:inner$}description: {}\n",
            "",
            scalar(&description)
        ));
        let errors = self.places.errors_of_type(name).iter();
        let errors: Vec<String> = errors
            .filter_map(|error| self.error_of_type(error, &statuses, inner + 2, edits))
            .collect();
        if !errors.is_empty() {
            text.push_str(&format!("{:inner$}errors:\n{}", "", errors.concat()));
        }
        text
    }

    fn error_of_type(
        &self,
        error: &ErrorFact,
        of_type: &[u16],
        indent: usize,
        edits: &mut Vec<Edit>,
    ) -> Option<String> {
        let code = error.code.as_ref()?.value.to_string();
        let own = values(&error.statuses);
        match self.entry(&code) {
            None => Some(
                self.error_text(error, (own != of_type).then_some(&own), None)
                    .block(indent),
            ),
            Some((group, entry)) => {
                let (cut, lines) = self.carried(entry, group, indent, &own)?;
                edits.push(cut);
                Some(lines)
            }
        }
    }
}
