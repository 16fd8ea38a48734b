//! Reads recorded responses from a file, or from standard input for `-`.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use api_error_catalog_traffic::Counts;

use crate::output::counted;
use crate::page::{is_stdin, shown};
use crate::{Failure, failure, message};

/// The interval at which progress is shown.
const PACE: Duration = Duration::from_millis(200);

/// Reads an input, given its name, its bytes, and a function to call with the number of bytes read so far.
type ReadInput<'r> = &'r mut dyn FnMut(&str, Box<dyn Read>, &mut dyn FnMut(u64)) -> io::Result<()>;

/// Opens an input and passes it to `read`. Shows the progress if standard error is a terminal.
pub(crate) fn read(path: &Path, read: ReadInput<'_>) -> Result<(), Failure> {
    let name = shown(path);
    let failed = |error: io::Error| failure!("cannot read {name}: {error}");
    let input: Box<dyn Read> = if is_stdin(path) {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.is_dir() {
            return Err(failure!("{name} is a directory; name the files in it"));
        }
        Box::new(file)
    };
    let shown = io::stderr().is_terminal();
    let mut last = Instant::now();
    let mut progress = |bytes: u64| {
        if shown && last.elapsed() > PACE {
            last = Instant::now();
            let _ = write!(anstream::stderr().lock(), "\r{name}: {} MiB", bytes >> 20);
        }
    };
    let read = read(&name, input, &mut progress).map_err(failed);
    if shown {
        let _ = write!(anstream::stderr().lock(), "\r\u{1b}[K");
    }
    read
}

/// Prints how many responses were read, and which entries were skipped.
///
/// # Errors
///
/// Fails if no entry of the input is a response.
pub(crate) fn print_counts(counts: &Counts) -> Result<(), Failure> {
    if counts.answers == 0 && counts.broken > 0 {
        let (position, why) = counts.named.first().cloned().unwrap_or_default();
        let help =
            "expected JSON lines, {\"status\": …, \"headers\": …, \"body\": …}, or a HAR file";
        return Err(failure!(
            "the input has no response: {position}: {why}; {help}"
        ));
    }
    for (position, why) in &counts.named {
        message!("skipped: {position}: {why}");
    }
    let more = counts.broken.saturating_sub(counts.named.len() as u64);
    if more > 0 {
        message!("skipped: {more} more that are not responses");
    }
    let parts = [
        (counts.successes, "without an error"),
        (counts.unanswered, "requests without a response"),
        (counts.elsewhere, "of no catalog here"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let responses = counted(counts.answers, "response");
    match parts.as_slice() {
        [] => message!("{responses}"),
        parts => message!("{responses} ({})", parts.join(", ")),
    }
    Ok(())
}
