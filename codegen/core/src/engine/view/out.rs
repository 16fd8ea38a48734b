//! The text of a view while it is written.

use alloc::boxed::Box;
use alloc::string::String;

use crate::engine::encode;

/// A text of limited length. It is written twice: first it is only measured, so that it takes no more memory than it needs.
pub(super) struct Out {
    /// `None` if the text is only measured.
    text: Option<String>,
    length: usize,
    most: usize,
}

impl Out {
    /// Returns the text that `write` writes. At `most` bytes, it is cut.
    pub(super) fn written(most: usize, write: impl Fn(&mut Out)) -> Box<str> {
        let mut measured = Out {
            text: None,
            length: 0,
            most,
        };
        write(&mut measured);
        let mut out = Out {
            text: Some(String::with_capacity(measured.length)),
            length: 0,
            most,
        };
        write(&mut out);
        out.text.unwrap_or_default().into_boxed_str()
    }

    /// Returns the number of bytes that are written.
    #[cfg(feature = "xml")]
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Writes JSON.
    pub(super) fn json(&mut self, json: &str) {
        let length = self.length + json.len();
        if length > self.most {
            // Nothing may follow what is missing.
            self.most = self.length;
            return;
        }
        self.length = length;
        if let Some(text) = &mut self.text {
            text.push_str(json);
        }
    }

    /// Writes a part of a string.
    pub(super) fn string_part(&mut self, part: &str) {
        encode::each_escaped(part, &mut |json| self.json(json));
    }

    /// Writes a character of a string.
    pub(super) fn char(&mut self, char: char) {
        self.string_part(char.encode_utf8(&mut [0; 4]));
    }

    /// Inserts a bracket before the value that starts at `at`.
    #[cfg(feature = "xml")]
    pub(super) fn open_list(&mut self, at: usize) {
        if self.length < self.most {
            self.length += 1;
            if let Some(text) = &mut self.text {
                text.insert(at, '[');
            }
        }
    }
}
