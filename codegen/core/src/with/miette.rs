//! `miette`: a diagnostic with the documented solutions as help.

use alloc::boxed::Box;
use alloc::format;
use core::fmt::Display;

use crate::engine::response::ErrorResponse;
use crate::tables::envelope::Field;

/// A part of a diagnostic.
type Part<'a> = Option<Box<dyn Display + 'a>>;

/// Returns the code after the name of the catalog.
#[doc(hidden)]
#[must_use]
pub fn diagnostic_code<'a>(response: &'a ErrorResponse<'_>) -> Part<'a> {
    let code = response
        .shown(Field::CODE)
        .or_else(|| response.info().map(|info| info.name))?;
    Some(Box::new(format!("{}::{code}", response.catalog().name)))
}

/// Returns the documented solutions.
#[doc(hidden)]
#[must_use]
pub fn diagnostic_help<'a>(response: &ErrorResponse<'a>) -> Part<'a> {
    let solutions = response.info()?.more.solutions;
    (!solutions.is_empty()).then(|| Box::new(solutions.join("\n")) as Box<dyn Display>)
}

/// Returns the URL of the documented page, otherwise that of the support.
#[doc(hidden)]
#[must_use]
pub fn diagnostic_url<'a>(response: &ErrorResponse<'a>) -> Part<'a> {
    let catalog = response.catalog();
    let url = catalog.source.url.or(catalog.support.url)?;
    Some(Box::new(url))
}

/// Implements `Diagnostic` for an error type.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_miette {
    ($Error:ident) => {
        impl $Error {
            /// Returns the code as sent. `Diagnostic` also has a method with this name.
            #[must_use]
            #[inline]
            pub fn code(
                &self,
            ) -> ::core::option::Option<$crate::ErrorCode<<$Error as $crate::CatalogError>::Kind>>
            {
                self.0.code()
            }
        }

        /// The code after the name of the catalog, the documented solutions as help, and the URL of the page or the support.
        impl $crate::__runtime::miette::Diagnostic for $Error {
            fn code<'a>(
                &'a self,
            ) -> ::core::option::Option<$crate::__runtime::Box<dyn ::core::fmt::Display + 'a>> {
                $crate::__runtime::diagnostic_code(self.0.response())
            }
            fn help<'a>(
                &'a self,
            ) -> ::core::option::Option<$crate::__runtime::Box<dyn ::core::fmt::Display + 'a>> {
                $crate::__runtime::diagnostic_help(self.0.response())
            }
            fn url<'a>(
                &'a self,
            ) -> ::core::option::Option<$crate::__runtime::Box<dyn ::core::fmt::Display + 'a>> {
                $crate::__runtime::diagnostic_url(self.0.response())
            }
        }
    };
}
