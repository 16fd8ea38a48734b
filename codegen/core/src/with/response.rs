//! `reqwest`: responses that report an error, read up to a limit.

use alloc::boxed::Box;
use alloc::vec::Vec;

use http::{HeaderMap, Response, StatusCode};

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
    fn take_headers(&mut self) -> HeaderMap;
    fn read(self, body: PartialBody) -> impl Future<Output = PartialBody>;
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

/// Reads the responses of one version of `reqwest`.
macro_rules! client {
    ($feature:literal, $reqwest:ident) => {
        #[cfg(feature = $feature)]
        impl ReadResponse for $reqwest::Response {
            fn status(&self) -> StatusCode {
                self.status()
            }

            fn take_headers(&mut self) -> HeaderMap {
                core::mem::take(self.headers_mut())
            }

            #[cfg(not(target_arch = "wasm32"))]
            async fn read(mut self, mut body: PartialBody) -> PartialBody {
                while let Some(chunk) = self.chunk().await.transpose() {
                    if !body.add(chunk) {
                        break;
                    }
                }
                body
            }

            #[cfg(target_arch = "wasm32")]
            async fn read(self, mut body: PartialBody) -> PartialBody {
                use futures_core::Stream;

                let mut chunks = core::pin::pin!(self.bytes_stream());
                while let Some(chunk) =
                    core::future::poll_fn(|context| chunks.as_mut().poll_next(context)).await
                {
                    if !body.add(chunk) {
                        break;
                    }
                }
                body
            }
        }
    };
}

client!("reqwest", reqwest);
client!("reqwest-0-12", reqwest_0_12);

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
    fn take_headers(&mut self) -> HeaderMap;
}

#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
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
    // One more byte shows whether the body is longer.
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = response.take(most).read_to_end(&mut bytes);
    body.add::<Infallible>(Ok(bytes));
    body.truncated |= read.is_err();
    Err(failed(status, headers, body))
}

/// Reads the responses of the blocking client of one version of `reqwest`.
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
macro_rules! blocking_client {
    ($feature:literal, $reqwest:ident) => {
        #[cfg(feature = $feature)]
        impl ReadBlocking for $reqwest::blocking::Response {
            fn status(&self) -> StatusCode {
                self.status()
            }

            fn take_headers(&mut self) -> HeaderMap {
                core::mem::take(self.headers_mut())
            }
        }
    };
}

#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
blocking_client!("reqwest-blocking", reqwest);
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
blocking_client!("reqwest-0-12-blocking", reqwest_0_12);

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
