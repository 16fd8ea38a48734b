//! The body of an answer, on standard input: which error of which catalog it is.

use std::path::Path;

use api_error_catalog_core::envelope::Field;
use api_error_catalog_core::{ErrorResponse, Resolution, Transport, UnresolvedReason};
use api_error_catalog_model::{Arena, Catalog, Loaded};

use super::matches::Match;
use super::page::Page;
use crate::{Failure, tell};

/// The largest body that is read, in bytes (1 MiB).
const MOST: usize = 1 << 20;

/// The fields that are shown of a body, with the word for each.
const SHOWN: [(&str, Field); 5] = [
    ("Code", Field::CODE),
    ("Type", Field::TYPE),
    ("Message", Field::MESSAGE),
    ("Request", Field::REQUEST_ID),
    ("Parameter", Field::PARAM),
];

/// A body, as one catalog reads it.
struct Answer<'c, 't> {
    catalog: &'c Catalog,
    response: ErrorResponse<'t>,
}

/// How well a catalog fits a body, the worst first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    None,
    /// Its status alone tells, which it may of any catalog.
    Status,
    /// Several errors share what it says.
    Ambiguous,
    Known,
}

impl Answer<'_, '_> {
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

/// The errors that the body is or may be, in the catalogs that fit it best.
pub(super) fn matches(catalogs: &[Loaded], status: Option<u16>) -> Result<Vec<Match<'_>>, Failure> {
    let body = crate::page::read(Path::new("-"), MOST)?;
    let no_headers: &[(&str, &str)] = &[];
    let read =
        |tables| ErrorResponse::new(tables, Transport::Http(status), &no_headers, body.clone());
    let arena = Arena::default();
    let answers = catalogs.iter().map(|loaded| Answer {
        catalog: &loaded.catalog,
        response: read(loaded.tables(&arena)),
    });
    let answers: Vec<Answer> = answers.collect();
    let best = answers.iter().map(Answer::fit).max().unwrap_or(Fit::None);
    if matches!(best, Fit::None | Fit::Ambiguous) {
        tell_why(answers.iter().filter(|answer| answer.fit() == best), status);
    }
    let fitting = answers
        .iter()
        .filter(|answer| best != Fit::None && answer.fit() == best);
    Ok(fitting.map(match_of).collect())
}

fn match_of<'c>(answer: &Answer<'c, '_>) -> Match<'c> {
    let mut own = Page::new();
    own.title(&format!("an answer of {}", answer.catalog.title));
    for (name, field) in SHOWN {
        own.fact(name, answer.response.text(field).unwrap_or_default());
    }
    let errors = answer
        .response
        .candidates()
        .filter_map(|place| answer.catalog.errors.get(usize::from(place)));
    Match {
        catalog: answer.catalog,
        response: Some(own.text),
        errors: errors.collect(),
        number: None,
    }
}

fn tell_why<'a>(answers: impl Iterator<Item = &'a Answer<'a, 'a>>, status: Option<u16>) {
    for Answer { catalog, response } in answers {
        if let Resolution::Unresolved(why) = response.resolution() {
            let code = response
                .text(Field::CODE)
                .map(|code| format!(" `{code}`"))
                .unwrap_or_default();
            tell!("{}: {why}{code}", catalog.name);
        }
    }
    if status.is_none() {
        tell!("the status that it came with (`--status`) may tell more");
    }
}
