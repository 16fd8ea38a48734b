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

/// The parts of a response; of a body that breaks off, what came.
pub(crate) trait ReadResponse: Sized {
    fn status(&self) -> StatusCode;
    fn take_headers(&mut self) -> HeaderMap;
    fn read(self, most: usize) -> impl Future<Output = Vec<u8>>;
}

/// A response that reports an error.
type Failed = Box<Response<Vec<u8>>>;

/// Reads a response with a status of 400 or above.
pub(crate) async fn read<R: ReadResponse>(mut response: R, most: usize) -> Result<R, Failed> {
    let status = response.status();
    if is_good(status) {
        return Ok(response);
    }
    let headers = response.take_headers();
    Err(failed(status, headers, response.read(most).await))
}

impl ReadResponse for reqwest::Response {
    fn status(&self) -> StatusCode {
        self.status()
    }

    fn take_headers(&mut self) -> HeaderMap {
        core::mem::take(self.headers_mut())
    }

    async fn read(mut self, most: usize) -> Vec<u8> {
        let mut body = Vec::new();
        while let (true, Ok(Some(chunk))) = (body.len() < most, self.chunk().await) {
            let room = most - body.len();
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
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
pub(crate) fn read_blocking<R: ReadBlocking>(mut response: R, most: usize) -> Result<R, Failed> {
    use std::io::Read;

    let status = response.status();
    if is_good(status) {
        return Ok(response);
    }
    let headers = response.take_headers();
    let mut body = Vec::new();
    // What was read before a failure is in `body`.
    let _ = response
        .take(u64::try_from(most).unwrap_or(u64::MAX))
        .read_to_end(&mut body);
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

fn failed(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Failed {
    let mut response = Response::new(body);
    (*response.status_mut(), *response.headers_mut()) = (status, headers);
    Box::new(response)
}

fn is_good(status: StatusCode) -> bool {
    !status.is_client_error() && !status.is_server_error()
}
