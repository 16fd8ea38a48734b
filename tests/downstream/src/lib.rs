//! A crate as users write them.
#![deny(
    dead_code,
    missing_docs,
    unused_qualifications,
    clippy::nursery,
    clippy::pedantic
)]

use api_error_catalog::{ApiErrorCatalog, elevenlabs};
use serde::{Deserialize, Serialize};

/// The errors of Acme Speech, from a catalog of this crate's own.
#[derive(ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", module = acme)]
pub struct Acme;

/// `acme::Error` is a type of this crate, so `?` works on any error that a server meets.
impl From<std::io::Error> for acme::Error {
    fn from(cause: std::io::Error) -> Self {
        Self::from(acme::TooManyRequests).with_source(cause)
    }
}

impl acme::Error {
    /// Returns `true` if the text must be split.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.kind() == Some(acme::ErrorKind::TextTooLong)
    }
}

/// What this crate's user sees.
#[derive(Debug)]
pub enum SpeakError {
    /// Acme refused.
    Acme(acme::Error),
    /// `ElevenLabs` refused.
    ElevenLabs(elevenlabs::Error),
}

impl From<acme::Error> for SpeakError {
    fn from(error: acme::Error) -> Self {
        Self::Acme(error)
    }
}

impl From<elevenlabs::Error> for SpeakError {
    fn from(error: elevenlabs::Error) -> Self {
        Self::ElevenLabs(error)
    }
}

/// A line of a log that keeps codes it has never heard of.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The code as sent.
    pub code: elevenlabs::ErrorCode,
    /// The documented error.
    pub kind: Option<acme::ErrorKind>,
}

/// The errors of Acme Speech, written out: `own::Error` decodes responses as `acme::Error` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", module = own)]
pub enum Kind {
    /// In another order than in the catalog.
    TooManyRequests,
    /// No such voice.
    VoiceNotFound,
    /// Too much text.
    TextTooLong,
}

/// What this crate does something about.
#[derive(Debug, PartialEq, Eq, ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", module = acme)]
pub enum Handled {
    /// Split the text.
    TextTooLong,
    /// Tell the user.
    #[catalog(other)]
    Other(acme::ErrorCode),
}

/// What this crate sends again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ApiErrorCatalog)]
#[catalog(path = "spec/acme.yaml", module = acme, subset)]
pub enum Retried {
    /// After a while.
    TooManyRequests,
}
