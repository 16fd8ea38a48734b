//! Identifies the documented error from the fields of a response.

use alloc::vec::Vec;

use crate::engine::resolution::{Resolution, UnresolvedReason};
use crate::tables::catalog::{Catalog, CodeType};
use crate::tables::packed::WithoutCode;

/// The values of a response that identify its error.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen<'b> {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<&'b str>,
    pub(crate) error_type: Option<&'b str>,
    pub(crate) message: Option<&'b str>,
}

/// Identifies the error: by code and status if there is a code, otherwise by everything else. `has_shape` reports whether the
/// body has all of the shape with this index.
pub(crate) fn identify(
    catalog: &Catalog,
    seen: Seen<'_>,
    has_shape: &dyn Fn(u8) -> bool,
) -> Resolution {
    match seen.code {
        Some(code) => by_code(catalog, code, seen.status),
        None => without_code(catalog, seen, has_shape, &|_| false),
    }
}

/// Returns the code without a fraction of zero, which some servers write: `40901.0`.
#[inline]
pub(crate) fn whole<'c>(catalog: &Catalog<'_>, code: &'c str) -> &'c str {
    // Few codes have a fraction, and a search for a byte is faster than splitting a text.
    if catalog.code_type != CodeType::Integer || !code.as_bytes().contains(&b'.') {
        return code;
    }
    match code.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => {
            whole
        }
        _ => code,
    }
}

/// Returns the only error with this code.
#[inline]
pub(crate) fn only_with_code(catalog: &Catalog, code: &str) -> Option<u16> {
    // This is a separate function to be inlined: most catalogs have nothing in `also`.
    if catalog.also.is_empty() {
        return catalog.codes.get(code);
    }
    match by_code(catalog, code, None) {
        Resolution::Known(error) => Some(error),
        Resolution::Unresolved(_) => None,
    }
}

/// Returns the index of a code: below the number of errors, that of an error's own code; otherwise one in `also`.
#[inline]
pub(crate) fn code_index(catalog: &Catalog, code: &str) -> Option<u16> {
    catalog.codes.get(code)
}

/// Returns the code at this index.
pub(crate) fn code_at<'c>(catalog: &Catalog<'c>, index: u16) -> Option<&'c str> {
    match usize::from(index).checked_sub(catalog.errors.len()) {
        None => catalog.errors.code(index),
        Some(further) => catalog.also.get(further).map(|identity| identity.code),
    }
}

/// Returns the code at this index, `None` inside for an error without a code, or `None` behind the last index.
#[allow(clippy::option_option, reason = "an error may have no code")]
pub(crate) fn code_at_any<'c>(catalog: &Catalog<'c>, index: u16) -> Option<Option<&'c str>> {
    let all = catalog.errors.len() + catalog.also.len();
    (usize::from(index) < all).then(|| code_at(catalog, index))
}

/// Calls `visit` with each error that has this code, and the statuses under which it has it.
fn visit_holders(catalog: &Catalog, code: &str, visit: &mut dyn FnMut(u16, &[u16])) {
    let Some(index) = code_index(catalog, code) else {
        return;
    };
    if let Some(group) = catalog.errors.group(index) {
        visit(index, group.statuses);
    }
    for identity in catalog.also {
        if identity.code == code {
            visit(identity.error, identity.statuses);
        }
    }
}

/// Identifies the error by its code, and by its status if several errors share the code.
pub(crate) fn by_code(catalog: &Catalog, code: &str, status: Option<u16>) -> Resolution {
    if catalog.also.is_empty() {
        return code_index(catalog, code).map_or(
            Resolution::Unresolved(UnresolvedReason::UnknownCode),
            Resolution::Known,
        );
    }
    by_code_unless(catalog, code, status, &|_| false)
}

/// Identifies the error like [`by_code`], without the errors for which `is_other` is true.
pub(crate) fn by_code_unless(
    catalog: &Catalog,
    code: &str,
    status: Option<u16>,
    is_other: &dyn Fn(u16) -> bool,
) -> Resolution {
    // Counts the errors that are documented with this status, with any status, and in total, and keeps the last of each.
    let (mut with_status, mut with_any, mut all) = ((0, 0), (0, 0), (0, 0));
    visit_holders(catalog, code, &mut |error, statuses| {
        if is_other(error) {
            return;
        }
        if status.is_some_and(|status| has(statuses, status)) {
            with_status = (with_status.0 + 1, error);
        }
        if statuses.is_empty() {
            with_any = (with_any.0 + 1, error);
        }
        all = (all.0 + 1, error);
    });
    match (with_status, with_any, all) {
        ((1, error), _, _) | (_, (1, error), _) | (_, _, (1, error)) => Resolution::Known(error),
        (_, _, (0, _)) => Resolution::Unresolved(UnresolvedReason::UnknownCode),
        _ => Resolution::Unresolved(UnresolvedReason::Ambiguous),
    }
}

pub(crate) fn without_code(
    catalog: &Catalog,
    seen: Seen<'_>,
    has_shape: &dyn Fn(u8) -> bool,
    is_other: &dyn Fn(u16) -> bool,
) -> Resolution {
    // Take the most specific match: an error that is identified by status and type wins over one identified by status alone.
    // If two are equally specific, there is none.
    let mut best: Option<(usize, Option<u16>)> = None;
    for index in catalog.errors.indexes() {
        let Some(error) = catalog.errors.without_code(index) else {
            continue;
        };
        if !tells(error, seen, has_shape) || is_other(index) {
            continue;
        }
        let weight = weight(error);
        best = match best {
            Some((most, _)) if weight < most => best,
            Some((most, _)) if weight == most => Some((most, None)),
            _ => Some((weight, Some(error.index))),
        };
    }
    if let Some((_, Some(error))) = best {
        return Resolution::Known(error);
    }
    match candidates(catalog, seen).len() {
        0 | 1 => Resolution::Unresolved(UnresolvedReason::MissingCode),
        _ => Resolution::Unresolved(UnresolvedReason::Ambiguous),
    }
}

/// Returns how specifically this error is identified without a code.
pub(crate) fn weight_without_code(catalog: &Catalog, index: u16) -> usize {
    catalog.errors.without_code(index).map_or(0, weight)
}

/// Returns how specifically this error is identified.
fn weight(WithoutCode { group, more, .. }: WithoutCode<'_>) -> usize {
    usize::from(!group.statuses.is_empty())
        + usize::from(group.error_type.is_some())
        + usize::from(more.identified_by_message)
        + usize::from(more.shape != 0)
}

/// Returns `true` if these values identify this error.
fn tells(
    WithoutCode { group, more, .. }: WithoutCode<'_>,
    seen: Seen<'_>,
    has_shape: &dyn Fn(u8) -> bool,
) -> bool {
    (group.statuses.is_empty()
        || seen
            .status
            .is_some_and(|status| has(group.statuses, status)))
        && (group.error_type.is_none() || group.error_type == seen.error_type)
        && (!more.identified_by_message
            || seen.message.is_some_and(|message| {
                more.message.is_some_and(|pattern| pattern.matches(message))
            }))
        // This is checked last, because a shape other than the first choice requires decoding the body again.
        && (more.shape == 0 || has_shape(more.shape))
}

/// Returns the errors that the response may be: those with its code if it has one, otherwise those with its status and type.
pub(crate) fn candidates(catalog: &Catalog, seen: Seen<'_>) -> Vec<u16> {
    let mut candidates = Vec::new();
    if let Some(code) = seen.code {
        visit_holders(catalog, code, &mut |error, _| candidates.push(error));
        candidates.sort_unstable();
        candidates.dedup();
        return candidates;
    }
    for index in catalog.errors.indexes() {
        let Some(group) = catalog.errors.group(index) else {
            continue;
        };
        let status = seen.status.filter(|_| !group.statuses.is_empty());
        let error_type = seen.error_type.filter(|_| group.error_type.is_some());
        if (status.is_some() || error_type.is_some())
            && status.is_none_or(|status| has(group.statuses, status))
            && error_type.is_none_or(|name| group.error_type == Some(name))
        {
            candidates.push(index);
        }
    }
    candidates
}

/// Returns `true` if this is one of the statuses. Most errors have only one, for which a call of a search would be slower.
#[inline]
fn has(statuses: &[u16], status: u16) -> bool {
    match statuses {
        [only] => *only == status,
        several => several.contains(&status),
    }
}
