//! The documented arguments of an error: the parameters of its message and the members of its `details`.

/// A member of an error's `details`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail<'t> {
    /// Its name in the body.
    pub name: &'t str,
    /// Its type.
    pub ty: ValueType<'t>,
    /// Whether a documented body may be without it.
    pub optional: bool,
}

impl<'t> Detail<'t> {
    /// Makes a member that each documented body has.
    #[must_use]
    pub const fn required(name: &'t str, ty: ValueType<'t>) -> Detail<'t> {
        Detail {
            name,
            ty,
            optional: false,
        }
    }

    /// Makes a member that a documented body may be without.
    #[must_use]
    pub const fn optional(name: &'t str, ty: ValueType<'t>) -> Detail<'t> {
        Detail {
            name,
            ty,
            optional: true,
        }
    }
}

/// The type of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType<'t> {
    /// A string.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// An exact number, such as an amount of money.
    Decimal,
    /// True or false.
    Boolean,
    /// Any JSON value.
    Any,
    /// A list of values of one type.
    List(&'t ValueType<'t>),
}
