//! The errors in a stream, with the types of their catalog.

use core::fmt;
use core::marker::PhantomData;

use crate::api::error::CatalogError;
use crate::api::kind::ErrorKind;
use crate::engine::frames::StreamFormat;
use crate::engine::response::ErrorResponse;
use crate::engine::stream::{MAX_EVENT, ResponseStream};

/// Finds the errors of a catalog in a stream: in server-sent events, or in lines of JSON.
///
/// Pass each part of the stream to [`push`](ErrorStream::push) as it arrives, also where it ends inside an event, and call
/// [`finish`](ErrorStream::finish) at the end. The reader holds at most one event, and at most twice [`MAX_EVENT`] bytes of it.
///
/// ```
/// # use api_error_catalog_core::{CatalogError, ErrorStream, StreamFormat};
/// # fn relay<E: CatalogError>(parts: &[&[u8]]) -> Result<(), E> {
/// let mut errors = ErrorStream::<E>::new(StreamFormat::Events);
/// for part in parts {
///     if let Some(error) = errors.push(part).next() {
///         return Err(error);
///     }
///     // … pass the part on
/// }
/// errors.finish().map_or(Ok(()), Err)
/// # }
/// ```
pub struct ErrorStream<E> {
    stream: ResponseStream<'static>,
    error: PhantomData<fn() -> E>,
}

impl<E: CatalogError> ErrorStream<E> {
    /// Creates a reader.
    #[must_use]
    #[inline]
    pub fn new(format: StreamFormat) -> Self {
        Self::with_limit(format, MAX_EVENT)
    }

    /// Creates a reader that reads at most `bytes` bytes of an event. It decodes the start of a longer event.
    #[must_use]
    #[inline]
    pub fn with_limit(format: StreamFormat, bytes: usize) -> Self {
        ErrorStream {
            stream: ResponseStream::new(E::Kind::catalog(), format, bytes),
            error: PhantomData,
        }
    }

    /// Reads the next bytes of the stream, and returns the errors in the events that they complete. Errors that are not taken from
    /// the iterator are skipped.
    #[inline]
    pub fn push<'s>(&'s mut self, bytes: &'s [u8]) -> impl Iterator<Item = E> + use<'s, E> {
        self.stream.push(bytes).map(of_response)
    }

    /// Ends the stream. Returns an error if the last event is one, even if the event is not complete. Afterwards, the reader can
    /// read another stream.
    #[inline]
    pub fn finish(&mut self) -> Option<E> {
        self.stream.finish().map(of_response)
    }
}

impl<E> fmt::Debug for ErrorStream<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.stream, f)
    }
}

#[inline]
fn of_response<E: CatalogError>(response: ErrorResponse<'static>) -> E {
    E::from_error_response(response)
}
