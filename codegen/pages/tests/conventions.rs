//! What codes, headers and bodies of errors look like.

#![allow(clippy::unwrap_used)]

use api_error_catalog_pages::Code;
use api_error_catalog_pages::read::conventions::code_shape::code;
use api_error_catalog_pages::read::conventions::roles::{Role, of_header};
use api_error_catalog_pages::read::{BodyFields, body_fields};

#[test]
fn what_a_code_looks_like() {
    let codes = "not_found NOT_FOUND DENIED NotFound badKey a.b.C auth/bad-key E1001 no-such-key only_for_x+ 42P01 2FA_WAIT \
                 conflict Other OK 30s 500/10s 08000 05";
    for text in codes.split(' ') {
        assert_eq!(code(text), Some(Code::Text(text.to_owned())), "{text}");
    }
    for (text, number) in [("-1121", -1121), ("0", 0), ("40001", 40001)] {
        assert_eq!(code(text), Some(Code::Number(number)), "{text}");
    }
    let others = [
        "",
        "two words",
        "<code>",
        "{{x}}",
        "007x.",
        "https://x.y",
        "a...",
        "—",
        "ERROR_CODE",
        "4xx",
        "50X",
        "2022-03-10T23:34:59Z",
    ];
    for text in others {
        assert_eq!(code(text), None, "{text}");
    }
}

#[test]
fn what_a_header_says() {
    for (role, headers) in [
        (Role::Status, "HTTP Status Code|HTTP|Response code"),
        (
            Role::Solution,
            "What to do|How to fix it?|Next Steps|Common fixes",
        ),
        (
            Role::Description,
            "What it means|Detailed Error Description|Beschreibung",
        ),
        (Role::Cause, "Why it happens|Error Reason|Common causes"),
        (
            Role::Code,
            "Error Code|Exception Code|Decline Reason Code|Error Message Code|Code|Código|错误码|Errcode",
        ),
        (Role::Type, "Error Type"),
        (Role::Message, "Error Message"),
        (Role::Property, "Property|Parameter name|Endpoint type"),
        (Role::Retry, "Retriable"),
        (Role::Limit, "Maximum request size"),
    ] {
        for header in headers.split('|') {
            assert_eq!(of_header(header), Some(role), "{header}");
        }
    }
}

#[test]
fn what_bodies_carry() {
    let fields = |text: &str| body_fields(&serde_json::from_str(text).unwrap());
    let nested = BodyFields {
        code: Some(Code::Number(7)),
        error_type: Some("key_error".into()),
        message: Some("No key.".into()),
        status: None,
    };
    let body = r#"{"error": {"type": "key_error", "code": 7, "message": "No key."}}"#;
    assert_eq!(fields(body), nested);
    let flat = BodyFields {
        error_type: Some("Bad Request".into()),
        message: Some("No.".into()),
        ..BodyFields::default()
    };
    assert_eq!(
        fields(r#"{"error": "Bad Request", "message": "No."}"#),
        flat
    );
}
