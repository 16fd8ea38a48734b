//! Two lists of items → their changes.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use crate::aspect::Aspect;
use crate::change::{Change, ChangeKind};
use crate::item::{AspectValue, Item, ItemKind};

/// Returns the changes from the older items to the newer ones, in the newer order, with removals last.
#[must_use]
pub fn changes(old: &[Item], new: &[Item]) -> Vec<Change> {
    let mut earlier = EarlierItems::new(old);
    let mut changes = Vec::new();
    let mut added = Vec::new();
    for item in new {
        match earlier.take(item) {
            Some(before) => {
                let aspects = differing_aspects(before, item);
                if !aspects.is_empty() {
                    changes.push(Change::changed(before.clone(), item.clone(), aspects));
                }
            }
            None => {
                added.push((changes.len(), item));
                changes.push(Change::added(item.clone()));
            }
        }
    }
    let mut removed: Vec<&Item> = old.iter().filter(|item| !earlier.is_taken(item)).collect();
    let renamed = find_renamed(&mut changes, &added, &RenameIndex::new(&removed, new));
    removed.retain(|item| !renamed.contains(&std::ptr::from_ref(*item)));
    changes.extend(removed.into_iter().cloned().map(Change::removed));
    changes
}

/// Turns additions into renamings; returns the older items that were renamed.
fn find_renamed(
    changes: &mut [Change],
    added: &[(usize, &Item)],
    index: &RenameIndex<'_>,
) -> HashSet<*const Item> {
    let mut renamed: HashSet<*const Item> = HashSet::new();
    for (position, item) in added {
        let before = index
            .former(item)
            .filter(|before| renamed.insert(std::ptr::from_ref(*before)));
        if let (Some(before), Some(change)) = (before, changes.get_mut(*position)) {
            let mut aspects = differing_aspects(before, item);
            // The renaming itself says this.
            aspects.remove(&Aspect::Code);
            *change = Change {
                kind: ChangeKind::Renamed,
                ..Change::changed(before.clone(), (*item).clone(), aspects)
            };
        }
    }
    renamed
}

/// The older items, each to be found once: by key and heading, otherwise by key alone.
struct EarlierItems<'i> {
    by_section: HashMap<(ItemKind, &'i str, &'i str), VecDeque<&'i Item>>,
    by_key: HashMap<(ItemKind, &'i str), VecDeque<&'i Item>>,
    taken: HashSet<*const Item>,
}

impl<'i> EarlierItems<'i> {
    fn new(old: &'i [Item]) -> EarlierItems<'i> {
        let mut earlier = EarlierItems {
            by_section: HashMap::new(),
            by_key: HashMap::new(),
            taken: HashSet::new(),
        };
        for item in old {
            earlier
                .by_section
                .entry((item.kind, &item.key, &item.section))
                .or_default()
                .push_back(item);
            earlier
                .by_key
                .entry((item.kind, &item.key))
                .or_default()
                .push_back(item);
        }
        earlier
    }

    fn take(&mut self, item: &'i Item) -> Option<&'i Item> {
        let EarlierItems {
            by_section,
            by_key,
            taken,
        } = self;
        let mut first = |list: Option<&mut VecDeque<&'i Item>>| {
            let list = list?;
            std::iter::from_fn(|| list.pop_front())
                .find(|old| taken.insert(std::ptr::from_ref(*old)))
        };
        let near =
            first(by_section.get_mut(&(item.kind, item.key.as_str(), item.section.as_str())));
        near.or_else(|| first(by_key.get_mut(&(item.kind, item.key.as_str()))))
    }

    fn is_taken(&self, item: &Item) -> bool {
        self.taken.contains(&std::ptr::from_ref(item))
    }
}

/// The values by which an item is recognized under another code: its description and its statuses.
type Likeness<'i> = (ItemKind, Vec<&'i str>, Vec<&'i str>);

/// The removed items, to be found by their likeness.
struct RenameIndex<'i> {
    by_key: HashMap<(ItemKind, &'i str), &'i Item>,
    by_likeness: HashMap<Likeness<'i>, Vec<&'i Item>>,
    /// The number of newer items with a description. If several share one, it identifies none of them.
    descriptions: HashMap<(ItemKind, Vec<&'i str>), usize>,
}

impl<'i> RenameIndex<'i> {
    fn new(removed: &[&'i Item], new: &'i [Item]) -> RenameIndex<'i> {
        let mut index = RenameIndex {
            by_key: HashMap::new(),
            by_likeness: HashMap::new(),
            descriptions: HashMap::new(),
        };
        for &item in removed {
            index.by_key.entry((item.kind, &item.key)).or_insert(item);
            if let Some(likeness) = likeness(item) {
                index.by_likeness.entry(likeness).or_default().push(item);
            }
        }
        for (kind, description, _) in new.iter().filter_map(likeness) {
            *index.descriptions.entry((kind, description)).or_default() += 1;
        }
        index
    }

    /// Returns the older item that an item names as its former self, or the only one that is like it.
    fn former(&self, item: &Item) -> Option<&'i Item> {
        let renamed_from = item.aspect(Aspect::RenamedFrom);
        let mut named = renamed_from.into_iter().flat_map(AspectValue::values);
        if let Some(before) = named.find_map(|name| self.by_key.get(&(item.kind, name))) {
            return Some(before);
        }
        let likeness = likeness(item)?;
        let [only] = self.by_likeness.get(&likeness)?.as_slice() else {
            return None;
        };
        let (kind, description, _) = likeness;
        (self.descriptions.get(&(kind, description)) == Some(&1)).then_some(*only)
    }
}

fn likeness(item: &Item) -> Option<Likeness<'_>> {
    let values = |aspect| {
        let value = item.aspect(aspect);
        value
            .into_iter()
            .flat_map(AspectValue::values)
            .collect::<Vec<_>>()
    };
    let description = values(Aspect::Description);
    (!description.is_empty()).then(|| (item.kind, description, values(Aspect::Statuses)))
}

/// Aspects that do not change the item itself: remarks elsewhere, and what only explains another aspect.
const INCIDENTAL: [Aspect; 3] = [Aspect::Notes, Aspect::Aliases, Aspect::RenamedFrom];

/// Returns the aspects that both items have and that differ.
fn differing_aspects(before: &Item, now: &Item) -> BTreeSet<Aspect> {
    let both = now
        .aspects
        .iter()
        .filter_map(|(aspect, value)| Some((*aspect, value, before.aspect(*aspect)?)));
    both.filter(|(aspect, value, before)| !INCIDENTAL.contains(aspect) && !value.matches(before))
        .map(|(aspect, ..)| aspect)
        .collect()
}
