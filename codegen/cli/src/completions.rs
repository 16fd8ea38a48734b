//! `cargo errcat completions`: prints a completion script for a shell.

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::{Failure, Outcome, print};

/// The name of the installed program. Cargo's own completions do not cover the arguments of other programs.
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
