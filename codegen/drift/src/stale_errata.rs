//! Errata whose page no longer has the problem, and differences from the page that errata explain.

use std::collections::BTreeMap;

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Condition;
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::Page;

use crate::aspect::Aspect;
use crate::change::{Change, ChangeKind};
use crate::item::ItemKind;
use crate::wire_facts::{WireFacts, codes_on_page};

/// An erratum that the page has fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleErratum {
    /// Its index in [`Catalog::all_errata`].
    pub erratum: usize,
    /// The condition that no longer holds, and what the page has instead.
    pub why: String,
    /// The location on the page.
    pub span: Option<Span>,
}

/// Returns the errata with a condition that no longer holds on the page, each with its first such condition.
#[must_use]
pub fn stale_errata(catalog: &Catalog, page: &Page) -> Vec<StaleErratum> {
    let codes = codes_on_page(page);
    let errata = catalog.all_errata().enumerate();
    let stale = errata.filter_map(|(index, (_, erratum))| {
        let (condition, (found, span)) = erratum
            .conditions
            .iter()
            .find_map(|condition| Some((condition, contradiction(condition, &codes, page)?)))?;
        Some(StaleErratum {
            erratum: index,
            why: format!("expected that {condition}, but {found}"),
            span,
        })
    });
    stale.collect()
}

/// Returns `true` if errata state what the page has in place of this part of the catalog, and the page still has it: the statuses
/// or the type of a code, a code that the page shows without listing it or lacks, or a listed code that is not one.
pub(crate) fn is_explained(
    change: &Change,
    catalog: &Catalog,
    codes: &BTreeMap<String, WireFacts>,
    page: &Page,
) -> bool {
    if change.item.kind != ItemKind::Error {
        return false;
    }
    let key = &change.item.key;
    let holds = |states: &dyn Fn(&Condition) -> bool| {
        let errata = catalog.all_errata();
        let mut conditions = errata.flat_map(|(_, erratum)| &erratum.conditions);
        conditions
            .any(|condition| states(condition) && contradiction(condition, codes, page).is_none())
    };
    match change.kind {
        ChangeKind::Renamed => false,
        ChangeKind::Added => {
            holds(&|condition| matches!(condition, Condition::Code { code, .. } if code == key))
        }
        ChangeKind::Removed => holds(&|condition| match condition {
            Condition::Shows { text, .. } => text == key,
            Condition::Lacks { text, section } => text == key && section.is_empty(),
            Condition::Code { .. } => false,
        }),
        ChangeKind::Changed => change.aspects.iter().all(|aspect| {
            holds(&|condition| match condition {
                Condition::Code {
                    code,
                    statuses,
                    error_type,
                } => {
                    code == key
                        && match aspect {
                            Aspect::Statuses => statuses.is_some(),
                            Aspect::Type => error_type.is_some(),
                            _ => false,
                        }
                }
                _ => false,
            })
        }),
    }
}

/// Returns what the page has instead of what a condition expects, with its position.
fn contradiction(
    condition: &Condition,
    codes: &BTreeMap<String, WireFacts>,
    page: &Page,
) -> Option<(String, Option<Span>)> {
    let (text, section) = match condition {
        Condition::Shows { text, section, .. } | Condition::Lacks { text, section } => {
            (text, section)
        }
        Condition::Code { code, .. } => {
            return match codes.get(code) {
                None => Some(("the page does not list it".to_owned(), None)),
                Some(facts) => {
                    differs(condition, facts).then(|| (summary(facts), facts.span.clone()))
                }
            };
        }
    };
    if !page.has_section(section) {
        return Some(("the page has no such section".to_owned(), None));
    }
    let found = page.find(text, section);
    let holds = match condition {
        Condition::Shows {
            times: Some(times), ..
        } => found.len() == *times,
        Condition::Lacks { .. } => found.is_empty(),
        Condition::Shows { .. } | Condition::Code { .. } => !found.is_empty(),
    };
    let count = match found.len() {
        0 => "found none".to_owned(),
        times => format!("found {times}"),
    };
    (!holds).then(|| (count, found.last().cloned()))
}

fn differs(condition: &Condition, facts: &WireFacts) -> bool {
    let Condition::Code {
        statuses,
        error_type,
        ..
    } = condition
    else {
        return false;
    };
    let statuses = statuses
        .as_ref()
        .is_some_and(|statuses| facts.statuses != statuses.iter().copied().collect());
    let has_type = |name| facts.error_types().any(|known| known == name);
    statuses || error_type.as_ref().is_some_and(|name| !has_type(name))
}

fn summary(facts: &WireFacts) -> String {
    let statuses: Vec<String> = facts.statuses.iter().map(u16::to_string).collect();
    let types: Vec<&str> = facts.type_aliases.iter().map(String::as_str).collect();
    let or_none = |list: Vec<&str>| match list.as_slice() {
        [] => "none".to_owned(),
        list => list.join(", "),
    };
    let statuses = or_none(statuses.iter().map(String::as_str).collect());
    format!("its status is {statuses} and its type {}", or_none(types))
}
