//! The error of building an error.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// The error of [`Builder::build`](crate::Builder::build): every value that the catalog does not allow, and every argument that
/// is missing.
///
/// It names fields and arguments but contains none of their values, so it can be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    pub(crate) kind: &'static str,
    pub(crate) problems: Vec<BuildProblem>,
}

impl BuildError {
    /// Returns all problems; there is at least one.
    #[must_use]
    #[inline]
    pub fn problems(&self) -> &[BuildProblem] {
        &self.problems
    }
}

/// Formats the problems: `cannot build VoiceNotFound: the argument "voice" is missing; the catalog does not have the field "nope"`.
impl fmt::Display for BuildError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot build {}: ", self.kind)?;
        for (at, problem) in self.problems.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "; " })?;
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl core::error::Error for BuildError {}

/// A reason why an error cannot be built.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildProblem {
    /// The catalog does not have a field with this name.
    UnknownField(String),
    /// The value given for this field is not JSON.
    InvalidJson(String),
    /// This field cannot be sent: neither the shape of this error nor a header contains it.
    NoPlace(String),
    /// The value of this field or argument does not have its documented type.
    WrongType(String),
    /// A client would read a different value for this field or argument. For example, a header cannot contain a line break, and
    /// an argument of a message must not contain the text that follows it in the message.
    Altered(String),
    /// Neither the message nor the details of this error have an argument with this name.
    UnknownArgument(String),
    /// The message or the details need this argument.
    MissingArgument(String),
    /// The message does not match its documented template.
    MessageForm,
    /// The status is not a valid HTTP status.
    InvalidStatus(u16),
    /// A client would decode the response as another error, which has this name.
    OtherError(String),
    /// A client would not identify the error.
    Unrecognized,
}

impl fmt::Display for BuildProblem {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField(name) => write!(f, "the catalog does not have the field {name:?}"),
            Self::InvalidJson(name) => write!(f, "the value of {name:?} is not JSON"),
            Self::NoPlace(name) => {
                write!(f, "neither its shape nor a header has the field {name:?}")
            }
            Self::WrongType(name) => {
                write!(f, "the value of {name:?} does not have its documented type")
            }
            Self::Altered(name) => write!(f, "a client would read another value of {name:?}"),
            Self::UnknownArgument(name) => write!(f, "it does not have the argument {name:?}"),
            Self::MissingArgument(name) => write!(f, "the argument {name:?} is missing"),
            Self::MessageForm => f.write_str("the message does not have its documented form"),
            Self::InvalidStatus(status) => write!(f, "{status} is not a valid HTTP status"),
            Self::OtherError(name) => write!(f, "a client would read it as {name}"),
            Self::Unrecognized => f.write_str("a client would not recognize it"),
        }
    }
}
