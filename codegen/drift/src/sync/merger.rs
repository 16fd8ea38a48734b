//! The differences between a catalog and its page → edits of the catalog's text.

use std::collections::{BTreeSet, HashSet};

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::Loaded;
use api_error_catalog_model::edit::{EditError, Editor, Yaml, YamlEntry};
use api_error_catalog_model::source_map::{ErrorSpans, MappingSpans};
use api_error_catalog_pages::{ErrorFact, Fact, Page};

use super::error_names::{ErrorNames, name_errors};
use super::index::Index;
use crate::{Aspect, Change, ChangeKind, ItemKind, RustNames};

/// What becomes of an error that is no longer on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// It stays and is marked as deprecated.
    Deprecate,
    /// It is removed.
    Drop,
}

/// A merge under way.
pub(super) struct Merger<'s> {
    pub(super) loaded: &'s Loaded,
    pub(super) page: &'s Page,
    pub(super) index: Index<'s>,
    pub(super) editor: Editor<'s>,
    pub(super) today: &'s str,
    given: &'s RustNames,
    names: ErrorNames,
    removal: Removal,
}

impl<'s> Merger<'s> {
    pub(super) fn new(
        loaded: &'s Loaded,
        page: &'s Page,
        given: &'s RustNames,
        removal: Removal,
        today: &'s str,
    ) -> Merger<'s> {
        let index = Index::new(loaded, page);
        let names = name_errors(&loaded.catalog, given, &index.new_errors(page));
        Merger {
            loaded,
            page,
            index,
            editor: Editor::new(loaded),
            today,
            given,
            names,
            removal,
        }
    }

    /// Merges the changes. Keys are set first: an error that moves takes its changed keys along.
    pub(super) fn merge(mut self, changes: &[Change]) -> Result<Loaded, EditError> {
        let keys = |item: ItemKind, kind: ChangeKind| -> Vec<&str> {
            let of_kind = changes
                .iter()
                .filter(|change| change.item.kind == item && change.kind == kind);
            of_kind.map(|change| change.item.key.as_str()).collect()
        };
        let is_move = |change: &&Change| {
            change.item.kind == ItemKind::Error
                && change.kind == ChangeKind::Changed
                && change.aspects.contains(&Aspect::Type)
        };
        let moved: HashSet<&str> = changes
            .iter()
            .filter(is_move)
            .map(|change| change.item.key.as_str())
            .collect();
        self.keep_names();
        for code in keys(ItemKind::Error, ChangeKind::Changed) {
            self.change_statuses(code, moved.contains(code));
        }
        for code in keys(ItemKind::Error, ChangeKind::Removed) {
            self.remove_error(code);
        }
        for code in keys(ItemKind::Error, ChangeKind::Changed) {
            if moved.contains(code) {
                self.move_error(code);
            }
        }
        for code in keys(ItemKind::Error, ChangeKind::Added) {
            self.add_error(code);
        }
        for name in keys(ItemKind::Type, ChangeKind::Changed) {
            self.change_type_statuses(name);
        }
        self.add_types(&keys(ItemKind::Type, ChangeKind::Added));
        self.add_statuses(&keys(ItemKind::Status, ChangeKind::Added));
        self.add_close_codes(&keys(ItemKind::CloseCode, ChangeKind::Added));
        self.remove_close_codes(&keys(ItemKind::CloseCode, ChangeKind::Removed));
        if !self.editor.is_empty() {
            let pages = self.loaded.map.pages.iter();
            for read in pages.filter_map(|page| page.keys.value("read")) {
                self.editor
                    .replace(read, &Yaml::Plain(self.today.to_owned()));
            }
        }
        self.editor.finish()
    }

    /// Returns the fact of this code, and the error that documents it.
    fn fact_and_error(&self, code: &str) -> Option<(&'s ErrorFact, usize, &'s ErrorSpans)> {
        let fact = self.page.errors.get(self.index.fact(code)?)?;
        let error = self.index.error(code)?;
        Some((fact, error, self.loaded.map.errors.get(error)?))
    }

    /// Adds an error, after its predecessor on the page.
    fn add_error(&mut self, code: &str) -> Option<()> {
        let at = self.index.fact(code)?;
        let fact = self.page.errors.get(at)?;
        let error_type = fact.error_type.as_ref().map(|name| name.value.as_str());
        if error_type.is_some_and(|name| self.index.is_new_type(name)) {
            // It is added with its type.
            return None;
        }
        let group = self.index.group(error_type)?;
        let type_index = self.loaded.map.groups.get(group)?.type_index;
        let types = &self.loaded.catalog.types;
        let own_type = error_type.filter(|_| type_index.is_none() && types.is_empty());
        let mut statuses = values(&fact.statuses);
        if self.is_inherited(group, &statuses) {
            statuses.clear();
        }
        let entry = self.error_entry(fact, &statuses, own_type);
        let after = self.index.error_before(group, at);
        self.editor.insert_error(group, after, &entry);
        Some(())
    }

    /// Errors that would change their Rust name get a `rust_name`, unless the new name was chosen: by the catalog's
    /// author, or because the lock has it too.
    fn keep_names(&mut self) {
        for lost in self.given.lost(&self.loaded.catalog) {
            let error = lost.codes.iter().find_map(|code| self.index.error(code));
            let spans = error.and_then(|error| self.loaded.map.errors.get(error));
            if let (None, Some((_, now)), Some(spans)) = (&lost.taken_by, &lost.now, spans)
                && spans.keys.entry("rust_name").is_none()
                && self.given.holder(now).is_none()
            {
                self.editor
                    .set_key(&spans.keys, "rust_name", Yaml::text(&lost.name));
            }
        }
    }

    /// Returns a new error.
    pub(super) fn error_entry(
        &self,
        fact: &ErrorFact,
        statuses: &[u16],
        error_type: Option<&str>,
    ) -> YamlEntry {
        let code = fact.code.as_ref().map(|code| code.value.to_string());
        let code = code.unwrap_or_default();
        let name = self.names.get(&code);
        let mut keys = Vec::new();
        if self.loaded.catalog.code_type != CodeType::String {
            keys.push(YamlEntry::new("code", Yaml::number(&code)));
        }
        let rust_name = name.and_then(|name| name.rust_name.as_ref());
        keys.extend(rust_name.map(|name| YamlEntry::text("rust_name", name)));
        keys.extend(YamlEntry::numbers("status", statuses));
        keys.extend(error_type.map(|name| YamlEntry::text("type", name)));
        keys.push(YamlEntry::text("description", &description(fact, &code)));
        let mut comments = vec![format!(
            "new on the page, {}, on {}; the description is the page's: reword it",
            self.page.place(&fact.span),
            self.today
        )];
        let taken_by = name.and_then(|name| name.taken_by.as_ref());
        comments.extend(
            taken_by.map(|other| {
                format!("`{other}` already has the Rust name that the key would give")
            }),
        );
        let key = name.map_or(code.as_str(), |name| name.key.as_str());
        YamlEntry::of(Yaml::text(key), Yaml::Map(keys)).under(comments)
    }

    fn remove_error(&mut self, code: &str) -> Option<()> {
        let error = self.index.error(code)?;
        let keys = &self.loaded.map.errors.get(error)?.keys;
        match self.removal {
            Removal::Drop => self.editor.remove_error(error),
            Removal::Deprecate if keys.entry("deprecated").is_some() => {}
            Removal::Deprecate => {
                let why = format!("No longer on the page, as read on {}.", self.today);
                self.editor.set_key(keys, "deprecated", Yaml::Text(why));
            }
        }
        Some(())
    }

    /// Sets the statuses of an error, unless it inherits them from its type.
    fn change_statuses(&mut self, code: &str, is_moved: bool) -> Option<()> {
        let (fact, error, spans) = self.fact_and_error(code)?;
        let statuses = values(&fact.statuses);
        if statuses.is_empty() {
            // Whether an error has no status because the page no longer states one is for a person to decide.
            return None;
        }
        let keys = self.keys_of_code(code, error, spans)?;
        let is_own = keys.entry("status").is_some();
        if is_own
            || !is_moved && spans.matches.is_empty() && !self.is_inherited(spans.group, &statuses)
        {
            self.editor
                .set_key(keys, "status", Yaml::numbers(&statuses));
        }
        Some(())
    }

    /// Returns `true` if the group's type will have these statuses, as the page has them.
    fn is_inherited(&self, group: usize, statuses: &[u16]) -> bool {
        let type_index = self
            .loaded
            .map
            .groups
            .get(group)
            .and_then(|group| group.type_index);
        let ty = type_index.and_then(|index| self.loaded.catalog.types.get(index));
        ty.is_some_and(|ty| match self.index.type_fact(&ty.name) {
            Some(fact) => values(&fact.statuses) == statuses,
            None => ty.statuses == statuses,
        })
    }

    /// Returns the mapping that has the status of this code: the error's own, or an item of its `match`.
    fn keys_of_code(
        &self,
        code: &str,
        error: usize,
        spans: &'s ErrorSpans,
    ) -> Option<&'s MappingSpans> {
        if spans.matches.is_empty() {
            return Some(&spans.keys);
        }
        let mut identities = self.loaded.catalog.errors.get(error)?.identities();
        let at = identities.position(|identity| identity.code.as_deref() == Some(code))?;
        spans.matches.get(at)
    }

    /// Moves an error to the end of its new type, with its text as it is. If that type is new, the error is moved with it.
    fn move_error(&mut self, code: &str) -> Option<()> {
        let (fact, error, spans) = self.fact_and_error(code)?;
        let name = fact.error_type.as_ref()?.value.as_str();
        let group = self.loaded.map.groups.get(spans.group)?;
        if group.type_index.is_none() && spans.keys.entry("type").is_some() {
            self.editor.set_key(&spans.keys, "type", Yaml::text(name));
            return Some(());
        }
        let target = self.index.group_of_type(name)?;
        let into_flow = self.loaded.map.groups.get(target)?.keys.flow;
        let entry = self.editor.take_error(error, into_flow)?;
        self.editor.insert_error(target, None, &entry);
        Some(())
    }
}

/// Returns the page's words for an error.
fn description(fact: &ErrorFact, code: &str) -> String {
    let text = fact
        .about
        .description
        .as_ref()
        .or_else(|| fact.about.wordings.first().map(|wording| &wording.text))
        .or(fact.about.name.as_ref());
    text.map_or_else(
        || format!("The page does not describe {code}."),
        |text| text.value.clone(),
    )
}

/// Returns the distinct values in ascending order.
pub(super) fn values<T: Copy + Ord>(facts: &[Fact<T>]) -> Vec<T> {
    let values: BTreeSet<T> = facts.iter().map(|fact| fact.value).collect();
    values.into_iter().collect()
}
