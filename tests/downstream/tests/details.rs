//! Typed details: objects, lists of objects, maps, and strings with documented values.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use api_error_catalog::{BuildProblem, Json};
use downstream::acme::{
    self, TextTooLongDetails, TextTooLongDetailsPartsItem, TextTooLongDetailsPartsItemCause,
    TextTooLongDetailsUnit, TextTooLongDetailsVoice,
};
use downstream::{Kind, own};

fn received(details: &str) -> acme::Error {
    let body =
        format!(r#"{{"error":{{"code":"text_too_long","message":"m","details":{details}}}}}"#);
    acme::Error::from_parts(400, [], body)
}

#[test]
fn objects_lists_maps_and_documented_strings_are_typed() {
    let error = received(
        r#"{"maximum":10,"unit":"words","parts":[{"index":0,"given":12,"cause":"long_word"},{"index":2,"given":11}],"limits":{"free":10,"pro":50},"voice":{"id":"v1"}}"#,
    );
    let details: TextTooLongDetails = error.details().expect("details");
    assert_eq!(details.unit, Some(TextTooLongDetailsUnit::Words));
    let parts = details.parts.expect("parts");
    let [first, second] = parts.as_slice() else {
        panic!("{parts:?}")
    };
    assert_eq!((first.index, first.given), (Some(0), Some(12)));
    assert_eq!(
        first.cause,
        Some(TextTooLongDetailsPartsItemCause::LongWord)
    );
    assert_eq!((second.index, &second.cause), (Some(2), &None));
    let limits = BTreeMap::from([("free".to_owned(), 10), ("pro".to_owned(), 50)]);
    assert_eq!(details.limits, Some(limits));
    let voice = details.voice.expect("a voice");
    assert_eq!((voice.id.as_deref(), voice.language), (Some("v1"), None));
}

#[test]
fn a_string_that_is_not_documented_is_kept() {
    let json =
        r#"{"maximum":10,"unit":"syllables","parts":[{"index":0,"given":12,"cause":"other"}]}"#;
    let details: TextTooLongDetails = received(json).details().expect("details");
    let unit = details.unit.clone().expect("a unit");
    assert_eq!(unit, TextTooLongDetailsUnit::Other("syllables".to_owned()));
    assert_eq!(
        (unit.as_str(), unit.to_string()),
        ("syllables", "syllables".to_owned())
    );
    let cause = details
        .parts
        .as_ref()
        .and_then(|parts| parts.first()?.cause.clone());
    assert_eq!(cause, Some(TextTooLongDetailsPartsItemCause::ValueOther));
    assert_eq!(Json::from(details).as_str(), json);
    for (text, value) in [
        ("words", TextTooLongDetailsUnit::Words),
        ("", TextTooLongDetailsUnit::Other(String::new())),
    ] {
        assert_eq!(text.parse::<TextTooLongDetailsUnit>(), Ok(value.clone()));
        assert_eq!(TextTooLongDetailsUnit::from(text), value);
    }
}

#[test]
fn a_member_of_another_type_costs_only_itself_at_every_depth() {
    let error = received(
        r#"{"maximum":"ten","unit":7,"parts":[{"index":0,"given":null,"cause":[]}],"limits":{"free":10,"pro":"many"},"voice":{"id":1,"language":"en"}}"#,
    );
    let details: TextTooLongDetails = error.details().expect("details");
    assert_eq!((details.maximum, &details.unit), (None, &None));
    let part = details
        .parts
        .as_ref()
        .and_then(|parts| parts.first())
        .expect("a part");
    assert_eq!(
        (part.index, part.given, &part.cause),
        (Some(0), None, &None)
    );
    assert_eq!(details.limits, None, "a map is one value");
    let voice = details.voice.expect("a voice");
    assert_eq!((voice.id, voice.language.as_deref()), (None, Some("en")));
    let error = received(r#"{"maximum":1,"parts":{"index":0},"voice":[]}"#);
    let details: TextTooLongDetails = error.details().expect("details");
    assert_eq!(
        (details.maximum, details.parts, details.voice),
        (Some(1), None, None)
    );
}

#[test]
fn required_members_are_arguments_and_optional_ones_are_set_by_name() {
    let parts = vec![
        TextTooLongDetailsPartsItem::new(0, 12)
            .with_cause(TextTooLongDetailsPartsItemCause::LongWord),
        TextTooLongDetailsPartsItem::new(2, 11),
    ];
    let error = acme::Error::from(acme::TextTooLong {
        maximum: 10,
        given: 12,
        unit: TextTooLongDetailsUnit::Words,
        parts: parts.clone(),
        limits: Some(BTreeMap::from([("free".to_owned(), 10)])),
        voice: Some(TextTooLongDetailsVoice::new("v1").with_language("en")),
    });
    assert_eq!(
        error.field_json("details"),
        Some(
            r#"{"maximum":10,"unit":"words","parts":[{"index":0,"given":12,"cause":"long_word"},{"index":2,"given":11}],"limits":{"free":10},"voice":{"id":"v1","language":"en"}}"#
        )
    );
    let details: TextTooLongDetails = error.details().expect("details");
    assert_eq!(details.parts, Some(parts));
}

#[test]
fn details_are_typed_for_an_enum_that_its_user_wrote() {
    let error = received(r#"{"maximum":10,"unit":"words","parts":[{"index":3}]}"#);
    let own = own::Error::from_parts(400, [], error.body());
    let details: own::TextTooLongDetails = own.details().expect("details");
    assert_eq!(details.unit, Some(own::TextTooLongDetailsUnit::Words));
    let index = details
        .parts
        .as_ref()
        .and_then(|parts| parts.first()?.index);
    assert_eq!(index, Some(3));
    let made = own::Error::from(own::TextTooLong {
        maximum: 10,
        given: 12,
        unit: own::TextTooLongDetailsUnit::Words,
        parts: vec![own::TextTooLongDetailsPartsItem::new(3, 12)],
        limits: None,
        voice: None,
    });
    assert_eq!(made.kind(), Some(Kind::TextTooLong));
    let details: own::TextTooLongDetails = made.details().expect("details");
    assert_eq!(details.maximum, Some(10));
}

#[test]
fn a_builder_names_each_nested_member_that_does_not_fit() {
    let with = |name: &str, json: &str| {
        let json: Json = json.parse().expect("JSON");
        let error = acme::Error::builder(acme::ErrorKind::TextTooLong)
            .arg("given", 12)
            .arg("maximum", 10)
            .arg("unit", "words")
            .arg("parts", Vec::<Json>::new())
            .arg(name, json)
            .build()
            .expect_err("details that are not documented");
        error.problems().to_vec()
    };
    let wrong = |path: &str| BuildProblem::WrongType(path.to_owned());
    let missing = |path: &str| BuildProblem::MissingArgument(path.to_owned());
    let unknown = |path: &str| BuildProblem::UnknownArgument(path.to_owned());
    assert_eq!(
        with(
            "parts",
            r#"[{"index":"a","given":1},{"index":null,"given":1,"more":2},{"given":1}]"#
        ),
        [
            wrong("parts[].index"),
            missing("parts[].index"),
            unknown("parts[].more")
        ]
    );
    assert_eq!(
        with("limits", r#"{"free":1,"secret-7":"x"}"#),
        [wrong("limits.<key>")]
    );
    assert_eq!(with("voice", "[]"), [wrong("voice")]);
    assert_eq!(
        with("voice", r#"{"language":7}"#),
        [missing("voice.id"), wrong("voice.language")]
    );
}

#[test]
fn details_that_are_nested_too_deeply_to_be_read_are_none() {
    let deep = format!(
        r#"{{"voice":{}1{}}}"#,
        r#"{"id":"#.repeat(100_000),
        "}".repeat(100_000)
    );
    let details: Option<TextTooLongDetails> = received(&deep).details();
    assert!(details.is_none_or(|details| details.voice.is_none_or(|voice| voice.id.is_none())));
}
