//! YAML as this project uses it: one document, no surprises, every value with its span.
//!
//! `tree` parses, and refuses what a catalog has no use for. `read` makes Rust values of the tree and goes on after a
//! refused value, so that all errors are reported at once. `scalar` interprets scalars without quotes.

mod mapping;
mod read;
mod scalar;
mod tree;

pub(crate) use mapping::{key, mapping, short};
pub(crate) use read::{Field, FromYaml, List, Map, OneOrMany, Reader, read};
pub(crate) use scalar::ScalarValue;
pub use tree::PARSES;
pub(crate) use tree::{YamlNode, YamlValue, parse};
