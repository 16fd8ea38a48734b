//! Errors and their parts in logs and reports.

use core::time::Duration;

use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use crate::engine::response::ErrorResponse;
use crate::tables::category::{Category, Fault};
use crate::tables::envelope::Field;
use crate::tables::retry::{RetryAdvice, RetryStrategy};

/// Serializes `catalog`, `kind`, `unresolved_reason`, `status`, `code`, `message`, `request_id`, `category` and `fault`.
/// Unknown and sensitive values are null.
impl Serialize for ErrorResponse<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_struct("Error", 9)?;
        error.serialize_field("catalog", self.catalog().name)?;
        error.serialize_field("kind", &self.info().map(|info| info.name))?;
        let reason = self.unresolved_reason();
        error.serialize_field("unresolved_reason", &reason.map(|reason| reason.as_str()))?;
        error.serialize_field("status", &self.status())?;
        error.serialize_field("code", &self.shown(Field::CODE))?;
        error.serialize_field("message", &self.shown(Field::MESSAGE))?;
        error.serialize_field("request_id", &self.shown(Field::REQUEST_ID))?;
        error.serialize_field("category", &self.category())?;
        error.serialize_field("fault", &self.category().fault())?;
        error.end()
    }
}

/// Serializes the name that catalogs use, such as `rate_limit`.
impl Serialize for Category {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Serializes the name in lower case, such as `account`.
impl Serialize for Fault {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Serializes the name that catalogs use, such as `when_idle`.
impl Serialize for RetryStrategy {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Serializes `strategy`, `attempts`, `base_ms`, `factor`, `max_delay_ms`, `delay_ms` and `assumed`. Numbers that the catalog
/// does not give are null.
impl Serialize for RetryAdvice {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ms = |delay: Option<Duration>| {
            delay.map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX))
        };
        let mut advice = serializer.serialize_struct("RetryAdvice", 7)?;
        advice.serialize_field("strategy", &self.strategy)?;
        advice.serialize_field("attempts", &self.attempts)?;
        advice.serialize_field("base_ms", &ms(self.base))?;
        advice.serialize_field("factor", &self.factor)?;
        advice.serialize_field("max_delay_ms", &ms(self.max_delay))?;
        advice.serialize_field("delay_ms", &ms(self.delay))?;
        advice.serialize_field("assumed", &self.assumed)?;
        advice.end()
    }
}
