//! The examples in `docs/format.md` are catalogs that `open` accepts.

use std::path::Path;

use api_error_catalog_model::{Source, open};

const FRAME: &str = "format: 1\ncatalog: acme\nenvelope: '{\"code\": \"$code\"}'\n";
const ERRORS: &str = "errors:\n  gone: { status: 404, description: It is gone. }\n";

#[test]
fn the_examples_of_the_format_document_open() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/format.md");
    // A published package has only its own directory.
    let Ok(document) = std::fs::read_to_string(&file) else {
        return assert!(!file.with_file_name("json.md").exists());
    };
    let blocks: Vec<&str> = document
        .split("\n```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.trim_start().strip_prefix("yaml\n"))
        .collect();
    // Examples of a few keys are catalogs of their own.
    let (own, blocks): (Vec<&str>, Vec<&str>) = blocks.into_iter().partition(|block| {
        [
            "envelope:",
            "shapes:",
            "fields:",
            "success_errors:",
            "code: integer",
            "code_forms:",
            "notation:",
            "source:\n  - ",
        ]
        .iter()
        .any(|key| block.starts_with(key))
    });
    let [short, head, envelopes, errors, details, rest, hints, lints] = blocks[..] else {
        panic!("docs/format.md has {} YAML blocks", blocks.len())
    };
    let mut texts = vec![
        short.to_owned(),
        [head, envelopes, errors, rest].join("\n"),
        [FRAME, details].concat(),
        [FRAME, hints, "\n", ERRORS].concat(),
        [FRAME, lints].concat(),
    ];
    texts.extend(own.iter().map(|block| completed(block)));
    for text in texts {
        let opened = open(Source::new("acme.yaml", text.as_str()));
        assert!(
            opened.is_ok(),
            "{text}\n{}",
            opened
                .err()
                .map(|report| report.lines())
                .unwrap_or_default()
        );
    }
}

/// Adds the keys that a catalog must have.
fn completed(block: &str) -> String {
    let has = |key: &str| block.lines().any(|line| line.starts_with(key));
    let envelope = match has("envelope:") {
        true => "format: 1\ncatalog: acme\n",
        false => FRAME,
    };
    let errors = match has("errors:") {
        true => "",
        false => "errors:\n  TEXT_TOO_LONG: { status: 413, description: The text is too long. }\n",
    };
    [envelope, block, "\n", errors].concat()
}
