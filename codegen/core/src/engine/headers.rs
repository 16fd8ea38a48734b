//! Looks up header values, and selects those that are kept.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::tables::catalog::Catalog;
use crate::tables::envelope::Field;

/// Response headers, from which an error reads the values that it needs.
///
/// You can pass `[]`, an array such as `[("x-request-id", "r1")]`, a slice of such pairs, a `Vec<(String, String)>`, or the
/// header map of a supported crate.
pub trait Headers {
    /// Returns the first value with this name, ignoring case. Returns `None` if there is none, or if it is not text.
    fn header(&self, name: &str) -> Option<&str>;
}

impl Headers for [(&str, &str)] {
    fn header(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }
}

impl Headers for [(String, String)] {
    fn header(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl Headers for Vec<(String, String)> {
    fn header(&self, name: &str) -> Option<&str> {
        self.as_slice().header(name)
    }
}

impl<const N: usize> Headers for [(&str, &str); N] {
    fn header(&self, name: &str) -> Option<&str> {
        self.as_slice().header(name)
    }
}

impl<H: Headers + ?Sized> Headers for &H {
    fn header(&self, name: &str) -> Option<&str> {
        (**self).header(name)
    }
}

/// A header that a catalog names, with its value.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Kept<'t> {
    pub(crate) field: Field,
    pub(crate) name: &'t str,
    pub(crate) value: Box<str>,
}

/// The maximum number of bytes of header values that are kept. IDs and delays are short.
const KEPT: usize = 2048;

/// The header of a delay if the catalog does not name another (RFC 9110, section 10.2.3).
pub(crate) const RETRY_AFTER: &str = "Retry-After";

/// Returns the fields that headers carry, each with the header's name.
pub(crate) fn named<'t>(catalog: &Catalog<'t>) -> impl Iterator<Item = (Field, &'t str)> + use<'t> {
    let own = catalog
        .headers
        .iter()
        .any(|(known, _)| *known == Field::RETRY_AFTER);
    catalog
        .headers
        .iter()
        .copied()
        .chain((!own).then_some((Field::RETRY_AFTER, RETRY_AFTER)))
}

impl<'t> Kept<'t> {
    /// Returns the headers that the catalog names, up to the maximum size.
    pub(crate) fn of(catalog: &Catalog<'t>, headers: &dyn Headers) -> Vec<Kept<'t>> {
        let mut kept = Vec::new();
        let mut room = KEPT;
        for (field, name) in named(catalog) {
            if let Some(value) = headers.header(name).filter(|value| value.len() <= room) {
                room -= value.len();
                kept.push(Kept {
                    field,
                    name,
                    value: value.into(),
                });
            }
        }
        kept
    }
}

/// Returns `true` if a header can have this value. A line break would start another header (RFC 9110, section 5.5).
#[inline]
pub(crate) fn can_hold(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte == b'\t' || byte >= b' ' && byte != 0x7f)
}
