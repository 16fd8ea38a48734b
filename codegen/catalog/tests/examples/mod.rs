//! The examples on the pages about codes.

use api_error_catalog_model::diagnostic::Code;

/// The wrong example of a code's page, where it has one.
pub(crate) fn wrong(code: Code) -> Option<String> {
    fenced(code.page(), &format!("```yaml,{code}\n"))
}

/// The fixed example.
pub(crate) fn mended(code: Code) -> Option<String> {
    fenced(code.page(), "```yaml\n")
}

fn fenced(page: &str, fence: &str) -> Option<String> {
    let (_, rest) = page.split_once(fence)?;
    Some(rest.split_once("```").expect("a closed fence").0.to_owned())
}

/// The example with what every catalog has, as far as it says nothing of that.
pub(crate) fn framed(example: &str) -> String {
    let has = |keys: &[&str]| {
        keys.iter()
            .any(|key| example.lines().any(|line| line.starts_with(key)))
    };
    if example.starts_with('#') {
        return example.to_owned();
    }
    let mut text = String::new();
    for (key, line) in [
        ("format:", "format: 1\n"),
        ("catalog:", "catalog: acme\n"),
        (
            "envelope:",
            "envelope: '{\"code\": \"$code\", \"message\": \"$message\"}'\n",
        ),
    ] {
        if !has(&[key]) {
            text += line;
        }
    }
    let errors = [
        "errors:",
        "types:",
        "observed:",
        "close_codes:",
        "statuses:",
    ];
    let rest = if has(&errors) {
        ""
    } else {
        "errors:\n  gone: { status: 404, description: It is gone. }\n"
    };
    text + example + rest
}
