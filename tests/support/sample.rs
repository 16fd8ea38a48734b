//! What a vendor sent, and what is to be read from it: the files in `tests/vendors/wire`.
//!
//! A sample begins with a line `==== wire 3, 12: TITLE`, where the numbers are lines of the table of recordings. It continues with
//! what was sent, as in HTTP: `HTTP 429` (`HTTP 200 sse`, `HTTP 200 lines`), `MESSAGE`, or `CLOSE 1008 REASON`; headers up to an
//! empty line; the body. After a line `----` come the expectations, one `NAME: VALUE` in each line.

use std::time::Duration;

use api_error_catalog::{CatalogError, ErrorStream, StreamFormat};

use super::{kept, told};

/// How a sample came.
#[derive(Clone, Copy)]
pub(crate) enum Sent {
    Response(u16),
    Stream(StreamFormat),
    Message,
    Close(u16),
}

/// Reads `NAME: VALUE`. The name of a frame's header starts with a colon.
fn pair(line: &str) -> Option<(&str, &str)> {
    let at = line.get(1..)?.find(':')? + 1;
    Some((&line[..at], line[at + 1..].trim()))
}

/// A sample.
#[derive(Clone)]
pub(crate) struct Sample<'a> {
    pub(crate) title: &'a str,
    pub(crate) sent: Sent,
    pub(crate) headers: Vec<(&'a str, &'a str)>,
    pub(crate) body: &'a str,
    expected: Vec<(&'a str, &'a str)>,
}

/// Reads the samples of a file.
pub(crate) fn samples(text: &str) -> Vec<Sample<'_>> {
    let text = text.strip_prefix("==== ").expect("a sample first");
    text.split("\n==== ").map(sample).collect()
}

fn sample(text: &str) -> Sample<'_> {
    let (title, rest) = text.split_once('\n').expect("a title");
    let (sent, expected) = rest.split_once("\n----").expect(title);
    let (first, rest) = sent.split_once('\n').unwrap_or((sent, ""));
    let (headers, body) = match rest.strip_prefix('\n') {
        Some(body) => ("", body),
        None => rest.split_once("\n\n").unwrap_or((rest, "")),
    };
    let words: Vec<&str> = first.split(' ').collect();
    let number = || words[1].parse().expect(title);
    let (sent, body) = match (words[0], words.get(2)) {
        ("HTTP", Some(&"sse")) => (Sent::Stream(StreamFormat::Events), body),
        ("HTTP", Some(&"lines")) => (Sent::Stream(StreamFormat::Lines), body),
        ("HTTP", None) => (Sent::Response(number()), body),
        ("MESSAGE", None) => (Sent::Message, body),
        ("CLOSE", _) => (
            Sent::Close(number()),
            first.splitn(3, ' ').nth(2).unwrap_or_default(),
        ),
        _ => panic!("{title}: `{first}` says nothing about how it was sent"),
    };
    Sample {
        title,
        sent,
        headers: headers
            .lines()
            .map(|line| pair(line).expect(title))
            .collect(),
        body,
        expected: expected
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| pair(line).expect(title))
            .collect(),
    }
}

impl Sample<'_> {
    /// Decodes it with another body, and perhaps under another status. A stream gives its first error.
    pub(crate) fn decode<E: CatalogError>(&self, body: &str) -> E {
        match self.sent {
            Sent::Response(status) => E::from_parts(status, &self.headers[..], body),
            Sent::Stream(format) => {
                let mut stream = ErrorStream::<E>::new(format);
                let mut errors: Vec<E> = stream.push(body.as_bytes()).collect();
                errors.extend(stream.finish());
                errors.into_iter().next().expect(self.title)
            }
            Sent::Message => E::from_message(body),
            Sent::Close(code) => E::from_close(code, body),
        }
    }

    /// Returns each expectation that does not hold.
    pub(crate) fn faults<E: CatalogError>(&self) -> Vec<String> {
        let error: E = self.decode(self.body);
        let faults = self.expected.iter().filter_map(|(what, expected)| {
            let found = found(&error, what);
            (found.as_deref().unwrap_or("-") != normal(what, expected))
                .then(|| format!("{}: {what} is {found:?}, not {expected}", self.title))
        });
        faults.collect()
    }

    /// Returns the value that is expected of `what`.
    pub(crate) fn expected(&self, what: &str) -> Option<&str> {
        let mut expected = self.expected.iter();
        expected
            .find(|(name, _)| *name == what)
            .map(|(_, value)| *value)
    }
}

/// What the error says about `what`; `None` if nothing.
fn found<E: CatalogError>(error: &E, what: &str) -> Option<String> {
    let response = error.response();
    match what {
        "kind" => Some(
            error
                .kind()
                .map_or("none".to_owned(), |kind| kind.to_string()),
        ),
        "why" => Some(told(error)),
        "delay" => error.retry_after().map(|delay| format!("{delay:?}")),
        "retry" => error.retry().map(|advice| advice.strategy.to_string()),
        "violations" => Some(response.violations().len().to_string()),
        "error" => Some(response.is_error().to_string()),
        _ => match what.strip_prefix("field ") {
            Some(name) => response.field(name).map(str::to_owned),
            None => kept(error, what),
        },
    }
}

/// The expectation in the words of [`found`].
fn normal(what: &str, expected: &str) -> String {
    match what {
        "delay" if expected != "-" => format!("{:?}", duration(expected)),
        _ => expected.to_owned(),
    }
}

/// Reads a duration such as `494ms` or `1m0.052s`.
fn duration(text: &str) -> Duration {
    let mut sum = Duration::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.find(char::is_alphabetic).expect(text);
        let (number, unit) = rest.split_at(at);
        let end = unit
            .find(|found: char| !found.is_alphabetic())
            .unwrap_or(unit.len());
        let seconds = match &unit[..end] {
            "ms" => 0.001,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86400.0,
            other => panic!("{text}: unit {other}"),
        };
        sum += Duration::from_secs_f64(number.parse::<f64>().expect(text) * seconds);
        rest = &unit[end..];
    }
    sum
}
