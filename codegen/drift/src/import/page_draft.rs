//! A page's facts → the draft of a catalog.

use std::collections::HashSet;

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::names::Names;
use api_error_catalog_pages::{Code, Page, TypeFact};

use super::body_members::KnownNames;
use super::descriptions;
use super::draft::{Draft, DraftError, DraftType};
use super::envelope;
use super::errors::{Drafting, LONGEST_KEY, is_of_websocket};
use super::identities::{self, TakenIdentities, doubt};
use super::summary::LeftOut;

/// Drafts a catalog. `shown` follows the lines of the examples in comments: ` of the page`.
pub(super) fn draft(page: &Page, shown: &'static str) -> Draft {
    let known = known(page);
    let code_type = code_type(page);
    let websocket_errors = page.errors.iter().any(|fact| is_of_websocket(page, fact));
    let wire = envelope::infer(page, &known, websocket_errors);
    let left_out = page.skipped.iter().map(LeftOut::of_reader).collect();
    let mut drafting = Drafting {
        page,
        names: Names::default(),
        keys: HashSet::new(),
        taken: TakenIdentities::default(),
        left_out,
    };
    let types = types(page);
    let mut errors: Vec<DraftError> = page
        .errors
        .iter()
        .filter_map(|fact| drafting.error(fact, code_type, &wire))
        .collect();
    // A reference page lists its errors; what else it explains are statuses and types.
    if code_type == CodeType::None && !page.reference {
        errors.extend(
            page.statuses
                .iter()
                .filter_map(|fact| drafting.status_as_error(fact)),
        );
        if errors.is_empty() {
            errors.extend(types.iter().filter_map(|ty| drafting.type_as_error(ty)));
        }
    }
    Draft {
        support: page.support.clone(),
        code_type,
        wire,
        types,
        errors,
        statuses: drafting.statuses(),
        close_codes: drafting.close_codes(),
        left_out: drafting.left_out,
        shown,
    }
}

fn codes(page: &Page) -> impl Iterator<Item = &Code> {
    page.errors
        .iter()
        .flat_map(|error| {
            error
                .code
                .iter()
                .chain(error.also.iter().map(|also| &also.code))
        })
        .map(|code| &code.value)
}

fn code_type(page: &Page) -> CodeType {
    let (mut any, mut text) = (false, false);
    for code in codes(page) {
        any = true;
        text |= matches!(code, Code::Text(_));
    }
    match (any, text) {
        (false, _) => CodeType::None,
        (true, true) => CodeType::String,
        (true, false) => CodeType::Integer,
    }
}

fn known(page: &Page) -> KnownNames {
    let of_errors = page
        .errors
        .iter()
        .filter_map(|error| error.error_type.as_ref());
    KnownNames {
        codes: codes(page).map(Code::to_string).collect(),
        types: of_errors
            .chain(page.types.iter().map(|ty| &ty.name))
            .map(|name| name.value.clone())
            .collect(),
    }
}

/// Returns the types that the catalog lists: the page's and, if it has a list, those that only an error names.
fn types(page: &Page) -> Vec<DraftType> {
    let listed = page.types.iter().map(|fact| (&fact.name.value, Some(fact)));
    let named = page
        .errors
        .iter()
        .filter_map(|error| Some((&error.error_type.as_ref()?.value, None)));
    let is_short = |name: &str| name.chars().count() <= LONGEST_KEY;
    let all: Vec<(&String, Option<&TypeFact>)> = listed
        .chain(named)
        .filter(|(name, _)| is_short(name))
        .collect();
    let mut types: Vec<DraftType> = Vec::new();
    if !all.iter().any(|(_, fact)| fact.is_some()) {
        return types;
    }
    for (name, fact) in all {
        if types.iter().any(|ty| ty.name == *name) {
            continue;
        }
        let of_name = fact.and_then(|fact| doubt(page, &fact.name, "the type"));
        let mut doubts: Vec<String> = of_name.into_iter().collect();
        let about = fact.map(|fact| fact.about.clone()).unwrap_or_default();
        let statuses = fact.map_or(&[][..], |fact| &fact.statuses);
        types.push(DraftType {
            name: name.clone(),
            statuses: identities::statuses(page, statuses, &mut doubts),
            description: descriptions::describe(page, &about, name, None),
            doubts,
        });
    }
    types
}
