#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as api_error_catalog;

pub use api_error_catalog_core::*;

#[doc(hidden)]
pub use api_error_catalog_core::__runtime;

#[cfg(feature = "derive")]
#[cfg_attr(docsrs, doc(cfg(feature = "derive")))]
pub use api_error_catalog_derive::ApiErrorCatalog;

/// Includes the module that [`api_error_catalog_codegen::Builder`] generates in a build script.
///
/// The module has the name of the catalog, which is the value of `catalog:` in the YAML file. To name the module differently,
/// write the catalog's name after `=`:
///
/// ```ignore
/// api_error_catalog::include_catalog!(pub mod acme);
/// api_error_catalog::include_catalog!(pub mod errors = acme);
/// ```
///
/// [`api_error_catalog_codegen::Builder`]: https://docs.rs/api-error-catalog-codegen
#[macro_export]
macro_rules! include_catalog {
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident $(;)?) => {
        $crate::include_catalog! { $(#[$attribute])* $visibility mod $name = $name }
    };
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident = $catalog:ident $(;)?) => {
        $(#[$attribute])*
        #[doc = ""]
        #[doc = ::core::concat!("The errors of the catalog `", ::core::stringify!($catalog), "`.")]
        $visibility mod $name {
            const _: &str = ::core::env!(
                ::core::concat!("API_ERROR_CATALOG_", ::core::stringify!($catalog)),
                ::core::concat!(
                    "the build script generates no catalog named `",
                    ::core::stringify!($catalog),
                    "`: the module is named after the catalog, unless you write `mod ",
                    ::core::stringify!($name),
                    " = NAME_OF_THE_CATALOG`",
                )
            );
            ::core::include!(::core::concat!(
                ::core::env!("OUT_DIR"),
                "/",
                ::core::stringify!($catalog),
                ".rs"
            ));
        }
    };
}

/// Includes a built-in catalog: made by the build script, or as it is committed.
macro_rules! built_in {
    ($feature:literal, $(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[cfg(feature = $feature)]
        #[cfg_attr(docsrs, doc(cfg(feature = $feature)))]
        pub mod $name {
            #[cfg(feature = "regenerate")]
            include!(concat!(env!("OUT_DIR"), "/", $feature, ".rs"));
            #[cfg(not(feature = "regenerate"))]
            include!(concat!(env!("CARGO_MANIFEST_DIR"), "/generated/", $feature, ".rs"));
        }
    };
}

built_in!("anthropic", /// [Anthropic](https://www.anthropic.com): language models. The type of an error is its code.
    anthropic);
built_in!("audixa", /// [Audixa](https://audixa.ai): text to speech. The status identifies errors.
    audixa);
built_in!("deepgram", /// [Deepgram](https://deepgram.com): speech to text, text to speech, agents. Messages distinguish errors that share a code.
    deepgram);
built_in!("discord", /// [Discord](https://discord.com): the HTTP API and the gateway. Rate limits state their delay.
    discord);
built_in!("elevenlabs", /// [ElevenLabs](https://elevenlabs.io): speech, dubbing, agents.
    elevenlabs);
built_in!("faseeh", /// [Faseeh](https://faseeh.ai): Arabic speech. Two errors share one code; the status distinguishes them.
    faseeh);
built_in!("openai", /// [OpenAI](https://openai.com): language models, also by stream and WebSocket. Most conditions have no documented code.
    openai);
built_in!("polly", /// [Amazon Polly](https://aws.amazon.com/polly): text to speech. A header states the code.
    polly);
built_in!("scriptix", /// [Scriptix](https://scriptix.io): transcription. Errors carry typed details.
    scriptix);
built_in!("speechmatics", /// [Speechmatics](https://www.speechmatics.com): transcription. A text or a type identifies errors; so does a close frame.
    speechmatics);
built_in!("stripe", /// [Stripe](https://stripe.com): payments. A decline code refines the code.
    stripe);
built_in!("transcribe", /// [Amazon Transcribe](https://aws.amazon.com/transcribe): transcription of files and streams.
    transcribe);
built_in!("ttsopenai", /// [TTS OpenAI](https://ttsopenai.com): text to speech. No code is linked to a status.
    ttsopenai);

/// The texts of the built-in catalogs, for the command line.
#[doc(hidden)]
#[cfg(feature = "specs")]
pub mod __specs {
    macro_rules! spec {
        ($name:literal) => {
            (
                $name,
                include_str!(concat!(
                    env!("CARGO_MANIFEST_DIR"),
                    "/spec/",
                    $name,
                    ".yaml"
                )),
            )
        };
    }

    pub static SPECS: &[(&str, &str)] = &[
        spec!("anthropic"),
        spec!("audixa"),
        spec!("deepgram"),
        spec!("discord"),
        spec!("elevenlabs"),
        spec!("faseeh"),
        spec!("openai"),
        spec!("polly"),
        spec!("scriptix"),
        spec!("speechmatics"),
        spec!("stripe"),
        spec!("transcribe"),
        spec!("ttsopenai"),
    ];
}

/// The code of the documents, compiled and run.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../docs/identity.md")]
    mod identity {}
    #[doc = include_str!("../docs/recipes.md")]
    mod recipes {}
}
