//! Looks up header values, and selects those that are kept.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::engine::delay;
use crate::engine::text;
use crate::tables::catalog::Catalog;
use crate::tables::envelope::Field;
use crate::tables::form::Form;
use crate::tables::source::{FieldPlace, FieldSource, HeaderPart};

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

/// A field from a header, with the header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Kept<'t> {
    pub(crate) field: Field,
    pub(crate) name: &'t str,
    /// The place of the source, because several sources of a field may read parts of one header.
    place: FieldPlace<'t>,
    /// The value of the header.
    pub(crate) value: Box<str>,
    /// The value of the field, if it is not all of the header's.
    part: Option<Box<str>>,
    /// Whether the body's own value comes first.
    pub(crate) after_body: bool,
}

/// The maximum number of bytes of header values that are kept. IDs and delays are short.
const KEPT: usize = 2048;

/// The header of a delay, in every API (RFC 9110, section 10.2.3).
pub(crate) const RETRY_AFTER: FieldSource<'static> =
    FieldSource::header(Field::RETRY_AFTER, RETRY_AFTER_NAME);
/// Its name.
pub(crate) const RETRY_AFTER_NAME: &str = "Retry-After";

/// The sources that a catalog names, then the usual one of a delay if the catalog does not name it.
pub(crate) struct Sources<'t> {
    named: core::slice::Iter<'t, FieldSource<'t>>,
    usual: Option<&'t FieldSource<'t>>,
}

impl<'t> Sources<'t> {
    pub(crate) fn of(catalog: &Catalog<'t>) -> Sources<'t> {
        Sources {
            named: catalog.sources.iter(),
            usual: Some(&RETRY_AFTER),
        }
    }
}

impl<'t> Iterator for Sources<'t> {
    type Item = &'t FieldSource<'t>;

    #[inline]
    fn next(&mut self) -> Option<&'t FieldSource<'t>> {
        let Some(source) = self.named.next() else {
            return self.usual.take();
        };
        if source.field == Field::RETRY_AFTER && is_usual(source) {
            self.usual = None;
        }
        Some(source)
    }
}

fn is_usual(source: &FieldSource<'_>) -> bool {
    let name = source.header_name().unwrap_or_default();
    // Catalogs usually write the name in this case, which is compared faster.
    name == RETRY_AFTER_NAME || name.eq_ignore_ascii_case(RETRY_AFTER_NAME)
}

/// Returns `true` if the catalog names a header for the field.
#[inline]
pub(crate) fn names(catalog: &Catalog<'_>, field: Field) -> bool {
    let mut sources = catalog.sources.iter();
    sources.any(|source| source.field == field && source.header_name().is_some())
}

impl<'t> Kept<'t> {
    /// Returns the fields that headers state, with these headers, up to the maximum size.
    pub(crate) fn of(catalog: &Catalog<'t>, headers: &dyn Headers) -> Vec<Kept<'t>> {
        let mut kept = Vec::new();
        let mut room = KEPT;
        for source in Sources::of(catalog) {
            let Some(name) = source.header_name() else {
                continue;
            };
            let Some(value) = headers.header(name).filter(|value| value.len() <= room) else {
                continue;
            };
            if let Some(part) = read(source, value) {
                room -= value.len();
                kept.push(Kept {
                    field: source.field,
                    name,
                    place: source.place,
                    value: value.into(),
                    part,
                    after_body: comes_after_body(catalog, source),
                });
            }
        }
        kept
    }

    /// Returns `true` if the field is from this source.
    pub(crate) fn is_of(&self, source: &FieldSource<'_>) -> bool {
        self.field == source.field && self.place == source.place
    }

    /// Returns the value of the field.
    pub(crate) fn text(&self) -> &str {
        self.part.as_ref().unwrap_or(&self.value)
    }
}

/// Returns `true` if the place in the body comes before this source of the same field.
fn comes_after_body(catalog: &Catalog<'_>, source: &FieldSource<'_>) -> bool {
    let before = catalog.sources.iter();
    before
        .take_while(|other| !core::ptr::eq(*other, source))
        .any(|other| other.field == source.field && other.place == FieldPlace::Body)
}

/// Returns the value of the field in a header's value: `None` inside if it is all of it. A value without the field is `None`.
#[allow(clippy::option_option, reason = "the usual value is not copied")]
fn read(source: &FieldSource<'_>, value: &str) -> Option<Option<Box<str>>> {
    let FieldPlace::Header { part, .. } = source.place else {
        return None;
    };
    let part = match part {
        HeaderPart::Whole if source.form != Form::Percent => return Some(None),
        HeaderPart::Whole => Cow::Borrowed(value),
        HeaderPart::Param(name) => param(value, name)?,
        HeaderPart::Between(before, after) => Cow::Borrowed(text::between(value, before, after)?),
    };
    Some(Some(match source.form {
        Form::Percent => text::percent_decoded(&part),
        _ => part.trim().into(),
    }))
}

/// Returns the value of a header that states this text in a field, in the form and the part that the source has; `None` if a
/// server cannot write it.
#[inline]
pub(crate) fn written(source: &FieldSource<'_>, text: &str) -> Option<String> {
    let FieldPlace::Header { part, .. } = source.place else {
        return None;
    };
    let text = match source.form {
        Form::Percent => text::percent_encoded(text),
        form if source.field == Field::RETRY_AFTER => delay::written(form, delay::seconds(text)?)?,
        _ => String::from(text),
    };
    Some(match part {
        HeaderPart::Whole => text,
        HeaderPart::Param(name) => [name, "=\"", &text.replace(['"', '\\'], "'"), "\""].concat(),
        HeaderPart::Between(before, after) => [before, &text, after].concat(),
    })
}

/// Returns the parts of a message that stand between two texts, the first of which may be in any case. If nothing has to
/// follow, a part ends before white space, a comma, a semicolon or a bracket, and without a final dot. Without a text before it,
/// the part is at the start of the message.
pub(crate) fn found_in_message<'m>(
    message: &'m str,
    before: &'m str,
    after: &'m str,
) -> impl Iterator<Item = &'m str> {
    let width = before.len();
    let starts = (0..message.len()).filter(move |at| {
        let start = message.get(*at..at.saturating_add(width));
        start.is_some_and(|start| start.eq_ignore_ascii_case(before))
    });
    // A message that repeats the first text must not take quadratic time.
    let starts = starts.take(if width == 0 { 1 } else { 16 });
    starts.filter_map(move |at| {
        let rest = message.get(at.checked_add(width)?..)?;
        match after {
            "" => {
                let is_end = |next: char| next.is_whitespace() || ",;)]}\"'".contains(next);
                let part = rest.get(..rest.find(is_end).unwrap_or(rest.len()))?;
                Some(part.trim_end_matches('.'))
            }
            after => rest.get(..rest.find(after)?),
        }
    })
}

/// Returns the value of a parameter, `name=value` or `name="value"`, in a list of parameters (RFC 9110, section 5.6.6) or of
/// challenges (section 11.6.1).
fn param<'v>(value: &'v str, name: &str) -> Option<Cow<'v, str>> {
    let mut rest = value;
    loop {
        let end = rest.find(['=', '"'])?;
        let (before, after) = rest.split_at_checked(end)?;
        let is_quote = after.starts_with('"');
        let known = before.trim_end().rsplit([' ', '\t', ',', ';']).next();
        let is_found = !is_quote && known.is_some_and(|known| known.eq_ignore_ascii_case(name));
        let after = after.get(1..)?.trim_start();
        let quoted = if is_quote {
            Some(after)
        } else {
            after.strip_prefix('"')
        };
        let (found, next) = match quoted {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let end = after
                    .find([',', ';', ' ', '\t', '"'])
                    .unwrap_or(after.len());
                let (found, next) = after.split_at_checked(end)?;
                (Cow::Borrowed(found), next)
            }
        };
        if is_found {
            return Some(found);
        }
        rest = next;
    }
}

/// Reads a quoted string behind its first quote, and returns it with the text after it.
fn unquoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut read = String::new();
    let mut rest = text;
    loop {
        let end = rest.find(['"', '\\'])?;
        let (plain, after) = rest.split_at_checked(end)?;
        let mut after = after.chars();
        if after.next() == Some('"') {
            let next = after.as_str();
            return Some(if read.is_empty() {
                (Cow::Borrowed(plain), next)
            } else {
                read.push_str(plain);
                (Cow::Owned(read), next)
            });
        }
        read.push_str(plain);
        read.push(after.next()?);
        rest = after.as_str();
    }
}

/// Returns `true` if a header can have this value. A line break would start another header (RFC 9110, section 5.5).
#[inline]
pub(crate) fn can_hold(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte == b'\t' || byte >= b' ' && byte != 0x7f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_found_in_lists_and_challenges() {
        let challenge = r#"Basic realm="error=\"no\", x", Bearer realm=files,error="invalid_token", ERROR_DESCRIPTION = "a \"b\"""#;
        let found = |name| param(challenge, name).map(Cow::into_owned);
        assert_eq!(found("error").as_deref(), Some("invalid_token"));
        assert_eq!(found("error_description").as_deref(), Some("a \"b\""));
        assert_eq!(found("scope"), None);
        assert_eq!(param(r#""default";r=0;t=30"#, "t").as_deref(), Some("30"));
        for broken in [
            "",
            "t",
            "t=\"",
            "=",
            "\"",
            "t=\"\\",
            "\u{fc}=\"",
            "a=\"b\"c\"t=1",
        ] {
            assert!(
                param(broken, "t").is_none_or(|value| value.is_empty()),
                "{broken}"
            );
        }
    }
}
