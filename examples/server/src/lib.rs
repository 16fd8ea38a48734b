//! A service that keeps notes in a directory. Its errors come from `notes.yaml`.
//!
//! | module | holds |
//! |---|---|
//! | [`notes`] | the error type, generated from the catalog |
//! | `errors.rs` | how other errors become errors of the catalog |
//! | `store.rs` | the notes, and all that can go wrong with them |
//! | `routes.rs` | the routes, and how an error is sent and logged |
#![deny(missing_docs, unused_qualifications, clippy::nursery, clippy::pedantic)]

mod errors;
mod routes;
mod store;

use api_error_catalog::ApiErrorCatalog;

pub use routes::serve;
pub use store::{Limits, Note, Store};

/// The catalog of the service's errors.
#[derive(ApiErrorCatalog)]
#[catalog(path = "notes.yaml", module = notes)]
pub struct Notes;
