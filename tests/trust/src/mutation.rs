//! Texts with something wrong in them: bytes and words that were changed, lost, doubled or put elsewhere.

use fastrand::Rng;

/// What decides, the same on every run.
pub struct Chance(Rng);

/// Replacements of a byte or a word that have a meaning in YAML, JSON or Rust.
const TOKENS: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "\r\n",
    "  ",
    ":",
    ": ",
    "- ",
    "? ",
    "#",
    " #",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a",
    "!!str ",
    "|",
    "|-\n",
    ">",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "<<: ",
    "null",
    "~",
    "true",
    "-1",
    "0",
    "1",
    "404",
    "99999",
    "18446744073709551616",
    "1e999",
    ".nan",
    ".inf",
    "0x1",
    "$",
    "$$",
    "$code",
    "$message?",
    "{}",
    "{x}",
    "{x:integer}",
    "\u{0}",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\u{202e}",
    "é",
    "𝕏",
    "status: 404\n",
    "errors:\n",
    "format: 2\n",
    "self",
    "gen",
    "category: timeout\n",
    "retry: { factor: .nan, strategy: backoff }\n",
];

impl Chance {
    /// What this seed decides.
    #[must_use]
    pub fn new(seed: u64) -> Chance {
        Chance(Rng::with_seed(seed))
    }

    /// A number below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end.max(1))
    }

    /// The text with one to three things done to it.
    #[must_use]
    pub fn mutated(&mut self, text: &[u8]) -> Vec<u8> {
        let mut text = text.to_vec();
        for _ in 0..=self.below(3) {
            if self.below(2) == 0 {
                self.byte(&mut text)
            } else {
                self.word(&mut text)
            }
        }
        text
    }

    fn byte(&mut self, text: &mut Vec<u8>) {
        let at = self.below(text.len());
        match self.below(5) {
            0 if !text.is_empty() => text[at] ^= 1 << self.below(8),
            1 if !text.is_empty() => drop(text.remove(at)),
            2 => text.insert(at, u8::try_from(self.below(256)).unwrap_or(0)),
            3 => text.truncate(at),
            _ => {
                let end = (at + 1 + self.below(40)).min(text.len());
                let part = text[at.min(end)..end].to_vec();
                let to = self.below(text.len());
                text.splice(to..to, part);
            }
        }
    }

    /// A word, with what stands between it and the next: changed, lost, doubled, or put in another's place.
    fn word(&mut self, text: &mut Vec<u8>) {
        let one = self.place(text);
        match self.below(5) {
            0 => drop(text.drain(one)),
            1 => {
                let (word, at) = (text[one.clone()].to_vec(), one.start);
                text.splice(at..at, word);
            }
            2 => {
                let other = self.place(text);
                let word = text[other].to_vec();
                text.splice(one, word);
            }
            3 => {
                let token = TOKENS[self.below(TOKENS.len())];
                text.splice(one, token.bytes());
            }
            _ => {
                let token = TOKENS[self.below(TOKENS.len())];
                text.splice(one.start..one.start, token.bytes());
            }
        }
    }

    fn place(&mut self, text: &[u8]) -> std::ops::Range<usize> {
        let at = self.below(text.len());
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
        let start = text[..at]
            .iter()
            .rposition(|byte| !is_word(byte))
            .map_or(0, |place| place + 1);
        let end = text[start..]
            .iter()
            .position(|byte| !is_word(byte))
            .map_or(text.len(), |length| start + length);
        start..(end + usize::from(end == start)).min(text.len())
    }
}
