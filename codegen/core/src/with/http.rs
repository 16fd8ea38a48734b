//! `http`: header maps, statuses and responses.

use alloc::vec::Vec;

use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use crate::api::error::Error;
use crate::api::kind::ErrorKind;
use crate::engine::headers::Headers;

#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str().ok()
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl<K: ErrorKind> Error<K> {
    /// Reads a response whose body is there as a whole.
    #[must_use]
    pub fn from_response<B: Into<Vec<u8>>>(response: Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self::from_parts(parts.status.as_u16(), &parts.headers, body)
    }

    /// The HTTP status it came with.
    #[must_use]
    pub fn status_code(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.status()?).ok()
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl<K: ErrorKind, B: Into<Vec<u8>>> From<Response<B>> for Error<K> {
    fn from(response: Response<B>) -> Self {
        Self::from_response(response)
    }
}

/// The status, the headers that the catalog names, and the body. Where there is no status, it is the one that is
/// usual for the error's category: [`Category::default_status`](crate::Category::default_status).
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl<K: ErrorKind> From<Error<K>> for Response<Vec<u8>> {
    fn from(error: Error<K>) -> Self {
        let (status, headers) = (error.status_code(), error.headers());
        let usual = || {
            StatusCode::from_u16(error.category().default_status())
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        };
        let status = status.unwrap_or_else(usual);
        let mut response = Response::new(error.into_body());
        *response.status_mut() = status;
        for (name, value) in headers {
            // What cannot be a header was none when it came, so nothing is lost.
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}
