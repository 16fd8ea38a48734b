//! A response in parts.

use alloc::string::String;
use alloc::vec::Vec;

/// The parts of a response that reports an error, as any HTTP server or WebSocket needs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorParts {
    /// The HTTP status; `None` if it is not set and the catalog states none.
    pub status: Option<u16>,
    /// `Content-Type`, and the headers that the catalog names. Values with a line break are omitted: no header can have one.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}
