//! The values of a member that its schema lists, each with its description.

use std::collections::{HashMap, HashSet};

use api_error_catalog_model::source::Span;

use super::references::References;
use crate::page::Code;
use crate::read::document::BlockKind;
use crate::read::formats::markdown;
use crate::read::machine::tree::{Located, Node, NodeId};
use crate::read::text::Text;

/// More values of one member are not read.
const MOST_VALUES: usize = 20_000;
/// More schemas below one member are not visited.
const MOST_SCHEMAS: usize = 1000;

/// A value that a schema lists.
#[derive(Clone)]
pub(in crate::read::machine) struct Choice<'t> {
    pub(in crate::read::machine) node: Node<'t>,
    pub(in crate::read::machine) text: Option<Located<String>>,
    /// The type that is sent next to it.
    pub(in crate::read::machine) error_type: Option<Node<'t>>,
    /// Whether the document marks the member as the code or the type.
    pub(in crate::read::machine) stated: bool,
    /// The schema of the error, in a document that `export` wrote.
    pub(in crate::read::machine) owner: Option<Node<'t>>,
    /// The schema that lists it next to others.
    pub(in crate::read::machine) group: Option<NodeId>,
}

impl<'t> Choice<'t> {
    /// Returns the value as a code.
    pub(in crate::read::machine) fn code(&self) -> Option<Code> {
        code_of(self.node)
    }
}

/// Returns a string or an integer as a code.
pub(in crate::read::machine) fn code_of(node: Node<'_>) -> Option<Code> {
    match node.integer() {
        Some(number) => Some(Code::Number(number)),
        None => node.text().map(|text| Code::Text(text.to_owned())),
    }
}

/// Returns the values that a member can have: constants and enums, also those of alternatives and items.
pub(in crate::read::machine) fn choices<'t>(
    references: &References<'t>,
    schema: Node<'t>,
) -> Vec<Choice<'t>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting = vec![(schema, None, 0)];
    while let Some((schema, group, depth)) = waiting.pop() {
        let Some(schema) = references
            .resolve(schema)
            .filter(|schema| seen.insert(schema.id()))
        else {
            continue;
        };
        if seen.len() > MOST_SCHEMAS || found.len() > MOST_VALUES {
            break;
        }
        values_of(schema, group, depth > 0, &mut found);
        let alternatives: Vec<Node<'t>> = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|name| schema.get(name))
            .flat_map(Node::items)
            .filter(|part| !is_null(*part))
            .collect();
        let of_union = if alternatives.len() > 1 {
            group.or(Some(schema.id()))
        } else {
            group
        };
        let parts = schema
            .get("allOf")
            .into_iter()
            .flat_map(Node::items)
            .chain(schema.get("items"));
        let parts = parts.map(|part| (part, group));
        let all: Vec<_> = parts
            .chain(alternatives.into_iter().map(|part| (part, of_union)))
            .collect();
        waiting.extend(
            all.into_iter()
                .rev()
                .map(|(part, group)| (part, group, depth + 1)),
        );
    }
    found
}

fn is_null(schema: Node<'_>) -> bool {
    schema.text_of("type") == Some("null")
}

/// Adds the values that one schema lists itself.
fn values_of<'t>(
    schema: Node<'t>,
    group: Option<NodeId>,
    inner: bool,
    found: &mut Vec<Choice<'t>>,
) {
    if let Some(constant) = schema
        .get("const")
        .filter(|constant| constant.word().is_some())
    {
        let text = ["description", "title"]
            .iter()
            .find_map(|name| schema.get(name));
        let text = text
            .filter(|_| inner)
            .and_then(|text| Some((text.text()?.to_owned(), text.span())));
        let text = text.filter(|(text, _)| constant.word() != Some(text));
        found.push(Choice {
            node: constant,
            text,
            error_type: None,
            stated: false,
            owner: None,
            group,
        });
        return;
    }
    let Some(list) = schema.get("enum") else {
        return;
    };
    let values: Vec<Node<'t>> = list
        .items()
        .filter(|value| value.word().is_some())
        .collect();
    let group = if values.len() > 1 {
        group.or(Some(list.id()))
    } else {
        group
    };
    let mut texts = enum_texts(schema, &values);
    for node in values {
        let text = node.word().and_then(|word| texts.remove(word));
        found.push(Choice {
            node,
            text,
            error_type: None,
            stated: false,
            owner: None,
            group,
        });
    }
}

type EnumTexts<'t> = HashMap<&'t str, Located<String>>;

/// Returns the descriptions of an enum's values: those of an extension such as `x-enumDescriptions`, otherwise those of a
/// table or list in the description of the schema.
fn enum_texts<'t>(schema: Node<'t>, values: &[Node<'t>]) -> EnumTexts<'t> {
    let mut texts = EnumTexts::new();
    for (name, extension) in schema.members() {
        let name = name.to_ascii_lowercase();
        // Names of constants in programs describe nothing.
        let names = ["name", "key"].iter().any(|word| name.contains(word));
        if name.starts_with("x-") && name.contains("enum") && !names {
            extension_texts(extension, values, &mut texts);
        }
    }
    if let Some(description) = schema
        .get("description")
        .filter(|_| texts.is_empty() && values.len() > 1)
    {
        described(description, values, &mut texts);
    }
    texts
}

/// Reads an extension: texts by value, texts in the order of the values, or objects that hold the value and its text.
fn extension_texts<'t>(extension: Node<'t>, values: &[Node<'t>], texts: &mut EnumTexts<'t>) {
    // `x-ms-enum` has its list one level down.
    let inner = ["values", "items"]
        .iter()
        .find_map(|name| extension.get(name));
    let extension = inner.filter(|inner| inner.is_list()).unwrap_or(extension);
    let words: HashSet<&str> = values.iter().filter_map(|value| value.word()).collect();
    for (name, text) in extension.members() {
        let text = text
            .text()
            .map(|own| (own, text.span()))
            .or_else(|| text_of(text));
        if let (Some(word), Some((text, span))) = (words.get(name), text) {
            texts.insert(word, (text.to_owned(), span));
        }
    }
    let parallel = extension.items().len() == values.len();
    for (position, item) in extension.items().enumerate() {
        if let Some(text) = item.text() {
            let word = values
                .get(position)
                .and_then(|value| value.word())
                .filter(|_| parallel);
            if let Some(word) = word.filter(|word| *word != text) {
                texts.insert(word, (text.to_owned(), item.span()));
            }
            continue;
        }
        let value = item
            .members()
            .find_map(|(_, member)| words.get(member.word()?));
        if let (Some(word), Some((text, span))) = (value, text_of(item)) {
            texts.insert(word, (text.to_owned(), span));
        }
    }
}

fn text_of(item: Node<'_>) -> Option<(&str, Span)> {
    let text = ["description", "summary", "comment", "message"]
        .iter()
        .find_map(|name| item.get(name))?;
    Some((text.text()?, text.span()))
}

/// Reads a table, list or lines of values and texts in a description.
fn described<'t>(description: Node<'t>, values: &[Node<'t>], texts: &mut EnumTexts<'t>) {
    let Some(source) = description.text().filter(|text| text.contains('\n')) else {
        return;
    };
    let words: HashSet<&'t str> = values.iter().filter_map(|value| value.word()).collect();
    let mut add = |word: Option<&&'t str>, text: &str| {
        if let Some(word) = word.filter(|_| !text.is_empty()) {
            texts
                .entry(word)
                .or_insert_with(|| (text.to_owned(), description.find(text)));
        }
    };
    for block in markdown::read(source).blocks {
        match block.kind {
            BlockKind::Table(table) => {
                for row in &table.rows {
                    let word = row.first().and_then(|cell| words.get(cell.as_str()));
                    let text = row.iter().skip(1).max_by_key(|cell| cell.len());
                    add(word, text.map_or("", Text::as_str));
                }
            }
            BlockKind::Item(text) | BlockKind::Paragraph(text) | BlockKind::Term(text) => {
                let text = text.as_str().trim_start_matches(['-', '*', '`', '"', ' ']);
                let end = text.find([' ', ':', '`', '"', ',']).unwrap_or(text.len());
                let (word, rest) = text.split_at(end);
                let separated = rest.trim_start_matches(['`', '"', ' ', '*']);
                let text = separated.trim_start_matches([':', '-', '–', '—', '=', ',', '(', ' ']);
                add(
                    words.get(word).filter(|_| text.len() < separated.len()),
                    text.trim(),
                );
            }
            _ => {}
        }
    }
}
