//! Edits a catalog's text. Edits are collected and applied at once. Everything else, including comments and line ends,
//! stays byte for byte.

use std::collections::BTreeMap;
use std::ops::Range;

use super::braces::Braces;
use super::span_edits::{Edit, apply, line_end, line_start};
use super::yaml::{Yaml, YamlEntry, block};
use crate::text::source_map::{EntrySpans, MappingSpans, SourceMap};
use crate::{Loaded, Report, Source, open};

/// The edits of one catalog.
pub struct Editor<'l> {
    name: &'l str,
    text: &'l str,
    map: &'l SourceMap,
    edits: Vec<Edit>,
    /// Mappings in braces whose entries change, by their start.
    braces: BTreeMap<usize, Braces<'l>>,
}

/// An edited catalog that has errors, although it had none before: a bug. The catalog is unchanged.
#[derive(Debug)]
pub struct EditError(pub Box<Report>);

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let EditError(report) = self;
        write!(
            f,
            "the catalog would have errors; edit it manually\n{report}"
        )
    }
}

impl std::error::Error for EditError {}

impl<'l> Editor<'l> {
    /// Starts to edit a catalog.
    #[must_use]
    pub fn new(loaded: &'l Loaded) -> Editor<'l> {
        Editor {
            name: &loaded.source.name,
            text: &loaded.source.text,
            map: &loaded.map,
            edits: Vec::new(),
            braces: BTreeMap::new(),
        }
    }

    /// Returns `true` if nothing has been edited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.braces.is_empty()
    }

    /// Makes all edits and opens the text that they give.
    ///
    /// # Errors
    ///
    /// If the text would not be a valid catalog.
    pub fn finish(mut self) -> Result<Loaded, EditError> {
        self.edits
            .extend(self.braces.values().flat_map(Braces::edits));
        let text = apply(self.text, self.edits);
        open(Source::new(self.name, text)).map_err(|report| EditError(Box::new(report)))
    }

    /// Adds an error to a group: after the error with this index, or at the end.
    pub fn insert_error(&mut self, group: usize, after: Option<usize>, error: &YamlEntry) {
        if let Some(group) = self.map.groups.get(group) {
            let after = after.and_then(|index| index.checked_sub(group.errors.start));
            self.insert(&group.keys, after, error);
        }
    }

    /// Adds an entry to a mapping: after the entry with this index, or at the end.
    pub fn insert(&mut self, mapping: &'l MappingSpans, after: Option<usize>, entry: &YamlEntry) {
        if mapping.flow {
            return self.braces(mapping).add(after, entry.flow());
        }
        let after = after.and_then(|index| mapping.entries.get(index));
        let end = after.map_or(mapping.end(), |(_, entry)| entry.span().end);
        let lines = block(std::slice::from_ref(entry), mapping.indent);
        self.insert_text(line_end(self.text, end), lines);
    }

    fn braces(&mut self, mapping: &'l MappingSpans) -> &mut Braces<'l> {
        let braces = self.braces.entry(mapping.span.start);
        braces.or_insert_with(|| Braces::new(mapping))
    }

    /// Adds the entries of a section to the section of this key, or appends the section to the file.
    pub fn append_section(&mut self, section: &YamlEntry) {
        let Yaml::Map(entries) = &section.value else {
            return;
        };
        let map = self.map;
        match map.section(&section.key.flow()) {
            Some(mapping) => {
                for entry in entries {
                    self.insert(mapping, None, entry);
                }
            }
            None if map.keys.flow => self.insert(&map.keys, None, section),
            None => {
                let lines = block(std::slice::from_ref(section), map.keys.indent);
                self.insert_text(self.text.len(), lines);
            }
        }
    }

    /// Sets a key of a mapping: replaces its value, or adds it before the other keys.
    pub fn set_key(&mut self, keys: &'l MappingSpans, key: &str, value: Yaml) {
        if let Some(span) = keys.value(key) {
            return self.replace(span, &value);
        }
        let entry = YamlEntry::new(key, value);
        if keys.flow {
            return self.insert_text(keys.span.start + 1, format!(" {},", entry.flow()));
        }
        match keys.entries.first() {
            Some((_, first))
                if self.is_blank(self.lines_of(first.span()).start..first.key.start) =>
            {
                let at = line_start(self.text, first.key.start);
                self.insert_text(at, block(&[entry], keys.indent));
            }
            _ => self.insert(keys, None, &entry),
        }
    }

    /// Replaces a value, which may have been written in block or in flow, by one in flow.
    pub fn replace(&mut self, span: Range<usize>, value: &Yaml) {
        let text = value.flow();
        self.edits.push(Edit { range: span, text });
    }

    /// Replaces the key and the value of an entry.
    pub fn replace_entry(&mut self, entry: &EntrySpans, new: &YamlEntry) {
        self.edits.push(Edit {
            range: entry.span(),
            text: new.flow(),
        });
    }

    /// Removes an error.
    pub fn remove_error(&mut self, error: usize) {
        let spans = self.map.errors.get(error);
        if let Some(group) = spans.and_then(|spans| self.map.groups.get(spans.group)) {
            self.remove(&group.keys, error.saturating_sub(group.errors.start));
        }
    }

    /// Removes the entry with this index from a mapping, with the lines that it is on.
    pub fn remove(&mut self, mapping: &'l MappingSpans, index: usize) {
        match mapping.entries.get(index) {
            Some(_) if mapping.flow => self.braces(mapping).remove(index),
            Some((_, entry)) => {
                let range = self.lines_of(entry.span());
                let text = String::new();
                self.edits.push(Edit { range, text });
            }
            None => {}
        }
    }

    /// Takes an error out, as it is written and as it has been edited so far, to be inserted elsewhere: in a mapping that
    /// is written in flow or not. Returns `None`, and changes nothing, if its text does not fit there.
    pub fn take_error(&mut self, error: usize, into_flow: bool) -> Option<YamlEntry> {
        let spans = self.map.errors.get(error)?;
        let group = self.map.groups.get(spans.group)?;
        let key = self.text.get(spans.key.clone())?;
        let text = if group.keys.flow || into_flow {
            let is_last_on_line =
                self.is_blank(spans.keys.span.end..self.lines_of(spans.span()).end);
            if !spans.keys.flow || !group.keys.flow && !is_last_on_line {
                return None;
            }
            format!(" {}", self.take_edited(spans.keys.span.clone())?)
        } else {
            let lines = self.lines_of(spans.span());
            let after_key = self.text.get(spans.key.end..lines.end)?;
            if !self.is_blank(lines.start..spans.key.start) || !after_key.starts_with(':') {
                return None;
            }
            self.take_edited(spans.key.end + 1..lines.end)?
        };
        self.remove_error(error);
        Some(YamlEntry::new(key, Yaml::Verbatim(text, group.keys.indent)))
    }

    /// Returns the text of a range with the edits inside it applied, and removes these edits.
    fn take_edited(&mut self, range: Range<usize>) -> Option<String> {
        let text = self.text.get(range.clone())?;
        // Text that is added at the end of the range belongs to the next entry.
        let is_inside = |edit: &Edit| {
            range.start <= edit.range.start
                && edit.range.end <= range.end
                && edit.range.start < range.end
        };
        if !self.edits.iter().any(is_inside) {
            return Some(text.to_owned());
        }
        let (mut inside, others): (Vec<Edit>, Vec<Edit>) = std::mem::take(&mut self.edits)
            .into_iter()
            .partition(is_inside);
        self.edits = others;
        for edit in &mut inside {
            edit.range = edit.range.start - range.start..edit.range.end - range.start;
        }
        Some(apply(text, inside))
    }

    fn insert_text(&mut self, at: usize, text: String) {
        let range = at..at;
        self.edits.push(Edit { range, text });
    }

    fn lines_of(&self, span: Range<usize>) -> Range<usize> {
        line_start(self.text, span.start)..line_end(self.text, span.end)
    }

    fn is_blank(&self, range: Range<usize>) -> bool {
        let text = self.text.get(range);
        text.is_some_and(|text| text.trim().is_empty())
    }
}
