//! `miette`: a diagnostic with what mends the error.

use alloc::boxed::Box;
use alloc::format;
use core::fmt::Display;

use crate::api::error::Error;
use crate::api::kind::ErrorKind;
use crate::tables::envelope::Field;

/// The code with the catalog before it, the documented solutions as help, and the page, else the support's, as URL.
#[cfg_attr(docsrs, doc(cfg(feature = "miette")))]
impl<K: ErrorKind> miette::Diagnostic for Error<K> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let code = self
            .response()
            .shown(Field::CODE)
            .or_else(|| self.response().info().map(|info| info.name))?;
        Some(Box::new(format!("{}::{code}", K::catalog().name)))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let solutions = self.response().info()?.more.solutions;
        (!solutions.is_empty()).then(|| Box::new(solutions.join("\n")) as Box<dyn Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let catalog = K::catalog();
        catalog
            .source
            .url
            .or(catalog.support.url)
            .map(|url| Box::new(url) as Box<dyn Display>)
    }
}
