//! Findings as data.

use std::collections::HashSet;

use api_error_catalog_model::edit::Yaml;
use api_error_catalog_model::model::{Detail, DetailType, Deviation};

use crate::checker::Checker;
use crate::chooser::Choice;
use crate::input::{Counts, Input};
use crate::tally::{ByStatus, Subject, Tally};
use crate::time;

/// The findings in some inputs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Observation {
    /// How much was read.
    pub counts: Counts,
    /// The inputs, by name.
    pub inputs: Vec<String>,
    /// The findings of each catalog that there were responses of.
    pub catalogs: Vec<CatalogObservation>,
    /// Catalogs without responses.
    pub without_answers: Vec<String>,
}

/// The findings of one catalog.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CatalogObservation {
    /// Its name.
    pub catalog: String,
    /// How it was chosen.
    pub choices: Vec<Choice>,
    /// Responses that were checked.
    pub answers: u64,
    /// How many of these are documented errors.
    pub known: u64,
    /// The number of deviations that the catalog lists already.
    pub known_deviations: usize,
    /// The findings by kind, the most frequent first.
    pub findings: Vec<Finding>,
    /// Responses with findings beyond the [most](crate::MAX_DISTINCT) that are distinguished, by kind.
    pub more: Vec<(Deviation, u64)>,
    /// Responses of each error, by its index and by status.
    pub(super) errors: Vec<ByStatus>,
}

/// A difference between responses and the catalog.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Finding {
    /// The kind of difference.
    pub kind: Deviation,
    /// Its subject: a code, a status, a path, a header or a shape, after the error's key if there is one.
    pub what: String,
    /// The error's key.
    pub error: Option<String>,
    /// The number of responses.
    pub count: u64,
    /// Responses by status; `None` for those without one.
    pub statuses: Vec<(Option<u16>, u64)>,
    /// The times of the first and the last response.
    pub times: Option<(String, String)>,
    /// The days of these.
    pub days: Option<(String, String)>,
    /// The position of the first response.
    pub place: Option<String>,
    /// The input of that response.
    pub input: Option<String>,
    /// The documented value, or the errors that the response may be.
    pub note: Option<String>,
    /// The words that its messages have in common.
    pub message: Option<String>,
    /// A body, redacted.
    pub sample: Option<String>,
    pub(super) subject: Subject,
}

impl Observation {
    pub(super) fn new(
        checkers: &[Checker<'_>],
        choices: Vec<(usize, Choice)>,
        inputs: Vec<Input>,
        counts: Counts,
    ) -> Observation {
        let (mut catalogs, mut without_answers) = (Vec::new(), Vec::new());
        for (place, checker) in checkers.iter().enumerate() {
            if checker.answers == 0 {
                without_answers.push(checker.catalog.name.clone());
                continue;
            }
            let choices = choices
                .iter()
                .filter(|(at, _)| *at == place)
                .map(|(_, choice)| choice.clone())
                .collect();
            catalogs.push(CatalogObservation::new(checker, choices, &inputs));
        }
        let inputs = inputs.into_iter().map(|input| input.name).collect();
        Observation {
            counts,
            inputs,
            catalogs,
            without_answers,
        }
    }

    /// Returns the number of findings of the `denied` kinds; if there are none, of all kinds but `never_seen`.
    #[must_use]
    pub fn denied(&self, denied: &[Deviation]) -> usize {
        let counts = |finding: &&Finding| match denied {
            [] => finding.kind != Deviation::NeverSeen,
            denied => denied.contains(&finding.kind),
        };
        self.catalogs
            .iter()
            .flat_map(|catalog| &catalog.findings)
            .filter(counts)
            .count()
    }
}

impl CatalogObservation {
    /// Returns the findings in responses: all but the errors that were never seen.
    pub(super) fn differences(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(|finding| finding.kind != Deviation::NeverSeen)
    }

    fn new(checker: &Checker<'_>, choices: Vec<Choice>, inputs: &[Input]) -> CatalogObservation {
        let known = checker.catalog.known_deviations.iter();
        let known: HashSet<(Deviation, &str)> = known
            .map(|deviation| (deviation.kind, deviation.what.as_str()))
            .collect();
        let found = Deviation::ALL.into_iter().flat_map(|kind| {
            checker
                .tallies
                .sorted(kind)
                .into_iter()
                .map(move |(what, tally)| Finding::new(checker, kind, what, tally, inputs))
        });
        let all: Vec<Finding> = found.chain(never_seen(checker)).collect();
        let count = all.len();
        let findings: Vec<Finding> = all
            .into_iter()
            .filter(|finding| !known.contains(&(finding.kind, finding.what.as_str())))
            .collect();
        let more = Deviation::ALL
            .into_iter()
            .map(|kind| (kind, checker.tallies.more(kind)))
            .filter(|(_, more)| *more > 0);
        CatalogObservation {
            catalog: checker.catalog.name.clone(),
            choices,
            answers: checker.answers,
            known: checker.known,
            known_deviations: count - findings.len(),
            findings,
            more: more.collect(),
            errors: checker
                .errors
                .iter()
                .map(|seen| seen.statuses.clone())
                .collect(),
        }
    }
}

impl Finding {
    fn new(
        checker: &Checker<'_>,
        kind: Deviation,
        what: &Subject,
        tally: &Tally,
        inputs: &[Input],
    ) -> Finding {
        let error = what
            .error
            .and_then(|error| checker.catalog.errors.get(usize::from(error)));
        let (input, line) = tally.first;
        let input = inputs.get(input as usize);
        let note = match (kind, error) {
            (Deviation::UndocumentedStatus, Some(error)) => {
                let statuses = error.identities().flat_map(|identity| &identity.statuses);
                let statuses: Vec<String> = statuses.map(u16::to_string).collect();
                Some(statuses.join(", "))
            }
            (Deviation::DetailType, Some(error)) => {
                let name = what.part.strip_prefix("details.");
                let declared = name.and_then(|path| declared_type(&error.details, path));
                declared.map(|ty| Yaml::detail_type(ty).flow())
            }
            _ => tally.note.clone(),
        };
        let both =
            |form: fn(i64) -> String| tally.times.map(|(first, last)| (form(first), form(last)));
        Finding {
            kind,
            what: what.text(&checker.catalog),
            error: error.map(|error| error.key.clone()),
            count: tally.count,
            statuses: tally.statuses.clone(),
            times: both(time::text),
            days: both(time::day),
            place: input.map(|input| input.place(line)),
            input: input.map(|input| input.name.clone()),
            note,
            message: tally.message.text(),
            sample: tally.sample.clone(),
            subject: what.clone(),
        }
    }

    /// Returns the finding as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let part = &self.subject.part;
        let error = self.error.as_deref().unwrap_or_default();
        let note = self.note.as_deref().unwrap_or_default();
        match self.kind {
            Deviation::UnknownCode => format!("the catalog does not have the code `{part}`"),
            Deviation::MissingCode => {
                format!("responses with {part} have no code, and nothing else identifies the error")
            }
            Deviation::UndocumentedStatus => {
                format!("`{error}` was sent with {part}, but is documented with {note}")
            }
            Deviation::UnknownShape => match part.split_once(' ') {
                Some((status, shape)) => {
                    format!("no template matches the body of a response with {status}: {shape}")
                }
                None => format!("no template matches {part}"),
            },
            Deviation::ExtraField if error.is_empty() => {
                format!("the envelope does not have `{part}`")
            }
            Deviation::ExtraField => format!("`{error}` is not documented to have `{part}`"),
            Deviation::DetailType if self.subject.sent_type == "missing" => {
                format!("`{error}` was sent without `{part}`, which is {note}")
            }
            Deviation::DetailType => format!(
                "`{part}` of `{error}` has type {}, but is documented as {note}",
                self.subject.sent_type
            ),
            Deviation::Message => {
                format!("the message of `{error}` does not match its documented template")
            }
            Deviation::MissingHeader => format!("the header `{part}` is missing"),
            Deviation::Ambiguous => format!("responses with {part} may be {note}"),
            Deviation::NeverSeen => format!("`{error}` was never seen"),
        }
    }
}

/// Returns the declared type of the member at this path: `parts[].size`.
fn declared_type<'d>(details: &'d [Detail], path: &str) -> Option<&'d DetailType> {
    details.iter().find_map(|detail| {
        let rest = path.strip_prefix(detail.name.as_str())?;
        type_at(&detail.ty, rest)
    })
}

/// Returns the type at the rest of a path: `` for the type itself, `[]` and `.<key>` for what a list or map contains.
fn type_at<'d>(ty: &'d DetailType, path: &str) -> Option<&'d DetailType> {
    if path.is_empty() {
        return Some(ty);
    }
    match ty {
        DetailType::List(item) => type_at(item, path.strip_prefix("[]")?),
        DetailType::Map(key, value) => {
            let rest = path.strip_prefix(".<")?.strip_prefix(key.as_str())?;
            type_at(value, rest.strip_prefix('>')?)
        }
        DetailType::Object(members) => declared_type(members, path.strip_prefix('.')?),
        DetailType::Value(_) | DetailType::OneOf(_) => None,
    }
}

/// Documented errors without responses.
fn never_seen(checker: &Checker<'_>) -> impl Iterator<Item = Finding> {
    let unseen = (0u16..)
        .zip(checker.catalog.errors.iter().zip(&checker.errors))
        .filter(|(_, (error, seen))| {
            seen.count == 0 && error.seen.is_none() && error.deprecated.is_none()
        });
    unseen.map(|(place, _)| Finding {
        place: None,
        input: None,
        ..Finding::new(
            checker,
            Deviation::NeverSeen,
            &Subject::of(place, ""),
            &Tally::default(),
            &[],
        )
    })
}
