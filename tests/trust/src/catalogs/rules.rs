//! The rules for all responses, the sources of fields in odd places, and the conditions that identify errors beyond codes and statuses.

use api_error_catalog_core::Form;
use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::model::{
    CodeSet, Conditions, FieldPlace, FieldSource, HeaderPart, Pattern, Piece, Shape, ValueType,
    WireRules,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Rules of a catalog with these shapes.
pub(super) fn rules(shapes: &[Shape], wanted: bool) -> BoxedStrategy<WireRules> {
    let forms = [("", ","), ("", ":"), ("#", ""), ("urn:", ";{x}")];
    let forms = forms.map(|(before, after)| (before.to_owned(), after.to_owned()));
    let codes = [
        literal("not an error"),
        with_argument("fine:", ""),
        with_argument("", "!ok"),
    ];
    let parts = (
        subsequence(forms.to_vec(), 0..=2),
        any::<[bool; 2]>(),
        subsequence((0..shapes.len()).collect::<Vec<_>>(), 0..=shapes.len()),
        subsequence(codes.to_vec(), 0..=2),
    );
    let some = parts.prop_map(
        |(code_forms, [codes, members], success_errors, success_codes)| WireRules {
            code_forms,
            ignore_case: codes,
            ignore_member_case: members,
            success_errors,
            success_codes,
            ..WireRules::default()
        },
    );
    if !wanted {
        return Just(WireRules::default()).boxed();
    }
    prop_oneof![2 => Just(WireRules::default()), 1 => some].boxed()
}

/// Sources that are all of a header, then some in other places, in the order of their fields.
pub(super) fn sources(wanted: bool) -> BoxedStrategy<Vec<FieldSource>> {
    let between = HeaderPart::Between("t={".to_owned(), ";".to_owned());
    let odd = [
        (
            "retry_after",
            FieldPlace::Header("x-wait".to_owned(), HeaderPart::Whole),
            Form::Milliseconds,
        ),
        (
            "retry_after",
            FieldPlace::Header("X-Limit".to_owned(), HeaderPart::Param("t".to_owned())),
            Form::Epoch,
        ),
        (
            "retry_after",
            FieldPlace::Header("X-Reset".to_owned(), between),
            Form::Date,
        ),
        ("retry_after", FieldPlace::Body, Form::Duration),
        (
            "retry_after",
            FieldPlace::Message("again in ".to_owned(), String::new()),
            Form::Duration,
        ),
        (
            "retry_after",
            FieldPlace::Message(String::new(), " seconds".to_owned()),
            Form::Plain,
        ),
        (
            "retryable",
            FieldPlace::Header("x-again".to_owned(), HeaderPart::Whole),
            Form::Milliseconds,
        ),
        (
            "scope",
            FieldPlace::Header(
                "WWW-Authenticate".to_owned(),
                HeaderPart::Param("scope".to_owned()),
            ),
            Form::Plain,
        ),
        (
            "scope",
            FieldPlace::Header("x-scope".to_owned(), HeaderPart::Whole),
            Form::Percent,
        ),
    ];
    let odd = odd.map(|(field, place, form)| FieldSource {
        field: field.to_owned(),
        place,
        form,
        errors: Vec::new(),
    });
    let whole = [
        ("request_id", "X-Request-ID"),
        ("retry_after", "x_wait-9"),
        ("message", "X-Why"),
    ];
    let whole = whole.map(|(field, name)| FieldSource::header_of(field, name));
    (
        subsequence(whole.to_vec(), 0..=3),
        subsequence(odd.to_vec(), 0..=4),
        any::<bool>(),
    )
        .prop_map(move |(whole, odd, some)| {
            let mut sources = whole;
            sources.extend(odd.into_iter().filter(|_| some && wanted));
            // A file lists the sources of one field together.
            sources.sort_by(|one, other| one.field.cmp(&other.field));
            sources
        })
        .boxed()
}

/// Conditions that identify an error of a catalog with these shapes.
pub(super) fn conditions(
    code_type: CodeType,
    shapes: &[Shape],
) -> BoxedStrategy<Option<Conditions>> {
    let has_subcode = shapes.iter().any(|shape| shape.template.has("subcode"));
    let subcode =
        prop::option::of("[a-z0-9]{1,4}").prop_map(move |code| code.filter(|_| has_subcode));
    let fields = subsequence(
        vec![
            ("param".to_owned(), literal("app")),
            ("request_id".to_owned(), with_argument("r-", "")),
            ("message".to_owned(), with_argument("", "{0}")),
        ],
        0..=2,
    );
    let codes = codes(code_type);
    let message = prop::option::weighted(
        0.3,
        select(vec![
            with_argument("Balance of ", " is low."),
            literal("No."),
        ]),
    );
    let families = subsequence(vec![4, 5], 0..=2);
    (
        subcode,
        fields,
        codes,
        message,
        families,
        prop::bool::weighted(0.1),
    )
        .prop_map(|(subcode, fields, codes, message, families, empty_body)| {
            let conditions = Conditions {
                codes,
                subcode,
                families,
                message,
                fields,
                empty_body,
                ..Conditions::default()
            };
            Some(conditions).filter(|conditions| *conditions != Conditions::default())
        })
        .boxed()
}

/// Several codes: a pattern of strings, or a range of numbers.
fn codes(code_type: CodeType) -> BoxedStrategy<Option<CodeSet>> {
    match code_type {
        CodeType::None => Just(None).boxed(),
        CodeType::String => prop::option::weighted(0.3, "[A-Z_]{2,5}")
            .prop_map(|start| start.map(|start| CodeSet::Pattern(with_argument(&start, ""))))
            .boxed(),
        CodeType::Integer => prop::option::weighted(0.3, (any::<i32>(), 0..2_000i64))
            .prop_map(|range| {
                range.map(|(first, more)| CodeSet::Range(first.into(), i64::from(first) + more))
            })
            .boxed(),
    }
}

fn literal(text: &str) -> Pattern {
    Pattern {
        text: text.to_owned(),
        pieces: vec![Piece::Text(text.to_owned())],
    }
}

/// A pattern with `{_}` between two texts, which it escapes.
fn with_argument(before: &str, after: &str) -> Pattern {
    let text = |text: &str| Some(Piece::Text(text.to_owned())).filter(|_| !text.is_empty());
    let argument = Piece::Parameter("_".to_owned(), ValueType::String);
    let escaped = |text: &str| text.replace('{', "{{").replace('}', "}}");
    Pattern {
        text: format!("{}{{_}}{}", escaped(before), escaped(after)),
        pieces: text(before)
            .into_iter()
            .chain([argument])
            .chain(text(after))
            .collect(),
    }
}
