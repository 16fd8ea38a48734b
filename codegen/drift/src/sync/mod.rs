//! Merges a newer page into a catalog: the wire follows the page, and every word of the catalog's own stays.
//!
//! | file | holds |
//! |---|---|
//! | `index.rs` | where each code and type is, on the page and in the catalog |
//! | `error_names.rs` | keys and Rust names of new errors |
//! | `merger.rs` | differences → edits of errors |
//! | `types.rs` | … of types, each new one with its errors |
//! | `numbers.rs` | … of statuses and close codes |
//!
//! The merged text is opened again and compared with the page, so that a merge either agrees with the page or reports what
//! is left to do.

mod error_names;
mod index;
mod merger;
mod numbers;
mod types;

use api_error_catalog_model::edit::EditError;
use api_error_catalog_model::{Catalog, Loaded};
use api_error_catalog_pages::Page;

use crate::{Change, RustNames, compare_with_page};
use merger::Merger;
pub use merger::Removal;

/// A merge.
#[derive(Debug)]
pub struct Merge {
    /// The catalog's new text.
    pub text: String,
    /// The differences that there were.
    pub changes: Vec<Change>,
    /// The differences that could not be merged and are left for a person.
    pub left: Vec<Change>,
    /// The catalog that the new text is.
    pub catalog: Catalog,
}

/// Merges a page into a catalog. `given` are the Rust names that its lock remembers; `today` is the day to note, as
/// `YYYY-MM-DD`.
///
/// # Errors
///
/// If the catalog would have errors after the merge.
pub fn sync(
    loaded: &Loaded,
    page: &Page,
    given: &RustNames,
    removal: Removal,
    today: &str,
) -> Result<Merge, EditError> {
    let changes = compare_with_page(&loaded.catalog, page);
    let merged = Merger::new(loaded, page, given, removal, today).merge(&changes)?;
    Ok(Merge {
        left: compare_with_page(&merged.catalog, page),
        text: merged.source.text,
        changes,
        catalog: merged.catalog,
    })
}
