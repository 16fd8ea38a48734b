//! `reqwest`: responses that report an error, read up to a limit.

use alloc::boxed::Box;
use alloc::vec::Vec;

use http::{HeaderMap, Response, StatusCode};

/// The most of a body that `acme::Error::check` reads, in bytes: 1 MiB. Errors are short, so a longer response does not come
/// from the API, or is an attack.
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub const MAX_BODY: usize = 1 << 20;

/// The response of an asynchronous client: `reqwest::Response`.
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
#[allow(
    private_bounds,
    reason = "what is read of a response is not for users to write"
)]
pub trait ClientResponse: ReadResponse {}

impl<R: ReadResponse> ClientResponse for R {}

/// The parts of a response.
pub(crate) trait ReadResponse: Sized {
    fn status(&self) -> StatusCode;
    fn take_headers(&mut self) -> HeaderMap;
    fn read(self, body: PartialBody) -> impl Future<Output = PartialBody>;
}

/// What was read of a body.
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

    /// Adds what came; `false` if there is no more room, or if the body broke off.
    fn add<E>(&mut self, chunk: Result<impl AsRef<[u8]>, E>) -> bool {
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

/// A response that reports an error.
pub(crate) struct Failed {
    pub(crate) response: Response<Vec<u8>>,
    pub(crate) truncated: bool,
}

/// Reads a response with a status of 400 or above.
pub(crate) async fn read<R: ReadResponse>(mut response: R, most: usize) -> Result<R, Box<Failed>> {
    let status = response.status();
    if is_good(status) {
        return Ok(response);
    }
    let headers = response.take_headers();
    let body = response.read(PartialBody::new(most)).await;
    Err(failed(status, headers, body))
}

impl ReadResponse for reqwest::Response {
    fn status(&self) -> StatusCode {
        self.status()
    }

    fn take_headers(&mut self) -> HeaderMap {
        core::mem::take(self.headers_mut())
    }

    async fn read(mut self, mut body: PartialBody) -> PartialBody {
        while let Some(chunk) = self.chunk().await.transpose() {
            if !body.add(chunk) {
                break;
            }
        }
        body
    }
}

/// The response of a blocking client: `reqwest::blocking::Response`.
#[cfg(feature = "reqwest-blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-blocking")))]
#[allow(
    private_bounds,
    reason = "what is read of a response is not for users to write"
)]
pub trait BlockingResponse: ReadBlocking {}

#[cfg(feature = "reqwest-blocking")]
impl<R: ReadBlocking> BlockingResponse for R {}

#[cfg(feature = "reqwest-blocking")]
pub(crate) trait ReadBlocking: std::io::Read + Sized {
    fn status(&self) -> StatusCode;
    fn take_headers(&mut self) -> HeaderMap;
}

#[cfg(feature = "reqwest-blocking")]
pub(crate) fn read_blocking<R: ReadBlocking>(
    mut response: R,
    most: usize,
) -> Result<R, Box<Failed>> {
    use core::convert::Infallible;
    use std::io::Read;

    let status = response.status();
    if is_good(status) {
        return Ok(response);
    }
    let headers = response.take_headers();
    let (mut body, mut bytes) = (PartialBody::new(most), Vec::new());
    // One byte more shows whether there is more.
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = response.take(most).read_to_end(&mut bytes);
    body.add::<Infallible>(Ok(bytes));
    body.truncated |= read.is_err();
    Err(failed(status, headers, body))
}

#[cfg(feature = "reqwest-blocking")]
impl ReadBlocking for reqwest::blocking::Response {
    fn status(&self) -> StatusCode {
        self.status()
    }

    fn take_headers(&mut self) -> HeaderMap {
        core::mem::take(self.headers_mut())
    }
}

fn failed(status: StatusCode, headers: HeaderMap, body: PartialBody) -> Box<Failed> {
    let mut response = Response::new(body.bytes);
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    Box::new(Failed {
        response,
        truncated: body.truncated,
    })
}

fn is_good(status: StatusCode) -> bool {
    !status.is_client_error() && !status.is_server_error()
}
