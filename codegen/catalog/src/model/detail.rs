//! The members of an error's `details`.

use super::value_type::ValueType;
use crate::names;

/// A member of an error's `details`, or of an object in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The name in the body.
    pub name: String,
    /// Whether it may be missing in a documented body.
    pub optional: bool,
    /// The type.
    pub ty: DetailType,
}

/// The type of a member, an item or a value in `details`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DetailType {
    /// A value without parts.
    Value(ValueType),
    /// A string with documented values; others are possible.
    OneOf(Vec<String>),
    /// An object with these members.
    Object(Vec<Detail>),
    /// A list of items of one type.
    List(Box<DetailType>),
    /// A map from strings, which the word describes, to values of one type.
    Map(String, Box<DetailType>),
}

impl Detail {
    /// The maximum number of members of an error's `details`, including those of the objects in them.
    pub const MAX: usize = 256;

    /// Returns the name of the field in Rust: the member's name in snake case.
    #[must_use]
    pub fn field(&self) -> String {
        names::of_member(&self.name)
    }
}

impl DetailType {
    /// The maximum depth of objects, lists and maps.
    pub const MAX_DEPTH: usize = 8;

    /// Returns the type inside all lists and maps, and what a path to it appends: `[]` for the items of a list,
    /// `.<key>` for the values of a map.
    #[must_use]
    pub fn innermost(&self) -> (&DetailType, String) {
        let (mut ty, mut path) = (self, String::new());
        loop {
            ty = match ty {
                DetailType::List(item) => {
                    path.push_str("[]");
                    item
                }
                DetailType::Map(key, value) => {
                    path.push_str(&format!(".<{key}>"));
                    value
                }
                DetailType::Value(_) | DetailType::OneOf(_) | DetailType::Object(_) => {
                    return (ty, path);
                }
            };
        }
    }

    /// Returns the type inside all lists and maps, to be changed.
    pub fn innermost_mut(&mut self) -> &mut DetailType {
        match self {
            DetailType::List(inner) | DetailType::Map(_, inner) => inner.innermost_mut(),
            _ => self,
        }
    }

    /// Returns `true` if a message can contain such values.
    #[must_use]
    pub fn is_text(&self) -> bool {
        match self {
            DetailType::Value(_) | DetailType::OneOf(_) => true,
            DetailType::List(item) => item.is_text(),
            DetailType::Object(_) | DetailType::Map(..) => false,
        }
    }

    /// Returns the members of the object that it is, or that its lists and maps contain.
    #[must_use]
    pub fn members(&self) -> &[Detail] {
        match self.innermost().0 {
            DetailType::Object(members) => members,
            _ => &[],
        }
    }
}
