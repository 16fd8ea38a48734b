//! An answer, held against a catalog.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::class::Class;
use crate::decode::{self, Span, Text, text_of};
use crate::details::{self, Violation};
use crate::envelope::{Field, MAX_FIELDS};
use crate::headers::Headers;
use crate::identify::{self, Seen};
use crate::table::{Catalog, CloseCodeInfo, ErrorInfo};

/// How an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Transport {
    /// As the response to a request, with this status; `None` where it is not known.
    Http(Option<u16>),
    /// As a message on a WebSocket.
    WebSocket,
    /// As the close frame of a WebSocket, with this code.
    Close(u16),
}

/// Which documented error an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// The one at this place of the catalog.
    Known(u16),
    /// None, for this reason.
    Unresolved(Unresolved),
}

/// Why an answer is none of the documented errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unresolved {
    /// It has a code that the catalog does not know.
    UnknownCode,
    /// It has no code, and nothing else that tells.
    NoCode,
    /// Several errors share all that it says; see `candidates`.
    Ambiguous,
    /// It is JSON of another shape than any in the catalog.
    OtherShape,
    /// It is no JSON: a proxy's page, plain text, nothing at all.
    NoJson,
    /// It is a close frame; see `close_code`.
    CloseFrame,
}

impl core::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Unresolved::UnknownCode => "unknown code",
            Unresolved::NoCode => "no code",
            Unresolved::Ambiguous => "ambiguous",
            Unresolved::OtherShape => "other shape",
            Unresolved::NoJson => "no JSON",
            Unresolved::CloseFrame => "close frame",
        })
    }
}

/// An answer, held against a catalog whose errors are known by their place: what [`Error`](crate::Error) is made of,
/// and what tools use that load catalogs at run time.
#[derive(Clone, Debug)]
pub struct Decoded {
    pub(crate) catalog: &'static Catalog,
    pub(crate) transport: Transport,
    pub(crate) resolution: Resolution,
    pub(crate) shape: Option<u8>,
    /// Whether the body has all that its shape asks for.
    pub(crate) exact: bool,
    fields: [Span; MAX_FIELDS],
    unescaped: Vec<(Field, Box<str>)>,
    headers: Vec<(Field, Box<str>)>,
    body: Body,
}

/// The body as it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Body {
    Text(String),
    /// No UTF-8; read up to its first fault.
    Bytes(Vec<u8>),
}

impl Body {
    fn text(&self) -> &str {
        match self {
            Body::Text(text) => text,
            Body::Bytes(bytes) => bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid()),
        }
    }
}

impl Decoded {
    /// Holds an answer against a catalog. Never fails, and keeps the body to the byte.
    #[must_use]
    pub fn new(catalog: &'static Catalog, transport: Transport, headers: &dyn Headers, body: Vec<u8>) -> Decoded {
        let body = String::from_utf8(body).map_or_else(|fault| Body::Bytes(fault.into_bytes()), Body::Text);
        let found = decode::decode(catalog, body.text(), transport == Transport::WebSocket);
        let mut decoded = Decoded {
            catalog,
            transport,
            resolution: Resolution::Unresolved(Unresolved::CloseFrame),
            shape: found.shape,
            exact: found.exact,
            fields: found.fields,
            unescaped: Vec::new(),
            headers: kept_headers(catalog, headers),
            body,
        };
        decoded.unescape();
        decoded.resolution = match (transport, found.shape) {
            (Transport::Close(_), _) => Resolution::Unresolved(Unresolved::CloseFrame),
            (_, Some(_)) => identify::identify(catalog, decoded.seen()),
            (_, None) => decoded.identify_unread(found.json),
        };
        decoded
    }

    /// No field could be read. Where errors are known by their status alone, the status still tells.
    fn identify_unread(&self, json: bool) -> Resolution {
        match identify::identify(self.catalog, self.seen()) {
            Resolution::Unresolved(_) if json => Resolution::Unresolved(Unresolved::OtherShape),
            Resolution::Unresolved(_) => Resolution::Unresolved(Unresolved::NoJson),
            known => known,
        }
    }

    fn unescape(&mut self) {
        for field in (0..MAX_FIELDS as u8).map(Field) {
            let Some(raw) = self.raw(field) else { continue };
            if let Text::Escaped = text_of(raw) {
                if let Ok(text) = serde_json::from_str::<Box<str>>(raw) {
                    self.unescaped.push((field, text));
                }
            }
        }
    }

    fn seen(&self) -> Seen<'_> {
        Seen {
            status: self.status(),
            code: self.text(Field::CODE).filter(|code| !code.is_empty()),
            type_name: self.text(Field::TYPE),
            message: self.text(Field::MESSAGE),
            shape: self.shape.filter(|_| self.exact),
        }
    }

    /// The catalog it was held against.
    #[must_use]
    pub fn catalog(&self) -> &'static Catalog {
        self.catalog
    }

    /// How it came.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.transport
    }

    /// The HTTP status it came with.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.transport {
            Transport::Http(status) => status,
            Transport::WebSocket | Transport::Close(_) => None,
        }
    }

    /// Which error it is.
    #[must_use]
    pub fn resolution(&self) -> Resolution {
        self.resolution
    }

    /// What the catalog knows of the error that it is.
    #[must_use]
    pub fn info(&self) -> Option<&'static ErrorInfo> {
        match self.resolution {
            Resolution::Known(error) => self.catalog.error(error),
            Resolution::Unresolved(_) => None,
        }
    }

    /// The places of the errors that it may be: the one it is, or all that share what it says.
    pub fn candidates(&self) -> impl Iterator<Item = u16> + '_ {
        let known = match self.resolution {
            Resolution::Known(error) => Some(error),
            Resolution::Unresolved(_) => None,
        };
        let seen = self.seen();
        let open = (known.is_none() && !matches!(self.transport, Transport::Close(_))).then_some(seen);
        known.into_iter().chain(open.into_iter().flat_map(move |seen| identify::candidates(self.catalog, seen)))
    }

    /// What the catalog says of the close code it came with.
    #[must_use]
    pub fn close_code(&self) -> Option<&'static CloseCodeInfo> {
        match self.transport {
            Transport::Close(code) => self.catalog.close_code(code),
            Transport::Http(_) | Transport::WebSocket => None,
        }
    }

    /// What sort of error it is: as the catalog says of it, else as its status suggests.
    #[must_use]
    pub fn class(&self) -> Class {
        let by_status = || self.status().map_or(Class::Unknown, Class::of_status);
        let known = self.info().map(|info| info.class).or_else(|| self.close_code().map(|close| close.class));
        known.unwrap_or_else(by_status)
    }

    /// The name of the shape it has; `None` where no field was found.
    #[must_use]
    pub fn shape(&self) -> Option<&'static str> {
        self.catalog.shapes.get(usize::from(self.shape?)).map(|shape| shape.name)
    }

    /// The JSON text of a field, as it stands in the body.
    #[must_use]
    pub fn raw(&self, field: Field) -> Option<&str> {
        self.fields.get(usize::from(field.0))?.get(self.body.text())
    }

    /// A field as text: a string without its quotes and escapes, a number or a truth value as it stands; from the
    /// body, else from the header that the catalog names for it.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&str> {
        let in_body = match self.raw(field).map(text_of) {
            Some(Text::Plain(text)) => Some(text),
            Some(Text::Escaped) => self.kept(&self.unescaped, field),
            Some(Text::None) | None => None,
        };
        in_body.or_else(|| self.kept(&self.headers, field))
    }

    fn kept<'d>(&'d self, list: &'d [(Field, Box<str>)], field: Field) -> Option<&'d str> {
        list.iter().find(|(known, _)| *known == field).map(|(_, text)| &**text)
    }

    /// What is wrong with which part of the request, where the answer says so in a documented form.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        let shape = self.shape.and_then(|shape| self.catalog.shapes.get(usize::from(shape)));
        let read = shape.and_then(|shape| shape.reads.iter().find(|read| read.field == Field::VIOLATIONS));
        read.zip(self.raw(Field::VIOLATIONS)).map(|(read, json)| details::violations(json, read.ty)).unwrap_or_default()
    }

    /// How long the answer says to wait: by its header, else by its body.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let seconds = |text: &str| Duration::try_from_secs_f64(text.trim().parse().ok()?).ok();
        let header = self.kept(&self.headers, Field::RETRY_AFTER).and_then(seconds);
        header.or_else(|| self.text(Field::RETRY_AFTER).and_then(seconds))
    }

    /// The body, to the byte.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        match &self.body {
            Body::Text(text) => text.as_bytes(),
            Body::Bytes(bytes) => bytes,
        }
    }

    /// The headers that the catalog names, with the values that came.
    pub(crate) fn kept_headers(&self) -> impl Iterator<Item = (Field, &str)> {
        self.headers.iter().map(|(field, value)| (*field, &**value))
    }

    /// The same body with another JSON text for one field that it has.
    pub(crate) fn with_raw(&self, field: Field, json: &str) -> Option<Vec<u8>> {
        let old = self.raw(field)?;
        let text = self.body.text();
        let start = (old.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        let body = self.body();
        let mut changed = body.get(..start)?.to_vec();
        changed.extend_from_slice(json.as_bytes());
        changed.extend_from_slice(body.get(start + old.len()..)?);
        Some(changed)
    }
}

impl PartialEq for Decoded {
    fn eq(&self, other: &Decoded) -> bool {
        core::ptr::addr_eq(self.catalog, other.catalog)
            && (self.transport, self.resolution) == (other.transport, other.resolution)
            && self.headers == other.headers
            && self.body == other.body
    }
}

impl Eq for Decoded {}

/// The header in which a delay comes wherever a catalog names no other (RFC 9110, section 10.2.3).
const RETRY_AFTER: &str = "Retry-After";

fn kept_headers(catalog: &Catalog, headers: &dyn Headers) -> Vec<(Field, Box<str>)> {
    let named = |field: Field| catalog.headers.iter().any(|(known, _)| *known == field);
    let usual = (!named(Field::RETRY_AFTER)).then_some((Field::RETRY_AFTER, RETRY_AFTER));
    let wanted = catalog.headers.iter().copied().chain(usual);
    wanted.filter_map(|(field, name)| Some((field, headers.header(name)?.to_owned().into_boxed_str()))).collect()
}
