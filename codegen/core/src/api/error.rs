//! The traits for code over any catalog. `error_type.rs` has the error type itself.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::error::Error;
use core::ops::Deref;

use serde_core::Serialize;

use crate::api::api_error::ApiError;
use crate::api::builder::Builder;
use crate::api::catalog_response::CatalogResponse;
use crate::api::error_args::ErrorArgs;
use crate::api::kind::ErrorKind;
use crate::engine::headers::Headers;
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
use crate::with::response::{BlockingResponse, read_blocking};
#[cfg(any(feature = "reqwest", feature = "reqwest-0-12"))]
use crate::with::response::{ClientResponse, read};

/// The error type of any catalog, such as `elevenlabs::Error`, for generic code:
/// `async fn post<E: CatalogError>(…) -> Result<Vec<u8>, E>`.
///
/// Generated error types implement this trait, and they also have all its methods as inherent methods. They dereference to
/// a [`CatalogResponse`], which has the methods for reading.
pub trait CatalogError:
    ApiError
    + Clone
    + Deref<Target = CatalogResponse<Self::Kind>>
    + Eq
    + PartialEq<Self::Kind>
    + Serialize
{
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;

    #[doc(hidden)]
    fn from_inner(inner: CatalogResponse<Self::Kind>) -> Self;

    #[doc(hidden)]
    fn into_inner(self) -> CatalogResponse<Self::Kind>;

    /// Creates an error from a decoded response. A response that another catalog decoded is decoded again.
    #[must_use]
    #[inline]
    fn from_error_response(response: ErrorResponse<'static>) -> Self {
        Self::from_inner(CatalogResponse::new(
            response.decoded_by(Self::Kind::catalog()),
        ))
    }

    /// Decodes an HTTP response from its status, its headers (`[]` for none) and its body. Decoding never fails. The error keeps
    /// the headers that the catalog names, up to 2 KiB in total.
    #[must_use]
    #[inline]
    fn from_parts(
        status: impl HttpStatus,
        headers: impl Headers,
        body: impl Into<Vec<u8>>,
    ) -> Self {
        decode(
            Transport::Http(Some(status.to_u16())),
            &headers,
            body.into(),
        )
    }

    /// Decodes an HTTP response whose status may be below 400, and returns `None` if it is not an error.
    ///
    /// It is an error if its status is at least 400, or if the catalog states that such a response is one; see
    /// [`is_error`](ErrorResponse::is_error).
    #[must_use]
    #[inline]
    fn try_from_parts(
        status: impl HttpStatus,
        headers: impl Headers,
        body: impl Into<Vec<u8>>,
    ) -> Option<Self> {
        let error = Self::from_parts(status, headers, body);
        error.response().is_error().then_some(error)
    }

    /// Decodes a body whose status is unknown.
    #[must_use]
    #[inline]
    fn from_body(body: impl Into<Vec<u8>>) -> Self {
        decode(Transport::Http(None), NO_HEADERS, body.into())
    }

    /// Decodes a WebSocket message.
    #[must_use]
    #[inline]
    fn from_message(message: impl Into<Vec<u8>>) -> Self {
        decode(Transport::WebSocket, NO_HEADERS, message.into())
    }

    /// Decodes one event of a stream, and returns `None` if it is not an error. `event` is the name of a server-sent event; pass
    /// `""` for an event without a name and for a line of JSON. For the bytes of a stream, use [`ErrorStream`](crate::ErrorStream).
    ///
    /// An event with the name `error` is an error. Any other is a body under the status 200, so it is an error if the catalog lists
    /// its shape under `success_errors`.
    #[must_use]
    #[inline]
    fn try_from_event(event: &str, data: impl AsRef<[u8]>) -> Option<Self> {
        let catalog = Self::Kind::catalog();
        let response = ErrorResponse::try_from_event(catalog, event, data.as_ref());
        response.map(Self::from_error_response)
    }

    /// Decodes a WebSocket close frame: its code and its reason.
    #[must_use]
    #[inline]
    fn from_close(code: u16, reason: impl Into<Vec<u8>>) -> Self {
        decode(Transport::Close(code), NO_HEADERS, reason.into())
    }

    /// Creates a builder for a documented error, for servers and for tests. Pass the struct of the error's arguments, its name if
    /// it has no arguments, or its kind.
    #[inline]
    fn builder(error: impl ErrorArgs<Kind = Self::Kind>) -> Builder<Self> {
        Builder::new(&error)
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    fn documented(error: &impl ErrorArgs<Kind = Self::Kind>) -> Self {
        Builder::new(error).build_documented()
    }

    /// Decodes a response of this API that is in a string inside the body, as some gateways send it. Its status is unknown.
    #[must_use]
    #[inline]
    fn embedded(&self) -> Option<Self> {
        self.response()
            .embedded()
            .map(|response| Self::from_inner(CatalogResponse::new(response)))
    }

    /// Replaces the message. The rest of the body stays unchanged, and so does a body without a message.
    #[must_use]
    #[inline]
    fn with_message(self, message: &str) -> Self {
        Self::from_inner(self.into_inner().with_message(message))
    }

    /// Sets the cause, which [`source`](Error::source) returns. It appears in error chains and is never sent.
    #[must_use]
    #[inline]
    fn with_source(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::from_inner(
            self.into_inner()
                .with_source(Some(Arc::from(source.into()))),
        )
    }

    /// Decodes a response of the crate `http` with its complete body.
    #[cfg(feature = "http")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    #[must_use]
    #[inline]
    fn from_response<B: Into<Vec<u8>>>(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self::from_parts(parts.status, &parts.headers, body)
    }

    /// Decodes a response of the crate `http` with its complete body, and returns `None` if it is not an error. It is an error
    /// if its status is at least 400, or if the catalog states that such a response is one; see
    /// [`is_error`](ErrorResponse::is_error).
    #[cfg(feature = "http")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    #[must_use]
    #[inline]
    fn try_from_response<B: AsRef<[u8]>>(response: &http::Response<B>) -> Option<Self> {
        let body = response.body().as_ref();
        Self::try_from_parts(response.status(), response.headers(), body)
    }

    /// Returns the response if it is not an error. Otherwise, decodes it into an error.
    ///
    /// It is an error if its status is at least 400, or if the catalog states that such a response is one; see
    /// [`is_error`](ErrorResponse::is_error). If the catalog lists `success_errors`, a body of JSON, XML or a form is read to
    /// decide, and returned with the response. A longer body than [`MAX_BODY`](crate::MAX_BODY) and a stream are returned unread.
    /// In a browser, no body is read under a success status.
    ///
    /// Decoding never fails. If the body of an error is truncated or longer than [`MAX_BODY`](crate::MAX_BODY), the part that
    /// was read is decoded.
    ///
    /// # Errors
    /// Returns the error that the response reports.
    #[cfg(any(feature = "reqwest", feature = "reqwest-0-12"))]
    #[cfg_attr(docsrs, doc(cfg(any(feature = "reqwest", feature = "reqwest-0-12"))))]
    #[inline]
    fn check<R: ClientResponse>(response: R) -> impl Future<Output = Result<R, Self>> {
        Self::check_with_limit(response, crate::MAX_BODY)
    }

    /// Works like [`check`](CatalogError::check), but reads at most `bytes` bytes of the body.
    ///
    /// # Errors
    /// Returns the error that the response reports.
    #[cfg(any(feature = "reqwest", feature = "reqwest-0-12"))]
    #[cfg_attr(docsrs, doc(cfg(any(feature = "reqwest", feature = "reqwest-0-12"))))]
    #[inline]
    fn check_with_limit<R: ClientResponse>(
        response: R,
        bytes: usize,
    ) -> impl Future<Output = Result<R, Self>> {
        async move {
            let read = read(Self::Kind::catalog(), response, bytes).await;
            read.map_err(|error| Self::from_error_response(*error))
        }
    }

    /// Works like [`check`](CatalogError::check), for a blocking client.
    ///
    /// # Errors
    /// Returns the error that the response reports.
    #[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
    #[cfg_attr(
        docsrs,
        doc(cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking")))
    )]
    #[inline]
    fn check_blocking<R: BlockingResponse>(response: R) -> Result<R, Self> {
        Self::check_blocking_with_limit(response, crate::MAX_BODY)
    }

    /// Works like [`check_with_limit`](CatalogError::check_with_limit), for a blocking client.
    ///
    /// # Errors
    /// Returns the error that the response reports.
    #[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
    #[cfg_attr(
        docsrs,
        doc(cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking")))
    )]
    #[inline]
    fn check_blocking_with_limit<R: BlockingResponse>(
        response: R,
        bytes: usize,
    ) -> Result<R, Self> {
        let read = read_blocking(Self::Kind::catalog(), response, bytes);
        read.map_err(|error| Self::from_error_response(*error))
    }

    /// Decodes the status of a gRPC call; see [`from_grpc_status`](ErrorResponse::from_grpc_status).
    #[cfg(feature = "tonic")]
    #[cfg_attr(docsrs, doc(cfg(feature = "tonic")))]
    #[must_use]
    #[inline]
    fn from_grpc_status(status: &tonic::Status) -> Self {
        let catalog = Self::Kind::catalog();
        Self::from_error_response(ErrorResponse::from_grpc_status(catalog, status))
    }

    /// Decodes a close frame of `tungstenite`.
    #[cfg(feature = "tungstenite")]
    #[cfg_attr(docsrs, doc(cfg(feature = "tungstenite")))]
    #[must_use]
    #[inline]
    fn from_close_frame(frame: &tungstenite::protocol::CloseFrame) -> Self {
        Self::from_close(frame.code.into(), frame.reason.as_bytes())
    }

    /// Decodes a message that reports an error: a text or binary message with a documented shape or code, or a close frame.
    /// Returns `None` for any other message. To decode every message, use [`from_message`](CatalogError::from_message).
    #[cfg(feature = "tungstenite")]
    #[cfg_attr(docsrs, doc(cfg(feature = "tungstenite")))]
    #[must_use]
    #[inline]
    fn try_from_message(message: &tungstenite::Message) -> Option<Self> {
        use tungstenite::Message;

        let bytes = match message {
            Message::Text(text) => text.as_bytes(),
            Message::Binary(bytes) => bytes,
            Message::Close(Some(frame)) => return Some(Self::from_close_frame(frame)),
            Message::Close(None) => return Some(Self::from_close(NO_CLOSE_CODE, "")),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => return None,
        };
        let error = Self::from_message(bytes);
        error.response().is_error().then_some(error)
    }
}

/// The code that stands for a close frame without a code (RFC 6455, section 7.1.5).
#[cfg(feature = "tungstenite")]
const NO_CLOSE_CODE: u16 = 1005;

/// `?` boxes an error of any catalog.
impl<E: CatalogError> From<E> for Box<dyn ApiError> {
    #[inline]
    fn from(error: E) -> Self {
        Box::new(error)
    }
}

/// A type that represents a catalog in generic code: `fn serve<C: ErrorCatalog>() -> C::Error`.
///
/// The enum of each catalog implements it, and so does a struct with `#[derive(ApiErrorCatalog)]`.
pub trait ErrorCatalog {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;
    /// The error type of the catalog.
    type Error: CatalogError<Kind = Self::Kind>;
}

/// An HTTP status: a `u16`, or the `StatusCode` of the crate `http` (feature `http`).
pub trait HttpStatus: sealed::Sealed {
    /// Returns the status as a number.
    fn to_u16(self) -> u16;
}

impl HttpStatus for u16 {
    #[inline]
    fn to_u16(self) -> u16 {
        self
    }
}

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
impl HttpStatus for http::StatusCode {
    #[inline]
    fn to_u16(self) -> u16 {
        http::StatusCode::as_u16(&self)
    }
}

/// If numbers had another implementation, the literal `404` would no longer be inferred as `u16`.
mod sealed {
    pub trait Sealed {}
    impl Sealed for u16 {}
    #[cfg(feature = "http")]
    impl Sealed for http::StatusCode {}
}

const NO_HEADERS: &dyn Headers = &[("", ""); 0];

fn decode<E: CatalogError>(transport: Transport, headers: &dyn Headers, body: Vec<u8>) -> E {
    E::from_inner(CatalogResponse::decode(transport, headers, body))
}
