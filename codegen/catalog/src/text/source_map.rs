//! The positions of everything in a catalog's text, by the catalog's own indices.

use std::ops::Range;

use crate::model::Deviation;
use crate::text::source::Span;
use crate::text::yaml::{YamlNode, YamlValue};

/// The spans of a catalog's text. The vectors have the indices of the [`Catalog`](crate::Catalog)'s own.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// The keys of the file.
    pub keys: MappingSpans,
    /// The value of each of these keys, if it is a mapping.
    sections: Vec<Option<MappingSpans>>,
    /// The pages below `source:`.
    pub pages: Vec<PageSpans>,
    /// The templates of the shapes.
    pub shapes: Vec<Span>,
    /// The types.
    pub types: Vec<ItemSpans>,
    /// The mappings that contain errors: `errors:` of each type that has one, then `errors:` and `observed:`.
    pub groups: Vec<GroupSpans>,
    /// The errors.
    pub errors: Vec<ErrorSpans>,
    /// The HTTP statuses.
    pub statuses: Vec<ItemSpans>,
    /// The WebSocket close codes.
    pub close_codes: Vec<ItemSpans>,
    /// The mapping below each kind of `known_deviations:`, in the order of the file.
    pub known_deviation_kinds: Vec<(Deviation, MappingSpans)>,
    /// The known deviations.
    pub known_deviations: Vec<EntrySpans>,
    /// The errata of the page as a whole.
    pub errata: Vec<Span>,
}

/// A key and its value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntrySpans {
    /// The key.
    pub key: Span,
    /// The value; empty if there is none.
    pub value: Span,
}

/// A mapping, to which entries can be added.
#[derive(Clone, Debug, Default)]
pub struct MappingSpans {
    /// From the first key to the end of the last value, or from brace to brace. Empty if nothing is written.
    pub span: Span,
    /// Whether it is written in braces.
    pub flow: bool,
    /// The number of columns that its keys are indented by, unless it is written in braces.
    pub indent: usize,
    /// Its entries with the text of their keys, in the order of the file.
    pub entries: Vec<(String, EntrySpans)>,
}

/// A page below `source:`.
#[derive(Clone, Debug, Default)]
pub struct PageSpans {
    /// Its keys.
    pub keys: MappingSpans,
    /// Its hints.
    pub hints: Vec<Span>,
}

/// An entry whose value is a mapping: a type, a status, a close code.
#[derive(Clone, Debug, Default)]
pub struct ItemSpans {
    /// The key.
    pub key: Span,
    /// The keys of the value.
    pub keys: MappingSpans,
}

/// An error.
#[derive(Clone, Debug, Default)]
pub struct ErrorSpans {
    /// The key.
    pub key: Span,
    /// The keys of the error.
    pub keys: MappingSpans,
    /// The index of its group.
    pub group: usize,
    /// The items of `match:`, by the index of their identity. Empty if the error has no `match:`.
    pub matches: Vec<MappingSpans>,
    /// The members of `details:`.
    pub details: Option<MappingSpans>,
    /// The keys of `assumed:`.
    pub assumed: Option<MappingSpans>,
    /// The keys of its retry advice, whether it is assumed or not.
    pub retry: Option<MappingSpans>,
    /// The solutions.
    pub solutions: Vec<Span>,
    /// The examples.
    pub examples: Vec<Span>,
    /// The errata.
    pub errata: Vec<Span>,
}

/// A mapping that contains errors.
#[derive(Clone, Debug, Default)]
pub struct GroupSpans {
    /// The index of the type whose errors these are.
    pub type_index: Option<usize>,
    /// Whether they were observed and are not on the page.
    pub observed: bool,
    /// Their indices in the catalog.
    pub errors: Range<usize>,
    /// The mapping.
    pub keys: MappingSpans,
}

impl SourceMap {
    /// Returns the mapping below a key of the file, such as `types` or `observed`.
    #[must_use]
    pub fn section(&self, key: &str) -> Option<&MappingSpans> {
        let at = self.keys.entries.iter().position(|(name, _)| name == key)?;
        self.sections.get(at)?.as_ref()
    }

    /// Returns the errata in the order of [`Catalog::all_errata`](crate::Catalog::all_errata).
    pub fn all_errata(&self) -> impl Iterator<Item = &Span> {
        let of_errors = self.errors.iter().flat_map(|error| &error.errata);
        self.errata.iter().chain(of_errors)
    }

    /// Creates a map of only the file's keys.
    pub(super) fn new(text: &str, root: &YamlNode) -> SourceMap {
        let values = root.entries().iter().map(|(_, value)| value);
        SourceMap {
            keys: MappingSpans::new(text, root).unwrap_or_default(),
            sections: values.map(|value| MappingSpans::new(text, value)).collect(),
            ..SourceMap::default()
        }
    }
}

impl EntrySpans {
    /// Returns the span from the key to the end of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.key.start..self.value.end.max(self.key.end)
    }
}

impl ItemSpans {
    /// Returns the span from the key to the end of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.key.start..self.keys.span.end.max(self.key.end)
    }

    pub(super) fn new(text: &str, key: &YamlNode, value: &YamlNode) -> ItemSpans {
        ItemSpans {
            key: key.span.clone(),
            keys: MappingSpans::new(text, value).unwrap_or_default(),
        }
    }
}

impl ErrorSpans {
    /// Returns the span from the key to the end of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.key.start..self.keys.span.end.max(self.key.end)
    }

    pub(super) fn new(text: &str, key: &YamlNode, value: &YamlNode, group: usize) -> ErrorSpans {
        let mapping = |key| {
            value
                .get(key)
                .and_then(|node| MappingSpans::new(text, node))
        };
        let assumed = || value.get("assumed").and_then(|node| node.get("retry"));
        let retry = value.get("retry").or_else(assumed);
        let items = |key| value.get(key).map_or_else(Vec::new, spans_of_items);
        let matches = value.get("match").map_or(&[][..], YamlNode::items).iter();
        ErrorSpans {
            key: key.span.clone(),
            keys: MappingSpans::new(text, value).unwrap_or_default(),
            group,
            matches: matches
                .filter_map(|node| MappingSpans::new(text, node))
                .collect(),
            details: mapping("details"),
            assumed: mapping("assumed"),
            retry: retry.and_then(|node| MappingSpans::new(text, node)),
            solutions: items("solutions"),
            examples: items("examples"),
            errata: items("erratum"),
        }
    }
}

impl MappingSpans {
    /// Returns the entry of this key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&EntrySpans> {
        let mut entries = self.entries.iter();
        entries
            .find(|(name, _)| name == key)
            .map(|(_, entry)| entry)
    }

    /// Returns the value of this key.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<Span> {
        self.entry(key).map(|entry| entry.value.clone())
    }

    /// Returns the end of the last entry, or of the mapping if it has no entries.
    #[must_use]
    pub fn end(&self) -> usize {
        let last = self.entries.last();
        last.map_or(self.span.end, |(_, entry)| entry.span().end)
    }

    /// Returns the spans of a mapping, or of an empty value in place of one.
    pub(super) fn new(text: &str, node: &YamlNode) -> Option<MappingSpans> {
        let written = text.get(node.span.clone()).unwrap_or_default();
        let empty = matches!(&node.value, YamlValue::Scalar(..)) && written.is_empty();
        if !empty && !matches!(node.value, YamlValue::Mapping(_)) {
            return None;
        }
        let flow = written.starts_with('{');
        let entries = node.entries().iter().filter_map(|(key, value)| {
            let spans = EntrySpans {
                key: key.span.clone(),
                value: value.span.clone(),
            };
            Some((key.text()?.to_owned(), spans))
        });
        Some(MappingSpans {
            span: node.span.clone(),
            flow,
            indent: match flow {
                true => 0,
                false if empty => indent_of_line(text, node.span.start) + 2,
                false => line_before(text, node.span.start).len(),
            },
            entries: entries.collect(),
        })
    }
}

/// Returns the items of a list; a single value is one item.
pub(super) fn spans_of_items(node: &YamlNode) -> Vec<Span> {
    node.items().iter().map(|item| item.span.clone()).collect()
}

fn line_before(text: &str, byte: usize) -> &str {
    let before = text.get(..byte).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default()
}

fn indent_of_line(text: &str, byte: usize) -> usize {
    let line = line_before(text, byte);
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::open::open;
    use crate::text::source::Source;

    const TEXT: &str = "\
format: 1
catalog: acme
envelope: '{\"code\": \"$code\"}'
types:
  auth:
    status: 401
    description: c
    errors:
      no_key: { description: a, rust_name: NoKey }
errors:
  other:
    description: d
    match:
      - { code: x, status: 400 }
    details: { a?: string }
    erratum: { issue: a, interpretation: b }
observed:
known_deviations:
  unknown_code:
    odd: seen
";

    #[test]
    fn each_part_is_where_it_is_written() {
        let map = open(Source::new("acme.yaml", TEXT)).expect("a catalog").map;
        let at = |span: &Span| &TEXT[span.clone()];
        let keys: Vec<&str> = map.errors.iter().map(|error| at(&error.key)).collect();
        assert_eq!(keys, ["no_key", "other"]);
        let [typed, other, observed] = &map.groups[..] else {
            panic!("{:?}", map.groups)
        };
        assert_eq!((typed.type_index, &typed.errors), (Some(0), &(0..1)));
        assert_eq!((other.type_index, &other.errors), (None, &(1..2)));
        assert!(observed.observed && observed.keys.span.is_empty());
        assert_eq!((observed.keys.indent, other.keys.indent), (2, 2));
        let [no_key, other] = &map.errors[..] else {
            panic!("{:?}", map.errors)
        };
        assert!(no_key.keys.flow && !other.keys.flow);
        assert_eq!(
            no_key.keys.value("rust_name").as_ref().map(at),
            Some("NoKey")
        );
        assert_eq!(other.keys.indent, 4);
        assert_eq!(
            other.matches[0].value("status").as_ref().map(at),
            Some("400")
        );
        assert_eq!(
            other.details.as_ref().map(|details| at(&details.span)),
            Some("{ a?: string }")
        );
        assert_eq!(
            map.all_errata().map(at).collect::<Vec<_>>(),
            ["{ issue: a, interpretation: b }"]
        );
        assert_eq!(
            at(&map.types[0].keys.value("status").expect("a status")),
            "401"
        );
        assert_eq!(
            (
                map.known_deviation_kinds[0].0,
                at(&map.known_deviations[0].value)
            ),
            (Deviation::UnknownCode, "seen")
        );
        assert!(map.section("observed").is_some() && map.section("statuses").is_none());
    }
}
