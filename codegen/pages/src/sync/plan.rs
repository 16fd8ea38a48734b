//! The differences between a catalog and its page → edits of the catalog's text.

use std::collections::HashMap;

use api_error_catalog_codegen::Catalog;
use api_error_catalog_codegen::outline::{Entry, Group, Mapping, Outline, outline};
use api_error_catalog_codegen::source::Source;
use api_error_catalog_core::table::CodeForm;

use super::Gone;
use super::edit::{Edit, line_end, line_start};
use super::write::{New, insert, list, quoted, quoted_key, reindent, values};
use crate::drift::{Change, How, ItemKind};
use crate::import::names;
use crate::page::{ErrorFact, Found, Page};

/// What is needed to plan a merge.
pub(super) struct Plan<'s> {
    pub(super) text: &'s str,
    pub(super) outline: Outline,
    pub(super) catalog: &'s Catalog,
    pub(super) page: &'s Page,
    gone: Gone,
    pub(super) today: &'s str,
    /// The place of each code on the page.
    facts: HashMap<String, usize>,
    /// The group and the entry that have each code of the catalog.
    entries: HashMap<&'s str, (usize, usize)>,
}

impl<'s> Plan<'s> {
    pub(super) fn new(source: &'s Source, catalog: &'s Catalog, page: &'s Page, gone: Gone, today: &'s str) -> Plan<'s> {
        let outline = outline(source);
        let mut facts = HashMap::new();
        for (place, fact) in page.errors.iter().enumerate() {
            if let Some(code) = &fact.code {
                facts.entry(code.value.to_string()).or_insert(place);
            }
        }
        let entries = entries(catalog, &outline);
        Plan { text: &source.text, outline, catalog, page, gone, today, facts, entries }
    }

    pub(super) fn edits(&self, changes: &[Change]) -> Vec<Edit> {
        let mut edits = Vec::new();
        let (mut new_types, mut new_statuses, mut new_closes) = (Vec::new(), Vec::new(), Vec::new());
        for change in changes {
            match (change.kind, change.how) {
                (ItemKind::Type, How::Added) => new_types.push(change.key.clone()),
                (ItemKind::Type, How::Changed) => edits.extend(self.retype_statuses(&change.key)),
                (ItemKind::Error, How::Added) => edits.extend(self.add_error(&change.key)),
                (ItemKind::Error, How::Removed) => edits.extend(self.remove_error(&change.key)),
                (ItemKind::Error, How::Changed) => edits.extend(self.change_error(&change.key, change.fields.contains("type"))),
                (ItemKind::Status, How::Added) => new_statuses.push(change.key.clone()),
                (ItemKind::CloseCode, How::Added) => new_closes.push(change.key.clone()),
                (ItemKind::CloseCode, How::Removed) => {
                    edits.extend(self.outline.close_codes.as_ref().and_then(|map| self.cut(map, &change.key)))
                }
                _ => {}
            }
        }
        edits.extend(self.add_types(&new_types));
        edits.extend(self.add_numbers(ItemKind::Status, &new_statuses));
        edits.extend(self.add_numbers(ItemKind::CloseCode, &new_closes));
        if !edits.is_empty() {
            edits.extend(self.outline.read.clone().map(|range| Edit { range, text: self.today.to_owned() }));
        }
        edits
    }

    fn fact(&self, code: &str) -> Option<&'s ErrorFact> {
        self.page.errors.get(*self.facts.get(code)?)
    }

    /// The entry that has this code, and the group it stands in.
    pub(super) fn entry(&self, code: &str) -> Option<(&Group, &Entry)> {
        let (group, entry) = *self.entries.get(code)?;
        let group = self.outline.groups.get(group)?;
        Some((group, group.errors.entries.get(entry)?))
    }

    /// The group for errors of this type: below the type where the catalog has it, else the one without a type.
    fn group(&self, type_name: Option<&str>) -> Option<&Group> {
        let typed = self.outline.groups.iter().find(|group| type_name.is_some() && group.type_name.as_deref() == type_name);
        typed.or_else(|| self.outline.groups.iter().find(|group| group.type_name.is_none() && !group.observed))
    }

    /// A new error, behind the one that comes before it on the page.
    fn add_error(&self, code: &str) -> Option<Edit> {
        let fact = self.fact(code)?;
        let type_name = fact.error_type.as_ref().map(|name| name.value.as_str());
        if type_name.is_some_and(|name| self.page.types.iter().any(|ty| ty.name.value == name) && !self.has_type(name)) {
            // It comes with its type.
            return None;
        }
        let group = self.group(type_name)?;
        let own_type = type_name.filter(|_| group.type_name.is_none() && self.catalog.types.is_empty());
        let statuses = values(&fact.statuses);
        let inherited = group.type_name.as_ref().and_then(|name| self.type_statuses(name)) == Some(&statuses);
        let entry = self.error_text(fact, (!inherited).then_some(&statuses), own_type);
        let before = self.page.errors.get(..*self.facts.get(code)?).unwrap_or_default();
        let previous = before.iter().rev().filter_map(|other| other.code.as_ref()).find_map(|code| {
            let (of, entry) = *self.entries.get(code.value.to_string().as_str())?;
            self.outline.groups.get(of).is_some_and(|other| std::ptr::eq(other, group)).then_some(entry)
        });
        let at = previous.unwrap_or(group.errors.entries.len().saturating_sub(1));
        Some(insert(self.text, &group.errors, at, &entry))
    }

    pub(super) fn has_type(&self, name: &str) -> bool {
        self.catalog.types.iter().any(|ty| ty.name == name)
    }

    fn type_statuses(&self, name: &str) -> Option<&Vec<u16>> {
        self.catalog.types.iter().find(|ty| ty.name == name).map(|ty| &ty.statuses)
    }

    /// A new entry as lines, without indentation: its key, then its keys.
    pub(super) fn error_text(&self, fact: &ErrorFact, statuses: Option<&Vec<u16>>, type_name: Option<&str>) -> New {
        let code = fact.code.as_ref().map(|code| code.value.to_string()).unwrap_or_default();
        let mut lines = Vec::new();
        let text_codes = self.catalog.code_form == CodeForm::Text;
        let key = if text_codes { code.clone() } else { self.numeric_key(fact, &code) };
        if !text_codes {
            lines.push(format!("code: {code}"));
        } else if !names::is_variant(&names::of_key(&code)) {
            lines.push(format!("rust_name: {}", names::of_code(&code)));
        }
        if let Some(statuses) = statuses.filter(|statuses| !statuses.is_empty()) {
            lines.push(format!("status: {}", list(statuses)));
        }
        lines.extend(type_name.map(|name| format!("type: {}", quoted(name))));
        let said =
            fact.description.as_ref().or_else(|| fact.wordings.first().map(|wording| &wording.text)).or(fact.name.as_ref());
        let description = said.map_or_else(|| format!("The page says nothing of {code}."), |said| said.value.clone());
        lines.push(format!("description: {}", quoted(&description)));
        let comment = format!(
            "new on the page, line {}, on {}; the text is the page's: say it in your own words",
            fact.at.line, self.today
        );
        New { comment, key: quoted_key(&key), lines }
    }

    /// A name for an error whose code is a number: the page's, else one made of the code.
    fn numeric_key(&self, fact: &ErrorFact, code: &str) -> String {
        let name = fact.name.as_ref().or(fact.error_type.as_ref()).and_then(|name| names::of_text(&name.value));
        let taken = |name: &String| self.catalog.errors.iter().any(|error| error.key == *name || error.name == *name);
        name.filter(|name| !taken(name)).unwrap_or_else(|| names::of_code(code))
    }

    fn remove_error(&self, code: &str) -> Option<Edit> {
        let (group, entry) = self.entry(code)?;
        match self.gone {
            Gone::Drop => self.cut(&group.errors, &entry.key),
            Gone::Deprecate if entry.deprecated => None,
            Gone::Deprecate => {
                let why = quoted(&format!("No longer on the page, as read on {}.", self.today));
                Some(self.add_key(entry, &format!("deprecated: {why}")))
            }
        }
    }

    /// Takes an entry out, with the lines it stands on.
    fn cut(&self, map: &Mapping, key: &str) -> Option<Edit> {
        let at = map.entries.iter().position(|entry| entry.key == key)?;
        let entry = map.entries.get(at)?;
        let range = if map.flow {
            match map.entries.get(at + 1) {
                Some(next) => entry.span.start..next.span.start,
                None => {
                    at.checked_sub(1)
                        .and_then(|before| map.entries.get(before))
                        .map_or(entry.span.start, |before| before.span.end)..entry.span.end
                }
            }
        } else {
            line_start(self.text, entry.span.start)..line_end(self.text, entry.span.end)
        };
        Some(Edit { range, text: String::new() })
    }

    /// A further key of an entry.
    fn add_key(&self, entry: &Entry, key: &str) -> Edit {
        if entry.flow {
            let at = entry.value.start + 1;
            return Edit { range: at..at, text: format!(" {key},") };
        }
        let at = line_start(self.text, entry.value.start);
        Edit { range: at..at, text: format!("{:indent$}{key}\n", "", indent = entry.indent) }
    }

    /// Other statuses, or another type.
    fn change_error(&self, code: &str, moved: bool) -> Vec<Edit> {
        let (Some(fact), Some((group, entry))) = (self.fact(code), self.entry(code)) else { return Vec::new() };
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
            when => when.iter().find(|(own, _)| own.as_deref() == Some(code)).and_then(|(_, status)| status.clone()),
        };
        match place {
            Some(range) => vec![Edit { range, text: new }],
            None if entry.when.is_empty() => vec![self.add_key(entry, &format!("status: {new}"))],
            None => Vec::new(),
        }
    }

    /// To the group of its new type: the entry's own lines, as they are. One whose type is new goes there with it.
    fn move_error(&self, entry: &Entry, from: &Group, type_name: Option<&str>, statuses: &[u16]) -> Vec<Edit> {
        if let (None, Some(range), Some(name)) = (&from.type_name, &entry.type_name, type_name) {
            return vec![Edit { range: range.clone(), text: quoted(name) }];
        }
        let target = self.outline.groups.iter().find(|group| type_name.is_some() && group.type_name.as_deref() == type_name);
        let Some(target) = target.filter(|target| !target.errors.flow) else { return Vec::new() };
        let Some(last) = target.errors.entries.last() else { return Vec::new() };
        let at = line_end(self.text, last.span.end);
        let carried = self.carried(entry, from, target.errors.indent, statuses);
        carried.map_or_else(Vec::new, |(cut, lines)| vec![cut, Edit { range: at..at, text: lines }])
    }

    /// An entry to take elsewhere: the edit that takes it out, and its lines for the new place.
    pub(super) fn carried(&self, entry: &Entry, from: &Group, indent: usize, statuses: &[u16]) -> Option<(Edit, String)> {
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
        Some((Edit { range, text: String::new() }, lines))
    }

    /// New statuses or close codes, below a key of their own where there was none.
    fn add_numbers(&self, kind: ItemKind, keys: &[String]) -> Option<Edit> {
        let (top, map) = match kind {
            ItemKind::Status => ("statuses", self.outline.statuses.as_ref()),
            _ => ("close_codes", self.outline.close_codes.as_ref()),
        };
        let new: Vec<New> = keys.iter().filter_map(|key| self.number(kind, key)).collect();
        if new.is_empty() {
            return None;
        }
        let Some(map) = map else {
            let at = self.text.len();
            let blocks: String = new.iter().map(|new| new.block(2)).collect();
            return Some(Edit { range: at..at, text: format!("{top}:\n{blocks}") });
        };
        let edits = new.iter().map(|new| insert(self.text, map, map.entries.len().saturating_sub(1), new));
        edits.reduce(|all, next| Edit { text: all.text + &next.text, ..all })
    }

    fn number(&self, kind: ItemKind, key: &str) -> Option<New> {
        let (name, said) = if kind == ItemKind::Status {
            let fact = self.page.statuses.iter().find(|fact| fact.status.value.to_string() == key)?;
            (&fact.name, &fact.description)
        } else {
            let fact = self.page.close_codes.iter().find(|fact| fact.code.value.to_string() == key)?;
            (&fact.name, &fact.description)
        };
        let value = |said: &Option<Found<String>>, other: &str| quoted(said.as_ref().map_or(other, |said| said.value.as_str()));
        let lines = vec![format!("name: {}", value(name, key)), format!("description: {}", value(said, ""))];
        Some(New { comment: format!("new on the page, on {}", self.today), key: key.to_owned(), lines })
    }
}

/// Where each documented code of the catalog stands in its text.
fn entries<'c>(catalog: &'c Catalog, outline: &Outline) -> HashMap<&'c str, (usize, usize)> {
    let documented = outline.groups.iter().enumerate().filter(|(_, group)| !group.observed);
    let mut by_key: HashMap<&str, (usize, usize)> = HashMap::new();
    for (at, group) in documented {
        for (entry, own) in group.errors.entries.iter().enumerate() {
            by_key.entry(&own.key).or_insert((at, entry));
        }
    }
    let mut by_code = HashMap::new();
    for error in catalog.errors.iter().filter(|error| error.seen.is_none()) {
        if let Some(place) = by_key.get(error.key.as_str()) {
            for code in error.identities().filter_map(|identity| identity.code.as_deref()) {
                by_code.entry(code).or_insert(*place);
            }
        }
    }
    by_code
}
