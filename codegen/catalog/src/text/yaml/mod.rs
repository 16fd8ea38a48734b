//! YAML as this project uses it: one document, no surprises, every value with its place.
//!
//! `tree` parses and refuses what a catalog has no use for; `de` hands the tree to serde; `field` keeps, for each
//! value that serde reads, where it stands, and lets reading go on past a bad one so that all faults are told at once.

mod de;
mod field;
mod tree;

pub(crate) use de::read;
pub(crate) use field::{Field, List, Map, OneOrMany};
pub(crate) use tree::{Node, Value, parse};
