//! The values from which an error is built: its kind, and its documented arguments.

use crate::api::details::MembersWriter;
use crate::api::kind::ErrorKind;

/// A value from which an error is built: a documented error with its arguments, or only a kind.
///
/// It is implemented by the generated struct of each error with arguments, by the name of each other error, and by every enum of
/// kinds.
/// If an error needs arguments, its kind is not enough: [`Builder::arg`](crate::Builder::arg) adds them by name.
pub trait ErrorArgs {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;

    /// Returns the index of its kind.
    fn kind_index(&self) -> u16;

    /// Writes the arguments by their names in the catalog.
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

/// Returns the index of a kind without arguments from its index among these. `with_args` are the indices of the kinds with
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
