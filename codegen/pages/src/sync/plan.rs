//! The differences between a catalog and its page → edits of the catalog's text.

use std::collections::BTreeSet;

use api_error_catalog_codegen::Catalog;
use api_error_catalog_codegen::outline::{Entry, Group, Mapping, Outline, outline};
use api_error_catalog_codegen::source::Source;
use api_error_catalog_core::table::CodeForm;

use super::Gone;
use super::edit::{Edit, line_end, line_start};
use crate::drift::{Change, How, ItemKind};
use crate::page::{ErrorFact, Found, Page};

/// What is needed to plan a merge.
pub(super) struct Plan<'s> {
    text: &'s str,
    outline: Outline,
    catalog: &'s Catalog,
    page: &'s Page,
    gone: Gone,
    today: &'s str,
}

impl<'s> Plan<'s> {
    pub(super) fn new(source: &'s Source, catalog: &'s Catalog, page: &'s Page, gone: Gone, today: &'s str) -> Plan<'s> {
        Plan { text: &source.text, outline: outline(source), catalog, page, gone, today }
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
        self.page.errors.iter().find(|fact| fact.code.as_ref().is_some_and(|own| own.value.to_string() == code))
    }

    /// The entry that has this code, and the group it stands in.
    fn entry(&self, code: &str) -> Option<(&Group, &Entry)> {
        let error =
            self.catalog.errors.iter().find(|error| {
                error.seen.is_none() && error.identities().any(|identity| identity.code.as_deref() == Some(code))
            })?;
        let groups = self.outline.groups.iter().filter(|group| !group.observed);
        groups
            .flat_map(|group| group.errors.entries.iter().map(move |entry| (group, entry)))
            .find(|(_, entry)| entry.key == error.key)
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
        let before =
            self.page.errors.iter().take_while(|other| !std::ptr::eq(*other, fact)).filter_map(|other| other.code.as_ref());
        let before: Vec<String> = before.map(|code| code.value.to_string()).collect();
        let previous = before.iter().rev().find_map(|code| {
            let (_, entry) = self.entry(code)?;
            group.errors.entries.iter().position(|other| other.key == entry.key)
        });
        let at = previous.unwrap_or(group.errors.entries.len().saturating_sub(1));
        Some(insert(self.text, &group.errors, at, &entry))
    }

    fn has_type(&self, name: &str) -> bool {
        self.catalog.types.iter().any(|ty| ty.name == name)
    }

    fn type_statuses(&self, name: &str) -> Option<&Vec<u16>> {
        self.catalog.types.iter().find(|ty| ty.name == name).map(|ty| &ty.statuses)
    }

    /// A new entry as lines, without indentation: its key, then its keys.
    fn error_text(&self, fact: &ErrorFact, statuses: Option<&Vec<u16>>, type_name: Option<&str>) -> New {
        let code = fact.code.as_ref().map(|code| code.value.to_string()).unwrap_or_default();
        let mut lines = Vec::new();
        let text_codes = self.catalog.code_form == CodeForm::Text;
        let key = if text_codes { code.clone() } else { self.numeric_key(fact, &code) };
        if !text_codes {
            lines.push(format!("code: {code}"));
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
        use heck::ToUpperCamelCase;
        let name = fact.name.as_ref().or(fact.error_type.as_ref()).map(|name| name.value.to_upper_camel_case());
        let name = name.filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()) && name.is_ascii());
        let taken = |name: &String| self.catalog.errors.iter().any(|error| error.key == *name || error.name == *name);
        name.filter(|name| !taken(name)).unwrap_or_else(|| format!("Code{}", code.replace('-', "Minus")))
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
        let mut statuses = self.statuses_of(code);
        statuses.sort_unstable();
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

    /// The statuses that the page gives a code for the error whose own it is.
    fn statuses_of(&self, code: &str) -> Vec<u16> {
        self.fact(code).map(|fact| values(&fact.statuses)).unwrap_or_default()
    }

    /// To the group of its new type: the entry's own lines, as they are.
    fn move_error(&self, entry: &Entry, from: &Group, type_name: Option<&str>, statuses: &[u16]) -> Vec<Edit> {
        if let (None, Some(range), Some(name)) = (&from.type_name, &entry.type_name, type_name) {
            return vec![Edit { range: range.clone(), text: quoted(name) }];
        }
        let target = self.outline.groups.iter().find(|group| type_name.is_some() && group.type_name.as_deref() == type_name);
        let (Some(target), false) = (target, from.errors.flow) else { return Vec::new() };
        let range = line_start(self.text, entry.span.start)..line_end(self.text, entry.span.end);
        let Some(last) = target.errors.entries.last().filter(|_| !target.errors.flow) else { return Vec::new() };
        let mut lines = self.text.get(range.clone()).unwrap_or_default().to_owned();
        if from.errors.indent != target.errors.indent {
            lines = reindent(&lines, from.errors.indent, target.errors.indent);
        }
        let mut edits = Vec::new();
        if let Some(own) = &entry.status {
            // Its own status was for the old type, unless it says the same as the page.
            let start = own.start - range.start.min(own.start);
            let same = lines.get(start..start + (own.end - own.start)).is_some_and(|written| written == list(statuses));
            if !same && from.errors.indent == target.errors.indent {
                lines.replace_range(start..start + (own.end - own.start), &list(statuses));
            }
        }
        let at = line_end(self.text, last.span.end);
        edits.push(Edit { range, text: String::new() });
        edits.push(Edit { range: at..at, text: lines });
        edits
    }

    fn retype_statuses(&self, name: &str) -> Option<Edit> {
        let fact = self.page.types.iter().find(|ty| ty.name.value == name)?;
        let group = self.outline.groups.iter().find(|group| group.type_name.as_deref() == Some(name))?;
        group.status.clone().map(|range| Edit { range, text: list(&values(&fact.statuses)) })
    }

    /// New types, each with the new errors of it.
    fn add_types(&self, names: &[String]) -> Vec<Edit> {
        let Some(types) = self.outline.types.as_ref().filter(|types| !types.flow) else { return Vec::new() };
        let at = types.entries.last().map_or(types.span.end, |last| line_end(self.text, last.span.end));
        let mut edits = Vec::new();
        for name in names {
            let Some(fact) = self.page.types.iter().find(|ty| ty.name.value == *name) else { continue };
            let statuses = values(&fact.statuses);
            let description =
                fact.description.as_ref().map_or_else(|| format!("Errors of the type {name}."), |said| said.value.clone());
            let (outer, inner) = (types.indent, types.indent + 2);
            let mut text = format!("{:outer$}# new on the page, on {}\n{:outer$}{}:\n", "", self.today, "", quoted_key(name));
            if !statuses.is_empty() {
                text.push_str(&format!("{:inner$}status: {}\n", "", list(&statuses)));
            }
            text.push_str(&format!("{:inner$}description: {}\n", "", quoted(&description)));
            let of_type = |fact: &&ErrorFact| fact.error_type.as_ref().is_some_and(|own| own.value == *name);
            let new = |fact: &&ErrorFact| fact.code.as_ref().is_some_and(|code| self.entry(&code.value.to_string()).is_none());
            let errors: Vec<New> = self
                .page
                .errors
                .iter()
                .filter(of_type)
                .filter(new)
                .map(|fact| {
                    let own = values(&fact.statuses);
                    self.error_text(fact, (own != statuses).then_some(&own), None)
                })
                .collect();
            if !errors.is_empty() {
                text.push_str(&format!("{:inner$}errors:\n", ""));
                text.extend(errors.iter().map(|error| error.block(inner + 2)));
            }
            edits.push(Edit { range: at..at, text });
        }
        edits
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

/// A new entry.
struct New {
    comment: String,
    key: String,
    lines: Vec<String>,
}

impl New {
    fn block(&self, indent: usize) -> String {
        let inner = indent + 2;
        let head = format!("{:indent$}# {}\n{:indent$}{}:\n", "", self.comment, "", self.key);
        let lines: String = self.lines.iter().map(|line| format!("{:inner$}{line}\n", "")).collect();
        head + &lines
    }

    fn flow(&self) -> String {
        format!("{}: {{ {} }}", self.key, self.lines.join(", "))
    }
}

/// Puts an entry behind the one at `at`.
fn insert(text: &str, map: &Mapping, at: usize, new: &New) -> Edit {
    let end = map.entries.get(at).map_or(map.span.end, |entry| entry.span.end);
    if map.flow {
        return Edit { range: end..end, text: format!(", {}", new.flow()) };
    }
    let end = line_end(text, end);
    Edit { range: end..end, text: new.block(map.indent) }
}

fn values<T: Copy + Ord>(found: &[Found<T>]) -> Vec<T> {
    found.iter().map(|found| found.value).collect::<BTreeSet<T>>().into_iter().collect()
}

/// `404`, or `[500, 503]`.
fn list(statuses: &[u16]) -> String {
    match statuses {
        [one] => one.to_string(),
        many => format!("[{}]", many.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// A text that YAML reads back as it is: JSON's quotes and escapes are YAML's too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A key, in quotes unless it is a plain word.
fn quoted_key(key: &str) -> String {
    let word = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let reserved = matches!(key.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off");
    if word && !reserved { key.to_owned() } else { quoted(key) }
}

fn reindent(lines: &str, from: usize, to: usize) -> String {
    lines
        .split_inclusive('\n')
        .map(|line| {
            let own = line.len() - line.trim_start_matches(' ').len();
            if line.trim().is_empty() {
                line.to_owned()
            } else {
                format!("{:width$}{}", "", line.trim_start_matches(' '), width = (own + to).saturating_sub(from))
            }
        })
        .collect()
}
