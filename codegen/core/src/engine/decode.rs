//! Finds the fields of a body: chooses its shape by the leaves that were read, and assigns them to the fields of that shape.

use alloc::vec::Vec;

use crate::engine::leaves::Leaves;
use crate::engine::scan::{Scanner, Span};
use crate::tables::catalog::Catalog;
use crate::tables::envelope::{Field, Item, MAX_FIELDS, Shape, Type};

/// The result of one pass over a body.
pub(crate) struct Found {
    /// The shape of the body, or the nearest one with a field in it.
    pub(crate) shape: Option<u8>,
    /// Whether the body has everything that the shape requires.
    pub(crate) exact: bool,
    /// Whether a string of the body has an escape.
    pub(crate) escapes: bool,
    /// Whether the body was read to the end of its first value.
    pub(crate) is_complete: bool,
}

/// Decodes `body` by the catalog's tree into `fields`. Shapes of the same transport are preferred, first the `declared` one,
/// which is that of the error once the error is known.
pub(crate) fn decode(
    catalog: &Catalog<'_>,
    body: &[u8],
    websocket: bool,
    declared: Option<u8>,
    fields: &mut [Span; MAX_FIELDS],
) -> Found {
    let mut leaves = Leaves::new(catalog, body);
    let (is_complete, escapes) = leaves.fill();
    let chosen = choose(catalog, &leaves, websocket, declared);
    if let Some((_, shape, _)) = chosen {
        leaves.assign(shape, fields);
    }
    let (shape, exact) = chosen.map_or((None, false), |(at, _, exact)| (Some(at), exact));
    Found {
        shape,
        exact,
        escapes,
        is_complete,
    }
}

/// Returns for each shape whether the body has all of it and was sent on its transport.
#[cold]
pub(crate) fn exact_shapes(catalog: &Catalog<'_>, body: &[u8], websocket: bool) -> Vec<bool> {
    let mut leaves = Leaves::new(catalog, body);
    leaves.fill();
    let shapes = catalog.shapes.iter();
    shapes
        .map(|shape| shape.websocket == websocket && leaves.have(shape))
        .collect()
}

/// Returns the places of a field that have a value in the body, with their types.
#[cold]
pub(crate) fn places<'t>(
    catalog: &Catalog<'t>,
    body: &[u8],
    shape: &Shape<'t>,
    field: Field,
) -> Vec<(Type<'t>, Span)> {
    let mut leaves = Leaves::new(catalog, body);
    leaves.fill();
    let reads = shape.reads.iter().filter(|read| read.field == field);
    reads
        .filter(|read| leaves.fits(read.leaf, read.ty))
        .map(|read| (read.ty, leaves.get(read.leaf)))
        .collect()
}

/// The result of reading one item of a list.
pub(crate) struct ItemRead {
    /// The fields, if it is the item that was looked for.
    pub(crate) fields: Option<[Span; MAX_FIELDS]>,
    /// Whether the body has all of it.
    pub(crate) is_complete: bool,
}

/// Reads the value at the scanner as an item of a list, with the fields that `shape` has there.
pub(crate) fn read_item<'b>(
    catalog: &'b Catalog<'b>,
    body: &'b [u8],
    scan: &mut Scanner<'b>,
    item: &Item<'_>,
    shape: &Shape<'_>,
) -> ItemRead {
    let mut leaves = Leaves::new(catalog, body);
    let is_complete = leaves.read(scan, &item.node).is_some();
    let mut fields = [Span::default(); MAX_FIELDS];
    leaves.assign(shape, &mut fields);
    let is_error = leaves.have_constants(item.constants)
        && leaves.have_required(item.reads)
        && !leaves.is_no_error(item.reads)
        && fields.iter().any(|span| span.range().is_some());
    ItemRead {
        fields: is_error.then_some(fields),
        is_complete,
    }
}

/// Chooses the declared shape if the body has all of it, otherwise the first shape of which it has all, otherwise the one
/// with a code and the most fields.
fn choose<'t>(
    catalog: &Catalog<'t>,
    leaves: &Leaves<'_>,
    websocket: bool,
    declared: Option<u8>,
) -> Option<(u8, &'t Shape<'t>, bool)> {
    let declared = declared.and_then(|at| Some((at, catalog.shapes.get(usize::from(at))?)));
    let declared = declared.filter(|(_, shape)| shape.websocket == websocket);
    if let Some((at, shape)) = declared.filter(|(_, shape)| leaves.have(shape)) {
        return Some((at, shape, true));
    }
    for same_transport in [true, false] {
        for (at, shape) in (0u8..).zip(catalog.shapes) {
            if (shape.websocket == websocket) == same_transport && leaves.have(shape) {
                return Some((at, shape, true));
            }
        }
    }
    if websocket && is_other_message(catalog, leaves) {
        return None;
    }
    let mut nearest = None;
    let mut most = (false, 0, false);
    for (at, shape) in (0u8..).zip(catalog.shapes) {
        let (code, count) = leaves.found(shape);
        let is_declared = declared.is_some_and(|(declared, _)| declared == at);
        let rank = (code, count, is_declared);
        if count > 0 && rank > most {
            (nearest, most) = (Some((at, shape, false)), rank);
        }
    }
    nearest
}

/// Returns `true` if a WebSocket message is not an error, because each shape of such messages has a constant in place of which
/// the message has another value: `"Warning"` for `"Error"`.
#[cold]
fn is_other_message(catalog: &Catalog<'_>, leaves: &Leaves<'_>) -> bool {
    let mut shapes = catalog.shapes.iter().filter(|shape| shape.websocket);
    let mut any = false;
    let contradicts = shapes.all(|shape| {
        any = true;
        leaves.contradict(shape.constants)
    });
    any && contradicts
}
