//! `http`: header maps, statuses and responses.

use alloc::vec::Vec;

use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use crate::engine::headers::Headers;
use crate::engine::response::ErrorResponse;

#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str().ok()
    }
}

/// The status, the headers that the catalog names, and the body. If there is no status, it is the default
/// status of the error's category: [`Category::default_status`](crate::Category::default_status).
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl From<ErrorResponse<'_>> for Response<Vec<u8>> {
    fn from(error: ErrorResponse<'_>) -> Self {
        let headers = error.headers().into_iter().filter_map(|(name, value)| {
            // What cannot be a header was none when it came, so nothing is lost.
            let name = HeaderName::try_from(name).ok()?;
            Some((name, HeaderValue::try_from(value).ok()?))
        });
        let headers = headers.collect();
        let status = error.status().unwrap_or(error.category().default_status());
        let mut response = Response::new(error.into_body());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *response.headers_mut() = headers;
        response
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl ErrorResponse<'_> {
    /// Returns the HTTP status it came with.
    #[must_use]
    #[inline]
    pub fn status_code(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.status()?).ok()
    }
}

/// Converts an error from and to the types of `http`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_http {
    ($Error:ident) => {
        impl $Error {
            /// Decodes a response whose body was read to its end.
            #[must_use]
            #[inline]
            pub fn from_response<B: ::core::convert::Into<$crate::__runtime::Vec<u8>>>(
                response: $crate::__runtime::http::Response<B>,
            ) -> Self {
                $crate::CatalogError::from_response(response)
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

        /// The response as the documentation has it, or as it was received. If it has no status, it gets
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
