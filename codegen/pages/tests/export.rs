//! Pages of HTML and documents of OpenAPI. That a browser shows the pages, and that a validator takes the documents, is
//! for `tests/browser` and `tests/openapi` of the repository.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use api_error_catalog_model::model::Error;
use api_error_catalog_model::{Loaded, Source, open, open_file};
use api_error_catalog_pages::write::html::{PAGE, Pages, SCRIPT, STYLE};
use api_error_catalog_pages::write::openapi::{OpenApiVersion, openapi};
use serde_json::Value;

fn kite() -> Loaded {
    let source = Source::new("kite.yaml", include_str!("exports/kite.yaml"));
    open(source).unwrap_or_else(|report| panic!("{}", report.render(false)))
}

/// The catalogs of the repository, where this is a checkout.
fn ready_made() -> Vec<Loaded> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let Ok(entries) = std::fs::read_dir(directory) else {
        return Vec::new();
    };
    let specs = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let catalogs: Vec<Loaded> = specs.map(|path| open_file(&path).unwrap()).collect();
    assert!(catalogs.len() >= 5);
    catalogs
}

/// Pages without style and script, which would hide what matters in a golden file.
fn bare(own: &[(&str, &str)]) -> Pages {
    let own = [(STYLE, ""), (SCRIPT, "")]
        .iter()
        .chain(own)
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    Pages::new(&own.collect()).unwrap()
}

fn golden(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_page_of_a_catalog() {
    let loaded = kite();
    golden("kite.html", &bare(&[]).page(&loaded).unwrap());
}

#[test]
fn the_index_over_catalogs() {
    golden("index.html", &bare(&[]).index(&[kite()]).unwrap());
}

#[test]
fn the_document_of_a_catalog() {
    let loaded = kite();
    golden("kite.openapi.json", &openapi(&loaded, OpenApiVersion::V3_1));
}

/// Every id of a page, by what stands before and after it in the markup.
fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// A catalog may have only close codes.
#[test]
fn the_page_of_a_catalog_without_errors() {
    let yaml = "format: 1\ncatalog: hangup\ncode: none\nenvelope: '{\"say\": \"$message\"}'\n\
                close_codes:\n  4000: { name: Bye, description: It hung up. }\n";
    let loaded = open(Source::new("hangup.yaml", yaml)).unwrap();
    let page = bare(&[]).page(&loaded).unwrap();
    assert!(
        page.contains("0 errors, 1 close code.") && page.contains("id=\"close:4000\""),
        "{page}"
    );
    assert!(
        !page.contains("page:errors\"") && !page.contains("page:errata\""),
        "{page}"
    );
    let document: Value = serde_json::from_str(&openapi(&loaded, OpenApiVersion::V3_1)).unwrap();
    let keys = |kind: &str| {
        document["components"][kind]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        [keys("responses"), keys("schemas"), keys("examples")],
        ["Error", "Error", ""]
    );
}

#[test]
fn every_link_within_a_page_leads_to_one_place() {
    for loaded in ready_made().into_iter().chain([kite()]) {
        let catalog = &loaded.catalog;
        let page = bare(&[]).page(&loaded).unwrap();
        let all: BTreeSet<&str> = ids(&page).into_iter().collect();
        assert_eq!(all.len(), ids(&page).len(), "{}", catalog.name);
        for target in page
            .split(" href=\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(all.contains(target), "{}: {target}", catalog.name);
        }
        for error in &catalog.errors {
            assert!(
                all.contains(error.name.as_str())
                    || all.contains(error.own.code.as_deref().unwrap()),
                "{}",
                error.name
            );
        }
    }
}

#[test]
fn openapiv3_reads_the_document_in_3_0_and_writes_it_back() {
    for loaded in ready_made().into_iter().chain([kite(), dialects()]) {
        let text = openapi(&loaded, OpenApiVersion::V3_0);
        let read: openapiv3::OpenAPI = serde_json::from_str(&text).unwrap();
        let mut written = serde_json::to_value(&read).unwrap();
        for response in written["components"]["responses"]
            .as_object_mut()
            .unwrap()
            .values_mut()
        {
            let headers = response.get_mut("headers").and_then(Value::as_object_mut);
            for header in headers.into_iter().flat_map(|headers| headers.values_mut()) {
                // The default, which the crate writes out.
                let style = header.as_object_mut().unwrap().remove("style");
                assert_eq!(style, Some("simple".into()));
            }
        }
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(written, document, "{}", loaded.catalog.name);
        // A keyword that 3.0 does not have would come back as an extension.
        let components = read.components.unwrap();
        assert!(
            components.schemas.values().all(|schema| {
                let data = &schema.as_item().unwrap().schema_data;
                data.extensions.keys().all(|key| key.starts_with("x-"))
            }),
            "{}",
            loaded.catalog.name
        );
    }
}

/// Returns a catalog whose schemas have everything that 3.0 writes differently.
fn dialects() -> Loaded {
    let yaml = "format: 1\ncatalog: dialects\ncode: integer\n\
                envelope: '{\"code\": \"$code\", \"none\": null, \"list\": [true], \"version\": 1.5, \"details\": \"$details?\"}'\n\
                errors:\n  First: { match: [{ code: 1, status: 404 }, { code: 2, status: 410 }], description: It is the first error., \
                details: { price: decimal, prices: [decimal] } }\n";
    open(Source::new("dialects.yaml", yaml)).unwrap()
}

#[test]
fn an_error_of_a_sub_code_or_a_field_has_an_example() {
    let yaml = r#"format: 1
catalog: pay
envelope: '{"code": "$code?", "sub": "$subcode?", "scope": "$scope:integer?"}'
errors:
  Expired:
    match: [{ code: expired }, { subcode: expired }]
    description: The card has expired.
    examples: ['{"code": "declined", "sub": "expired"}']
  Stolen: { match: { subcode: stolen }, description: The card was stolen. }
  Blocked: { match: { where: { scope: 2 } }, description: The card is blocked. }
"#;
    let loaded = open(Source::new("pay.yaml", yaml)).unwrap();
    let document: Value = serde_json::from_str(&openapi(&loaded, OpenApiVersion::V3_1)).unwrap();
    let value = |name: &str| &document["components"]["examples"][name]["value"];
    assert_eq!(value("Expired")["code"], "declined");
    assert_eq!(value("Stolen")["sub"], "stolen");
    assert_eq!(value("Blocked")["scope"], 2);
}

#[test]
fn a_document_has_an_example_of_every_documented_error() {
    for loaded in ready_made() {
        let catalog = &loaded.catalog;
        let document: Value =
            serde_json::from_str(&openapi(&loaded, OpenApiVersion::V3_1)).unwrap();
        let examples: Vec<&Value> = document["components"]["examples"]
            .as_object()
            .unwrap()
            .values()
            .collect();
        // What has no body has no example of one.
        let is_empty = |error: &Error| {
            let mut conditions = error.identities().filter_map(|own| own.conditions.as_ref());
            conditions.any(|conditions| conditions.empty_body)
        };
        let documented = catalog.errors.iter().filter(|error| error.seen.is_none());
        for error in documented.filter(|error| !is_empty(error)) {
            let of_error = |body: &Value| examples.iter().any(|example| example["value"] == *body);
            let documented: Vec<Value> = error
                .examples
                .iter()
                .map(|example| serde_json::from_str(&example.body).unwrap())
                .collect();
            assert!(
                documented.iter().all(of_error),
                "{}: {}",
                catalog.name,
                error.name
            );
            let schema = if error.name.ends_with("Error") {
                error.name.clone()
            } else {
                format!("{}Error", error.name)
            };
            assert!(
                examples
                    .iter()
                    .any(|example| example["x-schema"] == *schema),
                "{}: {schema}",
                catalog.name
            );
        }
    }
}

#[test]
fn templates_style_and_script_can_be_replaced() {
    let loaded = kite();
    let own = "{% for error in errors %}{{ error.id }} {{ error.retryable }} {{ pages[0].url | href }}\n{% endfor %}{{ title }}";
    let page = bare(&[(PAGE, own)]).page(&loaded).unwrap();
    assert!(
        page.starts_with("line_too_long False https://kite.example/errors\nno_wind True "),
        "{page}"
    );
    assert!(page.ends_with("\nKite &amp; Co"), "{page}");
    let own = BTreeMap::from([
        (STYLE.to_owned(), "p { color: red }".to_owned()),
        (SCRIPT.to_owned(), "1 < 2".to_owned()),
    ]);
    let page = Pages::new(&own).unwrap().page(&loaded).unwrap();
    assert!(
        page.contains("<style>p { color: red }</style>") && page.contains("<script>1 < 2</script>")
    );
    // The output of `openssl dgst -sha256 -binary | base64` for the script and the style.
    for hash in [
        "ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4=",
        "T8Xibs7zV8KTQdRXjpKJTlizX17SudRlddrZKaeFg9E=",
    ] {
        assert!(page.contains(&format!("&#39;sha256-{hash}&#39;")), "{page}");
    }
}

#[test]
fn a_template_that_is_wrong_says_where() {
    let loaded = kite();
    let fault = Pages::new(&BTreeMap::from([(
        PAGE.to_owned(),
        "<p>\n{% if %}".to_owned(),
    )]))
    .unwrap_err();
    assert!(
        fault.to_string().starts_with("page.html:2: syntax error"),
        "{fault}"
    );
    let fault = bare(&[(PAGE, "\n\n{{ titel }}")])
        .page(&loaded)
        .unwrap_err();
    assert!(
        fault
            .to_string()
            .starts_with("page.html:3: undefined value"),
        "{fault}"
    );
}
