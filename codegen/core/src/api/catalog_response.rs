//! The contents of every catalog's error type: a response, and the enum of its catalog.

use alloc::vec::Vec;
use core::error::Error;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

use crate::api::code::ErrorCode;
use crate::api::details::{ArgValues, Details, Members, MessageArgs};
use crate::api::inner::{Cause, ErrorInner};
use crate::api::kind::ErrorKind;
use crate::engine::headers::Headers;
use crate::engine::resolution::{Resolution, Transport};
use crate::engine::response::ErrorResponse;
use crate::tables::envelope::Field;

/// A response that reports an error, decoded by the catalog of the enum `K`. Each generated error type contains one.
///
/// It has the methods that return types of the catalog, and dereferences to an [`ErrorResponse`], which has all other methods.
/// It is one pointer wide.
pub struct CatalogResponse<K> {
    inner: ErrorInner,
    kind: PhantomData<fn() -> K>,
}

impl<K: ErrorKind> CatalogResponse<K> {
    pub(crate) fn decode(
        transport: Transport,
        headers: &dyn Headers,
        body: Vec<u8>,
    ) -> CatalogResponse<K> {
        CatalogResponse::of(ErrorInner::decode(K::catalog(), transport, headers, body))
    }

    /// Returns the kind, or `None` if the response is not identified as one documented error.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> Option<K> {
        match self.response().resolution() {
            Resolution::Known(error) => K::from_index(error),
            Resolution::Unresolved(_) => None,
        }
    }

    /// Returns `true` if the error is of this kind, as `error == kind` does.
    #[must_use]
    #[inline]
    pub fn is(&self, kind: K) -> bool {
        self.kind() == Some(kind)
    }

    /// Returns the kinds that the error may be. If it is identified, that is its own kind; otherwise all kinds with the same
    /// code, or with the same status and type if it has no code.
    #[inline]
    pub fn candidates(&self) -> impl Iterator<Item = K> + use<K> {
        self.response().candidates().filter_map(K::from_index)
    }

    /// Returns the code that was sent, if any.
    #[must_use]
    #[inline]
    pub fn code(&self) -> Option<ErrorCode<K>> {
        self.response().code_text().map(ErrorCode::new)
    }

    /// Returns the typed arguments of the message, or `None` if the error is of another kind or its message does not match.
    #[must_use]
    #[inline]
    pub fn message_args<A: MessageArgs<Kind = K>>(&self) -> Option<A> {
        let kind = self.kind().filter(|kind| *kind == A::KIND)?;
        A::read(&ArgValues {
            pattern: kind.info().more.message?,
            message: self.response().message()?,
        })
    }

    /// Returns the typed `details`, or `None` if the error is of another kind or its `details` are not an object.
    #[must_use]
    #[inline]
    pub fn details<D: Details<Kind = K>>(&self) -> Option<D> {
        self.kind().filter(|kind| *kind == D::KIND)?;
        Members::of(&self.response().json(Field::DETAILS)?).map(|members| D::read(&members))
    }
}

impl<K> CatalogResponse<K> {
    #[inline]
    pub(crate) fn new(response: ErrorResponse<'static>) -> CatalogResponse<K> {
        CatalogResponse::of(ErrorInner::new(response))
    }

    #[inline]
    pub(crate) fn with_source(self, source: Option<Cause>) -> Self {
        CatalogResponse::of(self.inner.with_source(source))
    }

    #[inline]
    pub(crate) fn with_message(self, message: &str) -> Self {
        CatalogResponse::of(self.inner.with_message(message))
    }

    #[inline]
    fn of(inner: ErrorInner) -> CatalogResponse<K> {
        CatalogResponse {
            inner,
            kind: PhantomData,
        }
    }

    /// Returns the response without the types of its catalog.
    #[must_use]
    #[inline]
    pub fn response(&self) -> &ErrorResponse<'static> {
        self.inner.response()
    }

    /// Returns the response without the types of its catalog.
    #[must_use]
    #[inline]
    pub fn into_response(self) -> ErrorResponse<'static> {
        self.inner.into_response()
    }

    /// Returns the cause, if one was set.
    #[must_use]
    #[inline]
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.inner.source()
    }
}

impl<K> Deref for CatalogResponse<K> {
    type Target = ErrorResponse<'static>;

    #[inline]
    fn deref(&self) -> &ErrorResponse<'static> {
        self.inner.response()
    }
}

impl<K> Clone for CatalogResponse<K> {
    #[inline]
    fn clone(&self) -> Self {
        CatalogResponse::of(self.inner.clone())
    }
}

/// Compares the responses, but not their causes.
impl<K> PartialEq for CatalogResponse<K> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.response() == other.response()
    }
}

impl<K> Eq for CatalogResponse<K> {}

impl<K> fmt::Display for CatalogResponse<K> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.response(), f)
    }
}

/// Omits fields that the catalog marks as sensitive.
impl<K> fmt::Debug for CatalogResponse<K> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.inner, f)
    }
}
