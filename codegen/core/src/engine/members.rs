//! Reads the members of objects, and recognizes their names.

use alloc::boxed::Box;

use crate::engine::quote::near_quote;
use crate::engine::scan::Scanner;
use crate::engine::text;

/// The name of a member, with its escapes.
#[derive(Clone, Copy)]
pub(crate) struct Key<'b> {
    name: &'b [u8],
    escaped: bool,
}

impl Key<'_> {
    /// Returns the name without its escapes.
    pub(crate) fn text(self) -> Box<str> {
        text::unescaped(self.name)
    }

    #[inline]
    pub(crate) fn is(self, name: &str) -> bool {
        text::is_same_name(self.name, name.as_bytes())
            || (self.escaped && text::chars(self.name).eq(name.chars()))
    }
}

impl<'b> Scanner<'b> {
    /// Visits the members of an object. A missing or superfluous comma is accepted.
    pub(crate) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, Key<'b>) -> Option<()>,
    ) -> Option<()> {
        self.members(|scan| {
            let key = scan.key()?;
            scan.take(b':')?;
            member(scan, key)
        })
    }

    /// Visits the members of an object, each with what `known` has for its name.
    #[inline(always)]
    pub(crate) fn object_of<T>(
        &mut self,
        known: &[(&str, T)],
        mut member: impl FnMut(&mut Self, Option<&T>) -> Option<()>,
    ) -> Option<()> {
        self.members(|scan| {
            let found = match scan.known_key(known) {
                Some(found) => Some(found),
                None => scan.other_key(known)?,
            };
            scan.take(b':')?;
            member(scan, found)
        })
    }

    /// Lets `member` read each member of an object, whose quote comes next.
    #[inline(always)]
    fn members(&mut self, mut member: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        let mut next = self.peek()?;
        while next != b'}' {
            if next != b'"' {
                return None;
            }
            member(self)?;
            next = self.behind_comma()?;
        }
        self.at += 1;
        Some(())
    }

    /// Reads the name of a member if it is one of these, without an escape. This is faster than searching for the end of the
    /// name: the next position depends on the length of the known name, so the processor does not wait for a search.
    #[inline(always)]
    fn known_key<'k, T>(&mut self, known: &'k [(&str, T)]) -> Option<&'k T> {
        let text = self.body.get(self.at + 1..)?;
        let is_next = |(name, _): &&(&str, T)| {
            let (name, length) = (name.as_bytes(), name.len());
            text.get(length) == Some(&b'"')
                && text
                    .get(..length)
                    .is_some_and(|text| text::is_same_name(text, name))
        };
        let (name, found) = known.iter().find(is_next)?;
        self.at += name.len() + 2;
        Some(found)
    }

    /// Reads the name of a member that is none of these, unless it has escapes.
    #[inline(always)]
    #[allow(clippy::option_option, reason = "a name may be unknown")]
    fn other_key<'k, T>(&mut self, known: &'k [(&str, T)]) -> Option<Option<&'k T>> {
        let key = self.key()?;
        if !key.escaped {
            return Some(None);
        }
        let found = known.iter().find(|(name, _)| key.is(name));
        Some(found.map(|(_, found)| found))
    }

    /// Reads the name of a member, whose quote comes next.
    #[inline(always)]
    fn key(&mut self) -> Option<Key<'b>> {
        let text = self.body.get(self.at + 1..)?;
        let Some(end) = near_quote(text) else {
            return self.far_key();
        };
        self.at += end + 2;
        let name = text.get(..end)?;
        Some(Key {
            name,
            escaped: false,
        })
    }

    /// Reads the name of a member that is long or has escapes.
    #[cold]
    #[inline(never)]
    fn far_key(&mut self) -> Option<Key<'b>> {
        let before = core::mem::take(&mut self.escapes);
        let name = self.rest_of_string();
        let escaped = self.escapes;
        // This must be recorded before the scan may end here.
        self.escapes |= before;
        Some(Key {
            name: name?,
            escaped,
        })
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::*;

    /// Returns what is known for the name of each member, as far as the text can be read.
    fn found(json: &str, known: &[(&str, u8)]) -> Vec<Option<u8>> {
        let mut found = Vec::new();
        Scanner::new(json.as_bytes()).object_of(known, |scan, member| {
            found.push(member.copied());
            scan.skip()
        });
        found
    }

    #[test]
    fn a_member_is_known_by_its_whole_name() {
        let long = "n".repeat(200);
        let known = [
            ("code", 1),
            ("code_name", 2),
            ("", 3),
            (&long, 4),
            ("co", 5),
        ];
        let json = String::from(
            r#"{"code": 0, "code_name":0 , "" :0,"co":0, "cod":0, "code_":0, "Code":0, "c\u006fde":0,"code\"":0, "code\\":0,"#,
        );
        let json = format!("{json}\"{long}\":0, \"{long}n\": 0}}");
        let expected = [
            Some(1),
            Some(2),
            Some(3),
            Some(5),
            None,
            None,
            None,
            Some(1),
            None,
            None,
            Some(4),
            None,
        ];
        assert_eq!(found(&json, &known), expected);
        assert_eq!(found(&json, &[]), [None; 12]);
        for end in 0..json.len() {
            let part = found(&json[..end], &known);
            assert_eq!(part, expected[..part.len()], "{}", &json[..end]);
        }
    }
}
