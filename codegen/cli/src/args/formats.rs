//! The output formats of the commands.

use clap::ValueEnum;

/// The output formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text with the lines of the file
    Human,
    /// One line for each finding
    Short,
    /// JSON for programs, as in docs/json.md
    Json,
    /// A SARIF 2.1.0 log for code scanning
    Sarif,
    /// Annotations for a GitHub workflow
    Github,
}

/// The output formats of `diff` and `observe`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Text
    Human,
    /// JSON for programs, as in docs/json.md
    Json,
    /// Markdown for a changelog or a pull request
    Markdown,
}

/// The output formats of `explain` and `list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactsFormat {
    /// Text
    Human,
    /// JSON for programs, as in docs/json.md
    Json,
}

/// The output formats of `import`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// A catalog
    Yaml,
    /// JSON for programs, as in docs/json.md
    Json,
}

/// The output formats of `export`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// JSON for programs, as in docs/json.md
    Json,
    /// The reference page, the same as `generate` writes
    Markdown,
    /// The reference page for browsers, with a search
    Html,
    /// An OpenAPI 3.1 document with components, as JSON
    Openapi,
    /// The same as OpenAPI 3.0, for tools that cannot read 3.1
    #[value(name = "openapi-3.0")]
    Openapi30,
}
