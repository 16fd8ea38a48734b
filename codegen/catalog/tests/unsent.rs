//! The lint `unsent_argument` reports arguments that no response carries, and no others.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use api_error_catalog_model::diagnostic::{Code, Levels};
use api_error_catalog_model::{Source, open};

/// Returns the texts that the lint marks.
fn unsent(text: &str) -> Vec<&str> {
    let text = text.trim_start();
    let loaded = open(Source::new("acme.yaml", text)).expect("a catalog");
    let report = loaded.lint(&Levels::default());
    let findings = report.diagnostics().iter();
    findings
        .filter(|finding| finding.code == Code::UnsentArgument)
        .map(|finding| &text[finding.span.clone()])
        .collect()
}

#[test]
fn details_and_messages_without_a_field_are_reported() {
    let text = r#"
format: 1
catalog: acme
envelope: '{"code": "$code", "message": "$message?", "details": "$details?"}'
shapes: { short: '{"code": "$code"}' }
errors:
  full: { status: 400, shape: short, description: It is full., details: { used: integer } }
  wide: { status: 400, shape: short, description: It is wide., message: "At most {width}." }
  long: { status: 400, shape: short, description: It is long., message: "Too long." }
  high: { status: 400, description: It is high., message: "At most {height}.", details: { height: integer } }
"#;
    assert_eq!(unsent(text), ["{ used: integer }", "\"At most {width}.\""]);
}

#[test]
fn a_header_or_a_shape_that_is_only_decoded_carries_them() {
    let text = r#"
format: 1
catalog: acme
envelope: '{"code": "$code"}'
decode_only: ['{"error": "$code", "info": "$details"}']
fields: { message: X-Error-Message }
errors:
  full: { status: 400, description: It is full., details: { used: integer } }
  wide: { status: 400, description: It is wide., message: "At most {width}." }
"#;
    assert_eq!(unsent(text), [""; 0]);
}
