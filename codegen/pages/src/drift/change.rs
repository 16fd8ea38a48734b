//! Two lists of items → what changed, and what it means for those who use the generated Rust.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use super::item::{Aspect, Item, ItemKind};
use crate::place::At;

/// How an item changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The newer side has it, the older has not.
    Added,
    /// The older side has it, the newer has not.
    Removed,
    /// Both have it, with different facts.
    Changed,
    /// Both have it, under different codes.
    Renamed,
}

impl How {
    /// The word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            How::Added => "added",
            How::Removed => "removed",
            How::Changed => "changed",
            How::Renamed => "renamed",
        }
    }
}

/// What a change asks of a version number, by the rules of semantic versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Texts only.
    Patch,
    /// Code that compiled still does.
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

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How it changed.
    pub how: How,
    /// What sort of thing it is.
    pub kind: ItemKind,
    /// Its code, type or status; a name or message where it has none of those.
    pub key: String,
    /// The code it had before.
    pub from: Option<String>,
    /// What differs.
    pub fields: BTreeSet<Aspect>,
    /// Where the newer side speaks of it, or the older, where only that does.
    pub at: Option<At>,
}

impl Change {
    pub(super) fn new(how: How, item: &Item) -> Change {
        Change { how, kind: item.kind, key: item.key.clone(), from: None, fields: BTreeSet::new(), at: item.at }
    }

    /// What the change asks of the version of code that is generated from the newer side.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let breaking =
            |field: &Aspect| matches!(*field, "statuses" | "type" | "class" | "retry" | "details" | "also" | "envelope");
        let visible = |field: &Aspect| matches!(*field, "name" | "message" | "limits" | "deprecated");
        match (self.how, self.kind) {
            (How::Removed | How::Renamed, ItemKind::Error) => Verdict::Major,
            (How::Added, _) | (How::Removed | How::Renamed, _) => Verdict::Minor,
            (How::Changed, _) if self.fields.iter().any(breaking) => Verdict::Major,
            (How::Changed, _) if self.fields.iter().any(visible) => Verdict::Minor,
            (How::Changed, _) => Verdict::Patch,
        }
    }

    /// The change in the shape that `diff` and `check --docs` print.
    #[must_use]
    pub fn to_json(&self, catalog: &str) -> Value {
        let number = |key: &str| key.parse::<i64>().map_or_else(|_| json!(key), |number| json!(number));
        json!({
            "catalog": catalog,
            "change": self.how.as_str(),
            "item": self.kind.as_str(),
            "code": number(&self.key),
            "from": self.from.as_deref().map(number),
            "fields": self.fields,
            "verdict": self.verdict().as_str(),
            "line": self.at.map(|at| at.line),
        })
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind.as_str().replace('_', " ");
        write!(f, "{kind} {}", self.key)?;
        match self.how {
            How::Added => f.write_str(" is new"),
            How::Removed => f.write_str(" is gone"),
            How::Renamed => write!(f, " was {}", self.from.as_deref().unwrap_or_default()),
            How::Changed => write!(f, ": {}", self.fields.iter().copied().collect::<Vec<_>>().join(", ")),
        }
    }
}

/// The changes from the older items to the newer ones, in the newer order, removals last.
#[must_use]
pub fn changes(old: &[Item], new: &[Item]) -> Vec<Change> {
    let mut earlier: HashMap<(ItemKind, &str), Vec<&Item>> = HashMap::new();
    for item in old {
        earlier.entry((item.kind, &item.key)).or_default().push(item);
    }
    let mut changes = Vec::new();
    let mut added = Vec::new();
    for item in new {
        let before = earlier.get_mut(&(item.kind, item.key.as_str())).filter(|list| !list.is_empty()).map(|list| {
            let same = list.iter().position(|old| old.section == item.section).unwrap_or(0);
            list.remove(same)
        });
        match before {
            Some(before) => {
                let fields = differences(before, item);
                if !fields.is_empty() {
                    changes.push(Change { fields, ..Change::new(How::Changed, item) });
                }
            }
            None => {
                added.push((changes.len(), item));
                changes.push(Change::new(How::Added, item));
            }
        }
    }
    let left = |item: &&Item| {
        earlier.get(&(item.kind, item.key.as_str())).is_some_and(|list| list.iter().any(|left| std::ptr::eq(*left, *item)))
    };
    let mut removed: Vec<&Item> = old.iter().filter(left).collect();
    for (place, item) in added {
        if let Some(before) = renamed_from(item, &removed, new) {
            if let Some(change) = changes.get_mut(place) {
                change.how = How::Renamed;
                change.from = Some(before.key.clone());
                change.fields = differences(before, item);
            }
            removed.retain(|other| !std::ptr::eq(*other, before));
        }
    }
    changes.extend(removed.into_iter().map(|item| Change::new(How::Removed, item)));
    changes
}

/// The item that this one was before: the one it names, or the only one of which the same is said word for word.
fn renamed_from<'i>(item: &Item, removed: &[&'i Item], new: &[Item]) -> Option<&'i Item> {
    let said = |item: &Item| item.aspects.get("description").filter(|texts| !texts.is_empty()).cloned();
    let candidates: Vec<&&Item> = removed.iter().filter(|other| other.kind == item.kind).collect();
    let named = item.aspects.get("renamed_from");
    if let Some(other) = candidates.iter().find(|other| named.is_some_and(|names| names.contains(&other.key))) {
        return Some(other);
    }
    let description = said(item)?;
    let same = |other: &&&&Item| {
        said(other).as_ref() == Some(&description) && other.aspects.get("statuses") == item.aspects.get("statuses")
    };
    let mut alike = candidates.iter().filter(same);
    let only = alike.next()?;
    let twins = new.iter().filter(|twin| twin.kind == item.kind && said(twin).as_ref() == Some(&description)).count();
    (alike.next().is_none() && twins == 1).then_some(**only)
}

/// The aspects that both have and that differ. Notes around a thing are not what it is.
fn differences(before: &Item, now: &Item) -> BTreeSet<Aspect> {
    let both = now.aspects.iter().filter_map(|(aspect, values)| Some((*aspect, values, before.aspects.get(aspect)?)));
    both.filter(|(aspect, values, before)| *aspect != "notes" && values != before).map(|(aspect, ..)| aspect).collect()
}
