//! The facts that a page or a catalog documents about a code or a type on the wire.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_model::source::Span;
use api_error_catalog_pages::Page;

use crate::aspect::Aspect;
use crate::item::{Item, ItemKind};

/// What one side documents about a code or a type.
#[derive(Debug, Default)]
pub(crate) struct WireFacts {
    pub(crate) statuses: BTreeSet<u16>,
    /// The error's type, or `None` if this side does not state it.
    pub(crate) error_type: Option<String>,
    /// Further words by which this side calls the type.
    pub(crate) type_aliases: BTreeSet<String>,
    /// The location on the page.
    pub(crate) span: Option<Span>,
}

impl WireFacts {
    pub(crate) fn at(span: &Span) -> WireFacts {
        WireFacts {
            span: Some(span.clone()),
            ..WireFacts::default()
        }
    }

    pub(crate) fn error_types(&self) -> impl Iterator<Item = &String> {
        self.error_type.iter().chain(&self.type_aliases)
    }

    /// Returns `true` if both sides state a type, and it is not the same one.
    pub(crate) fn differs_in_type(&self, other: &WireFacts) -> bool {
        let mut names = self.error_types().peekable();
        names.peek().is_some()
            && other.error_types().next().is_some()
            && !names.any(|name| other.error_types().any(|other| other == name))
    }

    pub(crate) fn item(&self, kind: ItemKind, key: &str) -> Item {
        let item = Item {
            span: self.span.clone(),
            ..Item::new(kind, key)
        };
        if kind == ItemKind::CloseCode {
            return item;
        }
        let item = item.with(Aspect::Statuses, self.statuses.iter().map(u16::to_string));
        match kind {
            ItemKind::Error => item.with(Aspect::Type, self.error_type.clone()),
            _ => item,
        }
    }
}

/// Returns what a page documents about each of its codes.
pub(crate) fn codes_on_page(page: &Page) -> BTreeMap<String, WireFacts> {
    let mut codes: BTreeMap<String, WireFacts> = BTreeMap::new();
    for fact in &page.errors {
        if let Some(code) = &fact.code {
            let facts = codes
                .entry(code.value.to_string())
                .or_insert_with(|| WireFacts::at(&code.span));
            facts
                .statuses
                .extend(fact.statuses.iter().map(|status| status.value));
            if let Some(name) = &fact.error_type {
                facts.error_type.get_or_insert_with(|| name.value.clone());
                facts.type_aliases.insert(name.value.clone());
            }
        }
        for also in &fact.also {
            let facts = codes
                .entry(also.code.value.to_string())
                .or_insert_with(|| WireFacts::at(&also.code.span));
            facts
                .statuses
                .extend(also.statuses.iter().map(|status| status.value));
        }
    }
    codes
}
