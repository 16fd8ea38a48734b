//! `reqwest`: what `error_for_status` is without a body, `acme::Error::check` is with one.

/// Checks responses of `reqwest`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_reqwest {
    ($Error:ident) => {
        impl $Error {
            /// Returns a response with a good status; decodes one with a status of 400 or above into an error.
            ///
            /// Decoding never fails. If a body breaks off or is longer than [`MAX_BODY`]($crate::MAX_BODY), the part that
            /// was received is read.
            ///
            /// # Errors
            /// The error that the response reports.
            #[inline]
            pub async fn check<R: $crate::ClientResponse>(
                response: R,
            ) -> ::core::result::Result<R, Self> {
                <Self as $crate::CatalogError>::check(response).await
            }

            /// Does the same as [`check`](Self::check), and reads at most `bytes` of the body.
            ///
            /// # Errors
            /// The error that the response reports.
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
            /// Does the same as [`check`](Self::check), for the blocking client.
            ///
            /// # Errors
            /// The error that the response reports.
            #[inline]
            pub fn check_blocking<R: $crate::BlockingResponse>(
                response: R,
            ) -> ::core::result::Result<R, Self> {
                <Self as $crate::CatalogError>::check_blocking(response)
            }

            /// Does the same as [`check_with_limit`](Self::check_with_limit), for the blocking client.
            ///
            /// # Errors
            /// The error that the response reports.
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
