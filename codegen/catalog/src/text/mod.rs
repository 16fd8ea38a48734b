//! The catalog's text: parsing, the file's structs, lowering to the model, and positions.

mod embedded;
pub(crate) mod file;
pub(crate) mod lower;
pub(crate) mod open;
mod ordered_json;
mod pattern;
#[cfg(feature = "schema")]
pub(crate) mod schema;
#[cfg(feature = "schema")]
mod schema_parts;
pub mod source;
pub mod source_map;
mod template;
mod violations;
pub(crate) mod yaml;
