//! `cargo errcat`: the command line of api-error-catalog.
//!
//! Results go to standard output, everything else to standard error. The exit status is 0 if all is fine, 1 if there
//! are findings, 2 if the command could not run.

mod args;
mod check;
mod codes;
mod completions;
mod diff;
mod explain;
mod export;
mod generate;
mod import;
mod infer;
mod init;
mod list;
mod lock;
mod observe;
mod output;
mod page;
mod pager;
mod responses;
mod specs;
mod sync;
mod watch;

use std::process::ExitCode;
use std::sync::atomic::Ordering::Relaxed;

use args::{Args, Command, SchemaSubject};
use clap::Parser;
use output::{Failure, Outcome, failure, message, print};

fn main() -> ExitCode {
    let args = Args::parse_from(without_cargo(std::env::args_os()));
    let outcome = match args.command {
        Command::Generate(args) => generate::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Sync(args) => sync::run(&args),
        Command::Observe(args) => observe::run(&args),
        Command::Infer(args) => infer::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::List(args) => list::run(&args),
        Command::Schema(args) => {
            let schema = match args.of {
                SchemaSubject::Catalog => api_error_catalog_model::schema(),
                SchemaSubject::Facts => api_error_catalog_model::json::facts_schema(),
            };
            print(schema.trim_end());
            Ok(Outcome::Fine)
        }
        Command::Init(args) => init::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    print_counters();
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(why)) => {
            message!("error: {why}");
            ExitCode::from(2)
        }
    }
}

/// Prints how often catalogs were parsed and pages read, for the test that each is read once.
fn print_counters() {
    if std::env::var_os("ERRCAT_COUNTERS").is_some() {
        let parses = api_error_catalog_model::PARSES.load(Relaxed);
        let readings = api_error_catalog_pages::READINGS.load(Relaxed);
        message!("counters: {parses} parses, {readings} readings");
    }
}

/// Removes the name of the subcommand: Cargo runs `cargo-errcat errcat …`.
fn without_cargo(args: impl Iterator<Item = std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let mut args: Vec<_> = args.collect();
    if args.get(1).is_some_and(|first| first == "errcat") {
        args.remove(1);
    }
    args
}
