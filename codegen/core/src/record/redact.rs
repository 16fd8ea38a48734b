//! Removes values that must not appear in logs from text and JSON: keys, tokens, email addresses, and sensitive fields.
//!
//! Detection is heuristic, so a leak is unlikely but possible. In doubt, a value is removed.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use crate::engine::encode::string;
use crate::engine::tokens::{Token, TokenKind, tokens};

/// The replacement for a removed value.
pub const REDACTED: &str = "[redacted]";

/// The prefixes of keys of well-known services.
const PREFIXES: [&str; 14] = [
    "sk-",
    "sk_",
    "pk_",
    "rk_",
    "ghp_",
    "gho_",
    "github_pat_",
    "glpat-",
    "xox",
    "AKIA",
    "ASIA",
    "AIza",
    "eyJ",
    "hf_",
];
/// The minimum length of a key.
const SHORTEST_KEY: usize = 12;
/// This many digits in a row are the number of a phone, a card or an account.
const LONGEST_NUMBER: usize = 8;
/// Words in the names of members with secrets, regardless of case and separators.
const SECRET_NAMES: [&str; 10] = [
    "password",
    "passwd",
    "secret",
    "token",
    "apikey",
    "authorization",
    "credential",
    "cookie",
    "email",
    "phone",
];

/// Returns a text without email addresses, keys and tokens.
#[must_use]
pub fn text(text: &str) -> Cow<'_, str> {
    let mut clean = String::new();
    let (mut done, mut at, mut after_bearer) = (0, 0, false);
    while let Some(length) = next_word(text.get(at..).unwrap_or_default()) {
        let (start, end) = (at + length.start, at + length.end);
        let word = text.get(start..end).unwrap_or_default();
        if (after_bearer && word.len() >= 6) || is_secret(word) {
            clean.push_str(text.get(done..start).unwrap_or_default());
            clean.push_str(REDACTED);
            done = end;
        }
        after_bearer = word.eq_ignore_ascii_case("bearer");
        at = end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(clean)
}

/// Returns the next run of characters that a key or an address can have.
fn next_word(text: &str) -> Option<Range<usize>> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '+');
    let start = text.find(part)?;
    let rest = text.get(start..)?;
    let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
    Some(start..start + length)
}

/// Returns `true` if a word looks like an email address, a key, a token or a long number.
#[must_use]
pub fn is_secret(word: &str) -> bool {
    let word = word.trim_matches(['.', '-', '+']);
    let mail = word
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    let known =
        word.len() >= SHORTEST_KEY && PREFIXES.iter().any(|prefix| word.starts_with(prefix));
    let number = || {
        word.split(|c: char| !c.is_ascii_digit())
            .any(|digits| digits.len() > LONGEST_NUMBER)
    };
    mail || known || number() || word.split('.').any(is_key)
}

/// Returns `true` if letters and digits are mixed as in a key and not as in a name: `21m00Tcm4Tlv`, but not `eleven_v2`.
fn is_key(word: &str) -> bool {
    word.len() >= SHORTEST_KEY && !word.split(['_', '-', '+']).all(is_name)
}

/// Returns `true` for letters followed by a few digits, or either alone.
fn is_name(part: &str) -> bool {
    let digits = part.trim_start_matches(char::is_alphabetic);
    digits.len() <= LONGEST_NUMBER && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns `true` if a member with this name contains a secret.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let folded: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    SECRET_NAMES.iter().any(|secret| folded.contains(secret))
}

/// Returns JSON in which every string is [clean](text), and the values at the positions `hidden` are removed. The result has
/// the same names and types as before. Text that is not JSON is cleaned too.
#[must_use]
pub fn json(body: &str, hidden: &[Range<usize>]) -> String {
    let mut clean = Cleaner {
        hidden,
        out: String::with_capacity(body.len()),
        open: Vec::new(),
        secret: false,
    };
    let mut tokens = tokens(body).peekable();
    let mut done = 0;
    while let Some(token) = tokens.next() {
        clean
            .out
            .push_str(body.get(done..token.at).unwrap_or_default());
        done = token.end();
        let next = tokens.peek().map(|next| next.kind);
        clean.token(&token, next == Some(TokenKind::Colon));
    }
    clean.out.push_str(body.get(done..).unwrap_or_default());
    clean.out
}

struct Cleaner<'b> {
    hidden: &'b [Range<usize>],
    out: String,
    /// For each open bracket, whether its contents are secret.
    open: Vec<bool>,
    /// Whether the next value is secret.
    secret: bool,
}

impl Cleaner<'_> {
    /// Copies a token without its secrets. A string before a colon is the name of a member.
    fn token(&mut self, token: &Token<'_>, before_colon: bool) {
        match token.kind {
            TokenKind::String if before_colon => {
                let name = token.unescaped();
                self.secret = is_secret_name(&name);
                self.string(token, &name, false);
            }
            TokenKind::String => {
                self.string(token, &token.unescaped(), self.is_secret(token.at));
                self.secret = false;
            }
            TokenKind::Word
                if token
                    .text
                    .starts_with(|c: char| c == '-' || c.is_ascii_digit()) =>
            {
                let hide = is_secret(token.text) || self.is_hidden(token.at);
                self.out.push_str(if hide { "0" } else { token.text });
                self.secret = false;
            }
            // Words of JSON or of other text.
            TokenKind::Word => self.out.push_str(&text(token.text)),
            kind => {
                match kind {
                    // No error is nested more deeply. Deeper values are secret if those around them are.
                    TokenKind::Open if self.open.len() < 512 => {
                        self.open.push(self.is_secret(token.at));
                    }
                    TokenKind::Close => drop(self.open.pop()),
                    TokenKind::Comma => self.secret = false,
                    _ => {}
                }
                self.out.push_str(token.text);
            }
        }
    }

    fn string(&mut self, token: &Token<'_>, value: &str, hide: bool) {
        match text(value) {
            _ if hide => self.out.push_str(&string(REDACTED)),
            Cow::Borrowed(_) => self.out.push_str(token.text),
            Cow::Owned(clean) => self.out.push_str(&string(&clean)),
        }
    }

    fn is_secret(&self, at: usize) -> bool {
        self.secret || self.open.last() == Some(&true) || self.is_hidden(at)
    }

    fn is_hidden(&self, at: usize) -> bool {
        self.hidden.iter().any(|range| range.contains(&at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_words() {
        for secret in [
            "ann@acme.example",
            "sk_live_abcdefgh",
            "21m00Tcm4TlvDq8ikWAM",
            "550e8400-e29b-41d4-a716-446655440000",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
            "+491701234567",
            "d41d8cd98f00b204e9800998ecf8427e",
        ] {
            assert!(is_secret(secret), "{secret}");
            assert_eq!(
                text(&alloc::format!("Not {secret}, no.")),
                "Not [redacted], no.",
                "{secret}"
            );
        }
        for word in [
            "eleven_multilingual_v2",
            "max_character_limit_exceeded",
            "2026-11-21",
            "v1.2.3",
            "pcm_44100",
            "-1121",
            "a@b",
        ] {
            assert!(!is_secret(word), "{word}");
        }
        assert_eq!(
            text("Authorization: Bearer abcdef"),
            "Authorization: Bearer [redacted]"
        );
    }

    #[test]
    fn json_keeps_its_names_and_types() {
        let body = r#"{"a": "ann@acme.example", "n": 12, "api_key": "short", "tokens": {"x": ["y", 1]}, "z": "\u0061nn@acme.example"}"#;
        let clean = r#"{"a": "[redacted]", "n": 12, "api_key": "[redacted]", "tokens": {"x": ["[redacted]", 1]}, "z": "[redacted]"}"#;
        assert_eq!(json(body, &[]), clean);
    }

    #[test]
    fn hidden_places_are_emptied() {
        let body = r#"{"message": "said so", "given": [77, {"k": "v"}], "left": "here"}"#;
        let range = |part: &str| {
            body.find(part)
                .map(|at| at..at + part.len())
                .expect("a part")
        };
        let hidden = [range(r#""said so""#), range(r#"[77, {"k": "v"}]"#)];
        assert_eq!(
            json(body, &hidden),
            r#"{"message": "[redacted]", "given": [0, {"k": "[redacted]"}], "left": "here"}"#
        );
    }

    #[test]
    fn what_is_no_json_is_cleaned_too() {
        for (body, clean) in [
            ("<p>ann@acme.example</p>", "<p>[redacted]</p>"),
            (r#"{"a": "ann@acme.example"#, r#"{"a": "[redacted]""#),
            (r#"{"a": "ends in \"#, r#"{"a": "ends in \"#),
            ("\u{0}\u{fffd}\"\\", "\u{0}\u{fffd}\"\\"),
            ("", ""),
        ] {
            assert_eq!(json(body, &[]), clean);
        }
    }
}
