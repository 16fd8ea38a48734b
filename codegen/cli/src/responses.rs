//! Recorded answers, as commands read them: files, or `-` for standard input.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use api_error_catalog_traffic::Counts;

use crate::page::{is_stdin, shown};
use crate::{Failure, failure, tell};

/// How often progress is shown.
const PACE: Duration = Duration::from_millis(200);

/// What reads an input: its name, its bytes, and whom to tell how far it is.
type ReadInput<'r> = &'r mut dyn FnMut(&str, Box<dyn Read>, &mut dyn FnMut(u64)) -> io::Result<()>;

/// Hands an input to `read`, and shows on a terminal how far it is.
pub(crate) fn read(path: &Path, read: ReadInput<'_>) -> Result<(), Failure> {
    let name = shown(path);
    let failed = |error: io::Error| failure!("{name} cannot be read: {error}");
    let input: Box<dyn Read> = if is_stdin(path) {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.is_dir() {
            return Err(failure!("{name} is a folder; name the files in it"));
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

/// Tells what was passed over.
///
/// # Errors
///
/// Where nothing that was read is an answer.
pub(crate) fn tell_counts(counts: &Counts) -> Result<(), Failure> {
    if counts.answers == 0 && counts.broken > 0 {
        let (place, why) = counts.named.first().cloned().unwrap_or_default();
        let help =
            "expected is JSON lines, {\"status\": …, \"headers\": …, \"body\": …}, or a HAR file";
        return Err(failure!(
            "there is no answer in what was read: {place}: {why}; {help}"
        ));
    }
    for (place, why) in &counts.named {
        tell!("passed over: {place}: {why}");
    }
    let more = counts.broken.saturating_sub(counts.named.len() as u64);
    if more > 0 {
        tell!("passed over: {more} more that are no answers");
    }
    let parts = [
        (counts.successes, "without an error"),
        (counts.unanswered, "requests without an answer"),
        (counts.elsewhere, "of no catalog here"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match parts.as_slice() {
        [] => tell!("{} answers", counts.answers),
        parts => tell!("{} answers ({})", counts.answers, parts.join(", ")),
    }
    Ok(())
}
