//! `cargo errcat export`: a catalog in another form.

use api_error_catalog_codegen::{json, load_file};
use api_error_catalog_pages::export::markdown::markdown;

use crate::args::{Export, ExportFormat};
use crate::{Failure, Outcome, print, tell};

pub(crate) fn run(args: &Export) -> Result<Outcome, Failure> {
    let catalog = match load_file(&args.spec) {
        Ok((catalog, _)) => catalog,
        Err(report) => {
            tell(&report.render(true));
            return Ok(Outcome::Findings);
        }
    };
    match args.format {
        ExportFormat::Json => print(&json::write(&catalog)),
        ExportFormat::Markdown => print(markdown(&catalog).trim_end()),
    }
    Ok(Outcome::Fine)
}
