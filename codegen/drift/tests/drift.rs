//! Pages with one change: a changed fact must be reported with its name, and a changed layout must not.
//!
//! The small pages of `tests/corpus` are always tried, and the vendors' pages if `ERROR_DOCS_DIR` names their directory.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use api_error_catalog_drift::{Change, ItemKind, Lock, page_items};
use api_error_catalog_pages::{Fact, Page, read};

/// A page with one thing changed.
struct Mutation {
    sort: &'static str,
    /// What must be named: the item, or, of an item whose key changed, the old key or the new.
    key: (ItemKind, String),
    text: String,
}

#[test]
fn a_changed_fact_is_told_and_named() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (name, source) in pages() {
        let page = read(&name, source.as_bytes()).expect("a page");
        let lock = Lock::of(&page_items(&page));
        for mutation in mutations(&source, &page) {
            let changes = changes(&lock, &name, &mutation.text);
            let named = changes.iter().any(|change| {
                change.item.kind == mutation.key.0 && near(&change.item.key, &mutation.key.1)
            });
            let count = counts.entry(mutation.sort).or_default();
            count.0 += 1;
            count.1 += usize::from(named);
            if !named {
                missed.push(format!(
                    "{name}: {} of {:?}: told {}",
                    mutation.sort,
                    mutation.key,
                    told(&changes)
                ));
            }
        }
    }
    eprintln!("mutations tried and reported: {counts:?}");
    let tried: usize = counts.values().map(|count| count.0).sum();
    assert!(tried >= 200, "{tried}");
    assert!(
        missed.is_empty(),
        "{} of {tried}:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn a_changed_layout_is_no_change() {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for (name, source) in pages() {
        let page = read(&name, source.as_bytes()).expect("a page");
        let lock = Lock::of(&page_items(&page));
        for (sort, text) in layouts(&name, &source) {
            tried += 1;
            let changes = changes(&lock, &name, &text);
            if !changes.is_empty() {
                wrong.push(format!("{name}: {sort}: {}", told(&changes)));
            }
        }
    }
    eprintln!("layouts tried: {tried}");
    assert!(tried >= 50, "{tried}");
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_lock_survives_its_text() {
    for (name, source) in pages() {
        let lock = Lock::of(&page_items(
            &read(&name, source.as_bytes()).expect("a page"),
        ));
        assert_eq!(Lock::parse(&lock.to_string()), Ok(lock), "{name}");
    }
    assert_eq!(
        Lock::parse("# a lock\nerror\tx\tcolour=0").map_err(|error| error.line),
        Err(2)
    );
}

fn changes(lock: &Lock, name: &str, text: &str) -> Vec<Change> {
    lock.changes(&page_items(&read(name, text.as_bytes()).expect("a page")))
}

fn told(changes: &[Change]) -> String {
    changes
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

/// Whether the keys are the same but for the letter or digit that was changed.
fn near(told: &str, wanted: &str) -> bool {
    let differing = told
        .chars()
        .zip(wanted.chars())
        .filter(|(a, b)| a != b)
        .count();
    told == wanted || (told.chars().count() == wanted.chars().count() && differing == 1)
}

fn pages() -> Vec<(String, String)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let mut directories = vec![own];
    match std::env::var_os("ERROR_DOCS_DIR").map(PathBuf::from) {
        Some(directory) => directories.push(directory),
        None => {
            assert!(
                std::env::var_os("CI").is_none(),
                "ERROR_DOCS_DIR must be set in CI"
            );
            eprintln!("ERROR_DOCS_DIR is not set: the vendors' pages are not tried");
        }
    }
    let mut files: Vec<PathBuf> = directories
        .iter()
        .flat_map(|directory| std::fs::read_dir(directory).expect("a directory"))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension != "facts")
    });
    files.sort();
    let text = |file: &PathBuf| std::fs::read_to_string(file).expect("a text");
    files
        .iter()
        .map(|file| {
            (
                file.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                text(file),
            )
        })
        .collect()
}

fn mutations(source: &str, page: &Page) -> Vec<Mutation> {
    let mut all = Vec::new();
    for fact in &page.errors {
        let Some(code) = &fact.code else { continue };
        let key = (ItemKind::Error, code.value.to_string());
        all.extend(character(
            source,
            "code",
            &key,
            code.span.start,
            &code.value.to_string(),
        ));
        all.extend(
            fact.statuses
                .iter()
                .filter_map(|status| number(source, "status", &key, status)),
        );
        let texts = [
            ("description", fact.about.description.as_slice()),
            ("cause", &fact.about.causes),
            ("solution", &fact.about.solutions),
            ("limit", &fact.about.limits),
        ];
        for (sort, found) in texts {
            all.extend(
                found
                    .iter()
                    .filter_map(|found| word(source, sort, &key, found)),
            );
        }
        all.extend(
            fact.about
                .wordings
                .iter()
                .filter_map(|wording| word(source, "wording", &key, &wording.text)),
        );
        all.extend(row(source, &key, fact.span.start));
        all.extend(
            fact.error_type
                .iter()
                .filter_map(|found| other_type(source, page, &key, found)),
        );
        let bodies = fact
            .about
            .bodies
            .iter()
            .filter_map(|place| page.bodies.get(*place));
        all.extend(bodies.filter_map(|body| member(source, &key, body.span.start, &body.raw)));
    }
    for fact in &page.types {
        let key = (ItemKind::Type, fact.name.value.clone());
        all.extend(
            fact.statuses
                .iter()
                .filter_map(|status| number(source, "status of a type", &key, status)),
        );
        all.extend(
            fact.about
                .description
                .iter()
                .filter_map(|found| word(source, "description of a type", &key, found)),
        );
    }
    for fact in &page.statuses {
        let key = (ItemKind::Status, fact.status.value.to_string());
        all.extend(
            fact.about
                .description
                .iter()
                .filter_map(|found| word(source, "description of a status", &key, found)),
        );
    }
    for fact in &page.close_codes {
        let key = (ItemKind::CloseCode, fact.code.value.to_string());
        all.extend(character(
            source,
            "close code",
            &key,
            fact.code.span.start,
            &key.1,
        ));
        all.extend(
            fact.about
                .description
                .iter()
                .filter_map(|found| word(source, "description of a close code", &key, found)),
        );
    }
    all
}

/// The text with `old`, the first at or after the place and before the next few lines end, replaced.
fn replaced(source: &str, at: usize, old: &str, new: &str) -> Option<String> {
    let found = at + source.get(at..)?.find(old)?;
    (found < at + 400).then(|| format!("{}{new}{}", &source[..found], &source[found + old.len()..]))
}

/// Another last letter or digit.
fn character(
    source: &str,
    sort: &'static str,
    key: &(ItemKind, String),
    at: usize,
    code: &str,
) -> Option<Mutation> {
    let last = code.chars().last()?;
    let other = match last {
        '0'..='8' => char::from_digit(last.to_digit(10)? + 1, 10)?,
        '9' => '8',
        'x' => 'k',
        'X' => 'K',
        last if last.is_ascii_lowercase() => 'x',
        _ => 'X',
    };
    let new = format!("{}{other}", &code[..code.len() - last.len_utf8()]);
    Some(Mutation {
        sort,
        key: key.clone(),
        text: replaced(source, at, code, &new)?,
    })
}

fn number(
    source: &str,
    sort: &'static str,
    key: &(ItemKind, String),
    found: &Fact<u16>,
) -> Option<Mutation> {
    let old = found.value.to_string();
    // Only if the number itself is at this position: it may also come from a type or a heading.
    source
        .get(found.span.start..)
        .filter(|rest| rest.starts_with(&old))?;
    let new = if found.value == 418 { 417 } else { 418 };
    Some(Mutation {
        sort,
        key: key.clone(),
        text: replaced(source, found.span.start, &old, &new.to_string())?,
    })
}

/// Another longest word.
fn word(
    source: &str,
    sort: &'static str,
    key: &(ItemKind, String),
    found: &Fact<String>,
) -> Option<Mutation> {
    let plain = |word: &&str| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let old = found
        .value
        .split(|next: char| !next.is_alphanumeric() && next != '_')
        .filter(plain)
        .max_by_key(|word| word.len())?;
    Some(Mutation {
        sort,
        key: key.clone(),
        text: replaced(source, found.span.start, old, "grommet")?,
    })
}

/// Another type of the page.
fn other_type(
    source: &str,
    page: &Page,
    key: &(ItemKind, String),
    found: &Fact<String>,
) -> Option<Mutation> {
    let other = page
        .types
        .iter()
        .map(|ty| &ty.name.value)
        .find(|name| **name != found.value)?;
    source
        .get(found.span.start..)
        .filter(|rest| rest.trim_start_matches('`').starts_with(&found.value))?;
    Some(Mutation {
        sort: "type",
        key: key.clone(),
        text: replaced(source, found.span.start, &found.value, other)?,
    })
}

/// The last member of a JSON example under another name.
fn member(source: &str, key: &(ItemKind, String), at: usize, raw: &str) -> Option<Mutation> {
    let colon = raw
        .rfind("\":")
        .filter(|colon| !raw[..*colon].ends_with('\\'))?;
    let start = raw[..colon].rfind('"')?;
    let new = format!("{}\"grommet{}", &raw[..start], &raw[colon..]);
    Some(Mutation {
        sort: "member of an example",
        key: key.clone(),
        text: replaced(source, at, raw, &new)?,
    })
}

/// A table's row, taken out.
fn row(source: &str, key: &(ItemKind, String), at: usize) -> Option<Mutation> {
    let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = source[start..].split_inclusive('\n').next();
    let line = line.filter(|line| line.trim_start().starts_with('|'))?;
    let text = format!("{}{}", &source[..start], &source[start + line.len()..]);
    Some(Mutation {
        sort: "row",
        key: key.clone(),
        text,
    })
}

fn layouts(name: &str, source: &str) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("CRLF", source.replace('\n', "\r\n")),
        ("end of file", format!("{}\n\n\n", source.trim_end())),
    ];
    let markup = [".md", ".mdx", ".html"]
        .iter()
        .any(|end| name.ends_with(end));
    if markup {
        all.push(("blank lines", source.replace("\n\n", "\n\n\n")));
        all.push((
            "links",
            source.replace("](http", "](https://elsewhere.example/?to=http"),
        ));
        all.push((
            "alignment",
            source.lines().map(aligned).collect::<Vec<_>>().join("\n"),
        ));
        all.extend(swapped(source).map(|text| ("order of rows", text)));
        all.push(("rows of HTML on one line", one_line(source)));
    }
    all.retain(|(_, text)| text != source);
    all
}

/// A table's row with wider cells.
fn aligned(line: &str) -> String {
    let row =
        line.trim_start().starts_with('|') && line.trim_end().ends_with('|') && !line.contains('`');
    if row {
        line.replace("| ", "|    ")
    } else {
        line.to_owned()
    }
}

/// The last two rows of the first table, the other way round.
fn swapped(source: &str) -> Option<String> {
    let mut lines: Vec<&str> = source.lines().collect();
    let row = |line: &str| line.trim_start().starts_with('|');
    let first = lines.iter().position(|line| row(line))?;
    let count = lines
        .iter()
        .skip(first)
        .take_while(|line| row(line))
        .count();
    (count >= 4).then(|| {
        lines.swap(first + count - 1, first + count - 2);
        lines.join("\n")
    })
}

/// Each row of an HTML table on one line.
fn one_line(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("<tr>") {
        let Some((row, end)) = after.split_once("</tr>") else {
            break;
        };
        text.push_str(before);
        text.push_str("<tr>");
        text.extend(row.split_whitespace().flat_map(|word| [word, " "]));
        text.push_str("</tr>");
        rest = end;
    }
    text + rest
}
