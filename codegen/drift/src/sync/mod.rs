//! A newer page, merged into a catalog: what is on the wire follows the page, every word of the catalog's own stays.
//!
//! `places.rs` finds where things stand, `plan.rs` and `types.rs` turn the differences into edits of the text, `names.rs`
//! names what is new, `write.rs` words it, `edit.rs` makes the edits. What comes out is loaded again and held against the
//! page, so that a merge either agrees with the page or is told to be impossible.

mod names;
mod places;
mod plan;
mod types;

use api_error_catalog_model::outline::outline;
use api_error_catalog_model::{Catalog, Report, Source, load};

use crate::{Change, Given, against_page};
use api_error_catalog_model::edit::bytes::apply;
use api_error_catalog_pages::{Found, Page};
use names::NewNames;
use places::Places;
use plan::Plan;
use std::collections::BTreeSet;

/// What becomes of an error that is no longer on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// It stays, marked as deprecated.
    Deprecate,
    /// It is taken out.
    Drop,
}

/// A merge.
#[derive(Debug)]
pub struct Merged {
    /// The catalog's new text.
    pub text: String,
    /// What was merged.
    pub changes: Vec<Change>,
    /// What is left for a person to do: differences that could not be merged.
    pub left: Vec<Change>,
    /// The catalog that the new text is.
    pub catalog: Catalog,
}

/// Why nothing could be merged.
#[derive(Debug)]
#[non_exhaustive]
pub enum SyncError {
    /// The catalog is not in order.
    Catalog(Box<Report>),
    /// The merged text would not be in order; nothing is lost, and the fault is this program's.
    Merge(Box<Report>),
}

impl std::fmt::Display for SyncError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            SyncError::Catalog(report) => write!(f, "the catalog is not in order\n{report}"),
            SyncError::Merge(report) => write!(
                f,
                "the page cannot be merged; mend the catalog by hand\n{report}"
            ),
        }
    }
}

impl std::error::Error for SyncError {}

/// Merges a page into a catalog. `given` are the names in Rust that its lock remembers; `today` is the day to note, as
/// `YYYY-MM-DD`.
///
/// # Errors
///
/// Where the catalog is not in order, or would not be.
pub fn sync(
    source: &Source,
    page: &Page,
    given: &Given,
    gone: Gone,
    today: &str,
) -> Result<Merged, SyncError> {
    let catalog = load(source).map_err(|report| SyncError::Catalog(Box::new(report)))?;
    let changes = against_page(&catalog, page);
    let outline = outline(source);
    let places = Places::new(&catalog, &outline, page);
    let names = NewNames::new(&catalog, given, places.new_errors(page));
    let plan = Plan {
        text: &source.text,
        outline: &outline,
        catalog: &catalog,
        page,
        gone,
        today,
        given,
        places,
        names,
    };
    let text = apply(&source.text, plan.edits(&changes));
    let merged: Catalog = load(&Source::new(source.name.clone(), text.as_str()))
        .map_err(|report| SyncError::Merge(Box::new(report)))?;
    let left = against_page(&merged, page);
    Ok(Merged {
        text,
        changes,
        left,
        catalog: merged,
    })
}

fn values<T: Copy + Ord>(found: &[Found<T>]) -> Vec<T> {
    let values: BTreeSet<T> = found.iter().map(|found| found.value).collect();
    values.into_iter().collect()
}
