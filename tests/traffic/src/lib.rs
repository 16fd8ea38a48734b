//! Answers of servers, made up from catalogs, with known faults mixed in; the same for the same seed.
//!
//! `body.rs` makes what a catalog documents, `fault.rs` spoils it, this file mixes and writes.

mod body;
mod fault;
mod random;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use api_error_catalog_core::RetryStrategy;
use api_error_catalog_core::table::{Catalog as Tables, CodeType};
use api_error_catalog_model::model::{Catalog, Deviation, Error, Identity, Template};
use api_error_catalog_model::{Arena, Loaded, open_file};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use body::Said;
use fault::{Answer, Stream, spoil, template};
use random::Random;

/// The day on which the traffic begins, in seconds since 1970.
const BEGINS: u64 = 1_764_547_200;

/// What `observe` is to find in some traffic.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Expected {
    /// All answers.
    pub answers: u64,
    /// Responses without an error.
    pub successes: u64,
    /// Lines that are not responses.
    pub broken: u64,
    /// The number of responses of each catalog that are one of its errors.
    pub known: BTreeMap<String, u64>,
    /// Findings: catalog, kind, what; and in how many answers.
    pub findings: BTreeMap<(String, Deviation, String), u64>,
}

/// How traffic is mixed.
#[derive(Debug, Clone, Copy)]
pub struct Mix {
    /// Which of all such mixes.
    pub seed: u64,
    /// Lines to write.
    pub lines: u64,
    /// One answer in so many has a fault; 0: none has.
    pub faults: usize,
}

/// The built-in catalogs, from `spec/`.
///
/// # Panics
///
/// Fails if one of them has errors.
#[must_use]
pub fn catalogs() -> Vec<(Catalog, &'static Tables<'static>)> {
    let names = ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"];
    named("../../spec", &names)
}

/// The built-in catalogs, and made-up ones with errors in lists, headers, streams and under success statuses.
///
/// # Panics
///
/// Fails if one of them has errors.
#[must_use]
pub fn all_catalogs() -> Vec<(Catalog, &'static Tables<'static>)> {
    let mut all = catalogs();
    all.extend(named("spec", &["ferry", "lantern"]));
    all
}

fn named(directory: &str, names: &[&str]) -> Vec<(Catalog, &'static Tables<'static>)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let loaded = names.iter().map(|name| {
        open_file(&directory.join(format!("{name}.yaml")))
            .unwrap_or_else(|report| panic!("{}", report.render(false)))
    });
    loaded.map(leaked).collect()
}

/// A catalog with tables that last as long as the test.
#[must_use]
pub fn leaked(loaded: Loaded) -> (Catalog, &'static Tables<'static>) {
    let (loaded, arena): (&Loaded, &Arena) =
        (Box::leak(Box::new(loaded)), Box::leak(Box::default()));
    (loaded.catalog.clone(), loaded.tables(arena))
}

/// Writes traffic as JSON lines; says what is to be found in it.
///
/// # Errors
///
/// Where writing fails.
pub fn write(catalogs: &[Catalog], mix: Mix, out: &mut impl Write) -> io::Result<Expected> {
    let mut writer = Writer {
        random: Random::new(mix.seed),
        expected: Expected::default(),
        mix,
    };
    let sent: Vec<Vec<&Error>> = catalogs.iter().map(sendable).collect();
    for number in 0..mix.lines {
        let at = writer.random.below(catalogs.len());
        if let (Some(catalog), Some(errors)) = (catalogs.get(at), sent.get(at)) {
            writer.line(number, catalog, errors, out)?;
        }
    }
    for (catalog, sent) in catalogs.iter().zip(&sent) {
        let unseen = catalog
            .errors
            .iter()
            .filter(|error| error.seen.is_none() && !sent.iter().any(|sent| sent.key == error.key));
        for error in unseen {
            writer.expected.findings.insert(
                (
                    catalog.name.clone(),
                    Deviation::NeverSeen,
                    error.key.clone(),
                ),
                0,
            );
        }
    }
    Ok(writer.expected)
}

/// The errors that are sent: all but the first of those with a code. One without a code, where others have one, is sent
/// in a shape of its own only.
fn sendable(catalog: &Catalog) -> Vec<&Error> {
    let told = |error: &&Error| {
        error.own.code.is_some() || error.shape > 0 || catalog.code_type == CodeType::None
    };
    let sent: Vec<&Error> = catalog.errors.iter().filter(told).collect();
    let left_out = sent.iter().position(|error| {
        error.own.code.is_some() && error.message.is_none() && error.seen.is_none()
    });
    sent.into_iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != left_out)
        .map(|(_, error)| error)
        .collect()
}

struct Writer {
    random: Random,
    expected: Expected,
    mix: Mix,
}

impl Writer {
    fn line(
        &mut self,
        number: u64,
        catalog: &Catalog,
        errors: &[&Error],
        out: &mut impl Write,
    ) -> io::Result<()> {
        let url = format!("https://api.{}.example/v1/speech/{number}", catalog.name);
        if self.mix.faults > 0 && self.random.once_in(5_000) {
            self.expected.broken += 1;
            return out.write_all(if self.random.once_in(2) {
                b"{\"status\": 404, \"body\": \"cut o\n"
            } else {
                b"\xff\xfe\x00 noise\n"
            });
        }
        self.expected.answers += 1;
        if self.random.once_in(5) {
            self.expected.successes += 1;
            return writeln!(
                out,
                r#"{{"status":200,"url":"{url}","headers":{{}},"body":{{"audio":"{}"}}}}"#,
                "A".repeat(120)
            );
        }
        let Some(error) = self.random.pick(errors).copied() else {
            return Ok(());
        };
        let answer = self.answer(catalog, error, errors);
        let time = BEGINS + number / 10;
        self.write(&answer, &url, time, out)
    }

    /// Writes a response, with a deviation at regular intervals. `others` may follow the error in a list.
    fn answer(&mut self, catalog: &Catalog, error: &Error, others: &[&Error]) -> Answer {
        let identities: Vec<&Identity> = error.identities().collect();
        let identity = self.random.pick(&identities).copied().unwrap_or(&error.own);
        let mut said = Said::documented(catalog, error, identity, &mut self.random);
        if lists_errors(template(catalog, error)) {
            self.add_further(&mut said, others);
        }
        let websocket = catalog
            .shapes
            .get(error.shape)
            .is_some_and(|shape| shape.websocket);
        let body = template(catalog, error).map_or(Value::Null, |template| {
            said.body(template, &mut self.random)
        });
        let stream = self.stream(catalog);
        let is_http = !websocket && stream.is_none();
        let mut answer = Answer {
            status: is_http.then_some(said.status),
            headers: self.headers(catalog, &said),
            body,
            text: None,
            stream,
        };
        let mut known = true;
        if self.mix.faults > 0 && self.random.once_in(self.mix.faults) {
            let kind = self
                .random
                .pick(&Deviation::ALL)
                .copied()
                .unwrap_or(Deviation::UnknownCode);
            if let Some(what) = spoil(kind, &mut said, &mut answer, &mut self.random) {
                *self
                    .expected
                    .findings
                    .entry((catalog.name.clone(), kind, what))
                    .or_default() += 1;
                let by_status =
                    catalog.code_type == CodeType::None && kind == Deviation::UnknownShape;
                let lost = [
                    Deviation::UnknownCode,
                    Deviation::MissingCode,
                    Deviation::Ambiguous,
                    Deviation::UnknownShape,
                ];
                known = by_status || !lost.contains(&kind);
            }
        } else {
            self.spoil_further(&mut said, &mut answer);
        }
        *self.expected.known.entry(catalog.name.clone()).or_default() += u64::from(known);
        answer
    }

    /// Puts up to three errors behind one in a list.
    fn add_further<'c>(&mut self, said: &mut Said<'c>, others: &[&'c Error]) {
        for _ in 0..self.random.below(4) {
            if let Some(other) = self.random.pick(others) {
                let further = Said::documented(said.catalog, other, &other.own, &mut self.random);
                said.further.push(further);
            }
        }
    }

    /// Makes the last error of a list unknown, sometimes.
    fn spoil_further(&mut self, said: &mut Said<'_>, answer: &mut Answer) {
        let is_spoilt = self.mix.faults > 0 && self.random.once_in(self.mix.faults);
        let Some(last) = said.further.last_mut().filter(|_| is_spoilt) else {
            return;
        };
        let code = format!("also_new_{}", self.random.below(3));
        last.code = Some(code.clone());
        if let Some(template) = template(said.catalog, said.error) {
            answer.body = said.body(template, &mut self.random);
        }
        let finding = (said.catalog.name.clone(), Deviation::UnknownCode, code);
        *self.expected.findings.entry(finding).or_default() += 1;
    }

    /// Returns the form of the stream that sends an error, which some do of those that may be sent under a success status.
    fn stream(&mut self, catalog: &Catalog) -> Option<Stream> {
        let may_be = !catalog.rules.success_errors.is_empty();
        let forms = [
            Stream::Events { named: true },
            Stream::Events { named: false },
            Stream::Lines,
        ];
        let chosen = may_be && self.random.once_in(3);
        chosen.then(|| self.random.pick(&forms).copied()).flatten()
    }

    /// The headers that the catalog promises, among others.
    fn headers(&mut self, catalog: &Catalog, said: &Said<'_>) -> Vec<(String, String)> {
        let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        for (field, name) in catalog.headers() {
            let delayed = said
                .error
                .retry
                .is_some_and(|retry| retry.strategy == RetryStrategy::AfterDelay);
            let value = match (field, &said.code) {
                ("retry_after", _) if !delayed => continue,
                ("code", Some(code)) => code.clone(),
                _ => self.random.below(100).to_string(),
            };
            headers.push((name.to_owned(), value));
        }
        headers
    }

    fn write(
        &mut self,
        answer: &Answer,
        url: &str,
        time: u64,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let text = match (answer.text, answer.stream) {
            (Some(text), _) => text.to_owned(),
            (None, Some(stream)) => stream.with(&answer.body.to_string(), self.random.below(4)),
            (None, None) => answer.body.to_string(),
        };
        let headers: serde_json::Map<String, Value> = answer
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        let how = match (answer.status, answer.stream) {
            (Some(status), _) => {
                format!("\"status\":{status},\"headers\":{}", Value::Object(headers))
            }
            (None, Some(stream)) => {
                let headers = json!({ "Content-Type": stream.content_type() });
                format!("\"status\":200,\"headers\":{headers}")
            }
            (None, None) => "\"websocket\":true".to_owned(),
        };
        // As text in most logs, as JSON in some, as base64 in few.
        let body = match self.random.below(20) {
            0 => format!("\"body_base64\":{}", json!(STANDARD.encode(&text))),
            1..8 if answer.text.is_none() && answer.stream.is_none() => format!("\"body\":{text}"),
            _ => format!("\"body\":{}", json!(text)),
        };
        writeln!(out, "{{\"time\":{time},\"url\":\"{url}\",{how},{body}}}")
    }
}

/// Returns `true` if a template has a list of errors.
fn lists_errors(template: Option<&Template>) -> bool {
    match template {
        Some(Template::Object(members)) => members
            .iter()
            .any(|member| matches!(member.value, Template::List(_))),
        _ => false,
    }
}

impl Expected {
    /// As JSON, for a program to compare with what `observe --format json` says.
    #[must_use]
    pub fn json(&self) -> Value {
        let findings: Vec<Value> = self
            .findings
            .iter()
            .map(|((catalog, kind, what), count)| json!({ "catalog": catalog, "kind": kind.as_str(), "what": what, "count": count }))
            .collect();
        json!({
            "answers": self.answers, "successes": self.successes, "broken": self.broken, "known": self.known, "findings": findings,
        })
    }
}
