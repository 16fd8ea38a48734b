//! Any JSON value as text, and conversions to and from it.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::api::value::{Decimal, Value};
use crate::engine::encode::string;
use crate::engine::validate;

/// Any JSON value, as text.
///
/// Two values are equal if their texts are equal. White space around the text is removed; the rest is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Json(pub(crate) Box<str>);

impl Json {
    /// Returns the JSON text.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[inline]
    pub(crate) fn of<V: Value>(value: &V) -> Json {
        Json(value.to_json().into())
    }
}

/// Reads JSON text.
impl FromStr for Json {
    type Err = ParseJsonError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseJsonError> {
        match validate::whole(text.as_bytes()) {
            Ok(()) => Ok(Json(text.trim_ascii().into())),
            Err(position) => Err(ParseJsonError { position }),
        }
    }
}

/// The error returned when parsing text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseJsonError {
    position: usize,
}

impl ParseJsonError {
    /// Returns the position of the first invalid byte, or the length of the text if the text is truncated.
    #[must_use]
    #[inline]
    pub fn position(self) -> usize {
        self.position
    }
}

impl fmt::Display for ParseJsonError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid or truncated JSON at byte {}", self.position)
    }
}

impl core::error::Error for ParseJsonError {}

/// Writes the JSON text.
impl fmt::Display for Json {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Writes the text as a JSON string; [`from_str`](FromStr::from_str) reads JSON text.
impl From<&str> for Json {
    #[inline]
    fn from(text: &str) -> Self {
        Json(string(text).into())
    }
}

macro_rules! json_of_values {
    ($($Value:ty)*) => {$(
        impl From<$Value> for Json {
            #[inline]
            fn from(value: $Value) -> Self {
                Json::of(&value)
            }
        }
    )*};
}

json_of_values! { String i64 f64 bool Decimal }

macro_rules! json_of_integers {
    ($($Integer:ty)*) => {$(
        impl From<$Integer> for Json {
            #[inline]
            fn from(number: $Integer) -> Self {
                Json(number.to_string().into())
            }
        }
    )*};
}

json_of_integers! { i8 i16 i32 isize u8 u16 u32 u64 usize }

/// Writes a list.
impl<V: Into<Json>> From<Vec<V>> for Json {
    #[inline]
    fn from(items: Vec<V>) -> Self {
        let items: Vec<Json> = items.into_iter().map(V::into).collect();
        Json::of(&items)
    }
}

/// Writes an object.
impl<V: Into<Json>> From<BTreeMap<String, V>> for Json {
    #[inline]
    fn from(members: BTreeMap<String, V>) -> Self {
        let members = members.into_iter();
        let members: BTreeMap<String, Json> =
            members.map(|(key, value)| (key, value.into())).collect();
        Json::of(&members)
    }
}

impl Value for Json {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        json.parse().ok()
    }
    #[inline]
    fn to_json(&self) -> String {
        self.0.to_string()
    }
    #[inline]
    fn from_text(_: &str) -> Option<Self> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_for_an_argument_is_its_json() {
        let texts = [
            (Json::from("7"), "\"7\""),
            (Json::from(String::from("a\n")), "\"a\\n\""),
            (Json::from(7), "7"),
            (Json::from(u64::MAX), "18446744073709551615"),
            (Json::from(2.0), "2.0"),
            (Json::from(f64::NAN), "null"),
            (Json::from(true), "true"),
            (Json::from(Vec::from([1, 2])), "[1,2]"),
        ];
        for (json, text) in texts {
            assert_eq!(json.as_str(), text);
        }
        let decimal: Decimal = "0.10".parse().unwrap();
        assert_eq!(Json::from(decimal).as_str(), "0.10");
    }

    #[test]
    fn json_is_validated_and_shown() {
        let json: Json = " {\"a\": [1.50, null]} ".parse().unwrap();
        assert_eq!(json.to_string(), "{\"a\": [1.50, null]}");
        assert_eq!(json.as_str(), json.to_string());
        for (other, position) in [("", 0), ("{bad", 1), ("1 2", 2), ("nul", 3), ("007", 1)] {
            let error = other.parse::<Json>().unwrap_err();
            assert_eq!(error.position(), position, "{other}");
        }
    }
}
