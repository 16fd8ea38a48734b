//! The fields of a response by name, and its parts to send.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::api::parts::ErrorParts;
use crate::engine::body::Body;
use crate::engine::encode::string;
use crate::engine::headers;
use crate::engine::resolution::{Resolution, UnresolvedReason};
use crate::engine::response::ErrorResponse;
use crate::engine::view;
use crate::tables::catalog::Catalog;
use crate::tables::category::Fault;
use crate::tables::envelope::Field;

impl<'t> ErrorResponse<'t> {
    /// Returns the name of the identified error, such as `VoiceNotFound`.
    #[must_use]
    #[inline]
    pub fn name(&self) -> Option<&'t str> {
        self.info().map(|info| info.name)
    }

    /// Returns who must act so that the error goes away.
    #[must_use]
    #[inline]
    pub fn fault(&self) -> Fault {
        self.category().fault()
    }

    /// Returns why the response is not identified as one documented error, or `None` if it is.
    #[must_use]
    #[inline]
    pub fn unresolved_reason(&self) -> Option<UnresolvedReason> {
        match self.resolution() {
            Resolution::Known(_) => None,
            Resolution::Unresolved(reason) => Some(reason),
        }
    }

    /// Returns the code as a string, without the decorations that the catalog states under `code_forms`. The string of a numeric
    /// code has its digits.
    #[must_use]
    #[inline]
    pub fn code_text(&self) -> Option<&str> {
        self.sent_code()
    }

    /// Returns `true` if the response has this code, whether or not the catalog contains the code.
    #[must_use]
    #[inline]
    pub fn has_code(&self, code: &str) -> bool {
        self.code_text() == Some(code)
    }

    /// Returns the type.
    #[must_use]
    #[inline]
    pub fn error_type(&self) -> Option<&str> {
        self.text(Field::TYPE)
    }

    /// Returns the message.
    #[must_use]
    #[inline]
    pub fn message(&self) -> Option<&str> {
        self.text(Field::MESSAGE)
    }

    /// Returns the ID of the request, from the body or from the header that the catalog names.
    #[must_use]
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.text(Field::REQUEST_ID)
    }

    /// Returns the name of the invalid request parameter.
    #[must_use]
    #[inline]
    pub fn param(&self) -> Option<&str> {
        self.text(Field::PARAM)
    }

    /// Returns a field of the envelope as text. Its name follows `$` in the catalog.
    #[must_use]
    #[inline]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.text(self.catalog().field(name)?)
    }

    /// Returns a field of the envelope as the JSON text that is in the body.
    #[must_use]
    #[inline]
    pub fn field_json(&self, name: &str) -> Option<&str> {
        self.raw(self.catalog().field(name)?)
    }

    /// Returns `true` if the client did not read all of the body, because it is truncated or longer than the client's limit.
    #[must_use]
    #[inline]
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Returns the media type of the body: JSON if fields were found, otherwise plain text, so that no browser renders it as a page.
    #[inline]
    fn content_type(&self) -> &'static str {
        match (self.shape, self.body_text()) {
            (Some(_), _) if self.view.is_some() => view::media_type(self.body()),
            (Some(_), _) => "application/json",
            (None, Some(_)) if view::is_json(self.body()) => "application/json",
            (None, Some(_)) => "text/plain; charset=utf-8",
            (None, None) => "application/octet-stream",
        }
    }

    /// Returns the headers to send.
    #[inline]
    pub(crate) fn headers(&self) -> Vec<(&'t str, String)> {
        let mut headers = Vec::from([("Content-Type", self.content_type().to_string())]);
        let fit = self
            .kept_headers()
            .filter(|(_, value)| headers::can_hold(value));
        headers.extend(fit.map(|(name, value)| (name, value.to_string())));
        headers
    }

    /// Returns the same response, decoded by this catalog.
    #[inline]
    pub(crate) fn decoded_by(self, catalog: &'t Catalog<'t>) -> ErrorResponse<'t> {
        if core::ptr::eq(self.catalog, catalog) {
            return self;
        }
        let headers: Vec<(&str, &str)> = self.kept_headers().collect();
        let body = self.body().to_vec();
        ErrorResponse::new(catalog, self.transport, &headers.as_slice(), body)
    }

    /// Returns the same response with another message, or `None` if its body has no message.
    #[inline]
    pub(crate) fn with_message(&self, message: &str) -> Option<ErrorResponse<'t>> {
        self.with_raw(Field::MESSAGE, &string(message))
    }

    /// Returns the same response with another JSON text for one field of its body.
    #[inline]
    fn with_raw(&self, field: Field, json: &str) -> Option<ErrorResponse<'t>> {
        if self.view.is_some() {
            return None;
        }
        let range = self.fields.get(usize::from(field.0))?.range()?;
        let mut body = self.body().get(..range.start)?.to_vec();
        body.extend_from_slice(json.as_bytes());
        body.extend_from_slice(self.body().get(range.end..)?);
        // Without the bytes of the old value, the body may look like another notation, which it was not read as.
        let body = Body::new(body);
        let mut read = ErrorResponse::of_json(self.catalog, self.transport, body, self.shape);
        read.resolution = self.resolution;
        // A header that states the field as well would still have the old value.
        let others = self.headers.iter().filter(|kept| kept.field != field);
        read.headers = others.cloned().collect();
        read.delay = self.delay;
        read.truncated = self.truncated;
        Some(read)
    }
}

impl ErrorResponse<'static> {
    /// Returns the status, headers and body of the response to send.
    #[must_use]
    #[inline]
    pub fn into_parts(self) -> ErrorParts {
        ErrorParts {
            status: self.status(),
            headers: self.headers(),
            body: self.into_body(),
        }
    }
}
