//! Message patterns: `At most {maximum:integer} at once.`

use crate::diagnostic::Code;
use crate::model::ValueType;
use crate::text::broken::Broken;

/// How many texts and parameters a message may have.
const MAX_PIECES: usize = 64;

/// A message as literal text and parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As it is written in the catalog.
    pub text: String,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that must stand there.
    Text(String),
    /// A parameter of this name and type.
    Parameter(String, ValueType),
}

impl Pattern {
    /// Reads a pattern. `{{` and `}}` stand for the braces themselves.
    pub(crate) fn parse(text: &str) -> Result<Pattern, Broken> {
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
                '}' => {
                    let help = "write `}}` for the brace itself";
                    return Err(Broken::new(
                        Code::PatternBrace,
                        at..at + 1,
                        "`}` stands without a `{` before it",
                        help,
                    ));
                }
                '{' => {
                    let Some((inner, after)) = rest
                        .split_once('}')
                        .filter(|(inner, _)| !inner.contains('{'))
                    else {
                        let help = "write `{{` for the brace itself";
                        return Err(Broken::new(
                            Code::PatternBrace,
                            at..at + 1,
                            "`{` stands without a `}` after it",
                            help,
                        ));
                    };
                    rest = after;
                    let at = at..at + inner.len() + 2;
                    if !literal.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    } else if matches!(pieces.last(), Some(Piece::Parameter(..))) {
                        let why = format!("`{{{inner}}}` follows a parameter at once");
                        return Err(Broken::new(
                            Code::PatternAdjacent,
                            at,
                            why,
                            "put text between them",
                        ));
                    }
                    if pieces.len() >= MAX_PIECES {
                        let why = format!("a message has at most {} parameters", MAX_PIECES / 2);
                        return Err(Broken::new(
                            Code::PatternParameter,
                            at,
                            why,
                            "`{_}` passes over any text",
                        ));
                    }
                    let told = |(why, help): (String, &str)| {
                        Broken::new(Code::PatternParameter, at, why, help)
                    };
                    pieces.push(parameter(inner, &pieces).map_err(told)?);
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

    /// Its parameters, in order, without those named `_`, which are passed over.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, ValueType)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Parameter(name, ty) if name != "_" => Some((name.as_str(), *ty)),
            Piece::Parameter(..) | Piece::Text(_) => None,
        })
    }
}

/// What is wrong, and what mends it, where it is no parameter.
fn parameter(inner: &str, before: &[Piece]) -> Result<Piece, (String, &'static str)> {
    let (name, ty) = inner.split_once(':').unwrap_or((inner, "string"));
    let plain = |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_';
    // Two `_` in a row are no name of a field to rustc's own lint.
    let snake = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(plain)
        && !name.contains("__");
    if !snake && name != "_" {
        return Err((
            format!("`{{{inner}}}` is no parameter"),
            "write `{name}` or `{name:type}`, the name in lower case",
        ));
    }
    // These name things that no field can be named.
    if matches!(name, "self" | "super" | "crate") {
        return Err((
            format!("`{name}` cannot be the name of a parameter"),
            "give it another name",
        ));
    }
    let Some(ty) =
        ValueType::named(ty).filter(|ty| !matches!(ty, ValueType::Any | ValueType::Boolean))
    else {
        let help = "the types are `string`, `integer`, `number` and `decimal`";
        return Err((format!("`{ty}` is no type of a parameter"), help));
    };
    if name != "_"
        && before
            .iter()
            .any(|piece| matches!(piece, Piece::Parameter(known, _) if known == name))
    {
        return Err((
            format!("the parameter `{name}` stands here twice"),
            "give one of them another name, or name it `_`",
        ));
    }
    Ok(Piece::Parameter(name.to_owned(), ty))
}

impl ValueType {
    /// Every type with its name in a catalog.
    pub const NAMES: [(&'static str, ValueType); 6] = [
        ("string", ValueType::String),
        ("integer", ValueType::Integer),
        ("number", ValueType::Number),
        ("decimal", ValueType::Decimal),
        ("boolean", ValueType::Boolean),
        ("any", ValueType::Any),
    ];

    /// The type of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<ValueType> {
        Self::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, ty)| *ty)
    }

    /// Its name in a catalog.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, ty)| *ty == self)
            .map_or("any", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_parameters_alternate() {
        let pattern =
            Pattern::parse("Max {maximum:integer}, {{now}} {current}.").expect("a pattern");
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
    fn what_is_no_pattern_is_told() {
        for (text, why) in [
            ("a } b", "without a `{`"),
            ("{a}{b}", "put text between"),
            ("{Name}", "in lower case"),
            ("{a:u32}", "no type of a parameter"),
            ("{a} {a}", "twice"),
            ("at most {a", "without a `}`"),
            ("{_a}", "in lower case"),
            ("{a__b}", "in lower case"),
            (&"{_} x ".repeat(33), "at most 32 parameters"),
        ] {
            let broken = Pattern::parse(text).expect_err(text);
            assert!(
                format!("{}: {}", broken.why, broken.help).contains(why),
                "{text}: {broken:?}"
            );
        }
    }
}
