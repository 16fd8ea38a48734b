//! The values of a JSON or YAML document, each with its span.
//!
//! All values are in one list, and collections hold indices into it. A YAML alias is the index of its anchor's value, so
//! that a document of aliases to aliases takes no more memory than its text.

use std::borrow::Cow;

use api_error_catalog_model::source::Span;

/// The maximum nesting of values. A deeper document is not read.
pub(super) const MAX_DEPTH: usize = 128;

/// Something with its location.
pub(super) type Located<T> = (T, Span);

/// The index of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(u32);

/// A document.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    source: &'s str,
    values: Vec<(u32, u32, TreeValue<'s>)>,
    root: NodeId,
}

#[derive(Debug)]
pub(super) enum TreeValue<'s> {
    Null,
    Bool(bool),
    /// A number as it is written.
    Number(Cow<'s, str>),
    Text(Cow<'s, str>),
    List(Vec<NodeId>),
    /// Keys and values in the order of the document.
    Object(Vec<(NodeId, NodeId)>),
}

/// A value of a document.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    tree: &'t Tree<'t>,
    id: NodeId,
}

impl<'s> Tree<'s> {
    pub(super) fn new(source: &'s str) -> Tree<'s> {
        Tree {
            source,
            values: Vec::new(),
            root: NodeId(0),
        }
    }

    /// Adds a value. A document has fewer than 2³² bytes, and so fewer values.
    pub(super) fn add(&mut self, span: Span, value: TreeValue<'s>) -> NodeId {
        let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let id = NodeId(short(self.values.len()));
        self.values
            .push((short(span.start), short(span.end), value));
        id
    }

    /// Replaces the value that was added under this index.
    pub(super) fn set(&mut self, id: NodeId, span: &Span, value: TreeValue<'s>) {
        let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        if let Some(slot) = self.values.get_mut(id.0 as usize) {
            *slot = (short(span.start), short(span.end), value);
        }
    }

    pub(super) fn set_root(&mut self, root: NodeId) {
        self.root = root;
    }

    pub(super) fn value(&self, id: NodeId) -> &TreeValue<'s> {
        self.values
            .get(id.0 as usize)
            .map_or(&TreeValue::Null, |(_, _, value)| value)
    }

    pub(super) fn root(&self) -> Node<'_> {
        self.node(self.root)
    }

    fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }
}

impl<'t> Node<'t> {
    pub(super) fn id(self) -> NodeId {
        self.id
    }

    fn value(self) -> &'t TreeValue<'t> {
        self.tree.value(self.id)
    }

    /// Returns its bytes in the document, with brackets, but without quotes.
    pub(super) fn span(self) -> Span {
        let span = self.tree.values.get(self.id.0 as usize);
        span.map_or(0..0, |(start, end, _)| *start as usize..*end as usize)
    }

    /// Returns the location of a part of its text, or its own if the part is written otherwise.
    pub(super) fn find(self, part: &str) -> Span {
        let span = self.span();
        let found = self
            .tree
            .source
            .get(span.clone())
            .and_then(|source| source.find(part));
        found.map_or(span.clone(), |at| {
            span.start + at..span.start + at + part.len()
        })
    }

    /// Returns the string.
    pub(super) fn text(self) -> Option<&'t str> {
        match self.value() {
            TreeValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns a string or a number as it is written.
    pub(super) fn word(self) -> Option<&'t str> {
        match self.value() {
            TreeValue::Text(text) | TreeValue::Number(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn integer(self) -> Option<i64> {
        match self.value() {
            TreeValue::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub(super) fn is_true(self) -> bool {
        matches!(self.value(), TreeValue::Bool(true))
    }

    pub(super) fn is_null(self) -> bool {
        matches!(self.value(), TreeValue::Null)
    }

    pub(super) fn is_object(self) -> bool {
        matches!(self.value(), TreeValue::Object(_))
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self.value(), TreeValue::List(_))
    }

    /// Returns the keys and values of an object, or nothing for another value.
    pub(super) fn entries(
        self,
    ) -> impl DoubleEndedIterator<Item = (Node<'t>, Node<'t>)> + ExactSizeIterator {
        let entries = match self.value() {
            TreeValue::Object(entries) => entries.as_slice(),
            _ => &[],
        };
        let tree = self.tree;
        entries
            .iter()
            .map(move |(key, value)| (tree.node(*key), tree.node(*value)))
    }

    /// Returns the names and values of an object. A key that is not a string or a number has no name.
    pub(super) fn members(self) -> impl DoubleEndedIterator<Item = (&'t str, Node<'t>)> {
        self.entries()
            .filter_map(|(key, value)| Some((key.word()?, value)))
    }

    /// Returns the items of a list, or nothing for another value.
    pub(super) fn items(self) -> impl DoubleEndedIterator<Item = Node<'t>> + ExactSizeIterator {
        let items = match self.value() {
            TreeValue::List(items) => items.as_slice(),
            _ => &[],
        };
        let tree = self.tree;
        items.iter().map(move |id| tree.node(*id))
    }

    /// Returns the member with this name.
    pub(super) fn get(self, name: &str) -> Option<Node<'t>> {
        self.members()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// Returns the member at the end of these names.
    pub(super) fn at(self, names: &[&str]) -> Option<Node<'t>> {
        names.iter().try_fold(self, |node, name| node.get(name))
    }

    /// Returns the string of the member with this name.
    pub(super) fn text_of(self, name: &str) -> Option<&'t str> {
        self.get(name)?.text()
    }

    /// Converts it to JSON, of which `left` values may remain: an alias can repeat its anchor without end.
    pub(super) fn to_json(self, left: &mut usize) -> Option<serde_json::Value> {
        *left = left.checked_sub(1)?;
        Some(match self.value() {
            TreeValue::Null => serde_json::Value::Null,
            TreeValue::Bool(value) => (*value).into(),
            TreeValue::Number(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| text.as_ref().into())
            }
            TreeValue::Text(text) => text.as_ref().into(),
            TreeValue::List(_) => {
                let items = self.items().map(|item| item.to_json(left));
                serde_json::Value::Array(items.collect::<Option<_>>()?)
            }
            TreeValue::Object(_) => {
                let members = self
                    .members()
                    .map(|(name, value)| Some((name.to_owned(), value.to_json(left)?)));
                serde_json::Value::Object(members.collect::<Option<_>>()?)
            }
        })
    }
}
