//! What programs use: the error type, its kinds and codes, and what they say.

pub(crate) mod api_error;
pub(crate) mod build_error;
pub(crate) mod builder;
pub(crate) mod catalog_response;
mod check;
pub(crate) mod code;
pub(crate) mod details;
mod draft;
mod embedded;
pub(crate) mod error;
pub(crate) mod error_args;
pub(crate) mod error_item;
pub(crate) mod error_stream;
mod error_type;
mod fields;
pub(crate) mod inner;
pub(crate) mod json;
pub(crate) mod kind;
pub(crate) mod parts;
pub(crate) mod problem;
mod retry;
pub(crate) mod retry_policy;
mod serialize;
pub(crate) mod support;
pub(crate) mod value;
pub(crate) mod violations;
