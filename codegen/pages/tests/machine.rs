//! Documents for programs: formats that are refused, references that lead nowhere, and hostile documents.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use api_error_catalog_pages::{Page, ReadError, read};

fn page(name: &str, source: &str) -> Page {
    read(name, source.as_bytes()).unwrap()
}

fn codes(page: &Page) -> Vec<String> {
    let codes = page.errors.iter().filter_map(|error| error.code.as_ref());
    codes.map(|code| code.value.to_string()).collect()
}

/// An OpenAPI document whose only operation has this response.
fn openapi(response: &str, components: &str) -> String {
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}},
            "paths": {{"/a": {{"get": {{"responses": {{"404": {response}}}}}}}}}, "components": {components}}}"#
    )
}

#[test]
fn known_formats_that_are_not_read_are_refused_by_name() {
    for (name, source, format) in [
        ("api.raml", "#%RAML 1.0\ntitle: T\n", "RAML"),
        ("api.apib", "FORMAT: 1A\n# T\n", "API Blueprint"),
        ("a.smithy", "$version: \"2\"\nnamespace a\n", "Smithy IDL"),
        ("a.graphql", "type Query {\n  a: Int\n}\n", "GraphQL"),
        ("a.thrift", "namespace java a\nexception E {\n}\n", "Thrift"),
        (
            "a.wsdl",
            "<?xml version=\"1.0\"?><wsdl:definitions/>",
            "WSDL",
        ),
        ("a.json", r#"{"swagger": "1.2", "apis": []}"#, "Swagger 1"),
        ("a.json", r#"{"openapi": "4.0.0"}"#, "OpenAPI"),
        (
            "a.json",
            r#"{"openrpc": "1.2.6", "methods": []}"#,
            "OpenRPC",
        ),
        (
            "a.json",
            r#"{"data": {"__schema": {"types": []}}}"#,
            "GraphQL",
        ),
        ("a.json", r#"{"log": {"entries": []}}"#, "HAR"),
        (
            "a.json",
            r#"{"discoveryVersion": "v1", "schemas": {}}"#,
            "Google discovery",
        ),
        (
            "a.json",
            r#"{"metadata": {"serviceFullName": "A"}, "operations": {}, "shapes": {}}"#,
            "AWS SDK",
        ),
        ("a.yaml", "arazzo: 1.0.0\nworkflows: []\n", "Arazzo"),
        (
            "a.json",
            r#"{"overlay": "1.0.0", "actions": []}"#,
            "overlay",
        ),
        (
            "a.json",
            r#"{"_type": "export", "__export_format": 4}"#,
            "Insomnia",
        ),
        (
            "a.xml",
            "<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"/>",
            "OData",
        ),
        (
            "a.tsp",
            "import \"@typespec/http\";\nusing Http;\n",
            "TypeSpec",
        ),
        (
            "a.json",
            r#"{"info": {"schema": "https://schema.getpostman.com/x"}, "item": []}"#,
            "Postman",
        ),
    ] {
        let refused = read(name, source.as_bytes());
        let Err(ReadError::Unsupported { format: found }) = refused else {
            panic!("{source}: {refused:?}");
        };
        assert!(found.contains(format), "{found}");
    }
}

/// A word that names a format elsewhere may be a code.
#[test]
fn a_list_may_have_the_name_of_a_format_as_a_code() {
    let source = r#"{"overlay": "The overlay is missing.", "arazzo": "The plan is missing."}"#;
    assert_eq!(codes(&page("errors.json", source)), ["overlay", "arazzo"]);
}

#[test]
fn a_text_keeps_its_start_if_a_foreign_word_for_errors_is_before_a_colon() {
    let text = "取消対象取引エラー：取消対象取引なし";
    let source = format!(r#"{{"JP10": "{text}", "JP11": "該当業務エラー：システムエラー"}}"#);
    let page = page("errors.json", &source);
    let description = page.errors[0].about.description.as_ref().unwrap();
    assert_eq!(description.value, text);
}

#[test]
fn an_address_describes_nothing() {
    let row = |code: &str, description: &str| {
        format!(
            r#"{{"url": "https://a.example/boats", "error_code": "{code}", {description}"sent_error_code": "{code}"}}"#
        )
    };
    let rows = [
        row(
            "BOAT_NOT_FOUND",
            r#""error_description": "Boat not found", "#,
        ),
        row("OAR_NOT_FOUND", r#""error_description": "Oar not found", "#),
        row("SAIL_IS_TORN", r#""error_description": "Sail is torn", "#),
        row("ANCHOR_IS_LOST", ""),
        row("RUDDER_IS_LOST", ""),
    ];
    let page = page("errors.jsonl", &rows.join("\n"));
    assert_eq!(page.errors.len(), 5);
    for error in &page.errors {
        let description = error.about.description.as_ref();
        assert!(
            description.is_none_or(|text| !text.value.contains("://")),
            "{error:?}"
        );
    }
}

#[test]
fn a_plain_text_describes_rather_than_markup() {
    let row = |code: &str, description: &str| {
        let html =
            "<code class='block'><div style='color:#ededed'>The body of a response.</div></code>";
        format!(
            r#"{{"error_code": "{code}", {description}"common_causes": "It sank in a storm.", "error_response_html": "{html}"}}"#
        )
    };
    let rows = [
        row(
            "BOAT_NOT_FOUND",
            r#""error_description": "Boat not found", "#,
        ),
        row("OAR_NOT_FOUND", r#""error_description": "Oar not found", "#),
        row("SAIL_IS_TORN", r#""error_description": "Sail is torn", "#),
        row("ANCHOR_IS_LOST", ""),
        row("RUDDER_IS_LOST", ""),
    ];
    let page = page("errors.jsonl", &rows.join("\n"));
    let last = page.errors.last().unwrap();
    let description = last.about.description.as_ref().unwrap();
    assert_eq!(description.value, "It sank in a storm.");
}

#[test]
fn texts_in_error_are_codes_if_the_code_is_the_status() {
    let response = r##"{"description": "Gone.", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Error"},
        "example": {"code": 404, "error": "Boat not found", "detail": "It sank."}}}}"##;
    let components = |about: &str| {
        format!(
            r#"{{"schemas": {{"Error": {{"type": "object", "properties": {{
                "code": {{"type": "integer", "description": "{about}"}}, "detail": {{"type": "string"}},
                "error": {{"type": "string", "enum": ["Boat not found", "Oar is lost", "Harbor closed"]}}}}}}}}}}"#
        )
    };
    let listed = page("api", &openapi(response, &components("The HTTP status.")));
    let text = ["Boat not found", "Oar is lost", "Harbor closed"];
    assert_eq!(codes(&listed), text);
    let statuses = |index: usize| {
        let facts = listed.errors[index].statuses.iter();
        facts.map(|status| status.value).collect::<Vec<_>>()
    };
    assert_eq!(statuses(0), [404], "the status of the example");
    let description = listed.errors[0].about.description.as_ref().unwrap();
    assert_eq!(description.value, "It sank.");

    // Next to a number that is a code of its own, the texts are labels.
    let labels = page(
        "api",
        &openapi(response, &components("The number of the error.")),
    );
    assert_eq!(codes(&labels), [""; 0]);
}

#[test]
fn the_content_decides_and_not_the_name() {
    let source = openapi(r#"{"description": "Gone."}"#, "{}");
    for name in ["api", "errors.txt", "errors.md", "errors.yaml"] {
        assert_eq!(page(name, &source).statuses[0].status.value, 404, "{name}");
    }
    // A page that shows a document is not one.
    let shown =
        format!("# Errors\n\n- `no_boat`: None.\n- `no_oar`: None.\n\n```json\n{source}\n```\n");
    assert_eq!(codes(&page("errors.md", &shown)), ["no_boat", "no_oar"]);
}

#[test]
fn references_that_lead_nowhere_are_reported() {
    for (pointer, reason) in [
        ("other.yaml#/Error", "nothing is fetched"),
        ("https://api.example/errors.json", "nothing is fetched"),
        ("#/components/schemas/Missing", "does not contain"),
        ("#/components/schemas/Loop", ""),
    ] {
        let response = format!(
            r##"{{"description": "Gone.", "content": {{"application/json": {{"schema": {{"$ref": "{pointer}"}}}}}}}}"##
        );
        let source = openapi(
            &response,
            r##"{"schemas": {"Loop": {"$ref": "#/components/schemas/Loop"}}}"##,
        );
        let page = page("api.json", &source);
        assert_eq!(page.statuses.len(), 1);
        let skipped = page
            .skipped
            .iter()
            .find(|skipped| skipped.what.contains(pointer));
        assert_eq!(skipped.is_none(), reason.is_empty(), "{pointer}");
        if let Some(skipped) = skipped {
            assert!(skipped.reason.contains(reason), "{}", skipped.reason);
            assert_eq!(&source[skipped.span.clone()], pointer);
        }
    }
}

#[test]
fn a_schema_that_contains_itself_is_read_once() {
    let response = r##"{"description": "Gone.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}"##;
    let source = openapi(
        response,
        r##"{"schemas": {
            "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/A"}],
                  "properties": {"code": {"anyOf": [{"enum": ["no_boat"]}, {"$ref": "#/components/schemas/C"}]},
                                 "details": {"items": {"$ref": "#/components/schemas/A"}}}},
            "B": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]},
            "C": {"anyOf": [{"$ref": "#/components/schemas/C"}, {"items": {"$ref": "#/components/schemas/C"}}]}}}"##,
    );
    assert_eq!(codes(&page("api.json", &source)), ["no_boat"]);
}

#[test]
fn ten_thousand_operations_and_schemas_are_read() {
    let mut paths = String::new();
    let mut schemas = String::new();
    for i in 0..10_000 {
        let comma = if i == 0 { "" } else { "," };
        write!(
            paths,
            r##"{comma}"/p{i}": {{"get": {{"responses": {{"409": {{"description": "It is taken.", "content":
                {{"application/json": {{"schema": {{"$ref": "#/components/schemas/S{i}"}}}}}}}}}}}}}}"##
        )
        .unwrap();
        write!(
            schemas,
            r##"{comma}"S{i}": {{"properties": {{"code": {{"const": "code_{i}"}}, "next": {{"$ref": "#/components/schemas/S{}"}}}}}}"##,
            (i + 1) % 10_000
        )
        .unwrap();
    }
    let source = format!(
        r#"{{"openapi": "3.0.0", "info": {{}}, "paths": {{{paths}}}, "components": {{"schemas": {{{schemas}}}}}}}"#
    );
    let page = page("api.json", &source);
    assert_eq!(codes(&page).len(), 10_000);
    assert_eq!(page.statuses[0].status.places(), 10_000);
}

/// Ten megabytes of schemas that no error uses, and of aliases that multiply.
#[test]
fn large_documents_and_multiplying_aliases_end() {
    let mut source = String::from(
        "openapi: 3.0.0\ninfo: {}\npaths: {}\nx-errors: &a0 [{code: a_b}, {code: c_d}]\n",
    );
    for i in 1..60 {
        writeln!(source, "x-errors-{i}: &a{i} [*a{0}, *a{0}]", i - 1).unwrap();
    }
    source.push_str("components:\n  schemas:\n");
    while source.len() < 10 << 20 {
        let number = source.len();
        writeln!(source, "    S{number}: {{type: object, properties: {{code: {{type: string, description: A code of something.}}}}}}").unwrap();
    }
    assert_eq!(codes(&page("api.yaml", &source)), ["a_b", "c_d"]);
}

#[test]
fn fifty_thousand_references_that_lead_nowhere_are_reported() {
    let mut source = String::from("openapi: 3.0.0\ninfo: {}\npaths:\n");
    for i in 0..50_000 {
        writeln!(
            source,
            "  /p{i}: {{ get: {{ responses: {{ 409: {{ $ref: '#/missing/{i}' }} }} }} }}"
        )
        .unwrap();
    }
    assert_eq!(page("api.yaml", &source).skipped.len(), 50_000);
}

#[test]
fn a_listing_of_empty_rows_takes_no_memory_for_their_cells() {
    let columns: String = (0..30)
        .map(|i| format!(r#", "c{i}": "It storms.""#))
        .collect();
    let rows = |count| {
        let empty = ", {}".repeat(count);
        format!(
            r#"{{"errors": [{{"code": "storm_near"{columns}}}, {{"code": "storm_far"}}{empty}]}}"#
        )
    };
    assert_eq!(codes(&page("errors.json", &rows(2))).len(), 2);
    let large = page("errors.json", &rows(40_000));
    let skipped = large
        .skipped
        .iter()
        .map(|part| (part.what.as_str(), part.reason.as_str()));
    let reason = "it has too many rows and columns";
    assert!(large.is_empty());
    assert_eq!(skipped.collect::<Vec<_>>(), [("the list `errors`", reason)]);
}

#[test]
fn many_schemas_that_share_a_long_list_take_bounded_effort() {
    let mut components = String::from(
        "components:\n  schemas:\n    Big:\n      properties:\n        code:\n          enum:\n",
    );
    for code in 0..1_000 {
        writeln!(components, "            - storm_at_level_{code}").unwrap();
    }
    let mut document = String::from("openapi: 3.0.0\ninfo: { title: Kite, version: 1 }\npaths:\n");
    for path in 0..400 {
        writeln!(
            document,
            "  /kites{path}: {{ get: {{ responses: {{ 400: {{ description: Storm, content: {{ application/json: {{ schema: {{ allOf: [{{ $ref: '#/components/schemas/Big' }}] }} }} }} }} }} }} }}"
        )
        .unwrap();
    }
    let page = page("kite.yaml", &(document + &components));
    assert_eq!(page.errors.len(), 1_000);
    let reasons: Vec<&str> = page.skipped.iter().map(|part| &*part.reason).collect();
    assert_eq!(
        reasons,
        ["the schemas of errors before it list too many values"]
    );
}

#[test]
fn cut_documents_are_not_read_as_whole_ones() {
    let source = openapi(r#"{"description": "Gone."}"#, "{}");
    for end in (0..source.len()).step_by(7) {
        // Reading ends, whatever is missing.
        let _ = read("api.json", &source.as_bytes()[..end]);
    }
    let proto = "syntax = \"proto3\";\nenum ErrorCode {\n  A = 0; // a\n  /* b */ B_B = 1 [deprecated = true];\n}\n";
    for end in 0..proto.len() {
        let _ = read("a.proto", &proto.as_bytes()[..end]);
    }
    assert_eq!(codes(&page("a.proto", proto)), ["A", "B_B"]);
}

#[test]
fn code_on_a_page_does_not_make_it_a_protobuf_file() {
    let source = "# Errors\n\n* 404 - `kite_missing`: There is no kite.\n* 409 - `kite_torn`: The kite is torn.\n\n\
        ```java\nimport com.example.Kite;\n```\n\n```go\nmessage := kite.Message{}\n```\n";
    assert_eq!(
        codes(&page("errors.md", source)),
        ["kite_missing", "kite_torn"]
    );
    let source = "// The errors of the kite store.\n\n/* Two of\n   them. */\npackage kite; // for now\nenum ErrorCode {\n  \
        KITE_MISSING = 0;\n  KITE_TORN = 1;\n}\n";
    assert_eq!(
        codes(&page("errors.txt", source)),
        ["KITE_MISSING", "KITE_TORN"]
    );
}

#[test]
fn a_header_that_no_catalog_can_name_is_ignored() {
    let response = r#"{"description": "It is gone.", "headers": {
        "Retry After": {}, "X-Request-ID \r": {}, "X-Correlation-ID": {}}}"#;
    let page = page("a.json", &openapi(response, "{}"));
    let names = page.headers.iter().map(|header| header.name.value.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["X-Correlation-ID"]);
}
