//! Quirks whose page no longer has the fault.

use std::collections::BTreeMap;

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Condition;

use crate::check::{Said, codes_of_page};
use api_error_catalog_pages::At;
use api_error_catalog_pages::Page;
use api_error_catalog_pages::Texts;

/// A quirk that the page mends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleQuirk {
    /// Its place in [`Catalog::all_quirks`], from 0.
    pub quirk: usize,
    /// The condition that no longer holds, and what the page has instead.
    pub why: String,
    /// Where the page has it.
    pub at: Option<At>,
}

/// The quirks of which a condition no longer holds on the page; of each the first such condition.
#[must_use]
pub fn stale_quirks(catalog: &Catalog, page: &Page, texts: &Texts<'_>) -> Vec<StaleQuirk> {
    let codes = codes_of_page(page);
    let stale = catalog
        .all_quirks()
        .enumerate()
        .filter_map(|(quirk, (_, said))| {
            let (why, at) = said
                .conditions
                .iter()
                .find_map(|condition| broken(condition, &codes, texts))?;
            Some(StaleQuirk { quirk, why, at })
        });
    stale.collect()
}

/// Why a condition does not hold, and where that can be seen.
fn broken(
    condition: &Condition,
    codes: &BTreeMap<String, Said>,
    texts: &Texts<'_>,
) -> Option<(String, Option<At>)> {
    let told = |found: String, at: Option<At>| {
        Some((format!("it is no longer so that {condition}: {found}"), at))
    };
    let (text, section) = match condition {
        Condition::Shows { text, section, .. } | Condition::Lacks { text, section } => {
            (text, section)
        }
        Condition::Code { code, .. } => {
            let Some(said) = codes.get(code) else {
                return told("the page does not list it".to_owned(), None);
            };
            return differs(condition, said)
                .then(|| told(found(said), said.at))
                .flatten();
        }
    };
    if !texts.has_section(section) {
        return told("there is no such section".to_owned(), None);
    }
    let places = texts.find(text, section);
    let holds = match condition {
        Condition::Shows {
            times: Some(times), ..
        } => places.len() == *times,
        Condition::Lacks { .. } => places.is_empty(),
        Condition::Shows { .. } | Condition::Code { .. } => !places.is_empty(),
    };
    let found = match places.len() {
        0 => "it does not stand there".to_owned(),
        1 => "it stands there once".to_owned(),
        times => format!("it stands there {times} times"),
    };
    if holds {
        None
    } else {
        told(found, places.last().copied())
    }
}

fn differs(condition: &Condition, said: &Said) -> bool {
    let Condition::Code {
        statuses,
        type_name,
        ..
    } = condition
    else {
        return false;
    };
    let statuses = statuses
        .as_ref()
        .is_some_and(|statuses| said.statuses != statuses.iter().copied().collect());
    let of_type = |name: &String| {
        said.type_names
            .as_ref()
            .is_some_and(|names| names.contains(name))
    };
    statuses || type_name.as_ref().is_some_and(|name| !of_type(name))
}

fn found(said: &Said) -> String {
    let statuses: Vec<String> = said.statuses.iter().map(u16::to_string).collect();
    let types: Vec<&str> = said
        .type_names
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let or_none = |list: String| {
        if list.is_empty() {
            "none".to_owned()
        } else {
            list
        }
    };
    format!(
        "its status is {}, its type {}",
        or_none(statuses.join(", ")),
        or_none(types.join(", "))
    )
}
