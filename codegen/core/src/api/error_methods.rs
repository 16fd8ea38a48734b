//! What can be asked of an error: the methods of the type that `error_type.rs` makes.

/// What was sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_fields {
    ($Error:ident, $ErrorCode:ident, $Kind:ident) => {
        impl $Error {
            /// Returns the decoded response.
            #[must_use]
            #[inline]
            pub fn response(&self) -> &$crate::ErrorResponse<'static> {
                self.0.response()
            }

            /// Returns how it came.
            #[must_use]
            #[inline]
            pub fn transport(&self) -> $crate::Transport {
                self.0.response().transport()
            }

            /// Returns the HTTP status it came with.
            #[must_use]
            #[inline]
            pub fn status(&self) -> ::core::option::Option<u16> {
                self.0.response().status()
            }

            /// Returns the code that was sent.
            #[must_use]
            #[inline]
            pub fn code(&self) -> ::core::option::Option<$ErrorCode> {
                <Self as $crate::CatalogError>::code(self)
            }

            /// Returns the code that was sent, as text; a number as its digits.
            #[must_use]
            #[inline]
            pub fn code_text(&self) -> ::core::option::Option<&str> {
                self.0.response().code_text()
            }

            /// Returns `true` if this code was sent, whether or not the catalog has it.
            #[must_use]
            #[inline]
            pub fn has_code(&self, code: &str) -> bool {
                self.0.response().code_text() == ::core::option::Option::Some(code)
            }

            /// Returns the type or label that was sent.
            #[must_use]
            #[inline]
            pub fn error_type(&self) -> ::core::option::Option<&str> {
                self.0.response().error_type()
            }

            /// Returns the message that was sent.
            #[must_use]
            #[inline]
            pub fn message(&self) -> ::core::option::Option<&str> {
                self.0.response().message()
            }

            /// Returns the ID of the request, from the body or from the header that the catalog names.
            #[must_use]
            #[inline]
            pub fn request_id(&self) -> ::core::option::Option<&str> {
                self.0.response().request_id()
            }

            /// Returns the parameter of the request that is invalid.
            #[must_use]
            #[inline]
            pub fn param(&self) -> ::core::option::Option<&str> {
                self.0.response().param()
            }

            /// Returns any field of the envelope as text, by the name that the catalog gives it after `$`.
            #[must_use]
            #[inline]
            pub fn field(&self, name: &str) -> ::core::option::Option<&str> {
                self.0.response().field(name)
            }

            /// Returns any field of the envelope as JSON text, as it is in the body.
            #[must_use]
            #[inline]
            pub fn field_json(&self, name: &str) -> ::core::option::Option<&str> {
                self.0.response().field_json(name)
            }

            /// Returns the JSON text at a JSON pointer (RFC 6901) such as `/detail/data`, for what the catalog does not name.
            #[must_use]
            #[inline]
            pub fn pointer(&self, pointer: &str) -> ::core::option::Option<&str> {
                self.0.response().pointer(pointer)
            }

            /// Returns the text of an argument of the documented message: `maximum` of `At most {maximum} …`.
            #[must_use]
            #[inline]
            pub fn message_arg(&self, name: &str) -> ::core::option::Option<&str> {
                self.0.response().message_arg(name)
            }

            /// Returns the arguments of the documented message, typed; `None` if it is another error, or if its message does
            /// not have the documented form.
            #[must_use]
            #[inline]
            pub fn message_args<A: $crate::MessageArgs<Kind = $Kind>>(
                &self,
            ) -> ::core::option::Option<A> {
                <Self as $crate::CatalogError>::message_args(self)
            }

            /// Returns the documented `details`, typed; `None` if it is another error, or if it has no object there.
            #[must_use]
            #[inline]
            pub fn details<D: $crate::Details<Kind = $Kind>>(&self) -> ::core::option::Option<D> {
                <Self as $crate::CatalogError>::details(self)
            }

            /// Returns what is wrong with which part of the request, if the response has it in a documented form.
            #[must_use]
            #[inline]
            pub fn violations(&self) -> $crate::__runtime::Vec<$crate::Violation> {
                self.0.response().violations()
            }

            /// Returns the body byte for byte as it was received.
            #[must_use]
            #[inline]
            pub fn body(&self) -> &[u8] {
                self.0.response().body()
            }

            /// Returns `true` if `check` did not read all of the body: it broke off, or it is longer than the limit.
            #[must_use]
            #[inline]
            pub fn is_truncated(&self) -> bool {
                self.0.response().is_truncated()
            }

            /// Returns the body as it was received; `None` if it is not UTF-8.
            #[must_use]
            #[inline]
            pub fn body_text(&self) -> ::core::option::Option<&str> {
                self.0.response().body_text()
            }
        }
    };
}

/// What the catalog states about it.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_meaning {
    ($Error:ident, $ErrorCode:ident, $Kind:ident) => {
        impl $Error {
            /// Returns which documented error it is.
            #[must_use]
            #[inline]
            pub fn kind(&self) -> ::core::option::Option<$Kind> {
                <Self as $crate::CatalogError>::kind(self)
            }

            /// Returns `true` if it is this documented error; `error == kind` is the same.
            #[must_use]
            #[inline]
            pub fn is(&self, kind: $Kind) -> bool {
                <Self as $crate::CatalogError>::is(self, kind)
            }

            /// Returns why it is none of the documented errors; `None` if it is one.
            #[must_use]
            #[inline]
            pub fn unresolved_reason(&self) -> ::core::option::Option<$crate::UnresolvedReason> {
                self.0.response().unresolved_reason()
            }

            /// Returns the documented errors that it may be: the one it is, or all that share its code or, without a code,
            /// its status and type.
            #[inline]
            pub fn candidates(&self) -> impl ::core::iter::Iterator<Item = $Kind> + '_ {
                <Self as $crate::CatalogError>::candidates(self)
            }

            /// Returns whether it came with a status under which its kind is documented; `None` if there is nothing to
            /// compare.
            #[must_use]
            #[inline]
            pub fn status_is_documented(&self) -> ::core::option::Option<bool> {
                self.0.response().status_is_documented()
            }

            /// Returns what sort of error it is: by its kind or, if it has none, by its status.
            #[must_use]
            #[inline]
            pub fn category(&self) -> $crate::Category {
                self.0.response().category()
            }

            /// Returns who has to act.
            #[must_use]
            #[inline]
            pub fn fault(&self) -> $crate::Fault {
                self.0.response().category().fault()
            }

            /// Returns what the catalog states about the close code it came with.
            #[must_use]
            #[inline]
            pub fn close_code(
                &self,
            ) -> ::core::option::Option<&'static $crate::table::CloseCodeInfo<'static>> {
                self.0.response().close_code()
            }

            /// Returns the retry advice of the catalog.
            #[must_use]
            #[inline]
            pub fn retry(&self) -> ::core::option::Option<&'static $crate::RetryAdvice> {
                self.0.response().retry()
            }

            /// Returns how long the response says to wait, without a limit; see
            /// [`ErrorResponse::retry_after`]($crate::ErrorResponse::retry_after).
            #[must_use]
            #[inline]
            pub fn retry_after(&self) -> ::core::option::Option<::core::time::Duration> {
                self.0.response().retry_after()
            }

            /// Returns how long to wait before another attempt, at most a minute; see
            /// [`ErrorResponse::retry_delay_or`]($crate::ErrorResponse::retry_delay_or).
            #[must_use]
            #[inline]
            pub fn retry_delay_or(
                &self,
                default: ::core::time::Duration,
            ) -> ::core::time::Duration {
                self.0.response().retry_delay_or(default)
            }

            /// Returns `true` if the request may be sent again; see
            /// [`ErrorResponse::should_retry`]($crate::ErrorResponse::should_retry).
            #[must_use]
            #[inline]
            pub fn should_retry(&self) -> bool {
                self.0.response().should_retry()
            }

            /// Returns what this vendor asks to be sent to its support, filled in as far as the response allows.
            #[must_use]
            #[inline]
            pub fn support_report(&self) -> $crate::__runtime::String {
                $crate::ApiError::support_report(self)
            }
        }
    };
}
