//! The commands and their options, with the help that `--help` prints.
//!
//! Help is wrapped by clap. So an example fits on a line of 80 columns, and a paragraph is one long line.

mod formats;
mod recordings;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
pub(crate) use formats::{DiffFormat, ExportFormat, FactsFormat, Format, ImportFormat};
pub(crate) use recordings::{Infer, Observe};

/// Describe an API's errors in a catalog, generate Rust and reference pages from it, and check it
#[derive(Debug, Parser)]
#[command(
    name = "cargo errcat",
    bin_name = "cargo errcat",
    version,
    max_term_width = 100
)]
#[command(
    after_help = "Exit status: 0 if all is fine, 1 if there are findings, 2 if it could not run."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Generate(Generate),
    Check(Check),
    Import(Import),
    Diff(Diff),
    Sync(Sync),
    Observe(Observe),
    Infer(Infer),
    Export(Export),
    Explain(Explain),
    Init(Init),
    Watch(Watch),
    Completions(Completions),
    List(List),
    Schema(Schema),
}

/// Generate Rust and a Markdown page from each catalog
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat generate                 all catalogs in the nearest spec/
  cargo errcat generate spec/acme.yaml  one catalog
  cargo errcat generate --check         write nothing, and list outdated files")]
pub(crate) struct Generate {
    /// Catalog files or directories of them [default: the nearest `spec/` in this or a parent directory]
    pub(crate) spec: Vec<PathBuf>,
    /// Write to this directory [default: `generated/` next to that of the catalogs]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing, and exit with status 1 if a file is missing, outdated or left over from a removed catalog
    #[arg(long)]
    pub(crate) check: bool,
}

/// Validate catalogs, and compare them with pages and responses
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat check                           all catalogs in the nearest spec/
  cargo errcat check acme.yaml --format json   JSON output for programs
  cargo errcat check --deny warnings           fail on warnings, for CI
  cargo errcat check --warn missing_example    enable a lint that is off
  cargo errcat check --docs pages              compare with the pages in pages/
  cargo errcat check --docs pages --responses answers.jsonl

With --docs, a catalog is compared with the file in DIR that its `source.file` names: codes, statuses, types and close \
codes with the page itself, other texts with the fingerprints in the lock. `cargo errcat sync --write` updates the lock. \
Without catalogs on the command line, those whose pages are not in DIR are skipped and named.

`cargo errcat explain lints` lists the lints. Levels under `lints:` in a catalog override these.")]
pub(crate) struct Check {
    /// Catalog files or directories of them [default: the nearest `spec/` in this or a parent directory]
    pub(crate) spec: Vec<PathBuf>,
    /// Compare the catalogs with the vendors' pages in this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
    /// Also compare these recorded responses, and show which of page, catalog and responses differs from the others;
    /// repeatable
    #[arg(long, value_name = "FILE", requires = "docs")]
    pub(crate) responses: Vec<PathBuf>,
    /// Apply the checklist for catalogs that others use: warnings are errors, sources are complete and recorded, and, with
    /// --docs, no text repeats its page
    #[arg(long)]
    pub(crate) strict: bool,
    /// Choose the output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Do not report this lint
    #[arg(long, value_name = "LINT")]
    pub(crate) allow: Vec<String>,
    /// Report this lint as a warning
    #[arg(long, value_name = "LINT")]
    pub(crate) warn: Vec<String>,
    /// Report this lint, or all `warnings`, as an error
    #[arg(long, value_name = "LINT")]
    pub(crate) deny: Vec<String>,
}

/// List the built-in catalogs with counts, sources and dates
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat list                        the catalogs that are built in
  cargo errcat list spec --format json     those of a directory, for programs")]
pub(crate) struct List {
    /// Catalog files or directories of them [default: the built-in catalogs]
    pub(crate) spec: Vec<PathBuf>,
    /// Choose the output format
    #[arg(long, value_enum, default_value_t = FactsFormat::Human)]
    pub(crate) format: FactsFormat,
}

/// Compare two catalogs or pages, and classify each change
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat diff old.md new.md                   two versions of a page
  cargo errcat diff spec/acme.yaml new.md           a catalog and a newer page
  cargo errcat diff old.yaml new.yaml --deny major  fail on breaking changes

Each change is `major`, `minor` or `patch` for code that uses the generated Rust. Files that end in .yaml or .yml are \
catalogs, all others are pages. If a catalog is compared with a page, its own descriptions are not.")]
pub(crate) struct Diff {
    /// The older catalog or page
    pub(crate) old: PathBuf,
    /// The newer catalog or page; next to a catalog, it can be the directory that contains the catalog's sources
    pub(crate) new: PathBuf,
    /// Choose the output format
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
    /// Exit with status 1 if a change is of this level or above
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) deny: Option<Level>,
}

/// The part of a semantic version that a change increments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Only texts change
    Patch,
    /// Something is added, and existing code still compiles
    Minor,
    /// Code that uses the generated Rust may break
    Major,
}

/// Merge a newer page into a catalog; your texts and comments stay
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat sync spec/acme.yaml acme.md          show what would be merged
  cargo errcat sync spec/acme.yaml acme.md --write  merge it, and write the lock
  cargo errcat sync spec/acme.yaml pages --write    merge all of its sources

`sync` adds new errors in the order of the page, updates statuses, types and close codes, and marks errors as deprecated \
that the page dropped. --write also updates spec/acme.lock, which records the page as read. Exit status 1 means that \
some changes must be merged manually, or that some texts must be read again.")]
pub(crate) struct Sync {
    /// The catalog file
    pub(crate) spec: PathBuf,
    /// The newer page, or the directory that contains all sources of the catalog
    pub(crate) doc: PathBuf,
    /// Write the catalog and its lock
    #[arg(long)]
    pub(crate) write: bool,
    /// Remove errors that the page dropped, instead of deprecating them
    #[arg(long)]
    pub(crate) prune: bool,
}

/// Convert an error page to a catalog
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat import errors.md --out spec/acme.yaml
  cargo errcat import errors.html --name acme     choose the catalog's name
  curl -s https://acme.example/errors | cargo errcat import - --name acme
  cargo errcat import errors.md --format json     JSON for programs
  cargo errcat import errors.md --hints hints.yaml
  cargo errcat import errors.md openapi.yaml > spec/acme.yaml

The catalog passes `cargo errcat check` unedited. Guesses are marked `# unsure` with their line on the page.

If a page is misread, correct it with hints (see docs/format.md) such as these:

  - { section: Request parameters, contains: ignore }
  - { table: [No, Sense], contains: errors, columns: { No: code } }

The catalog keeps the hints, so `sync` and `check --docs` follow them too.")]
pub(crate) struct Import {
    /// The page, or `-` for standard input: Markdown, MDX, HTML, plain text, CSV, JSON, reStructuredText or AsciiDoc, or a
    /// document such as OpenAPI or Smithy. If two of several contradict each other, the first one counts
    #[arg(required = true)]
    pub(crate) docs: Vec<PathBuf>,
    /// Set the catalog's name [default: derived from the file name]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Follow the reading hints in this file: a YAML list of hints, or a catalog that has hints
    #[arg(long, value_name = "FILE")]
    pub(crate) hints: Option<PathBuf>,
    /// Write to this new file [default: standard output]
    #[arg(long, value_name = "FILE", conflicts_with = "explain")]
    pub(crate) out: Option<PathBuf>,
    /// Choose the output format
    #[arg(long, value_enum, default_value_t = ImportFormat::Yaml)]
    pub(crate) format: ImportFormat,
    /// List every part of the page that was left out, with the reason
    #[arg(long)]
    pub(crate) verbose: bool,
    /// Show how each table and each group of records is read, instead of the catalog
    #[arg(long)]
    pub(crate) explain: bool,
}

/// Export catalogs as HTML, Markdown, OpenAPI or JSON
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat export spec/acme.yaml --format html > errors.html
  cargo errcat export --format html --out site         all, with an index
  cargo errcat export spec/acme.yaml --format openapi  components to reference
  cargo errcat export spec/acme.yaml --format json     the catalog, for programs

HTML pages load nothing from the network. docs/reference-pages.md lists the variables that a template gets.")]
pub(crate) struct Export {
    /// Catalog files or directories of them [default: the nearest `spec/` in this or a parent directory]
    pub(crate) spec: Vec<PathBuf>,
    /// Choose the output format
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// Write a file for each catalog to this directory; required if there are several catalogs
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing, and exit with status 1 if a file in the directory of `--out` is missing or outdated
    #[arg(long, requires = "out")]
    pub(crate) check: bool,
    /// With `--format html`, use this template or this directory of templates
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
}

/// Explain an error, a response, or a finding of `check`
#[derive(Debug, clap::Args)]
#[command(override_usage = "cargo errcat explain [OPTIONS] [CATALOG] <CODE>")]
#[command(after_help = "Examples:
  cargo errcat explain faseeh 50001       a code of one catalog
  cargo errcat explain voice_not_found    a code of any catalog
  cargo errcat explain VoiceNotFound      the variant of a generated enum
  cargo errcat explain elevenlabs 429     all errors with a status
  cargo errcat explain E0009              a finding of `check`
  cargo errcat explain lints              the list of lints
  cargo errcat explain audixa - --status 402 < body.json

The catalogs are those in the nearest spec/ in this or a parent directory, and the built-in ones. On a terminal, long \
output is shown by $PAGER, or by `less` if it is not set.")]
pub(crate) struct Explain {
    /// Optionally a catalog's name; then a code, a variant, an HTTP status, or `-` for a response body on standard input
    #[arg(value_names = ["CATALOG", "CODE"], num_args = 1..=2, required = true)]
    pub(crate) query: Vec<String>,
    /// Set the HTTP status of the response whose body is on standard input
    #[arg(long)]
    pub(crate) status: Option<u16>,
    /// Add a header of that response, such as `Retry-After: 30`; can be repeated
    #[arg(long, value_name = "NAME: VALUE", value_parser = header)]
    pub(crate) header: Vec<(String, String)>,
    /// Choose the output format
    #[arg(long, value_enum, default_value_t = FactsFormat::Human)]
    pub(crate) format: FactsFormat,
}

/// Print the JSON Schema of catalogs or of the JSON output
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat schema > spec/schema.json  the schema of catalogs, for editors
  cargo errcat schema --of facts          the schema of the commands' JSON

Start a catalog with this line, and editors can complete and check its keys:

  # yaml-language-server: $schema=schema.json")]
pub(crate) struct Schema {
    /// Choose what the schema describes
    #[arg(long, value_enum, default_value_t = SchemaSubject::Catalog)]
    pub(crate) of: SchemaSubject,
}

/// The documents that a JSON Schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaSubject {
    /// Catalogs
    Catalog,
    /// The JSON that `import`, `export`, `explain`, `diff` and `check` print
    Facts,
}

/// Create a small catalog to start from
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat init acme                          creates spec/acme.yaml
  cargo errcat import errors.md > spec/acme.yaml  if there is an error page")]
pub(crate) struct Init {
    /// The name of the catalog, its file and its Rust module
    pub(crate) name: String,
}

/// Regenerate whenever a catalog is saved
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat watch                    all catalogs in the nearest spec/
  cargo errcat watch spec/acme.yaml --out src/generated

Press Ctrl-C to stop.")]
pub(crate) struct Watch {
    /// Catalog files or directories of them [default: the nearest `spec/` in this or a parent directory]
    pub(crate) spec: Vec<PathBuf>,
    /// Write to this directory [default: `generated/` next to that of the catalogs]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo-errcat completions bash \\
      > ~/.local/share/bash-completion/completions/cargo-errcat
  cargo-errcat completions fish > ~/.config/fish/completions/cargo-errcat.fish

The script completes `cargo-errcat …`, the name of the installed program, but not `cargo errcat …`.")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Reads a header as HTTP writes it.
fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("write the header's name, a colon and its value")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}
