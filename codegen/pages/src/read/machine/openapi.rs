//! Reads OpenAPI 2, 3.0 and 3.1: the responses of all operations with a status of 4xx or 5xx, and the default ones.

use super::facts::{self};
use super::listing;
use super::schema::collector::Collector;
use super::schema::error_values::MARK;
use super::schema::names;
use super::tree::Node;
use crate::page::{Fact, HeaderFact, Page, WordingOrigin};
use crate::read::conventions::roles;
use crate::read::document::{BlockKind, Document};
use crate::read::formats::flat;
use crate::read::interpret;
use crate::read::text::Text;
use api_error_catalog_model::Source;

/// The methods whose objects are operations.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The statuses that a response is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ResponseKey {
    Status(u16),
    /// A range of errors, or all responses without a key of their own.
    Errors,
    Success,
}

impl ResponseKey {
    fn of(key: &str) -> ResponseKey {
        match key.parse::<u16>() {
            Ok(status) if (400..600).contains(&status) => ResponseKey::Status(status),
            _ if key == "default" || key.starts_with(['4', '5']) => ResponseKey::Errors,
            _ => ResponseKey::Success,
        }
    }
}

/// Reads a document.
pub(super) fn read(root: Node<'_>, source: &str) -> Page {
    let mut collector = Collector::new(root);
    collector.marked = source.contains(MARK);
    if let Some(title) = root.at(&["info", "title"])
        && let Some(text) = title.text()
    {
        collector.facts.set_title(text, title.span());
    }
    let mut responses = responses(root, &collector);
    if responses.is_empty() {
        responses = shared_responses(root, &collector);
    }
    let mut any = false;
    for (key, response) in &responses {
        let status = match key {
            ResponseKey::Status(status) => Some(*status),
            ResponseKey::Errors => None,
            ResponseKey::Success => continue,
        };
        any = true;
        error_response(&mut collector, *response, status);
    }
    if !any {
        for (_, response) in &responses {
            errors_of_success(&mut collector, *response);
        }
    }
    extensions(&mut collector, root, source);
    collector.finish()
}

/// Returns the responses of all operations, webhooks left out: their responses are the reader's.
fn responses<'t>(root: Node<'t>, collector: &Collector<'t>) -> Vec<(ResponseKey, Node<'t>)> {
    let mut found = Vec::new();
    for (_, path) in root.get("paths").into_iter().flat_map(Node::members) {
        let Some(path) = collector.references.resolve(path) else {
            continue;
        };
        for (_, operation) in path
            .members()
            .filter(|(method, _)| METHODS.contains(method))
        {
            for (key, response) in operation
                .get("responses")
                .into_iter()
                .flat_map(Node::members)
            {
                if let Some(response) = collector.references.resolve(response) {
                    found.push((ResponseKey::of(key), response));
                }
            }
        }
    }
    found
}

/// Returns the responses of a document without operations, which other documents refer to. Their names state the status.
fn shared_responses<'t>(root: Node<'t>, collector: &Collector<'t>) -> Vec<(ResponseKey, Node<'t>)> {
    let shared = root
        .at(&["components", "responses"])
        .or(root.get("responses"));
    let named = shared.into_iter().flat_map(Node::members);
    let named =
        named.filter_map(|(name, response)| Some((name, collector.references.resolve(response)?)));
    let keyed = named.map(|(name, response)| {
        let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        let status = digits
            .parse()
            .ok()
            .filter(|status| (100..600).contains(status));
        // An error may have any status, if the name speaks of one.
        let key = match (roles::speaks_of_errors(&name.to_lowercase()), status) {
            (true, Some(status)) => ResponseKey::Status(status),
            (true, None) => ResponseKey::Errors,
            (false, _) => ResponseKey::of(digits),
        };
        (key, response)
    });
    keyed.collect()
}

fn error_response<'t>(collector: &mut Collector<'t>, response: Node<'t>, status: Option<u16>) {
    let description = response.get("description");
    let description = description.and_then(|text| Some((text.text()?, text.span())));
    if let Some(status) = status {
        if let Some((text, span)) = &description {
            collector.facts.add_text(text, span);
        }
        let span = description
            .as_ref()
            .map_or(response.span(), |(_, span)| span.clone());
        let fact = collector.facts.status(status, &span);
        if let Some((text, span)) = &description {
            facts::add_text(&mut fact.about, text, span, WordingOrigin::Section);
        }
    }
    let headers = response.get("headers").into_iter();
    for (key, header) in headers.flat_map(Node::entries) {
        let Some(name) = key.text() else { continue };
        let stated = header.text_of(MARK).filter(|_| collector.marked);
        let Some(field) = stated.or_else(|| field_of_header(name)) else {
            continue;
        };
        collector.facts.add_header(HeaderFact {
            field: field.to_owned(),
            name: Fact::sure(name.to_owned(), key.span()),
        });
    }
    body(collector, response, &mut |collector, schema, _| {
        collector.add_schema(schema, status, None)
    });
    examples(collector, response, status);
}

/// Returns the field that a header carries by its name.
fn field_of_header(name: &str) -> Option<&'static str> {
    let folded: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    match folded.to_ascii_lowercase().trim_start_matches('x') {
        "retryafter" => Some("retry_after"),
        "requestid" | "correlationid" | "traceid" | "requestuuid" => Some("request_id"),
        _ => None,
    }
}

/// Calls a function with each schema of a response, and with its media type.
fn body<'t>(
    collector: &mut Collector<'t>,
    response: Node<'t>,
    take: &mut dyn FnMut(&mut Collector<'t>, Node<'t>, &'t str),
) {
    if let Some(schema) = response.get("schema") {
        take(collector, schema, "");
    }
    for (media_type, media) in media(response) {
        if let Some(schema) = media.get("schema") {
            take(collector, schema, media_type);
        }
    }
}

/// Returns the media types of a response: those of JSON, or all if there is none.
fn media(response: Node<'_>) -> Vec<(&str, Node<'_>)> {
    let all: Vec<_> = response
        .get("content")
        .into_iter()
        .flat_map(Node::members)
        .collect();
    let json: Vec<_> = all
        .iter()
        .copied()
        .filter(|(name, _)| name.contains("json"))
        .collect();
    if json.is_empty() { all } else { json }
}

fn examples<'t>(collector: &mut Collector<'t>, response: Node<'t>, status: Option<u16>) {
    // OpenAPI 2 has an example for each media type.
    for (media_type, example) in response.get("examples").into_iter().flat_map(Node::members) {
        if media_type.contains("json") {
            collector.add_example(example, status);
        }
    }
    for (_, media) in media(response) {
        if let Some(example) = media.get("example") {
            collector.add_example(example, status);
        }
        for (_, example) in media.get("examples").into_iter().flat_map(Node::members) {
            let example = collector.references.resolve(example);
            if let Some(value) = example.and_then(|example| example.get("value")) {
                collector.add_example(value, status);
            }
        }
    }
}

/// Reads the errors that a success response contains, for a document that describes no other ones.
fn errors_of_success<'t>(collector: &mut Collector<'t>, response: Node<'t>) {
    body(collector, response, &mut |collector, schema, _| {
        let Some(schema) = collector.references.resolve(schema) else {
            return;
        };
        let parts = schema.get("allOf").into_iter().flat_map(Node::items);
        let parts: Vec<Node<'t>> = parts
            .filter_map(|part| collector.references.resolve(part))
            .chain([schema])
            .collect();
        for part in parts {
            for (name, member) in part.get("properties").into_iter().flat_map(Node::members) {
                if names::is_error_member(name) {
                    collector.add_schema(member, None, Some(name));
                }
            }
        }
    });
}

/// Reads listings in extensions such as `x-errors`, at the top.
fn extensions<'t>(collector: &mut Collector<'t>, root: Node<'t>, source: &str) {
    let mut cells_left = listing::MOST_CELLS;
    for (name, value) in root.members() {
        let speaks = name.starts_with("x-") && name.to_ascii_lowercase().contains("error");
        let listing = speaks.then(|| listing::listing(value, &mut cells_left));
        let table = match listing.flatten() {
            Some(Ok(table)) => table,
            Some(Err(reason)) => {
                collector.facts.skip(name, reason, value.span());
                continue;
            }
            None => continue,
        };
        let mut document = Document::default();
        let text = Text::plain(name.trim_start_matches("x-"), table.at);
        document.push(0, BlockKind::Heading { level: 1, text });
        document.push(0, BlockKind::Table(table));
        let page = interpret::interpret(Source::new("", source), flat::unfold(document), &[]);
        collector.facts.adopt(page);
    }
}
