//! Finds the errors in a stream of server-sent events or of JSON lines.

use alloc::string::String;

use crate::engine::decode;
use crate::engine::frames::{ERROR, Frames, StreamFormat};
use crate::engine::resolution::Transport;
use crate::engine::response::ErrorResponse;
use crate::engine::scan::Span;
use crate::tables::catalog::Catalog;
use crate::tables::envelope::MAX_FIELDS;

/// The maximum number of bytes that are read of one event of a stream (1 MiB), unless another limit is set.
pub const MAX_EVENT: usize = 1 << 20;

impl<'t> ErrorResponse<'t> {
    /// Decodes one event of a stream, and returns `None` if it is not an error. `event` is the name of a server-sent event; pass
    /// `""` for an event without a name and for a line of JSON.
    ///
    /// An event with the name `error` is an error. Any other is a body under the status 200, so it is an error if the catalog lists
    /// its shape under `success_errors`. The name decides alone if the catalog does not, and then the status is unknown.
    #[must_use]
    pub fn try_from_event(
        catalog: &'t Catalog<'t>,
        event: &str,
        data: &[u8],
    ) -> Option<ErrorResponse<'t>> {
        of_event(catalog, event.as_bytes() == ERROR, data)
    }

    /// Returns the error as a server-sent event with the name `error`, for a server that sends a stream.
    #[must_use]
    #[inline]
    pub fn to_event(&self) -> String {
        let body = String::from_utf8_lossy(self.body());
        let mut event = String::from("event: error\n");
        // A line break inside a JSON string is escaped, so any other may be written in another way.
        for line in body.split(['\n', '\r']) {
            event.push_str("data: ");
            event.push_str(line);
            event.push('\n');
        }
        event.push('\n');
        event
    }
}

fn of_event<'t>(
    catalog: &'t Catalog<'t>,
    is_error: bool,
    data: &[u8],
) -> Option<ErrorResponse<'t>> {
    if !is_error && !may_be_error(catalog, data) {
        return None;
    }
    let response = |status| {
        let transport = Transport::Http(status);
        ErrorResponse::new(catalog, transport, &[("", ""); 0], data.to_vec())
    };
    let under_success = response(Some(200));
    match under_success.is_error() {
        true => Some(under_success),
        false => is_error.then(|| response(None)),
    }
}

/// Returns `true` if the data has a shape that makes it an error under the status 200. It copies nothing, because nearly all
/// events of a stream are not errors.
fn may_be_error(catalog: &Catalog<'_>, data: &[u8]) -> bool {
    let shapes = catalog.rules.map_or(&[][..], |rules| rules.success_errors);
    if shapes.is_empty() {
        return false;
    }
    let mut fields = [Span::default(); MAX_FIELDS];
    let found = decode::decode(catalog, data, false, None, &mut fields);
    found.exact && found.shape.is_some_and(|shape| shapes.contains(&shape))
}

/// Finds the errors in the bytes of a stream, which may be passed in parts of any size.
///
/// It holds at most one event, in at most twice as many bytes as the limit. It decodes the start of a longer event.
#[derive(Debug)]
pub struct ResponseStream<'t> {
    catalog: &'t Catalog<'t>,
    frames: Frames,
}

impl<'t> ResponseStream<'t> {
    /// Creates a reader for the errors of a catalog, which reads at most `limit` bytes of an event.
    #[must_use]
    pub fn new(catalog: &'t Catalog<'t>, format: StreamFormat, limit: usize) -> ResponseStream<'t> {
        ResponseStream {
            catalog,
            frames: Frames::new(format, limit),
        }
    }

    /// Reads the next bytes of the stream, and returns the errors that they complete. Errors that are not taken from the iterator
    /// are skipped.
    pub fn push<'s>(&'s mut self, bytes: &'s [u8]) -> StreamErrors<'s, 't> {
        StreamErrors {
            stream: self,
            bytes,
        }
    }

    /// Ends the stream, and returns the error that its last event is, even if the event is not complete.
    pub fn finish(&mut self) -> Option<ErrorResponse<'t>> {
        let is_event = self.frames.end();
        is_event.then(|| self.error()).flatten()
    }

    /// Returns the error that the last event is.
    fn error(&self) -> Option<ErrorResponse<'t>> {
        let frames = &self.frames;
        let mut error = of_event(self.catalog, frames.is_error(), frames.data())?;
        error.truncated = frames.is_truncated();
        Some(error)
    }
}

/// The errors in bytes of a stream; see [`ResponseStream::push`].
#[derive(Debug)]
pub struct StreamErrors<'s, 't> {
    stream: &'s mut ResponseStream<'t>,
    bytes: &'s [u8],
}

impl<'t> Iterator for StreamErrors<'_, 't> {
    type Item = ErrorResponse<'t>;

    fn next(&mut self) -> Option<ErrorResponse<'t>> {
        while self.stream.frames.advance(&mut self.bytes) {
            if let Some(error) = self.stream.error() {
                return Some(error);
            }
        }
        None
    }
}

impl Drop for StreamErrors<'_, '_> {
    fn drop(&mut self) {
        while self.stream.frames.advance(&mut self.bytes) {}
    }
}
