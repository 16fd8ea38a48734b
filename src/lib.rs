#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as api_error_catalog;

pub use api_error_catalog_core::*;

#[doc(hidden)]
pub use api_error_catalog_core::__private;

#[cfg(feature = "derive")]
#[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
pub use api_error_catalog_derive::ApiErrorCatalog;

/// Includes the module that [`api_error_catalog_codegen::Builder`] made in a build script:
/// `include_catalog!(pub mod acme);`.
///
/// [`api_error_catalog_codegen::Builder`]: https://docs.rs/api-error-catalog-codegen
#[macro_export]
macro_rules! include_catalog {
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident) => {
        $(#[$attribute])*
        $visibility mod $name {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".rs"));
        }
    };
}

/// Includes a ready-made catalog: made by the build script, or as it is committed.
#[cfg(any(feature = "elevenlabs", feature = "faseeh"))]
macro_rules! ready_made {
    ($name:literal) => {
        #[cfg(feature = "regenerate")]
        include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
        #[cfg(not(feature = "regenerate"))]
        include!(concat!(env!("CARGO_MANIFEST_DIR"), "/generated/", $name, ".rs"));
    };
}

/// [ElevenLabs](https://elevenlabs.io): speech, dubbing, agents.
#[cfg(feature = "elevenlabs")]
#[cfg_attr(docsrs, doc(cfg(feature = "elevenlabs")))]
pub mod elevenlabs {
    ready_made!("elevenlabs");
}

/// [Faseeh](https://faseeh.ai): Arabic speech.
#[cfg(feature = "faseeh")]
#[cfg_attr(docsrs, doc(cfg(feature = "faseeh")))]
pub mod faseeh {
    ready_made!("faseeh");
}

/// The texts of the ready-made catalogs, for the command line.
#[doc(hidden)]
#[cfg(feature = "specs")]
pub mod __specs {
    macro_rules! spec {
        ($name:literal) => {
            ($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/spec/", $name, ".yaml")))
        };
    }

    pub static SPECS: &[(&str, &str)] = &[spec!("elevenlabs"), spec!("faseeh")];
}
