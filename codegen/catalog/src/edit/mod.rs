//! Changes of a catalog's text, and new text for one.

pub mod bytes;
pub mod entry;
pub mod scalar;
pub mod yaml;
