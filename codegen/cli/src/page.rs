//! Pages, as commands read them.

use std::path::Path;

use api_error_catalog_pages::{Page, read};

use crate::Failure;

/// Reads a page.
pub(crate) fn load(path: &Path) -> Result<Page, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))?;
    read(&path.to_string_lossy(), &bytes).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}
