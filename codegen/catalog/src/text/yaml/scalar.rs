//! The meaning of a plain scalar, as in YAML 1.2's core schema.

/// The meaning of a scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ScalarValue<'n> {
    Text(&'n str),
    Null,
    Bool(bool),
    Unsigned(u64),
    /// A negative integer.
    Signed(i64),
    Float(f64),
}

impl ScalarValue<'_> {
    /// Returns the meaning of a scalar that is written without quotes.
    pub(crate) fn of_plain(text: &str) -> ScalarValue<'_> {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => ScalarValue::Null,
            "true" | "True" | "TRUE" => ScalarValue::Bool(true),
            "false" | "False" | "FALSE" => ScalarValue::Bool(false),
            _ if !text
                .starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) =>
            {
                ScalarValue::Text(text)
            }
            _ => number(text),
        }
    }
}

/// Interprets a text that starts like a number, which may be a string after all.
fn number(text: &str) -> ScalarValue<'_> {
    let (negative, digits) = match text.as_bytes() {
        [b'+', ..] => (false, &text[1..]),
        [b'-', ..] => (true, &text[1..]),
        _ => (false, text),
    };
    if digits.starts_with(['+', '-']) || is_padded(digits) {
        return ScalarValue::Text(text);
    }
    if let ".nan" | ".NaN" | ".NAN" = text {
        return ScalarValue::Float(f64::NAN);
    }
    if let Some(magnitude) = magnitude(digits).filter(|size| !negative || *size <= 1 << 127) {
        // An integer that is too large for these would lose digits as a float.
        let value = match negative && magnitude > 0 {
            true => 0i64
                .checked_sub_unsigned(u64::try_from(magnitude).unwrap_or(u64::MAX))
                .map(ScalarValue::Signed),
            false => u64::try_from(magnitude).ok().map(ScalarValue::Unsigned),
        };
        return value.unwrap_or(ScalarValue::Text(text));
    }
    float(negative, digits).map_or(ScalarValue::Text(text), ScalarValue::Float)
}

/// Returns `true` for digits after a zero, such as in a telephone number.
fn is_padded(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the absolute value of an integer: decimal, or hexadecimal, octal or binary with a prefix.
fn magnitude(digits: &str) -> Option<u128> {
    let prefixes = [("0x", 16), ("0o", 8), ("0b", 2)];
    let prefixed = prefixes
        .into_iter()
        .find_map(|(prefix, radix)| Some((digits.strip_prefix(prefix)?, radix)));
    let (digits, radix) = prefixed.unwrap_or((digits, 10));
    // The parser would accept a sign.
    if digits.starts_with('+') {
        return None;
    }
    u128::from_str_radix(digits, radix).ok()
}

fn float(negative: bool, digits: &str) -> Option<f64> {
    let size = match digits {
        ".inf" | ".Inf" | ".INF" => f64::INFINITY,
        _ => digits
            .parse()
            .ok()
            .filter(|float: &f64| float.is_finite())?,
    };
    Some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::ScalarValue;

    /// Returns the meaning that yaml_serde gives a scalar.
    fn peer(text: &str) -> ScalarValue<'_> {
        match serde_yaml::from_str(text) {
            Ok(serde_yaml::Value::Null) => ScalarValue::Null,
            Ok(serde_yaml::Value::Bool(value)) => ScalarValue::Bool(value),
            Ok(serde_yaml::Value::Number(number)) => {
                match (number.as_u64(), number.as_i64(), number.as_f64()) {
                    (Some(number), ..) => ScalarValue::Unsigned(number),
                    (_, Some(number), _) => ScalarValue::Signed(number),
                    (.., number) => ScalarValue::Float(number.unwrap_or_default()),
                }
            }
            _ => ScalarValue::Text(text),
        }
    }

    /// Tries every text of up to three of these pieces.
    #[test]
    fn a_plain_scalar_means_what_it_means_to_yaml_serde() {
        const PIECES: &[&str] = &[
            "",
            "+",
            "-",
            ".",
            "0",
            "1",
            "9",
            "07",
            "0x",
            "0o",
            "0b",
            "f",
            "e5",
            "_",
            "nan",
            "NaN",
            "inf",
            "~",
            "null",
            "Null",
            "nULL",
            "true",
            "FALSE",
            "99999999999999999999",
            "18446744073709551615",
            "9223372036854775808",
            "123456789012345678901234567890123456789",
        ];
        let texts = (0..PIECES.len().pow(3)).map(|mut at| {
            let mut text = String::new();
            for _ in 0..3 {
                text.push_str(PIECES[at % PIECES.len()]);
                at /= PIECES.len();
            }
            text
        });
        // These start or end a document, or start a list.
        let markers = ["---", "...", "-"];
        for text in texts.filter(|text| !markers.contains(&text.as_str())) {
            let (ours, theirs) = (ScalarValue::of_plain(&text), peer(&text));
            let both_nan = matches!((ours, theirs), (ScalarValue::Float(a), ScalarValue::Float(b)) if a.is_nan() && b.is_nan());
            assert!(ours == theirs || both_nan, "{text}: {ours:?} {theirs:?}");
        }
    }
}
