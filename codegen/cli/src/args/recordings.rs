//! The commands that read recorded responses.

use std::path::PathBuf;

use api_error_catalog_traffic::Deviation;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::formats::DiffFormat;

/// Compare recorded responses with catalogs
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat observe answers.jsonl               all catalogs in spec/
  cargo errcat observe spec/acme.yaml page.har.gz  one catalog, and a HAR file
  zcat logs/*.gz | cargo errcat observe - --format json
  cargo errcat observe answers.jsonl --write       add findings to the catalogs
  cargo errcat observe answers.jsonl --deny unknown_code,undocumented_status

Each line of a .jsonl file is a response, with these members and more that docs/observe.md lists:

  {\"status\": 404, \"headers\": {…}, \"body\": \"…\", \"url\": \"…\", \"time\": \"…\"}

Exit status 1 means that there are findings other than errors that were never seen. With --deny, only the given kinds \
count; with --write, only findings that could not be added.")]
pub(crate) struct Observe {
    /// Responses: JSON lines or HAR, gzipped or not, or `-` for standard input. Files that end in .yaml and directories
    /// are catalogs [default: the nearest `spec/` in this or a parent directory, otherwise the built-in catalogs]
    #[arg(value_name = "SPEC… RESPONSES", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Compare every response with this catalog, whatever its URL
    #[arg(long, value_name = "NAME")]
    pub(crate) catalog: Option<String>,
    /// Choose the output format
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
    /// Exit with status 1 only if there are findings of these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = deviation())]
    pub(crate) deny: Vec<Deviation>,
    /// Show one body for each finding, with sensitive values removed
    #[arg(long)]
    pub(crate) samples: bool,
    /// Add unknown errors to the catalogs, widen the types of details, and record other findings
    #[arg(long)]
    pub(crate) write: bool,
}

fn deviation() -> impl TypedValueParser<Value = Deviation> {
    let names = Deviation::ALL.map(Deviation::as_str);
    PossibleValuesParser::new(names).try_map(|name| {
        Deviation::ALL
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or("unknown kind of finding")
    })
}

/// Draft a catalog from recorded responses, on standard output
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat infer answers.jsonl --name acme > spec/acme.yaml

The catalog has the errors that occurred and the shape of their bodies. It passes `cargo errcat check` unedited.")]
pub(crate) struct Infer {
    /// Responses: JSON lines or HAR, gzipped or not, or `-` for standard input
    #[arg(required = true)]
    pub(crate) responses: Vec<PathBuf>,
    /// Set the catalog's name [default: derived from a file name]
    #[arg(long)]
    pub(crate) name: Option<String>,
}
