//! A response in parts.

use alloc::string::String;
use alloc::vec::Vec;

/// The parts of a response that reports an error, to send with any HTTP or WebSocket server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorParts {
    /// The HTTP status; `None` if it is not set and the catalog states none.
    pub status: Option<u16>,
    /// `Content-Type`, and the headers that the catalog names. Values with a line break are omitted, as headers cannot contain it.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}
