//! Collects the error entries of a file, in the order of the catalog's errors.

use std::ops::Range;

use crate::text::file::{CatalogFile, ErrorEntry, TypeEntry};
use crate::text::source::Span;
use crate::text::source_map::{GroupSpans, MappingSpans};
use crate::text::yaml::{Field, Map, YamlNode};

/// An entry, with its position in the file.
pub(super) struct LocatedEntry<'f> {
    pub(super) key: &'f str,
    pub(super) key_node: &'f YamlNode,
    pub(super) node: &'f YamlNode,
    pub(super) entry: &'f ErrorEntry<'f>,
    /// The type that contains it.
    pub(super) ty: Option<(&'f str, &'f TypeEntry<'f>)>,
    pub(super) observed: bool,
    /// The index of its group.
    pub(super) group: usize,
}

/// A mapping of entries.
pub(super) struct EntryGroup<'f> {
    pub(super) node: &'f YamlNode,
    pub(super) type_index: Option<usize>,
    pub(super) observed: bool,
    /// The indices of its entries.
    pub(super) errors: Range<usize>,
}

/// All entries: those of the types, those without a type, and those observed.
#[derive(Default)]
pub(super) struct Entries<'f> {
    pub(super) all: Vec<LocatedEntry<'f>>,
    pub(super) groups: Vec<EntryGroup<'f>>,
}

impl EntryGroup<'_> {
    pub(super) fn spans(&self, text: &str) -> GroupSpans {
        GroupSpans {
            type_index: self.type_index,
            observed: self.observed,
            errors: self.errors.clone(),
            keys: MappingSpans::new(text, self.node).unwrap_or_default(),
        }
    }
}

impl LocatedEntry<'_> {
    pub(super) fn key_span(&self) -> &Span {
        &self.key_node.span
    }

    /// Returns `true` if the entry has `match`.
    pub(super) fn has_match(&self) -> bool {
        !self.entry.match_.is_absent()
    }
}

impl<'f> Entries<'f> {
    pub(super) fn new(file: &'f CatalogFile<'f>) -> Entries<'f> {
        let mut entries = Entries::default();
        let types = file.types.get().into_iter().flat_map(Map::entries);
        let types = types.filter_map(|(_, name, ty)| Some((name.as_str(), ty.get()?)));
        for (at, (name, ty)) in types.enumerate() {
            entries.add(&ty.errors, Some((at, name, ty)), false);
        }
        entries.add(&file.errors, None, false);
        entries.add(&file.observed, None, true);
        entries
    }

    fn add(
        &mut self,
        map: &'f Field<'f, Map<'f, String, ErrorEntry<'f>>>,
        ty: Option<(usize, &'f str, &'f TypeEntry<'f>)>,
        observed: bool,
    ) {
        let Field::Given(node, map) = map else { return };
        let (start, group) = (self.all.len(), self.groups.len());
        for entry in &map.0 {
            if let Field::Given(node, value) = &entry.value {
                self.all.push(LocatedEntry {
                    key: &entry.key,
                    key_node: entry.key_node,
                    node,
                    entry: value,
                    ty: ty.map(|(_, name, ty)| (name, ty)),
                    observed,
                    group,
                });
            }
        }
        self.groups.push(EntryGroup {
            node,
            type_index: ty.map(|(at, ..)| at),
            observed,
            errors: start..self.all.len(),
        });
    }
}
