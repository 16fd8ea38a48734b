//! An error → one line of text: a `String` of its own, or one that has room.

use std::fmt::Write;
use std::hint::black_box;

use api_error_catalog::elevenlabs;

use crate::by_hand::elevenlabs::Code;

/// The same error, ours and with `thiserror`.
#[derive(Debug)]
pub struct Lines {
    ours: elevenlabs::Error,
    by_hand: ByHand,
    line: String,
}

/// `voice_not_found (404): No such voice. [request r1]`
#[derive(Debug, thiserror::Error)]
#[error("{code} ({status}): {message} [request {request_id}]")]
struct ByHand {
    code: &'static str,
    status: u16,
    message: String,
    request_id: String,
}

impl Default for Lines {
    fn default() -> Lines {
        let (message, id) = ("There is no voice with this ID.", "7c1f0a52e4b94d6d");
        let ours = elevenlabs::Error::builder(elevenlabs::ErrorKind::VoiceNotFound)
            .message(message)
            .request_id(id)
            .build()
            .unwrap_or_else(|error| panic!("{error}"));
        let by_hand = ByHand {
            code: "voice_not_found",
            status: 404,
            message: message.into(),
            request_id: id.into(),
        };
        assert_eq!(ours.to_string(), by_hand.to_string(), "the same line");
        Lines {
            ours,
            by_hand,
            line: String::with_capacity(256),
        }
    }
}

impl Lines {
    /// Ours, as a `String` of its own.
    #[must_use]
    pub fn our_string(&self) -> usize {
        black_box(black_box(&self.ours).to_string()).len()
    }

    /// With `thiserror`, as a `String` of its own.
    #[must_use]
    pub fn thiserror_string(&self) -> usize {
        black_box(black_box(&self.by_hand).to_string()).len()
    }

    /// Ours.
    pub fn ours(&mut self) -> usize {
        self.line.clear();
        let _ = write!(self.line, "{}", black_box(&self.ours));
        black_box(self.line.len())
    }

    /// With `thiserror`.
    pub fn thiserror(&mut self) -> usize {
        self.line.clear();
        let _ = write!(self.line, "{}", black_box(&self.by_hand));
        black_box(self.line.len())
    }

    /// The kind of error alone, ours.
    pub fn our_kind(&mut self) -> usize {
        self.line.clear();
        let _ = write!(
            self.line,
            "{}",
            black_box(elevenlabs::ErrorKind::VoiceNotFound)
        );
        black_box(self.line.len())
    }

    /// The kind of error alone, with `thiserror`.
    pub fn thiserror_kind(&mut self) -> usize {
        self.line.clear();
        let _ = write!(self.line, "{}", black_box(Code::VoiceNotFound));
        black_box(self.line.len())
    }
}
