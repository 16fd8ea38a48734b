//! The paths that a module imports and names.

use std::collections::BTreeSet;

use crate::tree::Tree;

/// One imported name.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    /// The whole path, without the name it is given here.
    pub(crate) path: Vec<String>,
    /// The name in this module; `None` for `*`.
    pub(crate) name: Option<String>,
    /// Whether it is only re-exported: `pub use`, without a use in the module's own code.
    pub(crate) reexported: bool,
}

/// Returns a module's imports, and the paths that its code names; child modules are left out.
pub(crate) fn of_module(trees: &[Tree]) -> (Vec<Import>, Vec<Vec<String>>) {
    let mut reader = Reader::default();
    reader.read(trees);
    for import in &mut reader.imports {
        let own = import
            .name
            .as_ref()
            .is_some_and(|name| reader.words.contains(name));
        import.reexported &= !own;
    }
    (reader.imports, reader.named)
}

#[derive(Default)]
struct Reader {
    imports: Vec<Import>,
    named: Vec<Vec<String>>,
    /// Every word outside imports.
    words: BTreeSet<String>,
}

impl Reader {
    fn read(&mut self, trees: &[Tree]) {
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            at += match tree {
                Tree::Word("use", _) => self.read_import(trees, at),
                Tree::Word("mod", _) => 3,
                Tree::Word(..) => self.read_path(&trees[at..]),
                Tree::Group(group) => {
                    if !is_emitted(&trees[..at]) {
                        self.read(&group.trees);
                    }
                    1
                }
                _ => 1,
            };
        }
    }

    /// Reads `use …;` and returns how many trees it takes.
    fn read_import(&mut self, trees: &[Tree], at: usize) -> usize {
        let length = trees[at..]
            .iter()
            .position(|tree| tree.is_mark(';'))
            .unwrap_or(trees.len() - at);
        let before = &trees[..at];
        let restricted = before.last().is_some_and(|tree| tree.group('(').is_some());
        let public = before[..before.len() - usize::from(restricted)]
            .last()
            .and_then(Tree::word)
            == Some("pub");
        self.read_use_tree(&[], &trees[at + 1..at + length], public);
        length
    }

    /// Reads one branch of an import.
    fn read_use_tree(&mut self, prefix: &[String], trees: &[Tree], public: bool) {
        let mut path = prefix.to_vec();
        let mut name = None;
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                Tree::Word("as", _) => {
                    name = trees.get(at + 1).and_then(Tree::word);
                    break;
                }
                Tree::Word(word, _) => path.push((*word).to_owned()),
                Tree::Mark('*') => {
                    return self.imports.push(Import {
                        path,
                        name: None,
                        reexported: public,
                    });
                }
                Tree::Group(group) => {
                    for branch in group
                        .trees
                        .split(|tree| tree.is_mark(','))
                        .filter(|branch| !branch.is_empty())
                    {
                        self.read_use_tree(&path, branch, public);
                    }
                    return;
                }
                _ => {}
            }
        }
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        let name = name
            .or(path.last().map(String::as_str))
            .unwrap_or_default()
            .to_owned();
        self.imports.push(Import {
            path,
            name: Some(name),
            reexported: public,
        });
    }

    /// Reads `a::b::c` and returns how many trees it takes.
    fn read_path(&mut self, trees: &[Tree]) -> usize {
        let mut path = Vec::new();
        let mut at = 0;
        while let Some(word) = trees.get(at).and_then(Tree::word) {
            path.push(word.to_owned());
            self.words.insert(word.to_owned());
            at += 1;
            if !(starts_with_separator(&trees[at..])
                && trees.get(at + 2).and_then(Tree::word).is_some())
            {
                break;
            }
            at += 2;
        }
        if path.len() > 1 {
            self.named.push(path);
        }
        at
    }
}

/// Returns `true` if a `::` comes first.
fn starts_with_separator(trees: &[Tree]) -> bool {
    matches!(trees, [Tree::Mark(':'), Tree::Mark(':'), ..])
}

/// Returns `true` if what follows is input of a macro that emits code.
fn is_emitted(before: &[Tree]) -> bool {
    matches!(
        before,
        [
            ..,
            Tree::Word("quote" | "quote_spanned" | "parse_quote", _),
            Tree::Mark('!')
        ]
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::parse;

    #[test]
    fn imports_and_paths_with_what_is_only_passed_on() {
        let source = "
            use super::{inner::{self, Thing as Other}, rules::*};
            pub(crate) use child::Face;
            pub use child::Used;
            mod child { use not::here; }
            fn make(_: Used) -> crate::a::Made { other::make::<u8>() }
        ";
        let (imports, named) = of_module(&parse(source));
        let shown: Vec<_> = imports
            .iter()
            .map(|import| {
                let name = import.name.as_deref().unwrap_or("*");
                (import.path.join("::"), name, import.reexported)
            })
            .collect();
        let expected = [
            ("super::inner", "inner", false),
            ("super::inner::Thing", "Other", false),
            ("super::rules", "*", false),
            ("child::Face", "Face", true),
            ("child::Used", "Used", false),
        ];
        assert_eq!(
            shown,
            expected.map(|(path, name, only)| (path.to_owned(), name, only))
        );
        let named: Vec<_> = named.iter().map(|path| path.join("::")).collect();
        assert_eq!(named, ["crate::a::Made", "other::make"]);
    }
}
