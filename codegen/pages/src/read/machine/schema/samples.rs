//! Bodies that a schema describes: one with all members, and one with the required ones.

use serde_json::{Map, Value, json};

use super::names::{self, MemberRole};
use super::references::References;
use crate::read::machine::tree::{Located, Node, NodeId};

/// Bodies of one schema.
const MOST_SAMPLES: usize = 8;
/// The nesting of a body.
const DEPTH: usize = 6;
/// The values of a body.
const MOST_VALUES: usize = 300;

/// Returns bodies: two for each alternative of the schema, with its location. The schema describes the whole body or
/// one member of it.
pub(in crate::read::machine) fn samples<'t>(
    references: &References<'t>,
    schema: Node<'t>,
    member: Option<&str>,
) -> Vec<Located<Value>> {
    let Some(schema) = references.resolve(schema) else {
        return Vec::new();
    };
    let alternatives: Vec<Node<'t>> = alternatives(schema)
        .filter(|part| !is_null(*part))
        .collect();
    let alternatives = if alternatives.is_empty() || schema.get("properties").is_some() {
        vec![schema]
    } else {
        alternatives
    };
    let mut samples = Vec::new();
    for alternative in alternatives.into_iter().take(MOST_SAMPLES / 2) {
        for all in [true, false] {
            let mut sampler = Sampler {
                references,
                all,
                left: MOST_VALUES,
                open: Vec::new(),
            };
            let value = sampler.value(member.unwrap_or_default(), alternative);
            let body = value.map(|value| match member {
                Some(member) => Value::Object(Map::from_iter([(member.to_owned(), value)])),
                None => value,
            });
            let span = alternative.span();
            samples.extend(body.filter(Value::is_object).map(|body| (body, span)));
        }
    }
    samples
}

fn alternatives(schema: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let lists = ["oneOf", "anyOf"]
        .iter()
        .filter_map(move |name| schema.get(name));
    lists.flat_map(Node::items)
}

fn is_null(schema: Node<'_>) -> bool {
    schema.text_of("type") == Some("null")
}

/// Returns `true` if the value may be `null`.
fn is_nullable(schema: Node<'_>) -> bool {
    let listed = schema
        .get("type")
        .is_some_and(|types| types.items().any(|ty| ty.text() == Some("null")));
    listed || schema.get("nullable").is_some_and(Node::is_true) || alternatives(schema).any(is_null)
}

struct Sampler<'r, 't> {
    references: &'r References<'t>,
    /// Whether optional members are there.
    all: bool,
    left: usize,
    /// The schemas around the value, so that none contains itself.
    open: Vec<NodeId>,
}

impl<'t> Sampler<'_, 't> {
    /// Returns a value of the member with this name, or `None` if it would never end.
    fn value(&mut self, name: &str, schema: Node<'t>) -> Option<Value> {
        let schema = self.references.resolve(schema)?;
        self.left = self.left.checked_sub(1)?;
        if self.open.len() > DEPTH || self.open.contains(&schema.id()) {
            return None;
        }
        if !self.all && is_nullable(schema) {
            return Some(Value::Null);
        }
        self.open.push(schema.id());
        let value = self.own(name, schema);
        self.open.pop();
        value
    }

    fn own(&mut self, name: &str, schema: Node<'t>) -> Option<Value> {
        let first = schema.get("enum").and_then(|list| list.items().next());
        if let Some(constant) = schema.get("const").or(first) {
            return constant.to_json(&mut self.left);
        }
        let mut members = Map::new();
        let mut required = Vec::new();
        let is_object = self.members(schema, &mut members, &mut required, 0);
        if is_object {
            if !self.all {
                members.retain(|name, _| required.contains(&name.as_str()));
            }
            return Some(Value::Object(members));
        }
        if let Some(part) = alternatives(schema).find(|part| !is_null(*part)) {
            return self.value(name, part);
        }
        if let Some(items) = schema.get("items") {
            return Some(Value::Array(self.value(name, items).into_iter().collect()));
        }
        let types = schema.get("type")?;
        let listed = || {
            types
                .items()
                .filter_map(Node::text)
                .find(|ty| *ty != "null")
        };
        Some(match types.text().or_else(listed)? {
            "integer" if names::holds_status(name, schema) => json!(400),
            "integer" => json!(1),
            "number" => json!(1.5),
            "boolean" => json!(true),
            "array" => json!([]),
            "object" => json!({}),
            // The role of a member depends on whether it holds a word or a sentence.
            _ => match names::role(name) {
                MemberRole::Message | MemberRole::BareError => json!(format!("The {name}.")),
                _ => json!(format!("{name}-text")),
            },
        })
    }

    /// Returns the value of a member. Objects that are not part of the error are not described further.
    fn member(
        &mut self,
        name: &str,
        schema: Node<'t>,
        siblings: Option<Node<'t>>,
    ) -> Option<Value> {
        let single = siblings.is_some_and(|siblings| siblings.entries().len() == 1);
        if !names::is_container(name) && !single && self.is_object(schema) {
            return Some(json!({}));
        }
        self.value(name, schema)
    }

    fn is_object(&self, schema: Node<'t>) -> bool {
        let Some(schema) = self.references.resolve(schema) else {
            return false;
        };
        let own =
            |schema: Node<'t>| schema.get("properties").is_some() || schema.get("allOf").is_some();
        let mut alternatives =
            alternatives(schema).filter_map(|part| self.references.resolve(part));
        own(schema) || alternatives.any(own)
    }

    /// Adds the members of a schema, with those that `allOf` adds. Returns `false` if it is not an object.
    fn members(
        &mut self,
        schema: Node<'t>,
        members: &mut Map<String, Value>,
        required: &mut Vec<&'t str>,
        depth: usize,
    ) -> bool {
        let names = schema.get("required").into_iter().flat_map(Node::items);
        required.extend(names.filter_map(Node::text));
        let properties = schema.get("properties");
        for (name, member) in properties.into_iter().flat_map(Node::members) {
            let is_required = required.contains(&name);
            if (self.all || is_required || depth > 0)
                && let Some(value) = self.member(name, member, properties)
            {
                members.insert(name.to_owned(), value);
            }
        }
        let mut is_object = properties.is_some();
        for part in schema.get("allOf").into_iter().flat_map(Node::items) {
            if let Some(part) = self.references.resolve(part).filter(|_| depth < DEPTH) {
                is_object |= self.members(part, members, required, depth + 1);
                // An alternative in a part adds its members too.
                if let Some(first) = alternatives(part).find(|part| !is_null(*part))
                    && let Some(first) = self.references.resolve(first)
                {
                    is_object |= self.members(first, members, required, depth + 1);
                }
            }
        }
        is_object
    }
}
