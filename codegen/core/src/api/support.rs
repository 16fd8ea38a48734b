//! Formats a response: on one line, for debugging, and for the vendor's support. Sensitive fields appear in none of
//! them.

use alloc::string::String;
use core::fmt::{self, Write};

use crate::engine::resolution::{Resolution, Transport};
use crate::engine::response::ErrorResponse;
use crate::tables::envelope::Field;

/// The maximum number of bytes of a body that is not JSON, on one line.
const SHOWN: usize = 120;

/// The maximum number of bytes of a line that are buffered before they are written.
const GATHERED: usize = 256;

/// The maximum number of bytes of a body in debug output.
const DEBUGGED: usize = 4096;

/// Formats the error on one line, whatever was sent: `voice_not_found (404): No such voice. [request r1]`.
impl fmt::Display for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line {
            f,
            bytes: [0; GATHERED],
            end: 0,
        };
        self.write_title(&mut line)?;
        match self.transport() {
            Transport::Http(Some(status)) => {
                line.write_str(" (")?;
                line.write_str(itoa::Buffer::new().format(status))?;
                line.write_str(")")?;
            }
            Transport::Close(code) => write!(line, " (close {code})")?,
            Transport::Http(None) | Transport::WebSocket => {}
        }
        if let Some(message) = self.shown(Field::MESSAGE).or_else(|| self.first_line()) {
            line.write_str(": ")?;
            line.write_str(message)?;
        }
        if let Some(id) = self.shown(Field::REQUEST_ID) {
            line.write_str(" [request ")?;
            line.write_str(id)?;
            line.write_str("]")?;
        }
        line.flush()
    }
}

/// Buffers the parts of a line, so that it is checked once and a `String` grows once.
struct Line<'f, 'a> {
    f: &'f mut fmt::Formatter<'a>,
    bytes: [u8; GATHERED],
    end: usize,
}

impl Line<'_, '_> {
    fn flush(&mut self) -> fmt::Result {
        // Only whole strings are buffered, so the buffer is UTF-8.
        let gathered = self
            .bytes
            .get(..self.end)
            .and_then(|bytes| core::str::from_utf8(bytes).ok())
            .unwrap_or_default();
        self.end = 0;
        write_line(gathered, self.f)
    }
}

impl Write for Line<'_, '_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if let Some(room) = self.bytes.get_mut(self.end..self.end + text.len()) {
            room.copy_from_slice(text.as_bytes());
            self.end += text.len();
            return Ok(());
        }
        self.flush()?;
        write_line(text, self.f)
    }
}

/// Omits fields that the catalog marks as sensitive. If there are some, the other fields are shown instead of the body.
impl fmt::Debug for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_debug("ErrorResponse", None, f)
    }
}

impl ErrorResponse<'_> {
    pub(crate) fn write_debug(
        &self,
        title: &str,
        source: Option<&dyn fmt::Debug>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let mut debug = f.debug_struct(title);
        debug.field("catalog", &self.catalog().name);
        match self.resolution() {
            Resolution::Known(_) => debug.field(
                "kind",
                &format_args!("{}", self.info().map_or("", |info| info.name)),
            ),
            Resolution::Unresolved(reason) => debug.field("unresolved_reason", &reason),
        };
        debug.field("transport", &self.transport());
        if !self.catalog().has_sensitive() {
            let body = self.body();
            debug.field(
                "body",
                &String::from_utf8_lossy(body.get(..DEBUGGED).unwrap_or(body)),
            );
            if body.len() > DEBUGGED {
                debug.field("bytes", &body.len());
            }
            return Self::end_debug(&mut debug, source);
        }
        for field in Field::TEXTS {
            if let Some(text) = self.shown(field) {
                debug.field(self.catalog().field_name(field), &text);
            }
        }
        debug.field(
            "body",
            &format_args!("[{} bytes, some sensitive]", self.body().len()),
        );
        Self::end_debug(&mut debug, source)
    }

    fn end_debug(
        debug: &mut fmt::DebugStruct<'_, '_>,
        source: Option<&dyn fmt::Debug>,
    ) -> fmt::Result {
        if let Some(source) = source {
            debug.field("source", source);
        }
        debug.finish()
    }

    /// Returns a field as text, unless the catalog marks it as sensitive.
    pub(crate) fn shown(&self, field: Field) -> Option<&str> {
        self.text(field)
            .filter(|_| !self.catalog().is_sensitive(field))
    }

    /// Returns the code, and after a numeric code the name. Without a code, returns the name, or the reason why there is none.
    fn write_title(&self, line: &mut Line<'_, '_>) -> fmt::Result {
        let name = || {
            self.info()
                .map(|info| info.name)
                .or_else(|| self.close_code().map(|close| close.name))
        };
        match self.text(Field::CODE) {
            Some(code) if is_number(code) => match name() {
                Some(name) => [code, " ", name]
                    .iter()
                    .try_for_each(|part| line.write_str(part)),
                None => line.write_str(code),
            },
            Some(code) => line.write_str(code),
            None => match (name(), self.resolution()) {
                (Some(name), _) => line.write_str(name),
                (None, Resolution::Unresolved(reason)) => write!(line, "{reason}"),
                (None, Resolution::Known(_)) => Ok(()),
            },
        }
    }

    /// Returns the information that this vendor's support asks for, if the response contains it.
    #[must_use]
    #[inline]
    pub fn support_report(&self) -> String {
        let support = self.catalog().support;
        let mut report = String::new();
        // Writing into a string cannot fail.
        let _ = writeln!(report, "{}: {self}", self.catalog().title);
        for address in [support.url, support.email].into_iter().flatten() {
            let _ = writeln!(report, "Support: {address}");
        }
        for item in support.send {
            let known = self
                .catalog()
                .field(item)
                .and_then(|field| Some((field, self.text(field)?)));
            let _ = match known {
                Some((field, _)) if self.catalog().is_sensitive(field) => {
                    writeln!(report, "- {item}: (not shown)")
                }
                Some((_, value)) => writeln!(report, "- {item}: {value}"),
                None => writeln!(report, "- {item}: (please add)"),
            };
        }
        report
    }

    /// Returns the start of a body without any known field.
    fn first_line(&self) -> Option<&str> {
        if self.shape.is_some() || self.catalog().has_sensitive() {
            return None;
        }
        let line = self.body_text()?.trim_start().lines().next()?.trim_end();
        let end = (0..=SHOWN.min(line.len()))
            .rev()
            .find(|&at| line.is_char_boundary(at))?;
        line.get(..end).filter(|line| !line.is_empty())
    }
}

fn is_number(code: &str) -> bool {
    let digits = code.strip_prefix('-').unwrap_or(code);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Writes a text with a space for each control character, so that a server cannot forge lines of a log or control a
/// terminal.
fn write_line(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if is_printable_ascii(text.as_bytes()) {
        return f.write_str(text);
    }
    let mut parts = text.split(char::is_control);
    f.write_str(parts.next().unwrap_or_default())?;
    parts.try_for_each(|part| f.write_char(' ').and_then(|()| f.write_str(part)))
}

/// Compares sixteen bytes at a time without an early exit, so that the processor can compare them at once.
fn is_printable_ascii(text: &[u8]) -> bool {
    let printable = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(true, |all, byte| all & matches!(byte, b' '..=b'~'))
    };
    let Some(last) = text.last_chunk::<16>() else {
        return printable(text);
    };
    text.chunks_exact(16).all(printable) && printable(last)
}
