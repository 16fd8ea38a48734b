//! `reqwest`: responses that report an error, read up to a limit.

use alloc::boxed::Box;
use alloc::vec::Vec;

use http::{HeaderMap, StatusCode};

use crate::engine::frames::StreamFormat;
use crate::engine::headers::Headers;
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::tables::catalog::Catalog;

/// The maximum number of bytes that `acme::Error::check` reads of a body (1 MiB). Error bodies are short, so a longer one does
/// not come from the API, or is an attack.
#[cfg_attr(docsrs, doc(cfg(any(feature = "reqwest", feature = "reqwest-0-12"))))]
pub const MAX_BODY: usize = 1 << 20;

/// The response of an asynchronous client: `reqwest::Response` of version 0.13 or 0.12.
#[cfg_attr(docsrs, doc(cfg(any(feature = "reqwest", feature = "reqwest-0-12"))))]
#[allow(private_bounds, reason = "internal to the integrations")]
pub trait ClientResponse: ReadResponse {}

impl<R: ReadResponse> ClientResponse for R {}

/// The parts of a response.
pub(crate) trait ReadResponse: Sized {
    fn status(&self) -> StatusCode;
    fn headers(&self) -> &HeaderMap;
    fn read(self, body: PartialBody) -> impl Future<Output = PartialBody>;
    /// Reads the body if it has at most this many bytes. Otherwise, returns the response as if nothing had been read.
    fn buffer(self, most: usize) -> impl Future<Output = Result<(Self, Vec<u8>), Self>>;
    /// Returns the response with this body, which has been read from it.
    fn with_body(self, body: Vec<u8>) -> Self;
}

/// The part of a body that was read.
pub(crate) struct PartialBody {
    bytes: Vec<u8>,
    most: usize,
    truncated: bool,
}

impl PartialBody {
    fn new(most: usize) -> PartialBody {
        PartialBody {
            bytes: Vec::new(),
            most,
            truncated: false,
        }
    }

    /// Adds received bytes. Returns `false` if the limit is reached, or if the body is truncated.
    pub(super) fn add<E>(&mut self, chunk: Result<impl AsRef<[u8]>, E>) -> bool {
        let Ok(chunk) = chunk else {
            self.truncated = true;
            return false;
        };
        let (chunk, room) = (chunk.as_ref(), self.most - self.bytes.len());
        self.truncated = chunk.len() > room;
        self.bytes
            .extend_from_slice(chunk.get(..room).unwrap_or(chunk));
        !self.truncated
    }
}

/// The result of looking at a response without its body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Success,
    Error,
    /// The body decides.
    Open,
}

impl Head {
    /// Judges a response by its status and its headers. A catalog without errors under a success status costs nothing.
    fn of(catalog: &Catalog<'_>, status: StatusCode, headers: &HeaderMap) -> Head {
        let number = status.as_u16();
        if number >= 400 {
            return Head::Error;
        }
        if !catalog.may_be_error(number) {
            return Head::Success;
        }
        let transport = Transport::Http(Some(number));
        let has_body_rules = catalog.has_success_errors() || catalog.documents_redirect(number);
        if ErrorResponse::new(catalog, transport, headers, Vec::new()).is_error() {
            Head::Error
        } else if has_body_rules && is_document(headers) {
            Head::Open
        } else {
            Head::Success
        }
    }
}

/// Returns `true` if the body is a document of a notation that templates read. Streams and files are not read.
fn is_document(headers: &HeaderMap) -> bool {
    let value = Headers::header(headers, "Content-Type").unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default();
    let media_type = essence.trim().to_ascii_lowercase();
    let is_known = matches!(
        &*media_type,
        "application/json"
            | "text/json"
            | "application/xml"
            | "text/xml"
            | "application/x-www-form-urlencoded"
    );
    let has_suffix = media_type.ends_with("+json") || media_type.ends_with("+xml");
    (is_known || has_suffix) && StreamFormat::of_content_type(value).is_none()
}

/// Returns `true` if the headers state that the body has more bytes.
fn is_longer(headers: &HeaderMap, most: usize) -> bool {
    let length = Headers::header(headers, "Content-Length");
    let length = length.and_then(|length| length.trim().parse::<u64>().ok());
    length.is_some_and(|length| usize::try_from(length).is_ok_and(|length| length > most))
}

/// Returns the response, or the error that it reports.
pub(crate) async fn read<R: ReadResponse>(
    catalog: &'static Catalog<'static>,
    response: R,
    most: usize,
) -> Result<R, Box<ErrorResponse<'static>>> {
    let status = response.status();
    match Head::of(catalog, status, response.headers()) {
        Head::Success => Ok(response),
        Head::Open if is_longer(response.headers(), most) => Ok(response),
        Head::Open => match response.buffer(most).await {
            Ok((response, body)) => judged(catalog, status, response.headers(), body)
                .map(|body| response.with_body(body)),
            Err(response) => Ok(response),
        },
        Head::Error => {
            let headers = response.headers().clone();
            let body = response.read(PartialBody::new(most)).await;
            Err(failed(catalog, status, &headers, body))
        }
    }
}

/// Returns the body, or the error that it is.
fn judged(
    catalog: &'static Catalog<'static>,
    status: StatusCode,
    headers: &HeaderMap,
    body: Vec<u8>,
) -> Result<Vec<u8>, Box<ErrorResponse<'static>>> {
    let transport = Transport::Http(Some(status.as_u16()));
    let response = ErrorResponse::new(catalog, transport, headers, body);
    match response.is_error() {
        true => Err(Box::new(response)),
        false => Ok(response.into_body()),
    }
}

fn failed(
    catalog: &'static Catalog<'static>,
    status: StatusCode,
    headers: &HeaderMap,
    body: PartialBody,
) -> Box<ErrorResponse<'static>> {
    let transport = Transport::Http(Some(status.as_u16()));
    let mut response = ErrorResponse::new(catalog, transport, headers, body.bytes);
    response.truncated = body.truncated;
    Box::new(response)
}

/// The response of a blocking client: `reqwest::blocking::Response` of version 0.13 or 0.12.
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
#[cfg_attr(
    docsrs,
    doc(cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking")))
)]
#[allow(private_bounds, reason = "internal to the integrations")]
pub trait BlockingResponse: ReadBlocking {}

#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
impl<R: ReadBlocking> BlockingResponse for R {}

#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
pub(crate) trait ReadBlocking: std::io::Read + Sized {
    fn status(&self) -> StatusCode;
    fn headers(&self) -> &HeaderMap;
    /// Returns the response with a body that starts with what has been read from it. `is_whole` states that this is all of it.
    fn with_start(self, start: Vec<u8>, end: Result<bool, std::io::Error>) -> Self;
}

/// Returns the response of a blocking client, or the error that it reports.
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
pub(crate) fn read_blocking<R: ReadBlocking>(
    catalog: &'static Catalog<'static>,
    mut response: R,
    most: usize,
) -> Result<R, Box<ErrorResponse<'static>>> {
    use core::convert::Infallible;
    use std::io::Read;

    let status = response.status();
    let head = Head::of(catalog, status, response.headers());
    if head == Head::Success || head == Head::Open && is_longer(response.headers(), most) {
        return Ok(response);
    }
    let mut bytes = Vec::new();
    // One more byte shows whether the body is longer.
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = response.by_ref().take(limit).read_to_end(&mut bytes);
    if head == Head::Open {
        let is_whole = bytes.len() <= most;
        if let (Ok(_), true) = (&read, is_whole) {
            let bytes = judged(catalog, status, response.headers(), bytes)?;
            return Ok(response.with_start(bytes, Ok(true)));
        }
        return Ok(response.with_start(bytes, read.map(|_| false)));
    }
    let mut body = PartialBody::new(most);
    body.add::<Infallible>(Ok(bytes));
    body.truncated |= read.is_err();
    Err(failed(catalog, status, response.headers(), body))
}
