//! Responses alone → a catalog to start from: they are imported like a page that has nothing but examples.

use std::collections::BTreeMap;
use std::io::{self, Read};

use api_error_catalog_drift::import::{Imported, import_responses};
use api_error_catalog_model::Source;
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::read::{BodyFields, body_fields};
use api_error_catalog_pages::{
    Body, BodyOrigin, Certainty, Code, ErrorFact, Explanation, Fact, HeaderFact, Page, StatusFact,
};
use serde_json::{Map, Value};

use crate::body_shape;
use crate::code_sources::{self, CodeSources, is_uri};
use crate::common_message::CommonMessage;
use crate::input::{Counts, Input, each_record};
use crate::record::{Channel, Record};
use crate::report::count_of_responses;

/// Different bodies that are samples of one code and shape, to see which of their parts differ.
const OF_ONE_SHAPE: usize = 6;
/// Bodies that are samples in all.
const MOST_BODIES: usize = 2_000;
/// Longer bodies show no more of an envelope.
const LONGEST_BODY: usize = 64 << 10;
/// Codes that are distinguished. If there are more, what looks like the code is something else.
const MOST_CODES: usize = 5_000;

/// Reads responses and finds out how an API's errors look.
#[derive(Debug, Default)]
pub struct Inference {
    counts: Counts,
    errors: BTreeMap<ResponseIdentity, Evidence>,
    bodies: BTreeMap<BodyKind, Vec<SampleBody>>,
    kept: usize,
    sources: CodeSources,
    inputs: Vec<String>,
}

/// The identity of a response.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum ResponseIdentity {
    Code(Code),
    /// No code, but a type, which may identify an error together with the status.
    Type(String, u16),
    Status(u16),
    Nothing,
}

/// Bodies of one kind say the same, come the same way and have the same shape.
type BodyKind = (ResponseIdentity, Channel, String);

/// The responses of one identity.
#[derive(Debug, Default)]
struct Evidence {
    count: u64,
    statuses: BTreeMap<u16, u64>,
    error_types: BTreeMap<String, u64>,
    message: CommonMessage,
    /// The line of the first response.
    line: u64,
}

impl Evidence {
    /// Adds the responses of another identity that turned out to be the same.
    fn add(&mut self, other: Evidence) {
        if self.count == 0 {
            *self = other;
            return;
        }
        self.count += other.count;
        self.line = self.line.min(other.line);
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        for (name, count) in other.error_types {
            *self.error_types.entry(name).or_default() += count;
        }
    }
}

/// A body that is samples as an example.
#[derive(Debug)]
struct SampleBody {
    value: Value,
    line: u64,
}

/// A catalog, drafted from responses alone.
#[derive(Debug)]
#[non_exhaustive]
pub struct Inferred {
    /// The catalog. It has no errors if there were none.
    pub imported: Imported,
    /// How much was read.
    pub counts: Counts,
    /// Responses that are not a success.
    pub errors: u64,
}

impl Inference {
    /// Reads an input, as [`Observer::read`](crate::Observer::read) does.
    ///
    /// # Errors
    ///
    /// If reading fails or the input breaks off.
    pub fn read(
        &mut self,
        name: &str,
        input: impl Read,
        progress: &mut dyn FnMut(u64),
    ) -> io::Result<()> {
        self.inputs.push(name.to_owned());
        each_record(input, progress, &mut |text, record| {
            let (number, har) = (text.number, text.har);
            if let Err(why) = record.and_then(|record| self.record(&record, number)) {
                let name = name.to_owned();
                self.counts
                    .add_broken(Input { name, har }.place(number), why);
            }
        })
    }

    fn record(&mut self, record: &Record<'_>, line: u64) -> Result<(), String> {
        if !self.counts.add(record, false) {
            return Ok(());
        }
        let body = record.body()?;
        let mut value: Value = match serde_json::from_slice(&body) {
            Ok(value @ (Value::Object(_) | Value::Array(_))) if body.len() <= LONGEST_BODY => value,
            _ => Value::Null,
        };
        let mut fields = body_fields(&value);
        self.find_code(record, &mut fields, &mut value);
        let identity = self.identity(fields.code, record.channel, &value);
        let evidence = self.errors.entry(identity.clone()).or_default();
        evidence.count += 1;
        if evidence.count == 1 {
            evidence.line = line;
        }
        if let Channel::Http(status) = record.channel {
            *evidence.statuses.entry(status).or_default() += 1;
        }
        if let Some(name) = fields.error_type.filter(|_| evidence.error_types.len() < 8) {
            *evidence.error_types.entry(name).or_default() += 1;
        }
        if let Some(message) = &fields.message {
            evidence.message.add(message);
        }
        if value != Value::Null && self.kept < MOST_BODIES {
            let kind = (identity, record.channel, body_shape::describe(&body));
            let alike = self.bodies.entry(kind).or_default();
            if alike.len() < OF_ONE_SHAPE {
                alike.push(SampleBody { value, line });
                self.kept += 1;
            }
        }
        Ok(())
    }

    /// Finds the code of a response whose body has none besides the status: in a header, or in a type URI, which becomes the code.
    fn find_code(&mut self, record: &Record<'_>, fields: &mut BodyFields, value: &mut Value) {
        let status = record.channel.status().map(i128::from);
        let is_status = |code: &Code| matches!(code, Code::Number(number) if Some(i128::from(*number)) == status);
        if fields.code.as_ref().is_some_and(|code| !is_status(code)) {
            return;
        }
        let in_header = record.headers.as_ref();
        if let Some(code) = in_header.and_then(|headers| self.sources.in_headers(headers)) {
            fields.code = Some(code);
            return;
        }
        let Some(uri) = fields.error_type.clone().filter(|name| is_uri(name)) else {
            return;
        };
        if let Some(code) = self.sources.in_type(&uri) {
            code_sources::replace(value, &uri, &code.to_string());
            (fields.code, fields.error_type) = (Some(code), None);
        }
    }

    fn identity(&self, code: Option<Code>, channel: Channel, value: &Value) -> ResponseIdentity {
        let code = code.map(ResponseIdentity::Code);
        let is_kept = |code: &ResponseIdentity| {
            self.errors.len() < MOST_CODES || self.errors.contains_key(code)
        };
        match (code.filter(is_kept), channel) {
            (Some(code), _) => code,
            (None, Channel::Http(status)) => match self.label(value) {
                Some(label) => ResponseIdentity::Type(label, status),
                None => ResponseIdentity::Status(status),
            },
            (None, _) => ResponseIdentity::Nothing,
        }
    }

    /// Returns the type of a response without a code. One inside a list is about an item of it.
    fn label(&self, value: &Value) -> Option<String> {
        let members = value
            .as_object()?
            .iter()
            .filter(|(_, value)| !value.is_array());
        let outside: Map<String, Value> = members
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        body_fields(&Value::Object(outside))
            .error_type
            .filter(|_| self.errors.len() < MOST_CODES)
    }

    /// Drafts a catalog of this name.
    #[must_use]
    pub fn finish(mut self, name: &str) -> Inferred {
        self.unify_codes();
        let errors = self.counts.answers - self.counts.successes - self.counts.unanswered;
        let imported = import_responses(&self.page(), name, &self.head(errors));
        Inferred {
            imported,
            errors,
            counts: self.counts,
        }
    }

    /// Decides about numbers as codes, for all responses together. If each repeats its status, they are not codes. If texts are
    /// codes as well, the numbers are texts.
    fn unify_codes(&mut self) {
        let texts = self.count(|code| matches!(code, Code::Text(_)));
        let numbers = self.count(|code| matches!(code, Code::Number(_)));
        let are_mixed = texts > 0 && texts.saturating_mul(10) >= numbers;
        let are_mixed = are_mixed && numbers.saturating_mul(10) >= texts;
        let are_statuses = self.errors.iter().all(|(identity, evidence)| {
            let ResponseIdentity::Code(Code::Number(number)) = identity else {
                return true;
            };
            let mut statuses = evidence.statuses.keys();
            !evidence.statuses.is_empty()
                && statuses.all(|status| i128::from(*status) == i128::from(*number))
        });
        let unified = |identity: ResponseIdentity| match identity {
            ResponseIdentity::Code(Code::Number(number)) if are_statuses => {
                u16::try_from(number).map_or(ResponseIdentity::Nothing, ResponseIdentity::Status)
            }
            ResponseIdentity::Code(Code::Number(number)) if are_mixed => {
                ResponseIdentity::Code(Code::Text(number.to_string()))
            }
            identity => identity,
        };
        for (identity, evidence) in std::mem::take(&mut self.errors) {
            let all = self.errors.entry(unified(identity)).or_default();
            all.add(evidence);
        }
        for ((identity, channel, shape), samples) in std::mem::take(&mut self.bodies) {
            let kind = (unified(identity), channel, shape);
            self.bodies.entry(kind).or_default().extend(samples);
        }
    }

    fn head(&self, errors: u64) -> Vec<String> {
        let inputs: Vec<&str> = self
            .inputs
            .iter()
            .map(|input| input.rsplit(['/', '\\']).next().unwrap_or_default())
            .collect();
        vec![
            format!("Inferred by `cargo errcat infer` from {} with errors, in {}.", count_of_responses(errors), inputs.join(", ")),
            "Only the errors that occurred are listed: compare them with the vendor's page. Format: docs/format.md.".to_owned(),
        ]
    }

    /// Returns the responses as a page of examples.
    fn page(&self) -> Page {
        let texts = self.count(|code| matches!(code, Code::Text(_)));
        let numbers = self.count(|code| matches!(code, Code::Number(_)));
        let is_code = |identity: &ResponseIdentity| match identity {
            ResponseIdentity::Code(Code::Text(_)) => texts >= numbers,
            ResponseIdentity::Code(Code::Number(_)) => numbers > texts,
            _ => false,
        };
        let codes = self.errors.iter().any(|(identity, _)| is_code(identity));
        let mut page = Page::default();
        page.source = Source::of_lines();
        if codes {
            page.headers
                .extend(self.sources.header().map(|name| HeaderFact {
                    field: "code".to_owned(),
                    name: found(name.to_owned(), 1),
                }));
            page.code_forms = self.sources.forms();
        }
        // The first shape becomes the envelope that is written, so the order is that of the responses.
        let mut bodies: Vec<_> = self.bodies.iter().collect();
        bodies.sort_by_key(|(_, samples)| samples.iter().map(|sample| sample.line).min());
        for ((identity, channel, _), samples) in bodies {
            page.bodies.extend(
                samples
                    .iter()
                    .map(|sample| body(identity, *channel, sample)),
            );
        }
        for (identity, evidence) in &self.errors {
            match identity {
                ResponseIdentity::Code(code) if is_code(identity) => {
                    page.errors.push(error(Some(code), evidence, &page.bodies))
                }
                ResponseIdentity::Type(..) if codes => {
                    page.errors.push(error(None, evidence, &page.bodies))
                }
                ResponseIdentity::Status(status) | ResponseIdentity::Type(_, status) if !codes => {
                    page.statuses.push(status_fact(*status, evidence))
                }
                _ => {}
            }
        }
        page
    }

    fn count(&self, is: impl Fn(&Code) -> bool) -> u64 {
        let counts = self
            .errors
            .iter()
            .map(|(identity, evidence)| match identity {
                ResponseIdentity::Code(code) if is(code) => evidence.count,
                _ => 0,
            });
        counts.sum()
    }
}

fn found<T>(value: T, line: u64) -> Fact<T> {
    Fact::sure(value, span(line))
}

/// Returns the span of a line: the source [has no text](Source::of_lines).
fn span(line: u64) -> Span {
    let byte = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    byte..byte
}

fn body(identity: &ResponseIdentity, channel: Channel, sample: &SampleBody) -> Body {
    Body {
        origin: BodyOrigin::Example,
        raw: sample.value.to_string(),
        value: Some(sample.value.clone()),
        span: span(sample.line),
        code: match identity {
            ResponseIdentity::Code(code) => Some(code.clone()),
            _ => None,
        },
        statuses: channel.status().into_iter().collect(),
        section: if channel == Channel::WebSocket {
            vec!["WebSocket".to_owned()]
        } else {
            Vec::new()
        },
    }
}

fn explanation(evidence: &Evidence) -> Explanation {
    let message = evidence.message.text();
    let message = message.map(|text| format!(" The messages have in common: {text}"));
    let count = count_of_responses(evidence.count);
    let text = format!("Seen in {count}.{}", message.unwrap_or_default());
    Explanation {
        description: Some(found(text, evidence.line)),
        ..Explanation::default()
    }
}

fn error(code: Option<&Code>, evidence: &Evidence, bodies: &[Body]) -> ErrorFact {
    let error_type = evidence
        .error_types
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(name, _)| found(name.clone(), evidence.line));
    let own = bodies
        .iter()
        .enumerate()
        .filter(|(_, body)| code.is_some() && body.code.as_ref() == code)
        .map(|(at, _)| at);
    ErrorFact {
        code: code.map(|code| found(code.clone(), evidence.line)),
        error_type: error_type.filter(|_| evidence.error_types.len() == 1),
        statuses: evidence
            .statuses
            .keys()
            .map(|status| found(*status, evidence.line))
            .collect(),
        about: Explanation {
            bodies: own.collect(),
            ..explanation(evidence)
        },
        ..ErrorFact::new(span(evidence.line), Certainty::Sure)
    }
}

fn status_fact(status: u16, evidence: &Evidence) -> StatusFact {
    StatusFact {
        about: explanation(evidence),
        ..StatusFact::new(found(status, evidence.line))
    }
}
