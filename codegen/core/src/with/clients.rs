//! The responses of the versions of `reqwest`.

use alloc::vec::Vec;

use http::{HeaderMap, StatusCode};

#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
use super::replay::Blocking;
#[cfg(not(target_arch = "wasm32"))]
use super::replay::Replay;
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
use super::response::ReadBlocking;
use super::response::{PartialBody, ReadResponse};

/// Reads the responses of one version of `reqwest`.
macro_rules! client {
    ($feature:literal, $reqwest:ident, $with:ident) => {
        #[cfg(all(feature = $feature, not(target_arch = "wasm32")))]
        impl ReadResponse for $reqwest::Response {
            fn status(&self) -> StatusCode {
                self.status()
            }

            fn headers(&self) -> &HeaderMap {
                self.headers()
            }

            async fn read(mut self, mut body: PartialBody) -> PartialBody {
                while let Some(chunk) = self.chunk().await.transpose() {
                    if !body.add(chunk) {
                        break;
                    }
                }
                body
            }

            async fn buffer(mut self, most: usize) -> Result<(Self, Vec<u8>), Self> {
                let mut start = Vec::new();
                let failure = loop {
                    match self.chunk().await {
                        Ok(Some(chunk)) => start.extend_from_slice(&chunk),
                        Ok(None) => return Ok((self, start)),
                        Err(failure) => break Some(failure.into()),
                    }
                    if start.len() > most {
                        break None;
                    }
                };
                Err($with(self, |rest| {
                    $reqwest::Body::wrap(Replay {
                        start: start.into(),
                        failure,
                        rest,
                    })
                }))
            }

            fn with_body(self, body: Vec<u8>) -> Self {
                $with(self, |_| body.into())
            }
        }

        /// Returns the same response with another body.
        #[cfg(all(feature = $feature, not(target_arch = "wasm32")))]
        fn $with(
            response: $reqwest::Response,
            body: impl FnOnce($reqwest::Body) -> $reqwest::Body,
        ) -> $reqwest::Response {
            use $reqwest::ResponseBuilderExt;

            let url = http::Response::builder().url(response.url().clone());
            let mut response: http::Response<$reqwest::Body> = response.into();
            if let Ok(url) = url.body(()) {
                response
                    .extensions_mut()
                    .extend(url.into_parts().0.extensions);
            }
            response.map(body).into()
        }

        /// In a browser, a response cannot be made again after its body has been read. So a body is read only if the status or a
        /// header states an error.
        #[cfg(all(feature = $feature, target_arch = "wasm32"))]
        impl ReadResponse for $reqwest::Response {
            fn status(&self) -> StatusCode {
                self.status()
            }

            fn headers(&self) -> &HeaderMap {
                self.headers()
            }

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

            async fn buffer(self, _: usize) -> Result<(Self, Vec<u8>), Self> {
                Err(self)
            }

            fn with_body(self, _: Vec<u8>) -> Self {
                self
            }
        }
    };
}

client!("reqwest", reqwest, with_body);
client!("reqwest-0-12", reqwest_0_12, with_body_0_12);

/// Reads the responses of the blocking client of one version of `reqwest`.
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
macro_rules! blocking_client {
    ($feature:literal, $reqwest:ident) => {
        #[cfg(feature = $feature)]
        impl ReadBlocking for $reqwest::blocking::Response {
            fn status(&self) -> StatusCode {
                self.status()
            }

            fn headers(&self) -> &HeaderMap {
                self.headers()
            }

            fn with_start(mut self, start: Vec<u8>, end: Result<bool, std::io::Error>) -> Self {
                use $reqwest::ResponseBuilderExt;

                let url = http::Response::builder().url(self.url().clone());
                let mut response = http::Response::new(());
                *response.status_mut() = self.status();
                *response.version_mut() = self.version();
                *response.headers_mut() = core::mem::take(self.headers_mut());
                *response.extensions_mut() = core::mem::take(self.extensions_mut());
                if let Ok(url) = url.body(()) {
                    response
                        .extensions_mut()
                        .extend(url.into_parts().0.extensions);
                }
                let body = match end {
                    Ok(true) => start.into(),
                    end => $reqwest::Body::wrap(Replay {
                        start: start.into(),
                        failure: end.err().map(Into::into),
                        rest: Blocking(self),
                    }),
                };
                response.map(|()| body).into()
            }
        }
    };
}

#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
blocking_client!("reqwest-blocking", reqwest);
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
blocking_client!("reqwest-0-12-blocking", reqwest_0_12);
