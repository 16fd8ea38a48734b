//! Documented messages with parameters: `Maximum {maximum:integer} concurrent requests allowed.`

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
    /// A parameter of this name: any text, up to the first place where the next piece fits.
    Parameter(&'t str),
}
