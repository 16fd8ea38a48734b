//! Finds the facts in a document, whatever form the page had.
//!
//! [`walk`] goes through the blocks and notes every mention of an error, type, status or close code; [`merge`] makes
//! one fact of all mentions of a thing.

use api_error_catalog_model::Source;
use api_error_catalog_model::model::Hint;

use crate::read::document::Document;
use crate::read::page::Page;
use crate::read::texts::PageTexts;

mod advice;
mod bodies;
mod contacts;
mod grid;
mod header_row;
mod hint_guide;
mod labels;
mod lead_rules;
mod leads;
mod lists;
mod mention;
mod merge;
mod opening;
mod plan;
mod section;
mod tables;
mod walk;

pub use bodies::{BodyFields, body_fields};

/// Finds the facts, as the hints say.
pub(crate) fn interpret(source: Source, document: Document, hints: &[Hint]) -> Page {
    let contacts = contacts::find(&document);
    let walked = walk::walk(&document, hints);
    Page {
        texts: PageTexts::new(document),
        ..merge::merge(source, walked, contacts)
    }
}
