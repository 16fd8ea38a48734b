//! What is said of an answer: in one line, to a programmer, and to the vendor's support. What the catalog marks as
//! sensitive is said in none of them.

use alloc::string::String;
use core::fmt::{self, Write};

use crate::decoded::Decoded;
use crate::envelope::Field;
use crate::resolution::{Resolution, Transport};
use crate::scan::{ONES, bytes_of};

/// The most of a body that is no JSON to show in one line, in bytes.
const SHOWN: usize = 120;

/// The most of a body to show to a programmer, in bytes.
const DEBUGGED: usize = 4096;

/// `voice_not_found (404): No such voice. [request r1]`, in one line, whatever was sent.
impl fmt::Display for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_title(f)?;
        match self.transport() {
            Transport::Http(Some(status)) => write_number(" (", status, f)?,
            Transport::Close(code) => write_number(" (close ", code, f)?,
            Transport::Http(None) | Transport::WebSocket => {}
        }
        if let Some(message) = self.shown(Field::MESSAGE).or_else(|| self.first_line()) {
            f.write_str(": ")?;
            write_line(message, f)?;
        }
        if let Some(id) = self.shown(Field::REQUEST_ID) {
            f.write_str(" [request ")?;
            write_line(id, f)?;
            f.write_str("]")?;
        }
        Ok(())
    }
}

/// Without what the catalog marks as sensitive: of such a catalog the fields that may be shown stand for the body.
impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_debug("Decoded", f)
    }
}

impl Decoded {
    pub(crate) fn write_debug(&self, title: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct(title);
        debug.field("catalog", &self.catalog().name);
        match self.resolution() {
            Resolution::Known(_) => debug.field("kind", &format_args!("{}", self.info().map_or("", |info| info.name))),
            Resolution::Unresolved(reason) => debug.field("unresolved", &reason),
        };
        debug.field("transport", &self.transport());
        if !self.catalog().has_sensitive() {
            let body = self.body();
            debug.field("body", &String::from_utf8_lossy(body.get(..DEBUGGED).unwrap_or(body)));
            if body.len() > DEBUGGED {
                debug.field("bytes", &body.len());
            }
            return debug.finish();
        }
        for field in Field::TEXTS {
            if let Some(text) = self.shown(field) {
                debug.field(self.catalog().field_name(field), &text);
            }
        }
        debug.field("body", &format_args!("[{} bytes, some sensitive]", self.body().len())).finish()
    }

    /// A field as text, unless the catalog marks it as sensitive.
    pub(crate) fn shown(&self, field: Field) -> Option<&str> {
        self.text(field).filter(|_| !self.catalog().is_sensitive(field))
    }

    /// The code, with the name beside a code that is a number; without a code the name, or why there is none.
    fn write_title(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = || self.info().map(|info| info.name).or_else(|| self.close_code().map(|close| close.name));
        match self.text(Field::CODE) {
            Some(code) if is_number(code) => match name() {
                Some(name) => [code, " ", name].iter().try_for_each(|part| f.write_str(part)),
                None => f.write_str(code),
            },
            Some(code) => write_line(code, f),
            None => match (name(), self.resolution()) {
                (Some(name), _) => f.write_str(name),
                (None, Resolution::Unresolved(reason)) => write!(f, "{reason}"),
                (None, Resolution::Known(_)) => Ok(()),
            },
        }
    }

    /// The beginning of a body in which no field was found.
    fn first_line(&self) -> Option<&str> {
        if self.shape.is_some() || self.catalog().has_sensitive() {
            return None;
        }
        let line = self.body_text()?.trim_start().lines().next()?.trim_end();
        let end = (0..=SHOWN.min(line.len())).rev().find(|&at| line.is_char_boundary(at))?;
        line.get(..end).filter(|line| !line.is_empty())
    }
}

fn write_number(before: &str, number: u16, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(before)?;
    f.write_str(itoa::Buffer::new().format(number))?;
    f.write_str(")")
}

fn is_number(code: &str) -> bool {
    code.starts_with(|first: char| first.is_ascii_digit() || first == '-') && code.parse::<i64>().is_ok()
}

/// Writes a text with a space for each control character: what a server sends must not forge lines of a log, nor
/// steer a terminal.
fn write_line(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if !may_have_control(text.as_bytes()) {
        return f.write_str(text);
    }
    text.chars().try_for_each(|char| f.write_char(if char.is_control() { ' ' } else { char }))
}

/// Whether a text may have a control character: by words of eight bytes, all of them, as nearly no text has one.
fn may_have_control(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk::<8>() else { return text.iter().any(|byte| is_control_byte(*byte)) };
    let mut found = control_bytes(*last);
    for word in text.chunks_exact(8) {
        found |= word.first_chunk().map_or(0, |word| control_bytes(*word));
    }
    found != 0
}

/// Not 0 where one of these bytes may be of a control character.
fn control_bytes(word: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(word);
    let below_space = word.wrapping_sub(ONES * u64::from(b' ')) & !word & (ONES << 7);
    below_space | bytes_of(word, 0x7f) | bytes_of(word, 0xc2)
}

/// 0xc2 begins the control characters beyond ASCII.
fn is_control_byte(byte: u8) -> bool {
    byte < b' ' || byte == 0x7f || byte == 0xc2
}

/// What the vendor asks to be sent, filled in as far as the answer tells.
#[inline]
pub(crate) fn report(decoded: &Decoded) -> String {
    let support = decoded.catalog().support;
    let mut report = String::new();
    // Writing into a string cannot fail.
    let _ = writeln!(report, "{}: {decoded}", decoded.catalog().title);
    for address in [support.url, support.email].into_iter().flatten() {
        let _ = writeln!(report, "Support: {address}");
    }
    for item in support.send {
        let known = decoded.catalog().field(item).and_then(|field| Some((field, decoded.text(field)?)));
        let _ = match known {
            Some((field, _)) if decoded.catalog().is_sensitive(field) => writeln!(report, "- {item}: (not shown)"),
            Some((_, value)) => writeln!(report, "- {item}: {value}"),
            None => writeln!(report, "- {item}: (please add)"),
        };
    }
    report
}
