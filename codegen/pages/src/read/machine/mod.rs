//! Reads documents that are written for programs: descriptions of APIs, models, and listings of errors.
//!
//! | file | holds |
//! |---|---|
//! | `detect.rs` | detecting the format by the content, and the names of formats that are not read |
//! | `tree.rs`, `json.rs`, `yaml.rs` | the values of a document, each with its span |
//! | `facts.rs` | collecting facts: a thing that is stated twice is one fact |
//! | `openapi.rs` | the responses of errors of all operations |
//! | `schema/` | what the schemas and examples of errors list |
//! | `asyncapi.rs` | the messages of errors |
//! | `json_schema.rs` | the schemas of errors |
//! | `smithy.rs` | structures with the trait `error` |
//! | `protobuf.rs`, `proto_file.rs` | enums of errors |
//! | `listing.rs` | lists of errors as tables, which are read as those of a page |
//!
//! Nothing is fetched, and each value is visited a bounded number of times, whatever refers to it.

mod asyncapi;
mod detect;
mod facts;
mod json;
mod json_schema;
pub(crate) mod listing;
mod openapi;
mod proto_file;
mod protobuf;
mod schema;
mod smithy;
mod tree;
mod yaml;

use crate::page::Page;
use crate::read::conventions::roles;
use crate::read::document::Document;
use crate::reports::SkippedPart;
use detect::{Detected, MachineFormat};

/// The contents of a document.
pub(crate) enum Reading {
    /// Facts, on a page without its source.
    Facts(Box<Page>),
    /// Tables, whose columns are still to be interpreted, and the parts that are too large.
    Tables(Document, Vec<SkippedPart>),
    /// A known format that is not read, by its name.
    Unsupported(&'static str),
    /// Nothing, because it is a page for people.
    Page,
}

/// Returns `true` if a line of the text names a format such as OpenAPI, so that it is not a catalog.
#[must_use]
pub fn names_a_format(source: &str) -> bool {
    detect::names_a_format(source)
}

/// Reads a document.
pub(crate) fn read(name: &str, source: &str) -> Reading {
    match detect::detect(name, source) {
        Detected::Tree(format, tree) => {
            let (root, subject) = (tree.root(), subject(name));
            let page = match format {
                MachineFormat::OpenApi => openapi::read(root, source),
                MachineFormat::AsyncApi => asyncapi::read(root),
                MachineFormat::Smithy => smithy::read(root),
                MachineFormat::JsonSchema => json_schema::read(root, &subject),
                MachineFormat::Listing => {
                    let tables = listing::read(root, &subject);
                    return tables.map_or(Reading::Page, |(document, skipped)| {
                        Reading::Tables(document, skipped)
                    });
                }
            };
            Reading::Facts(Box::new(page))
        }
        Detected::Protobuf => Reading::Facts(Box::new(protobuf::read(source))),
        Detected::Unsupported(format) => Reading::Unsupported(format),
        Detected::Page => Reading::Page,
    }
}

/// Returns what the name of a file says, if it speaks of errors: `errors/acme-errors.json` → `acme errors`. A listing often
/// has no other words.
fn subject(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ").to_lowercase();
    if roles::speaks_of_errors(&words) {
        words
    } else {
        String::new()
    }
}
