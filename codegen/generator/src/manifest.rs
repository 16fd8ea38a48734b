//! Whether a crate can name the runtime as generated code does.

use std::path::Path;

/// The keys by which Cargo's manifests name the runtime.
const KEYS: [&str; 2] = ["api-error-catalog", "api_error_catalog"];

/// Returns `false` if the `Cargo.toml` in a directory declares no dependency by the runtime's own name, as when the dependency is
/// renamed. Without a readable manifest, returns `true`.
#[must_use]
pub fn declares_runtime(directory: &Path) -> bool {
    std::fs::read_to_string(directory.join("Cargo.toml")).map_or(true, |manifest| names(&manifest))
}

/// Returns `true` if a dependency has one of the keys. The dependencies of a workspace table do not count.
fn names(manifest: &str) -> bool {
    let mut is_of_workspace = false;
    manifest.lines().map(str::trim_start).any(|line| {
        if line.starts_with('[') {
            is_of_workspace = line.starts_with("[workspace");
        }
        !is_of_workspace && KEYS.iter().any(|key| has_key(line, key))
    })
}

/// Returns `true` if a line contains the key other than as a value: `api-error-catalog = …`,
/// `api-error-catalog.workspace = true`, or `[dependencies.api-error-catalog]`.
fn has_key(line: &str, key: &str) -> bool {
    let is_part = |next: char| next.is_alphanumeric() || matches!(next, '-' | '_');
    line.match_indices(key).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + key.len()..]);
        let after = after.trim_start_matches(['"', '\'', ' ', '\t']);
        !before.ends_with(is_part) && after.starts_with(['=', '.', ']'])
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn every_way_to_declare_the_dependency_is_recognized() {
        for manifest in [
            "[dependencies]\napi-error-catalog = \"0.1\"",
            "[dependencies]\napi_error_catalog={ version = \"0.1\" }",
            "[dependencies]\n\"api-error-catalog\" = \"0.1\"",
            "[dependencies]\napi-error-catalog.workspace = true",
            "[target.'cfg(unix)'.dependencies.api-error-catalog]\nversion = \"0.1\"",
            "dependencies = { serde = \"1\", api-error-catalog = \"0.1\" }",
        ] {
            assert!(names(manifest), "{manifest}");
        }
    }

    #[test]
    fn a_renamed_dependency_is_not_the_runtime() {
        for manifest in [
            "[dependencies]\nerrors = { package = \"api-error-catalog\", version = \"0.1\" }",
            "[dependencies.errors]\npackage = \"api-error-catalog\"\nversion = \"0.1\"",
            "[dependencies]\nerrors.package = 'api-error-catalog'\nerrors.version = \"0.1\"",
            "[dependencies]\nerrors.workspace = true",
            "[workspace.dependencies]\napi-error-catalog = \"0.1\"\n\n[dependencies]\nserde = \"1\"",
            "[workspace.dependencies.api-error-catalog]\nversion = \"0.1\"",
            "[build-dependencies]\napi-error-catalog-codegen = \"0.1\"",
            "[dependencies]\nerrors = { path = \"../api-error-catalog\" }\n\n[features]\nderive = [\"errors/derive\"]",
        ] {
            assert!(!names(manifest), "{manifest}");
        }
    }
}
