//! Writes a catalog as a page for people or as a document for other tools.
//!
//! | file | holds |
//! |---|---|
//! | `markdown/` | the Markdown page, and its own reader |
//! | `html/`, `model.rs` | HTML pages by templates, and the data that a template gets |
//! | `openapi.rs`, `openapi_3_0.rs`, `schema.rs` | an OpenAPI document, its older version, and envelopes as JSON Schema |
//! | `sample.rs` | JSON bodies that show the format of an error |
//! | `inline.rs` | text inside Markdown |

pub mod html;
pub mod inline;
pub mod markdown;
mod model;
pub mod openapi;
mod openapi_3_0;
mod sample;
mod schema;
