//! The findings of `check`, explained as `rustc --explain` does.

use api_error_catalog_model::diagnostic::Code;

/// Returns the page about a code or a lint, or the list of lints for `lints`.
pub(crate) fn page(query: &str) -> Option<String> {
    match query.parse::<Code>() {
        Ok(code) => Some(code.explanation().trim_end().to_owned()),
        Err(_) if query == "lints" => Some(lints()),
        Err(_) => None,
    }
}

fn lints() -> String {
    let line = |lint: Code| {
        let level = lint
            .default_level()
            .map(|level| level.to_string())
            .unwrap_or_default();
        format!("{:20} {level:6} {}", lint.id(), lint.title())
    };
    Code::lints().map(line).collect::<Vec<_>>().join("\n")
}
