//! Schemas as OpenAPI, AsyncAPI and JSON Schema write them: which codes and types an error's schema lists, and how its bodies
//! look.
//!
//! | file | holds |
//! |---|---|
//! | `references.rs` | following `$ref` inside of the document |
//! | `names.rs` | the members of an error's body, by their names |
//! | `error_values.rs` | the codes and types that a schema lists |
//! | `choices.rs` | the values of a member, each with its description |
//! | `samples.rs` | bodies that a schema describes |
//! | `described.rs` | the texts and details in documents that `export` wrote |
//! | `examples.rs` | the code, type and message of an example |
//! | `collector.rs` | these as facts, with the statuses of the responses |

pub(super) mod choices;
pub(super) mod collector;
mod described;
pub(super) mod error_values;
pub(super) mod examples;
pub(super) mod names;
pub(super) mod references;
pub(super) mod samples;
