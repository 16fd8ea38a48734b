//! Every link in the documents leads to a file of this repository, and to a heading that exists.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// How links into this repository begin in a document that is also shown elsewhere.
const REPOSITORY: &str = "https://github.com/api-error-catalog/api-error-catalog/";

#[test]
fn links_lead_to_files_and_headings() {
    let mut dead = Vec::new();
    for document in documents() {
        for link in links(&read(&document)) {
            if let Some(problem) = problem(&document, &link) {
                dead.push(format!("{}: {link}: {problem}", document.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// The README is the documentation of the crate as well, and relative links would be dead on docs.rs.
#[test]
fn links_of_the_readme_are_absolute() {
    let links = links(&read(&root().join("README.md")));
    assert!(links.iter().any(|link| link.starts_with(REPOSITORY)));
    for link in links {
        assert!(link.starts_with("https://"), "{link}");
    }
}

#[test]
fn dead_links_are_found() {
    let readme = root().join("README.md");
    let dead = |link: &str| problem(&readme, link).is_some();
    assert!(!dead("docs/format.md") && !dead("docs/format.md#reading-hints"));
    assert!(!dead("https://docs.rs/thiserror"));
    assert!(dead("docs/formats.md") && dead("docs/format.md#reading-tips") && dead("#nowhere"));
    assert!(dead(&format!("{REPOSITORY}blob/main/docs/formats.md")));
    assert_eq!(
        links("[a](b.md), [c]\n`[x](y)`\n```\n[d](e)\n```\n[c]: f.md#g\n"),
        ["b.md", "f.md#g"]
    );
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn documents() -> Vec<PathBuf> {
    let mut documents: Vec<PathBuf> = fs::read_dir(root().join("docs"))
        .expect("docs")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    documents.extend(
        [
            "README.md",
            "SECURITY.md",
            "CHANGELOG.md",
            "tests/README.md",
        ]
        .map(|name| root().join(name)),
    );
    documents.sort();
    documents
}

/// The targets of inline links and of link definitions outside code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(text) {
        let definition = line
            .strip_prefix('[')
            .and_then(|line| line.split_once("]: "));
        if let Some((_, target)) = definition {
            links.push(target.trim().to_owned());
            continue;
        }
        // Text between backticks is code.
        let line: String = line.split('`').step_by(2).collect();
        let targets = line
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        links.extend(targets.map(str::to_owned));
    }
    links
}

/// The lines outside fenced code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<usize> = None;
    text.lines().filter(move |line| {
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        match fence {
            Some(open) if ticks >= open => fence = None,
            None if ticks >= 3 => fence = Some(ticks),
            open => return open.is_none(),
        }
        false
    })
}

fn problem(document: &Path, link: &str) -> Option<&'static str> {
    let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = if let Some(inside) = target.strip_prefix(REPOSITORY) {
        let (_, path) = inside.split_once("/main/")?;
        root().join(path)
    } else if target.contains("://") {
        return None;
    } else if target.is_empty() {
        document.to_owned()
    } else {
        document.parent()?.join(target)
    };
    if !path.exists() {
        return Some("no such file");
    }
    let known =
        anchor.is_empty() || prose(&read(&path)).any(|line| slug(line) == Some(anchor.to_owned()));
    (!known).then_some("no such heading")
}

/// The anchor that GitHub gives to a heading.
fn slug(line: &str) -> Option<String> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let kept = title
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    Some(kept.collect::<String>().to_lowercase().replace(' ', "-"))
}
