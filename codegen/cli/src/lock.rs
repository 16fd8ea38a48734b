//! The lock beside a catalog.

use std::path::Path;

use api_error_catalog_drift::Lock;

use crate::{Failure, failure};

/// Reads a lock; `None` where there is none yet.
pub(crate) fn read(path: &Path) -> Result<Option<Lock>, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(failure!("{} cannot be read: {error}", path.display()));
        }
    };
    Lock::parse(&text)
        .map(Some)
        .map_err(|error| failure!("{}: {error}", path.display()))
}
