//! Finds HTML and JSX tags in text, with their offsets.

/// Longer texts are not tags. The limit bounds the time that a stray `<` can cost.
const LONGEST: usize = 1024;

/// One tag, from `<` to `>`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    pub(crate) closes: bool,
    pub(crate) empty: bool,
    /// Offset just behind the `>`.
    pub(crate) end: usize,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Returns the tag at `start`, where the source has a `<`.
    pub(crate) fn at(source: &'a str, start: usize) -> Option<Self> {
        let bytes = source.as_bytes();
        if bytes.get(start) != Some(&b'<') {
            return None;
        }
        let closes = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closes);
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
        let length = bytes
            .get(name_start..)?
            .iter()
            .take(64)
            .take_while(|b| is_name(b))
            .count();
        let name = source.get(name_start..name_start + length)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let inside = name_start + length;
        let close = end_of_attributes(&bytes[inside..bytes.len().min(inside + LONGEST)])? + inside;
        let attributes = source.get(inside..close)?;
        let empty = attributes.trim_end().ends_with('/');
        Some(Tag {
            name,
            closes,
            empty,
            end: close + 1,
            attributes,
        })
    }

    /// Returns the value of an attribute, quotes and braces off.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        attribute(self.attributes, wanted)
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Returns `true` if it is written as components are: `FaqItem`, `Tabs.Item`.
    pub(crate) fn is_component(&self) -> bool {
        self.name.starts_with(|c: char| c.is_ascii_uppercase())
            && self.name.contains(|c: char| c.is_ascii_lowercase())
    }
}

/// Returns the value of an attribute in `name="value" other={…}`.
pub(crate) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let (mut rest, mut fresh) = (attributes, true);
    loop {
        if fresh
            && rest
                .get(..wanted.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(wanted))
        {
            let value = rest[wanted.len()..].trim_start();
            if let Some(value) = value.strip_prefix('=') {
                return Some(unquoted(value.trim_start()));
            }
        }
        let next = rest.chars().next()?;
        fresh = next.is_whitespace() || matches!(next, '{' | '[' | '(');
        let skip = if matches!(next, '"' | '\'') {
            rest[1..].find(next)? + 2
        } else {
            next.len_utf8()
        };
        rest = rest.get(skip..)?;
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.strip_prefix('{').map_or(value, str::trim_start);
    match value.chars().next() {
        Some(quote @ ('"' | '\'' | '`')) => value[1..].split(quote).next().unwrap_or(""),
        _ => value
            .split(|c: char| c.is_whitespace() || matches!(c, '}' | ']' | ')'))
            .next()
            .unwrap_or(""),
    }
}

/// Returns the offset of the `>` that ends a tag; quotes and braces may hold further ones.
fn end_of_attributes(bytes: &[u8]) -> Option<usize> {
    if !bytes
        .first()
        .is_some_and(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
    {
        return None;
    }
    let (mut quote, mut braces) = (None, 0_usize);
    for (i, &b) in bytes.iter().enumerate() {
        match (quote, b) {
            (Some(q), _) if q == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b'{') => braces += 1,
            (None, b'}') => braces = braces.saturating_sub(1),
            (None, b'>') if braces == 0 => return Some(i),
            (None, b'<') if braces == 0 => return None,
            _ => {}
        }
    }
    None
}
