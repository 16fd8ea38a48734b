//! Violations in every layout that a template can describe: read, and written as they are read.
#![cfg(feature = "derive")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog::ApiErrorCatalog;

#[derive(ApiErrorCatalog)]
#[catalog(path = "tests/spec/lists/invalid.yaml", module = invalid)]
struct Invalid;

use invalid::{Error, ErrorKind};

fn read(body: &str) -> Vec<(String, String)> {
    let error = Error::from_parts(422, [], body);
    let violations = error.violations().into_iter();
    violations.map(|each| (each.field, each.message)).collect()
}

fn assert_read(body: &str, expected: &[(&str, &str)]) {
    let read = read(body);
    let read: Vec<(&str, &str)> = read
        .iter()
        .map(|(field, message)| (field.as_str(), message.as_str()))
        .collect();
    assert_eq!(read, expected, "{body}");
}

#[test]
fn a_member_of_an_item_may_be_at_one_of_several_paths() {
    assert_read(
        r##"{"code": "listed", "errors": [
            {"source": {"pointer": "/a/0"}, "detail": "A"},
            {"source": {"parameter": "b"}, "detail": null, "title": "B"},
            {"source": {"pointer": ["body", 0, "c"]}, "title": ["C", "D"]},
            {"source": 7, "title": "E"}, "F", 8, null, {"source": {}}]}"##,
        &[
            ("/a/0", "A"),
            ("b", "B"),
            ("body.0.c", "C"),
            ("body.0.c", "D"),
            ("", "E"),
            ("", "F"),
        ],
    );
}

#[test]
fn in_a_list_of_errors_those_that_name_a_part_are_violations() {
    let body = r#"{"errors": [
        {"code": "among", "detail": "No."},
        {"source": {"pointer": []}, "detail": "B"}, {"source": {"pointer": "/a"}, "detail": "A"}, "text"]}"#;
    assert_read(body, &[("/a", "A")]);
    let error = Error::from_parts(422, [], body);
    assert_eq!(error.kind(), Some(ErrorKind::Among));
    assert_eq!(error.message(), Some("No."));
    assert_read(
        r#"{"errors": [{"source": {"pointer": "/b"}, "code": "among", "detail": "B"}]}"#,
        &[("/b", "B")],
    );
}

#[test]
fn a_list_without_fields_has_objects_or_strings() {
    let both = [("", "A"), ("", "B")];
    assert_read(
        r#"{"code": "objects", "fields": [{"message": "A"}, "B"]}"#,
        &both,
    );
    assert_read(
        r#"{"code": "strings", "reasons": ["A", {"message": "C"}, "B"]}"#,
        &both,
    );
}

#[test]
fn the_values_of_an_object_are_messages_or_lists_of_them() {
    assert_read(
        r#"{"code": "map", "map": {"a": "A", "b": ["B", {"message": "C"}], "c": {"message": "D"}, "d": null, "e": [], "f": 1}}"#,
        &[("a", "A"), ("b", "B"), ("b", "C"), ("c", "D"), ("f", "1")],
    );
    assert_read(
        r#"{"code": "lists", "lists": {"items.0.name": [{"text": "A"}], "b": "B"}}"#,
        &[("items.0.name", "A"), ("b", "B")],
    );
}

#[test]
fn nested_objects_lead_to_the_messages() {
    assert_read(
        r#"{"code": "tree", "tree": {"_errors": [{"code": 1, "message": "A"}], "embeds": {"0": {"title": {"_errors": [{"message": "B"}, "C"]}}}, "x": 1}}"#,
        &[("", "A"), ("embeds.0.title", "B"), ("embeds.0.title", "C")],
    );
    assert_read(
        r#"{"code": "texts", "texts": {"a": {"_errors": ["A"], "b": {"_errors": []}}}}"#,
        &[("a", "A")],
    );
}

#[test]
fn what_is_written_is_read_again() {
    for kind in ErrorKind::ALL.iter().copied() {
        let has_fields = !matches!(kind, ErrorKind::Objects | ErrorKind::Strings);
        let (a, b) = if has_fields { ("a.0.b", "c") } else { ("", "") };
        let built = Error::builder(kind)
            .violation(a, "A \"quoted\"")
            .violation(a, "B")
            .violation(b, "C")
            .build()
            .expect("violations that can be sent");
        let found = read(built.body_text().expect("a body"));
        let expected = [(a, "A \"quoted\""), (a, "B"), (b, "C")]
            .map(|(field, message)| (field.to_owned(), message.to_owned()));
        assert_eq!(found, expected, "{built:?}");
    }
    let built = |kind, field: &str| {
        let built = Error::builder(kind).violation(field, "A").build();
        built
            .expect("violations that can be sent")
            .body_text()
            .map(str::to_owned)
    };
    for (kind, body) in [
        (
            ErrorKind::Listed,
            r#"{"code":"listed","errors":[{"source":{"pointer":"a"},"detail":"A"}]}"#,
        ),
        (
            ErrorKind::Among,
            r#"{"errors":[{"code":"among","detail":"A list of errors."},{"source":{"pointer":"a"},"detail":"A"}]}"#,
        ),
        (ErrorKind::Map, r#"{"code":"map","map":{"a":"A"}}"#),
        (ErrorKind::Lists, r#"{"code":"lists","lists":{"a":["A"]}}"#),
        (
            ErrorKind::Tree,
            r#"{"code":"tree","tree":{"a":{"_errors":[{"message":"A"}]}}}"#,
        ),
        (
            ErrorKind::Texts,
            r#"{"code":"texts","texts":{"a":{"_errors":["A"]}}}"#,
        ),
    ] {
        assert_eq!(built(kind, "a").as_deref(), Some(body));
    }
}

#[test]
fn violations_that_would_not_be_read_again_are_refused() {
    for (kind, violations) in [
        (ErrorKind::Strings, [("a", "A"), ("", "B")]),
        (ErrorKind::Tree, [("_errors", "A"), ("a", "B")]),
    ] {
        let mut builder = Error::builder(kind);
        for (field, message) in violations {
            builder = builder.violation(field, message);
        }
        assert!(builder.build().is_err(), "{kind:?}");
    }
}

#[test]
fn deep_and_long_names_do_not_multiply() {
    let name = "n".repeat(10_000);
    let many = r#"{"_errors": ["A"]}"#;
    let inside: Vec<String> = (0..1_000).map(|at| format!("\"{at}\": {many}")).collect();
    let body = format!(
        r#"{{"code": "texts", "texts": {{"{name}": {{{}}}}}}}"#,
        inside.join(", ")
    );
    let texts: usize = read(&body).iter().map(|(field, _)| field.len()).sum();
    assert!(texts <= 4 * body.len() + 4096, "{texts} of {}", body.len());

    let deep = format!(
        r#"{{"code": "texts", "texts": {}{many}{}}}"#,
        r#"{"a": "#.repeat(100_000),
        "}".repeat(100_000)
    );
    assert_eq!(read(&deep), []);
}
