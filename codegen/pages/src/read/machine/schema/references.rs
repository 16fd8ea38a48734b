//! Follows `$ref` inside of the document. Nothing is fetched.

use std::cell::RefCell;
use std::collections::HashMap;

use api_error_catalog_model::source::Span;

use crate::read::machine::tree::{Node, NodeId};

/// A longer chain of references is not followed.
const LONGEST_CHAIN: usize = 32;

/// An object with more members is indexed before it is searched.
const FEW_MEMBERS: usize = 16;

/// The references of a document.
pub(in crate::read::machine) struct References<'t> {
    root: Node<'t>,
    targets: RefCell<HashMap<&'t str, Option<Node<'t>>>>,
    /// The members of large objects, by name.
    members: RefCell<HashMap<NodeId, HashMap<&'t str, Node<'t>>>>,
    problems: RefCell<Vec<Problem>>,
}

/// A reference that leads nowhere: what it is, the reason and its location.
pub(in crate::read::machine) type Problem = (String, &'static str, Span);

impl<'t> References<'t> {
    pub(in crate::read::machine) fn new(root: Node<'t>) -> References<'t> {
        References {
            root,
            targets: RefCell::default(),
            members: RefCell::default(),
            problems: RefCell::default(),
        }
    }

    /// Returns the value that a reference leads to, or the value itself. Returns `None` if a reference has no target.
    pub(in crate::read::machine) fn resolve(&self, node: Node<'t>) -> Option<Node<'t>> {
        let mut node = node;
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = node.get("$ref") else {
                return Some(node);
            };
            // A member may have this name.
            let Some(pointer) = reference.text() else {
                return Some(node);
            };
            node = self.target(pointer, reference.span())?;
        }
        None
    }

    fn target(&self, pointer: &'t str, span: Span) -> Option<Node<'t>> {
        if let Some(known) = self.targets.borrow().get(pointer) {
            return *known;
        }
        let found = match pointer.strip_prefix('#') {
            Some(path) => path
                .split('/')
                .skip(1)
                .try_fold(self.root, |node, part| self.child(node, part)),
            None => None,
        };
        if found.is_none() {
            let reason = match pointer.strip_prefix('#') {
                Some(_) => "the document does not contain what it refers to",
                None => {
                    "it refers to another file, and nothing is fetched; bundle the document into one file"
                }
            };
            self.problems
                .borrow_mut()
                .push((format!("$ref: {pointer}"), reason, span));
        }
        self.targets.borrow_mut().insert(pointer, found);
        found
    }

    /// Returns the member or item that a part of a JSON pointer names.
    fn child(&self, node: Node<'t>, part: &str) -> Option<Node<'t>> {
        if node.is_list() {
            return node.items().nth(part.parse().ok()?);
        }
        self.member(node, part).or_else(|| {
            let decoded = percent_decoded(part)?.replace("~1", "/").replace("~0", "~");
            self.member(node, &decoded)
        })
    }

    fn member(&self, node: Node<'t>, name: &str) -> Option<Node<'t>> {
        if node.entries().len() < FEW_MEMBERS {
            return node.get(name);
        }
        let mut indexes = self.members.borrow_mut();
        // The first member with a name counts.
        let index = indexes
            .entry(node.id())
            .or_insert_with(|| node.members().rev().collect());
        index.get(name).copied()
    }

    /// Returns the references that led nowhere.
    pub(in crate::read::machine) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }
}

/// Decodes `%7B` and the like, which pointers in URIs contain.
fn percent_decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..)?;
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}
