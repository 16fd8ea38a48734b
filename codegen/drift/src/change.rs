//! A change of an item: its older and its newer state, and the aspects that differ.

use std::collections::BTreeSet;

use api_error_catalog_model::source::Span;

use crate::aspect::Aspect;
use crate::item::{AspectValue, Item};

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Only the newer side has the item.
    Added,
    /// Only the older side has the item.
    Removed,
    /// Both sides have the item, with different values.
    Changed,
    /// Both sides have the item, under different codes.
    Renamed,
}

impl ChangeKind {
    /// Returns the word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Changed => "changed",
            ChangeKind::Renamed => "renamed",
        }
    }
}

/// A change of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The kind of the change.
    pub kind: ChangeKind,
    /// The item on the newer side, or on the older side if it was removed.
    pub item: Item,
    /// The item on the older side, if both sides have it.
    pub before: Option<Item>,
    /// The aspects that differ, if both sides have the item.
    pub aspects: BTreeSet<Aspect>,
}

impl Change {
    pub(crate) fn added(item: Item) -> Change {
        Change {
            kind: ChangeKind::Added,
            item,
            before: None,
            aspects: BTreeSet::new(),
        }
    }

    pub(crate) fn removed(item: Item) -> Change {
        Change {
            kind: ChangeKind::Removed,
            ..Change::added(item)
        }
    }

    pub(crate) fn changed(before: Item, item: Item, aspects: BTreeSet<Aspect>) -> Change {
        Change {
            kind: ChangeKind::Changed,
            item,
            before: Some(before),
            aspects,
        }
    }

    /// Returns the code from before a renaming.
    #[must_use]
    pub fn former_key(&self) -> Option<&str> {
        let before = self.before.as_ref()?;
        (self.kind == ChangeKind::Renamed).then_some(before.key.as_str())
    }

    /// Returns the span on the page: the newer one if both sides are pages and both have the item.
    #[must_use]
    pub fn span(&self) -> Option<&Span> {
        let before = || self.before.as_ref()?.span.as_ref();
        self.item.span.as_ref().or_else(before)
    }

    /// Returns the item on the older side.
    #[must_use]
    pub fn older(&self) -> Option<&Item> {
        match self.kind {
            ChangeKind::Removed => Some(&self.item),
            _ => self.before.as_ref(),
        }
    }

    /// Returns the item on the newer side.
    #[must_use]
    pub fn newer(&self) -> Option<&Item> {
        (self.kind != ChangeKind::Removed).then_some(&self.item)
    }

    /// Returns the aspects that differ, each with its old and its new value.
    pub fn values(&self) -> impl Iterator<Item = (Aspect, AspectValue, AspectValue)> {
        self.aspects.iter().map(|&aspect| {
            let value = |item: Option<&Item>| item.map(|item| item.value(aspect));
            let (old, new) = (value(self.older()), value(self.newer()));
            (aspect, old.unwrap_or_default(), new.unwrap_or_default())
        })
    }

    /// Returns the change from the newer side to the older one.
    #[must_use]
    pub fn reversed(self) -> Change {
        let kind = match self.kind {
            ChangeKind::Added => ChangeKind::Removed,
            ChangeKind::Removed => ChangeKind::Added,
            same => same,
        };
        let (item, before) = match self.before {
            Some(before) => (before, Some(self.item)),
            None => (self.item, None),
        };
        Change {
            kind,
            item,
            before,
            aspects: self.aspects,
        }
    }
}
