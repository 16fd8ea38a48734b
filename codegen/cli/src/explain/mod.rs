//! `cargo errcat explain`: what is known of an error.

mod body;
mod page;

use api_error_catalog_model::diagnostic::nearest;
use api_error_catalog_model::json::{self, CatalogFacts, ExplainedFacts, catalog_facts};
use api_error_catalog_model::model::Error;
use api_error_catalog_model::{Catalog, Loaded, open, open_file};

use crate::args::{Explain, ExplainFormat};
use crate::{Failure, Outcome, codes, pager, print, specs, tell};

pub(crate) fn run(args: &Explain) -> Result<Outcome, Failure> {
    if args.format == ExplainFormat::Human
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
    let matches = if wanted == "-" {
        body::matches(&catalogs, args.status)?
    } else {
        matches(&catalogs, wanted)
    };
    match args.format {
        ExplainFormat::Human if matches.is_empty() => {}
        ExplainFormat::Human => {
            let by_error = matches.iter().flat_map(Match::error_pages);
            let by_number = matches.iter().flat_map(Match::number_pages);
            let pages: Vec<String> = by_error.chain(by_number).collect();
            pager::show(page::join(&pages).trim_end());
        }
        ExplainFormat::Json => print(&json::write(&ExplainedFacts {
            catalogs: matches.iter().map(Match::facts).collect(),
        })),
    }
    Ok(if matches.is_empty() {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

/// What a query matches in one catalog.
struct Match<'c> {
    catalog: &'c Catalog,
    /// The page of the response, if the query is one.
    response: Option<String>,
    errors: Vec<&'c Error>,
    /// The HTTP status or close code, if the query is a number that the catalog describes.
    number: Option<u16>,
}

impl Match<'_> {
    fn error_pages(&self) -> impl Iterator<Item = String> {
        let errors = self.errors.iter();
        let pages = errors.map(|error| page::of_error(self.catalog, error));
        self.response.clone().into_iter().chain(pages)
    }

    fn number_pages(&self) -> Vec<String> {
        let pages = |number| page::of_number(self.catalog, number);
        self.number.map(pages).unwrap_or_default()
    }

    /// The facts of the catalog that match.
    fn facts(&self) -> CatalogFacts {
        let mut facts = catalog_facts(self.catalog);
        let is_match = |name: &Option<String>| {
            let names = self.errors.iter().map(|error| &error.name);
            name.as_ref()
                .is_some_and(|name| names.into_iter().any(|matching| matching == name))
        };
        facts.errors.retain(|error| is_match(&error.name));
        facts.observed.retain(|error| is_match(&error.name));
        facts.quirks.retain(|quirk| is_match(&quirk.error));
        facts.types.retain(|ty| {
            let mut types = self.errors.iter().map(|error| &error.type_name);
            types.any(|name| name.as_ref() == Some(&ty.name))
        });
        facts.statuses.retain(|own| Some(own.status) == self.number);
        facts
            .close_codes
            .retain(|own| Some(own.code) == self.number);
        facts
    }
}

/// What a code, a name or a number matches.
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
        tell_unknown(catalogs, wanted);
    }
    matches
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
fn matching_errors<'c>(catalog: &'c Catalog, wanted: &str) -> Vec<&'c Error> {
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
