//! A scanner for JSON that may be invalid, truncated or not UTF-8. It reads as much as there is.
//!
//! It allocates nothing and does not recurse: values that are not needed are skipped by counting brackets.
//! `None` means that the text ends here or is not JSON here. Everything found before is kept.

use memchr::{memchr, memchr2};

use crate::engine::quote::near_quote;
use crate::engine::validate;

/// The position of a JSON value in the body; an empty span stands for a missing value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Creates the span from `start` to `end`, or an empty one if a position does not fit.
    pub(crate) fn new(start: usize, end: usize) -> Span {
        let place = |at: usize| u32::try_from(at).ok();
        place(start)
            .zip(place(end))
            .map(|(start, end)| Span { start, end })
            .unwrap_or_default()
    }

    /// Returns the first byte of the value, if there is one.
    #[inline]
    pub(crate) fn first(self, body: &[u8]) -> Option<u8> {
        if self.start == self.end {
            return None;
        }
        body.get(self.start as usize).copied()
    }

    /// Returns the positions, if there is a value.
    pub(crate) fn range(self) -> Option<core::ops::Range<usize>> {
        (self.start != self.end).then_some(self.start as usize..self.end as usize)
    }
}

/// A position in a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scanner<'b> {
    pub(super) body: &'b [u8],
    pub(super) at: usize,
    /// Whether a string with an escape was skipped.
    pub(super) escapes: bool,
}

impl<'b> Scanner<'b> {
    /// Starts at the first value of a body, after a byte order mark and a prefix that guards JSON against inclusion as a script.
    pub(crate) fn new(body: &'b [u8]) -> Scanner<'b> {
        Scanner {
            body,
            at: match body.first() {
                Some(b'{' | b'[') => 0,
                _ => start(body),
            },
            escapes: false,
        }
    }

    /// Returns `true` if a string with an escape was skipped.
    pub(crate) fn has_escapes(&self) -> bool {
        self.escapes
    }

    /// Continues where another scanner of the same body stopped.
    pub(crate) fn go_to(&mut self, other: Scanner<'b>) {
        self.at = other.at;
        self.note_escapes(other);
    }

    /// Records whether another scanner of the same body skipped a string with an escape.
    pub(crate) fn note_escapes(&mut self, other: Scanner<'b>) {
        self.escapes |= other.escapes;
    }

    /// Returns the next byte other than white space, without consuming it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.body.get(self.at)? {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Visits the items of a list, each with its index.
    pub(crate) fn list(
        &mut self,
        mut item: impl FnMut(&mut Self, usize) -> Option<()>,
    ) -> Option<()> {
        self.take(b'[')?;
        let mut next = self.peek()?;
        let mut place = 0;
        while next != b']' {
            item(self, place)?;
            place += 1;
            next = self.behind_comma()?;
        }
        self.at += 1;
        Some(())
    }

    /// Starts a list whose items are read one at a time.
    pub(crate) fn start_list(&mut self) -> Option<()> {
        self.take(b'[')
    }

    /// Goes to the next item of such a list, or returns `None` at its end.
    pub(crate) fn next_item(&mut self) -> Option<()> {
        (self.behind_comma()? != b']').then_some(())
    }

    /// Returns the position in the body.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Skips one value.
    #[inline]
    pub(crate) fn skip(&mut self) -> Option<()> {
        let first = self.peek()?;
        self.skip_from(first)
    }

    /// Skips the value that starts here, with this byte.
    #[inline(always)]
    pub(crate) fn skip_from(&mut self, first: u8) -> Option<()> {
        match first {
            b'"' => self.rest_of_string().map(|_| ()),
            b'{' | b'[' => self.skip_nested(),
            _ => self.skip_scalar(),
        }
    }

    /// Skips a bracket, comma, colon, string or scalar, and returns its position. At the latest, it ends with the body.
    #[cfg(any(feature = "build", feature = "record"))]
    pub(crate) fn token(&mut self) -> Option<(u8, core::ops::Range<usize>)> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'{' | b'}' | b'[' | b']' | b',' | b':' => self.at += 1,
            _ if self.skip_from(first).is_some() => {}
            _ => self.at = self.body.len(),
        }
        Some((first, start..self.at))
    }

    /// Skips a string whose quote comes next, and returns its position.
    #[inline(always)]
    pub(crate) fn string_span(&mut self) -> Option<Span> {
        let start = self.at;
        self.rest_of_string()?;
        Some(Span::new(start, self.at))
    }

    /// Lets `read` skip the value that starts with the given byte, and returns the position of the value.
    #[inline]
    pub(crate) fn span(&mut self, read: impl FnOnce(&mut Self, u8) -> Option<()>) -> Option<Span> {
        let first = self.peek()?;
        let start = self.at;
        read(self, first)?;
        Some(Span::new(start, self.at))
    }

    /// Goes to the value of a member, or to an item by its index. If several members have the name, it is the first one.
    #[inline]
    pub(crate) fn enter(&mut self, step: &str) -> Option<()> {
        let mut found = None;
        let mut look = |scan: &mut Self, here: bool| {
            found = found.or_else(|| here.then_some(scan.at));
            scan.skip()
        };
        // If the scan ends early, the value found before is used.
        let _ = match self.peek()? {
            b'{' => self.object(|scan, key| look(scan, key.is(step))),
            b'[' => self.list(|scan, place| look(scan, step.parse() == Ok(place))),
            _ => None,
        };
        self.at = found?;
        Some(())
    }

    /// Returns the next string anywhere, without its quotes and with its escapes.
    #[inline]
    pub(crate) fn next_string(&mut self) -> Option<&'b [u8]> {
        self.at += self
            .body
            .get(self.at..)?
            .iter()
            .position(|byte| *byte == b'"')?;
        self.string()
    }

    #[inline]
    fn string(&mut self) -> Option<&'b [u8]> {
        if self.peek()? == b'"' {
            self.rest_of_string()
        } else {
            None
        }
    }

    /// Reads a string whose quote comes next.
    #[inline(always)]
    pub(super) fn rest_of_string(&mut self) -> Option<&'b [u8]> {
        let text = self.body.get(self.at + 1..)?;
        let end = match near_quote(text) {
            Some(end) => end,
            None => self.far_quote(text)?,
        };
        self.at += end + 2;
        text.get(..end)
    }

    /// Returns the end of a string that is long or has escapes, or `None` if it does not end.
    #[cold]
    #[inline(never)]
    fn far_quote(&mut self, text: &[u8]) -> Option<usize> {
        let mut at = 0;
        loop {
            at += memchr2(b'"', b'\\', text.get(at..)?)?;
            if *text.get(at)? == b'"' {
                return Some(at);
            }
            self.escapes = true;
            at += 2;
        }
    }

    fn skip_nested(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            let rest = self.body.get(self.at..)?;
            self.at += rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']'))?;
            match self.body.get(self.at)? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                _ => depth -= 1,
            }
            self.at += 1;
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Reads a number, a Boolean or `null`. At the end of the body it may be truncated, and is not accepted.
    fn skip_scalar(&mut self) -> Option<()> {
        let ends = |byte: &u8| {
            matches!(
                byte,
                b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']' | b' ' | b'\t' | b'\r' | b'\n'
            )
        };
        let length = self.body.get(self.at..)?.iter().position(ends)?;
        self.at += length;
        (length > 0).then_some(())
    }

    /// Consumes white space and returns the next byte. After a comma, it returns the byte that follows the comma.
    #[inline]
    pub(super) fn behind_comma(&mut self) -> Option<u8> {
        let next = self.peek()?;
        if next != b',' {
            return Some(next);
        }
        self.at += 1;
        self.peek()
    }

    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        let found = self.peek()? == byte;
        self.at += usize::from(found);
        found.then_some(())
    }
}

/// Returns the length of the byte order mark and of the guard at the start of a body.
#[cold]
pub(crate) fn start(body: &[u8]) -> usize {
    const GUARDS: [&[u8]; 5] = [b")]}',", b")]}'", b"while(1);", b"while (1);", b"for(;;);"];
    let text = body
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(body)
        .trim_ascii_start();
    let guard = GUARDS.iter().find_map(|guard| text.strip_prefix(*guard));
    body.len() - guard.unwrap_or(text).len()
}

/// Returns `true` if the text between the quotes of a string has an escape.
pub(crate) fn has_escape(inner: &[u8]) -> bool {
    memchr(b'\\', inner).is_some()
}

/// Returns `true` if a skipped value is valid JSON, unlike `NaN`. Objects, lists and strings are not examined.
pub(crate) fn is_value(raw: &[u8]) -> bool {
    match raw {
        [b'"' | b'{' | b'[', ..] => true,
        [b'1'..=b'9', digits @ ..] if digits.iter().all(u8::is_ascii_digit) => true,
        _ => validate::whole(raw).is_ok(),
    }
}
