//! What the error type of every catalog consists of.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use crate::engine::headers::Headers;
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::tables::catalog::Catalog;

/// What an error was caused by.
pub(crate) type Cause = Arc<dyn Error + Send + Sync>;

/// What an error of any catalog consists of. One pointer wide.
#[doc(hidden)]
#[derive(Clone)]
pub struct ErrorInner(Box<Contents>);

#[derive(Clone)]
struct Contents {
    response: ErrorResponse<'static>,
    source: Option<Cause>,
}

impl ErrorInner {
    pub(crate) fn new(response: ErrorResponse<'static>) -> ErrorInner {
        ErrorInner(Box::new(Contents {
            response,
            source: None,
        }))
    }

    pub(crate) fn decode(
        catalog: &'static Catalog<'static>,
        transport: Transport,
        headers: &dyn Headers,
        body: Vec<u8>,
    ) -> ErrorInner {
        ErrorInner::new(ErrorResponse::new(catalog, transport, headers, body))
    }

    #[cfg(feature = "reqwest")]
    pub(crate) fn truncated(mut self, truncated: bool) -> ErrorInner {
        self.0.response.truncated = truncated;
        self
    }

    #[inline]
    pub(crate) fn with_source(mut self, source: Option<Cause>) -> ErrorInner {
        self.0.source = source;
        self
    }

    #[inline]
    pub(crate) fn with_message(mut self, message: &str) -> ErrorInner {
        if let Some(response) = self.0.response.with_message(message) {
            self.0.response = response;
        }
        self
    }

    #[inline]
    #[must_use]
    pub fn response(&self) -> &ErrorResponse<'static> {
        &self.0.response
    }

    #[inline]
    #[must_use]
    pub fn into_response(self) -> ErrorResponse<'static> {
        self.0.response
    }

    #[inline]
    #[must_use]
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}

/// Two errors are equal if the responses are; what caused them is not compared.
impl PartialEq for ErrorInner {
    #[inline]
    fn eq(&self, other: &ErrorInner) -> bool {
        self.response() == other.response()
    }
}

impl fmt::Display for ErrorInner {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.response(), f)
    }
}

impl fmt::Debug for ErrorInner {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.0.source.as_ref();
        let source = source.map(|source| source as &dyn fmt::Debug);
        self.response().write_debug("Error", source, f)
    }
}
