//! Adds entries to a mapping in braces, and removes entries from it, with the right commas.

use std::collections::BTreeSet;

use super::span_edits::Edit;
use crate::text::source_map::MappingSpans;

/// The changes of one mapping.
pub(super) struct Braces<'l> {
    mapping: &'l MappingSpans,
    removed: BTreeSet<usize>,
    /// Each with the index of the entry that it comes after.
    added: Vec<(usize, String)>,
}

impl<'l> Braces<'l> {
    pub(super) fn new(mapping: &'l MappingSpans) -> Braces<'l> {
        Braces {
            mapping,
            removed: BTreeSet::new(),
            added: Vec::new(),
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        self.removed.insert(index);
    }

    /// Adds an entry after the one with this index, or at the end.
    pub(super) fn add(&mut self, after: Option<usize>, entry: String) {
        let last = self.mapping.entries.len().saturating_sub(1);
        self.added.push((after.unwrap_or(last), entry));
    }

    /// Returns the edits that make these changes.
    pub(super) fn edits(&self) -> Vec<Edit> {
        let mut edits = self.removals();
        let mut first: Vec<&str> = Vec::new();
        for (after, entry) in &self.added {
            match (0..=*after).rev().find_map(|index| self.remaining(index)) {
                Some(entry_before) => {
                    let at = entry_before.end;
                    edits.push(Edit {
                        range: at..at,
                        text: format!(", {entry}"),
                    });
                }
                None => first.push(entry),
            }
        }
        if !first.is_empty() {
            let at = self.mapping.span.start + 1;
            let is_all = self.removed.len() == self.mapping.entries.len();
            let text = format!(" {}{}", first.join(", "), if is_all { " " } else { "," });
            edits.push(Edit {
                range: at..at,
                text,
            });
        }
        edits
    }

    /// Returns the span of the entry with this index, unless it is removed.
    fn remaining(&self, index: usize) -> Option<std::ops::Range<usize>> {
        let is_removed = self.removed.contains(&index);
        let entry = self.mapping.entries.get(index).filter(|_| !is_removed);
        entry.map(|(_, entry)| entry.span())
    }

    /// Returns edits that remove each removed entry with one of the commas next to it.
    fn removals(&self) -> Vec<Edit> {
        let count = self.mapping.entries.len();
        let cut = |index: &usize| {
            let (_, entry) = self.mapping.entries.get(*index)?;
            let is_last = (index + 1..count).all(|next| self.removed.contains(&next));
            let next = self.mapping.entries.get(index + 1);
            let range = match next.filter(|_| !is_last) {
                Some((_, next)) => entry.key.start..next.key.start,
                None => {
                    let before = index
                        .checked_sub(1)
                        .and_then(|at| self.mapping.entries.get(at));
                    let start = before.map_or(entry.key.start, |(_, before)| before.span().end);
                    start..entry.span().end
                }
            };
            let text = String::new();
            Some(Edit { range, text })
        };
        self.removed.iter().filter_map(cut).collect()
    }
}
