//! `http`: header maps, statuses and responses.

use alloc::vec::Vec;

use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use crate::api::problem::ProblemDetails;
use crate::engine::headers::Headers;
use crate::engine::response::ErrorResponse;

#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str().ok()
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl ErrorResponse<'_> {
    /// Returns the HTTP status.
    #[must_use]
    #[inline]
    pub fn status_code(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.status()?).ok()
    }
}

/// Converts the status, the headers that the catalog names, and the body. Without a status, the response has the
/// [default status](crate::Category::default_status) of the error's category.
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl From<ErrorResponse<'_>> for Response<Vec<u8>> {
    fn from(error: ErrorResponse<'_>) -> Self {
        let status = error.status().unwrap_or(error.category().default_status());
        let headers = header_map(error.headers());
        response(status, headers, error.into_body())
    }
}

/// Converts the status, the headers and the body of the problem details.
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl From<ProblemDetails> for Response<Vec<u8>> {
    fn from(problem: ProblemDetails) -> Self {
        response(problem.status, header_map(problem.headers), problem.body)
    }
}

/// Omits values that cannot be headers. They were not headers when they were received, so nothing is lost.
pub(super) fn header_map<N, V>(headers: impl IntoIterator<Item = (N, V)>) -> HeaderMap
where
    HeaderName: TryFrom<N>,
    HeaderValue: TryFrom<V>,
{
    let headers = headers.into_iter().filter_map(|(name, value)| {
        let name = HeaderName::try_from(name).ok()?;
        Some((name, HeaderValue::try_from(value).ok()?))
    });
    headers.collect()
}

fn response(status: u16, headers: HeaderMap, body: Vec<u8>) -> Response<Vec<u8>> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(body);
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    response
}

/// Converts an error from and to the types of `http`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_http {
    ($Error:ident) => {
        impl $Error {
            /// Decodes a response with its complete body.
            #[must_use]
            #[inline]
            pub fn from_response<B: ::core::convert::Into<$crate::__runtime::Vec<u8>>>(
                response: $crate::__runtime::http::Response<B>,
            ) -> Self {
                $crate::CatalogError::from_response(response)
            }

            /// Decodes a response with its complete body, and returns `None` if it is not an error. It is an error if its status
            /// is at least 400, or if the catalog states that such a response is one.
            #[must_use]
            #[inline]
            pub fn try_from_response<B: ::core::convert::AsRef<[u8]>>(
                response: &$crate::__runtime::http::Response<B>,
            ) -> ::core::option::Option<Self> {
                $crate::CatalogError::try_from_response(response)
            }
        }

        impl<B: ::core::convert::Into<$crate::__runtime::Vec<u8>>>
            ::core::convert::From<$crate::__runtime::http::Response<B>> for $Error
        {
            #[inline]
            fn from(response: $crate::__runtime::http::Response<B>) -> Self {
                $Error::from_response(response)
            }
        }

        /// Converts the documented or received response. If it has no status, it gets
        /// the default status of the error's category.
        impl ::core::convert::From<$Error>
            for $crate::__runtime::http::Response<$crate::__runtime::Vec<u8>>
        {
            #[inline]
            fn from(error: $Error) -> Self {
                ::core::convert::From::from(error.0.into_response())
            }
        }
    };
}
