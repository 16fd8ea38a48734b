//! The command line's contract.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Catalogs of API errors: generate Rust from them, check them, look codes up.
#[derive(Debug, Parser)]
#[command(name = "cargo errcat", bin_name = "cargo errcat", version, max_term_width = 100)]
#[command(after_help = "Ends with 0 where all is fine, 1 where something was found, 2 where it could not run.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Generate(Generate),
    Check(Check),
    Export(Export),
    Explain(Explain),
}

/// Write Rust from catalogs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat generate                      every catalog of the nearest spec/ into the generated/ beside it
  cargo errcat generate spec/acme.yaml       one catalog
  cargo errcat generate --check              write nothing; name what is out of date")]
pub(crate) struct Generate {
    /// Catalog files, or folders of them [default: the nearest `spec/` upwards]
    pub(crate) spec: Vec<PathBuf>,
    /// The folder to write to [default: `generated/` beside the folder of the catalogs]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; end with 1 and name the files that are missing, out of date or without a catalog
    #[arg(long)]
    pub(crate) check: bool,
}

/// Check catalogs; tell all that is wrong at once, with line and column.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat check                         every catalog of the nearest spec/
  cargo errcat check acme.yaml --format json for a program to read")]
pub(crate) struct Check {
    /// Catalog files, or folders of them [default: the nearest `spec/` upwards]
    pub(crate) spec: Vec<PathBuf>,
    /// How to tell what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person
    Human,
    /// For a program
    Json,
}

/// Write a catalog in another form to standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  cargo errcat export spec/acme.yaml --format json")]
pub(crate) struct Export {
    /// The catalog file
    pub(crate) spec: PathBuf,
    /// The form to write
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
}

/// The forms a catalog can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The JSON that `import` and `export` share
    Json,
}

/// Say what is known of an error: what it means, where it comes from, what mends it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat explain faseeh 50001
  cargo errcat explain voice_not_found       found in whatever catalog has it
  cargo errcat explain VoiceNotFound         by the name of the variant
  cargo errcat explain elevenlabs 429        all errors with a status

The catalogs are those of the nearest spec/ upwards and the ready-made ones.")]
pub(crate) struct Explain {
    /// The catalog (may be left out), then a code, a name or an HTTP status
    #[arg(value_names = ["CATALOG", "CODE"], num_args = 1..=2, required = true)]
    pub(crate) query: Vec<String>,
}
