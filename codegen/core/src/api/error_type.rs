//! The error type of a catalog. It is a type of the crate with the catalog, so that users can implement `From` and other
//! traits for it, and add methods. It points to a `CatalogResponse`, which has the methods for reading, because each method and
//! each trait here is compiled again in every crate with a catalog.

/// Defines the error type of a catalog and the alias of its codes. All paths are absolute, because users may have types
/// called `Option` or `String`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_type {
    ($visibility:vis $Error:ident, $ErrorCode:ident, $Kind:ident) => {
        /// A code that the API sent, known or unknown.
        $visibility type $ErrorCode = $crate::ErrorCode<$Kind>;

        /// A response that reports an error.
        ///
        /// Decoding never fails: an undocumented or truncated response, or one that is not JSON, also becomes an error of this
        /// type, and [`unresolved_reason`]($crate::ErrorResponse::unresolved_reason) returns the reason. The body is kept
        /// byte for byte. The type is one pointer wide. It dereferences to [`CatalogResponse`]($crate::CatalogResponse) and
        /// [`ErrorResponse`]($crate::ErrorResponse), which have the methods for reading.
        $visibility struct $Error($crate::CatalogResponse<$Kind>);

        $crate::__error_methods!($Error, $Kind);
        $crate::__error_traits!($Error, $Kind);
        $crate::__error_http!($Error);
        $crate::__error_axum!($Error);
        $crate::__error_miette!($Error);
        $crate::__error_reqwest!($Error);
        $crate::__error_reqwest_blocking!($Error);
        $crate::__error_tonic!($Error);
        $crate::__error_tungstenite!($Error);
    };
}

/// Constructors and setters.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_methods {
    ($Error:ident, $Kind:ident) => {
        impl $Error {
            /// Decodes an HTTP response from its status (a `u16` or an `http::StatusCode`), its headers (`[]` for none) and its
            /// body. Decoding never fails. The error keeps the headers that the catalog names, up to 2 KiB in total.
            #[must_use]
            #[inline]
            pub fn from_parts(
                status: impl $crate::HttpStatus,
                headers: impl $crate::Headers,
                body: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>,
            ) -> Self {
                $crate::CatalogError::from_parts(status, headers, body)
            }

            /// Decodes an HTTP response whose status may be below 400, and returns `None` if it is not an error. It is an error
            /// if its status is at least 400, or if the catalog states that such a response is one.
            #[must_use]
            #[inline]
            pub fn try_from_parts(
                status: impl $crate::HttpStatus,
                headers: impl $crate::Headers,
                body: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>,
            ) -> $crate::__runtime::Option<Self> {
                $crate::CatalogError::try_from_parts(status, headers, body)
            }

            /// Decodes a body whose status is unknown.
            #[must_use]
            #[inline]
            pub fn from_body(body: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>) -> Self {
                $crate::CatalogError::from_body(body)
            }

            /// Decodes a WebSocket message.
            #[must_use]
            #[inline]
            pub fn from_message(
                message: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>,
            ) -> Self {
                $crate::CatalogError::from_message(message)
            }

            /// Decodes one event of a stream, and returns `None` if it is not an error. `event` is the name of a server-sent
            /// event; pass `""` for an event without a name and for a line of JSON. For the bytes of a stream, use
            /// [`ErrorStream`]($crate::ErrorStream).
            #[must_use]
            #[inline]
            pub fn try_from_event(
                event: &str,
                data: impl ::core::convert::AsRef<[u8]>,
            ) -> $crate::__runtime::Option<Self> {
                $crate::CatalogError::try_from_event(event, data)
            }

            /// Decodes a WebSocket close frame: its code and its reason.
            #[must_use]
            #[inline]
            pub fn from_close(
                code: u16,
                reason: impl ::core::convert::Into<$crate::__runtime::Vec<u8>>,
            ) -> Self {
                $crate::CatalogError::from_close(code, reason)
            }

            /// Creates a builder for a documented error, for servers and for tests. Pass the struct of the error's arguments,
            /// its name if it has no arguments, or its kind.
            #[inline]
            pub fn builder(error: impl $crate::ErrorArgs<Kind = $Kind>) -> $crate::Builder<Self> {
                $crate::CatalogError::builder(error)
            }

            /// Replaces the message. The rest of the body stays unchanged, and so does a body without a message.
            #[must_use]
            #[inline]
            pub fn with_message(self, message: &str) -> Self {
                $crate::CatalogError::with_message(self, message)
            }

            /// Sets the cause, which [`source`](::core::error::Error::source) returns. It appears in error chains and
            /// is never sent.
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
                $crate::CatalogError::with_source(self, source)
            }

            /// Decodes a response of this API that is in a string inside the body, as some gateways send it. Its status is
            /// unknown.
            #[must_use]
            #[inline]
            pub fn embedded(&self) -> ::core::option::Option<Self> {
                $crate::CatalogError::embedded(self)
            }

            /// Returns the status, headers and body of the response to send.
            #[must_use]
            #[inline]
            pub fn into_parts(self) -> $crate::ErrorParts {
                self.0.into_response().into_parts()
            }

            /// Returns the body byte for byte, without a copy.
            #[must_use]
            #[inline]
            pub fn into_body(self) -> $crate::__runtime::Vec<u8> {
                self.0.into_response().into_body()
            }
        }
    };
}

/// The traits of an error.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_traits {
    ($Error:ident, $Kind:ident) => {
        impl $crate::CatalogError for $Error {
            type Kind = $Kind;
            #[inline]
            fn from_inner(inner: $crate::CatalogResponse<$Kind>) -> Self {
                $Error(inner)
            }
            #[inline]
            fn into_inner(self) -> $crate::CatalogResponse<$Kind> {
                self.0
            }
        }

        /// The enum represents its catalog in generic code.
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

        impl ::core::ops::Deref for $Error {
            type Target = $crate::CatalogResponse<$Kind>;
            #[inline]
            fn deref(&self) -> &$crate::CatalogResponse<$Kind> {
                &self.0
            }
        }

        impl ::core::error::Error for $Error {
            #[inline]
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                self.0.source()
            }
        }

        impl ::core::clone::Clone for $Error {
            #[inline]
            fn clone(&self) -> Self {
                $Error(self.0.clone())
            }
        }

        impl ::core::cmp::Eq for $Error {}

        /// Compares the responses.
        impl ::core::cmp::PartialEq for $Error {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        /// Compares only the kind, as [`is`]($crate::CatalogResponse::is) does.
        impl ::core::cmp::PartialEq<$Kind> for $Error {
            #[inline]
            fn eq(&self, kind: &$Kind) -> bool {
                self.0.is(*kind)
            }
        }

        /// Serializes the parts that a log needs; see [`ErrorResponse`]($crate::ErrorResponse).
        impl $crate::__runtime::serde_core::Serialize for $Error {
            #[inline]
            fn serialize<S: $crate::__runtime::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__runtime::serde_core::Serialize::serialize(self.0.response(), serializer)
            }
        }

        /// Formats the error on one line: `voice_not_found (404): No such voice. [request r1]`.
        impl ::core::fmt::Display for $Error {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        /// Omits fields that the catalog marks as sensitive.
        impl ::core::fmt::Debug for $Error {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
