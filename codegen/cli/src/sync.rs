//! `cargo errcat sync`: a newer page, merged into a catalog.

use std::path::Path;

use api_error_catalog_codegen::{Source, load, read_source, write_if_changed};
use api_error_catalog_pages::drift::{Given, Lock, of_page};
use api_error_catalog_pages::sync::{Gone, Merged, SyncError, sync};
use similar::TextDiff;

use crate::args::Sync;
use crate::{Failure, Outcome, lock, page, print, tell};

pub(crate) fn run(args: &Sync) -> Result<Outcome, Failure> {
    let source = read_source(&args.spec).map_err(|report| Failure::new(report.render(false)))?;
    // A catalog that is not in order is told below; it has no hints to offer.
    let hints = load(&source).map(|catalog| catalog.source.hints).unwrap_or_default();
    let page = page::load(&args.doc, &hints)?;
    let gone = if args.drop { Gone::Drop } else { Gone::Deprecate };
    let today = time::OffsetDateTime::now_utc().date().to_string();
    let path = args.spec.with_extension("lock");
    let given = lock::read(&path)?.unwrap_or_default().given;
    let merged = match sync(&source, &page, &given, gone, &today) {
        Ok(merged) => merged,
        Err(SyncError::Catalog(report)) => {
            tell(&report.render(true));
            return Ok(Outcome::Findings);
        }
        Err(error) => return Err(Failure::new(error.to_string())),
    };
    show(&source, &merged);
    given.lost(&merged.catalog).iter().for_each(|lost| tell(&format!("given up: {lost}")));
    if args.write {
        let mut newer = Lock::of(&of_page(&page));
        newer.given = Given::of(&merged.catalog);
        let catalog = write(&args.spec, &merged.text)?;
        let lock = write(&path, &newer.to_string())?;
        tell(if catalog || lock { "written" } else { "nothing to write" });
    } else if source.text != merged.text {
        tell("nothing was written; add --write");
    }
    Ok(if merged.left.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn write(path: &Path, text: &str) -> Result<bool, Failure> {
    write_if_changed(path, text).map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))
}

fn show(source: &Source, merged: &Merged) {
    let diff = TextDiff::from_lines(&source.text, &merged.text);
    let text = diff.unified_diff().context_radius(2).header(&source.name, &source.name).to_string();
    if !text.is_empty() {
        print(text.trim_end());
    }
    for change in &merged.changes {
        tell(&format!("{:5}  {change}", change.verdict().as_str()));
    }
    for change in &merged.left {
        let place = change.at.map(|at| format!(" (line {} of the page)", at.line)).unwrap_or_default();
        tell(&format!("left to do by hand: {change}{place}"));
    }
}
