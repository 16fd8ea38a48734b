//! Integrations with other crates, each behind the feature of its name.

#[cfg(feature = "axum-core")]
mod axum_core;
#[cfg(any(feature = "reqwest", feature = "reqwest-0-12"))]
mod clients;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "miette")]
mod miette;
#[cfg(all(
    any(feature = "reqwest", feature = "reqwest-0-12"),
    not(target_arch = "wasm32")
))]
mod replay;
#[cfg(any(feature = "reqwest", feature = "reqwest-0-12"))]
mod reqwest;
#[cfg(any(feature = "reqwest", feature = "reqwest-0-12"))]
pub(crate) mod response;
#[cfg(feature = "serde_json")]
mod serde_json;
#[cfg(feature = "tonic")]
mod tonic;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(feature = "tungstenite")]
mod tungstenite;

/// The names of the integrations that generated code uses. Without features, there are none.
#[doc(hidden)]
#[allow(unreachable_pub, reason = "it is re-exported, unless it is empty")]
pub mod names {
    #[cfg(feature = "miette")]
    pub use super::miette::{diagnostic_code, diagnostic_help, diagnostic_url};
    #[cfg(feature = "axum-core")]
    pub use axum_core;
    #[cfg(feature = "http")]
    pub use http;
    #[cfg(feature = "miette")]
    pub use miette;
    #[cfg(feature = "tonic")]
    pub use tonic;
    #[cfg(feature = "tungstenite")]
    pub use tungstenite;
}

/// An integration whose feature is off adds nothing to an error type.
macro_rules! off {
    ($d:tt $($($feature:literal)|+ $name:ident)*) => { $(
        #[cfg(not(any($(feature = $feature),+)))]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $name {
            ($d($d any:tt)*) => {};
        }
    )* };
}

off! { $
    "axum-core" __error_axum
    "http" __error_http
    "miette" __error_miette
    "reqwest" | "reqwest-0-12" __error_reqwest
    "reqwest-blocking" | "reqwest-0-12-blocking" __error_reqwest_blocking
    "tonic" __error_tonic
    "tungstenite" __error_tungstenite
}
