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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_bracket() {
        assert_eq!(balanced(r#"{"a": "}", "b": [1]} rest"#), Some(20));
        assert_eq!(balanced("{"), None);
        let quote_of_prose = "{\"a\": 5\" tall\n}\nand {more}";
        assert_eq!(
            balanced(quote_of_prose),
            Some(quote_of_prose.find('}').unwrap() + 1)
        );
        assert_eq!(balanced(&format!("{{{}}}", " ".repeat(LONGEST))), None);
    }
}
