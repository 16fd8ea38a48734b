//! Documented messages with parameters: `Maximum {maximum:integer} concurrent requests allowed.`

use super::argument::ValueType;

/// A message as literal text and parameters, in order.
#[derive(Clone, Copy, Debug)]
pub struct Pattern<'t> {
    /// Its pieces; two parameters never stand side by side.
    pub pieces: &'t [Piece<'t>],
}

/// A piece of a [`Pattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text that must stand there.
    Text(&'t str),
    /// A parameter of this name and type: any text, up to the first position where the next piece fits.
    Parameter(&'t str, ValueType<'t>),
}

impl<'t> Pattern<'t> {
    /// Returns the named parameters in order, each with its type. A parameter `_` has no name.
    pub fn parameters(&self) -> impl Iterator<Item = (&'t str, ValueType<'t>)> + use<'t> {
        self.pieces.iter().filter_map(|piece| match *piece {
            Piece::Parameter(name, ty) if name != "_" => Some((name, ty)),
            Piece::Parameter(..) | Piece::Text(_) => None,
        })
    }
}
