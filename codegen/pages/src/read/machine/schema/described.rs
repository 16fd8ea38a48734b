//! The documents that `export` writes: what the schema of an error states for people, and its details. Such a document
//! marks the members of an error, and its texts are Markdown of the form that the exporter writes.

use api_error_catalog_core::Category;
use api_error_catalog_model::model::{Detail, DetailType, ValueType};

use super::error_values::MARK;
use crate::page::{ErrorFact, Fact};
use crate::read::machine::tree::Node;
use crate::write::inline::LISTS;
use crate::write::markdown::plain_text;

/// The depth to which a schema is searched for the details, and to which details are read.
const DEPTH: usize = 32;

/// Adds what the schema of an error states about it.
pub(super) fn describe(error: &mut ErrorFact, schema: Node<'_>) {
    if let Some(node) = schema.get("description")
        && let Some(text) = node.text()
    {
        add_texts(error, text, &|text| Fact::sure(text, node.span()));
    }
    if let Some(node) = schema.get("x-category") {
        let known = Category::ALL.iter();
        let category = known
            .copied()
            .find(|known| Some(known.as_str()) == node.text());
        error.category = category.map(|category| Fact::sure(category, node.span()));
    }
    if let Some(details) = marked(schema, "details", 0) {
        let span = details.span();
        let members = members(details, 0).into_iter();
        error.reference.details = members
            .map(|member| Fact::sure(member, span.clone()))
            .collect();
    }
}

/// Reads a description: the text, then lists and lines with labels.
fn add_texts(error: &mut ErrorFact, markdown: &str, fact: &dyn Fn(String) -> Fact<String>) {
    let mut paragraphs = markdown.split("\n\n");
    let about = &mut error.about;
    let description = paragraphs.next().map(plain_text).unwrap_or_default();
    about.wordings.clear();
    about.description = (!description.is_empty()).then(|| fact(description));
    let mut list = None;
    for paragraph in paragraphs {
        let items = paragraph.lines().filter_map(|line| line.strip_prefix("- "));
        let items = items.map(|item| fact(plain_text(item)));
        if let Some(label) = LISTS
            .iter()
            .find(|label| paragraph == format!("**{label}:**"))
        {
            list = Some(*label);
        } else if let Some(text) = paragraph.strip_prefix("**Retry:** ") {
            about.retry = vec![fact(plain_text(text))];
        } else if let Some(text) = paragraph.strip_prefix("**Deprecated:** ") {
            error.reference.deprecated = Some(fact(plain_text(text)));
        } else if list == Some(LISTS[0]) {
            about.causes = items.collect();
        } else if list == Some(LISTS[1]) {
            about.solutions = items.collect();
        }
    }
}

/// Returns the first part of a schema with this mark.
fn marked<'t>(schema: Node<'t>, mark: &str, depth: usize) -> Option<Node<'t>> {
    if depth > DEPTH {
        return None;
    }
    if schema.text_of(MARK) == Some(mark) {
        return Some(schema);
    }
    let members = schema.members().map(|(_, inner)| inner);
    let mut inner = members.chain(schema.items());
    inner.find_map(|inner| marked(inner, mark, depth + 1))
}

/// Returns the members of an object.
fn members(schema: Node<'_>, depth: usize) -> Vec<Detail> {
    let required: Vec<&str> = schema
        .get("required")
        .into_iter()
        .flat_map(Node::items)
        .filter_map(Node::text)
        .collect();
    let properties = schema.get("properties").into_iter().flat_map(Node::members);
    let details = properties.map(|(name, schema)| Detail {
        name: name.to_owned(),
        optional: !required.contains(&name),
        ty: detail_type(schema, depth + 1),
    });
    details.collect()
}

/// Returns the type that a schema of the exporter describes.
fn detail_type(schema: Node<'_>, depth: usize) -> DetailType {
    let any = DetailType::Value(ValueType::Any);
    if depth > DEPTH {
        return any;
    }
    let of = |schema: Node<'_>| Box::new(detail_type(schema, depth + 1));
    if schema.get("properties").is_some() {
        return DetailType::Object(members(schema, depth));
    }
    if let Some(item) = schema.get("items") {
        return DetailType::List(of(item));
    }
    if let Some(value) = schema.get("additionalProperties") {
        let key = schema.text_of("x-key").unwrap_or("key");
        return DetailType::Map(key.to_owned(), of(value));
    }
    let alternatives: Vec<Node<'_>> = schema
        .get("anyOf")
        .into_iter()
        .flat_map(Node::items)
        .collect();
    let values = alternatives.iter().find_map(|one| one.get("enum"));
    if let Some(values) = values {
        let values = values.items().filter_map(Node::text).map(str::to_owned);
        return DetailType::OneOf(values.collect());
    }
    // An exact number is a string or a number.
    let types = schema.get("type").map_or(0, |types| types.items().len());
    if types > 1 || alternatives.len() > 1 {
        return DetailType::Value(ValueType::Decimal);
    }
    let known = ValueType::NAMES.iter();
    let known = known.map(|(name, ty)| (*name, *ty));
    let named = known
        .clone()
        .find(|(name, _)| schema.text_of("type") == Some(name));
    named.map_or(any, |(_, ty)| DetailType::Value(ty))
}
