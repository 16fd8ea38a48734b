//! The JSON form: the examples of docs/json.md, and what the commands share.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use support::{TempDir, run, run_with};

fn json(dir: &TempDir, args: &[&str]) -> Value {
    let (out, err, _) = run(&dir.0, &[args, &["--format", "json"]].concat());
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{args:?}: {error}: {out}{err}"))
}

/// The code blocks of the document in a language.
fn blocks<'d>(document: &'d str, language: &str) -> Vec<&'d str> {
    let fence = format!("```{language}\n");
    let blocks = document.split(fence.as_str()).skip(1);
    blocks.filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_documented_examples_are_what_is_printed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md");
    // A published package holds its own directory alone.
    let Ok(document) = std::fs::read_to_string(path) else {
        return;
    };
    let [page] = blocks(&document, "markdown")[..] else {
        panic!("one page")
    };
    let [error, change] = blocks(&document, "json")[..] else {
        panic!("an error and a change")
    };
    let dir = TempDir::new("json-examples");
    dir.write("old.md", page)
        .write("new.md", &page.replace("503", "504"));
    let parsed = |text| serde_json::from_str::<Value>(text).expect("JSON");
    let imported = json(&dir, &["import", "old.md"]);
    assert_eq!(imported["errors"][0], parsed(error));
    let changes = json(&dir, &["diff", "old.md", "new.md"]);
    assert_eq!(changes["changes"][0], parsed(change));
}

const CATALOG: &str = "format: 1\ncatalog: acme\nsupport: { url: \"https://acme.example\" }\n\
                       envelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\nerrors:\n  \
                       gone: { status: 404, description: It is gone., retry: never, limits: { kites: { free: 3 } } }\n  \
                       late: { status: 503, description: It is late. }\nstatuses:\n  404: { name: Not Found, description: It is lost. }\n";

/// The keys of an object.
fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn a_page_and_a_catalog_have_the_same_form() {
    let dir = TempDir::new("json-form");
    dir.write("spec/acme.yaml", CATALOG).write(
        "acme.md",
        "| Code | Status | Description | Retry | Limit |\n|---|---|---|---|---|\n\
         | `gone` | 404 | It is gone. | No | 3 kites |\n\nIf it persists, contact [support](mailto:help@acme.example).\n",
    );
    let exported = json(&dir, &["export", "spec/acme.yaml"]);
    let imported = json(&dir, &["import", "acme.md"]);
    // Only a page is read with a certain confidence.
    let own = ["confidence", "doubts"];
    let of_page = keys(&imported);
    let (own, shared): (Vec<&str>, Vec<&str>) =
        of_page.into_iter().partition(|key| own.contains(key));
    assert_eq!(own.len(), 2);
    assert_eq!(keys(&exported), shared);
    assert_eq!(keys(&exported["support"]), keys(&imported["support"]));
    let (own, pages) = (&exported["errors"][0], &imported["errors"][0]);
    let of_page = keys(pages);
    assert!(keys(own).iter().all(|key| of_page.contains(key)));
    for key in ["retry", "limits"] {
        let first = |error: &Value| match &error[key] {
            Value::Array(items) => items[0].clone(),
            other => other.clone(),
        };
        assert_eq!(keys(&first(own)), keys(&first(pages)), "{key}");
    }
    assert_eq!(pages["retry"]["strategy"], "never");
    assert_eq!(pages["limits"][0]["value"], 3);
}

#[test]
fn explain_prints_the_facts_that_match() {
    let dir = TempDir::new("json-explain");
    dir.write("spec/acme.yaml", CATALOG);
    let errors = |found: &Value| {
        let errors = found["catalogs"][0]["errors"]
            .as_array()
            .expect("errors")
            .clone();
        let codes = errors.into_iter().map(|error| error["code"].clone());
        codes.collect::<Vec<_>>()
    };
    let found = json(&dir, &["explain", "acme", "gone"]);
    assert_eq!(errors(&found), ["gone"]);
    let found = json(&dir, &["explain", "acme", "404"]);
    assert_eq!(errors(&found), ["gone"]);
    assert_eq!(found["catalogs"][0]["statuses"][0]["name"], "Not Found");
    assert_eq!(
        json(&dir, &["explain", "acme", "nothing"]),
        serde_json::json!({ "catalogs": [] })
    );

    let body = "{\"code\": \"late\", \"message\": \"Late.\"}";
    let args = ["explain", "acme", "-", "--format", "json"];
    let (out, err, code) = run_with(&dir.0, &args, body);
    let found = serde_json::from_str(&out).expect(&err);
    assert_eq!((errors(&found), code), (vec!["late".into()], Some(0)));
}

#[test]
fn each_schema_can_be_printed() {
    let dir = TempDir::new("json-schema");
    let schema = |args: &[&str]| {
        let (out, _, code) = run(&dir.0, &[&["schema"], args].concat());
        assert_eq!(code, Some(0));
        serde_json::from_str::<Value>(&out).expect("JSON")
    };
    assert_eq!(schema(&[]), schema(&["--of", "catalog"]));
    let facts = schema(&["--of", "facts"]);
    assert_eq!(facts["anyOf"].as_array().map(Vec::len), Some(4));
}
