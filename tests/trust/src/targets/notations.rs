//! Bodies of any bytes in any notation: XML, forms, UTF-16, lists of errors and of violations.

use std::sync::LazyLock;

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_core::{ErrorResponse, Transport};
use api_error_catalog_model::{Arena, Source, open};

const TEXTS: [&str; 5] = [
    include_str!("../../../spec/lists/batch.yaml"),
    include_str!("../../../spec/lists/details.yaml"),
    include_str!("../../../spec/lists/invalid.yaml"),
    include_str!("../../../spec/views/notes.yaml"),
    include_str!("../../../spec/views/store.yaml"),
];

/// The catalogs, which live as long as the program.
static CATALOGS: LazyLock<Vec<&'static Tables<'static>>> = LazyLock::new(|| {
    let opened = TEXTS.iter().map(|text| {
        let loaded = open(Source::new("any.yaml", *text)).expect("a valid catalog");
        Box::leak(Box::new(loaded)).tables(Box::leak(Box::new(Arena::default())))
    });
    opened.collect()
});

/// A body, decoded by each catalog.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn notation(bytes: &[u8]) {
    for catalog in CATALOGS.iter().copied() {
        let no_headers: &[(&str, &str)] = &[];
        let status = Transport::Http(Some(422));
        let response = ErrorResponse::new(catalog, status, &no_headers, bytes.to_vec());
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
        for name in catalog
            .fields
            .iter()
            .chain(&["code", "message", "violations"])
        {
            let _ = (response.field(name), response.field_json(name));
        }
        assert_eq!(response.clone().into_body(), bytes);
    }
}
