//! Reads a page from a file, or from standard input for `-`.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use api_error_catalog_pages::{Hint, MAX_BYTES, Page, read_with};

use crate::output::with_progress;
use crate::{Failure, failure};

/// Returns `true` if the page is on standard input.
pub(crate) fn is_stdin(doc: &Path) -> bool {
    doc.as_os_str() == "-"
}

/// Names an input in messages.
pub(crate) fn shown(input: &Path) -> String {
    if is_stdin(input) {
        "standard input".to_owned()
    } else {
        input.display().to_string()
    }
}

/// Reads a page with these hints.
pub(crate) fn load(doc: &Path, hints: &[Hint]) -> Result<Page, Failure> {
    let bytes = read(doc, MAX_BYTES)?;
    let line = format!("reading {} ({} KiB) …", shown(doc), bytes.len() >> 10);
    let page = with_progress(&line, || read_with(&doc.to_string_lossy(), &bytes, hints));
    page.map_err(|error| unreadable(doc, &error))
}

fn unreadable(input: &Path, why: &dyn Display) -> Failure {
    failure!("cannot read {}: {why}", shown(input))
}

/// Reads a whole input of at most this many bytes.
pub(crate) fn read(input: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| unreadable(input, &error);
    let source: Box<dyn Read> = if is_stdin(input) {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(input).map_err(failed)?)
    };
    let mut bytes = Vec::new();
    // One byte more than the limit shows that the input is too large, without reading all of it.
    let mut source = source.take(most as u64 + 1);
    source.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > most {
        let why = format!("it is larger than {} MiB", most >> 20);
        return Err(unreadable(input, &why));
    }
    Ok(bytes)
}
