//! `tungstenite`: error messages and close frames of WebSockets.

use alloc::string::String;

use tungstenite::Message;
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode;

use crate::api::error::Error;
use crate::api::kind::ErrorKind;
use crate::engine::resolution::Transport;

/// The most bytes of a reason (RFC 6455, section 5.5: a control frame holds 125, two of them are the code).
const REASON: usize = 123;

#[cfg_attr(docsrs, doc(cfg(feature = "tungstenite")))]
impl<K: ErrorKind> Error<K> {
    /// Reads a close frame.
    #[must_use]
    pub fn from_close_frame(frame: &CloseFrame) -> Self {
        Self::from_close(frame.code.into(), frame.reason.as_bytes())
    }

    /// The error that a message is: a text or binary one that has a documented form or code, or a close frame. Any
    /// other message is `None`; [`from_message`](Error::from_message) reads it as an error all the same.
    #[must_use]
    pub fn try_from_message(message: &Message) -> Option<Self> {
        match message {
            Message::Text(text) => Self::in_bytes(text.as_bytes()),
            Message::Binary(bytes) => Self::in_bytes(bytes),
            Message::Close(Some(frame)) => Some(Self::from_close_frame(frame)),
            // A close frame without a code (RFC 6455, section 7.1.5).
            Message::Close(None) => Some(Self::from_close(CloseCode::Status.into(), "")),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => None,
        }
    }

    fn in_bytes(bytes: &[u8]) -> Option<Self> {
        let error = Self::from_message(bytes);
        (error.response().exact || error.kind().is_some()).then_some(error)
    }

    /// The message to send: a close frame for an error that came as one, its reason cut where it is longer than a close
    /// frame holds (123 bytes), else a text.
    #[must_use]
    pub fn to_message(&self) -> Message {
        let text = String::from_utf8_lossy(self.body());
        match self.transport() {
            Transport::Close(code) => {
                let end = (0..=REASON.min(text.len()))
                    .rev()
                    .find(|&at| text.is_char_boundary(at))
                    .unwrap_or(0);
                let reason = text.get(..end).unwrap_or_default();
                Message::Close(Some(CloseFrame {
                    code: CloseCode::from(code),
                    reason: reason.into(),
                }))
            }
            Transport::Http(_) | Transport::WebSocket => Message::text(text.as_ref()),
        }
    }
}
