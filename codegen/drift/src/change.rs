//! Two lists of items → what changed, and what it means for those who use the generated Rust.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use serde_json::{Value, json};

use crate::item::{Aspect, Item, ItemKind};
use crate::verdict::{is_mild, keeps_name};
use api_error_catalog_pages::At;

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
    /// Of that, what breaks no code that was right before.
    pub mild: BTreeSet<Aspect>,
    /// Whether its name in Rust before is still one of its names.
    pub alias: bool,
    /// Where the newer side speaks of it, or the older, where only that does.
    pub at: Option<At>,
}

impl Change {
    pub(super) fn new(how: How, item: &Item) -> Change {
        let (fields, mild) = (BTreeSet::new(), BTreeSet::new());
        Change {
            how,
            kind: item.kind,
            key: item.key.clone(),
            from: None,
            fields,
            mild,
            alias: false,
            at: item.at,
        }
    }

    /// With what differs between the two.
    fn between(how: How, before: &Item, now: &Item) -> Change {
        let fields = differences(before, now);
        let mild = fields
            .iter()
            .copied()
            .filter(|aspect| is_mild(aspect, before, now))
            .collect();
        Change {
            fields,
            mild,
            alias: keeps_name(before, now),
            ..Change::new(how, now)
        }
    }

    /// The change in the shape that `diff` and `check --docs` print.
    #[must_use]
    pub fn to_json(&self, catalog: &str) -> Value {
        let number = |key: &str| {
            key.parse::<i64>()
                .map_or_else(|_| json!(key), |number| json!(number))
        };
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
        let gap = if self.key.is_empty() { "" } else { " " };
        write!(f, "{kind}{gap}{}", self.key)?;
        match self.how {
            How::Added => f.write_str(" is new"),
            How::Removed => f.write_str(" is gone"),
            How::Renamed => write!(f, " was {}", self.from.as_deref().unwrap_or_default()),
            How::Changed => write!(
                f,
                ": {}",
                self.fields.iter().copied().collect::<Vec<_>>().join(", ")
            ),
        }
    }
}

/// The changes from the older items to the newer ones, in the newer order, removals last.
#[must_use]
pub fn changes(old: &[Item], new: &[Item]) -> Vec<Change> {
    let mut earlier = Earlier::new(old);
    let mut changes = Vec::new();
    let mut added = Vec::new();
    for item in new {
        match earlier.take(item) {
            Some(before) => {
                let change = Change::between(How::Changed, before, item);
                changes.extend((!change.fields.is_empty()).then_some(change));
            }
            None => {
                added.push((changes.len(), item));
                changes.push(Change::new(How::Added, item));
            }
        }
    }
    let removed: Vec<&Item> = old
        .iter()
        .filter(|item| !earlier.taken.contains(&std::ptr::from_ref(*item)))
        .collect();
    let renames = Renames::new(&removed, new);
    let mut renamed: HashSet<*const Item> = HashSet::new();
    for (place, item) in added {
        let before = renames
            .before(item)
            .filter(|before| renamed.insert(std::ptr::from_ref(*before)));
        if let (Some(before), Some(change)) = (before, changes.get_mut(place)) {
            *change = Change {
                from: Some(before.key.clone()),
                ..Change::between(How::Renamed, before, item)
            };
        }
    }
    let gone = removed
        .into_iter()
        .filter(|item| !renamed.contains(&std::ptr::from_ref(*item)));
    changes.extend(gone.map(|item| Change::new(How::Removed, item)));
    changes
}

/// The older items, each to be found once: by its key and heading, else by its key alone.
struct Earlier<'i> {
    by_section: HashMap<(ItemKind, &'i str, &'i str), VecDeque<&'i Item>>,
    by_key: HashMap<(ItemKind, &'i str), VecDeque<&'i Item>>,
    taken: HashSet<*const Item>,
}

impl<'i> Earlier<'i> {
    fn new(old: &'i [Item]) -> Earlier<'i> {
        let mut earlier = Earlier {
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
        let Earlier {
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
}

/// What tells that two items are one under two codes: the same said of both, word for word, with the same statuses.
type Said<'i> = (ItemKind, &'i BTreeSet<String>, Option<&'i BTreeSet<String>>);

/// The items that are gone, to be found by what was said of them.
struct Renames<'i> {
    by_key: HashMap<(ItemKind, &'i str), &'i Item>,
    by_text: HashMap<Said<'i>, Vec<&'i Item>>,
    /// How many newer items have one description: where several do, it tells nothing.
    twins: HashMap<(ItemKind, &'i BTreeSet<String>), usize>,
}

impl<'i> Renames<'i> {
    fn new(removed: &[&'i Item], new: &'i [Item]) -> Renames<'i> {
        let mut renames = Renames {
            by_key: HashMap::new(),
            by_text: HashMap::new(),
            twins: HashMap::new(),
        };
        for item in removed {
            renames.by_key.entry((item.kind, &item.key)).or_insert(item);
            if let Some(said) = said(item) {
                renames
                    .by_text
                    .entry((item.kind, said, item.aspects.get("statuses")))
                    .or_default()
                    .push(item);
            }
        }
        for (kind, said) in new.iter().filter_map(|item| Some((item.kind, said(item)?))) {
            *renames.twins.entry((kind, said)).or_default() += 1;
        }
        renames
    }

    /// The item that this one was before: the one it names, or the only one of which the same is said.
    fn before(&self, item: &Item) -> Option<&'i Item> {
        let named = item.aspects.get("renamed_from").into_iter().flatten();
        if let Some(before) = named
            .filter_map(|name| self.by_key.get(&(item.kind, name.as_str())))
            .next()
        {
            return Some(before);
        }
        let said = said(item)?;
        let alike = self
            .by_text
            .get(&(item.kind, said, item.aspects.get("statuses")))?;
        let only = alike.first().filter(|_| alike.len() == 1)?;
        (self.twins.get(&(item.kind, said)) == Some(&1)).then_some(only)
    }
}

fn said(item: &Item) -> Option<&BTreeSet<String>> {
    item.aspects
        .get("description")
        .filter(|texts| !texts.is_empty())
}

/// Said beside a thing, and what only explains another aspect: no change of the thing itself.
const BESIDE: [Aspect; 3] = ["notes", "aliases", "renamed_from"];

/// The aspects that both have and that differ.
fn differences(before: &Item, now: &Item) -> BTreeSet<Aspect> {
    let both = now
        .aspects
        .iter()
        .filter_map(|(aspect, values)| Some((*aspect, values, before.aspects.get(aspect)?)));
    both.filter(|(aspect, values, before)| !BESIDE.contains(aspect) && values != before)
        .map(|(aspect, ..)| aspect)
        .collect()
}
