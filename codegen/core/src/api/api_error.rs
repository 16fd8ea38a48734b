//! Errors of any vendor, behind one object-safe trait.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::error::Error;
use core::ops::Deref;

use crate::engine::response::ErrorResponse;

/// An error of any catalog, for code that serves several vendors: `&dyn ApiError`.
///
/// `dyn ApiError` dereferences to [`ErrorResponse`], so you can call all methods of the response on the error.
/// `Box<dyn ApiError>` and `Arc<dyn ApiError>` implement `Error`, and `?` converts any generated error to a `Box<dyn ApiError>`.
pub trait ApiError: Error + Send + Sync + 'static {
    /// Returns the decoded response.
    fn response(&self) -> &ErrorResponse<'static>;
}

impl Deref for dyn ApiError + '_ {
    type Target = ErrorResponse<'static>;

    #[inline]
    fn deref(&self) -> &ErrorResponse<'static> {
        self.response()
    }
}

impl ApiError for Box<dyn ApiError> {
    #[inline]
    fn response(&self) -> &ErrorResponse<'static> {
        (**self).response()
    }
}

/// Lets `anyhow`, `Box<dyn Error>`, and `#[from]` and `#[source]` of `thiserror` accept a boxed error.
impl Error for Box<dyn ApiError> {
    #[inline]
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl ApiError for Arc<dyn ApiError> {
    #[inline]
    fn response(&self) -> &ErrorResponse<'static> {
        (**self).response()
    }
}
