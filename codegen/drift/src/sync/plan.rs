//! The differences between a catalog and its page → edits of the catalog's text.

use api_error_catalog_core::table::CodeForm;
use api_error_catalog_model::Catalog;
use api_error_catalog_model::outline::{Entry, Group, Mapping, Outline};

use super::Gone;
use super::names::NewNames;
use super::places::Places;
use super::values;
use crate::{Change, Given, How, ItemKind};
use api_error_catalog_model::edit::bytes::{Edit, line_end, line_start};
use api_error_catalog_model::edit::entry::{New, insert, list, reindent};
use api_error_catalog_model::edit::scalar::scalar;
use api_error_catalog_pages::{ErrorFact, Found, Page};

/// What is needed to plan a merge.
pub(super) struct Plan<'s> {
    pub(super) text: &'s str,
    pub(super) outline: &'s Outline,
    pub(super) catalog: &'s Catalog,
    pub(super) page: &'s Page,
    pub(super) gone: Gone,
    pub(super) today: &'s str,
    pub(super) given: &'s Given,
    pub(super) places: Places<'s>,
    pub(super) names: NewNames,
}

impl<'s> Plan<'s> {
    pub(super) fn edits(&self, changes: &[Change]) -> Vec<Edit> {
        let mut edits = Vec::new();
        let (mut new_types, mut new_statuses, mut new_closes) =
            (Vec::new(), Vec::new(), Vec::new());
        for change in changes {
            match (change.kind, change.how) {
                (ItemKind::Type, How::Added) => new_types.push(change.key.clone()),
                (ItemKind::Type, How::Changed) => edits.extend(self.retype_statuses(&change.key)),
                (ItemKind::Error, How::Added) => edits.extend(self.add_error(&change.key)),
                (ItemKind::Error, How::Removed) => edits.extend(self.remove_error(&change.key)),
                (ItemKind::Error, How::Changed) => {
                    edits.extend(self.change_error(&change.key, change.fields.contains("type")))
                }
                (ItemKind::Status, How::Added) => new_statuses.push(change.key.clone()),
                (ItemKind::CloseCode, How::Added) => new_closes.push(change.key.clone()),
                (ItemKind::CloseCode, How::Removed) => {
                    edits.extend(self.outline.close_codes.as_ref().and_then(|map| {
                        let at = map
                            .entries
                            .iter()
                            .position(|entry| entry.key == change.key)?;
                        self.cut(map, at)
                    }));
                }
                _ => {}
            }
        }
        edits.extend(self.keep_names());
        edits.extend(self.add_types(&new_types));
        edits.extend(self.add_numbers(ItemKind::Status, &new_statuses));
        edits.extend(self.add_numbers(ItemKind::CloseCode, &new_closes));
        if !edits.is_empty() {
            edits.extend(self.outline.read.clone().map(|range| Edit {
                range,
                text: self.today.to_owned(),
            }));
        }
        edits
    }

    fn fact(&self, code: &str) -> Option<&'s ErrorFact> {
        self.page.errors.get(self.places.fact(code)?)
    }

    /// The entry that has this code, and the group it stands in.
    pub(super) fn entry(&self, code: &str) -> Option<(&'s Group, &'s Entry)> {
        let (group, entry) = self.places.entry(code)?;
        let group = self.outline.groups.get(group)?;
        Some((group, group.errors.entries.get(entry)?))
    }

    /// A new error, behind the one that comes before it on the page.
    fn add_error(&self, code: &str) -> Option<Edit> {
        let place = self.places.fact(code)?;
        let fact = self.page.errors.get(place)?;
        let type_name = fact.error_type.as_ref().map(|name| name.value.as_str());
        if type_name.is_some_and(|name| {
            self.places.type_fact(name).is_some() && self.places.ty(name).is_none()
        }) {
            // It comes with its type.
            return None;
        }
        let at = self.places.group(type_name)?;
        let group = self.outline.groups.get(at)?;
        let own_type =
            type_name.filter(|_| group.type_name.is_none() && self.catalog.types.is_empty());
        let statuses = values(&fact.statuses);
        let of_group = group
            .type_name
            .as_deref()
            .and_then(|name| self.places.ty(name));
        let inherited = of_group.is_some_and(|ty| ty.statuses == statuses);
        let entry = self.error_text(fact, (!inherited).then_some(&statuses), own_type);
        let previous = self
            .places
            .before(at, place)
            .unwrap_or(group.errors.entries.len().saturating_sub(1));
        Some(insert(self.text, &group.errors, previous, &entry))
    }

    /// The names that were given to errors which would have others now stay theirs.
    fn keep_names(&self) -> Vec<Edit> {
        let lost = self.given.lost(self.catalog);
        let kept = lost
            .iter()
            .filter(|lost| lost.taken_by.is_none())
            .filter_map(|lost| {
                let (_, now) = lost.now.as_ref()?;
                let (_, entry) = lost.codes.iter().find_map(|code| self.entry(code))?;
                // A name that somebody has chosen, or that the lock knows too, is no accident.
                let chosen = entry.rust_name || self.given.holder(now).is_some();
                (!chosen).then(|| self.add_key(entry, &format!("rust_name: {}", lost.name)))
            });
        kept.collect()
    }

    /// A new entry as lines, without indentation: its key, then its keys.
    pub(super) fn error_text(
        &self,
        fact: &ErrorFact,
        statuses: Option<&Vec<u16>>,
        type_name: Option<&str>,
    ) -> New {
        let code = fact
            .code
            .as_ref()
            .map(|code| code.value.to_string())
            .unwrap_or_default();
        let mut lines = Vec::new();
        let name = self.names.of(&code);
        let key = name.map_or(code.as_str(), |name| name.key.as_str());
        if self.catalog.code_form != CodeForm::Text {
            lines.push(format!("code: {code}"));
        }
        lines.extend(
            name.and_then(|name| name.rust_name.as_ref())
                .map(|name| format!("rust_name: {name}")),
        );
        if let Some(statuses) = statuses.filter(|statuses| !statuses.is_empty()) {
            lines.push(format!("status: {}", list(statuses)));
        }
        lines.extend(type_name.map(|name| format!("type: {}", scalar(name))));
        let said = fact
            .description
            .as_ref()
            .or_else(|| fact.wordings.first().map(|wording| &wording.text))
            .or(fact.name.as_ref());
        let description = said.map_or_else(
            || format!("The page says nothing of {code}."),
            |said| said.value.clone(),
        );
        lines.push(format!("description: {}", scalar(&description)));
        let mut comments = vec![format!(
            "new on the page, line {}, on {}; the text is the page's: say it in your own words",
            fact.at.line, self.today
        )];
        comments.extend(
            name.and_then(|name| name.taken_by.as_ref()).map(|other| {
                format!("its name in Rust would be that of `{other}`, which keeps it")
            }),
        );
        New {
            comments,
            key: scalar(key),
            lines,
        }
    }

    fn remove_error(&self, code: &str) -> Option<Edit> {
        let (group, entry) = self.entry(code)?;
        match self.gone {
            Gone::Drop => self.cut(&group.errors, self.places.entry(code)?.1),
            Gone::Deprecate if entry.deprecated => None,
            Gone::Deprecate => {
                let why = scalar(&format!(
                    "No longer on the page, as read on {}.",
                    self.today
                ));
                Some(self.add_key(entry, &format!("deprecated: {why}")))
            }
        }
    }

    /// Takes an entry out, with the lines it stands on.
    fn cut(&self, map: &Mapping, at: usize) -> Option<Edit> {
        let entry = map.entries.get(at)?;
        let range = if map.flow {
            match map.entries.get(at + 1) {
                Some(next) => entry.span.start..next.span.start,
                None => {
                    at.checked_sub(1)
                        .and_then(|before| map.entries.get(before))
                        .map_or(entry.span.start, |before| before.span.end)
                        ..entry.span.end
                }
            }
        } else {
            line_start(self.text, entry.span.start)..line_end(self.text, entry.span.end)
        };
        Some(Edit {
            range,
            text: String::new(),
        })
    }

    /// A further key of an entry.
    fn add_key(&self, entry: &Entry, key: &str) -> Edit {
        if entry.flow {
            let at = entry.value.start + 1;
            return Edit {
                range: at..at,
                text: format!(" {key},"),
            };
        }
        let at = line_start(self.text, entry.value.start);
        Edit {
            range: at..at,
            text: format!("{:indent$}{key}\n", "", indent = entry.indent),
        }
    }

    /// Other statuses, or another type.
    fn change_error(&self, code: &str, moved: bool) -> Vec<Edit> {
        let (Some(fact), Some((group, entry))) = (self.fact(code), self.entry(code)) else {
            return Vec::new();
        };
        let type_name = fact.error_type.as_ref().map(|name| name.value.as_str());
        if moved {
            return self.move_error(entry, group, type_name, &values(&fact.statuses));
        }
        let statuses = values(&fact.statuses);
        if statuses.is_empty() {
            // Whether an error that has lost its status on the page has none is for a reader to say.
            return Vec::new();
        }
        let new = list(&statuses);
        let place = match entry.when.as_slice() {
            [] => entry.status.clone(),
            when => when
                .iter()
                .find(|(own, _)| own.as_deref() == Some(code))
                .and_then(|(_, status)| status.clone()),
        };
        match place {
            Some(range) => vec![Edit { range, text: new }],
            None if entry.when.is_empty() => vec![self.add_key(entry, &format!("status: {new}"))],
            None => Vec::new(),
        }
    }

    /// To the group of its new type: the entry's own lines, as they are. One whose type is new goes there with it.
    fn move_error(
        &self,
        entry: &Entry,
        from: &Group,
        type_name: Option<&str>,
        statuses: &[u16],
    ) -> Vec<Edit> {
        if let (None, Some(range), Some(name)) = (&from.type_name, &entry.type_name, type_name) {
            return vec![Edit {
                range: range.clone(),
                text: scalar(name),
            }];
        }
        let target =
            type_name.and_then(|name| self.outline.groups.get(self.places.group_of_type(name)?));
        let Some(target) = target.filter(|target| !target.errors.flow) else {
            return Vec::new();
        };
        let Some(last) = target.errors.entries.last() else {
            return Vec::new();
        };
        let at = line_end(self.text, last.span.end);
        let carried = self.carried(entry, from, target.errors.indent, statuses);
        carried.map_or_else(Vec::new, |(cut, lines)| {
            vec![
                cut,
                Edit {
                    range: at..at,
                    text: lines,
                },
            ]
        })
    }

    /// An entry to take elsewhere: the edit that takes it out, and its lines for the new place.
    pub(super) fn carried(
        &self,
        entry: &Entry,
        from: &Group,
        indent: usize,
        statuses: &[u16],
    ) -> Option<(Edit, String)> {
        if from.errors.flow {
            return None;
        }
        let range = line_start(self.text, entry.span.start)..line_end(self.text, entry.span.end);
        let mut lines = self.text.get(range.clone())?.to_owned();
        if let Some(own) = &entry.status {
            // Its own status was for the old type.
            let within = own.start.checked_sub(range.start)?..own.end.checked_sub(range.start)?;
            if !statuses.is_empty() {
                lines.replace_range(within, &list(statuses));
            }
        }
        if !lines.ends_with('\n') {
            lines.push('\n');
        }
        let lines = reindent(&lines, from.errors.indent, indent);
        Some((
            Edit {
                range,
                text: String::new(),
            },
            lines,
        ))
    }

    /// New statuses or close codes, below a key of their own where there was none.
    fn add_numbers(&self, kind: ItemKind, keys: &[String]) -> Option<Edit> {
        let (top, map) = match kind {
            ItemKind::Status => ("statuses", self.outline.statuses.as_ref()),
            _ => ("close_codes", self.outline.close_codes.as_ref()),
        };
        let new: Vec<New> = keys
            .iter()
            .filter_map(|key| self.number(kind, key))
            .collect();
        if new.is_empty() {
            return None;
        }
        let Some(map) = map else {
            let at = self.text.len();
            let blocks: String = new.iter().map(|new| new.block(2)).collect();
            return Some(Edit {
                range: at..at,
                text: format!("{top}:\n{blocks}"),
            });
        };
        let edits = new
            .iter()
            .map(|new| insert(self.text, map, map.entries.len().saturating_sub(1), new));
        edits.reduce(|all, next| Edit {
            text: all.text + &next.text,
            ..all
        })
    }

    fn number(&self, kind: ItemKind, key: &str) -> Option<New> {
        let (name, said) = if kind == ItemKind::Status {
            let fact = self
                .page
                .statuses
                .iter()
                .find(|fact| fact.status.value.to_string() == key)?;
            (&fact.name, &fact.description)
        } else {
            let fact = self
                .page
                .close_codes
                .iter()
                .find(|fact| fact.code.value.to_string() == key)?;
            (&fact.name, &fact.description)
        };
        let value = |said: &Option<Found<String>>, other: &str| {
            scalar(said.as_ref().map_or(other, |said| said.value.as_str()))
        };
        let lines = vec![
            format!("name: {}", value(name, key)),
            format!("description: {}", value(said, "")),
        ];
        Some(New {
            comments: vec![format!("new on the page, on {}", self.today)],
            key: key.to_owned(),
            lines,
        })
    }
}
