//! `reqwest`: what `error_for_status` is without a body, [`Error::check`] is with one.

use alloc::vec::Vec;

use crate::api::error::Error;
use crate::api::kind::ErrorKind;

/// The most of a body that [`Error::check`] reads, in bytes: 1 MiB. Errors are short; what answers with more is no
/// API, or means harm.
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub const MAX_BODY: usize = 1 << 20;

#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
impl<K: ErrorKind> Error<K> {
    /// Hands on a response with a good status; reads one with a status of 400 or above into an error.
    ///
    /// Reading never fails: of a body that breaks off, and of one longer than [`MAX_BODY`], what came is read.
    ///
    /// ```ignore
    /// let response = elevenlabs::Error::check(request.send().await?).await?;
    /// ```
    ///
    /// # Errors
    /// The error that the response tells.
    pub async fn check(response: reqwest::Response) -> Result<reqwest::Response, Self> {
        Self::check_with_limit(response, MAX_BODY).await
    }

    /// As [`check`](Error::check), reading at most so many bytes of the body.
    ///
    /// # Errors
    /// The error that the response tells.
    pub async fn check_with_limit(
        response: reqwest::Response,
        bytes: usize,
    ) -> Result<reqwest::Response, Self> {
        if is_good(response.status()) {
            Ok(response)
        } else {
            Err(Self::read(response, bytes).await)
        }
    }

    async fn read(mut response: reqwest::Response, most: usize) -> Self {
        let (status, headers) = (response.status(), core::mem::take(response.headers_mut()));
        let mut body = Vec::new();
        while let (true, Ok(Some(chunk))) = (body.len() < most, response.chunk().await) {
            let room = most - body.len();
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        }
        Self::from_parts(status.as_u16(), &headers, body)
    }
}

#[cfg(feature = "reqwest-blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-blocking")))]
impl<K: ErrorKind> Error<K> {
    /// As [`check`](Error::check), for the blocking client.
    ///
    /// # Errors
    /// The error that the response tells.
    pub fn check_blocking(
        response: reqwest::blocking::Response,
    ) -> Result<reqwest::blocking::Response, Self> {
        Self::check_blocking_with_limit(response, MAX_BODY)
    }

    /// As [`check_with_limit`](Error::check_with_limit), for the blocking client.
    ///
    /// # Errors
    /// The error that the response tells.
    pub fn check_blocking_with_limit(
        response: reqwest::blocking::Response,
        bytes: usize,
    ) -> Result<reqwest::blocking::Response, Self> {
        use std::io::Read;

        if is_good(response.status()) {
            return Ok(response);
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        // What was read before a fault is in `body`.
        let _ = response
            .take(u64::try_from(bytes).unwrap_or(u64::MAX))
            .read_to_end(&mut body);
        Err(Self::from_parts(status.as_u16(), &headers, body))
    }
}

fn is_good(status: reqwest::StatusCode) -> bool {
    !status.is_client_error() && !status.is_server_error()
}
