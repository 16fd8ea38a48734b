//! Finds the facts in a document, whatever form the page had.
//!
//! [`walk`] goes through the blocks and notes every mention of an error, type, status or close code; [`merge`] makes
//! one fact of all mentions of a thing.

use api_error_catalog_model::Source;
use api_error_catalog_model::model::Hint;

use crate::page::Page;
use crate::read::document::{Block, Document};
use crate::read::texts::PageTexts;

mod account;
mod advice;
mod bodies;
mod contacts;
mod doubts;
mod grid;
mod header_row;
mod hint_guide;
mod labels;
mod lead_profile;
mod lead_rules;
mod leads;
mod lists;
mod mention;
mod merge;
mod opening;
mod plan;
mod samples;
mod section;
mod suggest;
mod tables;
mod walk;

pub use bodies::{BodyFields, body_fields};
#[cfg(feature = "fit")]
pub use grid::{try_weights, weights};

/// Finds the facts, as the hints say.
pub(crate) fn interpret(source: Source, mut document: Document, hints: &[Hint]) -> Page {
    samples::open(&mut document);
    document.blocks.iter_mut().for_each(Block::remove_symbols);
    let contacts = contacts::find(&document);
    let walked = walk::walk(&document, hints);
    let mut page = merge::merge(source, walked, contacts);
    let account = account::settle(&mut page, &document);
    // Hints say how the page is read, so there is nothing to doubt.
    if hints.is_empty() {
        doubts::find(&mut page, account);
    }
    Page {
        texts: PageTexts::new(document),
        ..page
    }
}
