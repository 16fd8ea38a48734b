//! Runtime of [`api-error-catalog`](https://docs.rs/api-error-catalog): what generated code stands on.
//!
//! A catalog of an API's errors is turned into an enum and static [`table`]s. This crate holds the one
//! engine that reads those tables: it finds the envelope in a response, resolves which documented error
//! it is, keeps every byte that was received, and writes answers in the documented form.
//!
//! | file | holds |
//! |---|---|
//! | `table.rs`, `packed.rs` | the tables that generated code consists of |
//! | `envelope.rs` | how a body is laid out: for reading and for writing |
//! | `lookup/` | text of a code → its place in the table, by a perfect hash |
//! | `scan.rs`, `text.rs` | bytes → JSON values, as far as they go; strings → text |
//! | `decode.rs`, `identify.rs` | values → fields; fields → which error |
//! | `headers.rs`, `date.rs` | which headers are kept; how long they say to wait |
//! | `encode.rs` | fields → body |
//! | `decoded.rs`, `resolution.rs`, `inside.rs` | an answer held against a catalog whose errors are known by their place |
//! | `error.rs`, `builder.rs` | [`Error`], one pointer wide, and how to make one |
//! | `support.rs` | what is said of an error: `Display`, `Debug`, what support asks for |
//! | `kind.rs`, `code.rs` | [`ErrorKind`]: which documented error; [`ErrorCode`]: what was sent |
//! | `class.rs`, `retry.rs` | what to do about an error |
//! | `record/` | undocumented answers, appended to a file |
//! | `problem.rs`, `with/` | other forms, and other crates: each behind the feature of its name |
//! | `pattern.rs`, `details.rs`, `value.rs` | documented messages with parameters, typed details, violations |
//!
//! What nearly every program uses is compiled here, once. What few use is `#[inline]`, trait methods among it: it is compiled in
//! the crates that call it, so that a build from nothing does not wait for it.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod api_error;
mod builder;
mod class;
mod code;
mod date;
mod decode;
mod decoded;
mod details;
mod encode;
pub mod envelope;
mod error;
mod headers;
mod identify;
mod inside;
mod kind;
pub mod lookup;
pub mod packed;
mod pattern;
mod problem;
#[cfg(feature = "record")]
pub mod record;
mod resolution;
mod retry;
mod scan;
mod support;
pub mod table;
mod text;
mod value;
mod with;

pub use api_error::ApiError;
pub use builder::Builder;
pub use class::{Class, Fault};
pub use code::ErrorCode;
pub use decoded::Decoded;
pub use details::{Details, Members, MembersWriter, MessageParameters, Parameters, Violation};
pub use error::Error;
pub use headers::Headers;
pub use kind::{ErrorCatalog, ErrorKind, UnknownName};
pub use pattern::{Pattern, Piece};
pub use resolution::{Resolution, Transport, Unresolved};
pub use retry::{Retry, RetryWhen};
pub use value::{Decimal, Json, NoDecimal, Value};
#[cfg(feature = "reqwest")]
pub use with::MAX_BODY;

/// What generated code names; not for people, and not covered by the version's promise.
#[doc(hidden)]
pub mod __private {
    pub use crate::class::Class;
    pub use crate::code::ErrorCode;
    pub use crate::details::{Details, Members, MembersWriter, MessageParameters, Parameters};
    pub use crate::envelope::{Default, Field, Member, Node, Reads, Shape, Template, Type};
    pub use crate::error::Error;
    pub use crate::kind::{ErrorKind, deserialize_kind};
    pub use crate::lookup::{CodeMap, Words};
    pub use crate::packed::{Errors, Group, Placed, Row};
    pub use crate::pattern::{Pattern, Piece};
    pub use crate::retry::{Retry, RetryWhen};
    pub use crate::table::{
        Catalog, CloseCodeInfo, CodeForm, Identity, Limit, More, Sensitive, Source, StatusInfo,
        Support, TypeInfo,
    };
    pub use crate::value::{Decimal, Json};
    pub use crate::{
        __implement_kind as implement_kind, __implement_own_kind as implement_own_kind,
        __stand_in_for_kind as stand_in_for_kind,
    };
    pub use alloc::{string::String, vec::Vec};
    pub use core;
    pub use serde;
}
