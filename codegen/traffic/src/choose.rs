//! Which catalog an answer belongs to: as somebody said, by its address, or by what fits best.

use std::collections::HashMap;

use crate::judge::Judge;
use crate::record::Record;

/// Hosts that are told apart.
const MOST_HOSTS: usize = 256;
/// Answers of one host that are looked at before a catalog is chosen for it.
const LOOKED_AT: usize = 64;
/// Bytes that may wait for a choice, of all hosts together.
const MOST_WAITING: usize = 8 << 20;

/// How a catalog was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Choice {
    /// There is no other.
    Only,
    /// It was asked for by name.
    Named,
    /// Its `source.hosts` fit the address, or the record names the catalog.
    Stated,
    /// It fits the first answers of a host best.
    BestFit {
        /// The host; empty where the answers have no address.
        host: String,
        /// How many answers were looked at.
        looked_at: usize,
        /// How many of them are an error of it.
        known: usize,
    },
}

/// Where an answer goes.
pub(super) enum Target {
    /// To the catalog at this place.
    Catalog(usize),
    /// To none: it is another API's.
    None,
    /// It is to be kept until there is enough to choose by.
    Wait(Box<str>),
}

/// A piece of input that waits for a choice.
pub(super) struct Waiting {
    pub(super) text: Vec<u8>,
    pub(super) number: u64,
    pub(super) har: bool,
    pub(super) input: u32,
}

/// The choices so far.
#[derive(Default)]
pub(super) struct Chooser {
    named: Option<usize>,
    hosts: HashMap<Box<str>, Host>,
    waiting: usize,
    pub(super) choices: Vec<(usize, Choice)>,
}

enum Host {
    Chosen(Option<usize>),
    Open(Vec<Waiting>),
}

impl Chooser {
    /// All answers go to the catalog of this place, where one is given.
    pub(super) fn new(named: Option<usize>, judges: &[Judge<'_>]) -> Chooser {
        let mut chooser = Chooser {
            named,
            ..Chooser::default()
        };
        match (named, judges) {
            (Some(named), _) => chooser.choices.push((named, Choice::Named)),
            (None, [only]) if only.catalog.source.hosts.is_empty() => {
                chooser.named = Some(0);
                chooser.choices.push((0, Choice::Only));
            }
            _ => {}
        }
        chooser
    }

    pub(super) fn target(&mut self, record: &Record<'_>, judges: &[Judge<'_>]) -> Target {
        if let Some(named) = self.named {
            return Target::Catalog(named);
        }
        let recorded = record
            .catalog
            .as_deref()
            .and_then(|name| judges.iter().position(|judge| judge.catalog.name == name));
        let by_url = || {
            let url = record.url.as_deref()?;
            judges.iter().position(|judge| {
                judge
                    .catalog
                    .source
                    .hosts
                    .iter()
                    .any(|pattern| covers(pattern, url))
            })
        };
        if let Some(stated) = recorded.or_else(by_url) {
            if !self.choices.contains(&(stated, Choice::Stated)) {
                self.choices.push((stated, Choice::Stated));
            }
            return Target::Catalog(stated);
        }
        let host = record.url.as_deref().map(host_of).unwrap_or_default();
        match self.hosts.get(host) {
            Some(Host::Chosen(Some(catalog))) => Target::Catalog(*catalog),
            Some(Host::Chosen(None)) => Target::None,
            Some(Host::Open(_)) => Target::Wait(host.into()),
            None if open_to(host, judges).next().is_none() => Target::None,
            // Beyond so many hosts all further ones are one.
            None if self.hosts.len() >= MOST_HOSTS => match self.hosts.get("…") {
                Some(Host::Chosen(chosen)) => chosen.map_or(Target::None, Target::Catalog),
                _ => Target::Wait("…".into()),
            },
            None => Target::Wait(host.into()),
        }
    }

    /// Keeps an answer; gives all that wait for the host's choice back where it is time to make it.
    pub(super) fn wait(&mut self, host: &str, answer: Waiting) -> bool {
        self.waiting += answer.text.len();
        let full = self.waiting > MOST_WAITING;
        match self
            .hosts
            .entry(host.into())
            .or_insert_with(|| Host::Open(Vec::new()))
        {
            Host::Open(answers) => {
                answers.push(answer);
                full || answers.len() >= LOOKED_AT
            }
            Host::Chosen(_) => false,
        }
    }

    /// Hosts for which nothing was chosen yet.
    pub(super) fn open_hosts(&self) -> Vec<Box<str>> {
        let mut open: Vec<Box<str>> = self
            .hosts
            .iter()
            .filter(|(_, host)| matches!(host, Host::Open(_)))
            .map(|(name, _)| name.clone())
            .collect();
        open.sort();
        open
    }

    /// Chooses a catalog for a host, by the answers that waited; gives it and these.
    pub(super) fn choose(
        &mut self,
        host: &str,
        judges: &[Judge<'_>],
    ) -> (Option<usize>, Vec<Waiting>) {
        let Some(Host::Open(answers)) = self.hosts.insert(host.into(), Host::Chosen(None)) else {
            return (None, Vec::new());
        };
        self.waiting = self
            .waiting
            .saturating_sub(answers.iter().map(|answer| answer.text.len()).sum());
        let fitness = |judge: &Judge<'_>| -> Vec<u32> {
            answers
                .iter()
                .filter_map(|answer| answer.fitness(judge))
                .collect()
        };
        let candidates =
            open_to(host, judges).map(|at| (at, judges.get(at).map(fitness).unwrap_or_default()));
        let sum = |fits: &[u32]| fits.iter().sum::<u32>();
        // Of equals the first.
        let best = candidates
            .filter(|(_, fits)| sum(fits) > 0)
            .reduce(|best, next| {
                if sum(&next.1) > sum(&best.1) {
                    next
                } else {
                    best
                }
            });
        let chosen = best.map(|(at, fits)| {
            let known = fits.iter().filter(|fit| **fit >= 4).count();
            self.choices.push((
                at,
                Choice::BestFit {
                    host: host.to_owned(),
                    looked_at: answers.len(),
                    known,
                },
            ));
            at
        });
        self.hosts.insert(host.into(), Host::Chosen(chosen));
        (chosen, answers)
    }
}

impl Waiting {
    pub(super) fn record(&self) -> Option<Record<'_>> {
        if self.har {
            Record::of_entry(&self.text)
        } else {
            Record::of_line(&self.text)
        }
        .ok()
    }

    fn fitness(&self, judge: &Judge<'_>) -> Option<u32> {
        let record = self.record()?;
        Some(judge.fitness(&record, record.body().ok()?))
    }
}

/// The catalogs that answers of this host may belong to: where they have an address, those that do not say theirs.
fn open_to<'j>(host: &'j str, judges: &'j [Judge<'j>]) -> impl Iterator<Item = usize> + 'j {
    let open = move |judge: &Judge<'_>| host.is_empty() || judge.catalog.source.hosts.is_empty();
    judges
        .iter()
        .enumerate()
        .filter(move |(_, judge)| open(judge))
        .map(|(at, _)| at)
}

/// What stands behind `https://`, up to the path, without a port or a user.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host, |(host, _)| host)
}

/// Whether a pattern such as `api.acme.example`, `*.acme.example` or `acme.example/api` covers an address.
fn covers(pattern: &str, url: &str) -> bool {
    let pattern = pattern.split_once("://").map_or(pattern, |(_, rest)| rest);
    let (host_pattern, path_pattern) = pattern.split_once('/').unwrap_or((pattern, ""));
    let host = host_of(url);
    let host_fits = match host_pattern.strip_prefix("*.") {
        Some(domain) => {
            host.len() > domain.len() && {
                let (front, back) = host
                    .split_at_checked(host.len() - domain.len())
                    .unwrap_or_default();
                front.ends_with('.') && back.eq_ignore_ascii_case(domain)
            }
        }
        None => host.eq_ignore_ascii_case(host_of(host_pattern)),
    };
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    host_fits && path.starts_with(path_pattern.trim_end_matches('*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_addresses() {
        for (pattern, url, fits) in [
            ("api.acme.example", "https://api.acme.example/v1/x", true),
            ("api.acme.example", "https://API.acme.example:8443?x", true),
            ("api.acme.example", "wss://user@api.acme.example", true),
            ("api.acme.example", "https://xapi.acme.example/", false),
            ("*.acme.example", "https://eu.api.acme.example/", true),
            ("*.acme.example", "https://acme.example/", false),
            ("*.acme.example", "https://evilacme.example/", false),
            (
                "https://acme.example/api/*",
                "https://acme.example/api/x",
                true,
            ),
            ("acme.example/api", "https://acme.example/other", false),
            ("127.0.0.1", "http://127.0.0.1:8080/x", true),
        ] {
            assert_eq!(covers(pattern, url), fits, "{pattern} {url}");
        }
    }
}
