//! The types of message parameters and of members of `details`.

/// The type of a parameter or of a member of `details`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Text.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// An exact number, kept as text.
    Decimal,
    /// True or false.
    Boolean,
    /// Any JSON value.
    Any,
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
