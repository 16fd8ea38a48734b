//! Finds the ends of JSON inside text.

use api_error_catalog_core::__tokens::{TokenKind, tokens};

/// The longest example that is looked for in running text.
const LONGEST: usize = 64 * 1024;

/// Returns the length of the JSON that a text starts with: to its closing bracket. A string ends with its line, because running
/// text has quotes that nothing closes.
pub(crate) fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut line_at) = (0_usize, 0);
    for line in text.split_inclusive('\n') {
        for token in tokens(line) {
            let end = line_at + token.end();
            match token.kind {
                _ if end > LONGEST => return None,
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth <= 1 => return Some(end),
                TokenKind::Close => depth -= 1,
                _ => {}
            }
        }
        line_at += line.len();
    }
    None
}
