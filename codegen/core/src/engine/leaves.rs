//! Reads the leaves of a body, in one pass over a static tree.
//!
//! Values are kept as positions in the body. An unreadable value loses only itself: for another shape or type, a truncated
//! body or one that is not JSON, the leaves found so far are kept.

use crate::engine::rules;
use crate::engine::scan::{Scanner, Span, is_value};
use crate::engine::text;
use crate::tables::catalog::Catalog;
use crate::tables::envelope::{Field, Item, MAX_FIELDS, MAX_LEAVES, Node, Reads, Shape, Type};

/// The leaves of the tree that were found.
pub(crate) struct Leaves<'b> {
    catalog: &'b Catalog<'b>,
    body: &'b [u8],
    spans: [Span; MAX_LEAVES],
}

impl<'b> Leaves<'b> {
    pub(crate) fn new(catalog: &'b Catalog<'b>, body: &'b [u8]) -> Leaves<'b> {
        Leaves {
            catalog,
            body,
            spans: [Span::default(); MAX_LEAVES],
        }
    }

    /// Decodes the body by the catalog's tree. Returns whether it was read to the end of its value, and whether a string on
    /// the way has an escape.
    pub(crate) fn fill(&mut self) -> (bool, bool) {
        let mut scan = Scanner::new(self.body);
        let mut is_complete = false;
        // Bodies of 4 GiB or more are kept but not decoded, because positions in them would not fit.
        if u32::try_from(self.body.len()).is_ok() {
            // If the scan ends early, the leaves found so far are kept.
            is_complete = self.read(&mut scan, &self.catalog.reader).is_some();
        }
        (is_complete, scan.has_escapes())
    }

    /// Assigns the leaves to the fields of a shape. If a field has several places, the first with a value counts. For the code,
    /// the first that the catalog has counts, otherwise the first that is required.
    #[inline]
    pub(crate) fn assign(&self, shape: &Shape<'_>, fields: &mut [Span; MAX_FIELDS]) {
        for read in shape.reads {
            let (span, field) = (self.get(read.leaf), usize::from(read.field.0));
            if let (true, Some(slot)) = (self.fits(read.leaf, read.ty), fields.get_mut(field)) {
                if slot.range().is_none()
                    || read.field == Field::CODE && self.is_better(read, *slot, shape)
                {
                    *slot = span;
                }
            }
        }
    }

    /// Returns `true` if the code at this place counts instead of the one at a place before it.
    #[cold]
    fn is_better(&self, read: &Reads<'_>, before: Span, shape: &Shape<'_>) -> bool {
        let code = |span: Span| {
            let raw = self.body.get(span.range()?)?;
            plain(core::str::from_utf8(raw).ok()?)
        };
        let is_known = |code: &str| rules::has_code(self.catalog, code);
        let was_required = || {
            let mut reads = shape.reads.iter().filter(|read| read.required);
            reads.any(|read| self.get(read.leaf).range() == before.range())
        };
        !code(before).is_some_and(is_known)
            && (read.required && !was_required() || code(self.get(read.leaf)).is_some_and(is_known))
    }

    /// Returns whether they have the code of the shape, and how many of its fields they have.
    pub(crate) fn found(&self, shape: &Shape<'_>) -> (bool, usize) {
        let (mut code, mut count) = (false, 0);
        for read in shape.reads {
            if self.fits(read.leaf, read.ty) {
                code |= read.field == Field::CODE;
                count += 1;
            }
        }
        (code, count)
    }

    /// Returns `true` if these are all leaves that the shape requires, and at least one leaf of a shape that requires none.
    #[inline]
    pub(crate) fn have(&self, shape: &Shape<'_>) -> bool {
        let has_one = || {
            let mut reads = shape.reads.iter();
            !shape.constants.is_empty() || reads.any(|read| self.fits(read.leaf, read.ty))
        };
        let required = self.required(shape.reads);
        required.is_some_and(|count| count > 0 || has_one()) && self.have_constants(shape.constants)
    }

    /// Returns `true` if these leaves have each required field, at one of its places.
    #[inline]
    pub(crate) fn have_required(&self, reads: &[Reads<'_>]) -> bool {
        self.required(reads).is_some()
    }

    /// Returns how many places have a required field, or `None` if a required field has no place with a value.
    #[inline]
    fn required(&self, reads: &[Reads<'_>]) -> Option<usize> {
        let mut count = 0;
        for read in reads.iter().filter(|read| read.required) {
            if self.fits(read.leaf, read.ty) {
                count += 1;
            } else if !self.have_elsewhere(read.field, reads) {
                return None;
            }
        }
        Some(count)
    }

    #[cold]
    fn have_elsewhere(&self, field: Field, reads: &[Reads<'_>]) -> bool {
        let mut others = reads
            .iter()
            .filter(|read| read.required && read.field == field);
        others.any(|read| self.fits(read.leaf, read.ty))
    }

    pub(crate) fn have_constants(&self, constants: &[(u8, &str)]) -> bool {
        let mut constants = constants.iter();
        constants.all(|(leaf, text)| self.raw(*leaf) == Some(text.as_bytes()))
    }

    /// Returns `true` if one of these leaves has another value.
    pub(crate) fn contradict(&self, constants: &[(u8, &str)]) -> bool {
        let mut constants = constants.iter();
        constants.any(|(leaf, text)| {
            let raw = self.raw(*leaf);
            raw.is_some_and(|raw| raw != text.as_bytes())
        })
    }

    /// Reads the value at one node of the tree. The tree is shallow, so recursion is safe.
    pub(crate) fn read(&mut self, scan: &mut Scanner<'_>, node: &Node<'_>) -> Option<()> {
        let Node {
            members,
            items,
            leaf,
            whole,
            any_case,
        } = *node;
        let mut inside = true;
        let span = scan.span(|scan, byte| match byte {
            b'{' if any_case => self.read_in_any_case(scan, members),
            b'{' if !members.is_empty() => {
                scan.object_of(members, |scan, member| self.read_member(scan, member))
            }
            b'[' if !items.is_empty() => self.read_list(scan, items),
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

    /// Reads the value of a member, by its node if it has one. Most values are strings, so the loop over the members has their
    /// code in it and calls no function for them.
    #[inline(always)]
    fn read_member(&mut self, scan: &mut Scanner<'_>, node: Option<&Node<'_>>) -> Option<()> {
        if scan.peek()? == b'"' {
            let span = scan.string_span()?;
            let leaf = node.and_then(|node| node.leaf);
            if let Some(slot) = leaf.and_then(|leaf| self.spans.get_mut(usize::from(leaf))) {
                *slot = span;
            }
            return Some(());
        }
        match node {
            Some(node) => self.read(scan, node),
            None => scan.skip(),
        }
    }

    /// Reads an object whose members may be in any case.
    #[cold]
    fn read_in_any_case(
        &mut self,
        scan: &mut Scanner<'_>,
        members: &[(&str, Node<'_>)],
    ) -> Option<()> {
        scan.object(|scan, key| {
            let name = key.text();
            let is_same = |known: &&(&str, Node<'_>)| known.0.eq_ignore_ascii_case(&name);
            let exact = members.iter().find(|(known, _)| **known == *name);
            match exact.or_else(|| members.iter().find(is_same)) {
                Some((_, member)) => self.read(scan, member),
                None => scan.skip(),
            }
        })
    }

    /// Reads the items of a list. Each that has no position is read from the first item of the body that has all that it
    /// requires, otherwise from the first that has its constants.
    #[inline(never)]
    fn read_list(&mut self, scan: &mut Scanner<'_>, items: &[Item<'_>]) -> Option<()> {
        let mut search = Search::new(items);
        let mut again = *scan;
        let read = scan.list(|scan, place| self.read_item(scan, place, items, &mut search));
        search.open &= search.partial;
        if search.open != 0 {
            search.complete = false;
            // It ends as soon as each item is found.
            let _ = again.list(|scan, place| self.read_item(scan, place, items, &mut search));
        }
        read
    }

    /// Reads the item of the body at `place` as each item that may be there.
    fn read_item(
        &mut self,
        scan: &mut Scanner<'_>,
        place: usize,
        items: &[Item<'_>],
        search: &mut Search,
    ) -> Option<()> {
        let start = *scan;
        let (mut looked_at, mut end) = (false, None);
        for (index, item) in (0..).zip(items) {
            let bit = 1u32.checked_shl(index).unwrap_or_default();
            let is_here = match item.position {
                Some(position) => search.complete && usize::from(position) == place,
                None => search.open & bit != 0,
            };
            if is_here {
                let mut at = start;
                looked_at = true;
                if self.read(&mut at, &item.node).is_some() {
                    end = Some(at);
                } else {
                    scan.note_escapes(at);
                }
                if item.position.is_none() {
                    self.choose_item(item, bit, search);
                }
            }
        }
        match end {
            Some(end) => scan.go_to(end),
            None if looked_at || !search.complete && search.open == 0 => return None,
            None => scan.skip()?,
        }
        Some(())
    }

    /// Decides whether the search for `item` ends with the item of the body that was just read.
    fn choose_item(&mut self, item: &Item<'_>, bit: u32, search: &mut Search) {
        let may_be = self.have_constants(item.constants) && !self.is_no_error(item.reads);
        if may_be && (!search.complete || self.have_required(item.reads)) {
            search.open &= !bit;
            return;
        }
        if may_be {
            search.partial |= bit;
        }
        let (first, count) = (usize::from(item.leaves.0), usize::from(item.leaves.1));
        if let Some(leaves) = self.spans.get_mut(first..first + count) {
            leaves.fill(Span::default());
        }
    }

    /// Returns `true` if these leaves have a status or a code that reports no error.
    pub(crate) fn is_no_error(&self, reads: &[Reads<'_>]) -> bool {
        let is_success = |read: &Reads<'_>, text: &str| match (read.field, self.catalog.rules) {
            (Field::STATUS, _) => {
                let is_documented = |status: u16| {
                    let mut groups = self.catalog.errors.groups.iter();
                    groups.any(|group| group.statuses.contains(&status))
                };
                text::status(text)
                    .is_some_and(|status| (100..400).contains(&status) && !is_documented(status))
            }
            (Field::CODE, Some(rules)) => rules::is_success(rules, text),
            _ => false,
        };
        reads.iter().any(|read| {
            let raw = self
                .raw(read.leaf)
                .and_then(|raw| core::str::from_utf8(raw).ok());
            raw.and_then(plain)
                .is_some_and(|text| is_success(read, text))
        })
    }

    fn keep(&mut self, leaf: u8, span: Span) {
        let is_value = match span.first(self.body) {
            Some(b'"' | b'{' | b'[') => true,
            Some(_) => self.is_scalar(span),
            None => false,
        };
        if let (true, Some(slot)) = (is_value, self.spans.get_mut(usize::from(leaf))) {
            *slot = span;
        }
    }

    #[inline(never)]
    fn is_scalar(&self, span: Span) -> bool {
        let raw = span.range().and_then(|range| self.body.get(range));
        raw.is_some_and(is_value)
    }

    pub(crate) fn get(&self, leaf: u8) -> Span {
        self.spans
            .get(usize::from(leaf))
            .copied()
            .unwrap_or_default()
    }

    fn raw(&self, leaf: u8) -> Option<&[u8]> {
        self.body.get(self.get(leaf).range()?)
    }

    /// Returns `true` if the leaf has a value that can be read as this type.
    pub(crate) fn fits(&self, leaf: u8, ty: Type<'_>) -> bool {
        match (self.get(leaf).first(self.body), ty) {
            (None | Some(b'n'), _) => false,
            (Some(_), Type::Any) => true,
            (Some(first), Type::String | Type::Integer | Type::Number | Type::Delay(_)) => {
                !matches!(first, b'{' | b'[')
            }
            (Some(first), Type::ViolationList { .. }) => first == b'[',
            (Some(first), Type::ViolationMap { .. } | Type::ViolationTree { .. }) => first == b'{',
        }
    }
}

/// The search for the items of one list. Each bit stands for an item.
struct Search {
    /// The items that are not found yet.
    open: u32,
    /// The items of which the body has the constants.
    partial: u32,
    /// Whether all that an item requires must be there.
    complete: bool,
}

impl Search {
    fn new(items: &[Item<'_>]) -> Search {
        let mut search = Search {
            open: 0,
            partial: 0,
            complete: true,
        };
        for (index, item) in (0..).zip(items) {
            if item.position.is_none() {
                search.open |= 1u32.checked_shl(index).unwrap_or_default();
            }
        }
        search
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
