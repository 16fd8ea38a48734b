//! Reads the error documentation of a web API.
//!
//! One page in any common form (Markdown, MDX, HTML, text copied from a browser, CSV, JSON, reStructuredText,
//! AsciiDoc) becomes a [`Page`]: the errors, types, statuses, close codes and JSON examples it documents, each with
//! its place and how sure the reader is. Nothing is made up: a code whose page names no status has none.
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

pub mod json;
pub mod read;
pub mod write;

pub use api_error_catalog_model::model::Hint;
#[doc(hidden)]
pub use read::READINGS;
pub use read::page::{
    Body, Certainty, CloseFact, Code, ErrorFact, Explanation, Fact, Identity, Page, ReferenceFacts,
    SkippedPart, StatusFact, TypeFact, UnusedHint, Wording, WordingOrigin,
};
pub use read::{MAX_BYTES, ReadError, read, read_with};
