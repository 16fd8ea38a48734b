//! Without `serde_json`, JSON text is validated, read and written as `serde_json` does it.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use api_error_catalog::{Json, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::{from_str, json};

/// Parts of JSON, whole or not, and what is not JSON.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "\\", "\\n", "\\u", "00", "e9", "d83d", "\\ude00", "\"\\ud83d\\ude00\"",
    "0", "1", "9223372036854775808", "-", "+", ".", "e", "E-", "400", "true", "false", "null", "nul", "NaN", " ", "\n", "\r\t", "\u{1}",
    "\u{7f}", "\u{c}", "é", "😀", "\u{feff}", "/",
];

/// Any text, texts from parts of JSON, and JSON of which a piece is missing.
fn text() -> impl Strategy<Value = String> {
    let parts = |length| vec(prop::sample::select(PARTS), length).prop_map(|parts| parts.concat());
    let cut = (value(), any::<(prop::sample::Index, prop::sample::Index)>());
    let cut = cut.prop_map(|(value, (at, length))| {
        let mut chars: Vec<char> = value.chars().collect();
        let at = at.index(chars.len());
        chars.drain(at..at + length.index(chars.len() - at).min(3));
        chars.into_iter().collect()
    });
    prop_oneof![value(), cut, parts(0..4), parts(0..12), ".{0,8}"]
}

/// The text of a JSON value, with white space or without.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    let value = leaf.prop_recursive(4, 24, 5, |inner| {
        let members = vec((any::<String>(), inner.clone()), 0..5);
        prop_oneof![
            vec(inner, 0..5).prop_map(Into::into),
            members.prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    });
    (value, any::<bool>()).prop_map(|(value, pretty)| match pretty {
        true => format!("{value:#}"),
        false => value.to_string(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn the_same_texts_are_json(text in text()) {
        prop_assert_eq!(text.parse::<Json>().is_ok(), from_str::<IgnoredAny>(&text).is_ok());
    }

    #[test]
    fn the_same_texts_are_values_of_a_type(text in text()) {
        prop_assert_eq!(String::from_json(&text), from_str(&text).ok());
        prop_assert_eq!(bool::from_json(&text), from_str(&text).ok());
        // For `serde_json`, a negative zero is a float.
        if text.trim() != "-0" {
            prop_assert_eq!(i64::from_json(&text), from_str(&text).ok());
        }
        // The last digits of a float may differ: only ours are exact.
        let (ours, theirs) = (f64::from_json(&text), from_str::<f64>(&text).ok());
        prop_assert_eq!(ours.is_some(), theirs.is_some());
        let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
        prop_assert!((ours - theirs).abs() <= theirs.abs() * 1e-15);
    }

    #[test]
    fn a_string_is_written_with_the_same_escapes(text: String) {
        let json = Json::from(text.as_str());
        let expected = serde_json::to_string(&text).expect("JSON");
        prop_assert_eq!(json.as_str(), expected);
        prop_assert_eq!(String::from_json(json.as_str()), Some(text));
    }

    #[test]
    fn a_number_is_read_back_equal(number: f64) {
        let json = number.to_json();
        prop_assert!(from_str::<f64>(&json).is_ok() && json.len() < 26, "{json}");
        prop_assert_eq!(f64::from_json(&json), Some(number));
    }

    #[test]
    fn truncated_json_is_invalid_at_its_end(text in vec(value(), 1..4)) {
        let text = format!("[{}]", text.join(","));
        for (end, _) in text.char_indices() {
            let error = text[..end].parse::<Json>().expect_err("truncated");
            prop_assert_eq!(error.position(), end);
        }
    }
}

#[test]
fn control_characters_are_escaped() {
    let text: String = (0..=0x80_u8).map(char::from).collect();
    let expected = serde_json::to_string(&text).expect("JSON");
    assert_eq!(Json::from(text).as_str(), expected);
}

#[test]
fn half_of_a_surrogate_pair_is_json_and_not_a_string() {
    for half in [
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\ud83dx""#,
    ] {
        assert!(half.parse::<Json>().is_ok());
        assert_eq!(String::from_json(half), None, "{half}");
    }
    assert_eq!(String::from_json(r#""?\u003f""#).as_deref(), Some("??"));
}

#[test]
fn deep_json_is_validated_without_recursion() {
    let deep = ["[".repeat(1_000_000), "]".repeat(1_000_000)].concat();
    let json: Json = deep.parse().expect("JSON");
    assert!(serde_json::Value::try_from(json).is_err());
    assert_eq!(
        deep[1..].parse::<Json>().map_err(|error| error.position()),
        Err(1_999_998)
    );
}

#[test]
fn json_is_converted_to_and_from_serde_json() {
    let json: Json = " {\"a\": [1.50, null]} ".parse().expect("JSON");
    let value = json!({ "a": [1.5, null] });
    assert_eq!(serde_json::Value::try_from(&json).ok(), Some(value.clone()));
    assert_eq!(Json::from(value).as_str(), "{\"a\":[1.5,null]}");
    let typed: BTreeMap<&str, Vec<Option<f64>>> = json.deserialize().expect("a map");
    assert_eq!(typed.get("a"), Some(&vec![Some(1.5), None]));
    assert!(json.deserialize::<Vec<f64>>().is_err());
}
