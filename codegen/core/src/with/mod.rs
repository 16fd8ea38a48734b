//! Other crates: each behind the feature of its name, each in its own habits.

#[cfg(feature = "axum-core")]
mod axum_core;
#[cfg(feature = "backon")]
mod backon;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "miette")]
mod miette;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(feature = "tungstenite")]
mod tungstenite;

#[cfg(feature = "reqwest")]
pub use reqwest::MAX_BODY;
