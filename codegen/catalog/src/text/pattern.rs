//! Parses message patterns to [`Pattern`].

use std::ops::Range;

use super::embedded::EmbeddedError;
use crate::diagnostic::Code;
use crate::model::{Pattern, Piece, ValueType};

/// The maximum number of texts and parameters of a message.
const MAX_PIECES: usize = 64;

/// Parses a pattern. `{{` and `}}` stand for the braces themselves.
pub(super) fn parse_pattern(text: &str) -> Result<Pattern, EmbeddedError> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let at = text.len() - rest.len();
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
        match next {
            '{' | '}' if rest.starts_with(next) => {
                rest = rest.get(1..).unwrap_or_default();
                literal.push(next);
            }
            '}' => return Err(unpaired(at, "`}` without a `{` before it", "}}")),
            '{' => {
                let inner = rest
                    .split_once('}')
                    .filter(|(inner, _)| !inner.contains('{'));
                let Some((inner, after)) = inner else {
                    return Err(unpaired(at, "`{` without a `}` after it", "{{"));
                };
                rest = after;
                if !literal.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut literal)));
                }
                pieces.push(parameter_after(&pieces, inner, at..at + inner.len() + 2)?);
            }
            other => literal.push(other),
        }
    }
    if !literal.is_empty() {
        pieces.push(Piece::Text(literal));
    }
    Ok(Pattern {
        text: text.to_owned(),
        pieces,
    })
}

fn unpaired(at: usize, why: &str, escaped: &str) -> EmbeddedError {
    let help = format!("write `{escaped}` for the brace itself");
    EmbeddedError::new(Code::PatternBrace, at..at + 1, why, help)
}

/// Parses the parameter between braces, which follows these pieces.
fn parameter_after(
    pieces: &[Piece],
    inner: &str,
    at: Range<usize>,
) -> Result<Piece, EmbeddedError> {
    if matches!(pieces.last(), Some(Piece::Parameter(..))) {
        let why = format!("`{{{inner}}}` directly follows another argument");
        let help = "put text between them";
        return Err(EmbeddedError::new(Code::PatternAdjacent, at, why, help));
    }
    let refused =
        |(why, help): (String, &str)| EmbeddedError::new(Code::PatternParameter, at, why, help);
    if pieces.len() >= MAX_PIECES {
        let why = format!("a message has at most {} arguments", MAX_PIECES / 2);
        return Err(refused((
            why,
            "replace several arguments by one `{_}`, which matches any text",
        )));
    }
    parameter(inner, pieces).map_err(refused)
}

/// Parses a parameter. If that fails, returns the problem and the fix.
fn parameter(inner: &str, before: &[Piece]) -> Result<Piece, (String, &'static str)> {
    let (name, ty) = inner.split_once(':').unwrap_or((inner, "string"));
    let plain = |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_';
    // rustc's lint refuses two `_` in a row in a field's name.
    let snake = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(plain)
        && !name.contains("__");
    if !snake && name != "_" {
        return Err((
            format!("`{{{inner}}}` is not a valid argument"),
            "write `{name}` or `{name:type}`, with the name in lower case",
        ));
    }
    // These cannot be the names of fields, even as raw identifiers.
    if matches!(name, "self" | "super" | "crate") {
        return Err((
            format!("`{name}` is a reserved word of Rust"),
            "choose another name",
        ));
    }
    let Some(ty) =
        ValueType::from_name(ty).filter(|ty| !matches!(ty, ValueType::Any | ValueType::Boolean))
    else {
        let help = "the types are `string`, `integer`, `number` and `decimal`";
        return Err((format!("unknown argument type `{ty}`"), help));
    };
    if name != "_"
        && before
            .iter()
            .any(|piece| matches!(piece, Piece::Parameter(known, _) if known == name))
    {
        return Err((
            format!("the argument `{name}` is used twice"),
            "rename one of them, or name it `_`",
        ));
    }
    Ok(Piece::Parameter(name.to_owned(), ty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_parameters_alternate() {
        let pattern =
            parse_pattern("Max {maximum:integer}, {{now}} {current}.").expect("a pattern");
        let text = |text: &str| Piece::Text(text.to_owned());
        let parameter = |name: &str, ty| Piece::Parameter(name.to_owned(), ty);
        assert_eq!(
            pattern.pieces,
            [
                text("Max "),
                parameter("maximum", ValueType::Integer),
                text(", {now} "),
                parameter("current", ValueType::String),
                text(".")
            ]
        );
    }

    #[test]
    fn an_invalid_pattern_is_reported() {
        for (text, why) in [
            ("a } b", "without a `{`"),
            ("{a}{b}", "put text between"),
            ("{Name}", "in lower case"),
            ("{a:u32}", "unknown argument type"),
            ("{a} {a}", "twice"),
            ("at most {a", "without a `}`"),
            ("{_a}", "in lower case"),
            ("{a__b}", "in lower case"),
            (&"{_} x ".repeat(33), "at most 32 arguments"),
        ] {
            let error = parse_pattern(text).expect_err(text);
            assert!(
                format!("{}: {}", error.why, error.help).contains(why),
                "{text}: {error:?}"
            );
        }
    }
}
