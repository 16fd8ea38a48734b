//! Returns the fields of a response from all their sources: the body, headers, the message.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::engine::decode;
use crate::engine::delay;
use crate::engine::headers::{Headers, Sources, found_in_message};
use crate::engine::leaves::plain;
use crate::engine::resolution::{Resolution, Transport};
use crate::engine::response::ErrorResponse;
use crate::engine::scan::Span;
use crate::tables::envelope::{Field, Type};
use crate::tables::form::Form;
use crate::tables::source::{FieldPlace, FieldSource};

impl ErrorResponse<'_> {
    /// Returns a field as text: the value of a string, a number or a Boolean from the body,
    /// otherwise the header that the catalog names for the field. The message of a close frame is its reason.
    ///
    /// Each byte that is not UTF-8 is replaced with `?`.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&str> {
        let mut headers = self.headers.iter();
        match headers.find(|kept| kept.field == field) {
            None => self
                .body_value(field)
                .or_else(|| self.text_elsewhere(field)),
            Some(kept) if kept.after_body => self.body_value(field).or_else(|| Some(kept.text())),
            Some(kept) => Some(kept.text()),
        }
    }

    /// Returns the JSON text of a field, or `None` if the field is missing or not UTF-8.
    #[must_use]
    #[inline]
    pub fn raw(&self, field: Field) -> Option<&str> {
        let range = self.fields.get(usize::from(field.0))?.range()?;
        match (&self.view, self.body_text()) {
            (Some(view), _) => view.json().get(range),
            (None, Some(text)) => text.get(range),
            (None, None) => core::str::from_utf8(self.body().get(range)?).ok(),
        }
    }

    /// Returns the JSON text of a field. Bytes that are not UTF-8 are replaced.
    #[inline]
    pub(crate) fn json(&self, field: Field) -> Option<Cow<'_, str>> {
        self.raw_bytes(field).map(String::from_utf8_lossy)
    }

    pub(super) fn raw_bytes(&self, field: Field) -> Option<&[u8]> {
        self.source()
            .get(self.fields.get(usize::from(field.0))?.range()?)
    }

    /// Returns a field of the body as text: the value of a string, a number or a Boolean.
    #[inline]
    pub(crate) fn body_value(&self, field: Field) -> Option<&str> {
        let mut texts = self.texts.iter();
        match texts.find(|(known, _)| *known == field) {
            Some((_, text)) => Some(text),
            None => self.raw(field).and_then(plain),
        }
    }

    /// Returns a field that neither the body nor a header has: the reason of a close frame as its message, or a part of the
    /// message.
    #[cold]
    fn text_elsewhere(&self, field: Field) -> Option<&str> {
        if let (Transport::Close(_), Field::MESSAGE, None) = (self.transport, field, self.shape) {
            return self.body_text().filter(|reason| !reason.is_empty());
        }
        let mut sources = self.catalog.sources.iter();
        sources.find_map(|source| match source.place {
            FieldPlace::Message { before, after } if source.field == field => {
                found_in_message(self.text(Field::MESSAGE)?, before, after).next()
            }
            _ => None,
        })
    }

    /// Returns the delay of the first source that states one for this error, a header or one that the catalog names.
    pub(super) fn stated_delay(&self, headers: &dyn Headers) -> Option<Duration> {
        let is_delay = |source: &FieldSource<'_>| {
            source.field == Field::RETRY_AFTER && source.header_name().is_none()
        };
        let in_header = self
            .headers
            .iter()
            .any(|kept| kept.field == Field::RETRY_AFTER);
        if in_header || self.catalog.sources.iter().any(is_delay) {
            self.first_delay(headers.header("Date"))
        } else {
            None
        }
    }

    #[cold]
    fn first_delay(&self, date: Option<&str>) -> Option<Duration> {
        let error = match self.resolution {
            Resolution::Known(error) => Some(error),
            Resolution::Unresolved(_) => None,
        };
        let mut sources = Sources::of(self.catalog)
            .filter(|source| source.field == Field::RETRY_AFTER && source.counts_for(error));
        sources.find_map(|source| self.delay_of(source, date))
    }

    fn delay_of(&self, source: &FieldSource<'_>, date: Option<&str>) -> Option<Duration> {
        match source.place {
            FieldPlace::Header { .. } => {
                let kept = self.headers.iter().find(|kept| kept.is_of(source))?;
                delay::delay(source.form, kept.text(), date)
            }
            FieldPlace::Body => self.delay_in_body(date),
            FieldPlace::Arg(name) => delay::delay(source.form, self.arg(name)?, date),
            FieldPlace::Message { before, after } => {
                let message = self.text(Field::MESSAGE)?;
                found_in_message(message, before, after)
                    .find_map(|value| delay::delay(source.form, value, date))
            }
        }
    }

    /// Returns the delay in the body.
    pub(crate) fn delay_in_body(&self, date: Option<&str>) -> Option<Duration> {
        let value = self.body_value(Field::RETRY_AFTER)?;
        delay::delay(self.delay_form(), value, date)
    }

    /// Returns the form of the delay in a body of this shape.
    #[inline]
    fn delay_form(&self) -> Form {
        match self.places(Field::RETRY_AFTER).next() {
            Some((Type::Delay(form), _)) => form,
            _ => Form::Plain,
        }
    }

    /// Returns the places of a field that have a value in a body of this shape, with their types.
    pub(crate) fn places(&self, field: Field) -> impl Iterator<Item = (Type<'_>, Span)> {
        let shape = self
            .shape
            .and_then(|shape| self.catalog.shapes.get(usize::from(shape)));
        let mut reads = shape.into_iter().flat_map(|shape| shape.reads);
        let mut next = || reads.find(|read| read.field == field);
        let (first, second) = (next(), next());
        let only = first.filter(|_| second.is_none());
        let span = self.fields.get(usize::from(field.0)).copied();
        let only = only.zip(span.filter(|span| span.range().is_some()));
        let several = match (shape, second) {
            (Some(shape), Some(_)) => decode::places(self.catalog, self.source(), shape, field),
            _ => Vec::new(),
        };
        let only = only.map(|(read, span)| (read.ty, span));
        only.into_iter().chain(several)
    }
}
