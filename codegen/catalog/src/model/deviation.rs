//! In what ways answers are otherwise than a catalog says.

use crate::words::words;

words! {
    /// A way in which an answer is otherwise than the catalog says.
    Deviation {
        /// A code that the catalog does not know.
        UnknownCode = "unknown_code",
        /// An answer without a code that nothing else tells.
        MissingCode = "missing_code",
        /// A known error under a status that it is not documented with.
        UndocumentedStatus = "undocumented_status",
        /// A body of a shape that no envelope has.
        UnknownShape = "unknown_shape",
        /// A member that the template does not have.
        ExtraField = "extra_field",
        /// A member of `details` of another type than declared, or missing.
        DetailType = "detail_type",
        /// A message that does not have its documented form.
        Message = "message",
        /// A header that the catalog names and the answer lacks.
        MissingHeader = "missing_header",
        /// An answer that several errors share.
        Ambiguous = "ambiguous",
        /// A documented error that no answer was.
        NeverSeen = "never_seen",
    }
}

/// A deviation that is known, with its evidence: `observe` tells it no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDeviation {
    /// In what way.
    pub kind: Deviation,
    /// What it concerns: a code, a status, a path, a header, a shape.
    pub what: String,
    /// Where it was seen.
    pub seen: String,
}
