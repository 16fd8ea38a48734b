//! The runtime of [`api-error-catalog`](https://docs.rs/api-error-catalog), on which generated code is based.
//!
//! A catalog of an API's errors is turned into an enum and static [`table`]s. This crate contains the
//! engine that works on those tables: it decodes a response, identifies the documented error,
//! keeps every byte that was received, and encodes responses in the documented shape.
//!
//! It has three layers: `api/` uses `engine/`, and both use `tables/`.
//!
//! | directory | holds |
//! |---|---|
//! | `tables/` | the data that generated code consists of: catalogs, errors, envelopes, the hash over the codes |
//! | `engine/` | `scan.rs`, `text.rs`, `tokens.rs`: bytes to JSON values and tokens; `validate.rs`: strict JSON; `view/`: bodies in other notations to JSON; `leaves.rs`, `decode.rs`: values to fields; `headers.rs`, `field_text.rs`: fields from headers and messages; `delay.rs`, `date.rs`: delays; `identify.rs`, `rules.rs`, `success.rs`: fields to an error; `lookup/`: codes to positions; `pattern.rs`: messages and codes with arguments; `encode.rs`: fields to a body; `response.rs`, `items.rs`: a decoded response, and its list of errors; `frames.rs`, `stream.rs`: the errors in a stream |
//! | `api/` | [`CatalogError`] and the types that implement it, [`ErrorKind`], [`ErrorCode`], and their methods: retries, details, problem details, support reports |
//! | `generated.rs`, `typed.rs`, `construct.rs` | the interface for generated code: its macros, and a hidden module with every name that they use |
//! | `record/`, `with/` | undocumented responses, appended to a file; integrations with other crates, each behind its feature |
//!
//! Code that nearly every program uses is compiled here, once. Rarely used code, such as trait methods, is `#[inline]`: it is
//! compiled in the crates that call it, so that a cold build does not wait for it.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod api;
mod construct;
mod engine;
mod generated;
#[cfg(feature = "record")]
pub mod record;
mod tables;
mod typed;
mod with;

pub use api::api_error::ApiError;
pub use api::build_error::{BuildError, BuildProblem};
pub use api::builder::Builder;
pub use api::catalog_response::CatalogResponse;
pub use api::code::ErrorCode;
pub use api::details::{ArgValues, Details, DetailsObject, Members, MembersWriter, MessageArgs};
pub use api::error::{CatalogError, ErrorCatalog, HttpStatus};
pub use api::error_args::ErrorArgs;
pub use api::error_item::ErrorItem;
pub use api::error_stream::ErrorStream;
pub use api::json::{Json, ParseJsonError};
pub use api::kind::{AllKinds, ErrorKind, ParseKindError};
pub use api::parts::ErrorParts;
pub use api::problem::ProblemDetails;
pub use api::retry_policy::RetryPolicy;
pub use api::value::{Decimal, ParseDecimalError, Value};
pub use api::violations::Violation;
pub use engine::frames::StreamFormat;
pub use engine::headers::Headers;
pub use engine::items::ResponseItem;
pub use engine::lookup;
pub use engine::resolution::{Resolution, Transport, UnresolvedReason};
pub use engine::response::ErrorResponse;
pub use engine::stream::{MAX_EVENT, ResponseStream, StreamErrors};
pub use tables::category::{Category, Fault};
pub use tables::form::Form;
pub use tables::pattern::{Pattern, Piece};
pub use tables::retry::{RetryAdvice, RetryStrategy};
pub use tables::{envelope, packed, rules, source};
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
pub use with::response::BlockingResponse;
#[cfg(any(feature = "reqwest", feature = "reqwest-0-12"))]
pub use with::response::{ClientResponse, MAX_BODY};

#[doc(hidden)]
#[cfg(feature = "build")]
pub use engine::tokens as __tokens;
#[doc(hidden)]
pub use generated::__runtime;

/// The tables of a catalog, and the facts about its errors in them.
pub mod table {
    pub use crate::tables::argument::{Detail, ValueType};
    pub use crate::tables::catalog::{
        Catalog, CloseCodeInfo, CodeType, Identity, Sensitive, Source, StatusInfo, Support,
        TypeInfo,
    };
    pub use crate::tables::error::{ErrorInfo, Limit, More};
    #[doc(hidden)]
    pub use crate::tables::retry::{RetryField, RetryNumber, RetryValue};
}
