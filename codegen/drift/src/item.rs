//! A page, broken down into items that can be compared.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_pages::At;
use api_error_catalog_pages::{Body, Found, Page, Source, Wording};

/// What sort of thing an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// An error.
    Error,
    /// A type that groups errors.
    Type,
    /// An HTTP status.
    Status,
    /// A WebSocket close code.
    CloseCode,
    /// What concerns the page or the catalog as a whole: its examples of no error in particular, its support, its envelope.
    Page,
}

impl ItemKind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [ItemKind; 5] = [
        ItemKind::Error,
        ItemKind::Type,
        ItemKind::Status,
        ItemKind::CloseCode,
        ItemKind::Page,
    ];

    /// The word for it in JSON and in a lock.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ItemKind::Error => "error",
            ItemKind::Type => "type",
            ItemKind::Status => "status",
            ItemKind::CloseCode => "close_code",
            ItemKind::Page => "page",
        }
    }
}

/// A side of an item that can change on its own; the word for it in JSON and in a lock.
pub type Aspect = &'static str;

/// One thing, as far as it can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What sort of thing it is.
    pub kind: ItemKind,
    /// Its code, type or status; a name or message where it has none of those.
    pub key: String,
    /// The nearest heading, which tells things with one key apart.
    pub section: String,
    /// Where the page first speaks of it.
    pub at: Option<At>,
    /// What is said of it; an aspect that is absent cannot be compared.
    pub aspects: BTreeMap<Aspect, BTreeSet<String>>,
}

impl Item {
    pub(super) fn new(kind: ItemKind, key: impl Into<String>) -> Item {
        Item {
            kind,
            key: key.into(),
            section: String::new(),
            at: None,
            aspects: BTreeMap::new(),
        }
    }

    pub(super) fn with(mut self, aspect: Aspect, values: impl IntoIterator<Item = String>) -> Item {
        self.aspects.entry(aspect).or_default().extend(values);
        self
    }

    fn placed(mut self, section: &[String], at: At) -> Item {
        self.section = section.last().cloned().unwrap_or_default();
        self.at = Some(at);
        self
    }
}

/// The items of a page. Places, order and white space are no part of what can change.
#[must_use]
pub fn of_page(page: &Page) -> Vec<Item> {
    let mut items = errors(page);
    items.extend(page.types.iter().map(|fact| {
        let item = Item::new(ItemKind::Type, &fact.name.value).placed(&fact.section, fact.name.at);
        texts(
            item.with("statuses", all(&fact.statuses))
                .with("description", one(fact.description.as_ref())),
            &fact.wordings,
        )
    }));
    items.extend(page.statuses.iter().map(|fact| {
        let item = Item::new(ItemKind::Status, fact.status.value.to_string())
            .placed(&fact.section, fact.status.at);
        let item = item
            .with("name", one(fact.name.as_ref()))
            .with("description", one(fact.description.as_ref()));
        let item = item
            .with("causes", all(&fact.causes))
            .with("solutions", all(&fact.solutions))
            .with("limits", all(&fact.limits));
        texts(
            item.with("example", bodies(page, &fact.bodies)),
            &fact.wordings,
        )
    }));
    items.extend(page.close_codes.iter().map(|fact| {
        let item = Item::new(ItemKind::CloseCode, fact.code.value.to_string())
            .placed(&fact.section, fact.code.at);
        let item = item
            .with("name", one(fact.name.as_ref()))
            .with("description", one(fact.description.as_ref()));
        texts(item.with("solutions", all(&fact.solutions)), &fact.wordings)
    }));
    items.push(whole_page(page));
    items
}

fn errors(page: &Page) -> Vec<Item> {
    let item = |fact: &api_error_catalog_pages::ErrorFact| {
        let named = fact
            .name
            .as_ref()
            .or(fact.description.as_ref())
            .map(|name| name.value.clone());
        let key = fact
            .code
            .as_ref()
            .map(|code| code.value.to_string())
            .or(named)
            .unwrap_or_default();
        let also = fact
            .also
            .iter()
            .map(|also| format!("{} {:?}", also.code.value, all(&also.statuses)));
        let item = Item::new(ItemKind::Error, key).placed(&fact.section, fact.at);
        let item = item
            .with("statuses", all(&fact.statuses))
            .with("type", one(fact.error_type.as_ref()))
            .with("also", also);
        let item = item
            .with("name", one(fact.name.as_ref()))
            .with("description", one(fact.description.as_ref()));
        let item = item
            .with("causes", all(&fact.causes))
            .with("solutions", all(&fact.solutions))
            .with("limits", all(&fact.limits));
        texts(
            item.with("retry", all(&fact.retry))
                .with("example", bodies(page, &fact.bodies)),
            &fact.wordings,
        )
    };
    page.errors.iter().map(item).collect()
}

/// Examples of no error in particular, and where to turn.
fn whole_page(page: &Page) -> Item {
    let shown: BTreeSet<usize> = page
        .errors
        .iter()
        .flat_map(|fact| &fact.bodies)
        .chain(page.statuses.iter().flat_map(|fact| &fact.bodies))
        .copied()
        .collect();
    let others: Vec<usize> = (0..page.bodies.len())
        .filter(|at| !shown.contains(at))
        .collect();
    // The target of a link is layout; an address that is written out is said.
    let said = all(&page.support)
        .into_iter()
        .filter(|contact| !contact.contains("://"));
    Item::new(ItemKind::Page, "")
        .with("example", bodies(page, &others))
        .with("support", said)
}

/// Texts about the thing, and, apart from them, notes further down the page.
fn texts(item: Item, wordings: &[Wording]) -> Item {
    let (notes, stated): (Vec<_>, Vec<_>) = wordings
        .iter()
        .partition(|wording| wording.source == Source::Note);
    let values = |wordings: Vec<&Wording>| -> Vec<String> {
        wordings
            .iter()
            .map(|wording| wording.text.value.clone())
            .collect()
    };
    item.with("texts", values(stated))
        .with("notes", values(notes))
}

fn bodies(page: &Page, places: &[usize]) -> Vec<String> {
    let text = |body: &Body| match &body.value {
        Some(value) => value.to_string(),
        None => body.raw.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    places
        .iter()
        .filter_map(|place| page.bodies.get(*place))
        .map(text)
        .collect()
}

fn all<T: ToString>(found: &[Found<T>]) -> Vec<String> {
    found.iter().map(|found| found.value.to_string()).collect()
}

fn one(found: Option<&Found<String>>) -> Vec<String> {
    found.map(|found| found.value.clone()).into_iter().collect()
}
