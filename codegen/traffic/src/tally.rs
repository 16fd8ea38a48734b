//! What was found so far, in a bounded amount of memory.

use std::collections::HashMap;

use api_error_catalog_model::Catalog;
use api_error_catalog_model::model::Deviation;

use crate::message::Form;

/// Different things of one kind that are told apart; what comes beyond is counted.
pub const MAX_DISTINCT: usize = 1_000;
/// Statuses of one thing that are told apart.
const MOST_STATUSES: usize = 16;

/// Answers by their status; the last one stands for all further ones too.
pub(super) type ByStatus = Vec<(Option<u16>, u64)>;

/// Where and when an answer was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The line, or the entry of a HAR file.
    pub(super) line: u64,
    /// The input, by its place among those read.
    pub(super) input: u32,
    pub(super) time: Option<i64>,
    pub(super) status: Option<u16>,
}

/// How often something was seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) statuses: ByStatus,
    /// The first and the last time, in seconds since 1970.
    pub(super) times: Option<(i64, i64)>,
    /// The first answer: its input and line.
    pub(super) first: (u32, u64),
    pub(super) sample: Option<String>,
    pub(super) message: Form,
    /// More of it, in words: the candidates of an ambiguous answer.
    pub(super) note: Option<String>,
}

impl Tally {
    /// Counts an answer.
    pub(super) fn add(&mut self, place: Place) {
        if self.count == 0 {
            self.first = (place.input, place.line);
        }
        self.count += 1;
        count_status(&mut self.statuses, place.status);
        if let Some(time) = place.time {
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

/// What a deviation concerns.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct What {
    /// The error, by its place in the catalog.
    pub(super) error: Option<u16>,
    /// A code, a status, a path, a header, a shape, a member of `details`.
    pub(super) part: Box<str>,
    /// What the member of `details` is instead.
    pub(super) sent_type: &'static str,
}

impl What {
    pub(super) fn part(part: impl Into<Box<str>>) -> What {
        What {
            error: None,
            part: part.into(),
            sent_type: "",
        }
    }

    pub(super) fn of(error: u16, part: impl Into<Box<str>>) -> What {
        What {
            error: Some(error),
            ..What::part(part)
        }
    }

    /// In words, by which a catalog notes it too: `NOT_FOUND 410`, `NOT_FOUND details.id is string`.
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

/// What was found of each kind.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    kinds: Vec<Kind>,
}

#[derive(Debug, Default)]
struct Kind {
    things: HashMap<What, Tally>,
    /// Answers with things beyond those that are told apart.
    more: u64,
}

impl Tallies {
    pub(super) fn new() -> Tallies {
        Tallies {
            kinds: Deviation::ALL.iter().map(|_| Kind::default()).collect(),
        }
    }

    /// Counts an answer; gives the tally, for what else is to be kept of it.
    pub(super) fn add(&mut self, kind: Deviation, what: What, place: Place) -> Option<&mut Tally> {
        let kind = self.kinds.get_mut(kind as usize)?;
        if kind.things.len() >= MAX_DISTINCT && !kind.things.contains_key(&what) {
            kind.more += 1;
            return None;
        }
        let tally = kind.things.entry(what).or_default();
        tally.add(place);
        Some(tally)
    }

    /// What was found of this kind: first what was seen most.
    pub(super) fn sorted(&self, kind: Deviation) -> Vec<(&What, &Tally)> {
        let mut things: Vec<(&What, &Tally)> = self
            .kinds
            .get(kind as usize)
            .into_iter()
            .flat_map(|kind| &kind.things)
            .collect();
        things.sort_by(|(what, tally), (other, than)| {
            than.count.cmp(&tally.count).then(what.cmp(other))
        });
        things
    }

    /// Answers with things of this kind beyond those that are told apart.
    pub(super) fn more(&self, kind: Deviation) -> u64 {
        self.kinds.get(kind as usize).map_or(0, |kind| kind.more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_the_rest_counted() {
        let mut tallies = Tallies::new();
        let place = |line| Place {
            line,
            input: 0,
            time: Some(line as i64),
            status: Some(400 + (line % 50) as u16),
        };
        for line in 1..=3_000 {
            tallies.add(
                Deviation::UnknownCode,
                What::part(format!("code_{}", line % 1_500)),
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
