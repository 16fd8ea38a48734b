//! An answer of an API, as an error.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

use crate::api::builder::Builder;
use crate::api::code::ErrorCode;
use crate::api::details::{ArgValues, Details, Members, MessageArgs, Violation};
use crate::api::kind::ErrorKind;
use crate::api::parts::ErrorParts;
use crate::api::problem::ProblemDetails;
use crate::api::support;
use crate::engine::encode::string;
use crate::engine::headers::{self, Headers};
use crate::engine::resolution::{Resolution, Transport, UnresolvedReason};
use crate::engine::response::ErrorResponse;
use crate::tables::catalog::CloseCodeInfo;
use crate::tables::category::{Category, Fault};
use crate::tables::envelope::Field;
use crate::tables::retry::RetryAdvice;

/// What an API answered when it did not do what was asked.
///
/// Reading an answer never fails: one that is not as documented, is cut short, or is no JSON is an error of this
/// type as well, and [`unresolved_reason`](Error::unresolved_reason) says why it is none of the documented ones. The body is
/// kept to the byte. One pointer wide.
///
/// Each catalog has its own: `elevenlabs::Error` is `Error<elevenlabs::ErrorKind>`.
pub struct Error<K> {
    response: Box<ErrorResponse<'static>>,
    kind: PhantomData<fn() -> K>,
}

impl<K: ErrorKind> Error<K> {
    /// Reads the response to a request: its status, its headers (`[]` for none) and its body. Of the headers those are
    /// kept that the catalog names, up to 2 KiB in all.
    #[must_use]
    pub fn from_parts(status: u16, headers: impl Headers, body: impl Into<Vec<u8>>) -> Self {
        Self::from_error_response(ErrorResponse::new(
            K::catalog(),
            Transport::Http(Some(status)),
            &headers,
            body.into(),
        ))
    }

    /// Reads a body whose status is not known.
    #[must_use]
    pub fn from_body(body: impl Into<Vec<u8>>) -> Self {
        Self::from_error_response(ErrorResponse::new(
            K::catalog(),
            Transport::Http(None),
            NO_HEADERS,
            body.into(),
        ))
    }

    /// Reads a message of a WebSocket.
    #[must_use]
    pub fn from_message(message: impl Into<Vec<u8>>) -> Self {
        Self::from_error_response(ErrorResponse::new(
            K::catalog(),
            Transport::WebSocket,
            NO_HEADERS,
            message.into(),
        ))
    }

    /// Reads the close frame of a WebSocket: its code and its reason.
    #[must_use]
    pub fn from_close(code: u16, reason: impl Into<Vec<u8>>) -> Self {
        Self::from_error_response(ErrorResponse::new(
            K::catalog(),
            Transport::Close(code),
            NO_HEADERS,
            reason.into(),
        ))
    }

    /// Makes an error of a kind, for servers and for tests.
    #[must_use]
    pub fn builder(kind: K) -> Builder<K> {
        Builder::new(kind)
    }

    pub(crate) fn from_error_response(response: ErrorResponse<'static>) -> Self {
        Error {
            response: Box::new(response),
            kind: PhantomData,
        }
    }

    /// Which documented error it is.
    #[must_use]
    pub fn kind(&self) -> Option<K> {
        match self.response.resolution() {
            Resolution::Known(error) => K::from_index(error),
            Resolution::Unresolved(_) => None,
        }
    }

    /// Why it is none of the documented errors; `None` where it is one.
    #[must_use]
    pub fn unresolved_reason(&self) -> Option<UnresolvedReason> {
        match self.response.resolution() {
            Resolution::Known(_) => None,
            Resolution::Unresolved(reason) => Some(reason),
        }
    }

    /// The documented errors that it may be: the one it is, or all that share its code, or, where it has none, its
    /// status and type.
    pub fn candidates(&self) -> impl Iterator<Item = K> + '_ {
        self.response.candidates().filter_map(K::from_index)
    }

    /// Whether it came with a status under which its kind is documented; `None` where there is nothing to compare.
    #[must_use]
    pub fn status_is_documented(&self) -> Option<bool> {
        self.response.status_is_documented()
    }

    /// The HTTP status it came with.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.response.status()
    }

    /// How it came.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.response.transport()
    }

    /// The code that was sent.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode<K>> {
        self.code_text().map(ErrorCode::new)
    }

    /// The code that was sent, as text; a number as its digits.
    #[must_use]
    pub fn code_text(&self) -> Option<&str> {
        self.response.text(Field::CODE)
    }

    /// Whether this code was sent, known to the catalog or not.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.code_text() == Some(code)
    }

    /// The type or label that was sent.
    #[must_use]
    pub fn error_type(&self) -> Option<&str> {
        self.response.text(Field::TYPE)
    }

    /// The text for a person that was sent.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.response.text(Field::MESSAGE)
    }

    /// The id of the request, from the body or from the header that the catalog names.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response.text(Field::REQUEST_ID)
    }

    /// The parameter of the request that is at fault.
    #[must_use]
    pub fn param(&self) -> Option<&str> {
        self.response.text(Field::PARAM)
    }

    /// Any field of the envelope as text, by the name that the catalog gives it after `$`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.response.text(K::catalog().field(name)?)
    }

    /// Any field of the envelope as JSON text, as it stands in the body.
    #[must_use]
    pub fn field_json(&self, name: &str) -> Option<&str> {
        self.response.raw(K::catalog().field(name)?)
    }

    /// The JSON text at a JSON pointer (RFC 6901) such as `/detail/data`, for what the catalog does not know of.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&str> {
        self.response.pointer(pointer)
    }

    /// An answer of this API that stands as a string inside the body, as gateways pass it on. Its status is not known.
    #[must_use]
    pub fn embedded(&self) -> Option<Self> {
        self.response.embedded().map(Self::from_error_response)
    }

    /// The text of a parameter of the documented message: `maximum` of `At most {maximum} …`.
    #[must_use]
    pub fn message_arg(&self, name: &str) -> Option<&str> {
        self.response.message_arg(name)
    }

    /// The parameters of the documented message, typed; `None` where it is another error, or the message has another form.
    #[must_use]
    pub fn message_args<A: MessageArgs<Kind = K>>(&self) -> Option<A> {
        let pattern = self
            .kind()
            .filter(|kind| *kind == A::KIND)?
            .info()
            .more
            .message?;
        A::read(&ArgValues {
            pattern,
            message: self.message()?,
        })
    }

    /// The documented `details`, typed; `None` where it is another error, or has no object there.
    #[must_use]
    pub fn details<D: Details<Kind = K>>(&self) -> Option<D> {
        self.kind().filter(|kind| *kind == D::KIND)?;
        Members::of(&self.response.json(Field::DETAILS)?).map(|members| D::read(&members))
    }

    /// What is wrong with which part of the request, where the answer says so in a documented form.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.response.violations()
    }

    /// How long the answer says to wait.
    ///
    /// Three places may say so; the first of them that holds a delay wins: the header (`Retry-After`, or as the
    /// catalog has it; seconds or an HTTP date, which counts from the answer's own `Date` or else from now), the field
    /// `retry_after` of the body, and the documented message.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.response.retry_after()
    }

    /// How long to wait: as the answer says, else as the catalog says, else `default`.
    #[must_use]
    pub fn retry_after_or(&self, default: Duration) -> Duration {
        self.retry_after()
            .or_else(|| self.retry()?.delay)
            .unwrap_or(default)
    }

    /// Whether and when to try again, where the catalog says.
    #[must_use]
    pub fn retry(&self) -> Option<&'static RetryAdvice> {
        self.response.retry()
    }

    /// Whether to send the request again; see [`ErrorResponse::should_retry`]. Fits `when` of `backon`.
    #[must_use]
    pub fn should_retry(&self) -> bool {
        self.response.should_retry()
    }

    /// How long to wait, where `planned` would be the next delay; see [`ErrorResponse::next_delay`]. Fits `adjust` of `backon`.
    #[must_use]
    pub fn next_delay(&self, planned: Option<Duration>) -> Option<Duration> {
        self.response.next_delay(planned)
    }

    /// What sort of error it is: as the catalog says of its kind, else as its status suggests.
    #[must_use]
    pub fn category(&self) -> Category {
        self.response.category()
    }

    /// Who has to act.
    #[must_use]
    pub fn fault(&self) -> Fault {
        self.category().fault()
    }

    /// What the catalog says of the close code it came with.
    #[must_use]
    pub fn close_code(&self) -> Option<&'static CloseCodeInfo<'static>> {
        self.response.close_code()
    }

    /// The body as it was received, to the byte.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.response.body()
    }

    /// The body as it was received, as text where it is any.
    #[must_use]
    pub fn body_text(&self) -> Option<&str> {
        self.response.body_text()
    }

    /// Returns the parts of the response to send.
    #[must_use]
    pub fn into_parts(self) -> ErrorParts {
        ErrorParts {
            status: self.status(),
            headers: self.headers(),
            body: self.into_body(),
        }
    }

    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = Vec::from([("Content-Type", self.response.content_type().to_string())]);
        let fit = self
            .response
            .kept_headers()
            .filter(|(_, value)| headers::can_hold(value));
        headers.extend(fit.map(|(name, value)| (name, value.to_string())));
        headers
    }

    /// The body as it was received, to the byte, without a copy.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.response.into_body()
    }

    /// Returns the error as problem details (RFC 9457); see [`ErrorResponse::to_problem_details`].
    #[must_use]
    pub fn to_problem_details(&self) -> ProblemDetails {
        self.response.to_problem_details()
    }

    /// The same error with another text for a person. Nothing else of the body changes; where the body has no such
    /// text, neither does this.
    #[must_use]
    pub fn with_message(self, message: &str) -> Self {
        self.response
            .with_raw(Field::MESSAGE, &string(message))
            .map_or(self, Self::from_error_response)
    }

    /// What this vendor asks to be sent to its support, filled in as far as this answer tells.
    #[must_use]
    pub fn support_report(&self) -> String {
        support::report(&self.response)
    }

    /// Returns the decoded response.
    #[must_use]
    pub fn response(&self) -> &ErrorResponse<'static> {
        &self.response
    }
}

const NO_HEADERS: &[(&str, &str); 0] = &[];

impl<K> Clone for Error<K> {
    fn clone(&self) -> Self {
        Error {
            response: self.response.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> PartialEq for Error<K> {
    fn eq(&self, other: &Self) -> bool {
        self.response == other.response
    }
}

impl<K> Eq for Error<K> {}

impl<K: ErrorKind> From<K> for Error<K> {
    fn from(kind: K) -> Self {
        Error::builder(kind).build()
    }
}

/// `voice_not_found (404): No such voice. [request r1]`
impl<K: ErrorKind> fmt::Display for Error<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.response, f)
    }
}

/// Without what the catalog marks as sensitive, as in [`ErrorResponse`].
impl<K: ErrorKind> fmt::Debug for Error<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.write_debug("Error", f)
    }
}

impl<K: ErrorKind> core::error::Error for Error<K> {}
