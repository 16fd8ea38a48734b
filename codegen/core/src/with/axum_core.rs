//! `axum-core`: errors as responses, so that handlers can use `?`.

use alloc::vec::Vec;

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};

use crate::api::error::Error;
use crate::api::kind::ErrorKind;

/// The status, headers and body of the documented answer, or of the answer that was received; where there is no
/// status, the one usual for the error's category. With `From<ErrorKind>`, `Err(ErrorKind::VoiceNotFound)?` answers so too.
#[cfg_attr(docsrs, doc(cfg(feature = "axum-core")))]
impl<K: ErrorKind> IntoResponse for Error<K> {
    fn into_response(self) -> Response {
        http::Response::<Vec<u8>>::from(self).map(Body::from)
    }
}
