//! What users write by hand to decode the bodies of five vendors.

use serde::Deserialize;
use serde_json::value::RawValue;

macro_rules! codes {
    ($name:ident, $file:literal) => {
        pub mod $name {
            include!(concat!(env!("OUT_DIR"), "/", $file));
        }
    };
}

codes!(elevenlabs, "elevenlabs_codes.rs");
codes!(scriptix, "scriptix_codes.rs");
codes!(ttsopenai, "ttsopenai_codes.rs");

/// A code that keeps an unknown one, as `untagged` allows.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Open<C> {
    Known(C),
    Unknown(String),
}

#[derive(Debug, Deserialize)]
pub struct Nested<D> {
    pub detail: D,
}

#[derive(Debug, Deserialize)]
pub struct Elevenlabs<C> {
    #[serde(rename = "type")]
    pub ty: Option<String>,
    pub code: C,
    pub message: String,
    pub status: Option<String>,
    pub request_id: Option<String>,
    pub param: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Ttsopenai<C> {
    pub error_code: C,
    pub message: String,
}

#[derive(Debug, Deserialize)]
pub struct Scriptix<C> {
    pub error: Option<String>,
    pub message: String,
    pub error_code: C,
    pub details: Option<Box<RawValue>>,
    pub retry_after: Option<f64>,
}

/// The same for `untagged`, which cannot hold raw JSON.
#[derive(Debug, Deserialize)]
pub struct ScriptixValue<C> {
    pub error: Option<String>,
    pub message: String,
    pub error_code: C,
    pub details: Option<serde_json::Value>,
    pub retry_after: Option<f64>,
}

/// The same with `flatten` for what is not known, in place of raw details, which it does not go with.
#[derive(Debug, Deserialize)]
pub struct Flat<C> {
    #[serde(alias = "error_code", alias = "errorCode")]
    pub code: Option<C>,
    #[serde(alias = "errorMessage")]
    pub message: Option<String>,
    pub request_id: Option<String>,
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
pub struct Faseeh {
    #[serde(rename = "errorCode")]
    pub code: i64,
    #[serde(rename = "errorMessage")]
    pub message: String,
}

#[derive(Debug, Deserialize)]
pub struct Audixa {
    pub detail: String,
    #[serde(default)]
    pub errors: Vec<Violation>,
}

#[derive(Debug, Deserialize)]
pub struct Violation {
    pub field: String,
    pub message: String,
}

/// Any of the forms that are met, the documented one first.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum AnyOf<D> {
    Documented(D),
    Text { detail: String },
    Other(serde_json::Value),
}
