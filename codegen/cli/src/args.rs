//! The command line's contract.

use std::path::PathBuf;

use api_error_catalog_traffic::Deviation;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

/// Catalogs of API errors: generate Rust from them, check them, look codes up.
#[derive(Debug, Parser)]
#[command(
    name = "cargo errcat",
    bin_name = "cargo errcat",
    version,
    max_term_width = 100
)]
#[command(
    after_help = "Ends with 0 where all is fine, 1 where something was found, 2 where it could not run."
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
    Schema(Schema),
}

/// Write Rust from catalogs, and a page of Markdown for each.
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

/// Check catalogs; tell all that is wrong at once, with line and column. With --docs, hold them against their pages.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat check                         every catalog of the nearest spec/
  cargo errcat check acme.yaml --format json for a program to read
  cargo errcat check --deny warnings         in CI: nothing may read badly
  cargo errcat check --warn missing_example  a lint that is silent otherwise
  cargo errcat check --docs pages            the file that `source.file` names, in pages/: what it says otherwise
  cargo errcat check --docs pages --responses answers.jsonl     page, catalog and traffic: which stands alone

With --docs, codes, statuses, types and close codes are compared with the page. Texts are compared with the lock beside
the catalog, fingerprints of what the page said when it was last read; `cargo errcat sync --write` brings it up to date.
A hint that finds nothing on the page, and an erratum whose `while:` no longer holds there, are told too.

What is in order and reads badly is a warning; `cargo errcat explain lints` lists them. A level that the catalog sets under
`lints:` goes before these options.")]
pub(crate) struct Check {
    /// Catalog files, or folders of them [default: the nearest `spec/` upwards]
    pub(crate) spec: Vec<PathBuf>,
    /// The folder of the pages that the catalogs were read from
    #[arg(long, value_name = "DIR")]
    pub(crate) docs: Option<PathBuf>,
    /// Recorded answers, to be held against catalog and page: which of the three stands alone? May be given again
    #[arg(long, value_name = "FILE", requires = "docs")]
    pub(crate) responses: Vec<PathBuf>,
    /// How to tell what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Do not tell what this lint finds
    #[arg(long, value_name = "LINT")]
    pub(crate) allow: Vec<String>,
    /// Tell what this lint finds
    #[arg(long, value_name = "LINT")]
    pub(crate) warn: Vec<String>,
    /// End with 1 where this lint finds something; `warnings`: where any does
    #[arg(long, value_name = "LINT")]
    pub(crate) deny: Vec<String>,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person
    Human,
    /// For a person, a line each
    Short,
    /// For a program
    Json,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// Tell what changed between two catalogs or pages, and what it means for users of the generated Rust.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat diff old.md new.md                     two versions of a page
  cargo errcat diff spec/acme.yaml new.md             a catalog and a newer page: what is on the wire
  cargo errcat diff old.yaml new.yaml --deny major    end with 1 where users' code may break

A side that ends in .yaml or .yml is a catalog, anything else a page.")]
pub(crate) struct Diff {
    /// The older catalog or page
    pub(crate) old: PathBuf,
    /// The newer catalog or page
    pub(crate) new: PathBuf,
    /// How to tell what changed
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
    /// End with 1 where a change asks at least this of the version number
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub(crate) deny: Option<Level>,
}

/// How changes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For a person
    Human,
    /// For a program
    Json,
    /// For a changelog or a pull request
    Markdown,
}

/// What a change asks of the version number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Texts only
    Patch,
    /// Code that compiled still does
    Minor,
    /// Code may break
    Major,
}

/// Merge a newer page into a catalog; comments and your own texts stay byte for byte.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat sync spec/acme.yaml acme.md            show what would change
  cargo errcat sync spec/acme.yaml acme.md --write    change it, and note what the page says now

What is on the wire follows the page: new errors in the page's order, changed statuses and types. An error that is gone
is marked as deprecated. The lock beside the catalog, fingerprints of the page's texts, is brought up to date: that says
you have read what changed. Ends with 1 where something is left to do by hand.")]
pub(crate) struct Sync {
    /// The catalog file
    pub(crate) spec: PathBuf,
    /// The newer page
    pub(crate) doc: PathBuf,
    /// Write the catalog and its lock
    #[arg(long)]
    pub(crate) write: bool,
    /// Take errors out that are gone from the page, instead of marking them
    #[arg(long)]
    pub(crate) prune: bool,
}

/// Read an error page; write a catalog of what it documents to standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat import errors.md > spec/acme.yaml       a catalog to start from
  cargo errcat import errors.html --name acme          under another name than the page's
  curl -s https://acme.example/errors | cargo errcat import - --name acme
  cargo errcat import errors.md --format json          the facts, for a program to read
  cargo errcat import errors.md --hints hints.yaml     where guessing goes wrong, as this list says:

    - { section: Request parameters, contains: ignore }
    - { table: [No, Sense], contains: errors, columns: { No: code, Sense: description } }

All hints are in docs/format.md; a catalog that has some will do, too. The new catalog keeps them,
so that `sync` and `check --docs` read the page the same way.

`cargo errcat check` takes the catalog as it is. What the page leaves open is marked `# unsure` with the page's line.")]
pub(crate) struct Import {
    /// The page: Markdown, MDX, HTML, plain text, CSV, JSON, reStructuredText or AsciiDoc; `-` for standard input
    pub(crate) doc: PathBuf,
    /// The catalog's name [default: the page's file name, made a name]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What the reader of the page cannot guess: a list of hints, or a catalog that has some
    #[arg(long, value_name = "FILE")]
    pub(crate) hints: Option<PathBuf>,
    /// The form to write
    #[arg(long, value_enum, default_value_t = ImportFormat::Yaml)]
    pub(crate) format: ImportFormat,
    /// List everything that was left out, with the reason
    #[arg(long)]
    pub(crate) verbose: bool,
}

/// The forms a page can be imported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// A catalog
    Yaml,
    /// The JSON that `import` and `export` share
    Json,
}

/// Hold recorded answers against catalogs: what is undocumented, documented otherwise, never seen.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat observe answers.jsonl                      against every catalog of the nearest spec/
  cargo errcat observe spec/acme.yaml page.har.gz         one catalog; a HAR file, compressed
  zcat logs/*.gz | cargo errcat observe - --format json   standard input; for a program to read
  cargo errcat observe answers.jsonl --write              put what was found into the catalogs
  cargo errcat observe answers.jsonl --deny unknown_code,undocumented_status

A line is JSON: {\"status\": 404, \"headers\": {…}, \"body\": \"…\", \"url\": \"…\", \"time\": \"…\"}; docs/observe.md says more.
Ends with 1 where anything was found but errors that were never seen; with --deny, where one of these kinds was found;
with --write, where something could not be put in.")]
pub(crate) struct Observe {
    /// Answers: JSON lines or HAR, as they are or compressed by gzip, `-` for standard input. And catalogs (`*.yaml`, or
    /// folders of them) [default: the nearest `spec/` upwards, else the built-in ones]
    #[arg(value_name = "SPEC… RESPONSES", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Hold every answer against this catalog, whatever its address
    #[arg(long, value_name = "NAME")]
    pub(crate) catalog: Option<String>,
    /// How to tell what was found
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(crate) format: DiffFormat,
    /// End with 1 only where one of these kinds was found
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = deviation())]
    pub(crate) deny: Vec<Deviation>,
    /// Show a body of each finding, without what is sensitive
    #[arg(long)]
    pub(crate) samples: bool,
    /// Add unknown errors to the catalogs as observed, widen details, and note all else
    #[arg(long)]
    pub(crate) write: bool,
}

fn deviation() -> impl TypedValueParser<Value = Deviation> {
    let names = Deviation::ALL.map(Deviation::as_str);
    PossibleValuesParser::new(names).try_map(|name| {
        Deviation::ALL
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or("no kind of finding")
    })
}

/// Make a catalog of recorded answers alone; write it to standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat infer answers.jsonl --name acme > spec/acme.yaml

It has the errors that occurred and the form that they have; `cargo errcat check` takes it as it is.")]
pub(crate) struct Infer {
    /// Answers: JSON lines or HAR, as they are or compressed by gzip, `-` for standard input
    #[arg(required = true)]
    pub(crate) responses: Vec<PathBuf>,
    /// The catalog's name [default: the first file's name, made a name]
    #[arg(long)]
    pub(crate) name: Option<String>,
}

/// Write catalogs in another form: to standard output, or into a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat export spec/acme.yaml --format json
  cargo errcat export spec/acme.yaml --format html > errors.html
  cargo errcat export --format html --out site           all catalogs of the nearest spec/, and site/index.html
  cargo errcat export spec/acme.yaml --format openapi    responses, schemas and examples to paste

Pages are whole in themselves: they ask nothing of the network. docs/reference-pages.md says what a template gets.")]
pub(crate) struct Export {
    /// Catalog files, or folders of them [default: the nearest `spec/` upwards]
    pub(crate) spec: Vec<PathBuf>,
    /// The form to write
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// The folder to write a file for each catalog to; several catalogs need one
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// With `--format html`: a template in the place of the built-in page, or a folder of them
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
}

/// The forms a catalog can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The JSON that `import` and `export` share
    Json,
    /// The reference page, as `generate` writes it
    Markdown,
    /// The reference page for a browser, with a search; over several catalogs an index too
    Html,
    /// An OpenAPI 3.1 document of components, in JSON
    Openapi,
    /// The same in OpenAPI 3.0, for tools that do not read 3.1
    #[value(name = "openapi-3.0")]
    Openapi30,
}

/// Say what is known of an error: what it means, where it comes from, what mends it. Or what a finding of `check` means.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat explain faseeh 50001
  cargo errcat explain E0009                 a finding of `check`; `lints` lists the lints
  cargo errcat explain voice_not_found       found in whatever catalog has it
  cargo errcat explain VoiceNotFound         by the name of the variant
  cargo errcat explain elevenlabs 429        all errors with a status
  pbpaste | cargo errcat explain -           the body of an answer, of whatever catalog it fits
  cargo errcat explain audixa - --status 402 < body.json

The catalogs are those of the nearest spec/ upwards and the built-in ones. On a terminal a long text goes through
$PAGER (`less` where it is not set).")]
pub(crate) struct Explain {
    /// The catalog (may be left out), then a code, a name, an HTTP status, or `-` for a body on standard input
    #[arg(value_names = ["CATALOG", "CODE"], num_args = 1..=2, required = true)]
    pub(crate) query: Vec<String>,
    /// The HTTP status that the body came with
    #[arg(long)]
    pub(crate) status: Option<u16>,
    /// The output format
    #[arg(long, value_enum, default_value_t = ExplainFormat::Human)]
    pub(crate) format: ExplainFormat,
}

/// The formats of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For a person
    Human,
    /// For a program: the JSON form of docs/json.md
    Json,
}

/// Write a JSON Schema to standard output: of catalogs, for editors, or of the JSON that commands print.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat schema > spec/schema.json     then `# yaml-language-server: $schema=schema.json` heads a catalog
  cargo errcat schema --of facts             the JSON of import, export, explain, diff and check")]
pub(crate) struct Schema {
    /// What the schema describes
    #[arg(long, value_enum, default_value_t = SchemaSubject::Catalog)]
    pub(crate) of: SchemaSubject,
}

/// What a JSON Schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaSubject {
    /// Catalogs, which are YAML
    Catalog,
    /// The JSON that `import`, `export`, `explain`, `diff` and `check` print
    Facts,
}

/// Write a small catalog to start from, and say what to do next.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat init acme                     spec/acme.yaml, here
  cargo errcat import errors.md > spec/acme.yaml    where the API has an error page, start from it instead")]
pub(crate) struct Init {
    /// The catalog's name, which is its file's and its module's too
    pub(crate) name: String,
}

/// Generate again whenever a catalog is saved, until it is interrupted.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo errcat watch                         every catalog of the nearest spec/
  cargo errcat watch spec/acme.yaml --out src/generated")]
pub(crate) struct Watch {
    /// Catalog files, or folders of them [default: the nearest `spec/` upwards]
    pub(crate) spec: Vec<PathBuf>,
    /// The folder to write to [default: `generated/` beside the folder of the catalogs]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Write the completions of a shell to standard output.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cargo-errcat completions bash > ~/.local/share/bash-completion/completions/cargo-errcat
  cargo-errcat completions fish > ~/.config/fish/completions/cargo-errcat.fish

They complete `cargo-errcat …`, as the installed program is called.")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
