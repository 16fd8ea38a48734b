//! `cargo errcat completions`: what a shell needs to complete the command line.

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::{Failure, Outcome, print};

/// The name of the installed program; Cargo's own completions know nothing of its subcommands' arguments.
const PROGRAM: &str = "cargo-errcat";

pub(crate) fn run(args: &Completions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Args::command().bin_name(PROGRAM),
        PROGRAM,
        &mut script,
    );
    print(String::from_utf8_lossy(&script).trim_end());
    Ok(Outcome::Fine)
}
