//! Rust source as token trees that carry their lines.

use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};

/// One token, or one pair of brackets with its content.
#[derive(Debug, Clone)]
pub enum Tree<'s> {
    /// A keyword or an identifier.
    Word(&'s str, usize),
    /// One character of punctuation; `::` is two.
    Mark(char),
    /// A string, a number or a lifetime.
    Literal,
    /// A pair of brackets.
    Group(Group<'s>),
}

/// A pair of brackets with its content.
#[derive(Debug, Clone)]
pub struct Group<'s> {
    /// `(`, `[` or `{`.
    pub opening: char,
    /// The line of the closing bracket.
    pub last_line: usize,
    /// The content.
    pub trees: Vec<Tree<'s>>,
}

impl<'s> Tree<'s> {
    /// Returns the word, if this is one.
    pub fn word(&self) -> Option<&'s str> {
        match self {
            Tree::Word(word, _) => Some(word),
            _ => None,
        }
    }

    /// Returns the content, if this is a pair of such brackets.
    pub fn group(&self, opening: char) -> Option<&Group<'s>> {
        match self {
            Tree::Group(group) if group.opening == opening => Some(group),
            _ => None,
        }
    }

    /// Returns `true` if this is this character of punctuation.
    pub fn is_mark(&self, mark: char) -> bool {
        matches!(self, Tree::Mark(found) if *found == mark)
    }
}

/// Splits `source` into trees, without comments and test-only items.
pub fn parse(source: &str) -> Vec<Tree<'_>> {
    let mut open = vec![Group::new(' ')];
    let (mut at, mut line) = (0, 1);
    for token in tokenize(source, FrontmatterAllowed::No) {
        let text = &source[at..at + token.len as usize];
        at += text.len();
        add(token.kind, text, line, &mut open);
        line += text.matches('\n').count();
    }
    let trees = open.swap_remove(0).trees;
    without_tests(trees)
}

/// Adds one token to the innermost open group, or opens or closes one.
fn add<'s>(kind: TokenKind, text: &'s str, line: usize, open: &mut Vec<Group<'s>>) {
    use TokenKind as K;
    let mark = text.chars().next().unwrap_or(' ');
    let tree = match kind {
        K::Whitespace | K::LineComment { .. } | K::BlockComment { .. } => return,
        K::OpenParen | K::OpenBrace | K::OpenBracket => return open.push(Group::new(mark)),
        K::CloseParen | K::CloseBrace | K::CloseBracket => {
            match (open.len() > 1).then(|| open.pop()).flatten() {
                Some(group) => Tree::Group(Group {
                    last_line: line,
                    ..group
                }),
                None => return,
            }
        }
        K::Ident | K::RawIdent => Tree::Word(text, line),
        K::Literal { .. } | K::Lifetime { .. } | K::RawLifetime => Tree::Literal,
        _ => Tree::Mark(mark),
    };
    if let Some(innermost) = open.last_mut() {
        innermost.trees.push(tree);
    }
}

impl Group<'_> {
    fn new(opening: char) -> Self {
        Group {
            opening,
            last_line: 0,
            trees: Vec::new(),
        }
    }
}

/// Drops the items under `#[cfg(test)]`, at every depth.
fn without_tests(trees: Vec<Tree<'_>>) -> Vec<Tree<'_>> {
    let mut kept = Vec::with_capacity(trees.len());
    let mut rest = trees.into_iter().peekable();
    while let Some(tree) = rest.next() {
        let test_only = tree.is_mark('#') && rest.peek().is_some_and(is_test_attribute);
        if test_only {
            skip_item(&mut rest);
            continue;
        }
        kept.push(match tree {
            Tree::Group(group) => Tree::Group(Group {
                trees: without_tests(group.trees),
                ..group
            }),
            other => other,
        });
    }
    kept
}

/// Returns `true` for the brackets of `#[cfg(test)]`, `#[cfg(all(test, …))]` and `#[test]`.
fn is_test_attribute(tree: &Tree) -> bool {
    fn names_test(trees: &[Tree]) -> bool {
        let negated = trees.iter().any(|tree| tree.word() == Some("not"));
        !negated
            && trees.iter().any(|tree| match tree {
                Tree::Group(group) => names_test(&group.trees),
                other => other.word() == Some("test"),
            })
    }
    tree.group('[').is_some_and(|attribute| {
        let name = attribute.trees.first().and_then(Tree::word);
        matches!(name, Some("cfg" | "test")) && names_test(&attribute.trees)
    })
}

/// Skips one item with its attributes: up to a `;`, or to its body unless it is a declaration that ends with `;`.
fn skip_item<'s>(rest: &mut impl Iterator<Item = Tree<'s>>) {
    let mut ends_with_semicolon = false;
    for tree in rest {
        match tree {
            Tree::Word("use" | "const" | "static" | "type" | "let", _) => {
                ends_with_semicolon = true
            }
            Tree::Word("fn", _) => ends_with_semicolon = false,
            Tree::Mark(';') => return,
            Tree::Group(body) if body.opening == '{' && !ends_with_semicolon => return,
            _ => {}
        }
    }
}
