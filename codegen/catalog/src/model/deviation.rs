//! In what ways answers are otherwise than a catalog says.

/// A way in which an answer is otherwise than the catalog says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deviation {
    /// A code that the catalog does not know.
    UnknownCode,
    /// An answer without a code that nothing else tells.
    NoCode,
    /// A known error under a status that it is not documented with.
    UndocumentedStatus,
    /// A body of a shape that no envelope has.
    UnknownShape,
    /// A member that the template does not have.
    ExtraField,
    /// A member of `details` of another type than declared, or missing.
    DetailType,
    /// A message that does not have its documented form.
    Message,
    /// A header that the catalog names and the answer lacks.
    MissingHeader,
    /// An answer that several errors share.
    Ambiguous,
    /// A documented error that no answer was.
    NeverSeen,
}

impl Deviation {
    /// Every one, in the order in which they are told.
    pub const ALL: [Deviation; 10] = [
        Deviation::UnknownCode,
        Deviation::NoCode,
        Deviation::UndocumentedStatus,
        Deviation::UnknownShape,
        Deviation::ExtraField,
        Deviation::DetailType,
        Deviation::Message,
        Deviation::MissingHeader,
        Deviation::Ambiguous,
        Deviation::NeverSeen,
    ];

    /// The word for it, in files and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Deviation::UnknownCode => "unknown_code",
            Deviation::NoCode => "no_code",
            Deviation::UndocumentedStatus => "undocumented_status",
            Deviation::UnknownShape => "unknown_shape",
            Deviation::ExtraField => "extra_field",
            Deviation::DetailType => "detail_type",
            Deviation::Message => "message",
            Deviation::MissingHeader => "missing_header",
            Deviation::Ambiguous => "ambiguous",
            Deviation::NeverSeen => "never_seen",
        }
    }
}

/// A deviation that is known, with its evidence: `observe` tells it no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// In what way.
    pub kind: Deviation,
    /// What it concerns: a code, a status, a path, a header, a shape.
    pub what: String,
    /// Where it was seen.
    pub seen: String,
}
