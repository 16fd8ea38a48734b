//! Recorded responses, checked against catalogs: which are undocumented, which differ from what is documented, and which
//! documented errors never occur.
//!
//! ```text
//! bytes ──lines, har──▶ pieces ──record──▶ responses ──chooser──▶ catalog ──checker──▶ tallies ──▶ findings ──▶ report, patch
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `observer.rs` | [`Observer`]: reads inputs and hands each response to the checker of its catalog |
//! | `input.rs`, `lines.rs`, `har.rs` | an input of any size, taken apart; a bounded part of it is in memory |
//! | `record.rs`, `headers.rs`, `members.rs`, `time.rs` | a line, or an entry of a HAR file, as one response |
//! | `chooser.rs` | which catalog a response belongs to |
//! | `checker.rs`, `details.rs`, `extra_members.rs` | how a response differs from its catalog |
//! | `tally.rs`, `common_message.rs`, `body_shape.rs` | what is kept of it: counts, times and shapes, but nothing that a user sent |
//! | `finding.rs`, `report.rs` | findings as data and as text |
//! | `three_way.rs` | page, catalog and traffic: which of them disagrees with the other two |
//! | `patch.rs`, `widen.rs` | findings → edits of the catalog |
//! | `inference.rs`, `code_sources.rs` | responses alone → a catalog to start from |

mod body_shape;
mod checker;
mod chooser;
mod code_sources;
mod common_message;
mod details;
mod extra_members;
mod finding;
mod har;
mod headers;
mod inference;
mod input;
mod lines;
mod members;
mod observer;
mod patch;
mod record;
mod report;
mod tally;
mod three_way;
mod time;
mod widen;

pub use api_error_catalog_model::model::Deviation;
pub use chooser::Choice;
pub use finding::{CatalogObservation, Finding, Observation};
pub use inference::{Inference, Inferred};
pub use input::Counts;
pub use lines::MAX_PIECE;
pub use observer::Observer;
pub use patch::{Patch, patch};
pub use tally::MAX_DISTINCT;
pub use three_way::{Disagreement, Party, disagreements};
