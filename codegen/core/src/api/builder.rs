//! Building errors: for servers, and for tests of clients.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::marker::PhantomData;
use core::time::Duration;

use crate::api::build_error::{BuildError, BuildProblem};
use crate::api::catalog_response::CatalogResponse;
use crate::api::code::ErrorCode;
use crate::api::details::MembersWriter;
use crate::api::draft::{Draft, Written};
use crate::api::error::{CatalogError, HttpStatus};
use crate::api::error_args::ErrorArgs;
use crate::api::inner::Cause;
use crate::api::json::Json;
use crate::api::kind::ErrorKind;
use crate::api::violations::Violation;
use crate::engine::delay;
use crate::tables::envelope::Field;

/// Builds a documented error; see [`CatalogError::builder`].
///
/// Values that you do not set come from the catalog: the code, the type, the first documented status, and the message. The
/// message is the documented template, filled with the arguments. If the error has no template, it is the catalog's message for
/// end users, or the description if there is none.
#[derive(Clone)]
#[must_use]
pub struct Builder<E> {
    draft: Draft,
    source: Option<Cause>,
    error: PhantomData<fn() -> E>,
}

/// Omits the values, because some may be sensitive.
impl<E: CatalogError> core::fmt::Debug for Builder<E> {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Builder")
            .field("kind", &E::Kind::from_index(self.draft.error))
            .finish_non_exhaustive()
    }
}

impl<E: CatalogError> Builder<E> {
    #[inline]
    pub(crate) fn new(error: &impl ErrorArgs<Kind = E::Kind>) -> Builder<E> {
        let mut draft = Draft::new(E::Kind::catalog(), error.kind_index());
        let mut args = MembersWriter::default();
        error.write(&mut args);
        for (name, json) in args.finish() {
            draft.set_arg(name, json);
        }
        Builder {
            draft,
            source: None,
            error: PhantomData,
        }
    }

    /// Sets the HTTP status. The default is the first documented status, so set it if the catalog documents none.
    #[inline]
    pub fn status(mut self, status: impl HttpStatus) -> Self {
        self.draft.status = Some(status.to_u16());
        self
    }

    /// Replaces the kind's own code.
    #[inline]
    pub fn code(self, code: ErrorCode<E::Kind>) -> Self {
        self.text(Field::CODE, code.as_str())
    }

    /// Replaces the kind's own type.
    #[inline]
    pub fn error_type(self, name: &str) -> Self {
        self.text(Field::TYPE, name)
    }

    /// Sets the message. If the catalog documents a template, set the arguments instead.
    #[inline]
    pub fn message(self, message: impl AsRef<str>) -> Self {
        self.text(Field::MESSAGE, message.as_ref())
    }

    /// Sets an argument of the documented message, a member of the documented `details`, or both if both have this name.
    #[inline]
    pub fn arg(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.draft.set_arg(name, value.into().as_str().to_string());
        self
    }

    /// Sets the ID of the request.
    #[inline]
    pub fn request_id(self, id: impl AsRef<str>) -> Self {
        self.text(Field::REQUEST_ID, id.as_ref())
    }

    /// Sets the name of the invalid request parameter.
    #[inline]
    pub fn param(self, param: impl AsRef<str>) -> Self {
        self.text(Field::PARAM, param.as_ref())
    }

    /// Sets the delay, rounded up to whole seconds.
    ///
    /// The delay is sent wherever the catalog documents one: in the body, in a header, or in the message. If it documents none,
    /// the delay is sent in the header `Retry-After`.
    #[inline]
    pub fn retry_after(self, delay: Duration) -> Self {
        let seconds = delay::whole_seconds(delay);
        self.text(Field::RETRY_AFTER, &seconds.to_string())
    }

    /// Adds a violation: an invalid part of the request, with a message.
    #[inline]
    pub fn violation(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        let (field, message) = (field.into(), message.into());
        self.draft.violations.push(Violation { field, message });
        self
    }

    /// Sets a field of the envelope by its name, which follows `$` in the catalog. The value is sent as a number if the catalog
    /// declares one, otherwise as a string.
    #[inline]
    pub fn field(self, name: &str, text: &str) -> Self {
        self.named(name, |field, draft| draft.scalar(field, text))
    }

    /// Sets a field of the envelope to JSON text. Its name follows `$` in the catalog.
    #[inline]
    pub fn field_json(mut self, name: &str, json: &str) -> Self {
        match json.parse::<Json>() {
            Ok(json) => self.named(name, |_, _| json.as_str().to_string()),
            Err(_) => {
                let problem = BuildProblem::InvalidJson(name.to_string());
                self.draft.problems.push(problem);
                self
            }
        }
    }

    /// Sets the cause, which the error's [`source`](core::error::Error::source) returns. It is never sent.
    #[inline]
    pub fn source(mut self, source: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        self.source = Some(Cause::from(source.into()));
        self
    }

    /// Builds the error.
    ///
    /// The response is encoded in the documented shape and decoded again as a client would, so a client reads every value that
    /// you set. An error that the catalog cannot distinguish from others is decoded as one of them.
    ///
    /// # Errors
    ///
    /// Fails if the catalog does not allow a value, or if a required argument is missing. The error lists all problems.
    #[inline]
    pub fn build(self) -> Result<E, BuildError> {
        let written = self.draft.write();
        let problems = self.draft.problems(&written.response);
        if problems.is_empty() {
            Ok(self.finish(written))
        } else {
            let kind = self.draft.info().name;
            Err(BuildError { kind, problems })
        }
    }

    /// Builds an error whose arguments the compiler has checked as far as it can.
    #[inline]
    pub(crate) fn build_documented(self) -> E {
        let written = self.draft.write();
        self.finish(written)
    }

    #[inline]
    fn finish(self, written: Written) -> E {
        let response = written.known_as(self.draft.error);
        E::from_inner(CatalogResponse::new(response).with_source(self.source))
    }

    #[inline]
    fn named(mut self, name: &str, json: impl FnOnce(Field, &Draft) -> String) -> Self {
        match self.draft.catalog.field(name) {
            Some(field) => {
                let json = json(field, &self.draft);
                self.draft.set(field, json);
            }
            None => {
                let problem = BuildProblem::UnknownField(name.to_string());
                self.draft.problems.push(problem);
            }
        }
        self
    }

    #[inline]
    fn text(mut self, field: Field, text: &str) -> Self {
        let json = self.draft.scalar(field, text);
        self.draft.set(field, json);
        self
    }
}
