//! One small page of an invented vendor for each shape, with the facts it must give next to it (`NAME.facts`).
//! `.ci/accept` rewrites these files: read the difference before you commit it.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use api_error_catalog_pages::{Fact, Page, read};

/// The facts of a page, a line each.
fn facts(page: &Page) -> String {
    let mut out = String::new();
    let text = |found: &Option<Fact<String>>| {
        found
            .as_ref()
            .map_or("-".to_string(), |found| found.value.clone())
    };
    let numbers = |found: &[Fact<u16>]| {
        found
            .iter()
            .map(|found| found.value.to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    writeln!(out, "title {}", text(&page.title)).unwrap();
    for error in &page.errors {
        let code = error
            .code
            .as_ref()
            .map_or("-".to_string(), |code| code.value.to_string());
        let (name, kind) = (text(&error.about.name), text(&error.error_type));
        writeln!(
            out,
            "error {code} [{}] {kind} / {name} @{}: {}",
            numbers(&error.statuses),
            page.line(&error.span),
            text(&error.about.description)
        )
        .unwrap();
        for also in &error.also {
            writeln!(
                out,
                "  also {} [{}]",
                also.code.value,
                numbers(&also.statuses)
            )
            .unwrap();
        }
        let lists = [
            ("cause", &error.about.causes),
            ("fix", &error.about.solutions),
            ("limit", &error.about.limits),
            ("retry", &error.about.retry),
        ];
        for (label, found) in lists
            .into_iter()
            .flat_map(|(label, list)| list.iter().map(move |found| (label, found)))
        {
            writeln!(out, "  {label} {}", found.value).unwrap();
        }
        for wording in &error.about.wordings {
            writeln!(out, "  {:?}: {}", wording.origin, wording.text.value).unwrap();
        }
    }
    for fact in &page.types {
        writeln!(
            out,
            "type {} [{}]: {}",
            fact.name.value,
            numbers(&fact.statuses),
            text(&fact.about.description)
        )
        .unwrap();
    }
    for fact in &page.statuses {
        writeln!(
            out,
            "status {} / {} @{}: {}",
            fact.status.value,
            text(&fact.about.name),
            page.line(&fact.status.span),
            text(&fact.about.description)
        )
        .unwrap();
        let lists = [
            ("cause", &fact.about.causes),
            ("fix", &fact.about.solutions),
        ];
        for (label, found) in lists
            .into_iter()
            .flat_map(|(label, list)| list.iter().map(move |found| (label, found)))
        {
            writeln!(out, "  {label} {}", found.value).unwrap();
        }
    }
    for fact in &page.close_codes {
        writeln!(
            out,
            "close {} / {}: {}",
            fact.code.value,
            text(&fact.about.name),
            text(&fact.about.description)
        )
        .unwrap();
    }
    for body in &page.bodies {
        let code = body
            .code
            .as_ref()
            .map_or("-".to_string(), ToString::to_string);
        writeln!(
            out,
            "body {code} {:?} @{}",
            body.statuses,
            page.line(&body.span)
        )
        .unwrap();
    }
    for contact in &page.support {
        writeln!(out, "support {}", contact.value).unwrap();
    }
    for skipped in &page.skipped {
        writeln!(
            out,
            "skipped {} @{}: {}",
            skipped.what,
            page.line(&skipped.span),
            skipped.reason
        )
        .unwrap();
    }
    out
}

/// The file of a page's facts.
fn golden(page: &Path) -> PathBuf {
    let name = page.file_name().unwrap().to_string_lossy();
    page.with_file_name(format!("{name}.facts"))
}

/// The pages that have facts; all pages of the corpus are scored by the command line's tests.
fn fixtures() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let mut paths: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| golden(path).exists());
    paths.sort();
    paths
}

#[test]
fn each_shape_gives_its_facts() {
    let mut wrong = Vec::new();
    for path in fixtures() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = facts(&read(&name, &fs::read(&path).unwrap()).unwrap());
        let golden = golden(&path);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &found).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != found {
            wrong.push(format!("{name}:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Small pages, each for a rule of the reader, with their facts in one file.
#[test]
fn each_small_page_gives_its_facts() {
    const FACTS: &str = "@ facts\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small_pages.txt");
    let all = fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    for part in all.split("@@ ").skip(1) {
        let (head, rest) = part.split_once('\n').unwrap();
        let (page, expected) = rest.split_once(FACTS).unwrap_or((rest, ""));
        let (file, rule) = head.split_once(": ").unwrap();
        let found = facts(&read(file, page.as_bytes()).unwrap());
        let dos = page.replace('\n', "\r\n");
        let dos = facts(&read(file, dos.as_bytes()).unwrap());
        assert_eq!(found, dos, "{rule}");
        let update = std::env::var_os("UPDATE").is_some();
        assert!(update || found == expected, "{rule}:\n{found}");
        write!(written, "@@ {head}\n{page}{FACTS}{found}").unwrap();
    }
    if written != all {
        fs::write(&path, &written).unwrap();
    }
}

/// Every span is a part of the text, and that of a code which the page has as it is sent is the code.
#[test]
fn spans_lie_on_the_page() {
    let (mut codes, mut exact) = (0, 0);
    for path in fixtures() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let page = read(&name, &fs::read(&path).unwrap()).unwrap();
        let part = |span: &std::ops::Range<usize>| {
            let part = page.source.text.get(span.clone());
            part.unwrap_or_else(|| panic!("{name}: {span:?}"))
        };
        for error in &page.errors {
            let about = &error.about;
            let texts = about.name.iter().chain(&about.description);
            for text in texts.chain(&about.causes).chain(&about.solutions) {
                part(&text.span);
            }
            part(&error.span);
            if let Some(code) = &error.code {
                codes += 1;
                exact += usize::from(part(&code.span) == code.value.to_string());
            }
        }
        for body in &page.bodies {
            part(&body.span);
        }
    }
    assert!(codes > 50 && exact * 10 >= codes * 9, "{exact} of {codes}");
}

#[test]
fn line_ends_make_no_difference() {
    for path in fixtures() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let unix = facts(&read(&name, text.as_bytes()).unwrap());
        let dos = facts(&read(&name, text.replace('\n', "\r\n").as_bytes()).unwrap());
        assert_eq!(unix, dos, "{name}");
    }
}

/// Real pages, where there are some: each is read without a panic, in time, and not in vain.
#[test]
fn pages_of_a_directory() {
    let Some(directory) = std::env::var_os("ERROR_DOCS_DIR") else {
        return;
    };
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let page = read(&path.to_string_lossy(), &fs::read(&path).unwrap()).unwrap();
            assert!(!page.is_empty(), "{}", path.display());
        }
    }
}
