//! `cargo errcat list`: lists the built-in catalogs, or those of the user.

use api_error_catalog_model::json::{self, CatalogSummary, ListFacts};
use api_error_catalog_model::{Report, open, open_file};

use crate::args::{FactsFormat, List};
use crate::output::counted;
use crate::{Failure, Outcome, message, print, specs};

pub(crate) fn run(args: &List) -> Result<Outcome, Failure> {
    let opened: Vec<Result<_, Report>> = match args.spec.as_slice() {
        [] => specs::built_in().into_iter().map(open).collect(),
        named => {
            let files = specs::find(named)?;
            files.iter().map(|file| open_file(file)).collect()
        }
    };
    let mut catalogs = Vec::new();
    let mut faulty = false;
    for opened in opened {
        match opened {
            Ok(loaded) => catalogs.push(CatalogSummary::of(&loaded.catalog)),
            Err(report) => {
                faulty = true;
                message!("{}", report.render(true));
            }
        }
    }
    match args.format {
        FactsFormat::Human => print(&table(&catalogs)),
        FactsFormat::Json => print(&json::write(&ListFacts { catalogs })),
    }
    Ok(Outcome::of(faulty))
}

/// Returns the summaries as a table, with what they have in all.
fn table(catalogs: &[CatalogSummary]) -> String {
    let head = [
        "CATALOG",
        "ERRORS",
        "CODES",
        "STATUSES",
        "CLOSE CODES",
        "READ",
        "SOURCE",
    ];
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(catalogs.iter().map(|catalog| {
        [
            catalog.catalog.clone(),
            catalog.errors.to_string(),
            catalog.codes.to_string(),
            catalog.statuses.to_string(),
            catalog.close_codes.to_string(),
            catalog.read.clone().unwrap_or_else(|| "-".to_owned()),
            catalog
                .sources
                .first()
                .cloned()
                .unwrap_or_else(|| "-".to_owned()),
        ]
    }));
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let lines = rows.iter().map(|[name, errors, codes, statuses, close_codes, read, source]| {
        let [a, b, c, d, e, f, _] = widths;
        format!("{name:a$}  {errors:>b$}  {codes:>c$}  {statuses:>d$}  {close_codes:>e$}  {read:f$}  {source}")
    });
    let lines: Vec<String> = lines.collect();
    let errors: usize = catalogs.iter().map(|catalog| catalog.errors).sum();
    let sum = format!(
        "{} with {}",
        counted(catalogs.len(), "catalog"),
        counted(errors, "error")
    );
    format!("{}\n\n{sum}", lines.join("\n"))
}
