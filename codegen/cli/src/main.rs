//! `cargo errcat`: catalogs of API errors, from the command line.
//!
//! Results go to standard output, all else to standard error. It ends with 0 where all is fine, 1 where something was
//! found, 2 where it could not run.

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
mod lock;
mod observe;
mod page;
mod pager;
mod responses;
mod specs;
mod sync;
mod watch;

use std::io::Write;
use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing to tell.
    Fine,
    /// Something that the caller asked to be told.
    Findings,
}

/// Why a command could not run.
#[derive(Debug)]
struct Failure(String);

impl Failure {
    fn new(why: impl Into<String>) -> Failure {
        Failure(why.into())
    }
}

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
        Command::Schema => {
            print(api_error_catalog_model::schema().trim_end());
            Ok(Outcome::Fine)
        }
        Command::Init(args) => init::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(why)) => {
            tell(&format!("error: {why}"));
            ExitCode::from(2)
        }
    }
}

/// Cargo calls `cargo-errcat errcat …`.
fn without_cargo(args: impl Iterator<Item = std::ffi::OsString>) -> Vec<std::ffi::OsString> {
    let mut args: Vec<_> = args.collect();
    if args.get(1).is_some_and(|first| first == "errcat") {
        args.remove(1);
    }
    args
}

/// Prints a result. A reader who has had enough, as `head` has, is no fault; a result that is lost ends the run.
fn print(text: &str) {
    let mut out = anstream::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            tell(&format!(
                "error: standard output cannot be written: {error}"
            ));
            std::process::exit(2);
        }
        _ => {}
    }
}

/// Tells the person who waits.
fn tell(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
