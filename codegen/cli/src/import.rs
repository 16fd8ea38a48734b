//! `cargo errcat import`: converts a page to a catalog.

use std::path::Path;

use api_error_catalog_drift::import::{
    Counts, Imported, LeftOut, catalog_name, import_file, page_facts,
};
use api_error_catalog_model::{json, load_hints, read_source};
use api_error_catalog_pages::{Hint, Page};

use crate::args::{Import, ImportFormat};
use crate::output::counted;
use crate::page::{self, is_stdin};
use crate::{Failure, Outcome, failure, message, print};

/// The number of omitted parts of a page that are listed without `--verbose`.
const MOST_LISTED: usize = 12;

pub(crate) fn run(args: &Import) -> Result<Outcome, Failure> {
    let name = chosen_name(args.name.as_deref(), &args.doc)?;
    let hints = hints(args)?;
    let page = page::load(&args.doc, &hints)?;
    for unused in &page.unused_hints {
        message!("hint {} matches nothing: {}", unused.hint + 1, unused.why);
    }
    let imported = import_file(&page, &name, file_name(&args.doc).as_deref(), &hints);
    let most = if args.verbose {
        usize::MAX
    } else {
        MOST_LISTED
    };
    print_summary(&imported, &page, &args.doc, most);
    if imported.is_empty() {
        return Ok(Outcome::Findings);
    }
    match args.format {
        ImportFormat::Yaml => print(imported.yaml.trim_end()),
        ImportFormat::Json => print(&json::write(&page_facts(&page, &name))),
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

fn print_summary(imported: &Imported, page: &Page, doc: &Path, most: usize) {
    if imported.is_empty() {
        let doc = match is_stdin(doc) {
            true => "the page".to_owned(),
            false => doc.display().to_string(),
        };
        message!("found no error, type, status or close code in {doc}");
    } else {
        message!("found {}", found(&imported.found));
    }
    for LeftOut { what, why, span } in imported.left_out.iter().take(most) {
        let line = page.line(span);
        message!("omitted, line {line}: {what}: {why}");
    }
    let more = imported.left_out.len().saturating_sub(most);
    if more > 0 {
        message!("omitted: {more} more; `--verbose` lists them");
    }
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
