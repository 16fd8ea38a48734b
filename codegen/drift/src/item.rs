//! Items: the errors, types, statuses and close codes of a page or a catalog, with values that can be compared.

use std::collections::BTreeMap;
use std::fmt::Display;

use api_error_catalog_model::source::Span;

use crate::aspect::Aspect;

/// The kind of an item.
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
    /// The page or the catalog as a whole: examples that belong to no error, support, the envelope.
    Page,
}

impl ItemKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [ItemKind; 5] = [
        ItemKind::Error,
        ItemKind::Type,
        ItemKind::Status,
        ItemKind::CloseCode,
        ItemKind::Page,
    ];

    /// Returns the word for it in JSON and in a lock.
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

/// The values of one aspect of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AspectValue {
    /// The values, each with the number of places that state it.
    Known(BTreeMap<String, usize>),
    /// A fingerprint, which is all that a lock keeps of longer texts.
    Fingerprint(Fingerprint),
}

/// A fingerprint of an aspect's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// A hash of the values, in order.
    pub hash: u64,
    /// The number of places that repeat a value.
    pub repeats: usize,
}

impl Default for AspectValue {
    fn default() -> Self {
        AspectValue::Known(BTreeMap::new())
    }
}

impl AspectValue {
    /// Returns the values with their numbers of places, or `None` if only their fingerprint is known.
    #[must_use]
    pub fn known(&self) -> Option<&BTreeMap<String, usize>> {
        match self {
            AspectValue::Known(values) => Some(values),
            AspectValue::Fingerprint(_) => None,
        }
    }

    /// Returns the values; none if only their fingerprint is known.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.known()
            .into_iter()
            .flat_map(|values| values.keys().map(String::as_str))
    }

    /// Returns `true` for a known, empty list of values.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known().is_some_and(BTreeMap::is_empty)
    }

    pub(crate) fn contains(&self, value: &str) -> bool {
        self.known()
            .is_some_and(|values| values.contains_key(value))
    }

    /// Returns the fingerprint of the values.
    ///
    /// It is FNV-1a with 64 bits: stable, and enough to notice a change that no one tries to hide.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let values = match self {
            AspectValue::Known(values) => values,
            AspectValue::Fingerprint(print) => return *print,
        };
        let bytes = values.keys().flat_map(|text| text.bytes().chain([0x1f]));
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let repeats = values.values().map(|places| places.saturating_sub(1)).sum();
        Fingerprint { hash, repeats }
    }

    /// Returns `true` if both have the same values, whatever the number of places that state them.
    pub(crate) fn has_values_of(&self, other: &AspectValue) -> bool {
        self.fingerprint().hash == other.fingerprint().hash
    }

    /// Returns `true` if both have the same values, stated in the same number of places.
    pub(crate) fn matches(&self, other: &AspectValue) -> bool {
        match (self.known(), other.known()) {
            (Some(own), Some(others)) => own == others,
            _ => self.fingerprint() == other.fingerprint(),
        }
    }
}

/// One thing that a page or a catalog documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its kind.
    pub kind: ItemKind,
    /// Its code, type or status, or its name or message if it has none of these.
    pub key: String,
    /// The nearest heading, which distinguishes items with the same key.
    pub section: String,
    /// Its first mention on the page.
    pub span: Option<Span>,
    /// Its values. An aspect that is absent cannot be compared.
    pub aspects: BTreeMap<Aspect, AspectValue>,
}

impl Item {
    pub(crate) fn new(kind: ItemKind, key: impl Into<String>) -> Item {
        Item {
            kind,
            key: key.into(),
            section: String::new(),
            span: None,
            aspects: BTreeMap::new(),
        }
    }

    /// Adds values, each stated in one place however often they are listed.
    pub(crate) fn with(
        mut self,
        aspect: Aspect,
        values: impl IntoIterator<Item = impl Into<String>>,
    ) -> Item {
        if let AspectValue::Known(known) = self.aspects.entry(aspect).or_default() {
            known.extend(values.into_iter().map(|value| (value.into(), 1)));
        }
        self
    }

    /// Adds values, each with the number of places that state it.
    pub(crate) fn with_places(
        mut self,
        aspect: Aspect,
        values: impl IntoIterator<Item = (String, usize)>,
    ) -> Item {
        if let AspectValue::Known(known) = self.aspects.entry(aspect).or_default() {
            for (value, places) in values {
                *known.entry(value).or_default() += places;
            }
        }
        self
    }

    /// Returns the values of an aspect, or `None` if it cannot be compared.
    #[must_use]
    pub fn aspect(&self, aspect: Aspect) -> Option<&AspectValue> {
        self.aspects.get(&aspect)
    }

    /// Returns the values of an aspect; none if it cannot be compared.
    #[must_use]
    pub fn value(&self, aspect: Aspect) -> AspectValue {
        self.aspect(aspect).cloned().unwrap_or_default()
    }
}

/// Writes a further code of an error, with its statuses: `50001 (404, 500)`.
pub(crate) fn further_code(code: impl Display, statuses: impl Iterator<Item = u16>) -> String {
    let statuses: Vec<String> = statuses.map(|status| status.to_string()).collect();
    match statuses.as_slice() {
        [] => code.to_string(),
        statuses => format!("{code} ({})", statuses.join(", ")),
    }
}
