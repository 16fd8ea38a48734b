//! `cargo errcat import`: converts a page to a catalog.

use std::path::{Path, PathBuf};

use api_error_catalog_drift::import::{
    Counts, Imported, LeftOut, catalog_name, hint_line, import_from, page_facts, page_source,
};
use api_error_catalog_model::model::PageSource;
use api_error_catalog_model::{json, load_hints, read_source};
use api_error_catalog_pages::{Hint, Page};

use crate::args::{Import, ImportFormat};
use crate::output::{counted, write_new};
use crate::page::{self, Sources, is_stdin};
use crate::{Failure, Outcome, failure, message, print};

/// The number of omitted parts of a page that are listed without `--verbose`.
const MOST_LISTED: usize = 12;
/// The number of hints that are suggested.
const MOST_HINTS: usize = 4;

pub(crate) fn run(args: &Import) -> Result<Outcome, Failure> {
    let first = args.docs.first().map_or(Path::new("-"), PathBuf::as_path);
    let name = chosen_name(args.name.as_deref(), first)?;
    let hints = hints(args)?;
    let pages = args.docs.iter().map(|doc| page::load(doc, &hints));
    let files = args.docs.iter().map(|doc| file_name(doc));
    let sources = Sources::new(pages.collect::<Result<_, _>>()?, files.collect());
    print_unused(&sources, &hints);
    for contradiction in &sources.contradictions {
        message!("contradiction: {}", contradiction.describe(&sources.joined));
    }
    let named = args.docs.iter().zip(&sources.pages);
    let named: Vec<PageSource> = named
        .map(|(doc, page)| named_source(doc, page, &hints))
        .collect();
    let page = &sources.joined;
    if args.explain {
        print(explain(page).trim_end());
        return Ok(Outcome::Fine);
    }
    let imported = import_from(page, &name, &named);
    let most = if args.verbose {
        usize::MAX
    } else {
        MOST_LISTED
    };
    print_summary(&imported, page, &args.docs, most);
    if imported.is_empty() {
        return Ok(Outcome::Findings);
    }
    let text = match args.format {
        ImportFormat::Yaml => imported.yaml,
        ImportFormat::Json => json::write(&page_facts(page, &name)),
    };
    match &args.out {
        Some(file) => {
            write_new(file, &format!("{}\n", text.trim_end()))?;
            message!("wrote {}", file.display());
        }
        None => print(text.trim_end()),
    }
    Ok(Outcome::Fine)
}

fn hints(args: &Import) -> Result<Vec<Hint>, Failure> {
    let Some(file) = &args.hints else {
        return Ok(Vec::new());
    };
    let hints = read_source(file).and_then(|source| load_hints(&source));
    hints.map_err(|report| failure!("the hints have errors\n{}", report.render(false)))
}

/// Reports the hints that match nothing in any source.
fn print_unused(sources: &Sources, hints: &[Hint]) {
    let unused_in = |page: &Page, hint| {
        let mut unused = page.unused_hints.iter();
        unused
            .find(|unused| unused.hint == hint)
            .map(|unused| unused.why.clone())
    };
    for hint in 0..hints.len() {
        let why = sources.pages.iter().map(|page| unused_in(page, hint));
        if let Some(why) = why.collect::<Option<Vec<String>>>() {
            let why = why.first().map_or("", String::as_str);
            message!("hint {} matches nothing: {why}", hint + 1);
        }
    }
}

/// Returns a document as a source of the catalog, with the hints that match something in it.
fn named_source(doc: &Path, page: &Page, hints: &[Hint]) -> PageSource {
    let is_unused = |hint: usize| page.unused_hints.iter().any(|unused| unused.hint == hint);
    let used = hints.iter().enumerate().filter(|(at, _)| !is_unused(*at));
    PageSource {
        file: file_name(doc),
        hints: used.map(|(_, hint)| hint.clone()).collect(),
        ..page_source(page)
    }
}

fn file_name(doc: &Path) -> Option<String> {
    let name = doc.file_name().filter(|_| !is_stdin(doc))?;
    Some(name.to_string_lossy().into_owned())
}

/// Returns the name given for a catalog, otherwise one derived from the file name.
pub(crate) fn chosen_name(given: Option<&str>, file: &Path) -> Result<String, Failure> {
    match given {
        Some(name) if catalog_name(name) == name => Ok(name.to_owned()),
        Some(name) => {
            let near = catalog_name(name);
            Err(failure!(
                "`{name}` is not a valid catalog name, because it also names a Rust module; use `{near}`"
            ))
        }
        None => {
            let stem = file.file_stem().filter(|_| !is_stdin(file));
            Ok(stem.map_or("catalog".to_owned(), |stem| {
                catalog_name(&stem.to_string_lossy())
            }))
        }
    }
}

fn print_summary(imported: &Imported, page: &Page, docs: &[PathBuf], most: usize) {
    if imported.is_empty() {
        let docs: Vec<String> = docs
            .iter()
            .map(|doc| match is_stdin(doc) {
                true => "the page".to_owned(),
                false => doc.display().to_string(),
            })
            .collect();
        let docs = docs.join(" and ");
        message!("found no error, type, status or close code in {docs}");
    } else {
        message!("found {}", found(&imported.found));
    }
    for doubt in &page.doubts {
        message!("the page may be read wrongly: {doubt}");
    }
    for LeftOut { what, why, span } in imported.left_out.iter().take(most) {
        let place = page.place(span);
        message!("omitted, {place}: {what}: {why}");
    }
    let more = imported.left_out.len().saturating_sub(most);
    if more > 0 {
        message!("omitted: {more} more; `--verbose` lists them");
    }
    print_hints(page);
}

/// Prints hints that would settle what is in doubt, ready to paste into a file.
fn print_hints(page: &Page) {
    let mut lines: Vec<String> = Vec::new();
    for hint in page.grids.iter().filter_map(|grid| grid.hint.as_ref()) {
        let line = hint_line(hint);
        if lines.len() < MOST_HINTS && !lines.contains(&line) {
            lines.push(line);
        }
    }
    if !lines.is_empty() {
        message!(
            "these hints settle what is in doubt; keep the right ones in a file for `--hints`:"
        );
    }
    for line in lines {
        message!("  {line}");
    }
}

/// Shows the grids of a page: the reading chosen for each, the runner-up, and the margin between the two.
fn explain(page: &Page) -> String {
    let mut shown = String::new();
    for doubt in &page.doubts {
        shown += &format!("The page may be read wrongly: {doubt}.\n\n");
    }
    for grid in &page.grids {
        shown += &format!("line {}, {}\n", page.line(&grid.span), grid.what);
        for ((reading, score), place) in grid.readings.iter().zip(["best", "runner-up"]) {
            shown += &format!("  {place:<10} {score:>6.2}  {reading}\n");
        }
        if !grid.readings.is_empty() {
            shown += &format!("  {:<10} {:>6.2}\n", "margin", grid.margin());
        }
        if let Some(reason) = &grid.reason {
            shown += &format!("  {:<10}         {reason}\n", "but");
        }
        if let Some(hint) = &grid.hint {
            shown += &format!("  {:<10}         {}\n", "hint", hint_line(hint));
        }
        shown.push('\n');
    }
    if page.grids.is_empty() {
        shown += "The page has no table or group of records that begin with codes or statuses.\n";
    }
    shown
}

/// `12 errors, 3 types, 1 JSON example; 4 guesses are marked`
fn found(found: &Counts) -> String {
    let things = [
        (found.errors, "error"),
        (found.types, "type"),
        (found.statuses, "status"),
        (found.close_codes, "close code"),
        (found.bodies, "JSON example"),
    ];
    let things = things.iter().filter(|(count, _)| *count > 0);
    let things: Vec<String> = things
        .map(|(count, thing)| counted(*count, thing))
        .collect();
    let unsure = match found.unsure {
        0 => String::new(),
        1 => "; 1 guess is marked `# unsure`".to_owned(),
        count => format!("; {count} guesses are marked `# unsure`"),
    };
    format!("{}{unsure}", things.join(", "))
}
