//! A catalog as an OpenAPI document of components: a response for each status, a schema for each error, examples.
//!
//! It is JSON, not YAML: every OpenAPI tool reads JSON, a YAML document may contain it unchanged, and no value is
//! ambiguous (`on`, `1_000`). Codes and names that are not valid OpenAPI keys are converted.

use std::collections::{BTreeMap, BTreeSet};

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_model::model::{Error, Shape};
use api_error_catalog_model::{Arena, Catalog, Loaded};
use serde_json::{Map, Value, json};

use super::inline::{LISTS, code, escaped};
use super::model::statuses_of;
use super::openapi_3_0;
use super::sample::{self, SampleBody};
use super::schema;

/// The schema of any error, and the response for `default`.
const ANY: &str = "Error";

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenApiVersion {
    /// 3.0, which more tools read.
    V3_0,
    /// 3.1, whose schemas are JSON Schema.
    V3_1,
}

/// Returns the document of a catalog as indented JSON.
///
/// It omits errors that were only observed, since their bodies are undocumented, and examples whose shape is not their
/// error's. Every example is valid by the schema of its error and by that of its responses.
#[must_use]
pub fn openapi(loaded: &Loaded, version: OpenApiVersion) -> String {
    let (catalog, arena) = (&loaded.catalog, Arena::default());
    let entries = entries(catalog, loaded.tables(&arena));
    let examples = entries.iter().flat_map(|entry| &entry.examples);
    let examples = examples.map(|example| (example.key.clone(), example.object.clone()));
    let mut document = json!({
        "openapi": "3.1.0",
        "info": info(catalog),
        "components": {
            "responses": responses(catalog, &entries),
            "schemas": schemas(catalog, &entries),
            "examples": examples.collect::<Map<_, _>>(),
        },
    });
    if version == OpenApiVersion::V3_0 {
        openapi_3_0::downgrade(&mut document);
    }
    format!("{document:#}")
}

/// The parts of an error in the document.
struct SchemaEntry<'c> {
    error: &'c Error,
    websocket: bool,
    /// The key of its schema.
    key: String,
    schema: Value,
    examples: Vec<SchemaExample>,
}

struct SchemaExample {
    key: String,
    /// The status; `None` for any status of the error.
    status: Option<u16>,
    object: Value,
}

fn entries<'c>(catalog: &'c Catalog, tables: &Tables<'_>) -> Vec<SchemaEntry<'c>> {
    let mut keys = Keys(BTreeSet::from([ANY.to_owned()]));
    let mut example_keys = Keys(BTreeSet::new());
    let documented = catalog
        .errors
        .iter()
        .enumerate()
        .filter(|(_, error)| error.seen.is_none() && has_body(error));
    let written = documented.filter_map(|(place, error)| {
        let bodies = sample::of_error(catalog, tables, place);
        let (shape, schema) = shape_of_bodies(catalog, error, &bodies)?;
        let key = keys.take(&error_key(&error.name));
        let fitting = |body| example(error, body, (&key, &schema), &mut example_keys);
        let examples = bodies.iter().filter_map(fitting).collect();
        Some(SchemaEntry {
            error,
            websocket: shape.websocket,
            key,
            examples,
            schema: described(error, schema),
        })
    });
    written.collect()
}

/// Returns `false` if an error is sent without a body, which no schema describes.
fn has_body(error: &Error) -> bool {
    !error.identities().all(|own| {
        let mut conditions = own.conditions.iter();
        conditions.any(|conditions| conditions.empty_body)
    })
}

/// Returns the first shape that fits all bodies of an error, with its schema: the error's own, another, or else its own.
fn shape_of_bodies<'c>(
    catalog: &'c Catalog,
    error: &Error,
    bodies: &[SampleBody],
) -> Option<(&'c Shape, Value)> {
    let own = sample::shape(catalog, error).filter(|shape| shape.written)?;
    let values: Vec<Value> = bodies
        .iter()
        .filter_map(|body| serde_json::from_str(&body.text).ok())
        .collect();
    let messages = catalog.shapes.iter().filter(|shape| shape.websocket);
    let others = http_shapes(catalog)
        .filter(|_| !own.websocket)
        .chain(messages);
    let mut shapes = std::iter::once(own).chain(others).map(|shape| {
        (
            shape,
            schema::of_template(catalog, &shape.template, Some(error)),
        )
    });
    shapes
        .find(|(_, schema)| values.iter().all(|value| schema::fits(schema, value)))
        .or_else(|| {
            Some((
                own,
                schema::of_template(catalog, &own.template, Some(error)),
            ))
        })
}

/// Returns a body as an example if it is valid by the schema with this key.
fn example(
    error: &Error,
    body: &SampleBody,
    (schema_key, schema): (&str, &Value),
    keys: &mut Keys,
) -> Option<SchemaExample> {
    let value = serde_json::from_str(&body.text).ok()?;
    if !schema::fits(schema, &value) {
        return None;
    }
    let summary = folded(&error.description);
    let mut object = json!({ "summary": summary, "value": value, "x-schema": schema_key });
    if !body.documented {
        object["description"] =
            json!("Generated from the envelope; the documentation has no example of this error.");
    }
    Some(SchemaExample {
        key: keys.take(&error.name),
        status: body.status,
        object,
    })
}

fn info(catalog: &Catalog) -> Value {
    let source = catalog.pages.first().cloned().unwrap_or_default();
    let read = source.read.as_ref();
    let read = read
        .map(|day| format!(", read on {day}"))
        .unwrap_or_default();
    let page = source.url.as_ref().or(source.title.as_ref());
    let of = page.map(|page| format!(" Source: {}{read}.", escaped(page)));
    json!({
        "title": format!("{} errors", catalog.title),
        "version": source.read.as_deref().unwrap_or("1"),
        "description": format!("Responses, schemas, and examples of the documented errors.{}", of.unwrap_or_default()),
    })
}

/// Returns a response for each documented status, and one for any other.
fn responses(catalog: &Catalog, entries: &[SchemaEntry<'_>]) -> Value {
    let mut by_status: BTreeMap<Option<u16>, Vec<&SchemaEntry<'_>>> =
        BTreeMap::from([(None, Vec::new())]);
    for entry in entries.iter().filter(|entry| !entry.websocket) {
        let statuses = statuses_of(entry.error);
        for status in &statuses {
            by_status.entry(Some(*status)).or_default().push(entry);
        }
        if statuses.is_empty() {
            by_status.entry(None).or_default().push(entry);
        }
    }
    let key = |status: Option<u16>| {
        status.map_or_else(|| ANY.to_owned(), |status| format!("{ANY}{status}"))
    };
    let each = by_status
        .iter()
        .map(|(status, entries)| (key(*status), response(catalog, *status, entries)));
    each.collect::<Map<_, _>>().into()
}

fn response(catalog: &Catalog, status: Option<u16>, entries: &[&SchemaEntry<'_>]) -> Value {
    let references = entries.iter().map(|entry| reference("schemas", &entry.key));
    let references: Vec<Value> = references.collect();
    let schema = match (status, references.as_slice()) {
        (_, []) => reference("schemas", ANY),
        (None, _) => {
            let any = std::iter::once(reference("schemas", ANY));
            json!({ "anyOf": any.chain(references).collect::<Vec<_>>() })
        }
        (_, [only]) => only.clone(),
        _ => json!({ "anyOf": references }),
    };
    let fitting = entries.iter().flat_map(|entry| &entry.examples);
    let fitting = fitting
        .filter(|example| status.is_none() || example.status.is_none_or(|own| Some(own) == status));
    let examples: Map<String, Value> = fitting
        .map(|example| (example.key.clone(), reference("examples", &example.key)))
        .collect();
    let mut content = json!({ "schema": schema });
    if !examples.is_empty() {
        content["examples"] = examples.into();
    }
    let mut response = json!({ "description": description(catalog, status, entries) });
    let headers: Map<String, Value> = catalog
        .headers()
        .map(|(field, name)| (name.to_owned(), header(field)))
        .collect();
    if !headers.is_empty() {
        response["headers"] = headers.into();
    }
    response["content"] = json!({ "application/json": content });
    response
}

fn header(field: &str) -> Value {
    let description = format!("Contains the field `{field}`.");
    schema::stated(
        field,
        json!({ "description": description, "schema": { "type": "string" } }),
    )
}

fn description(catalog: &Catalog, status: Option<u16>, entries: &[&SchemaEntry<'_>]) -> String {
    let Some(status) = status else {
        return "Any other error.".to_owned();
    };
    if let Some(known) = catalog.statuses.iter().find(|known| known.status == status) {
        let text = [known.name.as_str(), known.description.as_str()].map(prose);
        let text = text.into_iter().filter(|text| !text.is_empty());
        return text.collect::<Vec<_>>().join(": ");
    }
    match entries {
        [only] => prose(&only.error.description),
        _ => list(entries.iter().map(|entry| &entry.error.description)),
    }
}

fn schemas(catalog: &Catalog, entries: &[SchemaEntry<'_>]) -> Value {
    let forms: Vec<Value> = http_shapes(catalog)
        .map(|shape| schema::of_template(catalog, &shape.template, None))
        .collect();
    let mut any = match forms.as_slice() {
        [only] => only.clone(),
        _ => json!({ "anyOf": forms }),
    };
    any["description"] = json!(format!("Any error from {}.", escaped(&catalog.title)));
    let of_errors = entries
        .iter()
        .map(|entry| (entry.key.clone(), entry.schema.clone()));
    std::iter::once((ANY.to_owned(), any))
        .chain(of_errors)
        .collect::<Map<_, _>>()
        .into()
}

fn http_shapes(catalog: &Catalog) -> impl Iterator<Item = &Shape> {
    catalog
        .shapes
        .iter()
        .filter(|shape| shape.written && !shape.websocket)
}

/// Adds the texts for people to the schema of an error.
fn described(error: &Error, mut schema: Value) -> Value {
    let mut text = prose(&error.description);
    for (label, items) in LISTS.into_iter().zip([&error.causes, &error.solutions]) {
        if !items.is_empty() {
            let items = list(items.iter());
            text.push_str(&format!("\n\n**{label}:**\n\n{items}"));
        }
    }
    if let Some(retry) = &error.retry {
        text.push_str(&format!("\n\n**Retry:** {}", escaped(&retry.to_string())));
        schema["x-retry"] = json!(retry.strategy.as_str());
    }
    if let Some(why) = &error.deprecated {
        text.push_str(&format!("\n\n**Deprecated:** {}", prose(why)));
        schema["deprecated"] = json!(true);
    }
    schema["title"] = json!(error.own.code.as_ref().unwrap_or(&error.name));
    schema["description"] = json!(text);
    schema["x-category"] = json!(error.category.as_str());
    schema["x-fault"] = json!(error.category.fault().as_str());
    schema
}

fn list<'t>(texts: impl Iterator<Item = &'t String>) -> String {
    let items: Vec<String> = texts.map(|text| format!("- {}", prose(text))).collect();
    items.join("\n")
}

fn reference(kind: &str, key: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{key}") })
}

/// `VoiceNotFound` → `VoiceNotFoundError`, since the API may have a schema with the shorter name.
fn error_key(name: &str) -> String {
    if name.ends_with(ANY) {
        name.to_owned()
    } else {
        format!("{name}{ANY}")
    }
}

/// Returns text as CommonMark, in which the parts between two backticks are code.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let codes = parts.iter().skip(1).step_by(2);
    if parts.len().is_multiple_of(2)
        || codes
            .clone()
            .any(|part| part.is_empty() || part.contains('|'))
    {
        return escaped(text);
    }
    let space = |is_there: bool| if is_there { " " } else { "" };
    let part = |(at, part): (usize, &&str)| {
        if at % 2 == 1 {
            return code(part);
        }
        let before = space(part.starts_with(char::is_whitespace));
        let after = space(part.ends_with(char::is_whitespace));
        format!("{before}{}{after}", escaped(part))
    };
    let shown: String = parts.iter().enumerate().map(part).collect();
    shown.trim().to_owned()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The used keys.
struct Keys(BTreeSet<String>);

impl Keys {
    /// Returns this name as an unused OpenAPI key.
    fn take(&mut self, name: &str) -> String {
        let allowed = |c: char| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        };
        let key: String = name.chars().map(allowed).collect();
        let mut numbered = (2..).map(|number| format!("{key}{number}"));
        let free = std::iter::once(key.clone())
            .chain(&mut numbered)
            .find(|key| !self.0.contains(key))
            .unwrap_or(key);
        self.0.insert(free.clone());
        free
    }
}
