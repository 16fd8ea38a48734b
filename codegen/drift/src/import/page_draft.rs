//! A page's facts → the draft of a catalog.

use std::collections::HashSet;

use api_error_catalog_core::table::CodeForm;
use api_error_catalog_model::names::Names;
use api_error_catalog_pages::{Code, Explanation, Page};

use super::body_members::KnownNames;
use super::descriptions;
use super::draft::{Draft, DraftError, DraftType};
use super::envelope;
use super::errors::{Drafting, LONGEST_KEY, is_of_websocket};
use super::identities::{self, TakenIdentities, doubt};
use super::summary::LeftOut;

/// Makes the draft.
pub(super) fn draft(page: &Page) -> Draft {
    let known = known(page);
    let form = code_form(page);
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
    let types = types(page, &known);
    let mut errors: Vec<DraftError> = page
        .errors
        .iter()
        .filter_map(|fact| drafting.error(fact, form, &wire))
        .collect();
    // A reference page lists its errors; what else it explains are statuses and types.
    if form == CodeForm::None && !page.reference {
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
        title: page.title.as_ref().map(|title| title.value.clone()),
        support: page.support.clone(),
        code_form: form,
        wire,
        types,
        errors,
        statuses: drafting.statuses(),
        close_codes: drafting.close_codes(),
        left_out: drafting.left_out,
        shown: "of the page",
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

fn code_form(page: &Page) -> CodeForm {
    let (mut any, mut text) = (false, false);
    for code in codes(page) {
        any = true;
        text |= matches!(code, Code::Text(_));
    }
    match (any, text) {
        (false, _) => CodeForm::None,
        (true, true) => CodeForm::Text,
        (true, false) => CodeForm::Integer,
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

/// The types that the catalog lists: the page's and, if it has a list, those that only an error names.
fn types(page: &Page, known: &KnownNames) -> Vec<DraftType> {
    let mut types: Vec<DraftType> = Vec::new();
    for fact in page
        .types
        .iter()
        .filter(|fact| fact.name.value.chars().count() <= LONGEST_KEY)
    {
        if !types.iter().any(|ty| ty.name == fact.name.value) {
            let mut doubts: Vec<String> = doubt(page, &fact.name, "the type").into_iter().collect();
            types.push(DraftType {
                name: fact.name.value.clone(),
                statuses: identities::statuses(page, &fact.statuses, &mut doubts),
                description: descriptions::describe(page, &fact.about, &fact.name.value, None),
                doubts,
            });
        }
    }
    if types.is_empty() {
        return types;
    }
    let named = page
        .errors
        .iter()
        .filter_map(|error| error.error_type.as_ref())
        .map(|name| &name.value);
    for name in
        named.filter(|name| known.types.contains(*name) && name.chars().count() <= LONGEST_KEY)
    {
        if !types.iter().any(|ty| ty.name == *name) {
            let description = descriptions::describe(page, &Explanation::default(), name, None);
            types.push(DraftType {
                name: name.clone(),
                statuses: Vec::new(),
                description,
                doubts: Vec::new(),
            });
        }
    }
    types
}
