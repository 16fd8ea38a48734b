//! `miette`: a diagnostic with what fixes the error.

use alloc::boxed::Box;
use alloc::format;
use core::fmt::Display;

use crate::engine::response::ErrorResponse;
use crate::tables::envelope::Field;

/// Some part of a diagnostic.
type Part<'a> = Option<Box<dyn Display + 'a>>;

/// The code with the catalog before it.
#[doc(hidden)]
#[must_use]
pub fn diagnostic_code<'a>(response: &'a ErrorResponse<'_>) -> Part<'a> {
    let code = response
        .shown(Field::CODE)
        .or_else(|| response.info().map(|info| info.name))?;
    Some(Box::new(format!("{}::{code}", response.catalog().name)))
}

/// The documented solutions.
#[doc(hidden)]
#[must_use]
pub fn diagnostic_help<'a>(response: &ErrorResponse<'a>) -> Part<'a> {
    let solutions = response.info()?.more.solutions;
    (!solutions.is_empty()).then(|| Box::new(solutions.join("\n")) as Box<dyn Display>)
}

/// The documented page, otherwise the support's.
#[doc(hidden)]
#[must_use]
pub fn diagnostic_url<'a>(response: &ErrorResponse<'a>) -> Part<'a> {
    let catalog = response.catalog();
    let url = catalog.source.url.or(catalog.support.url)?;
    Some(Box::new(url))
}

/// Makes an error a diagnostic.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_miette {
    ($Error:ident) => {
        impl $Error {
            /// Returns the code that was sent. `Diagnostic` has a method of this name, too.
            #[must_use]
            #[inline]
            pub fn code(
                &self,
            ) -> ::core::option::Option<$crate::ErrorCode<<$Error as $crate::CatalogError>::Kind>>
            {
                self.0.code()
            }
        }

        /// The code with the catalog before it, the documented solutions as help, and the page or otherwise the support's as URL.
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
