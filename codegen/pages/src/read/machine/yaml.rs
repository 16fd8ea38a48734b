//! YAML as a tree: the first document of a file.

use std::borrow::Cow;
use std::collections::HashMap;

use api_error_catalog_model::source::Span;
use granit_parser::{Event, Options, Parser, ScalarStyle};

use super::json::is_number;
use super::tree::{MAX_DEPTH, NodeId, Tree, TreeValue};

/// The number of entries that all `<<` of a document add, because mappings that merge mappings grow fast.
const MOST_MERGED: usize = 100_000;

/// Parses the first document. Returns `None` if it is not YAML.
pub(super) fn parse(source: &str) -> Option<Tree<'_>> {
    let mut options = Options::default();
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    options.set_emit_comments(false);
    let mut builder = TreeBuilder {
        tree: Tree::new(source),
        open: Vec::new(),
        anchors: HashMap::new(),
        root: None,
        merges_left: MOST_MERGED,
    };
    for event in Parser::new_from_str_with_options(source, options) {
        let (event, span) = event.ok()?;
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        let span = span.byte_range().unwrap_or(source.len()..source.len());
        builder.take(event, trimmed(source, span))?;
    }
    let TreeBuilder { mut tree, root, .. } = builder;
    tree.set_root(root?);
    Some(tree)
}

/// The parser's span of a block scalar may include the blank lines after it.
fn trimmed(source: &str, span: Span) -> Span {
    let text = source.get(span.clone()).unwrap_or_default();
    span.start..span.start + text.trim_end().len()
}

struct OpenNode {
    id: NodeId,
    start: usize,
    items: Vec<NodeId>,
    /// Whether keys and values alternate.
    mapping: bool,
}

struct TreeBuilder<'s> {
    tree: Tree<'s>,
    open: Vec<OpenNode>,
    anchors: HashMap<usize, NodeId>,
    root: Option<NodeId>,
    /// Entries that `<<` may still add.
    merges_left: usize,
}

impl<'s> TreeBuilder<'s> {
    fn take(&mut self, event: Event<'s>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = if style == ScalarStyle::Plain {
                    plain(text)
                } else {
                    TreeValue::Text(text)
                };
                let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
                    && span.len() >= 2;
                let span = if quoted {
                    span.start + 1..span.end - 1
                } else {
                    span
                };
                let id = self.tree.add(span, value);
                self.add(id, anchor);
            }
            Event::SequenceStart(_, anchor, _) => self.start(&span, anchor, false),
            Event::MappingStart(_, anchor, _) => self.start(&span, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop()?;
                let value = if open.mapping {
                    TreeValue::Object(self.entries(&open.items))
                } else {
                    TreeValue::List(open.items)
                };
                self.tree
                    .set(open.id, &(open.start..span.end.max(open.start)), value);
            }
            Event::Alias(anchor) => {
                let id = *self.anchors.get(&anchor)?;
                // A collection cannot contain itself.
                let inside = self.open.iter().any(|open| open.id == id);
                let id = if inside {
                    self.tree.add(span, TreeValue::Null)
                } else {
                    id
                };
                self.add(id, 0);
            }
            _ => {}
        }
        Some(())
    }

    fn start(&mut self, span: &Span, anchor: usize, mapping: bool) {
        let id = self.tree.add(span.clone(), TreeValue::Null);
        self.add(id, anchor);
        self.open.push(OpenNode {
            id,
            start: span.start,
            items: Vec::new(),
            mapping,
        });
    }

    fn add(&mut self, id: NodeId, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        match self.open.last_mut() {
            Some(open) => open.items.push(id),
            None => self.root = self.root.or(Some(id)),
        }
    }

    /// Returns the entries of a mapping, with those of `<<` after its own, because the first entry of a key counts.
    fn entries(&mut self, items: &[NodeId]) -> Vec<(NodeId, NodeId)> {
        let (mut own, mut merged) = (Vec::new(), Vec::new());
        for pair in items.chunks_exact(2) {
            let [key, value] = *pair else { continue };
            if !matches!(self.tree.value(key), TreeValue::Text(name) if name == "<<") {
                own.push((key, value));
                continue;
            }
            let sources = match self.tree.value(value) {
                TreeValue::List(items) => items.clone(),
                _ => vec![value],
            };
            for source in sources {
                if let TreeValue::Object(entries) = self.tree.value(source) {
                    let taken = entries.len().min(self.merges_left);
                    self.merges_left -= taken;
                    merged.extend(entries.iter().copied().take(taken));
                }
            }
        }
        own.append(&mut merged);
        own
    }
}

/// Returns the value of a scalar without quotes, as in YAML's JSON schema.
fn plain(text: Cow<'_, str>) -> TreeValue<'_> {
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => TreeValue::Null,
        "true" | "True" | "TRUE" => TreeValue::Bool(true),
        "false" | "False" | "FALSE" => TreeValue::Bool(false),
        number if is_number(number) => TreeValue::Number(text),
        _ => TreeValue::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_kind_and_their_span() {
        let source = "a:\n  - 007\n  - 7\n  - '7'\nb: &b {c: d}\ne: *b\nf:\n  <<: *b\n  g: h\n";
        let tree = parse(source).unwrap();
        let root = tree.root();
        let items: Vec<_> = root.get("a").unwrap().items().collect();
        assert_eq!(items[0].text(), Some("007"));
        assert_eq!(items[1].integer(), Some(7));
        assert_eq!(items[2].text(), Some("7"));
        assert_eq!(&source[items[0].span()], "007");
        assert_eq!(root.at(&["e", "c"]).unwrap().text(), Some("d"));
        assert_eq!(root.at(&["f", "c"]).unwrap().text(), Some("d"));
        assert!(parse("a: [").is_none());
        assert!(parse("a: &a [*a]").is_some());
    }

    #[test]
    fn aliases_of_aliases_stay_small() {
        let mut source = String::from("a0: &a0 [x, x]\n");
        for i in 1..40 {
            source += &format!("a{i}: &a{i} [*a{0}, *a{0}]\n", i - 1);
        }
        let tree = parse(&source).unwrap();
        assert_eq!(tree.root().get("a39").unwrap().to_json(&mut 1000), None);
    }
}
