//! The types of message parameters and of members of `details`.

use crate::words::words;

words! {
    /// The type of a parameter or of a member of `details`.
    ValueType {
        /// A string.
        String = "string",
        /// A number without a fraction.
        Integer = "integer",
        /// Any number.
        Number = "number",
        /// A number with all its digits.
        Decimal = "decimal",
        /// True or false.
        Boolean = "boolean",
        /// Any JSON value.
        Any = "any",
    }
}
