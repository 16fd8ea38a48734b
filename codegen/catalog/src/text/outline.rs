//! Where things stand in a catalog's text, for tools that change it and leave the rest as it is.

use crate::text::source::{Source, Span};
use crate::text::yaml::{YamlNode, YamlValue, parse};

/// The places of a catalog's types and errors.
#[derive(Debug, Default)]
pub struct Outline {
    /// The mapping below `types:`.
    pub types: Option<Mapping>,
    /// The mapping below each type's `errors:`, below `errors:` (no type) and below `observed:`.
    pub groups: Vec<Group>,
    /// The mapping below `statuses:`.
    pub statuses: Option<Mapping>,
    /// The mapping below `close_codes:`.
    pub close_codes: Option<Mapping>,
    /// The mapping below `noted:`.
    pub noted: Option<Mapping>,
    /// The mapping below each kind of `noted:`, in order.
    pub noted_kinds: Vec<(String, Mapping)>,
    /// The value of `read:` below `source:`.
    pub read: Option<Span>,
    /// The hints below `source:`.
    pub hints: Vec<Span>,
    /// The quirks, in the order of [`Catalog::all_quirks`](crate::Catalog::all_quirks).
    pub quirks: Vec<Span>,
}

/// A mapping that things can be added to.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// From its first key to the end of its last value.
    pub span: Span,
    /// Whether it is written in braces.
    pub flow: bool,
    /// The columns its keys are indented by.
    pub indent: usize,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
}

/// Errors that stand together.
#[derive(Debug, Clone)]
pub struct Group {
    /// The type they have, where they stand below one.
    pub type_name: Option<String>,
    /// Whether they were observed and are on no page.
    pub observed: bool,
    /// The errors.
    pub errors: Mapping,
    /// The value of the type's own `status:`.
    pub status: Option<Span>,
}

/// One entry of a mapping.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// From the key to the end of the value.
    pub span: Span,
    /// The value.
    pub value: Span,
    /// Whether the value is a mapping written in braces.
    pub flow: bool,
    /// The columns by which the value's own keys are indented.
    pub indent: usize,
    /// The value of its `status:`.
    pub status: Option<Span>,
    /// The value of its `type:`.
    pub type_name: Option<Span>,
    /// Its ways to be told (`when:`): the code of each as text, and the value of its `status:`.
    pub when: Vec<(Option<String>, Option<Span>)>,
    /// The mapping below its `details:`.
    pub details: Option<Mapping>,
    /// Whether it has a `rust_name:`.
    pub rust_name: bool,
    /// Whether it has a `deprecated:`.
    pub deprecated: bool,
}

impl Entry {
    /// Where its key stands.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.span.start..self.span.start + self.key.len()
    }
}

/// The outline of a catalog's text; empty where it is no YAML.
#[must_use]
pub fn outline(source: &Source) -> Outline {
    let Some(root) = parse(&source.text).0 else {
        return Outline::default();
    };
    let text = source.text.as_str();
    let mut outline = Outline {
        types: get(&root, "types").and_then(|node| mapping(text, node)),
        statuses: get(&root, "statuses").and_then(|node| mapping(text, node)),
        close_codes: get(&root, "close_codes").and_then(|node| mapping(text, node)),
        read: get(&root, "source")
            .and_then(|node| get(node, "read"))
            .map(|node| node.span.clone()),
        noted: get(&root, "noted").and_then(|node| mapping(text, node)),
        noted_kinds: entries(get(&root, "noted"))
            .into_iter()
            .filter_map(|(kind, node)| Some((kind, mapping(text, node)?)))
            .collect(),
        hints: get(&root, "source")
            .and_then(|node| get(node, "hints"))
            .map_or_else(Vec::new, items),
        quirks: get(&root, "quirks").map_or_else(Vec::new, items),
        groups: Vec::new(),
    };
    for (name, ty) in entries(get(&root, "types")) {
        outline.quirks.extend(quirks(get(ty, "errors")));
        if let Some(errors) = get(ty, "errors").and_then(|node| mapping(text, node)) {
            let status = get(ty, "status").map(|node| node.span.clone());
            outline.groups.push(Group {
                type_name: Some(name),
                observed: false,
                errors,
                status,
            });
        }
    }
    for (key, observed) in [("errors", false), ("observed", true)] {
        outline.quirks.extend(quirks(get(&root, key)));
        if let Some(errors) = get(&root, key).and_then(|node| mapping(text, node)) {
            outline.groups.push(Group {
                type_name: None,
                observed,
                errors,
                status: None,
            });
        }
    }
    outline
}

/// The items of a list; a single value is one.
fn items(node: &YamlNode) -> Vec<Span> {
    match &node.value {
        YamlValue::Sequence(items) => items.iter().map(|item| item.span.clone()).collect(),
        YamlValue::Scalar(..) | YamlValue::Mapping(_) => vec![node.span.clone()],
    }
}

/// The quirks of these errors.
fn quirks(errors: Option<&YamlNode>) -> Vec<Span> {
    entries(errors)
        .into_iter()
        .filter_map(|(_, error)| get(error, "quirk"))
        .flat_map(items)
        .collect()
}

fn entries(node: Option<&YamlNode>) -> Vec<(String, &YamlNode)> {
    match node.map(|node| &node.value) {
        Some(YamlValue::Mapping(entries)) => entries
            .iter()
            .filter_map(|(key, value)| Some((scalar(key)?, value)))
            .collect(),
        _ => Vec::new(),
    }
}

fn get<'n>(node: &'n YamlNode, name: &str) -> Option<&'n YamlNode> {
    entries(Some(node))
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

fn scalar(node: &YamlNode) -> Option<String> {
    match &node.value {
        YamlValue::Scalar(text, _) => Some(text.clone()),
        YamlValue::Sequence(_) | YamlValue::Mapping(_) => None,
    }
}

fn mapping(text: &str, node: &YamlNode) -> Option<Mapping> {
    let YamlValue::Mapping(members) = &node.value else {
        return None;
    };
    let first = members.first()?;
    let entries = members
        .iter()
        .filter_map(|(key, value)| entry(text, key, value))
        .collect();
    let end = members
        .last()
        .map_or(node.span.end, |(_, value)| value.span.end)
        .max(node.span.end);
    Some(Mapping {
        span: node.span.start..end,
        flow: is_flow(text, node),
        indent: column(text, first.0.span.start),
        entries,
    })
}

fn entry(text: &str, key: &YamlNode, value: &YamlNode) -> Option<Entry> {
    let span_of = |name: &str| get(value, name).map(|node| node.span.clone());
    let indent = match &value.value {
        YamlValue::Mapping(members) => members
            .first()
            .map_or(0, |(key, _)| column(text, key.span.start)),
        YamlValue::Scalar(..) | YamlValue::Sequence(_) => 0,
    };
    let when: Vec<&YamlNode> = match get(value, "when").map(|node| (node, &node.value)) {
        Some((_, YamlValue::Sequence(items))) => items.iter().collect(),
        Some((node, _)) => vec![node],
        None => Vec::new(),
    };
    let told = |node: &&YamlNode| {
        (
            get(node, "code").and_then(scalar),
            get(node, "status").map(|node| node.span.clone()),
        )
    };
    Some(Entry {
        key: scalar(key)?,
        span: key.span.start..value.span.end.max(key.span.end),
        value: value.span.clone(),
        flow: is_flow(text, value),
        indent,
        status: span_of("status"),
        type_name: span_of("type"),
        when: when.iter().map(told).collect(),
        details: get(value, "details").and_then(|node| mapping(text, node)),
        rust_name: span_of("rust_name").is_some(),
        deprecated: span_of("deprecated").is_some(),
    })
}

fn is_flow(text: &str, node: &YamlNode) -> bool {
    matches!(node.value, YamlValue::Mapping(_))
        && text
            .get(node.span.start..)
            .is_some_and(|rest| rest.starts_with('{'))
}

fn column(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or_default();
    before.len() - before.rfind('\n').map_or(0, |at| at + 1)
}
