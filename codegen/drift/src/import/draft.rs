//! A page's facts → the draft of a catalog: plain data that is sound, so that the loader takes it as it is.

use std::collections::HashSet;

use api_error_catalog_core::Class;

use super::details::Detail;
use super::envelope::{self, Wire};
use super::errors::{Drafting, LONGEST_KEY, is_of_websocket};
use super::limits::Limit;
use super::looks::{self, Identity, Looks, doubt};
use super::roles::Known;
use super::summary::LeftOut;
use super::wording::{self, Worded};
use crate::import::advice::Advice;
use api_error_catalog_model::names::Names;
use api_error_catalog_pages::{Code, Explanation, Fact, Page, ReferenceFacts};

/// The draft of a catalog.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Option<String>,
    pub(super) support: Vec<Fact<String>>,
    pub(super) form: CodeForm,
    pub(super) wire: Wire,
    pub(super) types: Vec<Type>,
    pub(super) errors: Vec<Error>,
    pub(super) statuses: Vec<Numbered>,
    pub(super) close_codes: Vec<Numbered>,
    pub(super) left_out: Vec<LeftOut>,
    /// Where its examples are shown.
    pub(super) shown: &'static str,
}

/// What codes are on the wire.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeForm {
    Text,
    Integer,
    #[default]
    None,
}

/// A type that groups errors.
#[derive(Debug)]
pub(super) struct Type {
    pub(super) name: String,
    pub(super) statuses: Vec<u16>,
    pub(super) worded: Worded,
    pub(super) doubts: Vec<String>,
}

/// An error.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) key: String,
    pub(super) rust_name: Option<String>,
    pub(super) identities: Vec<Identity>,
    /// The message of a WebSocket that tells it, as a pattern.
    pub(super) websocket: Option<String>,
    pub(super) type_name: Option<String>,
    pub(super) worded: Worded,
    pub(super) causes: Vec<String>,
    pub(super) solutions: Vec<String>,
    pub(super) limits: Vec<Limit>,
    pub(super) details: Vec<Detail>,
    /// Whether to try again.
    pub(super) retry: Option<Advice>,
    /// Its class, where it is not the one that its status stands for.
    pub(super) class: Option<Class>,
    /// What a reference page says besides.
    pub(super) reference: ReferenceFacts,
    /// What is not sure about it.
    pub(super) doubts: Vec<String>,
    /// What the page says besides, which the format has no place for.
    pub(super) notes: Vec<String>,
}

/// An HTTP status or a close code.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) number: u16,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) action: Option<String>,
    pub(super) doubts: Vec<String>,
}

/// Makes the draft.
pub(super) fn draft(page: &Page) -> Draft {
    let known = known(page);
    let form = form(page);
    let websocket_errors = page.errors.iter().any(|fact| is_of_websocket(page, fact));
    let wire = envelope::infer(page, &known, websocket_errors);
    let left_out = page.skipped.iter().map(LeftOut::of_reader).collect();
    let mut drafting = Drafting {
        page,
        names: Names::default(),
        keys: HashSet::new(),
        looks: Looks::default(),
        left_out,
    };
    let types = types(page, &known);
    let mut errors: Vec<Error> = page
        .errors
        .iter()
        .filter_map(|fact| drafting.error(fact, form, &wire))
        .collect();
    // A reference page lists its errors; what it explains besides are statuses and types.
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
        form,
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

fn form(page: &Page) -> CodeForm {
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

fn known(page: &Page) -> Known {
    let of_errors = page
        .errors
        .iter()
        .filter_map(|error| error.error_type.as_ref());
    Known {
        codes: codes(page).map(Code::to_string).collect(),
        types: of_errors
            .chain(page.types.iter().map(|ty| &ty.name))
            .map(|name| name.value.clone())
            .collect(),
    }
}

/// The types that the catalog lists: the page's, and, where it has a list, those that only an error names.
fn types(page: &Page, known: &Known) -> Vec<Type> {
    let mut types: Vec<Type> = Vec::new();
    for fact in page
        .types
        .iter()
        .filter(|fact| fact.name.value.chars().count() <= LONGEST_KEY)
    {
        if !types.iter().any(|ty| ty.name == fact.name.value) {
            let mut doubts: Vec<String> = doubt(page, &fact.name, "the type").into_iter().collect();
            types.push(Type {
                name: fact.name.value.clone(),
                statuses: looks::statuses(page, &fact.statuses, &mut doubts),
                worded: wording::describe(page, &fact.about, &fact.name.value, None),
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
            let worded = wording::describe(page, &Explanation::default(), name, None);
            types.push(Type {
                name: name.clone(),
                statuses: Vec::new(),
                worded,
                doubts: Vec::new(),
            });
        }
    }
    types
}
