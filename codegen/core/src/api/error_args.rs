//! The values from which an error is built: its kind, and its documented arguments.

use crate::api::details::MembersWriter;
use crate::api::kind::ErrorKind;

/// A value from which an error is built: a documented error with its arguments, or only a kind.
///
/// These generated items implement it: the struct of each error with arguments, the name of each error without arguments, and
/// the enum of kinds. If you pass the kind of an error that needs arguments, add them by name with
/// [`Builder::arg`](crate::Builder::arg).
pub trait ErrorArgs {
    /// The enum of the catalog's errors.
    type Kind: ErrorKind;

    /// Returns the index of the error's kind.
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
