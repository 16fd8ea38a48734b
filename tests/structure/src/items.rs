//! The types and functions that a file defines.

use crate::tree::Tree;

/// A function and its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function<'s> {
    /// Its name.
    pub name: &'s str,
    /// The line on which it starts, after its attributes.
    pub line: usize,
    /// Lines from its signature to its closing brace.
    pub lines: usize,
}

/// Returns the names of all types that `trees` define; emitted code and associated types are not among them.
pub fn types<'s>(trees: &[Tree<'s>]) -> Vec<&'s str> {
    let mut names = Vec::new();
    collect_types(trees, false, &mut names);
    names
}

/// Collects type names; in the body of an `impl` or a `trait`, `type` defines an associated type.
fn collect_types<'s>(trees: &[Tree<'s>], associated: bool, names: &mut Vec<&'s str>) {
    let mut body_is_associated = false;
    for (at, tree) in trees.iter().enumerate() {
        let next = trees.get(at + 1).and_then(Tree::word);
        match (tree, next) {
            (Tree::Word("struct" | "enum" | "union", _), Some(name)) => names.push(name),
            (Tree::Word("trait", _), Some(name)) => {
                names.push(name);
                body_is_associated = true;
            }
            (Tree::Word("type", _), Some(name)) if !associated => names.push(name),
            (Tree::Word("impl", _), _) => body_is_associated = true,
            (Tree::Mark(';'), _) => body_is_associated = false,
            (Tree::Group(group), _) if !is_of_macro(trees, at) => {
                let body = group.opening == '{';
                collect_types(&group.trees, body && body_is_associated, names);
                body_is_associated &= !body;
            }
            _ => {}
        }
    }
}

/// Returns all functions with a body that `trees` define, without those of emitted code.
pub fn functions<'s>(trees: &[Tree<'s>]) -> Vec<Function<'s>> {
    let mut found = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        if let (Tree::Word("fn", line), Some(name)) = (tree, trees.get(at + 1).and_then(Tree::word))
        {
            let line = first_line(&trees[..at]).unwrap_or(*line);
            let end = trees[at..].iter().find_map(|tree| match tree {
                Tree::Mark(';') => Some(None),
                tree => tree.group('{').map(|body| Some(body.last_line)),
            });
            if let Some(last) = end.flatten() {
                found.push(Function {
                    name,
                    line,
                    lines: last + 1 - line,
                });
            }
        }
        match tree {
            Tree::Group(group) if !is_of_macro(trees, at) => {
                found.extend(functions(&group.trees));
            }
            _ => {}
        }
    }
    found
}

/// Returns the line of the first of the words before `fn`: `pub(crate) const unsafe`.
fn first_line(before: &[Tree]) -> Option<usize> {
    let mut line = None;
    for tree in before.iter().rev() {
        match tree {
            Tree::Word("pub" | "const" | "async" | "unsafe" | "extern", at) => line = Some(*at),
            Tree::Literal => {}
            Tree::Group(group) if group.opening == '(' => {}
            _ => break,
        }
    }
    line
}

/// Returns `true` if the group at `at` is what a macro is called with, `quote! { … }`, or what one emits, `macro_rules! name { … }`.
fn is_of_macro(trees: &[Tree], at: usize) -> bool {
    let (Some(before), Some(name)) = (at.checked_sub(2), at.checked_sub(1)) else {
        return false;
    };
    let called = trees[name].is_mark('!') && trees[before].word().is_some();
    let defined = trees[name].word().is_some() && trees[before].is_mark('!');
    called || defined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::parse;

    #[test]
    fn types_and_functions_outside_tests_and_emitted_code() {
        let source = "
            pub struct Outer; // struct Comment;
            impl Iterator for Outer {
                type Item = u8;
                #[inline]
                pub(crate) fn next(
                    &mut self,
                ) -> Option<u8> {
                    enum Inner { A }
                    quote! { struct Emitted; fn emitted() {} };
                    None
                }
            }
            type Alias = u8;
            macro_rules! emitted { () => { enum Emitted {} } }
            #[cfg(test)]
            mod tests { struct InTest; }
            const TEXT: &str = \"struct InText;\";
            #[cfg(not(test))]
            trait Last { fn without_body(); }
        ";
        let trees = parse(source);
        assert_eq!(types(&trees), ["Outer", "Inner", "Alias", "Last"]);
        assert_eq!(
            functions(&trees),
            [Function {
                name: "next",
                line: 6,
                lines: 7
            }]
        );
    }
}
