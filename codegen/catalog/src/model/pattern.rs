//! Message patterns: `At most {maximum:integer} at once.`

use super::value_type::ValueType;

/// A message template as literal text and parameters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The template as written in the catalog.
    pub text: String,
    /// Its pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// A parameter of this name and type.
    Parameter(String, ValueType),
}

impl Pattern {
    /// Returns `true` if it has an argument, even one named `_`.
    #[must_use]
    pub fn has_argument(&self) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| matches!(piece, Piece::Parameter(..)))
    }

    /// Returns the parameters in order, without those named `_`.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, ValueType)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Parameter(name, ty) if name != "_" => Some((name.as_str(), *ty)),
            Piece::Parameter(..) | Piece::Text(_) => None,
        })
    }
}
