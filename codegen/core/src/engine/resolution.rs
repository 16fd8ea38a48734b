//! How an answer came, and which documented error it is.

/// How an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Transport {
    /// As the response to a request, with this status; `None` where it is not known.
    Http(Option<u16>),
    /// As a message on a WebSocket.
    WebSocket,
    /// As the close frame of a WebSocket, with this code.
    Close(u16),
}

/// Which documented error an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// The one at this index of the catalog.
    Known(u16),
    /// None, for this reason.
    Unresolved(UnresolvedReason),
}

/// Why an answer is none of the documented errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnresolvedReason {
    /// It has a code that the catalog does not know.
    UnknownCode,
    /// It has no code, and nothing else that tells.
    MissingCode,
    /// Several errors share all that it says; see `candidates`.
    Ambiguous,
    /// It is JSON of another shape than any in the catalog.
    UnknownShape,
    /// It is no JSON: a proxy's page, plain text, nothing at all.
    NotJson,
    /// It is a close frame; see `close_code`.
    CloseFrame,
}

impl UnresolvedReason {
    /// Returns the reason in words, such as `unknown code`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            UnresolvedReason::UnknownCode => "unknown code",
            UnresolvedReason::MissingCode => "missing code",
            UnresolvedReason::Ambiguous => "ambiguous",
            UnresolvedReason::UnknownShape => "unknown shape",
            UnresolvedReason::NotJson => "not JSON",
            UnresolvedReason::CloseFrame => "close frame",
        }
    }
}

impl core::fmt::Display for UnresolvedReason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}
