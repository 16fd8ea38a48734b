//! Counts of what was found, in a bounded amount of memory.

use std::collections::{BTreeMap, HashMap};

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Deviation;

use crate::common_message::CommonMessage;

/// Subjects of one kind that are distinguished; those beyond are only counted.
pub const MAX_DISTINCT: usize = 1_000;
/// Statuses of one subject that are distinguished.
const MOST_STATUSES: usize = 16;

/// Numbers of responses by status; the last one includes all further statuses.
pub(super) type ByStatus = Vec<(Option<u16>, u64)>;

/// Where and when there was a response.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    /// The line, or the entry of a HAR file.
    pub(super) line: u64,
    /// The index of the input.
    pub(super) input: u32,
    pub(super) time: Option<i64>,
    pub(super) status: Option<u16>,
}

/// The responses with one deviation.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) statuses: ByStatus,
    /// The first and the last time, in seconds since 1970.
    pub(super) times: Option<(i64, i64)>,
    /// The input and the line of the first response.
    pub(super) first: (u32, u64),
    pub(super) sample: Option<String>,
    pub(super) message: CommonMessage,
    /// The candidates of an ambiguous response.
    pub(super) note: Option<String>,
}

impl Tally {
    /// Counts a response.
    pub(super) fn add(&mut self, occurrence: Occurrence) {
        if self.count == 0 {
            self.first = (occurrence.input, occurrence.line);
        }
        self.count += 1;
        count_status(&mut self.statuses, occurrence.status);
        if let Some(time) = occurrence.time {
            let (first, last) = self.times.unwrap_or((time, time));
            self.times = Some((first.min(time), last.max(time)));
        }
    }
}

pub(super) fn count_status(statuses: &mut ByStatus, status: Option<u16>) {
    let known = statuses.iter().position(|(known, _)| *known == status);
    match known
        .or((statuses.len() >= MOST_STATUSES).then_some(MOST_STATUSES - 1))
        .and_then(|at| statuses.get_mut(at))
    {
        Some((_, count)) => *count += 1,
        None => statuses.push((status, 1)),
    }
}

/// The subject of a deviation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Subject {
    /// The index of the error in the catalog.
    pub(super) error: Option<u16>,
    /// A code, a status, a path, a header, a shape, a member of `details`.
    pub(super) part: Box<str>,
    /// The type with which the member of `details` was sent.
    pub(super) sent_type: &'static str,
}

impl Subject {
    pub(super) fn part(part: impl Into<Box<str>>) -> Subject {
        Subject {
            error: None,
            part: part.into(),
            sent_type: "",
        }
    }

    pub(super) fn of(error: u16, part: impl Into<Box<str>>) -> Subject {
        Subject {
            error: Some(error),
            ..Subject::part(part)
        }
    }

    /// Returns the words by which a catalog notes it: `NOT_FOUND 410`, `NOT_FOUND details.id is string`.
    pub(super) fn text(&self, catalog: &Catalog) -> String {
        let error = self
            .error
            .and_then(|error| catalog.errors.get(usize::from(error)))
            .map(|error| error.key.as_str());
        let is = if self.sent_type.is_empty() {
            String::new()
        } else {
            format!("is {}", self.sent_type)
        };
        [error.unwrap_or_default(), &self.part, &is]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The tallies of all kinds of deviations.
#[derive(Debug, Default)]
pub(super) struct Tallies(BTreeMap<Deviation, TalliesOfKind>);

#[derive(Debug, Default)]
struct TalliesOfKind {
    subjects: HashMap<Subject, Tally>,
    /// Responses with further subjects.
    more: u64,
}

impl Tallies {
    /// Counts a response, and returns the tally so that more can be added to it.
    pub(super) fn add(
        &mut self,
        kind: Deviation,
        subject: Subject,
        occurrence: Occurrence,
    ) -> Option<&mut Tally> {
        let kind = self.0.entry(kind).or_default();
        if kind.subjects.len() >= MAX_DISTINCT && !kind.subjects.contains_key(&subject) {
            kind.more += 1;
            return None;
        }
        let tally = kind.subjects.entry(subject).or_default();
        tally.add(occurrence);
        Some(tally)
    }

    /// Returns the tallies of this kind, the most frequent first.
    pub(super) fn sorted(&self, kind: Deviation) -> Vec<(&Subject, &Tally)> {
        let mut sorted: Vec<(&Subject, &Tally)> = self
            .0
            .get(&kind)
            .into_iter()
            .flat_map(|kind| &kind.subjects)
            .collect();
        sorted.sort_by(|(what, tally), (other, than)| {
            than.count.cmp(&tally.count).then(what.cmp(other))
        });
        sorted
    }

    /// Returns the number of responses with further subjects of this kind.
    pub(super) fn more(&self, kind: Deviation) -> u64 {
        self.0.get(&kind).map_or(0, |kind| kind.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_the_rest_counted() {
        let mut tallies = Tallies::default();
        let place = |line| Occurrence {
            line,
            input: 0,
            time: Some(line as i64),
            status: Some(400 + (line % 50) as u16),
        };
        for line in 1..=3_000 {
            tallies.add(
                Deviation::UnknownCode,
                Subject::part(format!("code_{}", line % 1_500)),
                place(line),
            );
        }
        let found = tallies.sorted(Deviation::UnknownCode);
        assert_eq!(
            (found.len(), tallies.more(Deviation::UnknownCode)),
            (1_000, 1_000)
        );
        assert!(found.iter().all(|(_, tally)| tally.count == 2));
        let (what, tally) = found[0];
        assert_eq!(
            (&*what.part, tally.times, tally.first),
            ("code_1", Some((1, 1_501)), (0, 1))
        );
        let mut statuses = ByStatus::new();
        (0..100).for_each(|status| count_status(&mut statuses, Some(status)));
        assert_eq!(
            (
                statuses.len(),
                statuses.iter().map(|(_, count)| count).sum::<u64>()
            ),
            (16, 100)
        );
    }
}
