//! Typed values in JSON text and in messages.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::engine::encode::{object, string};
use crate::engine::{json_parts, text, validate};

/// A Rust type for members of `details` and for arguments of messages.
pub trait Value: Sized {
    /// Reads the value from JSON text. Returns `None` if the text has another type.
    fn from_json(json: &str) -> Option<Self>;
    /// Returns the value as JSON text.
    fn to_json(&self) -> String;
    /// Reads the value from a part of a message.
    fn from_text(text: &str) -> Option<Self>;
}

/// Returns valid JSON without the white space around it.
#[inline]
fn scalar(json: &str) -> Option<&str> {
    validate::whole(json.as_bytes()).ok()?;
    Some(json.trim_ascii())
}

/// Half of a surrogate pair is not a string.
impl Value for String {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        text::exact(
            scalar(json)?
                .strip_prefix('"')?
                .strip_suffix('"')?
                .as_bytes(),
        )
    }
    #[inline]
    fn to_json(&self) -> String {
        string(self)
    }
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_string())
    }
}

impl Value for i64 {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        scalar(json)?.parse().ok()
    }
    #[inline]
    fn to_json(&self) -> String {
        self.to_string()
    }
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// Writes `null` for a number that JSON cannot represent.
impl Value for f64 {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        let number = scalar(json)?.parse().ok();
        number.filter(|number: &f64| number.is_finite())
    }
    #[inline]
    fn to_json(&self) -> String {
        if self.is_finite() {
            // Unlike `Display`, it writes large numbers with an exponent.
            format!("{self:?}")
        } else {
            "null".to_string()
        }
    }
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

impl Value for bool {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        scalar(json)?.parse().ok()
    }
    #[inline]
    fn to_json(&self) -> String {
        self.to_string()
    }
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl<V: Value> Value for Vec<V> {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        json_parts::items(json)?
            .into_iter()
            .map(V::from_json)
            .collect()
    }
    #[inline]
    fn to_json(&self) -> String {
        let items: Vec<String> = self.iter().map(Value::to_json).collect();
        ["[", &items.join(","), "]"].concat()
    }
    #[inline]
    fn from_text(_: &str) -> Option<Self> {
        None
    }
}

/// Reads a JSON object. If several members have the same name, the last one wins.
impl<V: Value> Value for BTreeMap<String, V> {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        let members = json_parts::members(json)?.into_iter();
        members
            .map(|(name, json)| Some((name, V::from_json(json)?)))
            .collect()
    }
    #[inline]
    fn to_json(&self) -> String {
        let values: Vec<String> = self.values().map(Value::to_json).collect();
        object(
            self.keys()
                .map(String::as_str)
                .zip(values.iter().map(String::as_str)),
        )
    }
    #[inline]
    fn from_text(_: &str) -> Option<Self> {
        None
    }
}

/// A decimal number such as an amount of money. It keeps all digits as sent and is never a float.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Returns the number as a string: `0.50`.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The error returned when parsing text that is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseDecimalError;

impl fmt::Display for ParseDecimalError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number such as `-12.50`")
    }
}

impl core::error::Error for ParseDecimalError {}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        // JSON has no number with a superfluous leading zero.
        let is_padded = whole.len() > 1 && whole.starts_with('0');
        if digits(whole) && digits(fraction) && !is_padded {
            Ok(Decimal(text.into()))
        } else {
            Err(ParseDecimalError)
        }
    }
}

impl fmt::Display for Decimal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Reads a JSON number, or a string that contains one.
impl Value for Decimal {
    #[inline]
    fn from_json(json: &str) -> Option<Self> {
        String::from_json(json)
            .as_deref()
            .unwrap_or(json)
            .parse()
            .ok()
    }
    #[inline]
    fn to_json(&self) -> String {
        self.0.to_string()
    }
    #[inline]
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for text in ["0.50", "-0", "-3", "123456789012345678901234567890.10"] {
            assert_eq!(
                text.parse::<Decimal>().map(|number| number.to_string()),
                Ok(text.to_string())
            );
        }
        for text in [
            "", ".5", "5.", "1e3", "0x1", "1,5", "--1", "NaN", "007", "-00.5",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(ParseDecimalError), "{text}");
        }
        assert_eq!(
            Decimal::from_json("\"0.10\"")
                .map(|number| number.to_string())
                .as_deref(),
            Some("0.10")
        );
    }

    #[test]
    fn a_decimal_is_a_json_number_without_an_exponent() {
        let mut texts = Vec::from([String::new()]);
        let mut at = 0;
        while let Some(text) = texts.get(at).cloned() {
            at += 1;
            let number = text
                .bytes()
                .all(|byte| !byte.is_ascii_whitespace() && byte != b'e')
                && serde_json::from_str::<f64>(&text).is_ok();
            assert_eq!(text.parse::<Decimal>().is_ok(), number, "{text:?}");
            if text.len() < 5 {
                texts.extend(
                    "-+.019e "
                        .chars()
                        .map(|next| text.clone() + next.encode_utf8(&mut [0; 4])),
                );
            }
        }
    }

    #[test]
    fn a_value_of_another_type_is_none() {
        assert_eq!(i64::from_json("1.5"), None);
        assert_eq!(String::from_json("1"), None);
        assert_eq!(Vec::<String>::from_json(r#"["a", 1]"#), None);
        assert_eq!(
            Vec::<f64>::from_json("[1, 2.5]"),
            Some(Vec::from([1.0, 2.5]))
        );
        assert_eq!(f64::INFINITY.to_json(), "null");
    }
}
