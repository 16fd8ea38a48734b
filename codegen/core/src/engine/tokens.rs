//! JSON token by token, for code that copies or measures JSON instead of reading its values: redaction, and the
//! project's readers and writers of pages. It uses the scanner, so that a string ends at the same byte for all of them.

use alloc::boxed::Box;

use crate::engine::scan::Scanner;
use crate::engine::text;

/// Splits a text into tokens. It need not be JSON: other text becomes words, and only white space is skipped.
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens {
        text,
        scanner: Scanner::new(text.as_bytes()),
    }
}

/// The tokens of a text, from [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    scanner: Scanner<'t>,
}

/// A part of a text that is JSON or resembles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The kind.
    pub kind: TokenKind,
    /// The byte offset in the text.
    pub at: usize,
    /// Its text. A string has its quotes and escapes; only at the end of the text, the closing quote can be missing.
    pub text: &'t str,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `{` or `[`.
    Open,
    /// `}` or `]`.
    Close,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// A string, also one that is the name of a member.
    String,
    /// A number, `true`, `false`, `null`, or a run of other characters.
    Word,
}

impl Token<'_> {
    /// Returns the byte offset after the token.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Returns the characters of a string, without its quotes and escapes.
    pub fn unescaped(&self) -> Box<str> {
        let inner = self.text.strip_prefix('"').unwrap_or(self.text);
        text::unescaped(inner.strip_suffix('"').unwrap_or(inner).as_bytes())
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let (first, place) = self.scanner.token()?;
        let kind = match first {
            b'{' | b'[' => TokenKind::Open,
            b'}' | b']' => TokenKind::Close,
            b',' => TokenKind::Comma,
            b':' => TokenKind::Colon,
            b'"' => TokenKind::String,
            _ => TokenKind::Word,
        };
        let at = place.start;
        let text = self.text.get(place)?;
        Some(Token { kind, at, text })
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).map(|token| token.text).collect()
    }

    #[test]
    fn only_white_space_is_left_out() {
        let json = " {\"a\\\"\" : [1, -2.5e3,null] }\n";
        let expected = [
            "{",
            "\"a\\\"\"",
            ":",
            "[",
            "1",
            ",",
            "-2.5e3",
            ",",
            "null",
            "]",
            "}",
        ];
        assert_eq!(texts(json), expected);
        for other in ["é\u{c}x\u{a0}", "}}{,:", "//\"\\", "\u{0}", "\u{feff}"] {
            let kept: alloc::string::String = texts(other).concat();
            assert_eq!(kept, other.trim_start_matches('\u{feff}'), "{other:?}");
        }
    }

    #[test]
    fn a_token_ends_with_the_text_if_nothing_else_ends_it() {
        assert_eq!(texts("[\"a, 1"), ["[", "\"a, 1"]);
        assert_eq!(texts("\"ends in \\"), ["\"ends in \\"]);
        assert_eq!(texts("[12"), ["[", "12"]);
        assert_eq!(texts(""), [""; 0]);
    }

    #[test]
    fn a_token_has_its_place_and_its_characters() {
        let token = tokens("  \"\\u00e9\\n\"").next().unwrap();
        assert_eq!((token.at, token.end()), (2, 12));
        assert_eq!(
            (token.kind, &*token.unescaped()),
            (TokenKind::String, "é\n")
        );
        assert_eq!(&*tokens("\"cut").next().unwrap().unescaped(), "cut");
    }
}
