//! Conversions between [`Json`] and `serde_json`.

use alloc::string::ToString;

use serde_core::Deserialize;

use crate::api::json::Json;

#[cfg_attr(docsrs, doc(cfg(feature = "serde_json")))]
impl Json {
    /// Deserializes the value into another type.
    ///
    /// # Errors
    ///
    /// Fails if the value does not fit the type.
    #[inline]
    pub fn deserialize<'de, T: Deserialize<'de>>(&'de self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.as_str())
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "serde_json")))]
impl From<serde_json::Value> for Json {
    #[inline]
    fn from(value: serde_json::Value) -> Self {
        Json(value.to_string().into())
    }
}

/// Fails if the value is nested more deeply than `serde_json` allows.
#[cfg_attr(docsrs, doc(cfg(feature = "serde_json")))]
impl TryFrom<Json> for serde_json::Value {
    type Error = serde_json::Error;

    #[inline]
    fn try_from(json: Json) -> Result<Self, serde_json::Error> {
        json.deserialize()
    }
}

/// Fails if the value is nested more deeply than `serde_json` allows.
#[cfg_attr(docsrs, doc(cfg(feature = "serde_json")))]
impl TryFrom<&Json> for serde_json::Value {
    type Error = serde_json::Error;

    #[inline]
    fn try_from(json: &Json) -> Result<Self, serde_json::Error> {
        json.deserialize()
    }
}
