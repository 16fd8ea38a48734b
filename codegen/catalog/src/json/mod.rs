//! The JSON output that `import`, `export`, `explain`, `list`, `diff` and `check` share. docs/json.md describes it.
//!
//! | file | holds |
//! |---|---|
//! | `facts.rs` | the form of a catalog or a page, and of its errors, types, statuses and close codes |
//! | `report.rs` | the form of changes and diagnostics |
//! | `summary.rs` | a catalog in numbers |
//! | `catalog.rs` | a catalog in this form; a page's facts are put into it by the drift crate |
//! | `object.rs` | the macro that serializes these structs |
//! | `schema.rs` | the JSON Schema |

mod catalog;
mod facts;
mod object;
mod report;
#[cfg(feature = "schema")]
mod schema;
mod summary;

pub use catalog::catalog_facts;
pub use facts::{
    CatalogFacts, CloseCodeFacts, CodeValue, DetailFacts, DetailTypeFacts, ErratumFacts,
    ErrorFacts, FactOrigin, FurtherCode, LimitFacts, RetryFacts, StatusFacts, SupportFacts,
    TypeFacts,
};
pub use report::{
    CatalogSummary, ChangeFacts, DiagnosticFacts, ExplainedFacts, ListFacts, PlaceCount, Position,
    ReportFacts, SecondPosition, ThreeWayFacts,
};
#[cfg(feature = "schema")]
pub use schema::facts_schema;

/// Writes a value of the form as indented JSON.
#[must_use]
pub fn write(value: &impl serde::Serialize) -> String {
    // Plain structs of strings and numbers always serialize.
    serde_json::to_string_pretty(value).unwrap_or_default()
}
