//! Streams of any bytes have the same errors in parts of any size.

use api_error_catalog_model::{Arena, Source, open};

use api_error_catalog::{ErrorResponse, ResponseStream, StreamFormat};

/// The format in the first byte, the size of the parts in the second, the maximum length of an event in the third, then the stream.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn stream(bytes: &[u8]) {
    let [format, size, limit, stream @ ..] = bytes else {
        return;
    };
    let format = match format % 2 {
        0 => StreamFormat::Events,
        _ => StreamFormat::Lines,
    };
    let limit = usize::from(*limit) * 16;
    let text = include_str!("../../../spec/streams/talk.yaml");
    let loaded = open(Source::new("talk.yaml", text)).expect("a catalog without errors");
    let arena = Arena::default();
    let catalog = loaded.tables(&arena);
    let read = |size: usize| {
        let mut reader = ResponseStream::new(catalog, format, limit);
        let mut errors = Vec::new();
        for part in stream.chunks(size) {
            errors.extend(reader.push(part));
        }
        errors.extend(reader.finish());
        errors
    };
    let whole = read(stream.len().max(1));
    let parts = read(usize::from(*size).max(1));
    assert!(
        whole == parts,
        "the same errors in parts of any size: {whole:?} {parts:?}"
    );
    for error in whole {
        assert!(error.body().len() <= limit);
        sent_again(&error);
    }
}

/// An error that is sent as an event is read again.
fn sent_again(error: &ErrorResponse<'_>) {
    let event = error.to_event();
    let mut reader = ResponseStream::new(error.catalog(), StreamFormat::Events, event.len());
    let read: Vec<_> = reader.push(event.as_bytes()).collect();
    let [read] = read.as_slice() else {
        panic!("one event must be one error: {event:?} {read:?}");
    };
    let is_json = serde_json::from_slice::<serde_json::Value>(error.body()).is_ok();
    if is_json {
        assert_eq!(
            read.info().map(|info| info.name),
            error.info().map(|info| info.name)
        );
    }
}
