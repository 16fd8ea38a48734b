//! Bodies of any bytes in any notation, lists of errors and of violations, and headers with any values.

use std::sync::LazyLock;

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{ErrorResponse, Transport};
use api_error_catalog_model::{Arena, Source, open};

/// Catalogs that live as long as the program.
type Opened = LazyLock<Vec<&'static Tables<'static>>>;

static OF_NOTATIONS: Opened = LazyLock::new(|| {
    opened(&[
        include_str!("../../../spec/views/notes.yaml"),
        include_str!("../../../spec/views/store.yaml"),
        include_str!("../../../spec/views/shop.yaml"),
        include_str!("../../../spec/views/token.yaml"),
        include_str!("../../../spec/standards/bank.yaml"),
    ])
});

static OF_LISTS: Opened = LazyLock::new(|| {
    opened(&[
        include_str!("../../../spec/lists/batch.yaml"),
        include_str!("../../../spec/lists/details.yaml"),
        include_str!("../../../spec/lists/invalid.yaml"),
        include_str!("../../../spec/lists/prefixed.yaml"),
        include_str!("../../../spec/lists/several.yaml"),
        include_str!("../../../spec/standards/node.yaml"),
    ])
});

static OF_HEADERS: Opened = LazyLock::new(|| {
    opened(&[
        include_str!("../../../spec/ferry/ferry.yaml"),
        include_str!("../../../spec/lists/several.yaml"),
        include_str!("../../../spec/till/till.yaml"),
        include_str!("../../../wire/catalogs/aws-json-like.yaml"),
        include_str!("../../../wire/catalogs/discord-like.yaml"),
        include_str!("../../../wire/catalogs/grpc-like.yaml"),
        include_str!("../../../wire/catalogs/oauth-like.yaml"),
    ])
});

fn opened(texts: &[&'static str]) -> Vec<&'static Tables<'static>> {
    let opened = texts.iter().map(|text| {
        let loaded = open(Source::new("any.yaml", *text)).expect("a valid catalog");
        Box::leak(Box::new(loaded)).tables(Box::leak(Box::new(Arena::default())))
    });
    opened.collect()
}

/// A body, decoded by each catalog of bodies in other notations.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn notation(bytes: &[u8]) {
    for catalog in OF_NOTATIONS.iter().copied() {
        decoded(catalog, Some(422), &[], bytes);
    }
}

/// A body, decoded by each catalog of lists.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn list(bytes: &[u8]) {
    for catalog in OF_LISTS.iter().copied() {
        decoded(catalog, Some(207), &[], bytes);
    }
}

/// Lines with the values of headers, an empty line, then the body. Each header that a catalog names has one of the values, and so
/// has each further header of HTTP that the engine reads.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn headers(bytes: &[u8]) {
    let end = bytes.windows(2).position(|two| two == b"\n\n");
    let (lines, body) = bytes.split_at(end.unwrap_or(bytes.len()));
    let body = body.get(2..).unwrap_or_default();
    let lines = String::from_utf8_lossy(lines);
    let values: Vec<&str> = lines.split('\n').collect();
    for catalog in OF_HEADERS.iter().copied() {
        let sources = catalog.sources.iter();
        let names = sources.filter_map(|source| source.header_name());
        let names = ["Retry-After", "Date"].into_iter().chain(names);
        let headers: Vec<(&str, &str)> = names.zip(values.iter().copied().cycle()).collect();
        for status in [200, 400, 429] {
            decoded(catalog, Some(status), &headers, body);
        }
    }
}

/// What holds for every response.
fn decoded(
    catalog: &'static Tables<'static>,
    status: Option<u16>,
    headers: &[(&str, &str)],
    bytes: &[u8],
) {
    let response = ErrorResponse::new(catalog, Transport::Http(status), &headers, bytes.to_vec());
    assert_eq!(response.body(), bytes, "the received bytes must be kept");
    assert!(
        response.errors().next().is_some(),
        "an error has at least itself"
    );
    let mut last = None;
    for item in response.errors() {
        assert!(
            last.is_none_or(|last| last < item.index()),
            "items are in order"
        );
        last = Some(item.index());
        let _ = (
            item.code_text(),
            item.message(),
            item.raw().len(),
            item.status(),
        );
    }
    let texts: usize = response
        .violations()
        .iter()
        .map(|each| each.field.len() + each.message.len())
        .sum();
    assert!(
        texts <= 8 * bytes.len() + 8192,
        "texts of {texts} bytes for {}",
        bytes.len()
    );
    for name in
        catalog
            .fields
            .iter()
            .chain(&["code", "message", "violations", "retry_after", "request_id"])
    {
        let _ = (response.field(name), response.field_json(name));
    }
    let _ = (
        response.is_error(),
        response.retry_after(),
        response.should_retry(),
        response.category(),
        response.to_problem_details(),
    );
    let parts = response.clone().into_parts();
    let kept: usize = parts.headers.iter().map(|(_, value)| value.len()).sum();
    assert!(kept <= 4096, "headers of {kept} bytes are kept");
    assert_eq!(parts.body, bytes);
}
