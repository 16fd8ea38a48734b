//! The contents of every catalog's error type: a pointer to a response and its cause.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;
use core::mem::ManuallyDrop;

use crate::engine::body::Body;
use crate::engine::headers::Headers;
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::tables::catalog::Catalog;

/// The cause of an error.
pub(crate) type Cause = Arc<dyn Error + Send + Sync>;

/// A pointer to a response and its cause.
#[derive(Clone)]
pub(crate) struct ErrorInner(Box<Contents>);

/// rustc compiles the code that drops a field in every crate that drops it. This type is dropped by a function of this
/// crate, which saves a third of the code that a small program with a catalog compiles.
#[derive(Clone)]
struct Contents {
    response: ManuallyDrop<ErrorResponse<'static>>,
    source: ManuallyDrop<Option<Cause>>,
}

// Not `#[inline]`; see above.
impl Drop for Contents {
    fn drop(&mut self) {
        self.response.clear();
        drop(self.source.take());
    }
}

impl ErrorInner {
    #[inline]
    pub(crate) fn new(response: ErrorResponse<'static>) -> ErrorInner {
        ErrorInner(Box::new(Contents {
            response: ManuallyDrop::new(response),
            source: ManuallyDrop::new(None),
        }))
    }

    pub(crate) fn decode(
        catalog: &'static Catalog<'static>,
        transport: Transport,
        headers: &dyn Headers,
        body: Vec<u8>,
    ) -> ErrorInner {
        let response = ErrorResponse::undecoded(catalog, transport, Body::new(body));
        let mut inner = ErrorInner::new(response);
        inner.0.response.decode(headers);
        inner
    }

    pub(crate) fn response(&self) -> &ErrorResponse<'static> {
        &self.0.response
    }

    pub(crate) fn into_response(mut self) -> ErrorResponse<'static> {
        self.0.response.take()
    }

    pub(crate) fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }

    pub(crate) fn with_source(mut self, source: Option<Cause>) -> ErrorInner {
        *self.0.source = source;
        self
    }

    pub(crate) fn with_message(mut self, message: &str) -> ErrorInner {
        if let Some(response) = self.0.response.with_message(message) {
            *self.0.response = response;
        }
        self
    }
}

impl fmt::Debug for ErrorInner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.0.source.as_ref();
        let source = source.map(|source| source as &dyn fmt::Debug);
        self.0.response.write_debug("Error", source, f)
    }
}
