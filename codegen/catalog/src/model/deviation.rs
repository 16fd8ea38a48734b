//! The ways in which responses can deviate from a catalog.

use crate::words::words;

words! {
    /// A way in which a response can deviate from a catalog.
    Deviation {
        /// A code that the catalog does not have.
        UnknownCode = "unknown_code",
        /// A response without a code that nothing else identifies.
        MissingCode = "missing_code",
        /// A known error with a status that it is not documented with.
        UndocumentedStatus = "undocumented_status",
        /// A body that no template matches.
        UnknownShape = "unknown_shape",
        /// A member that the template does not have.
        ExtraField = "extra_field",
        /// A member of `details` of another type than declared, or missing.
        DetailType = "detail_type",
        /// A message that does not match its documented template.
        Message = "message",
        /// A header that the catalog names but the response does not have.
        MissingHeader = "missing_header",
        /// A response that matches several errors.
        Ambiguous = "ambiguous",
        /// A documented error that does not occur in the responses.
        NeverSeen = "never_seen",
    }
}

/// A recorded deviation with its evidence. `observe` does not report it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDeviation {
    /// The kind of deviation.
    pub kind: Deviation,
    /// The deviating code, status, path, header or shape.
    pub what: String,
    /// The evidence: the input, the count and the dates.
    pub seen: String,
}
