//! `axum-core`: errors as responses, so that handlers can use `?`.

use alloc::vec::Vec;

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};

use crate::api::problem::ProblemDetails;
use crate::engine::response::ErrorResponse;

/// Responds with the status, headers and body of the documented or received response. If it has no status, the default status of
/// the error's category is sent.
#[cfg_attr(docsrs, doc(cfg(feature = "axum-core")))]
impl IntoResponse for ErrorResponse<'_> {
    fn into_response(self) -> Response {
        http::Response::<Vec<u8>>::from(self).map(Body::from)
    }
}

/// Responds with `application/problem+json`.
#[cfg_attr(docsrs, doc(cfg(feature = "axum-core")))]
impl IntoResponse for ProblemDetails {
    fn into_response(self) -> Response {
        http::Response::<Vec<u8>>::from(self).map(Body::from)
    }
}

/// Implements `IntoResponse` for an error type.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_axum {
    ($Error:ident) => {
        /// Lets a handler return an error with `Err(acme::VoiceNotFound)?`.
        impl $crate::__runtime::axum_core::response::IntoResponse for $Error {
            #[inline]
            fn into_response(self) -> $crate::__runtime::axum_core::response::Response {
                $crate::__runtime::axum_core::response::IntoResponse::into_response(
                    self.0.into_response(),
                )
            }
        }
    };
}
