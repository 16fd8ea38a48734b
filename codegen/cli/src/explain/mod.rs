//! `cargo errcat explain`: what is known of an error.

mod body;
mod page;

use api_error_catalog_model::diagnostic::nearest;
use api_error_catalog_model::model::Error;
use api_error_catalog_model::{Catalog, Loaded, open, open_file};

use crate::args::Explain;
use crate::{Failure, Outcome, codes, pager, specs, tell};

pub(crate) fn run(args: &Explain) -> Result<Outcome, Failure> {
    if let [query] = args.query.as_slice()
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
    if let Some(name) =
        name.filter(|name| !catalogs.iter().any(|loaded| loaded.catalog.name == *name))
    {
        let known: Vec<&str> = catalogs
            .iter()
            .map(|loaded| loaded.catalog.name.as_str())
            .collect();
        return Err(Failure::new(format!(
            "there is no catalog `{name}`; there are {}",
            known.join(", ")
        )));
    }
    catalogs.retain(|loaded| name.is_none_or(|name| loaded.catalog.name == name));
    let pages = if wanted == "-" {
        body::pages(&catalogs, args.status)?
    } else {
        pages(&catalogs, wanted)
    };
    if pages.is_empty() {
        return Ok(Outcome::Findings);
    }
    pager::show(page::join(&pages).trim_end());
    Ok(Outcome::Fine)
}

/// A page for each error, status and close code that is meant.
fn pages(catalogs: &[Loaded], wanted: &str) -> Vec<String> {
    let errors = |catalog| {
        matches(catalog, wanted)
            .into_iter()
            .map(move |error| page::of_error(catalog, error))
    };
    let mut pages: Vec<String> = catalogs
        .iter()
        .flat_map(|loaded| errors(&loaded.catalog))
        .collect();
    if let Ok(number) = wanted.parse() {
        pages.extend(
            catalogs
                .iter()
                .flat_map(|loaded| page::of_number(&loaded.catalog, number)),
        );
    }
    if pages.is_empty() {
        tell_unknown(catalogs, wanted);
    }
    pages
}

/// The catalogs of the nearest `spec/`, and the ready-made ones that it does not have.
fn catalogs() -> Vec<Loaded> {
    let mut catalogs: Vec<Loaded> = Vec::new();
    for spec in specs::find(&[]).unwrap_or_default() {
        match open_file(&spec) {
            Ok(loaded) => catalogs.push(loaded),
            Err(_) => tell(&format!(
                "{} is not in order and left out; see `cargo errcat check`",
                spec.display()
            )),
        }
    }
    for source in specs::ready_made() {
        let Ok(loaded) = open(source) else { continue };
        let name = &loaded.catalog.name;
        if !catalogs.iter().any(|own| own.catalog.name == *name) {
            catalogs.push(loaded);
        }
    }
    catalogs
}

/// By code, else by name, else by status.
fn matches<'c>(catalog: &'c Catalog, wanted: &str) -> Vec<&'c Error> {
    let of = |matches: &dyn Fn(&Error) -> bool| {
        catalog
            .errors
            .iter()
            .filter(|error| matches(error))
            .collect::<Vec<_>>()
    };
    let by_code = of(&|error| error.has_code(wanted));
    let by_name = || {
        of(&|error| {
            error.name.eq_ignore_ascii_case(wanted) || error.key.eq_ignore_ascii_case(wanted)
        })
    };
    let by_status = || match wanted.parse() {
        Ok(status) => of(&|error| {
            error
                .identities()
                .any(|identity| identity.statuses.contains(&status))
        }),
        Err(_) => Vec::new(),
    };
    [by_code]
        .into_iter()
        .chain(std::iter::once_with(by_name))
        .chain(std::iter::once_with(by_status))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn tell_unknown(catalogs: &[Loaded], wanted: &str) {
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
    tell(&format!(
        "no error has the code, the name or the status `{wanted}`{hint}"
    ));
}
