//! JSON, and JSON lines, as a tree.

use std::borrow::Cow;

use api_error_catalog_core::__tokens::{Token, TokenKind, tokens};

use super::tree::{MAX_DEPTH, NodeId, Tree, TreeValue};

/// Parses a JSON document. Several documents, one after the other, are a list. Returns `None` for anything else.
pub(super) fn parse(source: &str) -> Option<Tree<'_>> {
    let mut parser = JsonParser {
        tree: Tree::new(source),
        open: Vec::new(),
        documents: Vec::new(),
    };
    for token in tokens(source) {
        parser.take(token)?;
    }
    let JsonParser {
        mut tree,
        open,
        documents,
    } = parser;
    if !open.is_empty() {
        return None;
    }
    let root = match documents[..] {
        [] => return None,
        [document] => document,
        _ => tree.add(0..source.len(), TreeValue::List(documents)),
    };
    tree.set_root(root);
    Some(tree)
}

/// An array or object that is not closed yet.
struct OpenValue {
    id: NodeId,
    at: usize,
    items: Vec<NodeId>,
    /// The keys that were read, if it is an object. Each has its value in `items`.
    keys: Option<Vec<NodeId>>,
    expects: Expected,
}

/// What may come next in a collection.
#[derive(Clone, Copy, PartialEq)]
enum Expected {
    /// A value or a key, or the end if there is none yet.
    First,
    Item,
    Colon,
    Value,
    CommaOrEnd,
}

struct JsonParser<'s> {
    tree: Tree<'s>,
    open: Vec<OpenValue>,
    documents: Vec<NodeId>,
}

impl<'s> JsonParser<'s> {
    fn take(&mut self, token: Token<'s>) -> Option<()> {
        let span = token.at..token.end();
        match token.kind {
            TokenKind::Open => {
                let object = token.text == "{";
                let id = self.tree.add(span, TreeValue::Null);
                self.add(id, false)?;
                self.open.push(OpenValue {
                    id,
                    at: token.at,
                    items: Vec::new(),
                    keys: object.then(Vec::new),
                    expects: Expected::First,
                });
                (self.open.len() <= MAX_DEPTH).then_some(())
            }
            TokenKind::Close => self.close(&token),
            TokenKind::Comma => self.expect(Expected::CommaOrEnd, Expected::Item),
            TokenKind::Colon => self.expect(Expected::Colon, Expected::Value),
            TokenKind::String => {
                let text = string(token)?;
                let inner = span.start + 1..span.end - 1;
                let id = self.tree.add(inner, TreeValue::Text(text));
                self.add(id, true)
            }
            TokenKind::Word => {
                let value = scalar(token.text)?;
                let id = self.tree.add(span, value);
                self.add(id, false)
            }
        }
    }

    fn expect(&mut self, expected: Expected, next: Expected) -> Option<()> {
        let open = self.open.last_mut()?;
        (std::mem::replace(&mut open.expects, next) == expected).then_some(())
    }

    /// Adds a value, or the key of a member.
    fn add(&mut self, id: NodeId, is_string: bool) -> Option<()> {
        let Some(open) = self.open.last_mut() else {
            self.documents.push(id);
            return Some(());
        };
        let first = matches!(open.expects, Expected::First | Expected::Item);
        match &mut open.keys {
            Some(keys) if first => {
                keys.push(id);
                open.expects = Expected::Colon;
                is_string.then_some(())
            }
            Some(_) if open.expects != Expected::Value => None,
            None if !first => None,
            _ => {
                open.items.push(id);
                open.expects = Expected::CommaOrEnd;
                Some(())
            }
        }
    }

    fn close(&mut self, token: &Token<'_>) -> Option<()> {
        let open = self.open.pop()?;
        let ends = matches!(open.expects, Expected::First | Expected::CommaOrEnd);
        if !ends || open.keys.is_some() != (token.text == "}") {
            return None;
        }
        let value = match open.keys {
            Some(keys) => TreeValue::Object(keys.into_iter().zip(open.items).collect()),
            None => TreeValue::List(open.items),
        };
        self.tree.set(open.id, &(open.at..token.end()), value);
        Some(())
    }
}

/// Returns the characters of a string, if it is closed.
fn string(token: Token<'_>) -> Option<Cow<'_, str>> {
    let inner = token.text.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return Some(Cow::Owned(token.unescaped().into()));
    }
    Some(Cow::Borrowed(inner))
}

fn scalar(text: &str) -> Option<TreeValue<'_>> {
    Some(match text {
        "null" => TreeValue::Null,
        "true" => TreeValue::Bool(true),
        "false" => TreeValue::Bool(false),
        _ if is_number(text) => TreeValue::Number(Cow::Borrowed(text)),
        _ => return None,
    })
}

/// Returns `true` for a number as JSON has it, which YAML has too.
pub(super) fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<serde_json::Number>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_lines_of_documents() {
        let tree = parse(r#" {"a": [1, {"b": "x\n\u00e9"}, null], "c": true} "#).unwrap();
        let list = tree.root().get("a").unwrap();
        let item = list.items().nth(1).unwrap();
        assert_eq!(item.text_of("b"), Some("x\né"));
        assert_eq!((item.span(), list.items().len()), (11..29, 3));
        assert!(tree.root().get("c").unwrap().is_true());
        let lines = parse("{\"a\": 1}\n{\"a\": 2}\n").unwrap();
        let values = lines
            .root()
            .items()
            .map(|line| line.get("a").unwrap().integer());
        assert_eq!(values.collect::<Vec<_>>(), [Some(1), Some(2)]);
    }

    #[test]
    fn anything_else_is_not_json() {
        for text in [
            "",
            "{",
            "}",
            "[1 2]",
            "[1,]",
            "{\"a\"}",
            "{\"a\" 1}",
            "{1: 2}",
            "{\"a\": 1,}",
            "[}",
            "{]",
            "[\"a",
            "[x]",
            "[01]",
            "{\"a\":: 1}",
            "[,1]",
            "{\"a\": }",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
        let deep = "[".repeat(MAX_DEPTH + 1) + &"]".repeat(MAX_DEPTH + 1);
        assert!(parse(&deep).is_none());
    }
}
