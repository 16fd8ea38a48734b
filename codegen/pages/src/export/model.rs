//! What a template gets: the JSON of a catalog, and what a page needs besides.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_codegen::catalog::{Error, Quirk};
use api_error_catalog_codegen::{Catalog, json as export};
use api_error_catalog_core::table::Catalog as Tables;
use serde_json::{Map, Value, json};

use super::sample::{self, Body};

/// The JSON of a catalog with, for its page: `source`, `envelopes`, `headers`, `limits`, `used`, and for each of its errors
/// `id`, `aliases`, `module`, `fault`, `retryable`, `advice`, `examples`, `links`, `quirks` and `shared`.
pub(super) fn page(catalog: &Catalog, tables: &'static Tables) -> Value {
    let mut model: Value = serde_json::from_str(&export::write(catalog)).unwrap_or_default();
    let source = &catalog.source;
    model["source"] = json!({ "title": source.title, "url": source.url, "read": source.read });
    let written = catalog.shapes.iter().filter(|shape| shape.written);
    model["envelopes"] =
        written.map(|shape| json!({ "name": shape.name, "body": sample::body(catalog, &shape.template) })).collect();
    model["headers"] = catalog.headers.iter().map(|(field, name)| json!({ "field": field, "name": name })).collect();
    model["used"] = used(&catalog.errors);
    let mut anchors = Anchors::new(catalog);
    // The export has errors and observed ones apart, each in the order of the catalog.
    let mut lists: BTreeMap<bool, std::vec::IntoIter<Value>> = BTreeMap::new();
    for (key, observed) in [("errors", false), ("observed", true)] {
        let list = model[key].as_array_mut().map(std::mem::take).unwrap_or_default();
        lists.insert(observed, list.into_iter());
    }
    for (place, error) in catalog.errors.iter().enumerate() {
        let observed = error.seen.is_some();
        let Some(Value::Object(mut members)) = lists.get_mut(&observed).and_then(Iterator::next) else { continue };
        members.extend(more(catalog, tables, place, error, &mut anchors));
        if let Some(list) = model[if observed { "observed" } else { "errors" }].as_array_mut() {
            list.push(Value::Object(members));
        }
    }
    model
}

/// What the index gets: the model of each page, and what can be filtered by over all of them.
pub(super) fn index(catalogs: &[(Catalog, &'static Tables)]) -> Value {
    let models: Value = catalogs.iter().map(|(catalog, tables)| page(catalog, tables)).collect();
    json!({ "catalogs": models, "used": used(catalogs.iter().flat_map(|(catalog, _)| &catalog.errors)) })
}

/// What the page of an error shows besides what the JSON has.
fn more(catalog: &Catalog, tables: &'static Tables, place: usize, error: &Error, anchors: &mut Anchors) -> Map<String, Value> {
    let retryable = u16::try_from(place).ok().and_then(|place| tables.error(place)).is_some_and(|info| info.should_retry());
    let shared = catalog.errors.iter().enumerate().filter(|(at, other)| *at != place && shares_code(error, other));
    let shared: Value = shared.map(|(at, other)| json!({ "id": anchors.own(at), "name": other.name })).collect();
    let examples: Value = sample::of_error(catalog, tables, place).iter().map(example).collect();
    let more = json!({
        "id": anchors.own(place),
        "aliases": anchors.aliases(error),
        "fault": error.class.fault().as_str(),
        "retryable": retryable,
        "advice": error.retry.as_ref().map(ToString::to_string),
        "examples": examples,
        "links": error.links,
        "quirks": error.quirks.iter().map(quirk).collect::<Value>(),
        "shared": shared,
    });
    match more {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn shares_code(error: &Error, other: &Error) -> bool {
    error.identities().filter_map(|identity| identity.code.as_deref()).any(|code| other.has_code(code))
}

fn example(body: &Body) -> Value {
    json!({ "status": body.status, "body": body.text, "documented": body.documented })
}

fn quirk(quirk: &Quirk) -> Value {
    json!({ "says": quirk.says, "reading": quirk.reading })
}

/// What can be filtered by: each with the number of errors that have it.
fn used<'e>(errors: impl IntoIterator<Item = &'e Error>) -> Value {
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for error in errors {
        let own: BTreeSet<u16> = error.identities().flat_map(|identity| &identity.statuses).copied().collect();
        own.into_iter().for_each(|status| *statuses.entry(status).or_default() += 1);
        *classes.entry(error.class.as_str()).or_default() += 1;
    }
    let statuses: Value = statuses.iter().map(|(status, errors)| json!({ "status": status, "errors": errors })).collect();
    let classes: Value = classes.iter().map(|(class, errors)| json!({ "class": class, "errors": errors })).collect();
    json!({ "statuses": statuses, "classes": classes })
}

/// The fragments by which errors are linked to; no two are equal.
///
/// None has a colon in it, so that a template may use ids with one for itself.
struct Anchors {
    own: Vec<String>,
    taken: BTreeSet<String>,
}

impl Anchors {
    fn new(catalog: &Catalog) -> Anchors {
        let mut anchors = Anchors { own: Vec::new(), taken: BTreeSet::new() };
        for error in &catalog.errors {
            let wanted = anchor(error.own.code.as_ref().unwrap_or(&error.name));
            let numbered = (2..).map(|number| format!("{wanted}-{number}"));
            let choices = [wanted.clone(), anchor(&error.name)].into_iter().chain(numbered);
            let own = choices.into_iter().find(|choice| !choice.is_empty() && !anchors.taken.contains(choice));
            let own = own.unwrap_or(wanted);
            anchors.taken.insert(own.clone());
            anchors.own.push(own);
        }
        anchors
    }

    /// The fragment of the error at this place.
    fn own(&self, place: usize) -> &str {
        self.own.get(place).map_or("", String::as_str)
    }

    /// Further fragments that lead to an error: its name, its other codes and former ones, where they are free.
    fn aliases(&mut self, error: &Error) -> Vec<String> {
        let codes = error.also.iter().filter_map(|identity| identity.code.as_ref());
        let wanted = std::iter::once(&error.name).chain(codes).chain(&error.renamed_from).map(|text| anchor(text));
        wanted.filter(|alias| !alias.is_empty() && self.taken.insert(alias.clone())).collect()
    }
}

fn anchor(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() || "_-.".contains(c) { c } else { '-' }).collect()
}
