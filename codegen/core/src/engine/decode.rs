//! Finds the fields of a body, in one pass over a static tree.
//!
//! Values are kept as positions in the body. An unreadable value loses only itself: for another shape or type, a truncated
//! body or one that is not JSON, the fields found so far are kept.

use alloc::vec::Vec;

use crate::engine::scan::{Scanner, Span, is_value};
use crate::tables::catalog::Catalog;
use crate::tables::envelope::{Field, MAX_FIELDS, MAX_LEAVES, Node, Shape, Type};

/// The result of one pass over a body.
pub(crate) struct Found {
    /// The shape of the body, or the nearest one with a field in it.
    pub(crate) shape: Option<u8>,
    /// Whether the body has everything that the shape requires.
    pub(crate) exact: bool,
    /// Whether a string of the body has an escape.
    pub(crate) escapes: bool,
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
    let mut leaves = Leaves::new(body);
    let escapes = leaves.fill(catalog);
    let chosen = choose(catalog, &leaves, websocket, declared);
    for read in chosen.iter().flat_map(|(_, shape, _)| shape.reads) {
        let (span, field) = (leaves.get(read.leaf), usize::from(read.field.0));
        if let (true, Some(slot)) = (leaves.fits(read.leaf, read.ty), fields.get_mut(field)) {
            *slot = span;
        }
    }
    let (shape, exact) = chosen.map_or((None, false), |(at, _, exact)| (Some(at), exact));
    Found {
        shape,
        exact,
        escapes,
    }
}

/// Returns for each shape whether the body has all of it and was sent on its transport.
#[cold]
pub(crate) fn exact_shapes(catalog: &Catalog<'_>, body: &[u8], websocket: bool) -> Vec<bool> {
    let mut leaves = Leaves::new(body);
    leaves.fill(catalog);
    let shapes = catalog.shapes.iter();
    shapes
        .map(|shape| shape.websocket == websocket && leaves.have(shape))
        .collect()
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

/// The leaves of the tree that were found.
struct Leaves<'b> {
    body: &'b [u8],
    spans: [Span; MAX_LEAVES],
}

impl<'b> Leaves<'b> {
    fn new(body: &'b [u8]) -> Leaves<'b> {
        Leaves {
            body,
            spans: [Span::default(); MAX_LEAVES],
        }
    }

    /// Decodes the body by the catalog's tree. Returns `true` if a string on the way has an escape.
    fn fill(&mut self, catalog: &Catalog<'_>) -> bool {
        let mut scan = Scanner::new(self.body);
        // Bodies of 4 GiB or more are kept but not decoded, because positions in them would not fit.
        if u32::try_from(self.body.len()).is_ok() {
            // If the scan ends early, the leaves found so far are kept.
            let _ = self.read(&mut scan, &catalog.reader);
        }
        scan.has_escapes()
    }

    /// Returns whether they have the code of the shape, and how many of its fields they have.
    fn found(&self, shape: &Shape<'_>) -> (bool, usize) {
        let (mut code, mut count) = (false, 0);
        for read in shape.reads {
            if self.fits(read.leaf, read.ty) {
                code |= read.field == Field::CODE;
                count += 1;
            }
        }
        (code, count)
    }

    /// Returns `true` if these are all leaves that the shape requires.
    fn have(&self, shape: &Shape<'_>) -> bool {
        let mut required = shape.reads.iter().filter(|read| read.required);
        let mut constants = shape.constants.iter();
        required.all(|read| self.fits(read.leaf, read.ty))
            && constants.all(|(leaf, text)| self.raw(*leaf) == Some(text.as_bytes()))
    }

    /// Reads the value at one node of the tree. The tree is shallow, so recursion is safe.
    fn read(&mut self, scan: &mut Scanner<'_>, node: &Node<'_>) -> Option<()> {
        let Node {
            members,
            first,
            leaf,
            whole,
        } = *node;
        let mut inside = true;
        let span = scan.span(|scan, byte| match (byte, first) {
            (b'{', _) if !members.is_empty() => {
                scan.object(
                    |scan, key| match members.iter().find(|(name, _)| key.is(name)) {
                        Some((_, member)) => self.read(scan, member),
                        None => scan.skip(),
                    },
                )
            }
            (b'[', Some(item)) => scan.list(|scan, place| {
                if place == 0 {
                    self.read(scan, item)
                } else {
                    scan.skip()
                }
            }),
            _ => {
                inside = false;
                scan.skip_from(byte)
            }
        })?;
        if let (Some(leaf), true) = (leaf, whole || !inside) {
            self.keep(leaf, span);
        }
        Some(())
    }

    fn keep(&mut self, leaf: u8, span: Span) {
        let value = span
            .range()
            .and_then(|range| self.body.get(range))
            .is_some_and(is_value);
        if let (true, Some(slot)) = (value, self.spans.get_mut(usize::from(leaf))) {
            *slot = span;
        }
    }

    fn get(&self, leaf: u8) -> Span {
        self.spans
            .get(usize::from(leaf))
            .copied()
            .unwrap_or_default()
    }

    fn raw(&self, leaf: u8) -> Option<&[u8]> {
        self.body.get(self.get(leaf).range()?)
    }

    /// Returns `true` if the leaf has a value that can be read as this type.
    fn fits(&self, leaf: u8, ty: Type<'_>) -> bool {
        match (self.raw(leaf).and_then(|raw| raw.first()), ty) {
            (None | Some(b'n'), _) => false,
            (Some(_), Type::Any) => true,
            (Some(first), Type::String | Type::Integer | Type::Number) => {
                !matches!(first, b'{' | b'[')
            }
            (Some(first), Type::ViolationList { .. }) => *first == b'[',
            (Some(first), Type::ViolationMap) => *first == b'{',
        }
    }
}

/// Returns the value of a string without escapes, of a number or of a Boolean as text.
pub(crate) fn plain(raw: &str) -> Option<&str> {
    match raw.as_bytes() {
        [b'"', .., b'"'] => raw.get(1..raw.len() - 1),
        [b'-' | b'0'..=b'9', ..] | b"true" | b"false" => Some(raw),
        _ => None,
    }
}
