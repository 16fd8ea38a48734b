//! The codes and types that the schema of an error's body lists.

use std::collections::HashSet;

use super::choices::{Choice, choices};
use super::names::{self, MemberRole};
use super::references::References;
use crate::read::machine::tree::{Located, Node, NodeId};

/// The depth to which a body is searched. Deeper members do not describe the error.
const DEPTH: usize = 6;
/// The depth to which a body is searched if the document marks the members.
const DEPTH_OF_MARKED: usize = 32;
/// More schemas of one body are not visited.
const MOST_SCHEMAS: usize = 3000;

/// The values that a schema lists.
#[derive(Default)]
pub(in crate::read::machine) struct ErrorValues<'t> {
    pub(in crate::read::machine) codes: Vec<Choice<'t>>,
    pub(in crate::read::machine) types: Vec<Choice<'t>>,
    /// Whether a member is a code by its name, with values or without.
    pub(in crate::read::machine) has_code_member: bool,
    /// Examples of members that may be the code, with the text about it.
    pub(in crate::read::machine) examples: Vec<Choice<'t>>,
    /// Examples of the whole body or of a part of it.
    pub(in crate::read::machine) bodies: Vec<Node<'t>>,
    /// The number of schemas that were visited.
    visited: usize,
}

impl ErrorValues<'_> {
    /// Returns the effort of reading the schema: the number of schemas that were visited, and of values that were found.
    pub(in crate::read::machine) fn effort(&self) -> usize {
        self.visited + self.codes.len() + self.types.len() + self.examples.len() + self.bodies.len()
    }
}

/// Reads the schema of an error's body. `marked`: whether the document marks the members that are codes and types.
pub(in crate::read::machine) fn error_values<'t>(
    references: &References<'t>,
    schema: Node<'t>,
    marked: bool,
) -> ErrorValues<'t> {
    let mut walker = SchemaWalker {
        references,
        seen: HashSet::new(),
        about: None,
        owner: None,
        marked,
        found: ErrorValues::default(),
    };
    walker.schema(schema, None, 0);
    ErrorValues {
        visited: walker.seen.len(),
        ..walker.found
    }
}

/// The members of an object, with their schemas.
type Members<'m, 't> = &'m [(&'t str, Node<'t>)];

struct SchemaWalker<'r, 't> {
    references: &'r References<'t>,
    seen: HashSet<NodeId>,
    /// The description of the nearest object that has one.
    about: Option<Located<String>>,
    /// The schema of the error, in a document that `export` wrote.
    owner: Option<Node<'t>>,
    marked: bool,
    found: ErrorValues<'t>,
}

impl<'t> SchemaWalker<'_, 't> {
    fn schema(&mut self, schema: Node<'t>, group: Option<NodeId>, depth: usize) {
        if depth > if self.marked { DEPTH_OF_MARKED } else { DEPTH } {
            return;
        }
        let parts = self.parts(schema);
        let outer = self.about.clone();
        self.about = about(&parts).or(self.about.take());
        let owner = parts.iter().find(|part| part.get("x-category").is_some());
        let outer_owner = self.owner;
        self.owner = owner.copied().or(outer_owner);
        let members: Vec<(&'t str, Node<'t>)> = parts
            .iter()
            .filter_map(|part| part.get("properties"))
            .flat_map(Node::members)
            .collect();
        self.members(&members, group, depth);
        for part in parts {
            if depth == 0 {
                let examples = part.get("examples").into_iter().flat_map(Node::items);
                self.found
                    .bodies
                    .extend(part.get("example").into_iter().chain(examples));
            }
            let listed = part.get("prefixItems").into_iter().flat_map(Node::items);
            for items in part.get("items").into_iter().chain(listed) {
                self.schema(items, group, depth);
            }
            let alternatives = ["oneOf", "anyOf"]
                .iter()
                .filter_map(|name| part.get(name))
                .flat_map(Node::items);
            let alternatives: Vec<Node<'t>> = alternatives.collect();
            let several = alternatives
                .iter()
                .filter(|part| part.text_of("type") != Some("null"))
                .count()
                > 1;
            let of_union = if several {
                group.or(Some(part.id()))
            } else {
                group
            };
            self.mapping(part, of_union);
            for alternative in alternatives {
                self.schema(alternative, of_union, depth);
            }
        }
        self.about = outer;
        self.owner = outer_owner;
    }

    /// Returns the schemas that make one object: the schema itself, and those that `allOf` adds.
    fn parts(&mut self, schema: Node<'t>) -> Vec<Node<'t>> {
        let mut parts = Vec::new();
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            let Some(schema) = self.references.resolve(schema) else {
                continue;
            };
            if self.seen.len() >= MOST_SCHEMAS || !self.seen.insert(schema.id()) {
                continue;
            }
            parts.push(schema);
            waiting.extend(schema.get("allOf").into_iter().flat_map(Node::items).rev());
        }
        parts
    }

    fn members(&mut self, members: Members<'_, 't>, group: Option<NodeId>, depth: usize) {
        let single = members.len() == 1;
        for (name, schema) in members {
            let stated = stated_role(*schema).filter(|_| self.marked);
            let role = stated.unwrap_or_else(|| names::role(name));
            let scalar = role.is_code() || role == MemberRole::Type;
            if scalar && !self.is_nested(*schema) {
                self.found.has_code_member |= role == MemberRole::Code;
                self.values((role, stated.is_some()), *schema, members, group);
            } else if names::is_container(name)
                || (single || self.marked) && self.is_nested(*schema)
            {
                self.schema(*schema, group, depth + 1);
            }
        }
    }

    /// Returns `true` if a member holds objects.
    fn is_nested(&self, schema: Node<'t>) -> bool {
        let Some(schema) = self.references.resolve(schema) else {
            return false;
        };
        let holds = |schema: Node<'t>| {
            let items = schema
                .get("items")
                .and_then(|items| self.references.resolve(items));
            let own = schema.get("properties").is_some();
            own || items.is_some_and(|items| items.get("properties").is_some() || is_union(items))
        };
        holds(schema)
            || is_union(schema) && {
                let alternatives = ["allOf", "oneOf", "anyOf"]
                    .iter()
                    .filter_map(|name| schema.get(name));
                let mut alternatives = alternatives.flat_map(Node::items);
                alternatives.any(|part| self.references.resolve(part).is_some_and(holds))
            }
    }

    /// Adds the values of a member that is the code or the type.
    fn values(
        &mut self,
        (role, stated): (MemberRole, bool),
        schema: Node<'t>,
        members: Members<'_, 't>,
        group: Option<NodeId>,
    ) {
        let mut values = choices(self.references, schema);
        let words = values.iter().filter_map(|value| value.node.word());
        let identifies = names::are_codes(role, words) || self.are_texts(role, &values, members);
        if !stated && !identifies {
            if values.is_empty() {
                self.example(role, schema, members, group);
            }
            return;
        }
        let single = values.len() == 1;
        for value in &mut values {
            value.group = group.or(value.group);
            value.stated = stated;
            value.owner = self.owner.filter(|_| stated);
            if single {
                let text = self.message(members).or_else(|| self.about.clone());
                value.text = text.or(value.text.take());
                let is_other = |found: &Node<'t>| role.is_code() && found.id() != value.node.id();
                value.error_type = self.error_type(members).filter(is_other);
            }
        }
        let list = if role == MemberRole::Type {
            &mut self.found.types
        } else {
            &mut self.found.codes
        };
        list.extend(values);
    }

    /// Returns `true` if the values of `error` are texts that identify the errors, because the code next to it is the status.
    fn are_texts(&self, role: MemberRole, values: &[Choice<'t>], members: Members<'_, 't>) -> bool {
        let mut texts = values.iter().map(|value| value.node.text());
        role == MemberRole::BareError
            && values.len() > 1
            && texts.all(|text| text.is_some_and(names::is_label))
            && members.iter().any(|(name, schema)| {
                let schema = self.references.resolve(*schema);
                schema.is_some_and(|schema| names::holds_status(name, schema))
            })
    }

    /// Adds the example of a member without values.
    fn example(
        &mut self,
        role: MemberRole,
        schema: Node<'t>,
        members: Members<'_, 't>,
        group: Option<NodeId>,
    ) {
        let Some(schema) = self
            .references
            .resolve(schema)
            .filter(|_| role != MemberRole::Type)
        else {
            return;
        };
        let first = schema.get("examples").and_then(|list| list.items().next());
        let Some(node) = schema.get("example").or(first) else {
            return;
        };
        if names::are_codes(role, node.word()) {
            let text = self.message(members);
            self.found.examples.push(Choice {
                node,
                text,
                error_type: None,
                stated: false,
                owner: None,
                group,
            });
        }
    }

    /// Returns the text that the message of an object has: a constant, the only value, the default or the example.
    fn message(&self, members: Members<'_, 't>) -> Option<Located<String>> {
        let messages = members
            .iter()
            .filter(|(name, _)| names::role(name) == MemberRole::Message);
        let mut messages = messages.filter_map(|(_, schema)| self.references.resolve(*schema));
        messages.find_map(|schema| {
            let only = schema.get("enum").filter(|list| list.items().len() == 1);
            let only = only.and_then(|list| list.items().next());
            let text = schema
                .get("const")
                .or(only)
                .or(schema.get("default"))
                .or(schema.get("example"))?;
            Some((
                text.text().filter(|text| !text.is_empty())?.to_owned(),
                text.span(),
            ))
        })
    }

    /// Returns the type of an object, if its schema lists only one: a member that is the type by its name, otherwise a label
    /// in a member called just `error`.
    fn error_type(&self, members: Members<'_, 't>) -> Option<Node<'t>> {
        let only = |role| {
            let mut types = members.iter().filter(|(name, schema)| {
                let stated = stated_role(*schema).filter(|_| self.marked);
                stated.unwrap_or_else(|| names::role(name)) == role
            });
            types.find_map(
                |(_, schema)| match choices(self.references, *schema).as_slice() {
                    [only] => Some(only.node)
                        .filter(|node| node.text().is_some_and(|text| !names::is_flag(text))),
                    _ => None,
                },
            )
        };
        only(MemberRole::Type).or_else(|| only(MemberRole::BareError))
    }

    /// Adds the values that a discriminator lists and no schema does.
    fn mapping(&mut self, schema: Node<'t>, group: Option<NodeId>) {
        let Some(discriminator) = schema.get("discriminator") else {
            return;
        };
        let role = discriminator
            .text_of("propertyName")
            .map_or(MemberRole::Other, names::role);
        let Some(mapping) = discriminator.get("mapping") else {
            return;
        };
        let codes = role.is_code();
        if (codes || role == MemberRole::Type)
            && names::are_codes(role, mapping.members().map(|(name, _)| name))
        {
            let list = if codes {
                &mut self.found.codes
            } else {
                &mut self.found.types
            };
            let values = mapping.entries().map(|(node, _)| Choice {
                node,
                text: None,
                error_type: None,
                stated: false,
                owner: None,
                group,
            });
            list.extend(values);
        }
    }
}

fn is_union(schema: Node<'_>) -> bool {
    ["allOf", "oneOf", "anyOf"]
        .iter()
        .any(|name| schema.get(name).is_some())
}

/// The extension by which `export` marks the code and the type.
pub(in crate::read::machine) const MARK: &str = "x-error-field";

fn stated_role(schema: Node<'_>) -> Option<MemberRole> {
    match schema.text_of(MARK)? {
        "code" => Some(MemberRole::Code),
        "type" => Some(MemberRole::Type),
        _ => None,
    }
}

/// Returns the first paragraph of an object's description.
fn about(parts: &[Node<'_>]) -> Option<Located<String>> {
    let texts = parts.iter().filter_map(|part| part.get("description"));
    let mut texts =
        texts.filter_map(|text| Some((text.text()?.split("\n\n").next()?.to_owned(), text.span())));
    texts.find(|(text, _)| !text.is_empty())
}
