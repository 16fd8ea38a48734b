//! What was found, as data.

use std::collections::HashSet;

use api_error_catalog_model::model::Deviation;

use super::{Counts, Input};
use crate::choose::Choice;
use crate::judge::Judge;
use crate::tally::{ByStatus, Tally, What};
use crate::time;

/// All that was found in some inputs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Observation {
    /// What was read.
    pub counts: Counts,
    /// The inputs, by name.
    pub inputs: Vec<String>,
    /// What was found of each catalog that there were answers of.
    pub catalogs: Vec<CatalogObservation>,
    /// Catalogs of which there was no answer.
    pub without_answers: Vec<String>,
}

/// What was found of one catalog.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CatalogObservation {
    /// Its name.
    pub catalog: String,
    /// How it was chosen.
    pub choices: Vec<Choice>,
    /// Answers that were held against it.
    pub answers: u64,
    /// How many of these are errors that it knows.
    pub known: u64,
    /// Deviations that the catalog notes already.
    pub noted: usize,
    /// What is otherwise, by kind, and of each kind first what was seen most.
    pub findings: Vec<Finding>,
    /// Answers with things beyond the [most](crate::MAX_DISTINCT) that are told apart.
    pub more: Vec<(Deviation, u64)>,
    /// Answers of each error, by its place, and by status.
    pub(super) seen: Vec<ByStatus>,
}

/// Something that is otherwise than the catalog says.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Finding {
    /// In what way.
    pub kind: Deviation,
    /// What it concerns: a code, a status, a path, a header, a shape; with the error's key in front where there is one.
    pub what: String,
    /// The error's key.
    pub error: Option<String>,
    /// Answers.
    pub count: u64,
    /// Answers by status; `None` where there is none.
    pub statuses: Vec<(Option<u16>, u64)>,
    /// The first and the last time.
    pub times: Option<(String, String)>,
    /// The days of these.
    pub days: Option<(String, String)>,
    /// Where the first of these answers stands.
    pub place: Option<String>,
    /// The input of that answer.
    pub input: Option<String>,
    /// What the page documents instead, or which errors it may be.
    pub note: Option<String>,
    /// What its messages have in common.
    pub message: Option<String>,
    /// A body, redacted.
    pub sample: Option<String>,
    pub(super) subject: What,
}

impl Observation {
    pub(super) fn new(
        judges: &[Judge<'_>],
        choices: Vec<(usize, Choice)>,
        inputs: Vec<Input>,
        counts: Counts,
    ) -> Observation {
        let (mut catalogs, mut without_answers) = (Vec::new(), Vec::new());
        for (place, judge) in judges.iter().enumerate() {
            if judge.answers == 0 {
                without_answers.push(judge.catalog.name.clone());
                continue;
            }
            let choices = choices
                .iter()
                .filter(|(at, _)| *at == place)
                .map(|(_, choice)| choice.clone())
                .collect();
            catalogs.push(CatalogObservation::new(judge, choices, &inputs));
        }
        let inputs = inputs.into_iter().map(|input| input.name).collect();
        Observation {
            counts,
            inputs,
            catalogs,
            without_answers,
        }
    }

    /// How many things were found that count: those of the `denied` kinds; where none is named, all but errors that
    /// were never seen.
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
    fn new(judge: &Judge<'_>, choices: Vec<Choice>, inputs: &[Input]) -> CatalogObservation {
        let mut noted: HashSet<(Deviation, &str)> = HashSet::new();
        noted.extend(
            judge
                .catalog
                .noted
                .iter()
                .map(|noted| (noted.kind, noted.what.as_str())),
        );
        let found = Deviation::ALL.into_iter().flat_map(|kind| {
            judge
                .tallies
                .sorted(kind)
                .into_iter()
                .map(move |(what, tally)| Finding::new(judge, kind, what, tally, inputs))
        });
        let all: Vec<Finding> = found.chain(never_seen(judge)).collect();
        let count = all.len();
        let findings: Vec<Finding> = all
            .into_iter()
            .filter(|finding| !noted.contains(&(finding.kind, finding.what.as_str())))
            .collect();
        let more = Deviation::ALL
            .into_iter()
            .map(|kind| (kind, judge.tallies.more(kind)))
            .filter(|(_, more)| *more > 0);
        CatalogObservation {
            catalog: judge.catalog.name.clone(),
            choices,
            answers: judge.answers,
            known: judge.seen.iter().map(|seen| seen.count).sum(),
            noted: count - findings.len(),
            findings,
            more: more.collect(),
            seen: judge
                .seen
                .iter()
                .map(|seen| seen.statuses.clone())
                .collect(),
        }
    }
}

impl Finding {
    fn new(
        judge: &Judge<'_>,
        kind: Deviation,
        what: &What,
        tally: &Tally,
        inputs: &[Input],
    ) -> Finding {
        let error = what
            .error
            .and_then(|error| judge.catalog.errors.get(usize::from(error)));
        let (input, line) = tally.first;
        let input = inputs.get(input as usize);
        let documented = |statuses: &[u16]| {
            statuses
                .iter()
                .map(u16::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let note = match (kind, error) {
            (Deviation::UndocumentedStatus, Some(error)) => {
                let all: Vec<u16> = error
                    .identities()
                    .flat_map(|identity| identity.statuses.iter().copied())
                    .collect();
                Some(documented(&all))
            }
            (Deviation::DetailType, Some(error)) => {
                let detail = error
                    .details
                    .iter()
                    .find(|detail| what.part.strip_prefix("details.") == Some(&detail.name));
                detail.map(|detail| {
                    if detail.list {
                        format!("[{}]", detail.ty.name())
                    } else {
                        detail.ty.name().to_owned()
                    }
                })
            }
            _ => tally.note.clone(),
        };
        let both =
            |form: fn(i64) -> String| tally.times.map(|(first, last)| (form(first), form(last)));
        Finding {
            kind,
            what: what.text(&judge.catalog),
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

    /// What is otherwise, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let part = &self.subject.part;
        let error = self.error.as_deref().unwrap_or_default();
        let note = self.note.as_deref().unwrap_or_default();
        match self.kind {
            Deviation::UnknownCode => format!("the catalog does not know the code `{part}`"),
            Deviation::NoCode => format!(
                "answers under {part} have no code, and nothing else tells which error they are"
            ),
            Deviation::UndocumentedStatus => {
                format!("`{error}` came under {part}; documented is {note}")
            }
            Deviation::UnknownShape => match part.split_once(' ') {
                Some((status, shape)) => {
                    format!("no envelope reads what came under {status}: {shape}")
                }
                None => format!("no envelope reads {part}"),
            },
            Deviation::ExtraField if error.is_empty() => format!("the envelope has no `{part}`"),
            Deviation::ExtraField => format!("`{error}` documents no `{part}`"),
            Deviation::DetailType if self.subject.sent_type == "missing" => {
                format!("`{error}` came without `{part}`, which is {note}")
            }
            Deviation::DetailType => format!(
                "`{error}` has {} in `{part}`; documented is {note}",
                self.subject.sent_type
            ),
            Deviation::Message => {
                format!("the message of `{error}` has another form than documented")
            }
            Deviation::MissingHeader => format!("the header `{part}` is missing"),
            Deviation::Ambiguous => format!("answers with {part} may be {note}"),
            Deviation::NeverSeen => format!("`{error}` was never seen"),
        }
    }
}

/// Documented errors that no answer was.
fn never_seen(judge: &Judge<'_>) -> impl Iterator<Item = Finding> {
    let unseen = (0u16..)
        .zip(judge.catalog.errors.iter().zip(&judge.seen))
        .filter(|(_, (error, seen))| {
            seen.count == 0 && error.seen.is_none() && error.deprecated.is_none()
        });
    unseen.map(|(place, _)| Finding {
        place: None,
        input: None,
        ..Finding::new(
            judge,
            Deviation::NeverSeen,
            &What::of(place, ""),
            &Tally::default(),
            &[],
        )
    })
}
