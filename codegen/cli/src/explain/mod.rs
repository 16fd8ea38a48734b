//! `cargo errcat explain`: describes an error, a response, or a finding of `check`.

mod body;
mod matches;
mod page;

use api_error_catalog_model::diagnostic::nearest;
use api_error_catalog_model::json::{self, ExplainedFacts};
use api_error_catalog_model::{Loaded, open, open_file};
use matches::{Match, matching_errors};

use crate::args::{Explain, FactsFormat};
use crate::{Failure, Outcome, codes, failure, message, pager, print, specs};

pub(crate) fn run(args: &Explain) -> Result<Outcome, Failure> {
    if args.format == FactsFormat::Human
        && let [query] = args.query.as_slice()
        && let Some(page) = codes::page(query)
    {
        pager::show(&page);
        return Ok(Outcome::Fine);
    }
    let (name, wanted) = match args.query.as_slice() {
        [name, wanted] => (Some(name.as_str()), wanted.as_str()),
        [wanted] => (None, wanted.as_str()),
        _ => return Err(Failure::new("give a code, or a catalog and a code")),
    };
    let mut catalogs = catalogs();
    let known: Vec<&str> = catalogs
        .iter()
        .map(|loaded| loaded.catalog.name.as_str())
        .collect();
    if let Some(name) = name.filter(|name| !known.contains(name)) {
        let known = known.join(", ");
        return Err(failure!(
            "unknown catalog `{name}`; the catalogs are {known}"
        ));
    }
    catalogs.retain(|loaded| name.is_none_or(|name| loaded.catalog.name == name));
    let matches = if wanted == "-" {
        body::matches(&catalogs, args.status, &args.header)?
    } else {
        matches(&catalogs, wanted)
    };
    match args.format {
        FactsFormat::Human if matches.is_empty() => {}
        FactsFormat::Human => {
            let by_error = matches.iter().flat_map(Match::error_pages);
            let by_number = matches.iter().flat_map(Match::number_pages);
            let pages: Vec<String> = by_error.chain(by_number).collect();
            pager::show(page::join(&pages).trim_end());
        }
        FactsFormat::Json => print(&json::write(&ExplainedFacts {
            catalogs: matches.iter().map(Match::facts).collect(),
        })),
    }
    Ok(Outcome::of(matches.is_empty()))
}

/// Finds what a code, a name or a number matches.
fn matches<'c>(catalogs: &'c [Loaded], wanted: &str) -> Vec<Match<'c>> {
    let number = wanted.parse().ok();
    let all = catalogs.iter().map(|Loaded { catalog, .. }| Match {
        catalog,
        response: None,
        errors: matching_errors(catalog, wanted),
        number: number.filter(|number| !page::of_number(catalog, *number).is_empty()),
    });
    let matches: Vec<Match> = all
        .filter(|found| !found.errors.is_empty() || found.number.is_some())
        .collect();
    if matches.is_empty() {
        print_unknown(catalogs, wanted);
    }
    matches
}

/// Opens the catalogs of the nearest `spec/`, and the built-in ones that it does not have.
fn catalogs() -> Vec<Loaded> {
    let mut catalogs: Vec<Loaded> = Vec::new();
    for spec in specs::find(&[]).unwrap_or_default() {
        match open_file(&spec) {
            Ok(loaded) => catalogs.push(loaded),
            Err(_) => message!(
                "skipped {}, which has errors; run `cargo errcat check` to see them",
                spec.display()
            ),
        }
    }
    for source in specs::built_in() {
        let Ok(loaded) = open(source) else { continue };
        let name = &loaded.catalog.name;
        if !catalogs.iter().any(|own| own.catalog.name == *name) {
            catalogs.push(loaded);
        }
    }
    catalogs
}

fn print_unknown(catalogs: &[Loaded], wanted: &str) {
    let names = catalogs
        .iter()
        .flat_map(|loaded| &loaded.catalog.errors)
        .flat_map(|error| {
            error
                .identities()
                .filter_map(|identity| identity.code.as_deref())
                .chain([error.name.as_str()])
        });
    let hint = nearest(wanted, names)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    message!("no error has the code, name or status `{wanted}`{hint}");
}
