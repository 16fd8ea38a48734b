//! `reqwest`: `acme::Error::check` works like `error_for_status`, but keeps the body.

/// Checks responses of `reqwest`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_reqwest {
    ($Error:ident) => {
        impl $Error {
            /// Returns the response if it is not an error. Otherwise, decodes it into an error.
            ///
            /// It is an error if its status is at least 400, or if the catalog states that such a response is one. If the catalog
            /// lists `success_errors`, a body of JSON, XML or a form is read to decide, and returned with the response.
            ///
            /// Decoding never fails. If the body of an error is truncated or longer than [`MAX_BODY`]($crate::MAX_BODY), the part
            /// that was read is decoded.
            ///
            /// # Errors
            /// Returns the error that the response reports.
            #[inline]
            pub async fn check<R: $crate::ClientResponse>(
                response: R,
            ) -> ::core::result::Result<R, Self> {
                <Self as $crate::CatalogError>::check(response).await
            }

            /// Works like [`check`](Self::check), but reads at most `bytes` bytes of the body.
            ///
            /// # Errors
            /// Returns the error that the response reports.
            #[inline]
            pub async fn check_with_limit<R: $crate::ClientResponse>(
                response: R,
                bytes: usize,
            ) -> ::core::result::Result<R, Self> {
                <Self as $crate::CatalogError>::check_with_limit(response, bytes).await
            }
        }
    };
}

/// Checks responses of the blocking client of `reqwest`.
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __error_reqwest_blocking {
    ($Error:ident) => {
        impl $Error {
            /// Works like [`check`](Self::check), for the blocking client.
            ///
            /// # Errors
            /// Returns the error that the response reports.
            #[inline]
            pub fn check_blocking<R: $crate::BlockingResponse>(
                response: R,
            ) -> ::core::result::Result<R, Self> {
                <Self as $crate::CatalogError>::check_blocking(response)
            }

            /// Works like [`check_with_limit`](Self::check_with_limit), for the blocking client.
            ///
            /// # Errors
            /// Returns the error that the response reports.
            #[inline]
            pub fn check_blocking_with_limit<R: $crate::BlockingResponse>(
                response: R,
                bytes: usize,
            ) -> ::core::result::Result<R, Self> {
                <Self as $crate::CatalogError>::check_blocking_with_limit(response, bytes)
            }
        }
    };
}
