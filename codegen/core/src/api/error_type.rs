//! The error type of a catalog. It is a type of the crate that has the catalog, so that users can implement `From` and
//! other traits for it, and add methods. Each method is one call: what they do is compiled in this crate.

/// Makes the error type of a catalog and the alias of its codes. All names are spelled in full, because users may have types
/// called `Option` or `String`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_type {
    ($visibility:vis $Error:ident, $ErrorCode:ident, $Kind:ident) => {
        /// A code that was sent, known or not.
        $visibility type $ErrorCode = $crate::ErrorCode<$Kind>;

        /// A response that reports an error.
        ///
        /// Decoding never fails: a response that is not as documented, is cut short, or is not JSON becomes an error of this
        /// type as well, and [`unresolved_reason`](Self::unresolved_reason) gives the reason. The body is kept byte for byte. One pointer wide.
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        $visibility struct $Error($crate::__runtime::ErrorInner);

        $crate::__error_decoding!($Error, $ErrorCode, $Kind);
        $crate::__error_fields!($Error, $ErrorCode, $Kind);
        $crate::__error_meaning!($Error, $ErrorCode, $Kind);
        $crate::__error_traits!($Error, $ErrorCode, $Kind);
        $crate::__error_http!($Error, $ErrorCode, $Kind);
        $crate::__error_axum!($Error, $ErrorCode, $Kind);
        $crate::__error_miette!($Error, $ErrorCode, $Kind);
        $crate::__error_reqwest!($Error, $ErrorCode, $Kind);
        $crate::__error_reqwest_blocking!($Error, $ErrorCode, $Kind);
        $crate::__error_tracing!($Error, $ErrorCode, $Kind);
        $crate::__error_tungstenite!($Error, $ErrorCode, $Kind);
    };
}

/// How an error is made, and what changes it.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_decoding {
    ($Error:ident, $ErrorCode:ident, $Kind:ident) => {
        impl $Error {
            /// Decodes an HTTP response: its status (a `u16` or an `http::StatusCode`), its headers (`[]` for none) and its
            /// body. Never fails. It keeps the headers that the catalog names, up to 2 KiB in all.
            #[must_use]
            #[inline]
            pub fn from_parts(
                status: impl $crate::HttpStatus,
                headers: impl $crate::Headers,
                body: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>,
            ) -> Self {
                <Self as $crate::CatalogError>::from_parts(status, headers, body)
            }

            /// Decodes a body whose status is not known.
            #[must_use]
            #[inline]
            pub fn from_body(body: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>) -> Self {
                <Self as $crate::CatalogError>::from_body(body)
            }

            /// Decodes a message of a WebSocket.
            #[must_use]
            #[inline]
            pub fn from_message(
                message: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>,
            ) -> Self {
                <Self as $crate::CatalogError>::from_message(message)
            }

            /// Decodes the close frame of a WebSocket: its code and its reason.
            #[must_use]
            #[inline]
            pub fn from_close(
                code: u16,
                reason: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>,
            ) -> Self {
                <Self as $crate::CatalogError>::from_close(code, reason)
            }

            /// Builds an error of a kind, for servers and for tests.
            #[inline]
            pub fn builder(kind: $Kind) -> $crate::Builder<Self> {
                <Self as $crate::CatalogError>::builder(kind)
            }

            /// Replaces the message. Nothing else of the body changes, and a body without a message stays as it is.
            #[must_use]
            #[inline]
            pub fn with_message(self, message: &str) -> Self {
                <Self as $crate::CatalogError>::with_message(self, message)
            }

            /// Sets what caused it: what [`source`](::core::error::Error::source) returns. It is shown in chains of errors
            /// and is never sent.
            #[must_use]
            #[inline]
            pub fn with_source(
                self,
                source: impl ::core::convert::Into<
                    $crate::__runtime::Box<
                        dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync,
                    >,
                >,
            ) -> Self {
                <Self as $crate::CatalogError>::with_source(self, source)
            }

            /// Decodes a response of this API that is a string inside the body, as gateways pass it on. Its status is not
            /// known.
            #[must_use]
            #[inline]
            pub fn embedded(&self) -> ::core::option::Option<Self> {
                <Self as $crate::CatalogError>::embedded(self)
            }

            /// Returns the parts of the response to send.
            #[must_use]
            #[inline]
            pub fn into_parts(self) -> $crate::ErrorParts {
                self.0.into_response().into_parts()
            }

            /// Returns the body byte for byte as it was received, without a copy.
            #[must_use]
            #[inline]
            pub fn into_body(self) -> $crate::__runtime::Vec<u8> {
                self.0.into_response().into_body()
            }

            /// Returns the error as problem details (RFC 9457); see
            /// [`ErrorResponse::to_problem_details`]($crate::ErrorResponse::to_problem_details).
            #[must_use]
            #[inline]
            pub fn to_problem_details(&self) -> $crate::ProblemDetails {
                self.0.response().to_problem_details()
            }
        }
    };
}

/// The traits of an error.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_traits {
    ($Error:ident, $ErrorCode:ident, $Kind:ident) => {
        impl $crate::CatalogError for $Error {
            type Kind = $Kind;
            #[inline]
            fn from_inner(inner: $crate::__runtime::ErrorInner) -> Self {
                $Error(inner)
            }
            #[inline]
            fn into_inner(self) -> $crate::__runtime::ErrorInner {
                self.0
            }
        }

        /// The enum stands for its catalog in generic code.
        impl $crate::ErrorCatalog for $Kind {
            type Kind = $Kind;
            type Error = $Error;
        }

        impl $crate::ApiError for $Error {
            #[inline]
            fn response(&self) -> &$crate::ErrorResponse<'static> {
                self.0.response()
            }
        }

        impl ::core::error::Error for $Error {
            #[inline]
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                self.0.source()
            }
        }

        impl ::core::cmp::Eq for $Error {}

        /// Equal if it is this documented error, whatever else was sent.
        impl ::core::cmp::PartialEq<$Kind> for $Error {
            #[inline]
            fn eq(&self, kind: &$Kind) -> bool {
                self.is(*kind)
            }
        }

        /// Serializes the parts that a log needs; see [`ErrorResponse`]($crate::ErrorResponse).
        impl $crate::__runtime::serde::Serialize for $Error {
            #[inline]
            fn serialize<S: $crate::__runtime::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__runtime::serde::Serialize::serialize(self.0.response(), serializer)
            }
        }

        /// The documented error, as a server sends it.
        impl ::core::convert::From<$Kind> for $Error {
            #[inline]
            fn from(kind: $Kind) -> Self {
                <Self as $crate::CatalogError>::documented(kind)
            }
        }

        /// `voice_not_found (404): No such voice. [request r1]`
        impl ::core::fmt::Display for $Error {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        /// Without what the catalog marks as sensitive.
        impl ::core::fmt::Debug for $Error {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
