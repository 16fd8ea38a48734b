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
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Body::Text(text) => text.as_bytes(),
            Body::Bytes(bytes) => bytes,
        }
    }
}
