//! `tungstenite`: error messages and close frames of WebSockets.

use alloc::string::String;

use tungstenite::Message;
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode;

use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;

/// The maximum length of a reason in bytes (RFC 6455, section 5.5: 125 in a control frame, two of which are the code).
const REASON: usize = 123;

#[cfg_attr(docsrs, doc(cfg(feature = "tungstenite")))]
impl ErrorResponse<'_> {
    /// Returns the message to send: a close frame for an error that was received as one, otherwise a text message. The reason of
    /// a close frame is truncated to 123 bytes, the maximum.
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

/// Converts an error from and to messages of `tungstenite`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_tungstenite {
    ($Error:ident) => {
        impl $Error {
            /// Decodes a close frame.
            #[must_use]
            #[inline]
            pub fn from_close_frame(
                frame: &$crate::__runtime::tungstenite::protocol::CloseFrame,
            ) -> Self {
                <Self as $crate::CatalogError>::from_close_frame(frame)
            }

            /// Decodes a message that reports an error: a text or binary message with a documented shape or code, or a close
            /// frame. Returns `None` for any other message. To decode every message, use [`from_message`](Self::from_message).
            #[must_use]
            #[inline]
            pub fn try_from_message(
                message: &$crate::__runtime::tungstenite::Message,
            ) -> ::core::option::Option<Self> {
                <Self as $crate::CatalogError>::try_from_message(message)
            }
        }
    };
}
