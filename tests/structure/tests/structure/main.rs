//! How the source is built: hand-written code outside tests.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod directions;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use structure::modules::{self, Modules};
use structure::{items, tree};

const LONGEST_FILE: usize = 450;
const LONGEST_FUNCTION: usize = 60;

/// The roots of all published crates.
fn roots() -> Vec<PathBuf> {
    let mut roots = vec![top().join("src/lib.rs")];
    for directory in fs::read_dir(top().join("codegen")).unwrap() {
        let source = directory.unwrap().path().join("src");
        let both = [source.join("lib.rs"), source.join("main.rs")];
        roots.extend(both.into_iter().filter(|root| root.exists()));
    }
    assert!(roots.len() >= 9, "{roots:?}");
    roots.sort();
    roots
}

/// The top directory of the repository.
fn top() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// All files below the crate's source directory, and its build script.
fn files(root: &Path) -> Vec<PathBuf> {
    let source = root.parent().unwrap();
    let mut files = vec![source.with_file_name("build.rs")];
    files.retain(|script| script.exists());
    let mut directories = vec![source.to_owned()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => directories.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    files
}

fn rust_files(root: &Path) -> Vec<PathBuf> {
    let is_rust = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "rs");
    files(root).into_iter().filter(is_rust).collect()
}

/// Fails with everything that breaks a rule.
fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

fn shown(file: &Path) -> String {
    let path = file.strip_prefix(top()).unwrap_or(file);
    path.display().to_string()
}

#[test]
fn a_type_name_is_defined_once_in_a_crate() {
    let mut found = Vec::new();
    for root in roots() {
        let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in rust_files(&root) {
            let source = fs::read_to_string(&file).unwrap();
            for name in items::types(&tree::parse(&source)) {
                places
                    .entry(name.to_owned())
                    .or_default()
                    .push(shown(&file));
            }
        }
        let krate = shown(root.parent().unwrap());
        places.retain(|_, files| files.len() > 1);
        found.extend(
            places
                .into_iter()
                .map(|(name, files)| format!("{krate} {name}: {}", files.join(", "))),
        );
    }
    assert_none("a type name is defined twice in one crate", &found);
}

#[test]
fn modules_form_no_circles() {
    let mut found = Vec::new();
    for root in roots() {
        let arrows = Modules::read(&root).unwrap().arrows();
        for circle in modules::circles(&arrows) {
            if is_type_and_builder(&circle) {
                continue;
            }
            let names: Vec<_> = circle.iter().map(|file| shown(file)).collect();
            let mut text = format!("circle {}", names.join(", "));
            for ((from, to), names) in &arrows {
                if circle.contains(from) && circle.contains(to) {
                    text += &format!("\n    {} takes {names:?} from {}", shown(from), shown(to));
                }
            }
            found.push(text);
        }
    }
    assert_none("modules take from each other in a circle", &found);
}

/// A type returns its builder, and the builder builds the type.
fn is_type_and_builder(circle: &[PathBuf]) -> bool {
    let is_builder = |file: &PathBuf| {
        file.file_stem()
            .is_some_and(|stem| stem.to_string_lossy().ends_with("builder"))
    };
    circle.len() == 2 && circle.iter().any(is_builder)
}

#[test]
fn files_are_short() {
    let mut found = Vec::new();
    for file in roots().iter().flat_map(|root| files(root)) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        if lines > LONGEST_FILE {
            found.push(format!("{} has {lines} lines", shown(&file)));
        }
    }
    assert_none("a file has more than 450 lines", &found);
}

#[test]
fn functions_are_short() {
    let mut found = Vec::new();
    for file in roots().iter().flat_map(|root| rust_files(root)) {
        let source = fs::read_to_string(&file).unwrap();
        for function in items::functions(&tree::parse(&source)) {
            if function.lines > LONGEST_FUNCTION {
                found.push(format!(
                    "{} fn {}: {} lines at {}",
                    shown(&file),
                    function.name,
                    function.lines,
                    function.line
                ));
            }
        }
    }
    assert_none("a function has more than 60 lines", &found);
}
