//! The engine: decodes a response to its fields, identifies the documented error, and encodes bodies.

pub(crate) mod body;
mod close;
pub(crate) mod date;
pub(crate) mod decode;
pub(crate) mod delay;
pub(crate) mod encode;
mod field_text;
pub(crate) mod frames;
pub(crate) mod headers;
pub(crate) mod identify;
pub(crate) mod items;
pub(crate) mod json_parts;
pub(crate) mod leaves;
pub mod lookup;
mod members;
pub(crate) mod notation;
mod pattern;
mod quote;
pub(crate) mod resolution;
pub(crate) mod response;
pub(crate) mod rules;
pub(crate) mod scan;
pub(crate) mod stream;
mod success;
pub(crate) mod text;
#[cfg(any(feature = "build", feature = "record"))]
#[cfg_attr(not(feature = "build"), allow(unreachable_pub))]
pub mod tokens;
pub(crate) mod validate;
pub(crate) mod view;
