//! How other errors become errors of the catalog, so that `?` works on them. The cause is logged and never sent.

use api_error_catalog::BuildError;

use crate::notes::{Error, InternalError};

/// The file system failed.
impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Self::from(InternalError).with_source(cause)
    }
}

/// An error was not built as the catalog documents it, which is a defect of this service.
impl From<BuildError> for Error {
    fn from(cause: BuildError) -> Self {
        Self::from(InternalError).with_source(cause)
    }
}
