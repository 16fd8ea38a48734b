//! `tonic`: the statuses of gRPC calls.
//!
//! A status is decoded as the HTTP response that reports the same error: with the HTTP status of its code, with its code,
//! message and metadata as headers, and with the JSON of `google.rpc.Status` as the body (AIP-193). So one catalog is right for
//! both transports of an API.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use http::HeaderMap;
use tonic::metadata::MetadataMap;
use tonic::{Code, Status};
use tonic_types::{ErrorDetail, ErrorDetails, StatusExt};

use super::http::header_map;
use crate::engine::encode::{object, string};
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::tables::catalog::Catalog;

/// Every code of an error with its name and its HTTP status, from `google/rpc/code.proto`. If several codes
/// have one HTTP status, the first is that of an error with this status.
const CODES: [(Code, &str, u16); 16] = [
    (Code::InvalidArgument, "INVALID_ARGUMENT", 400),
    (Code::FailedPrecondition, "FAILED_PRECONDITION", 400),
    (Code::OutOfRange, "OUT_OF_RANGE", 400),
    (Code::Unauthenticated, "UNAUTHENTICATED", 401),
    (Code::PermissionDenied, "PERMISSION_DENIED", 403),
    (Code::NotFound, "NOT_FOUND", 404),
    (Code::Aborted, "ABORTED", 409),
    (Code::AlreadyExists, "ALREADY_EXISTS", 409),
    (Code::ResourceExhausted, "RESOURCE_EXHAUSTED", 429),
    (Code::Cancelled, "CANCELLED", 499),
    (Code::Internal, "INTERNAL", 500),
    (Code::Unknown, "UNKNOWN", 500),
    (Code::DataLoss, "DATA_LOSS", 500),
    (Code::Unimplemented, "UNIMPLEMENTED", 501),
    (Code::Unavailable, "UNAVAILABLE", 503),
    (Code::DeadlineExceeded, "DEADLINE_EXCEEDED", 504),
];

/// The headers that a status itself has. All others are its metadata.
const OWN_HEADERS: [&str; 4] = [
    "grpc-status",
    "grpc-message",
    "grpc-status-details-bin",
    "content-type",
];

#[cfg_attr(docsrs, doc(cfg(feature = "tonic")))]
impl<'t> ErrorResponse<'t> {
    /// Decodes the status of a gRPC call by a catalog. The body is the JSON that states the same error over HTTP.
    #[must_use]
    pub fn from_grpc_status(catalog: &'t Catalog<'t>, status: &Status) -> ErrorResponse<'t> {
        let (name, http) = name_and_status(status.code());
        let mut headers = HeaderMap::new();
        // Without a message that can be a header, the message in the body remains.
        let _ = status.add_header(&mut headers);
        let details = status.get_error_details_vec();
        let details: Vec<String> = details.iter().filter_map(detail).collect();
        let body = object(
            [
                ("code", &*format!("{http}")),
                ("message", &string(status.message())),
                ("status", &string(name)),
                ("details", &list(&details)),
            ]
            .into_iter(),
        );
        let body = object([("error", body.as_str())].into_iter());
        ErrorResponse::new(catalog, Transport::Http(Some(http)), &headers, body.into())
    }

    /// Returns the status of a gRPC call that reports this error.
    ///
    /// Its code is that of the error if it is one of gRPC, otherwise that for the HTTP status. Its details state the sub-code or
    /// the code as the reason, the delay, and the violations. The headers that the catalog names are its metadata.
    #[must_use]
    pub fn to_grpc_status(&self) -> Status {
        let sent = self.code_text().unwrap_or_default();
        let own = CODES
            .into_iter()
            .find(|(code, name, _)| name.eq_ignore_ascii_case(sent) || is_number(*code, sent));
        let http = self.status().unwrap_or(self.category().default_status());
        let code = own.map_or(code_of_status(http), |(code, ..)| code);
        let reason = self
            .field("subcode")
            .or(Some(sent).filter(|_| own.is_none()));
        let mut details = ErrorDetails::new();
        if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
            let none = <[(String, String); 0]>::default();
            details.set_error_info(reason, self.catalog().name, none);
        }
        if let Some(delay) = self.retry_after() {
            details.set_retry_info(Some(delay));
        }
        for violation in self.violations() {
            details.add_bad_request_violation(violation.field, violation.message);
        }
        let mut headers = header_map(self.headers());
        for name in OWN_HEADERS {
            headers.remove(name);
        }
        let message = self.message().unwrap_or(code.description());
        let metadata = MetadataMap::from_headers(headers);
        if has_details(&details) {
            Status::with_error_details_and_metadata(code, message, details, metadata)
        } else {
            Status::with_metadata(code, message, metadata)
        }
    }
}

fn has_details(details: &ErrorDetails) -> bool {
    details.error_info().is_some()
        || details.retry_info().is_some()
        || details.bad_request().is_some()
}

/// Returns `true` if this text is the number of the code.
fn is_number(code: Code, text: &str) -> bool {
    text.parse() == Ok(i32::from(code))
}

fn name_and_status(code: Code) -> (&'static str, u16) {
    let known = CODES.into_iter().find(|(known, ..)| *known == code);
    known.map_or(("OK", 200), |(_, name, status)| (name, status))
}

fn code_of_status(status: u16) -> Code {
    let known = CODES.into_iter().find(|(_, _, http)| *http == status);
    match (known, status) {
        (Some((code, ..)), _) => code,
        (None, 400..=499) => Code::FailedPrecondition,
        (None, _) => Code::Unknown,
    }
}

/// Returns a detail in the JSON form of its protobuf message; `None` for one of a type that is unknown here.
fn detail(detail: &ErrorDetail) -> Option<String> {
    let (name, members) = match detail {
        ErrorDetail::ErrorInfo(info) => {
            let mut members = strings([("reason", &info.reason), ("domain", &info.domain)]);
            members.push(("metadata", map(&info.metadata)));
            ("ErrorInfo", members)
        }
        ErrorDetail::RetryInfo(info) => {
            let delay = info.retry_delay.map(|delay| ("retryDelay", seconds(delay)));
            ("RetryInfo", delay.into_iter().collect())
        }
        ErrorDetail::BadRequest(request) => {
            let violations = objects(&request.field_violations, |one| {
                strings([("field", &one.field), ("description", &one.description)])
            });
            ("BadRequest", Vec::from([("fieldViolations", violations)]))
        }
        _ => return further_detail(detail),
    };
    Some(typed(name, &members))
}

/// Returns a detail that few catalogs have a place for.
#[cold]
fn further_detail(detail: &ErrorDetail) -> Option<String> {
    let (name, members) = match detail {
        ErrorDetail::QuotaFailure(failure) => {
            let violations = objects(&failure.violations, |one| {
                strings([("subject", &one.subject), ("description", &one.description)])
            });
            ("QuotaFailure", Vec::from([("violations", violations)]))
        }
        ErrorDetail::PreconditionFailure(failure) => {
            let violations = objects(&failure.violations, |one| {
                let texts = [("subject", &one.subject), ("description", &one.description)];
                [strings([("type", &one.r#type)]), strings(texts)].concat()
            });
            (
                "PreconditionFailure",
                Vec::from([("violations", violations)]),
            )
        }
        ErrorDetail::RequestInfo(info) => {
            let texts = [
                ("requestId", &info.request_id),
                ("servingData", &info.serving_data),
            ];
            ("RequestInfo", strings(texts))
        }
        ErrorDetail::ResourceInfo(info) => {
            let texts = [
                ("resourceType", &info.resource_type),
                ("resourceName", &info.resource_name),
                ("owner", &info.owner),
                ("description", &info.description),
            ];
            ("ResourceInfo", strings(texts))
        }
        ErrorDetail::Help(help) => {
            let links = objects(&help.links, |one| {
                strings([("description", &one.description), ("url", &one.url)])
            });
            ("Help", Vec::from([("links", links)]))
        }
        ErrorDetail::LocalizedMessage(message) => {
            let texts = [("locale", &message.locale), ("message", &message.message)];
            ("LocalizedMessage", strings(texts))
        }
        ErrorDetail::DebugInfo(info) => {
            let entries: Vec<String> = info.stack_entries.iter().map(|one| string(one)).collect();
            let mut members = strings([("detail", &info.detail)]);
            members.push(("stackEntries", list(&entries)));
            ("DebugInfo", members)
        }
        _ => return None,
    };
    Some(typed(name, &members))
}

/// Returns an object with a type URL, as protobuf writes a message of any type.
fn typed(name: &str, members: &[(&str, String)]) -> String {
    let url = string(&format!("type.googleapis.com/google.rpc.{name}"));
    let members = members.iter().map(|(name, json)| (*name, json.as_str()));
    object([("@type", url.as_str())].into_iter().chain(members))
}

/// Returns members whose values are texts.
fn strings<const N: usize>(texts: [(&'static str, &String); N]) -> Vec<(&'static str, String)> {
    let members = texts.into_iter().map(|(name, text)| (name, string(text)));
    members.collect()
}

/// Returns a list of objects.
fn objects<T>(items: &[T], members: impl Fn(&T) -> Vec<(&'static str, String)>) -> String {
    let objects: Vec<String> = items
        .iter()
        .map(|item| {
            let members = members(item);
            object(members.iter().map(|(name, json)| (*name, json.as_str())))
        })
        .collect();
    list(&objects)
}

/// Returns an object with the entries of a map, in the order of their names.
fn map<'m>(entries: impl IntoIterator<Item = (&'m String, &'m String)>) -> String {
    let mut entries: Vec<(&str, String)> = entries
        .into_iter()
        .map(|(name, text)| (name.as_str(), string(text)))
        .collect();
    entries.sort_unstable();
    object(entries.iter().map(|(name, json)| (*name, json.as_str())))
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

/// Returns a duration in the JSON form of protobuf: `34.4s`.
fn seconds(delay: Duration) -> String {
    let fraction = format!("{:09}", delay.subsec_nanos());
    match fraction.trim_end_matches('0') {
        "" => format!("\"{}s\"", delay.as_secs()),
        fraction => format!("\"{}.{fraction}s\"", delay.as_secs()),
    }
}

/// Converts an error from and to the status of a gRPC call.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_tonic {
    ($Error:ident) => {
        impl $Error {
            /// Decodes the status of a gRPC call. It is decoded as the HTTP response that reports the same error: with the HTTP
            /// status of its code, its code, message and metadata as headers, and the JSON of `google.rpc.Status` as the body.
            #[must_use]
            #[inline]
            pub fn from_grpc_status(status: &$crate::__runtime::tonic::Status) -> Self {
                <Self as $crate::CatalogError>::from_grpc_status(status)
            }
        }

        impl ::core::convert::From<$crate::__runtime::tonic::Status> for $Error {
            #[inline]
            fn from(status: $crate::__runtime::tonic::Status) -> Self {
                <Self as $crate::CatalogError>::from_grpc_status(&status)
            }
        }

        /// Converts the error to a status with the code of the error, or with that for its HTTP status.
        impl ::core::convert::From<$Error> for $crate::__runtime::tonic::Status {
            #[inline]
            fn from(error: $Error) -> Self {
                error.to_grpc_status()
            }
        }
    };
}
