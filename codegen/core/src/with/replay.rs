//! The body of a response that was read in part, and turned out not to report an error: what was read, then the rest.

use alloc::boxed::Box;
use core::error::Error;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// A body whose start has been read.
pub(super) struct Replay<B> {
    /// The start of the body, until it is read again.
    pub(super) start: Bytes,
    /// Why reading stopped, if it failed.
    pub(super) failure: Option<Failure>,
    pub(super) rest: B,
}

/// The failure of a connection.
pub(super) type Failure = Box<dyn Error + Send + Sync>;

impl<B> Body for Replay<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Failure>,
{
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        if !self.start.is_empty() {
            let start = core::mem::take(&mut self.start);
            return Poll::Ready(Some(Ok(Frame::data(start))));
        }
        if let Some(failure) = self.failure.take() {
            return Poll::Ready(Some(Err(failure)));
        }
        let rest = Pin::new(&mut self.rest).poll_frame(context);
        rest.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.start.is_empty() && self.failure.is_none() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, start) = (self.rest.size_hint(), self.start.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower().saturating_add(start));
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper.saturating_add(start));
        }
        hint
    }
}

/// The rest of the body of a blocking response. Reading it blocks, as it does with the response itself.
#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
pub(super) struct Blocking<R>(pub(super) R);

#[cfg(any(feature = "reqwest-blocking", feature = "reqwest-0-12-blocking"))]
impl<R: std::io::Read + Unpin> Body for Blocking<R> {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let mut bytes = alloc::vec![0; 16 << 10];
        Poll::Ready(match self.0.read(&mut bytes) {
            Ok(0) => None,
            Ok(length) => {
                bytes.truncate(length);
                Some(Ok(Frame::data(bytes.into())))
            }
            Err(failure) => Some(Err(failure)),
        })
    }
}
