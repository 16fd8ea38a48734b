//! A reader of XML that builds nothing and accepts whatever it can. It does not expand entities that a document declares.

use memchr::{memchr, memmem};

/// A position in a document.
#[derive(Clone, Copy)]
pub(super) struct TagReader<'x> {
    xml: &'x [u8],
    at: usize,
}

/// The start of an element.
#[derive(Clone, Copy)]
pub(super) struct Tag<'x> {
    name: &'x [u8],
    attributes: &'x [u8],
    is_empty: bool,
}

/// An element in which the reader is.
#[derive(Clone, Copy)]
pub(super) struct Element<'x> {
    pub(super) tag: Tag<'x>,
    /// The position after its start.
    inside: TagReader<'x>,
    /// Whether the document has its end.
    pub(super) is_complete: bool,
}

enum XmlToken<'x> {
    Open(Tag<'x>),
    Close,
    /// A text, and whether it is literal.
    Text(&'x [u8], bool),
}

impl<'x> TagReader<'x> {
    pub(super) fn new(xml: &'x [u8]) -> TagReader<'x> {
        TagReader { xml, at: 0 }
    }

    /// Returns the outermost element.
    pub(super) fn root(mut self) -> Option<Element<'x>> {
        loop {
            match self.token()? {
                XmlToken::Open(tag) => return Some(self.element(tag)),
                XmlToken::Text(text, _) if text.trim_ascii().is_empty() => {}
                XmlToken::Text(..) | XmlToken::Close => return None,
            }
        }
    }

    /// Returns the element that starts here, and goes to its end.
    fn element(&mut self, tag: Tag<'x>) -> Element<'x> {
        let inside = *self;
        Element {
            tag,
            inside,
            is_complete: tag.is_empty || self.skip().is_some(),
        }
    }

    /// Goes to the end of the element in which the reader is.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 1usize;
        while depth > 0 {
            match self.token()? {
                XmlToken::Open(tag) => depth += usize::from(!tag.is_empty),
                XmlToken::Close => depth -= 1,
                XmlToken::Text(..) => {}
            }
        }
        Some(())
    }

    /// Returns the next tag or text. At the end, and for a tag or text that has no end, there is none.
    fn token(&mut self) -> Option<XmlToken<'x>> {
        loop {
            let rest = self.xml.get(self.at..)?;
            if *rest.first()? != b'<' {
                let end = memchr(b'<', rest)?;
                self.at += end;
                return rest.get(..end).map(|text| XmlToken::Text(text, false));
            }
            if let Some(text) = rest.strip_prefix(b"<![CDATA[") {
                let end = memmem::find(text, b"]]>")?;
                self.at += end + 12;
                return text.get(..end).map(|text| XmlToken::Text(text, true));
            }
            match rest {
                [b'<', b'!', b'-', b'-', comment @ ..] => {
                    self.at += memmem::find(comment, b"-->")? + 7;
                }
                [b'<', b'?', ..] => self.at += memmem::find(rest, b"?>")? + 2,
                [b'<', b'!', ..] => self.at += end_of_declaration(rest)?,
                [b'<', b'/', ..] => {
                    self.at += memchr(b'>', rest)? + 1;
                    return Some(XmlToken::Close);
                }
                _ => {
                    let end = end_of_tag(rest)?;
                    self.at += end + 1;
                    return tag(rest.get(1..end)?).map(XmlToken::Open);
                }
            }
        }
    }
}

/// Returns the position of the `>` of a tag, which may also be in the value of an attribute.
fn end_of_tag(text: &[u8]) -> Option<usize> {
    let mut quote = None;
    text.iter().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'>') => return true,
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        false
    })
}

/// Returns the length of `<!DOCTYPE …>`, which may declare entities between brackets.
fn end_of_declaration(text: &[u8]) -> Option<usize> {
    let mut brackets = 0usize;
    let end = text.iter().position(|byte| {
        match byte {
            b'[' => brackets += 1,
            b']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        *byte == b'>' && brackets == 0
    });
    end.map(|end| end + 1)
}

fn tag(text: &[u8]) -> Option<Tag<'_>> {
    let (text, is_empty) = match text {
        [text @ .., b'/'] => (text, true),
        _ => (text, false),
    };
    let end = text.iter().position(u8::is_ascii_whitespace);
    let (name, attributes) = text.split_at(end.unwrap_or(text.len()));
    (!name.is_empty()).then_some(Tag {
        name,
        attributes,
        is_empty,
    })
}

/// Returns the part after the prefix of a name.
fn local(name: &[u8]) -> &[u8] {
    let colon = memchr(b':', name);
    colon
        .and_then(|colon| name.get(colon + 1..))
        .unwrap_or(name)
}

impl<'x> Tag<'x> {
    /// Returns the name without its prefix.
    pub(super) fn name(&self) -> &'x [u8] {
        local(self.name)
    }

    /// Returns the prefix; empty if there is none.
    pub(super) fn prefix(&self) -> &'x [u8] {
        let colon = memchr(b':', self.name);
        colon
            .and_then(|colon| self.name.get(..colon))
            .unwrap_or_default()
    }

    /// Returns the attributes, without the declarations of namespaces: each local name, with the value.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'x [u8], &'x [u8])> + use<'x> {
        let all = attributes(self.attributes).filter(|(name, _)| !name.starts_with(b"xmlns"));
        all.map(|(name, value)| (local(name), value))
    }

    /// Returns the namespace that the tag declares for a prefix.
    pub(super) fn namespace(&self, prefix: &[u8]) -> Option<&'x [u8]> {
        let mut declared = attributes(self.attributes);
        let found = declared.find(|(name, _)| match name.strip_prefix(b"xmlns") {
            Some([b':', name @ ..]) => *name == *prefix,
            Some([]) => prefix.is_empty(),
            _ => false,
        });
        found.map(|(_, value)| value)
    }
}

fn attributes(text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let equals = memchr(b'=', rest)?;
        let name = rest.get(..equals)?.trim_ascii();
        let value = rest.get(equals + 1..)?.trim_ascii_start();
        let (quote, value) = value.split_first()?;
        let end = memchr(*quote, value).filter(|_| matches!(quote, b'"' | b'\''))?;
        rest = value.get(end + 1..)?;
        Some((name, value.get(..end)?))
    })
}

impl<'x> Element<'x> {
    /// Returns the elements directly inside.
    pub(super) fn children(&self) -> impl Iterator<Item = Element<'x>> + use<'x> {
        let mut reader = Some(self.inside).filter(|_| !self.tag.is_empty);
        core::iter::from_fn(move || {
            loop {
                match reader.as_mut()?.token() {
                    Some(XmlToken::Open(tag)) => {
                        let child = reader.as_mut()?.element(tag);
                        if !child.is_complete {
                            reader = None;
                        }
                        return Some(child);
                    }
                    Some(XmlToken::Text(..)) => {}
                    Some(XmlToken::Close) | None => reader = None,
                }
            }
        })
    }

    /// Returns the texts directly inside, and whether each is literal.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'x [u8], bool)> + use<'x> {
        let mut reader = Some(self.inside).filter(|_| !self.tag.is_empty);
        core::iter::from_fn(move || {
            loop {
                let reader_now = reader.as_mut()?;
                match reader_now.token() {
                    Some(XmlToken::Text(text, is_literal)) => return Some((text, is_literal)),
                    Some(XmlToken::Open(tag)) if tag.is_empty || reader_now.skip().is_some() => {}
                    _ => reader = None,
                }
            }
        })
    }
}
