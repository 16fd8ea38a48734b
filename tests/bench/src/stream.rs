//! A stream of events → its errors. A megabyte of the events in which language models answer, with one error at the end.

use std::fmt::Write;
use std::hint::black_box;

use api_error_catalog::{ErrorStream, MAX_EVENT, StreamFormat};
use serde::de::IgnoredAny;

#[allow(
    unused,
    clippy::all,
    clippy::pedantic,
    reason = "generated, and not all of it is measured"
)]
mod talk {
    include!(concat!(env!("OUT_DIR"), "/talk.rs"));
}

/// The bytes of a part, as a client gets them.
const PART: usize = 16 << 10;

/// A stream in a format.
#[derive(Debug)]
pub struct Stream {
    format: StreamFormat,
    text: String,
}

/// A way to find the errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `ErrorStream`.
    Ours,
    /// Nothing but going over each event with `serde_json`.
    Scan,
}

impl Stream {
    /// Makes a stream of a megabyte.
    #[must_use]
    pub fn new(format: StreamFormat) -> Stream {
        let mut text = String::new();
        let mut add = |json: std::fmt::Arguments<'_>| {
            let added = match format {
                StreamFormat::Events => write!(text, "data: {json}\n\n"),
                _ => writeln!(text, "{json}"),
            };
            added.is_ok() && text.len() < MAX_EVENT
        };
        let mut number = 0_u32;
        while add(format_args!(
            r#"{{"id":"talk-7c1f0a52e4b94d6d","object":"chat.completion.chunk","created":1750000090,"model":"talk-2","choices":[{{"index":0,"delta":{{"content":" word {number}"}},"logprobs":null,"finish_reason":null}}]}}"#
        )) {
            number += 1;
        }
        add(format_args!(
            r#"{{"error":{{"code":"CROWDED","message":"Not now."}}}}"#
        ));
        Stream { format, text }
    }

    /// Returns the number of bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns `false`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Finds all errors, or goes over all events, and returns how many there are.
    #[must_use]
    pub fn run(&self, way: Way) -> usize {
        let text = black_box(self.text.as_str());
        match way {
            Way::Ours => {
                let mut errors = ErrorStream::<talk::Error>::new(self.format);
                let parts = text.as_bytes().chunks(PART);
                parts.map(|part| errors.push(part).count()).sum()
            }
            Way::Scan => {
                let lines = text.lines().filter(|line| !line.is_empty());
                let data = lines.map(|line| line.strip_prefix("data: ").unwrap_or(line));
                data.filter(|json| black_box(serde_json::from_str::<IgnoredAny>(json)).is_ok())
                    .count()
            }
        }
    }
}
