//! A strict parser for JSON (RFC 8259) that builds nothing. Unlike the [scanner](crate::engine::scan), it accepts only what
//! other JSON parsers accept.
//!
//! It does not recurse, so depth is limited only by memory: one byte for each open list or object. Like `serde_json` if it
//! skips a value, it examines neither UTF-8 nor surrogate pairs.

use alloc::vec::Vec;

/// A result whose error is the position of the first byte that is not JSON, or the length of a truncated text.
type Result<T> = core::result::Result<T, usize>;

/// Validates a text that contains one value and nothing else.
pub(crate) fn whole(json: &[u8]) -> Result<()> {
    let mut parser = Parser { json, at: 0 };
    parser.value()?;
    match parser.peek() {
        Ok(_) => Err(parser.at),
        Err(_) => Ok(()),
    }
}

/// Validates the value at the start of a text, and returns its end.
pub(crate) fn first(json: &[u8]) -> Result<usize> {
    let mut parser = Parser { json, at: 0 };
    parser.value()?;
    Ok(parser.at)
}

struct Parser<'b> {
    json: &'b [u8],
    at: usize,
}

impl Parser<'_> {
    fn value(&mut self) -> Result<()> {
        // The brackets that close the open lists and objects.
        let mut open = Vec::new();
        loop {
            if open.last() == Some(&b'}') {
                self.name()?;
            }
            match self.peek()? {
                bracket @ (b'[' | b'{') => {
                    self.at += 1;
                    let close = bracket + 2;
                    if self.peek()? != close {
                        open.push(close);
                        continue;
                    }
                    self.at += 1;
                }
                b'"' => self.string()?,
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => self.number()?,
            }
            loop {
                let Some(close) = open.last() else {
                    return Ok(());
                };
                let next = self.peek()?;
                if next != b',' && next != *close {
                    return Err(self.at);
                }
                self.at += 1;
                if next == b',' {
                    break;
                }
                open.pop();
            }
        }
    }

    /// Skips the name of a member and its colon.
    fn name(&mut self) -> Result<()> {
        self.peek()?;
        self.string()?;
        self.peek()?;
        self.word(b":")
    }

    fn string(&mut self) -> Result<()> {
        self.word(b"\"")?;
        loop {
            let rest = self.json.get(self.at..).unwrap_or_default();
            let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
            self.at += rest.iter().position(ends).unwrap_or(rest.len());
            if self.skip_any(b"\"") {
                return Ok(());
            }
            self.word(b"\\")?;
            if self.skip_any(b"u") {
                for _ in 0..4 {
                    self.one_of(u8::is_ascii_hexdigit)?;
                }
            } else {
                self.one_of(|byte| b"\"\\/bfnrt".contains(byte))?;
            }
        }
    }

    fn number(&mut self) -> Result<()> {
        self.skip_any(b"-");
        if !self.skip_any(b"0") {
            self.digits()?;
        }
        if self.skip_any(b".") {
            self.digits()?;
        }
        if self.skip_any(b"eE") {
            self.skip_any(b"+-");
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<()> {
        self.one_of(u8::is_ascii_digit)?;
        while self.one_of(u8::is_ascii_digit).is_ok() {}
        Ok(())
    }

    fn word(&mut self, word: &[u8]) -> Result<()> {
        word.iter()
            .try_for_each(|letter| self.one_of(|byte| byte == letter))
    }

    /// Returns the next byte other than white space.
    fn peek(&mut self) -> Result<u8> {
        while self.skip_any(b" \t\r\n") {}
        self.json.get(self.at).copied().ok_or(self.at)
    }

    fn skip_any(&mut self, bytes: &[u8]) -> bool {
        self.one_of(|byte| bytes.contains(byte)).is_ok()
    }

    fn one_of(&mut self, accepted: impl FnOnce(&u8) -> bool) -> Result<()> {
        let next = self.json.get(self.at).filter(|byte| accepted(byte));
        self.at += next.map(|_| 1).ok_or(self.at)?;
        Ok(())
    }
}
