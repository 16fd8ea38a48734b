//! Identifies the response whose body is on standard input, in all catalogs.

use std::path::Path;

use api_error_catalog_core::envelope::Field;
use api_error_catalog_core::{ErrorResponse, Resolution, Transport, UnresolvedReason};
use api_error_catalog_model::{Arena, Catalog, Loaded};

use super::matches::Match;
use super::page::Page;
use crate::{Failure, message};

/// The largest body that is read, in bytes (1 MiB).
const MOST: usize = 1 << 20;

/// The errors of a list and the violations that are shown.
const LISTED: usize = 20;

/// The fields of a body that are shown, each with its title.
const SHOWN: [(&str, Field); 5] = [
    ("Code", Field::CODE),
    ("Type", Field::TYPE),
    ("Message", Field::MESSAGE),
    ("Request", Field::REQUEST_ID),
    ("Parameter", Field::PARAM),
];

/// A response, as one catalog decodes it.
struct DecodedBody<'c, 't> {
    catalog: &'c Catalog,
    response: ErrorResponse<'t>,
}

/// How well a catalog fits a body, from the worst to the best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    None,
    /// Only the status identifies an error, which many catalogs can do.
    Status,
    /// Several errors match.
    Ambiguous,
    Known,
}

impl DecodedBody<'_, '_> {
    fn fit(&self) -> Fit {
        match self.response.resolution() {
            Resolution::Known(_) if self.response.shape().is_some() => Fit::Known,
            Resolution::Known(_) => Fit::Status,
            Resolution::Unresolved(UnresolvedReason::Ambiguous)
                if self.response.shape().is_some() =>
            {
                Fit::Ambiguous
            }
            Resolution::Unresolved(_) => Fit::None,
        }
    }
}

/// Returns the errors that match the body, in the catalogs that fit it best.
pub(super) fn matches<'c>(
    catalogs: &'c [Loaded],
    status: Option<u16>,
    headers: &[(String, String)],
) -> Result<Vec<Match<'c>>, Failure> {
    let body = crate::page::read(Path::new("-"), MOST)?;
    let transport = Transport::Http(status);
    let read = |tables| ErrorResponse::new(tables, transport, &headers, body.clone());
    let arena = Arena::default();
    let bodies = catalogs.iter().map(|loaded| DecodedBody {
        catalog: &loaded.catalog,
        response: read(loaded.tables(&arena)),
    });
    let bodies: Vec<DecodedBody> = bodies.collect();
    let fits = bodies.iter().map(DecodedBody::fit);
    let best = fits.max().unwrap_or(Fit::None);
    if matches!(best, Fit::None | Fit::Ambiguous) {
        print_reasons(bodies.iter().filter(|body| body.fit() == best), status);
    }
    let fitting = bodies
        .iter()
        .filter(|body| best != Fit::None && body.fit() == best);
    Ok(fitting.map(match_of).collect())
}

fn match_of<'c>(body: &DecodedBody<'c, '_>) -> Match<'c> {
    let mut own = Page::new();
    own.title(&format!("a response of {}", body.catalog.title));
    for (name, field) in SHOWN {
        own.fact(name, body.response.text(field).unwrap_or_default());
    }
    let delay = body.response.retry_after();
    let delay = delay.map(|delay| format!("{delay:?} until a retry"));
    own.fact("Delay", &delay.unwrap_or_default());
    if !body.response.is_error() {
        own.fact(
            "Success",
            "a response with this status and body is not an error",
        );
    }
    let further = body.catalog.own_fields().into_iter();
    let further = further.filter_map(|name| {
        let value = body.response.field(&name)?;
        Some(format!("{name}: {value}"))
    });
    own.list("Further fields", &further.collect::<Vec<_>>());
    let violations = body.response.violations().into_iter().take(LISTED);
    let violations = violations.map(|one| match &*one.field {
        "" => one.message.to_string(),
        field => format!("{field}: {}", one.message),
    });
    own.list("Violations", &violations.collect::<Vec<_>>());
    if body.response.errors().nth(1).is_some() {
        let errors = body.response.errors().take(LISTED).map(|item| {
            let code = item.code_text().unwrap_or_default();
            format!("{code} {}", item.message().unwrap_or_default())
        });
        own.list("Errors in the body", &errors.collect::<Vec<_>>());
    }
    let errors = body
        .response
        .candidates()
        .filter_map(|index| body.catalog.errors.get(usize::from(index)));
    Match {
        catalog: body.catalog,
        response: Some(own.text),
        errors: errors.collect(),
        number: None,
    }
}

fn print_reasons<'a>(bodies: impl Iterator<Item = &'a DecodedBody<'a, 'a>>, status: Option<u16>) {
    for DecodedBody { catalog, response } in bodies {
        if let Resolution::Unresolved(why) = response.resolution() {
            let code = response
                .text(Field::CODE)
                .map(|code| format!(" `{code}`"))
                .unwrap_or_default();
            message!("{}: {why}{code}", catalog.name);
        }
    }
    if status.is_none() {
        message!("if you know the status of the response, add `--status`");
    }
}
