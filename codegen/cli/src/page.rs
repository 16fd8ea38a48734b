//! Pages, as commands read them: a file, or `-` for standard input.

use std::io::Read;
use std::path::Path;

use api_error_catalog_pages::{Hint, MAX_BYTES, Page, read_with};

use crate::Failure;

/// Whether the page comes on standard input.
pub(crate) fn is_stdin(doc: &Path) -> bool {
    doc.as_os_str() == "-"
}

/// Reads a page, as hints say.
pub(crate) fn load(doc: &Path, hints: &[Hint]) -> Result<Page, Failure> {
    let bytes = bytes(doc)?;
    read_with(&doc.to_string_lossy(), &bytes, hints).map_err(|error| unreadable(doc, &error))
}

fn unreadable(doc: &Path, why: &dyn std::fmt::Display) -> Failure {
    let shown = if is_stdin(doc) {
        "standard input".to_owned()
    } else {
        doc.display().to_string()
    };
    Failure::new(format!("{shown} cannot be read: {why}"))
}

/// The bytes of a page.
fn bytes(doc: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |why: &dyn std::fmt::Display| unreadable(doc, why);
    // A byte more than is read tells that there is too much; a larger page need not be held.
    let most = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if is_stdin(doc) {
        std::io::stdin()
            .lock()
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
    } else {
        let file = std::fs::File::open(doc).map_err(|error| failed(&error))?;
        file.take(most)
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
    }
    if bytes.len() > MAX_BYTES {
        return Err(failed(&format!(
            "it has more than the {} MiB that are read",
            MAX_BYTES >> 20
        )));
    }
    Ok(bytes)
}
