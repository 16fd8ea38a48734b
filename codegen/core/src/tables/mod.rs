//! The tables that generated code consists of: plain data, and the lookups by position that need nothing else.

pub(crate) mod argument;
pub(crate) mod catalog;
pub(crate) mod category;
pub(crate) mod code_map;
pub mod envelope;
pub(crate) mod error;
pub(crate) mod form;
pub mod packed;
pub(crate) mod pattern;
pub(crate) mod retry;
pub mod rules;
pub mod source;
