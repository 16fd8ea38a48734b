//! A body → the fields its envelope holds, in one pass over a static tree.
//!
//! Values are kept as places in the body. What cannot be read costs that value alone: other shapes, other types,
//! a body that is cut short or no JSON at all leave the fields seen so far.

use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::envelope::{MAX_FIELDS, MAX_LEAVES, Node, Shape, Type};
use crate::table::Catalog;

/// Where a JSON value stands in the body; an empty span is no value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) fn get(self, body: &str) -> Option<&str> {
        if self.start == self.end {
            return None;
        }
        body.get(self.start as usize..self.end as usize)
    }
}

/// What one pass over a body found.
pub(crate) struct Found {
    pub(crate) fields: [Span; MAX_FIELDS],
    /// The shape that the body has, or the nearest one with a field in it.
    pub(crate) shape: Option<u8>,
    /// Whether the body has all that the shape asks for.
    pub(crate) exact: bool,
    /// Whether the body begins as a JSON value at all.
    pub(crate) json: bool,
}

/// Reads `body` by the catalog's tree. `websocket` shapes are preferred where the body came as such a message.
pub(crate) fn decode(catalog: &'static Catalog, body: &str, websocket: bool) -> Found {
    let mut leaves = Leaves { body, spans: [Span::default(); MAX_LEAVES], other_form: false };
    // A body of 4 GiB or more is kept and not read: places in it would not fit.
    let mut json = false;
    if u32::try_from(body.len()).is_ok() {
        let text = body.trim_start_matches('\u{feff}');
        json = leaves.read(text, &catalog.reader, false);
        if leaves.other_form {
            leaves.spans = [Span::default(); MAX_LEAVES];
            json = leaves.read(text, &catalog.reader, true);
        }
    }
    let mut found = Found { fields: [Span::default(); MAX_FIELDS], shape: None, exact: false, json };
    if let Some((at, shape, exact)) = choose(catalog, &leaves, websocket) {
        found.shape = Some(at);
        found.exact = exact;
        for read in shape.reads {
            let (span, field) = (leaves.get(read.leaf), usize::from(read.field.0));
            if let (true, Some(slot)) = (leaves.fits(read.leaf, read.ty), found.fields.get_mut(field)) {
                *slot = span;
            }
        }
    }
    found
}

/// The first shape that the body has; else the one that finds most in it.
fn choose(catalog: &'static Catalog, leaves: &Leaves<'_>, websocket: bool) -> Option<(u8, &'static Shape, bool)> {
    let numbered = || (0u8..).zip(catalog.shapes);
    let exact = |shape: &Shape| {
        shape.reads.iter().all(|read| !read.required || leaves.fits(read.leaf, read.ty))
            && shape.constants.iter().all(|(leaf, text)| leaves.get(*leaf).get(leaves.body) == Some(text))
    };
    let same = numbered().find(|(_, shape)| shape.websocket == websocket && exact(shape));
    if let Some((at, shape)) = same.or_else(|| numbered().find(|(_, shape)| exact(shape))) {
        return Some((at, shape, true));
    }
    let count = |shape: &Shape| shape.reads.iter().filter(|read| leaves.fits(read.leaf, read.ty)).count();
    let (at, shape) = numbered().max_by_key(|(at, shape)| (count(shape), core::cmp::Reverse(*at)))?;
    (count(shape) > 0).then_some((at, shape, false))
}

/// The leaves of the tree, as found.
struct Leaves<'b> {
    body: &'b str,
    spans: [Span; MAX_LEAVES],
    /// Whether something other than an object stood where the tree looks into one and keeps other forms too.
    other_form: bool,
}

impl<'b> Leaves<'b> {
    /// Reads one JSON text; says whether it is JSON as far as it goes.
    ///
    /// `other_forms`: keep the value of a node that may be an object or not, and look into it afterwards. The first
    /// pass goes without, since objects are what nearly all answers have there.
    fn read(&mut self, text: &'b str, node: &'static Node, other_forms: bool) -> bool {
        let mut json = serde_json::Deserializer::from_str(text);
        let read = At { node, leaves: self, other_forms }.deserialize(&mut json).and_then(|()| json.end());
        read.is_ok_and(|()| true) || matches!(text.trim_start().as_bytes().first(), Some(b'{' | b'['))
    }

    fn keep(&mut self, leaf: u8, raw: &'b str) {
        let start = (raw.as_ptr() as usize).wrapping_sub(self.body.as_ptr() as usize);
        let span = |at: usize| u32::try_from(at).ok();
        if let (Some(slot), Some(start), Some(end)) =
            (self.spans.get_mut(usize::from(leaf)), span(start), span(start.wrapping_add(raw.len())))
        {
            *slot = Span { start, end };
        }
    }

    fn get(&self, leaf: u8) -> Span {
        self.spans.get(usize::from(leaf)).copied().unwrap_or_default()
    }

    /// Whether the leaf holds a value, and one of the form that this type can be read from.
    fn fits(&self, leaf: u8, ty: Type) -> bool {
        let first = self.get(leaf).get(self.body).and_then(|raw| raw.bytes().next());
        match (first, ty) {
            (None | Some(b'n'), _) => false,
            (Some(_), Type::Any) => true,
            (Some(first), Type::Text | Type::Integer | Type::Number) => !matches!(first, b'{' | b'['),
            (Some(first), Type::ViolationList { .. }) => first == b'[',
            (Some(first), Type::ViolationMap) => first == b'{',
        }
    }
}

/// One node of the tree, about to read the value that stands there.
struct At<'l, 'b> {
    node: &'static Node,
    leaves: &'l mut Leaves<'b>,
    other_forms: bool,
}

impl<'b> DeserializeSeed<'b> for At<'_, 'b> {
    type Value = ();

    fn deserialize<D: Deserializer<'b>>(self, json: D) -> Result<(), D::Error> {
        let Node { members, first, leaf, whole } = *self.node;
        let looks_inside = !members.is_empty() || first.is_some();
        if leaf.is_none() || (looks_inside && !whole && !self.other_forms) {
            return json.deserialize_any(self);
        }
        let raw: &'b RawValue = serde::Deserialize::deserialize(json)?;
        let raw = raw.get();
        let inside = match raw.as_bytes().first() {
            Some(b'{') => !members.is_empty(),
            Some(b'[') => first.is_some(),
            _ => false,
        };
        if let (Some(leaf), true) = (leaf, whole || !inside) {
            self.leaves.keep(leaf, raw);
        }
        if inside {
            // It was scanned once, so it is JSON; and the tree ends before any nesting can hurt.
            let _ = serde_json::Deserializer::from_str(raw).deserialize_any(self);
        }
        Ok(())
    }
}

impl<'b> Visitor<'b> for At<'_, 'b> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'b>>(self, mut map: A) -> Result<(), A::Error> {
        if self.node.members.is_empty() {
            self.leaves.other_form = true;
        }
        while let Some(child) = map.next_key_seed(Name(self.node.members))? {
            match child {
                Some(node) => {
                    map.next_value_seed(At { node, leaves: self.leaves, other_forms: self.other_forms })?;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'b>>(self, mut seq: A) -> Result<(), A::Error> {
        match self.node.first {
            Some(first) => {
                seq.next_element_seed(At { node: first, leaves: self.leaves, other_forms: self.other_forms })?;
            }
            None => self.leaves.other_form = true,
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.leaves.other_form = true;
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.leaves.other_form = true;
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.leaves.other_form = true;
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.leaves.other_form = true;
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.leaves.other_form = true;
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The name of a member → the node below it.
struct Name(&'static [(&'static str, Node)]);

impl<'b> DeserializeSeed<'b> for Name {
    type Value = Option<&'static Node>;

    fn deserialize<D: Deserializer<'b>>(self, name: D) -> Result<Self::Value, D::Error> {
        name.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<&'static Node>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().find(|(known, _)| *known == name).map(|(_, node)| node))
    }
}

/// The text of a JSON string or number: as it stands where nothing is escaped.
pub(crate) enum Text<'b> {
    Plain(&'b str),
    Escaped,
    None,
}

/// What a field's raw JSON says as text.
pub(crate) fn text_of(raw: &str) -> Text<'_> {
    match raw.as_bytes() {
        [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => raw.get(1..raw.len() - 1).map_or(Text::None, Text::Plain),
        [b'"', ..] => Text::Escaped,
        [b'-' | b'0'..=b'9', ..] | b"true" | b"false" => Text::Plain(raw),
        _ => Text::None,
    }
}
