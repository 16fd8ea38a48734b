//! What is said of an answer: in one line, and to the vendor's support.

use alloc::string::String;
use core::fmt::{self, Write};

use crate::decoded::{Decoded, Resolution, Transport};
use crate::envelope::Field;

/// The most of a body that is no JSON to show in one line, in bytes.
const SHOWN: usize = 120;

/// `voice_not_found (404): No such voice. [request r1]`
impl fmt::Display for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_title(f)?;
        match self.transport() {
            Transport::Http(Some(status)) => write!(f, " ({status})")?,
            Transport::Close(code) => write!(f, " (close {code})")?,
            Transport::Http(None) | Transport::WebSocket => {}
        }
        if let Some(message) = self.text(Field::MESSAGE).or_else(|| self.first_line()) {
            write!(f, ": {message}")?;
        }
        match self.text(Field::REQUEST_ID) {
            Some(id) => write!(f, " [request {id}]"),
            None => Ok(()),
        }
    }
}

impl Decoded {
    /// The code, with the name beside a code that is a number; without a code the name, or why there is none.
    fn write_title(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.info().map(|info| info.name).or_else(|| self.close_code().map(|close| close.name));
        match (self.text(Field::CODE), name, self.resolution()) {
            (Some(code), Some(name), _) if code.parse::<i64>().is_ok() => write!(f, "{code} {name}"),
            (Some(code), _, _) => f.write_str(code),
            (None, Some(name), _) => f.write_str(name),
            (None, None, Resolution::Unresolved(reason)) => write!(f, "{reason}"),
            (None, None, Resolution::Known(_)) => Ok(()),
        }
    }

    /// The beginning of a body in which no field was found.
    fn first_line(&self) -> Option<&str> {
        if self.shape.is_some() {
            return None;
        }
        let text = core::str::from_utf8(self.body()).ok()?.trim_start();
        let line = text.lines().next()?.trim_end();
        let end = (0..=SHOWN.min(line.len())).rev().find(|&at| line.is_char_boundary(at))?;
        line.get(..end).filter(|line| !line.is_empty())
    }
}

/// What the vendor asks to be sent, filled in as far as the answer tells.
pub(crate) fn report(decoded: &Decoded) -> String {
    let support = decoded.catalog().support;
    let mut report = String::new();
    // Writing into a string cannot fail.
    let _ = writeln!(report, "{}: {decoded}", decoded.catalog().title);
    for address in [support.url, support.email].into_iter().flatten() {
        let _ = writeln!(report, "Support: {address}");
    }
    for item in support.send {
        let known = decoded.catalog().field(item).and_then(|field| decoded.text(field));
        let _ = match known {
            Some(value) => writeln!(report, "- {item}: {value}"),
            None => writeln!(report, "- {item}: (please add)"),
        };
    }
    report
}
