//! Reads the error documentation of a web API, and writes reference pages from a catalog.
//!
//! A page in any common format (Markdown, MDX, HTML, text copied from a browser, CSV, JSON, reStructuredText, AsciiDoc),
//! and any common description of an API (OpenAPI, AsyncAPI, JSON Schema, Smithy, protobuf), becomes a [`Page`]: the errors,
//! types, statuses, close codes and JSON examples that it documents, each with its span and how certain the reader is. Nothing is made up: a code has no status if its page states none.
//!
//! ```text
//! bytes ──format──▶ Document ──interpret──▶ mentions ──merge──▶ Page
//! Catalog ──write──▶ Markdown · HTML · OpenAPI
//! ```
//!
//! | module | holds |
//! |---|---|
//! | `read/formats/` | a reader for each format, all of which end in a `Document` |
//! | `read/interpret/` | a document's blocks → facts, whatever the format |
//! | `read/machine/` | documents for programs, such as OpenAPI or Smithy → facts |
//! | `read/conventions/` | names of HTTP statuses, shapes of codes, words that head columns |
//! | `page.rs`, `reports.rs` | the facts, and how the reader found them |
//! | `join.rs`, `spans.rs` | several pages → one, and the spans of all facts |
//! | `write/markdown/` | the reference page, and reading it back |
//! | `write/html/`, `write/openapi.rs` | the other outputs |
//!
//! ```
//! let page = api_error_catalog_pages::read(
//!     "errors.md",
//!     b"# Errors\n\n| Code | Status | Description |\n|---|---|---|\n| `no_key` | 401 | No key was sent. |\n",
//! )?;
//! assert_eq!(page.errors[0].statuses[0].value, 401);
//! assert_eq!(page.line(&page.errors[0].span), 5);
//! # Ok::<(), api_error_catalog_pages::ReadError>(())
//! ```

mod join;
mod page;
pub mod read;
mod reports;
mod spans;
pub mod write;

pub use api_error_catalog_model::model::Hint;
pub use join::{Contradiction, Statement, join};
pub use page::{
    Body, BodyOrigin, Certainty, CloseFact, Code, ErrorFact, Explanation, Fact, HeaderFact,
    Identity, Page, ReferenceFacts, StatusFact, TypeFact, Wording, WordingOrigin,
};
#[doc(hidden)]
pub use read::READINGS;

/// The version of the reader, which locks state. Increase it if pages are read differently, and write the locks of `spec/` again.
pub const READER: u32 = 3;
pub use read::{MAX_BYTES, MAX_PAGE_BYTES, ReadError, read, read_with};
pub use reports::{GridReport, SkippedPart, UnusedHint};
