//! `cargo errcat diff`: compares two catalogs or pages.

use std::path::Path;

use api_error_catalog_drift::{
    Change, ChangeKind, Verdict, catalog_items, changes, compare_with_page, page_items,
};
use api_error_catalog_model::json::ReportFacts;
use api_error_catalog_model::{Catalog, open_file};
use api_error_catalog_pages::read::names_a_format;

use crate::args::{Diff, DiffFormat, Level};
use crate::output::{counted, print_report};
use crate::page::{self, Sources};
use crate::{Failure, Outcome, failure, message, print, specs};

/// One side of the comparison.
enum Side {
    Catalog(Box<Catalog>),
    Sources(Box<Sources>),
}

pub(crate) fn run(args: &Diff) -> Result<Outcome, Failure> {
    let (old, new) = sides(args)?;
    let changes = match (&old, &new) {
        (Side::Sources(old), Side::Sources(new)) => {
            changes(&page_items(&old.joined), &page_items(&new.joined))
        }
        (Side::Catalog(old), Side::Catalog(new)) => {
            changes(&catalog_items(old), &catalog_items(new))
        }
        // A catalog has its own descriptions, so only codes, statuses and types can be compared with a page.
        (Side::Catalog(catalog), Side::Sources(sources)) => {
            compare_with_page(catalog, &sources.joined)
        }
        (Side::Sources(sources), Side::Catalog(catalog)) => {
            compare_with_page(catalog, &sources.joined)
                .into_iter()
                .map(Change::reversed)
                .collect()
        }
    };
    let name = name(&new, &args.new);
    match args.format {
        DiffFormat::Human => print_human(&changes),
        DiffFormat::Markdown => print(&markdown(&name, &changes)),
        DiffFormat::Json => {
            let facts = |change: &Change| change.to_facts(&name, place(change, &old, &new));
            print_report(&ReportFacts {
                changes: changes.iter().map(facts).collect(),
                ..ReportFacts::default()
            });
        }
    }
    let denied = args.deny.map(verdict_of);
    let found =
        denied.is_some_and(|denied| changes.iter().any(|change| change.verdict() >= denied));
    Ok(Outcome::of(found))
}

/// Reads both sides. If one side is a catalog, its hints apply to the page on the other side.
fn sides(args: &Diff) -> Result<(Side, Side), Failure> {
    let (old, new) = (catalog(&args.old)?, catalog(&args.new)?);
    let page = |path: &Path| {
        Ok(Side::sources(Sources::new(
            vec![page::load(path, &[])?],
            Vec::new(),
        )))
    };
    Ok(match (old, new) {
        (Some(old), Some(new)) => (Side::catalog(old), Side::catalog(new)),
        (Some(old), None) => {
            let new = page::load_sources(&args.old, &old, &args.new)?;
            (Side::catalog(old), Side::sources(new))
        }
        (None, Some(new)) => {
            let old = page::load_sources(&args.new, &new, &args.old)?;
            (Side::sources(old), Side::catalog(new))
        }
        (None, None) => (page(&args.old)?, page(&args.new)?),
    })
}

impl Side {
    fn catalog(catalog: Catalog) -> Side {
        Side::Catalog(Box::new(catalog))
    }

    fn sources(sources: Sources) -> Side {
        Side::Sources(Box::new(sources))
    }
}

fn catalog(path: &Path) -> Result<Option<Catalog>, Failure> {
    // An OpenAPI document may be YAML too.
    let is_document = || std::fs::read_to_string(path).is_ok_and(|text| names_a_format(&text));
    if !specs::is_catalog(path) || is_document() {
        return Ok(None);
    }
    let loaded = open_file(path).map(|loaded| Some(loaded.catalog));
    loaded.map_err(|report| {
        let report = report.render(false);
        failure!("{} has errors\n{report}", path.display())
    })
}

fn name(side: &Side, path: &Path) -> String {
    match side {
        Side::Catalog(catalog) => catalog.name.clone(),
        Side::Sources(_) => path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    }
}

/// Returns the place of a change: on the older page if only that has the item, otherwise on the newer or only page.
fn place<'s>(change: &Change, old: &'s Side, new: &'s Side) -> Option<(usize, Option<&'s str>)> {
    let sources = match (old, new) {
        (Side::Sources(old), Side::Sources(_)) if change.kind == ChangeKind::Removed => old,
        (_, Side::Sources(sources)) | (Side::Sources(sources), _) => sources,
        (Side::Catalog(_), Side::Catalog(_)) => return None,
    };
    change.span().map(|span| sources.place(span))
}

fn verdict_of(level: Level) -> Verdict {
    match level {
        Level::Patch => Verdict::Patch,
        Level::Minor => Verdict::Minor,
        Level::Major => Verdict::Major,
    }
}

fn print_human(changes: &[Change]) {
    for change in changes {
        print(&format!("{:5}  {change}", change.verdict().as_str()));
    }
    match changes.iter().map(Change::verdict).max() {
        None => message!("nothing changed"),
        Some(verdict) => {
            let changes = counted(changes.len(), "change");
            message!("{changes}; overall: {}", verdict.as_str());
        }
    }
}

/// Writes the changes as Markdown, under a heading for each verdict, the most severe first.
fn markdown(name: &str, changes: &[Change]) -> String {
    let mut text = format!("## Errors of {name}\n");
    let titles = [
        (Verdict::Major, "May break code"),
        (Verdict::Minor, "New"),
        (Verdict::Patch, "Texts"),
    ];
    for (verdict, title) in titles {
        let lines: Vec<String> = changes
            .iter()
            .filter(|change| change.verdict() == verdict)
            .map(|change| format!("- {change}\n"))
            .collect();
        if !lines.is_empty() {
            text.push_str(&format!("\n### {title}\n\n{}", lines.concat()));
        }
    }
    if changes.is_empty() {
        text.push_str("\nNothing changed.\n");
    }
    text.trim_end().to_owned()
}
