//! Chooses the catalog of a response: the named one, the one whose hosts match the URL, or the best match.

use std::collections::HashMap;

use crate::checker::Checker;
use crate::input::RecordText;
use crate::record::Record;

/// The number of hosts that are distinguished.
const MOST_HOSTS: usize = 256;
/// The name of all other hosts together.
const FURTHER_HOSTS: &str = "…";
/// The number of responses of a host that are compared to choose its catalog.
const LOOKED_AT: usize = 64;
/// The maximum number of bytes that wait for a choice, for all hosts together.
const MOST_WAITING: usize = 8 << 20;

/// The reason why a catalog was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Choice {
    /// It is the only catalog.
    Only,
    /// The user named it.
    Named,
    /// Its `source.hosts` match the URL, or the record names the catalog.
    Stated,
    /// It matches the first responses of a host best.
    BestFit {
        /// The host; empty if the responses have no URL.
        host: String,
        /// The number of responses that were compared.
        looked_at: usize,
        /// The number of them that are an error of the catalog.
        known: usize,
    },
}

/// The catalog that a response is checked against.
pub(super) enum Target {
    /// The catalog with this index.
    Catalog(usize),
    /// None, because the response is from another API.
    None,
    /// Not chosen yet: the response waits until there are enough responses of this host.
    Wait(Box<str>),
}

/// The text of a record that waits for a choice.
pub(super) struct PendingRecord {
    text: Vec<u8>,
    har: bool,
    pub(super) number: u64,
    pub(super) input: u32,
}

/// The choices so far.
#[derive(Default)]
pub(super) struct Chooser {
    named: Option<usize>,
    hosts: HashMap<Box<str>, HostChoice>,
    waiting: usize,
    pub(super) choices: Vec<(usize, Choice)>,
}

enum HostChoice {
    Made(Option<usize>),
    Open(Vec<PendingRecord>),
}

impl Chooser {
    /// If a catalog is named, all responses go to it.
    pub(super) fn new(named: Option<usize>, checkers: &[Checker<'_>]) -> Chooser {
        let mut chooser = Chooser {
            named,
            ..Chooser::default()
        };
        match (named, checkers) {
            (Some(named), _) => chooser.choices.push((named, Choice::Named)),
            (None, [only]) if only.catalog.hosts().next().is_none() => {
                chooser.named = Some(0);
                chooser.choices.push((0, Choice::Only));
            }
            _ => {}
        }
        chooser
    }

    pub(super) fn target(&mut self, record: &Record<'_>, checkers: &[Checker<'_>]) -> Target {
        if let Some(named) = self.named {
            return Target::Catalog(named);
        }
        if let Some(stated) = stated_catalog(record, checkers) {
            if !self.choices.contains(&(stated, Choice::Stated)) {
                self.choices.push((stated, Choice::Stated));
            }
            return Target::Catalog(stated);
        }
        let host = record.url.as_deref().map(host_of).unwrap_or_default();
        match self.hosts.get(host) {
            Some(HostChoice::Made(Some(catalog))) => Target::Catalog(*catalog),
            Some(HostChoice::Made(None)) => Target::None,
            Some(HostChoice::Open(_)) => Target::Wait(host.into()),
            None if candidates(host, checkers).next().is_none() => Target::None,
            None if self.hosts.len() >= MOST_HOSTS => match self.hosts.get(FURTHER_HOSTS) {
                Some(HostChoice::Made(chosen)) => chosen.map_or(Target::None, Target::Catalog),
                _ => Target::Wait(FURTHER_HOSTS.into()),
            },
            None => Target::Wait(host.into()),
        }
    }

    /// Keeps a record. Returns `true` if it is time to choose a catalog for the host.
    pub(super) fn wait(&mut self, host: &str, record: PendingRecord) -> bool {
        self.waiting += record.text.len();
        let is_full = self.waiting > MOST_WAITING;
        let host = self.hosts.entry(host.into());
        match host.or_insert_with(|| HostChoice::Open(Vec::new())) {
            HostChoice::Open(records) => {
                records.push(record);
                is_full || records.len() >= LOOKED_AT
            }
            HostChoice::Made(_) => false,
        }
    }

    /// Returns the hosts for which nothing is chosen yet.
    pub(super) fn open_hosts(&self) -> Vec<Box<str>> {
        let mut open: Vec<Box<str>> = self
            .hosts
            .iter()
            .filter(|(_, host)| matches!(host, HostChoice::Open(_)))
            .map(|(name, _)| name.clone())
            .collect();
        open.sort();
        open
    }

    /// Chooses a catalog for a host by the records that waited, and returns both.
    pub(super) fn choose(
        &mut self,
        host: &str,
        checkers: &[Checker<'_>],
    ) -> (Option<usize>, Vec<PendingRecord>) {
        let made = HostChoice::Made(None);
        let Some(HostChoice::Open(records)) = self.hosts.insert(host.into(), made) else {
            return (None, Vec::new());
        };
        let bytes = records.iter().map(|record| record.text.len()).sum();
        self.waiting = self.waiting.saturating_sub(bytes);
        let chosen = best_fit(host, &records, checkers).map(|(index, fits)| {
            let choice = Choice::BestFit {
                host: host.to_owned(),
                looked_at: records.len(),
                known: fits.iter().filter(|fit| **fit >= 4).count(),
            };
            self.choices.push((index, choice));
            index
        });
        self.hosts.insert(host.into(), HostChoice::Made(chosen));
        (chosen, records)
    }
}

impl PendingRecord {
    pub(super) fn new(text: RecordText<'_>, input: u32) -> PendingRecord {
        let RecordText { text, number, har } = text;
        PendingRecord {
            text: text.to_vec(),
            har,
            number,
            input,
        }
    }

    pub(super) fn record(&self) -> Option<Record<'_>> {
        let (text, number, har) = (&*self.text, self.number, self.har);
        let mut record = RecordText { text, number, har }.parse().ok()?;
        record.read_headers();
        Some(record)
    }

    fn fitness(&self, checker: &Checker<'_>) -> Option<u32> {
        let record = self.record()?;
        Some(checker.fitness(&record, record.body().ok()?))
    }
}

/// Returns the catalog that the record names, otherwise the first one whose hosts cover the address.
fn stated_catalog(record: &Record<'_>, checkers: &[Checker<'_>]) -> Option<usize> {
    let is_named = |name| {
        checkers
            .iter()
            .position(|checker| checker.catalog.name == name)
    };
    let covers_url = |url| {
        checkers.iter().position(|checker| {
            let mut hosts = checker.catalog.hosts();
            hosts.any(|pattern| covers(pattern, url))
        })
    };
    let named = record.catalog.as_deref().and_then(is_named);
    named.or_else(|| covers_url(record.url.as_deref()?))
}

/// Returns the catalog that fits these records best, the first of equals, with how well it fits each of them.
fn best_fit(
    host: &str,
    records: &[PendingRecord],
    checkers: &[Checker<'_>],
) -> Option<(usize, Vec<u32>)> {
    let fits = |checker: &Checker<'_>| -> Vec<u32> {
        let fits = records.iter().filter_map(|record| record.fitness(checker));
        fits.collect()
    };
    let sum = |(_, fits): &(usize, Vec<u32>)| fits.iter().sum::<u32>();
    candidates(host, checkers)
        .filter_map(|index| Some((index, fits(checkers.get(index)?))))
        .filter(|candidate| sum(candidate) > 0)
        .reduce(|best, next| if sum(&next) > sum(&best) { next } else { best })
}

/// Returns the catalogs that responses of this host may belong to: if they have an address, those that state no hosts.
fn candidates<'j>(host: &'j str, checkers: &'j [Checker<'j>]) -> impl Iterator<Item = usize> + 'j {
    let is_open =
        move |checker: &Checker<'_>| host.is_empty() || checker.catalog.hosts().next().is_none();
    let checkers = checkers.iter().enumerate();
    checkers
        .filter(move |(_, checker)| is_open(checker))
        .map(|(index, _)| index)
}

/// What follows `https://`, up to the path, without a port or a user.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host, |(host, _)| host)
}

/// Returns `true` if a pattern such as `api.acme.example`, `*.acme.example` or `acme.example/api` covers an address.
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
