//! Documented messages with arguments: `Maximum {maximum:integer} concurrent requests allowed.`

use super::argument::ValueType;

/// A message template as literal text and parameters, in order.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'t> {
    /// The pieces. Two parameters are never adjacent.
    pub pieces: &'t [Piece<'t>],
}

/// A piece of a [`Pattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Literal text.
    Text(&'t str),
    /// A parameter with its name and type. It matches any text up to the first position at which the next piece matches.
    Parameter(&'t str, ValueType<'t>),
}

impl<'t> Pattern<'t> {
    /// Returns the named parameters in order, with their types. An unnamed parameter has the name `_`.
    pub fn parameters(&self) -> impl Iterator<Item = (&'t str, ValueType<'t>)> + use<'t> {
        self.pieces.iter().filter_map(|piece| match *piece {
            Piece::Parameter(name, ty) if name != "_" => Some((name, ty)),
            Piece::Parameter(..) | Piece::Text(_) => None,
        })
    }

    /// Returns the text of a pattern without arguments.
    #[must_use]
    pub fn literal(&self) -> Option<&'t str> {
        match self.pieces {
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Returns `true` if the message has a parameter of this name.
    #[inline]
    pub(crate) fn has_parameter(&self, name: &str) -> bool {
        self.parameters().any(|(known, _)| known == name)
    }
}
