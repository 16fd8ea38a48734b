//! Findings as text: for a person, a program or a pull request.

use std::fmt::Write;

use api_error_catalog_model::model::Deviation;
use serde_json::{Value, json};

use crate::chooser::Choice;
use crate::finding::{CatalogObservation, Finding, Observation};

/// The number of never seen errors that are listed on one line.
const MOST_UNSEEN: usize = 12;

impl Observation {
    /// Returns the findings for a person. Writing into memory cannot fail.
    #[must_use]
    pub fn human(&self) -> String {
        let mut out = String::new();
        for catalog in &self.catalogs {
            let _ = writeln!(out, "{}: {}", catalog.catalog, catalog.summary());
            for choice in &catalog.choices {
                let _ = writeln!(out, "  {}", reason(choice));
            }
            for finding in catalog.differences() {
                let _ = writeln!(out, "  {}: {}", finding.kind.as_str(), finding.sentence());
                let _ = writeln!(out, "      {}", finding.evidence());
                for (what, text) in [("messages", &finding.message), ("sample", &finding.sample)] {
                    if let Some(text) = text {
                        let _ = writeln!(out, "      {what}: {text}");
                    }
                }
            }
            for (kind, more) in &catalog.more {
                let _ = writeln!(
                    out,
                    "  {}: {} with further ones",
                    kind.as_str(),
                    count_of_responses(*more)
                );
            }
            let unseen = catalog.unseen();
            if !unseen.is_empty() {
                let _ = writeln!(out, "  never_seen: {}", listed(&unseen));
            }
        }
        out
    }

    /// Returns the findings as Markdown, with a table for each catalog.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for catalog in &self.catalogs {
            let _ = writeln!(out, "## {}\n\n{}.\n", catalog.catalog, catalog.summary());
            let shown: Vec<&Finding> = catalog.differences().collect();
            if !shown.is_empty() {
                let _ = writeln!(out, "| kind | finding | evidence |\n|---|---|---|");
            }
            for finding in shown {
                let sample = finding
                    .sample
                    .as_ref()
                    .map(|sample| format!("; sample: {sample}"))
                    .unwrap_or_default();
                let cells = [
                    finding.kind.as_str().to_owned(),
                    finding.sentence(),
                    finding.evidence() + &sample,
                ];
                let cells = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " "));
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
            let unseen = catalog.unseen();
            if !unseen.is_empty() {
                let _ = writeln!(out, "\nNever seen: {}.", listed(&unseen));
            }
            out.push('\n');
        }
        out
    }

    /// Returns the findings as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let counts = &self.counts;
        let broken: Vec<Value> = counts
            .named
            .iter()
            .map(|(place, why)| json!({ "place": place, "why": why }))
            .collect();
        json!({
            "format": 1,
            "inputs": self.inputs,
            "answers": counts.answers,
            "successes": counts.successes,
            "unanswered": counts.unanswered,
            "elsewhere": counts.elsewhere,
            "broken": { "count": counts.broken, "first": broken },
            "catalogs": self.catalogs.iter().map(CatalogObservation::json).collect::<Vec<_>>(),
            "without_answers": self.without_answers,
        })
    }
}

impl CatalogObservation {
    fn summary(&self) -> String {
        let recorded = match self.known_deviations {
            0 => String::new(),
            recorded => format!("; {recorded} deviations are already recorded in the catalog"),
        };
        format!(
            "{}, {} of them known errors{recorded}",
            count_of_responses(self.answers),
            self.known
        )
    }

    fn unseen(&self) -> Vec<&str> {
        let unseen = self
            .findings
            .iter()
            .filter(|finding| finding.kind == Deviation::NeverSeen);
        unseen
            .filter_map(|finding| finding.error.as_deref())
            .collect()
    }

    fn json(&self) -> Value {
        let more: serde_json::Map<String, Value> = self
            .more
            .iter()
            .map(|(kind, more)| (kind.as_str().to_owned(), json!(more)))
            .collect();
        json!({
            "catalog": self.catalog,
            "chosen": self.choices.iter().map(reason).collect::<Vec<_>>(),
            "answers": self.answers,
            "known": self.known,
            "known_deviations": self.known_deviations,
            "findings": self.findings.iter().map(Finding::json).collect::<Vec<_>>(),
            "more": more,
        })
    }
}

impl Finding {
    /// Formats the evidence: `12 responses with 400 (10), 422 (2), 2026-11-01T… to 2026-11-21T…, first answers.jsonl:7`.
    #[must_use]
    pub fn evidence(&self) -> String {
        let statuses = self.statuses.iter().filter_map(|(status, count)| {
            let status = (*status)?;
            Some(match self.statuses.len() {
                1 => status.to_string(),
                _ => format!("{status} ({count})"),
            })
        });
        let statuses: Vec<String> = statuses.collect();
        let with = if statuses.is_empty() {
            String::new()
        } else {
            format!(" with {}", statuses.join(", "))
        };
        let times = match &self.times {
            Some((first, last)) if first == last => format!(", {first}"),
            Some((first, last)) => format!(", {first} to {last}"),
            None => String::new(),
        };
        let place = self
            .place
            .as_ref()
            .map(|place| format!(", first {place}"))
            .unwrap_or_default();
        format!("{}{with}{times}{place}", count_of_responses(self.count))
    }

    fn json(&self) -> Value {
        let statuses: Vec<Value> = self
            .statuses
            .iter()
            .map(|(status, count)| json!({ "status": status, "count": count }))
            .collect();
        let mut json = json!({
            "kind": self.kind.as_str(),
            "what": self.what,
            "error": self.error,
            "text": self.sentence(),
            "count": self.count,
            "statuses": statuses,
            "first": self.times.as_ref().map(|(first, _)| first),
            "last": self.times.as_ref().map(|(_, last)| last),
            "place": self.place,
            "documented": self.note,
            "messages": self.message,
        });
        if let (Some(sample), Some(members)) = (&self.sample, json.as_object_mut()) {
            members.insert("sample".to_owned(), json!(sample));
        }
        json
    }
}

fn reason(choice: &Choice) -> String {
    match choice {
        Choice::Only => "the only catalog".to_owned(),
        Choice::Named => "the catalog that `--catalog` names".to_owned(),
        Choice::Stated => "chosen by the URL, or by the catalog's name in the record".to_owned(),
        Choice::BestFit {
            host,
            looked_at,
            known,
        } => {
            let host = if host.is_empty() {
                "responses without a URL"
            } else {
                host
            };
            format!(
                "a guess for {host}: of its first {looked_at} responses, {known} are known errors, more than with any other catalog"
            )
        }
    }
}

pub(super) fn count_of_responses(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!(
        "{grouped} {}",
        if count == 1 { "response" } else { "responses" }
    )
}

fn listed(names: &[&str]) -> String {
    let shown = names.get(..MOST_UNSEEN).unwrap_or(names);
    let more = match names.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    shown.join(", ") + &more
}
