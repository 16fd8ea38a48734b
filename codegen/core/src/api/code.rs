//! A code that an API sent, known or unknown.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use serde_core::de::{self, Deserialize, Deserializer, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::api::kind::ErrorKind;
use crate::engine::identify;
use crate::tables::catalog::CodeType;

/// A code as an API sent it, whether or not the catalog of `K` contains it.
///
/// A known code is stored without an allocation. An unknown code is kept unchanged, so that it survives `serde` in your structs.
/// A code is equal to the same string, whether or not this version of the catalog contains the code.
pub struct ErrorCode<K> {
    repr: Repr,
    catalog: PhantomData<fn() -> K>,
}

#[derive(Clone)]
enum Repr {
    /// The index of the code in its catalog.
    Known(u16),
    Text(Box<str>),
    /// The digits of a code that was sent as a number.
    Number(Box<str>),
}

impl<K: ErrorKind> ErrorCode<K> {
    /// Creates a code from its text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::with(text, Repr::Text)
    }

    fn number(digits: &str) -> Self {
        Self::with(digits, Repr::Number)
    }

    fn with(text: &str, unknown: fn(Box<str>) -> Repr) -> Self {
        let known = identify::code_index(K::catalog(), text).map(Repr::Known);
        ErrorCode {
            repr: known.unwrap_or_else(|| unknown(text.into())),
            catalog: PhantomData,
        }
    }

    /// Returns the code as a string. The string of a numeric code has its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.repr {
            Repr::Known(index) => identify::code_at(K::catalog(), *index).unwrap_or_default(),
            Repr::Text(text) | Repr::Number(text) => text,
        }
    }

    /// Returns `true` if the catalog has the code.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self.repr, Repr::Known(_))
    }

    fn is_number(&self) -> bool {
        match self.repr {
            Repr::Known(_) => K::catalog().code_type == CodeType::Integer,
            Repr::Text(_) => false,
            Repr::Number(_) => true,
        }
    }
}

/// Creates the empty code, for a response without a code.
impl<K: ErrorKind> Default for ErrorCode<K> {
    fn default() -> Self {
        ErrorCode::new("")
    }
}

impl<K: ErrorKind> From<&str> for ErrorCode<K> {
    fn from(text: &str) -> Self {
        ErrorCode::new(text)
    }
}

impl<K: ErrorKind> From<i64> for ErrorCode<K> {
    fn from(number: i64) -> Self {
        ErrorCode::number(&number.to_string())
    }
}

impl<K> Clone for ErrorCode<K> {
    fn clone(&self) -> Self {
        ErrorCode {
            repr: self.repr.clone(),
            catalog: PhantomData,
        }
    }
}

impl<K: ErrorKind> PartialEq for ErrorCode<K> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<K: ErrorKind> Eq for ErrorCode<K> {}

impl<K: ErrorKind> PartialEq<str> for ErrorCode<K> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl<K: ErrorKind> PartialEq<&str> for ErrorCode<K> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl<K: ErrorKind> PartialOrd for ErrorCode<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: ErrorKind> Ord for ErrorCode<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<K: ErrorKind> Hash for ErrorCode<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<K: ErrorKind> fmt::Debug for ErrorCode<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorCode").field(&self.as_str()).finish()
    }
}

impl<K: ErrorKind> fmt::Display for ErrorCode<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Serializes the code as the API sends it: as a number or a string. In binary formats it is a pair: a Boolean that is `true` for
/// a number, and the code as a string.
impl<K: ErrorKind> Serialize for ErrorCode<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.as_str();
        if !serializer.is_human_readable() {
            return (self.is_number(), text).serialize(serializer);
        }
        match text.parse() {
            Ok(number) if self.is_number() => serializer.serialize_i64(number),
            _ => match text.parse() {
                Ok(number) if self.is_number() => serializer.serialize_u64(number),
                _ => serializer.serialize_str(text),
            },
        }
    }
}

/// Deserializes a string or a whole number, known or unknown. From binary formats it reads the pair that `Serialize` writes.
impl<'de, K: ErrorKind> Deserialize<'de> for ErrorCode<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let (is_number, text) = <(bool, String)>::deserialize(deserializer)?;
            return Ok(if is_number {
                ErrorCode::number(&text)
            } else {
                ErrorCode::new(&text)
            });
        }
        deserializer.deserialize_any(CodeVisitor(PhantomData))
    }
}

struct CodeVisitor<K>(PhantomData<fn() -> K>);

impl<K: ErrorKind> Visitor<'_> for CodeVisitor<K> {
    type Value = ErrorCode<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error code: a string or a whole number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(ErrorCode::new(text))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        let digits: String = number.to_string();
        Ok(ErrorCode::number(&digits))
    }
}
