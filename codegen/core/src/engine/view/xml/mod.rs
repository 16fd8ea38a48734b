//! Bodies in XML. Elements are members by their local names, and texts are strings. `@name` is an attribute, `@xmlns` the
//! namespace of the element, and `#text` the text of an element that has attributes.
//!
//! The view has only what the tree of the catalog reads.

mod tags;

use alloc::boxed::Box;

use memchr::memchr;

use self::tags::{Element, Tag, TagReader};
use crate::engine::view::out::Out;
use crate::tables::catalog::Catalog;
use crate::tables::envelope::{Node, Type};

/// The number of levels of a value that is written as a whole.
const MAX_LEVELS: usize = 32;

/// Returns the view of a body whose outermost element is a member of a shape.
pub(super) fn view(catalog: &Catalog<'_>, body: &[u8], most: usize) -> Option<Box<str>> {
    let xml = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let root = TagReader::new(xml.trim_ascii_start()).root()?;
    let mut members = catalog.reader.members.iter();
    let (name, node) = members.find(|(known, _)| known.as_bytes() == root.tag.name())?;
    Some(Out::written(most, |out| {
        let mut writer = ElementWriter { catalog, out };
        writer.out.json("{");
        writer.name(&mut true, "", name.as_bytes());
        writer.value(&root, node, None);
        writer.out.json("}");
    }))
}

/// The element that is written, and those around it, which declare namespaces.
#[derive(Clone, Copy)]
struct Scope<'s, 'x> {
    tag: Tag<'x>,
    outer: Option<&'s Scope<'s, 'x>>,
}

impl<'x> Scope<'_, 'x> {
    /// Returns the namespace of the element.
    fn namespace(&self) -> Option<&'x [u8]> {
        let prefix = self.tag.prefix();
        let mut scope = Some(self);
        while let Some(here) = scope {
            if let Some(found) = here.tag.namespace(prefix) {
                return Some(found);
            }
            scope = here.outer;
        }
        None
    }
}

/// Writes elements as JSON.
struct ElementWriter<'w> {
    catalog: &'w Catalog<'w>,
    out: &'w mut Out,
}

impl ElementWriter<'_> {
    /// Writes what `node` reads of an element.
    fn value(&mut self, element: &Element<'_>, node: &Node<'_>, outer: Option<&Scope<'_, '_>>) {
        let has_parts = || {
            let mut names = node.members.iter().map(|(name, _)| name);
            names.any(|name| name.starts_with(['@', '#'])) || element.children().next().is_some()
        };
        if node.whole || node.members.is_empty() {
            self.whole(element, MAX_LEVELS);
        } else if !element.is_complete || has_parts() {
            self.object(element, node, outer);
        } else {
            self.text(element);
        }
    }

    /// Writes the members of `node` that an element has.
    fn object(&mut self, element: &Element<'_>, node: &Node<'_>, outer: Option<&Scope<'_, '_>>) {
        let tag = element.tag;
        let scope = Scope { tag, outer };
        let mut first = true;
        self.out.json("{");
        for (name, member) in node.members {
            let attribute = match name.strip_prefix('@') {
                Some("xmlns") => scope.namespace(),
                Some(name) => {
                    let mut attributes = tag.attributes();
                    let found = attributes.find(|(known, _)| *known == name.as_bytes());
                    found.map(|(_, value)| value)
                }
                None if *name == "#text" => {
                    if element.is_complete {
                        self.name(&mut first, "", name.as_bytes());
                        self.text(element);
                    }
                    continue;
                }
                None => {
                    self.child(element, (name, member), &scope, &mut first);
                    continue;
                }
            };
            if let Some(value) = attribute {
                self.name(&mut first, "", name.as_bytes());
                self.string(value);
            }
        }
        self.out.json("}");
    }

    /// Writes the elements with a name as one member: the first one, or a list of all if the catalog reads a list.
    fn child(
        &mut self,
        element: &Element<'_>,
        (name, node): (&str, &Node<'_>),
        scope: &Scope<'_, '_>,
        first: &mut bool,
    ) {
        let is_list = self.is_list(node);
        let may_be_cut = !is_list && !node.whole && !node.members.is_empty();
        let mut found = element.children().filter(|child| {
            child.tag.name() == name.as_bytes() && (child.is_complete || may_be_cut)
        });
        let Some(child) = found.next() else { return };
        self.name(first, "", name.as_bytes());
        if !is_list {
            return self.value(&child, node, Some(scope));
        }
        self.out.json("[");
        self.whole(&child, MAX_LEVELS);
        for child in found {
            self.out.json(",");
            self.whole(&child, MAX_LEVELS);
        }
        self.out.json("]");
    }

    /// Returns `true` if a shape reads a list here.
    fn is_list(&self, node: &Node<'_>) -> bool {
        let mut reads = self.catalog.shapes.iter().flat_map(|shape| shape.reads);
        let is_list = |ty: Type<'_>| matches!(ty, Type::ViolationList { .. });
        !node.items.is_empty() || reads.any(|read| Some(read.leaf) == node.leaf && is_list(read.ty))
    }

    /// Writes everything inside an element. Elements with the same name that follow each other become a list.
    fn whole(&mut self, element: &Element<'_>, levels: usize) {
        let mut children = element
            .children()
            .filter(|child| child.is_complete)
            .peekable();
        let Some(levels) = levels.checked_sub(1).filter(|_| children.peek().is_some()) else {
            return self.text(element);
        };
        let mut first = true;
        self.out.json("{");
        for (name, value) in element.tag.attributes() {
            self.name(&mut first, "@", name);
            self.string(value);
        }
        let (mut last, mut in_list) = (None, false);
        for child in children {
            let name = child.tag.name();
            match last {
                Some((known, start)) if known == name => {
                    if !in_list {
                        self.out.open_list(start);
                    }
                    in_list = true;
                    self.out.json(",");
                }
                _ => {
                    self.out.json(if in_list { "]" } else { "" });
                    in_list = false;
                    self.name(&mut first, "", name);
                    last = Some((name, self.out.length()));
                }
            }
            self.whole(&child, levels);
        }
        self.out.json(if in_list { "]}" } else { "}" });
    }

    fn name(&mut self, first: &mut bool, prefix: &str, name: &[u8]) {
        self.out.json(if *first { "\"" } else { ",\"" });
        *first = false;
        self.out.json(prefix);
        self.lossy(name);
        self.out.json("\":");
    }

    /// Writes the text of an element. White space around a single text does not count.
    fn text(&mut self, element: &Element<'_>) {
        let is_blank = |text: &[u8]| text.trim_ascii().is_empty();
        let texts = || {
            element
                .texts()
                .filter(|(text, is_literal)| *is_literal || !is_blank(text))
        };
        let is_single = texts().nth(1).is_none();
        self.out.json("\"");
        for (text, is_literal) in texts() {
            match is_literal {
                true => self.lossy(text),
                false if is_single => self.decoded(text.trim_ascii()),
                false => self.decoded(text),
            }
        }
        self.out.json("\"");
    }

    fn string(&mut self, text: &[u8]) {
        self.out.json("\"");
        self.decoded(text);
        self.out.json("\"");
    }

    /// Writes a text with its entities decoded. Unknown entities are kept.
    fn decoded(&mut self, text: &[u8]) {
        let mut rest = text;
        while let Some(at) = memchr(b'&', rest) {
            let (before, entity) = rest.split_at(at);
            self.lossy(before);
            let (char, length) = entity_at(entity).unwrap_or(('&', 1));
            self.out.char(char);
            rest = entity.get(length..).unwrap_or_default();
        }
        self.lossy(rest);
    }

    /// Writes a part of a string. Bytes that are not UTF-8 are replaced.
    fn lossy(&mut self, text: &[u8]) {
        for chunk in text.utf8_chunks() {
            self.out.string_part(chunk.valid());
            if !chunk.invalid().is_empty() {
                self.out.char('?');
            }
        }
    }
}

/// The maximum length of an entity.
const ENTITY: usize = 12;

/// Decodes the entity at the start of a text, and returns its length.
fn entity_at(text: &[u8]) -> Option<(char, usize)> {
    let end = memchr(b';', text.get(..ENTITY).unwrap_or(text))?;
    let name = core::str::from_utf8(text.get(1..end)?).ok()?;
    let char = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((char, end + 1))
}
