//! A response, decoded by a catalog.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::mem;
use core::time::Duration;

use crate::engine::body::Body;
use crate::engine::decode::{self, Found};
use crate::engine::headers::{Headers, Kept};
use crate::engine::identify::{self, Seen};
use crate::engine::resolution::{Resolution, Transport, UnresolvedReason};
use crate::engine::rules::{self, SeenByRules};
use crate::engine::scan::{self, Span};
use crate::engine::text;
use crate::engine::view::{self, View};
use crate::tables::catalog::{Catalog, CloseCodeInfo};
use crate::tables::category::Category;
use crate::tables::envelope::{Field, MAX_FIELDS};
use crate::tables::error::ErrorInfo;
use crate::tables::rules::Rules;

/// A response, decoded by a catalog. It refers to errors by their index in the catalog instead of a generated enum. Every
/// error contains one, and tools that load catalogs at run time use it directly.
#[derive(Clone)]
pub struct ErrorResponse<'t> {
    pub(crate) catalog: &'t Catalog<'t>,
    pub(crate) transport: Transport,
    pub(crate) resolution: Resolution,
    pub(crate) shape: Option<u8>,
    /// Whether the body has everything that its shape requires.
    pub(crate) exact: bool,
    pub(crate) fields: [Span; MAX_FIELDS],
    /// Strings that are not in the body literally, because they have escapes or bytes that are not UTF-8.
    pub(super) texts: Vec<(Field, Box<str>)>,
    pub(crate) headers: Vec<Kept<'t>>,
    /// The delay in the header that states one.
    pub(crate) delay: Option<Duration>,
    /// Whether the client did not read all of the body.
    pub(crate) truncated: bool,
    body: Body,
    /// The JSON text that was made from a body in another notation. The fields are in it.
    pub(crate) view: Option<Box<View>>,
}

impl<'t> ErrorResponse<'t> {
    /// Decodes a response by a catalog. Decoding never fails, and it keeps the body byte for byte.
    ///
    /// Decoding uses memory of at most twice the size of the body plus 4 KiB.
    #[must_use]
    pub fn new(
        catalog: &'t Catalog<'t>,
        transport: Transport,
        headers: &dyn Headers,
        body: Vec<u8>,
    ) -> ErrorResponse<'t> {
        let mut response = ErrorResponse::undecoded(catalog, transport, Body::new(body));
        response.decode(headers);
        response
    }

    /// Creates a response of which nothing is decoded. It is inlined so that it is created in its place and not moved.
    #[inline(always)]
    pub(crate) fn undecoded(
        catalog: &'t Catalog<'t>,
        transport: Transport,
        body: Body,
    ) -> ErrorResponse<'t> {
        ErrorResponse {
            catalog,
            transport,
            resolution: Resolution::Unresolved(UnresolvedReason::NotJson),
            shape: None,
            exact: false,
            fields: [Span::default(); MAX_FIELDS],
            texts: Vec::new(),
            headers: Vec::new(),
            delay: None,
            truncated: false,
            body,
            view: None,
        }
    }

    /// Decodes the body and the headers, and identifies the error.
    pub(crate) fn decode(&mut self, headers: &dyn Headers) {
        self.read_body(None);
        self.headers = Kept::of(self.catalog, headers);
        self.resolution = self.identify();
        self.delay = self.stated_delay(headers);
        if let Resolution::Known(error) = self.resolution {
            let declared = self.catalog.errors.shape(error);
            if declared != 0 && self.shape.is_some_and(|shape| shape != declared) {
                self.read_declared(declared);
            }
        }
    }

    /// Decodes the body in the shape that its error declares, unless the body would be another error in that shape.
    #[cold]
    fn read_declared(&mut self, shape: u8) {
        let again = self.read_as(shape);
        if again.identify() == self.resolution {
            *self = again;
        } else {
            (self.headers, self.body) = (again.headers, again.body);
        }
    }

    /// Frees all that it owns.
    pub(crate) fn clear(&mut self) {
        self.texts = Vec::new();
        self.headers = Vec::new();
        self.body = Body::Bytes(Vec::new());
        self.view = None;
    }

    /// Moves all contents out, and leaves a response without a body.
    pub(crate) fn take(&mut self) -> ErrorResponse<'t> {
        ErrorResponse {
            texts: mem::take(&mut self.texts),
            headers: mem::take(&mut self.headers),
            body: mem::replace(&mut self.body, Body::Bytes(Vec::new())),
            view: self.view.take(),
            ..*self
        }
    }

    /// Returns the same response decoded in this shape, if the body has the shape.
    fn read_as(&mut self, shape: u8) -> ErrorResponse<'t> {
        let body = mem::replace(&mut self.body, Body::Bytes(Vec::new()));
        let mut read = ErrorResponse::undecoded(self.catalog, self.transport, body);
        read.read_body(Some(shape));
        ErrorResponse {
            resolution: self.resolution,
            headers: mem::take(&mut self.headers),
            delay: self.delay,
            truncated: self.truncated,
            ..read
        }
    }

    /// Returns the same response if its error and its shape are known.
    #[inline]
    pub(crate) fn known_as(mut self, error: u16, shape: Option<u8>) -> ErrorResponse<'t> {
        // Without a status, a code may identify several errors.
        self.resolution = Resolution::Known(error);
        match shape.filter(|_| self.shape != shape) {
            Some(shape) => self.read_as(shape),
            None => self,
        }
    }

    /// Decodes the fields of a body as JSON, even if the body could be another notation.
    pub(crate) fn of_json(
        catalog: &'t Catalog<'t>,
        transport: Transport,
        body: Body,
        declared: Option<u8>,
    ) -> ErrorResponse<'t> {
        let mut read = ErrorResponse::undecoded(catalog, transport, body);
        let (body, websocket) = (read.body.bytes(), transport == Transport::WebSocket);
        let found = decode::decode(catalog, body, websocket, declared, &mut read.fields);
        read.keep_found(&found);
        read
    }

    /// Decodes the fields of the body.
    fn read_body(&mut self, declared: Option<u8>) {
        let (found, view) = view::decode(
            self.catalog,
            &self.body,
            self.transport == Transport::WebSocket,
            declared,
            &mut self.fields,
        );
        self.view = view;
        self.keep_found(&found);
    }

    /// Keeps what was found besides the fields, and decodes their strings.
    fn keep_found(&mut self, found: &Found) {
        (self.shape, self.exact) = (found.shape, found.exact);
        if found.escapes || !self.is_text() {
            self.read_texts();
        }
    }

    /// Decodes the strings that are not in the body literally.
    fn read_texts(&mut self) {
        let mut left = match &self.view {
            Some(view) => view::bytes_for_texts(&self.body, view.json()),
            None => usize::MAX,
        };
        for field in (0..MAX_FIELDS as u8).map(Field) {
            if let Some([b'"', inner @ .., b'"']) = self.raw_bytes(field) {
                if inner.len() <= left
                    && (scan::has_escape(inner) || (!self.is_text() && !inner.is_ascii()))
                {
                    left -= inner.len();
                    let text = text::unescaped(inner);
                    self.texts.push((field, text));
                }
            }
        }
    }

    fn identify(&self) -> Resolution {
        if let Transport::Close(_) = self.transport {
            return self.identify_close();
        }
        let resolution = match (self.catalog.rules, self.sent_code()) {
            (None, Some(code)) => identify::by_code(self.catalog, code, self.any_status()),
            (rules, _) => self.identify_by_more(rules, self.seen()),
        };
        match resolution {
            // A body without a field of the catalog is not an error of the API, unless its status or a header identifies one.
            Resolution::Unresolved(reason)
                if self.shape.is_none() && reason != UnresolvedReason::UnknownCode =>
            {
                Resolution::Unresolved(if view::is_json(self.body()) {
                    UnresolvedReason::UnknownShape
                } else if view::is_compressed(&self.body) {
                    UnresolvedReason::Compressed
                } else {
                    UnresolvedReason::NotJson
                })
            }
            resolution => resolution,
        }
    }

    /// Identifies an error without a code, or by the further rules of the catalog.
    #[inline(never)]
    pub(super) fn identify_by_more(&self, rules: Option<&Rules<'_>>, seen: Seen<'_>) -> Resolution {
        let exact_shapes = OnceCell::new();
        let has_shape = |shape: u8| {
            let exact = || {
                let websocket = self.transport == Transport::WebSocket;
                decode::exact_shapes(self.catalog, self.source(), websocket)
            };
            self.exact
                && (self.shape == Some(shape)
                    || exact_shapes.get_or_init(exact).get(usize::from(shape)) == Some(&true))
        };
        match rules {
            None => identify::identify(self.catalog, seen, &has_shape),
            Some(rules) => {
                let seen = SeenByRules {
                    seen,
                    text: &|field| self.text(field).map(Cow::Borrowed),
                    has_shape: &has_shape,
                    is_empty: self.body().trim_ascii().is_empty(),
                };
                rules::identify(self.catalog, rules, &seen)
            }
        }
    }

    /// Returns the code, without the decorations that the catalog states.
    pub(crate) fn sent_code(&self) -> Option<&str> {
        let code = self.text(Field::CODE).filter(|code| !code.is_empty())?;
        Some(rules::own_form(self.catalog, code))
    }

    /// Returns the HTTP status of the error: that of the response, unless it reports no error and the body states one that does.
    pub(crate) fn any_status(&self) -> Option<u16> {
        let stated = || self.body_value(Field::STATUS).and_then(text::status);
        match self.status() {
            Some(status @ 400..) => Some(status),
            Some(status) => stated().filter(|stated| *stated >= 400).or(Some(status)),
            None => stated(),
        }
    }

    pub(crate) fn seen(&self) -> Seen<'_> {
        Seen {
            status: self.any_status(),
            code: self.sent_code(),
            error_type: self.text(Field::TYPE),
            message: self.text(Field::MESSAGE),
        }
    }

    /// Returns the catalog that decoded the response.
    #[must_use]
    pub fn catalog(&self) -> &'t Catalog<'t> {
        self.catalog
    }

    /// Returns the transport.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.transport
    }

    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.transport {
            Transport::Http(status) => status,
            Transport::WebSocket | Transport::Close(_) => None,
        }
    }

    /// Returns the documented error that was identified, or the reason why none was.
    #[must_use]
    pub fn resolution(&self) -> Resolution {
        self.resolution
    }

    /// Returns the facts that the catalog documents about the identified error.
    #[must_use]
    pub fn info(&self) -> Option<ErrorInfo<'t>> {
        match self.resolution {
            Resolution::Known(error) => self.catalog.error(error),
            Resolution::Unresolved(_) => None,
        }
    }

    /// Returns `true` if the catalog documents the error with the status and code of this response, or `None` if there is nothing
    /// to compare.
    #[must_use]
    #[inline]
    pub fn status_is_documented(&self) -> Option<bool> {
        let Resolution::Known(error) = self.resolution else {
            return None;
        };
        let (info, status, code) = (self.info()?, self.status()?, self.text(Field::CODE));
        let also = self.catalog.also.iter().filter(|also| also.error == error);
        let all = core::iter::once((info.code, info.statuses))
            .chain(also.map(|also| (Some(also.code), also.statuses)));
        let same = all.filter(|(known, _)| known.is_none() || code.is_none() || *known == code);
        let mut documented = same.flat_map(|(_, statuses)| statuses).peekable();
        documented.peek()?;
        Some(documented.any(|known| *known == status))
    }

    /// Returns the indices of the errors that the response may be: the identified error, otherwise all that match.
    #[inline]
    pub fn candidates(&self) -> impl Iterator<Item = u16> + use<> {
        let candidates = match (self.resolution, self.transport) {
            (Resolution::Known(error), _) => Vec::from([error]),
            (_, Transport::Close(_)) => Vec::new(),
            _ => identify::candidates(self.catalog, self.seen()),
        };
        candidates.into_iter()
    }

    /// Returns the description of the close code in the catalog.
    #[must_use]
    pub fn close_code(&self) -> Option<&'t CloseCodeInfo<'t>> {
        match self.transport {
            Transport::Close(code) => self.catalog.close_code(code),
            Transport::Http(_) | Transport::WebSocket => None,
        }
    }

    /// Returns the category from the catalog, otherwise, for an error whose category it does not know either, the category of
    /// the status or close code.
    #[must_use]
    #[inline]
    pub fn category(&self) -> Category {
        let documented = self
            .info()
            .map(|info| info.category)
            .or_else(|| self.close_code().map(|close| close.category));
        let documented = documented.filter(|category| *category != Category::Unknown);
        documented.unwrap_or_else(|| match (self.transport, self.any_status()) {
            (Transport::Close(code), _) => Category::from_close_code(code),
            (_, Some(status)) => Category::from_status(status),
            (_, None) => Category::Unknown,
        })
    }

    /// Returns the name of the body's shape, or `None` if no field was found.
    #[must_use]
    #[inline]
    pub fn shape(&self) -> Option<&'t str> {
        self.catalog
            .shapes
            .get(usize::from(self.shape?))
            .map(|shape| shape.name)
    }

    /// Returns the JSON in which the fields are: the body, or its view.
    pub(crate) fn source(&self) -> &[u8] {
        match &self.view {
            Some(view) => view.json().as_bytes(),
            None => self.body(),
        }
    }

    /// Returns `true` if the JSON in which the fields are is UTF-8.
    fn is_text(&self) -> bool {
        self.view.is_some() || matches!(self.body, Body::Text(_))
    }

    /// Returns the body byte for byte.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.body.bytes()
    }

    /// Returns the body byte for byte, without a copy.
    #[must_use]
    #[inline]
    pub fn into_body(self) -> Vec<u8> {
        match self.body {
            Body::Text(text) => text.into_bytes(),
            Body::Bytes(bytes) => bytes,
        }
    }

    /// Returns the body as text, if it is UTF-8.
    #[must_use]
    pub fn body_text(&self) -> Option<&str> {
        match &self.body {
            Body::Text(text) => Some(text),
            Body::Bytes(_) => None,
        }
    }

    /// Returns the headers that the catalog names, with their values.
    #[inline]
    pub(crate) fn kept_headers(&self) -> impl Iterator<Item = (&'t str, &str)> {
        self.headers.iter().map(|kept| (kept.name, &*kept.value))
    }
}

impl PartialEq for ErrorResponse<'_> {
    fn eq(&self, other: &ErrorResponse<'_>) -> bool {
        core::ptr::addr_eq(self.catalog, other.catalog)
            && (self.transport, self.resolution) == (other.transport, other.resolution)
            && self.headers == other.headers
            && self.body == other.body
    }
}

impl Eq for ErrorResponse<'_> {}
