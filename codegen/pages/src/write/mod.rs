//! A catalog → a page for people, or a document for other tools.

pub mod html;
pub mod inline;
pub mod markdown;
mod model;
pub mod openapi;
mod sample;
mod schema;
