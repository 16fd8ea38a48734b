//! Answers alone → a catalog to start from: they are taken for a page that shows nothing but examples, and imported.

use std::collections::BTreeMap;
use std::io::{self, Read};

use serde_json::{Map, Value};

use super::{Counts, Input, each_piece, of_piece};
use crate::message::Form;
use crate::record::{How, Record};
use crate::report::count_of_answers;
use crate::skeleton;
use api_error_catalog_drift::import::{Imported, import_answers};
use api_error_catalog_model::Source;
use api_error_catalog_model::source::Span;
use api_error_catalog_pages::read::body_fields;
use api_error_catalog_pages::{
    Body, Certainty, Code, ErrorFact, Explanation, Fact, Page, StatusFact,
};

/// Different bodies that are kept of one code and shape, to see what in them differs.
const OF_ONE_SHAPE: usize = 6;
/// Bodies that are kept in all.
const MOST_BODIES: usize = 2_000;
/// Longer bodies tell no more of an envelope.
const LONGEST_BODY: usize = 64 << 10;
/// Codes that are told apart; an API with more has something else where its code seems to be.
const MOST_CODES: usize = 5_000;

/// Reads answers and finds out how an API's errors look.
#[derive(Debug, Default)]
pub struct Inference {
    counts: Counts,
    errors: BTreeMap<Told, Seen>,
    /// Bodies, by code, status, way and shape.
    bodies: BTreeMap<(Told, How, String), Vec<Kept>>,
    kept: usize,
    inputs: Vec<String>,
}

/// What an answer says it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Code(Code),
    /// No code, but a label: with a status it may tell an error.
    Type(String, u16),
    Status(u16),
    Nothing,
}

/// What was seen of one code or status.
#[derive(Debug, Default)]
struct Seen {
    count: u64,
    statuses: BTreeMap<u16, u64>,
    type_names: BTreeMap<String, u64>,
    message: Form,
    line: u64,
}

#[derive(Debug)]
struct Kept {
    value: Value,
    line: u64,
}

/// A catalog, drafted from answers alone.
#[derive(Debug)]
#[non_exhaustive]
pub struct Inferred {
    /// The catalog; it has no errors where there were none.
    pub imported: Imported,
    /// What was read.
    pub counts: Counts,
    /// Answers that are no success.
    pub errors: u64,
}

impl Inference {
    /// Reads an input, as [`Observer::read`](crate::Observer::read) does.
    ///
    /// # Errors
    ///
    /// Where reading fails or the input breaks off.
    pub fn read(
        &mut self,
        name: &str,
        input: impl Read,
        progress: &mut dyn FnMut(u64),
    ) -> io::Result<()> {
        self.inputs.push(name.to_owned());
        each_piece(input, progress, &mut |piece, har| {
            let number = piece.number;
            let read = match of_piece(&piece, har) {
                None => Ok(()),
                Some(Ok((record, _))) => self.record(&record, number),
                Some(Err(why)) => Err(why),
            };
            if let Err(why) = read {
                self.counts.broken(
                    Input {
                        name: name.to_owned(),
                        har,
                    }
                    .place(number),
                    why,
                );
            }
        })
    }

    fn record(&mut self, record: &Record<'_>, line: u64) -> Result<(), String> {
        self.counts.answers += 1;
        if record.transport.is_success() {
            self.counts.successes += 1;
            return Ok(());
        }
        if record.is_empty() {
            self.counts.unanswered += 1;
            return Ok(());
        }
        let body = record.body()?;
        let value: Value = match serde_json::from_slice(&body) {
            Ok(value @ (Value::Object(_) | Value::Array(_))) if body.len() <= LONGEST_BODY => value,
            _ => Value::Null,
        };
        let said = body_fields(&value);
        let told = match (said.code, record.transport) {
            (Some(code), _)
                if self.errors.len() < MOST_CODES
                    || self.errors.contains_key(&Told::Code(code.clone())) =>
            {
                Told::Code(code)
            }
            (_, How::Http(status)) => match self.label(&value) {
                Some(label) => Told::Type(label, status),
                None => Told::Status(status),
            },
            _ => Told::Nothing,
        };
        let seen = self.errors.entry(told.clone()).or_default();
        seen.count += 1;
        seen.line = if seen.line == 0 { line } else { seen.line };
        if let How::Http(status) = record.transport {
            *seen.statuses.entry(status).or_default() += 1;
        }
        if let Some(name) = said.error_type.filter(|_| seen.type_names.len() < 8) {
            *seen.type_names.entry(name).or_default() += 1;
        }
        said.message
            .iter()
            .for_each(|message| seen.message.add(message));
        if value != Value::Null && self.kept < MOST_BODIES {
            let like = self
                .bodies
                .entry((told, record.transport, skeleton::of(&body)))
                .or_default();
            if like.len() < OF_ONE_SHAPE {
                like.push(Kept { value, line });
                self.kept += 1;
            }
        }
        Ok(())
    }

    /// The type of an answer without a code. One inside a list is about an item of it.
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
    pub fn finish(self, name: &str) -> Inferred {
        let errors = self.counts.answers - self.counts.successes - self.counts.unanswered;
        let imported = import_answers(&self.page(), name, &self.head(errors));
        Inferred {
            imported,
            errors,
            counts: self.counts,
        }
    }

    fn head(&self, errors: u64) -> Vec<String> {
        let inputs: Vec<&str> = self
            .inputs
            .iter()
            .map(|input| input.rsplit(['/', '\\']).next().unwrap_or_default())
            .collect();
        vec![
            format!("Inferred by `cargo errcat infer` from {} that are errors, of {}.", count_of_answers(errors), inputs.join(", ")),
            "It has what occurred, which need not be all: hold it against the vendor's page. Format: docs/format.md.".to_owned(),
        ]
    }

    /// The answers as a page of examples.
    fn page(&self) -> Page {
        let texts = self.count(|code| matches!(code, Code::Text(_)));
        let numbers = self.count(|code| matches!(code, Code::Number(_)));
        let is_code = |told: &Told| match told {
            Told::Code(Code::Text(_)) => texts >= numbers,
            Told::Code(Code::Number(_)) => numbers > texts,
            Told::Type(..) | Told::Status(_) | Told::Nothing => false,
        };
        let codes = self.errors.iter().any(|(told, _)| is_code(told));
        let mut page = Page::default();
        page.source = self.source();
        // The most frequent form is found first, so it is the one to write.
        let mut bodies: Vec<_> = self.bodies.iter().collect();
        bodies.sort_by_key(|(_, kept)| kept.iter().map(|kept| kept.line).min());
        for ((told, how, _), kept) in bodies {
            page.bodies
                .extend(kept.iter().map(|kept| body(told, *how, kept)));
        }
        for (told, seen) in &self.errors {
            match told {
                Told::Code(code) if is_code(told) => {
                    page.errors.push(error(Some(code), seen, &page.bodies))
                }
                Told::Type(..) if codes => page.errors.push(error(None, seen, &page.bodies)),
                Told::Status(status) | Told::Type(_, status) if !codes => {
                    page.statuses.push(status_fact(*status, seen))
                }
                _ => {}
            }
        }
        page
    }

    /// A text with as many lines as the facts need. The responses themselves are not on it: a fact has only its line.
    fn source(&self) -> Source {
        let of_errors = self.errors.values().map(|seen| seen.line);
        let of_bodies = self.bodies.values().flatten().map(|kept| kept.line);
        let last = of_errors.chain(of_bodies).max().unwrap_or_default();
        Source::new("", "\n".repeat(usize::try_from(last).unwrap_or_default()))
    }

    fn count(&self, is: impl Fn(&Code) -> bool) -> u64 {
        let counts = self.errors.iter().map(|(told, seen)| match told {
            Told::Code(code) if is(code) => seen.count,
            _ => 0,
        });
        counts.sum()
    }
}

fn found<T>(value: T, line: u64) -> Fact<T> {
    Fact::sure(value, span(line))
}

/// The span of a line in the text of [`Inference::page`].
fn span(line: u64) -> Span {
    let byte = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
    byte..byte
}

fn body(told: &Told, how: How, kept: &Kept) -> Body {
    Body {
        raw: kept.value.to_string(),
        value: Some(kept.value.clone()),
        span: span(kept.line),
        code: match told {
            Told::Code(code) => Some(code.clone()),
            Told::Type(..) | Told::Status(_) | Told::Nothing => None,
        },
        statuses: how.status().into_iter().collect(),
        section: if how == How::WebSocket {
            vec!["WebSocket".to_owned()]
        } else {
            Vec::new()
        },
    }
}

fn description(seen: &Seen) -> Fact<String> {
    let messages = seen
        .message
        .text()
        .map(|text| format!(" What is sent says: {text}"))
        .unwrap_or_default();
    found(
        format!("Seen in {}.{messages}", count_of_answers(seen.count)),
        seen.line,
    )
}

fn error(code: Option<&Code>, seen: &Seen, bodies: &[Body]) -> ErrorFact {
    let type_name = seen
        .type_names
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(name, _)| found(name.clone(), seen.line));
    let own = bodies
        .iter()
        .enumerate()
        .filter(|(_, body)| code.is_some() && body.code.as_ref() == code)
        .map(|(at, _)| at);
    ErrorFact {
        code: code.map(|code| found(code.clone(), seen.line)),
        error_type: type_name.filter(|_| seen.type_names.len() == 1),
        statuses: seen
            .statuses
            .keys()
            .map(|status| found(*status, seen.line))
            .collect(),
        about: Explanation {
            description: Some(description(seen)),
            bodies: own.collect(),
            ..Explanation::default()
        },
        ..ErrorFact::new(span(seen.line), Certainty::Sure)
    }
}

fn status_fact(status: u16, seen: &Seen) -> StatusFact {
    StatusFact {
        about: Explanation {
            description: Some(description(seen)),
            ..Explanation::default()
        },
        ..StatusFact::new(found(status, seen.line))
    }
}
