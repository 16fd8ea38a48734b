//! The catalog's text: parsing, the file's structs, lowering to the model, and positions.

pub(crate) mod broken;
pub(crate) mod file;
pub(crate) mod lower;
pub(crate) mod open;
pub mod outline;
#[cfg(feature = "schema")]
pub(crate) mod schema;
pub mod source;
pub mod source_map;
pub(crate) mod yaml;
