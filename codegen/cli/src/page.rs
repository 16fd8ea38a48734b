//! Pages, as commands read them: a file, or `-` for standard input.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use api_error_catalog_pages::{Hint, MAX_BYTES, Page, read_with};

use crate::{Failure, failure};

/// Whether the page comes on standard input.
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

/// Reads a page, as hints say.
pub(crate) fn load(doc: &Path, hints: &[Hint]) -> Result<Page, Failure> {
    let bytes = read(doc, MAX_BYTES)?;
    read_with(&doc.to_string_lossy(), &bytes, hints).map_err(|error| unreadable(doc, &error))
}

fn unreadable(input: &Path, why: &dyn Display) -> Failure {
    failure!("{} cannot be read: {why}", shown(input))
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
    // A byte more than is read tells that there is too much; a larger input need not be held.
    let mut source = source.take(most as u64 + 1);
    source.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > most {
        let why = format!("it has more than the {} MiB that are read", most >> 20);
        return Err(unreadable(input, &why));
    }
    Ok(bytes)
}
