//! The catalog file that an attribute names.

use std::path::{Path, PathBuf};

use api_error_catalog_model::{Loaded, open_file};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, LitStr};

/// A catalog file, from the folder of the crate that is being compiled.
pub(crate) struct Spec<'a> {
    file: PathBuf,
    path: &'a LitStr,
}

impl<'a> Spec<'a> {
    pub(crate) fn new(path: &'a LitStr) -> Result<Spec<'a>, Error> {
        let folder = std::env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| {
            Error::new_spanned(
                path,
                "the folder of `Cargo.toml` is not known: `CARGO_MANIFEST_DIR` is not set",
            )
        })?;
        Ok(Spec {
            file: Path::new(&folder).join(path.value()),
            path,
        })
    }

    /// The catalog; or one error at the path, which tells all that is wrong.
    pub(crate) fn open(&self) -> Result<Loaded, Error> {
        open_file(&self.file)
            .map_err(|report| self.error(report.renamed(self.path.value()).lines()))
    }

    pub(crate) fn error(&self, text: String) -> Error {
        Error::new_spanned(self.path, text)
    }

    /// Makes the compiler watch the file. One that is not there would be a second error.
    pub(crate) fn tracked(&self) -> TokenStream {
        if !self.file.is_file() {
            return TokenStream::new();
        }
        let below = LitStr::new(&format!("/{}", self.path.value()), self.path.span());
        quote!(
            const _: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), #below));
        )
    }
}
