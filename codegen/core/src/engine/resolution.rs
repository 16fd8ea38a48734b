//! The transport of a response, and the documented error that it is.

/// The transport of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Transport {
    /// A response to a request, with this status; `None` if it is unknown.
    Http(Option<u16>),
    /// A WebSocket message.
    WebSocket,
    /// A WebSocket close frame, with this code.
    Close(u16),
}

/// The result of identifying a response: one documented error, or the reason why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// The error at this index of the catalog.
    Known(u16),
    /// The response is not identified as one error, for this reason.
    Unresolved(UnresolvedReason),
}

/// The reason why a response is not identified as one documented error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnresolvedReason {
    /// The catalog does not contain the code.
    UnknownCode,
    /// The response has no code, and nothing else identifies an error.
    MissingCode,
    /// Several errors match; see `candidates`.
    Ambiguous,
    /// The body is JSON that matches no shape of the catalog.
    UnknownShape,
    /// The body is not JSON: it may be a proxy's page, plain text, or empty.
    NotJson,
    /// The body is compressed: the client must decompress it before it decodes it.
    Compressed,
    /// The response is a close frame; see `close_code`.
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
            UnresolvedReason::Compressed => "compressed",
            UnresolvedReason::CloseFrame => "close frame",
        }
    }
}

impl core::fmt::Display for UnresolvedReason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}
