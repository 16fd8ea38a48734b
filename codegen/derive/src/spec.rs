//! The catalog file that an attribute names.

use std::path::{Path, PathBuf};

use api_error_catalog_model::{Loaded, open_file};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, LitStr};

/// A catalog file. A relative path starts at the directory of the crate that is being compiled.
pub(crate) struct Spec<'a> {
    pub(crate) directory: PathBuf,
    file: PathBuf,
    path: &'a LitStr,
}

impl<'a> Spec<'a> {
    pub(crate) fn new(path: &'a LitStr) -> Result<Spec<'a>, Error> {
        let directory = std::env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| {
            Error::new_spanned(
                path,
                "the directory of `Cargo.toml` is unknown: `CARGO_MANIFEST_DIR` is not set",
            )
        })?;
        let directory = PathBuf::from(directory);
        Ok(Spec {
            file: directory.join(path.value()),
            directory,
            path,
        })
    }

    /// Opens the catalog. All its errors are reported as one error at the path.
    pub(crate) fn open(&self) -> Result<Loaded, Error> {
        open_file(&self.file)
            .map_err(|report| self.error(report.renamed(self.path.value()).lines()))
    }

    pub(crate) fn error(&self, text: String) -> Error {
        Error::new_spanned(self.path, text)
    }

    /// Makes the compiler watch the file. A missing one would be a second error.
    pub(crate) fn tracked(&self) -> TokenStream {
        if !self.file.is_file() {
            return TokenStream::new();
        }
        let path = self.path;
        let file = if Path::new(&path.value()).is_absolute() {
            quote!(#path)
        } else {
            let below = LitStr::new(&format!("/{}", path.value()), path.span());
            quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #below))
        };
        quote!(
            const _: &[u8] = ::core::include_bytes!(#file);
        )
    }
}
