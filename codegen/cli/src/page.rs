//! Pages, as commands read them: a file, or `-` for standard input.

use std::io::Read;
use std::path::Path;

use api_error_catalog_pages::{MAX_BYTES, Page, read};

use crate::Failure;

/// Whether the page comes on standard input.
pub(crate) fn is_stdin(doc: &Path) -> bool {
    doc.as_os_str() == "-"
}

/// The text of a page's file, for a person to see its lines.
pub(crate) fn text(doc: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(doc).map_err(|error| Failure::new(format!("{} cannot be read: {error}", doc.display())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads a page.
pub(crate) fn load(doc: &Path) -> Result<Page, Failure> {
    let shown = if is_stdin(doc) { "standard input".to_owned() } else { doc.display().to_string() };
    let failed = |why: &dyn std::fmt::Display| Failure::new(format!("{shown} cannot be read: {why}"));
    // A byte more than is read tells that there is too much; a larger page need not be held.
    let most = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if is_stdin(doc) {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    } else {
        let file = std::fs::File::open(doc).map_err(|error| failed(&error))?;
        file.take(most).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    }
    if bytes.len() > MAX_BYTES {
        return Err(failed(&format!("it has more than the {} MiB that are read", MAX_BYTES >> 20)));
    }
    read(&doc.to_string_lossy(), &bytes).map_err(|error| failed(&error))
}
