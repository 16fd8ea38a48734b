//! The modules of a crate, and which of its files takes what from which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::paths::{self, Import};
use crate::tree::{self, Tree};

/// Which names a file takes from another file: `(from, to)` to names.
pub type Arrows = BTreeMap<(PathBuf, PathBuf), BTreeSet<String>>;

/// The modules of one crate.
#[derive(Debug, Default)]
pub struct Modules {
    all: Vec<Module>,
}

#[derive(Debug)]
struct Module {
    file: PathBuf,
    parent: usize,
    /// The modules inside; a function may have the same name as one.
    children: BTreeMap<String, usize>,
    /// What any other name means here.
    names: BTreeMap<String, Meaning>,
    /// The modules from which everything is imported.
    globs: Vec<Vec<String>>,
    /// Paths that the module's code names, its imports among them; re-exports are not.
    used: Vec<Vec<String>>,
}

#[derive(Debug, Clone)]
enum Meaning {
    Item,
    Import(Vec<String>),
}

/// The target of a path.
enum Target {
    Module(usize),
    /// An item that this module defines.
    ItemOf(usize),
}

impl Modules {
    /// Reads the crate whose root file is `root`.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut modules = Modules::default();
        let directory = root.parent().unwrap_or(root);
        let source = fs::read_to_string(root)?;
        modules.add(root, directory, 0, &tree::parse(&source))?;
        Ok(modules)
    }

    /// Adds a module and those inside it; `directory` holds the files of its children.
    fn add(
        &mut self,
        file: &Path,
        directory: &Path,
        parent: usize,
        trees: &[Tree],
    ) -> io::Result<usize> {
        let this = self.all.len();
        self.all.push(Module {
            file: file.to_owned(),
            parent,
            children: BTreeMap::new(),
            names: BTreeMap::new(),
            globs: Vec::new(),
            used: Vec::new(),
        });
        for (at, tree) in trees.iter().enumerate() {
            let Some(name) = trees.get(at + 1).and_then(Tree::word) else {
                continue;
            };
            match tree.word() {
                Some("mod") => {
                    let inside = match trees.get(at + 2).and_then(|body| body.group('{')) {
                        Some(body) => self.add(file, &directory.join(name), this, &body.trees)?,
                        None => self.add_file(directory, name, this)?,
                    };
                    self.all[this].children.insert(name.to_owned(), inside);
                }
                Some(
                    "fn" | "struct" | "enum" | "union" | "trait" | "type" | "const" | "static",
                ) => {
                    self.all[this].names.insert(name.to_owned(), Meaning::Item);
                }
                _ => {}
            }
        }
        self.add_paths(this, trees);
        Ok(this)
    }

    /// Adds the module of `mod name;`.
    fn add_file(&mut self, directory: &Path, name: &str, parent: usize) -> io::Result<usize> {
        let inside = directory.join(name);
        let file = match directory.join(format!("{name}.rs")) {
            file if file.exists() => file,
            _ => inside.join("mod.rs"),
        };
        let source = fs::read_to_string(&file)?;
        self.add(&file, &inside, parent, &tree::parse(&source))
    }

    /// Adds what a module imports and names.
    fn add_paths(&mut self, this: usize, trees: &[Tree]) {
        let (imports, mut used) = paths::of_module(trees);
        let module = &mut self.all[this];
        for Import {
            path,
            name,
            reexported,
        } in imports
        {
            if !reexported {
                used.push(path.clone());
            }
            match name {
                Some(name) => drop(module.names.entry(name).or_insert(Meaning::Import(path))),
                None => module.globs.push(path),
            }
        }
        module.used = used;
    }

    /// Returns which file takes what from which.
    pub fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (from, module) in self.all.iter().enumerate() {
            for path in &module.used {
                let Some(Target::ItemOf(to)) = self.resolve(from, path, 0) else {
                    continue;
                };
                let (from, to) = (&module.file, &self.all[to].file);
                if from != to {
                    let name = path.last().cloned().unwrap_or_default();
                    arrows
                        .entry((from.clone(), to.clone()))
                        .or_default()
                        .insert(name);
                }
            }
        }
        arrows
    }

    /// Follows `path` from a module through children and imports. Names of other crates lead nowhere.
    fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<Target> {
        let (mut at, mut rest) = (from, path);
        while let Some((first, tail)) = rest.split_first() {
            at = match first.as_str() {
                "crate" => 0,
                "self" => at,
                "super" => self.all[at].parent,
                _ => break,
            };
            rest = tail;
        }
        let rooted = rest.len() < path.len();
        for (nth, name) in rest.iter().enumerate() {
            match self.named(at, name, nth + 1 == rest.len(), depth) {
                Some(Target::Module(inside)) => at = inside,
                Some(item) => return Some(item),
                None => return (rooted || nth > 0).then_some(Target::ItemOf(at)),
            }
        }
        Some(Target::Module(at))
    }

    /// Returns what `name` means in a module, at the end of a path or before.
    fn named(&self, module: usize, name: &str, last: bool, depth: usize) -> Option<Target> {
        const LONGEST_CHAIN: usize = 16;
        if depth > LONGEST_CHAIN {
            return None;
        }
        let Module {
            children,
            names,
            globs,
            ..
        } = &self.all[module];
        match (names.get(name), children.get(name)) {
            (Some(Meaning::Item), inside) if last || inside.is_none() => {
                Some(Target::ItemOf(module))
            }
            (_, Some(inside)) => Some(Target::Module(*inside)),
            (Some(Meaning::Import(path)), _) if path.len() == 1 && path[0] == name => None,
            (Some(Meaning::Import(path)), _) => self.resolve(module, path, depth + 1),
            _ => globs.iter().find_map(|glob| {
                let Target::Module(source) = self.resolve(module, glob, depth + 1)? else {
                    return None;
                };
                self.named(source, name, last, depth + 1)
            }),
        }
    }
}

/// Returns the groups of files that take from each other in a circle.
pub fn circles(arrows: &Arrows) -> Vec<Vec<PathBuf>> {
    let files: BTreeSet<&PathBuf> = arrows.keys().flat_map(|(from, to)| [from, to]).collect();
    let reached: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> = files
        .iter()
        .map(|file| (*file, reachable(file, arrows)))
        .collect();
    let mut placed = BTreeSet::new();
    let mut circles = Vec::new();
    for file in files {
        let circle: Vec<PathBuf> = reached[file]
            .iter()
            .filter(|other| reached[**other].contains(file))
            .map(|other| (*other).clone())
            .collect();
        if placed.insert(circle.clone()) && circle.len() > 1 {
            circles.push(circle);
        }
    }
    circles
}

/// Returns all files to which arrows lead from `start`.
fn reachable<'a>(start: &PathBuf, arrows: &'a Arrows) -> BTreeSet<&'a PathBuf> {
    let mut reached = BTreeSet::new();
    let mut next = vec![start];
    while let Some(file) = next.pop() {
        for (_, to) in arrows.keys().filter(|(from, _)| from == file) {
            if reached.insert(to) {
                next.push(to);
            }
        }
    }
    reached
}
