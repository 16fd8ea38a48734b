//! Reads the lock of a catalog.

use std::path::Path;

use api_error_catalog_drift::Lock;

use crate::{Failure, failure};

/// Reads a lock. Returns `None` if the file does not exist.
pub(crate) fn read(path: &Path) -> Result<Option<Lock>, Failure> {
    let shown = path.display();
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let lock = Lock::parse(&text).map_err(|error| failure!("{shown}: {error}"))?;
            Ok(Some(lock))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failure!("cannot read {shown}: {error}")),
    }
}
