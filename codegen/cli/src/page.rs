//! Pages, as commands read them: a file, or `-` for standard input.

use std::io::Read;
use std::path::Path;

use api_error_catalog_model::Source;
use api_error_catalog_pages::{Hint, MAX_BYTES, Page, ReadError, Texts, read_with};

use crate::Failure;

/// Whether the page comes on standard input.
pub(crate) fn is_stdin(doc: &Path) -> bool {
    doc.as_os_str() == "-"
}

/// A page's text, as it was found.
pub(crate) struct Doc<'d> {
    path: &'d Path,
    bytes: Vec<u8>,
}

/// Reads a page, as hints say.
pub(crate) fn load(path: &Path, hints: &[Hint]) -> Result<Page, Failure> {
    open(path)?.page(hints)
}

impl Doc<'_> {
    /// What the page documents.
    pub(crate) fn page(&self, hints: &[Hint]) -> Result<Page, Failure> {
        read_with(&self.path.to_string_lossy(), &self.bytes, hints)
            .map_err(|error| self.unreadable(&error))
    }

    /// What stands on the page, word for word.
    pub(crate) fn texts(&self, hints: &[Hint]) -> Result<Texts<'_>, Failure> {
        Texts::read(&self.path.to_string_lossy(), &self.bytes, hints)
            .map_err(|error| self.unreadable(&error))
    }

    /// All of it, for a person to see its lines.
    pub(crate) fn shown(&self) -> Source {
        Source::new(
            self.path.display().to_string(),
            String::from_utf8_lossy(&self.bytes),
        )
    }

    fn unreadable(&self, error: &ReadError) -> Failure {
        unreadable(self.path, error)
    }
}

fn unreadable(doc: &Path, why: &dyn std::fmt::Display) -> Failure {
    let shown = if is_stdin(doc) {
        "standard input".to_owned()
    } else {
        doc.display().to_string()
    };
    Failure::new(format!("{shown} cannot be read: {why}"))
}

/// Finds the text of a page.
pub(crate) fn open(doc: &Path) -> Result<Doc<'_>, Failure> {
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
    Ok(Doc { path: doc, bytes })
}
