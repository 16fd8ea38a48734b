//! The documented arguments of an error: the parameters of its message and the members of its `details`.

/// A member of an error's `details`, or of an object in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail<'t> {
    /// The name in the body.
    pub name: &'t str,
    /// The type.
    pub ty: ValueType<'t>,
    /// Whether it may be missing in a documented body.
    pub optional: bool,
}

impl<'t> Detail<'t> {
    /// Creates a member that every documented body has.
    #[must_use]
    pub const fn required(name: &'t str, ty: ValueType<'t>) -> Detail<'t> {
        Detail {
            name,
            ty,
            optional: false,
        }
    }

    /// Creates a member that a documented body may not have.
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
    /// A number with all its digits, such as an amount of money.
    Decimal,
    /// A Boolean.
    Boolean,
    /// Any JSON value.
    Any,
    /// An object with these members.
    Object(&'t [Detail<'t>]),
    /// A list whose items have one type.
    List(&'t ValueType<'t>),
    /// A map from strings to values that have one type.
    Map(&'t ValueType<'t>),
}

impl ValueType<'_> {
    /// Returns `true` if a message can contain values of this type.
    #[must_use]
    pub fn is_text(&self) -> bool {
        match self {
            ValueType::Object(_) | ValueType::Map(_) => false,
            ValueType::List(item) => item.is_text(),
            _ => true,
        }
    }
}
