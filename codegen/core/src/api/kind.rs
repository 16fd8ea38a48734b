//! The kind of an error: which documented error it is.

use core::fmt::{self, Debug, Display};
use core::hash::Hash;
use core::iter::Copied;
use core::marker::PhantomData;
use core::ops::Deref;
use core::slice;

use crate::engine::identify;
use crate::tables::catalog::Catalog;
use crate::tables::category::{Category, Fault};
use crate::tables::error::ErrorInfo;
use crate::tables::retry::RetryAdvice;

/// The enum that is generated from a catalog, with a variant for each documented error.
///
/// Generated enums also have these methods as inherent methods, so you need the trait only in generic code.
pub trait ErrorKind: Copy + Ord + Hash + Debug + Display + Send + Sync + Unpin + 'static {
    /// Every documented error, in the order of the catalog.
    const ALL: AllKinds<Self> = AllKinds(PhantomData);

    /// Returns [`ALL`](ErrorKind::ALL) as a slice.
    #[doc(hidden)]
    fn all() -> &'static [Self];

    /// Returns the catalog that the enum is generated from.
    fn catalog() -> &'static Catalog<'static>;

    /// Returns the variant's index in [`ALL`](ErrorKind::ALL) and in [`Catalog::errors`].
    fn index(self) -> u16;

    /// Returns the facts that the catalog documents about the error.
    fn info(self) -> ErrorInfo<'static>;

    /// Returns the variant at this index.
    #[must_use]
    fn from_index(index: u16) -> Option<Self> {
        Self::all().get(usize::from(index)).copied()
    }

    /// Returns the variant with this name, such as `VoiceNotFound`.
    #[must_use]
    fn from_name(name: &str) -> Option<Self> {
        Self::from_index(Self::catalog().errors.index_of(name)?)
    }

    /// Returns the kind with this code, or `None` if the catalog does not contain the code or several errors share it.
    #[must_use]
    fn from_code(code: &str) -> Option<Self> {
        Self::from_index(identify::only_with_code(Self::catalog(), code)?)
    }

    /// Returns the code as a string, or `None` if the error has no code.
    #[must_use]
    fn code(self) -> Option<&'static str> {
        self.info().code
    }

    /// Returns the documented statuses.
    #[must_use]
    fn statuses(self) -> &'static [u16] {
        self.info().statuses
    }

    /// Returns the category.
    #[must_use]
    fn category(self) -> Category {
        self.info().category
    }

    /// Returns who must act so that the error goes away.
    #[must_use]
    fn fault(self) -> Fault {
        self.category().fault()
    }

    /// Returns the retry advice of the catalog.
    #[must_use]
    fn retry(self) -> Option<&'static RetryAdvice> {
        self.info().retry
    }

    /// Returns the description.
    #[must_use]
    fn description(self) -> &'static str {
        self.info().description
    }
}

/// Every documented error of a catalog, in its order: [`ErrorKind::ALL`].
///
/// It dereferences to a slice, and a `for` loop over it yields the kinds themselves. It is not a slice, because rustc would
/// evaluate a constant with all variants in every build, even if the program does not use it.
pub struct AllKinds<K>(PhantomData<fn() -> K>);

impl<K: ErrorKind> AllKinds<K> {
    /// Returns the kinds as a slice.
    #[must_use]
    #[inline]
    pub fn as_slice(self) -> &'static [K] {
        K::all()
    }
}

impl<K> Copy for AllKinds<K> {}

impl<K> Clone for AllKinds<K> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: ErrorKind> Debug for AllKinds<K> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<K: ErrorKind> Deref for AllKinds<K> {
    type Target = [K];

    #[inline]
    fn deref(&self) -> &[K] {
        self.as_slice()
    }
}

impl<K: ErrorKind> IntoIterator for AllKinds<K> {
    type Item = K;
    type IntoIter = Copied<slice::Iter<'static, K>>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter().copied()
    }
}

/// The error returned when parsing a name that no variant has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseKindError;

impl Display for ParseKindError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no error of the catalog has this name")
    }
}

impl core::error::Error for ParseKindError {}

/// Parses the name of a variant.
#[doc(hidden)]
pub fn deserialize_kind<'de, K: ErrorKind, D: serde_core::Deserializer<'de>>(
    deserializer: D,
) -> Result<K, D::Error> {
    struct NameVisitor<K>(PhantomData<fn() -> K>);

    impl<K: ErrorKind> serde_core::de::Visitor<'_> for NameVisitor<K> {
        type Value = K;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(
                f,
                "the name of an error of the catalog `{}`",
                K::catalog().name
            )
        }

        fn visit_str<E: serde_core::de::Error>(self, name: &str) -> Result<K, E> {
            K::from_name(name)
                .ok_or_else(|| E::invalid_value(serde_core::de::Unexpected::Str(name), &self))
        }
    }

    deserializer.deserialize_str(NameVisitor(PhantomData))
}
