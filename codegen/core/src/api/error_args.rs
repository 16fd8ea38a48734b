//! What an error is built of: its kind, and its documented arguments.

use crate::api::details::MembersWriter;
use crate::api::kind::ErrorKind;

/// What an error is built of: a documented error with its arguments, or a kind alone.
///
/// The generated struct of an error implements it, so do the names of errors without arguments, and so does every enum of kinds.
/// If an error needs arguments, its kind is not enough: [`Builder::arg`](crate::Builder::arg) adds them by name.
pub trait ErrorArgs {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;

    /// Returns the index of its kind.
    fn kind_index(&self) -> u16;

    /// Writes the arguments, by the names that the catalog gives them.
    fn write(&self, args: &mut MembersWriter) {
        let _ = args;
    }
}

impl<K: ErrorKind> ErrorArgs for K {
    type Kind = K;

    #[inline]
    fn kind_index(&self) -> u16 {
        self.index()
    }
}

/// Returns the index of a kind without arguments, from its index among these; `with_args` are the indexes of the kinds that have
/// arguments, in order.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn index_without_args(among_these: u16, with_args: &[u16]) -> u16 {
    let mut index = among_these;
    for before in with_args {
        index = index.saturating_add(u16::from(*before <= index));
    }
    index
}
