//! A response in parts.

use alloc::string::String;
use alloc::vec::Vec;

/// The parts of a response that carries an error: what any HTTP server or WebSocket needs to send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorParts {
    /// The HTTP status; `None` if none was given and the catalog states none.
    pub status: Option<u16>,
    /// `Content-Type`, and the headers that the catalog names. A value with a line end is left out, as no header can hold it.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}
