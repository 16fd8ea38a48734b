//! The outcome of a command, and how it prints.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use api_error_catalog_codegen::write_if_changed;
use api_error_catalog_model::json::ReportFacts;

/// The outcome of a command that could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to report.
    Fine,
    /// The command reported something that the user must look at.
    Findings,
}

impl Outcome {
    /// `Findings` if something was found.
    pub(crate) fn of(found: bool) -> Outcome {
        if found {
            Outcome::Findings
        } else {
            Outcome::Fine
        }
    }
}

/// Why a command could not run.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl Failure {
    pub(crate) fn new(why: impl Into<String>) -> Failure {
        Failure(why.into())
    }
}

/// A [`Failure`] whose message is formatted.
macro_rules! failure {
    ($($message:tt)*) => { $crate::Failure(format!($($message)*)) };
}

/// Prints a formatted message to standard error.
macro_rules! message {
    ($($message:tt)*) => { $crate::output::write_message(&format!($($message)*)) };
}

pub(crate) use {failure, message};

/// Returns a number with a noun: `1 status`, `2 statuses`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(number: N, noun: &str) -> String {
    let ending = match noun {
        _ if number == N::from(1) => "",
        _ if noun.ends_with('s') => "es",
        _ => "s",
    };
    format!("{number} {noun}{ending}")
}

/// Prints a result. A reader that closes the pipe early, as `head` does, is not an error. A result that is lost for
/// another reason ends the run.
pub(crate) fn print(text: &str) {
    let mut out = anstream::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            message!("error: cannot write to standard output: {error}");
            std::process::exit(2);
        }
        _ => {}
    }
}

/// Writes a new file. An existing one is never overwritten, since it may have been edited.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display();
    if path.exists() {
        return Err(failure!("{shown} exists already; nothing was written"));
    }
    write_if_changed(path, text).map_err(|error| failure!("cannot write {shown}: {error}"))?;
    Ok(())
}

/// Runs a function, and prints this line to a terminal if it takes longer than a second.
pub(crate) fn with_progress<T: Send>(line: &str, work: impl FnOnce() -> T) -> T {
    let (done, wait) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let late = wait.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout);
            if late && std::io::stderr().is_terminal() {
                message!("{line}");
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// Prints a report as JSON, on one line.
pub(crate) fn print_report(report: &ReportFacts) {
    // Plain structs of strings and numbers always serialize.
    print(&serde_json::to_string(report).unwrap_or_default());
}

/// Writes a line to standard error; see [`message!`].
pub(crate) fn write_message(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
