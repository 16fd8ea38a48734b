//! The draft of a catalog: plain data without contradictions, so that it loads without edits.

use api_error_catalog_core::table::CodeType;
use api_error_catalog_core::{Category, RetryAdvice};
use api_error_catalog_model::model::Detail;
use api_error_catalog_pages::{Fact, ReferenceFacts};

use super::descriptions::Description;
use super::envelope::Wire;
use super::identities::Identity;
use super::limits::Limit;
use super::summary::LeftOut;

/// The draft of a catalog.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) support: Vec<Fact<String>>,
    pub(super) code_type: CodeType,
    pub(super) wire: Wire,
    pub(super) types: Vec<DraftType>,
    pub(super) errors: Vec<DraftError>,
    pub(super) statuses: Vec<DraftNumber>,
    pub(super) close_codes: Vec<DraftNumber>,
    pub(super) left_out: Vec<LeftOut>,
    /// Follows the lines of its examples in comments: ` of the page`.
    pub(super) shown: &'static str,
}

/// A type that groups errors.
#[derive(Debug)]
pub(super) struct DraftType {
    pub(super) name: String,
    pub(super) statuses: Vec<u16>,
    pub(super) description: Description,
    pub(super) doubts: Vec<String>,
}

/// An error.
#[derive(Debug, Default)]
pub(super) struct DraftError {
    pub(super) key: String,
    pub(super) rust_name: Option<String>,
    pub(super) identities: Vec<Identity>,
    /// The WebSocket message that identifies it, as a pattern.
    pub(super) websocket: Option<String>,
    pub(super) error_type: Option<String>,
    pub(super) description: Description,
    pub(super) causes: Vec<String>,
    pub(super) solutions: Vec<String>,
    pub(super) limits: Vec<Limit>,
    pub(super) details: Vec<Detail>,
    /// The advice on retrying.
    pub(super) retry: Option<RetryAdvice>,
    /// Its category, unless it is that of its status.
    pub(super) category: Option<Category>,
    /// What only reference pages state.
    pub(super) reference: ReferenceFacts,
    /// Comments on what is unsure.
    pub(super) doubts: Vec<String>,
    /// Comments on statements of the page for which the format has no key.
    pub(super) notes: Vec<String>,
}

/// An HTTP status or a close code.
#[derive(Debug)]
pub(super) struct DraftNumber {
    pub(super) number: u16,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) action: Option<String>,
    pub(super) doubts: Vec<String>,
}
