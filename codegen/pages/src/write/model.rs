//! The data for a template: the JSON of a catalog, and more that a page needs.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_model::json::catalog_facts;
use api_error_catalog_model::model::{Erratum, Error, FieldSource};
use api_error_catalog_model::{Arena, Catalog, Loaded};
use serde_json::{Map, Value, json};

use super::sample::{self, SampleBody};

/// Returns the JSON of a catalog and the other data of its page. `docs/reference-pages.md` describes it for template authors.
pub(super) fn page(loaded: &Loaded) -> Value {
    let (catalog, arena) = (&loaded.catalog, Arena::default());
    let tables = loaded.tables(&arena);
    // Plain structs of strings and numbers always serialize.
    let mut model = serde_json::to_value(catalog_facts(catalog)).unwrap_or_default();
    let pages = catalog.pages.iter();
    model["pages"] = pages
        .map(|page| json!({ "title": page.title, "url": page.url, "read": page.read }))
        .collect();
    let written = catalog.shapes.iter();
    let written = written.filter(|shape| shape.written && !shape.is_absent());
    model["envelopes"] = written
        .map(|shape| json!({ "name": shape.name, "body": sample::body(catalog, &shape.template) }))
        .collect();
    let (headers, others): (Vec<&FieldSource>, Vec<&FieldSource>) =
        catalog.sources.iter().partition(|one| one.is_header());
    model["headers"] = headers
        .iter()
        .map(|one| json!({ "field": one.field, "name": one.header() }))
        .collect();
    model["sources"] = others.iter().map(|one| one.describe_with_field()).collect();
    model["rules"] = catalog.described_rules().into();
    model["used"] = used(&catalog.errors);
    let mut anchors = Anchors::new(catalog);
    for (key, observed) in [("errors", false), ("observed", true)] {
        let errors = catalog
            .errors
            .iter()
            .enumerate()
            .filter(|(_, error)| error.seen.is_some() == observed);
        for ((place, error), members) in errors.zip(members(&mut model, key)) {
            members.extend(more(catalog, tables, place, error, &mut anchors));
        }
    }
    for ((error, _), members) in catalog.all_errata().zip(members(&mut model, "quirks")) {
        members.insert(
            "id".to_owned(),
            json!(error.and_then(|error| anchors.of_name(&error.name))),
        );
    }
    model
}

/// Returns the objects of a list.
fn members<'m>(
    model: &'m mut Value,
    key: &str,
) -> impl Iterator<Item = &'m mut Map<String, Value>> {
    model
        .get_mut(key)
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
}

/// Returns the data for the index: the model of each page with the last day on which one of its sources was read, and the filters for
/// all of them.
pub(super) fn index(catalogs: &[Loaded]) -> Value {
    let mut sorted: Vec<&Loaded> = catalogs.iter().collect();
    sorted.sort_by_key(|loaded| loaded.catalog.title.to_lowercase());
    let models = sorted.into_iter().map(|loaded| {
        let mut model = page(loaded);
        let pages = loaded.catalog.pages.iter();
        model["read"] = json!(pages.filter_map(|page| page.read.as_ref()).max());
        model
    });
    let models: Value = models.collect();
    let errors = catalogs.iter().flat_map(|loaded| &loaded.catalog.errors);
    json!({ "catalogs": models, "used": used(errors) })
}

/// Returns the data that a page shows about an error and the JSON form lacks.
fn more(
    catalog: &Catalog,
    tables: &Tables<'_>,
    place: usize,
    error: &Error,
    anchors: &mut Anchors<'_>,
) -> Map<String, Value> {
    let info = u16::try_from(place)
        .ok()
        .and_then(|place| tables.error(place));
    let retryable = info.is_some_and(|info| info.should_retry());
    let others = anchors.sharing(place, error).into_iter();
    let shared = others.filter_map(|at| {
        Some(json!({ "id": anchors.own(at), "name": catalog.errors.get(at)?.name }))
    });
    let shared: Value = shared.collect();
    let examples = sample::of_error(catalog, tables, place);
    let more = json!({
        "id": anchors.own(place),
        "aliases": anchors.aliases(error),
        "fault": error.category.fault().as_str(),
        "retryable": retryable,
        "advice": error.retry.as_ref().map(ToString::to_string),
        "examples": examples.iter().map(example).collect::<Value>(),
        "links": error.links,
        "quirks": error.errata.iter().map(erratum).collect::<Value>(),
        "shared": shared,
    });
    match more {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn example(body: &SampleBody) -> Value {
    json!({ "status": body.status, "body": body.text, "documented": body.documented })
}

fn erratum(erratum: &Erratum) -> Value {
    json!({ "issue": erratum.issue, "interpretation": erratum.interpretation })
}

/// Returns all codes of an error.
pub(super) fn codes_of(error: &Error) -> impl Iterator<Item = &str> {
    error
        .identities()
        .filter_map(|identity| identity.code.as_deref())
}

/// Returns all statuses of an error.
pub(super) fn statuses_of(error: &Error) -> BTreeSet<u16> {
    let statuses = error.identities().flat_map(|identity| &identity.statuses);
    statuses.copied().collect()
}

/// Returns the values to filter by, each with the number of its errors.
fn used<'e>(errors: impl IntoIterator<Item = &'e Error>) -> Value {
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    for error in errors {
        for status in statuses_of(error) {
            *statuses.entry(status).or_default() += 1;
        }
        *categories.entry(error.category.as_str()).or_default() += 1;
    }
    let status = |(status, errors)| json!({ "status": status, "errors": errors });
    let category = |(category, errors)| json!({ "category": category, "errors": errors });
    json!({
        "statuses": statuses.into_iter().map(status).collect::<Value>(),
        "categories": categories.into_iter().map(category).collect::<Value>(),
    })
}

/// The URL fragments of errors, each different from all others.
///
/// None contains a colon, so a template may use ids with a colon for itself.
struct Anchors<'c> {
    own: Vec<String>,
    taken: BTreeSet<String>,
    by_name: BTreeMap<&'c str, usize>,
    by_code: BTreeMap<&'c str, Vec<usize>>,
}

impl<'c> Anchors<'c> {
    fn new(catalog: &'c Catalog) -> Anchors<'c> {
        let mut anchors = Anchors {
            own: Vec::new(),
            taken: BTreeSet::new(),
            by_name: BTreeMap::new(),
            by_code: BTreeMap::new(),
        };
        for (place, error) in catalog.errors.iter().enumerate() {
            let wanted = anchor(error.own.code.as_ref().unwrap_or(&error.name));
            let numbered = (2..).map(|number| format!("{}-{number}", error.name));
            let mut choices = [wanted, error.name.clone()].into_iter().chain(numbered);
            // One of the numbers is always free.
            let own = choices
                .find(|choice| !choice.is_empty() && !anchors.taken.contains(choice))
                .unwrap_or_default();
            anchors.taken.insert(own.clone());
            anchors.own.push(own);
            anchors.by_name.insert(&error.name, place);
            for code in codes_of(error) {
                anchors.by_code.entry(code).or_default().push(place);
            }
        }
        anchors
    }

    /// Returns the fragment of the error at this index.
    fn own(&self, place: usize) -> &str {
        self.own.get(place).map_or("", String::as_str)
    }

    fn of_name(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|place| self.own(*place))
    }

    /// Returns the indexes of the other errors that share a code with this one.
    fn sharing(&self, place: usize, error: &Error) -> BTreeSet<usize> {
        codes_of(error)
            .filter_map(|code| self.by_code.get(code))
            .flatten()
            .copied()
            .filter(|at| *at != place)
            .collect()
    }

    /// Returns more fragments for an error: its name, its other codes, and its former ones, if no other error has them.
    fn aliases(&mut self, error: &Error) -> Vec<String> {
        let also = error.also.iter();
        let codes = also.filter_map(|identity| identity.code.as_ref());
        let wanted = std::iter::once(&error.name)
            .chain(codes)
            .chain(&error.renamed_from)
            .map(|text| anchor(text));
        wanted
            .filter(|alias| !alias.is_empty() && self.taken.insert(alias.clone()))
            .collect()
    }
}

fn anchor(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_alphanumeric() || "_-.".contains(c) {
                c
            } else {
                '-'
            }
        })
        .collect()
}
