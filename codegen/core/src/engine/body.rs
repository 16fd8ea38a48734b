//! The body of a response.

use alloc::string::String;
use alloc::vec::Vec;

/// The body as received.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Body {
    Text(String),
    /// A body that is not entirely UTF-8.
    Bytes(Vec<u8>),
}

impl Body {
    /// Creates the body from all its bytes, without a copy.
    pub(crate) fn new(bytes: Vec<u8>) -> Body {
        String::from_utf8(bytes).map_or_else(|fault| Body::Bytes(fault.into_bytes()), Body::Text)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Body::Text(text) => text.as_bytes(),
            Body::Bytes(bytes) => bytes,
        }
    }
}
