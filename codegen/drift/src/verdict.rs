//! What a change means for those who use the generated Rust.

use std::collections::BTreeSet;

use api_error_catalog_core::RetryWhen;

use crate::change::{Change, How};
use crate::import::advice;
use crate::item::{Aspect, Item, ItemKind};

/// What a change asks of a version number, by the rules of semantic versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Texts only.
    Patch,
    /// Code that compiled still does, and does what it did.
    Minor,
    /// Code may no longer compile, or do what it did.
    Major,
}

impl Verdict {
    /// The word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Patch => "patch",
            Verdict::Minor => "minor",
            Verdict::Major => "major",
        }
    }
}

/// What users' code can name or ask for: where something of it goes or becomes another thing, that code breaks.
const BREAKING: [Aspect; 11] = [
    "statuses",
    "type",
    "class",
    "retry",
    "details",
    "also",
    "envelope",
    "headers",
    "parameters",
    "told_by",
    "rust_name",
];

/// Of those, the lists to which more may come without harm.
const GROWING: [Aspect; 5] = ["details", "also", "envelope", "headers", "parameters"];

/// What users' code can see, and what is no break when it changes.
const VISIBLE: [Aspect; 4] = ["name", "message", "limits", "deprecated"];

impl Change {
    /// What the change asks of the version of code that is generated from the newer side.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let breaks = self
            .fields
            .iter()
            .any(|field| BREAKING.contains(field) && !self.mild.contains(field));
        let visible = self
            .fields
            .iter()
            .any(|field| BREAKING.contains(field) || VISIBLE.contains(field));
        match self.how {
            How::Removed if self.kind == ItemKind::Error => Verdict::Major,
            How::Renamed if self.kind == ItemKind::Error && !self.alias => Verdict::Major,
            How::Renamed | How::Changed if breaks => Verdict::Major,
            How::Added | How::Removed | How::Renamed => Verdict::Minor,
            How::Changed if visible => Verdict::Minor,
            How::Changed => Verdict::Patch,
        }
    }
}

/// Whether code that was right before this aspect changed so still is.
pub(super) fn is_mild(aspect: Aspect, before: &Item, now: &Item) -> bool {
    let of = |item: &'_ Item| item.aspects.get(aspect).cloned().unwrap_or_default();
    let (old, new) = (of(before), of(now));
    match aspect {
        "rust_name" => keeps_name(before, now),
        // Which wait is advised may change; whether to try again at all may not.
        "retry" => again(&old) == again(&new),
        _ => GROWING.contains(&aspect) && old.is_subset(&new),
    }
}

/// Whether the name that the older one has in Rust is a name of the newer one too.
pub(super) fn keeps_name(before: &Item, now: &Item) -> bool {
    let names = |item: &Item, aspect| item.aspects.get(aspect).cloned().unwrap_or_default();
    let (old, new) = (names(before, "rust_name"), names(now, "rust_name"));
    !old.is_empty()
        && old
            .iter()
            .all(|name| new.contains(name) || names(now, "aliases").contains(name))
}

/// Whether the advice is to try again; no advice is none to do so.
fn again(texts: &BTreeSet<String>) -> bool {
    advice::of_all(texts.iter().map(String::as_str))
        .is_some_and(|advice| advice.when != RetryWhen::Never)
}
