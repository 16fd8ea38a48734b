//! One error of a response that lists several, with the types of its catalog.

use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

use crate::api::catalog_response::CatalogResponse;
use crate::api::code::ErrorCode;
use crate::api::kind::ErrorKind;
use crate::engine::items::ResponseItem;
use crate::engine::resolution::Resolution;

/// One error of a response, which may list several. It dereferences to a [`ResponseItem`].
pub struct ErrorItem<'r, K> {
    item: ResponseItem<'r>,
    kind: PhantomData<fn() -> K>,
}

impl<K: ErrorKind> CatalogResponse<K> {
    /// Returns each error of the response, in the order of the list in its body. A response without a list of errors has one error,
    /// which is the response itself.
    #[inline]
    pub fn errors(&self) -> impl Iterator<Item = ErrorItem<'_, K>> {
        self.response().errors().map(|item| ErrorItem {
            item,
            kind: PhantomData,
        })
    }
}

impl<K: ErrorKind> ErrorItem<'_, K> {
    /// Returns the kind, or `None` if the item is not identified as one documented error.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> Option<K> {
        match self.item.resolution() {
            Resolution::Known(error) => K::from_index(error),
            Resolution::Unresolved(_) => None,
        }
    }

    /// Returns the code that was sent, if any.
    #[must_use]
    #[inline]
    pub fn code(&self) -> Option<ErrorCode<K>> {
        self.item.code_text().as_deref().map(ErrorCode::new)
    }
}

impl<'r, K> Deref for ErrorItem<'r, K> {
    type Target = ResponseItem<'r>;

    #[inline]
    fn deref(&self) -> &ResponseItem<'r> {
        &self.item
    }
}

impl<K> fmt::Debug for ErrorItem<'_, K> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.item, f)
    }
}
