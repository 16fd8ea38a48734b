//! Recorded responses: an input of any bytes is read to its end or reported as broken, regardless of how it is split, and
//! the catalog that is drafted from it is valid.

use std::io::{self, Read};
use std::sync::LazyLock;

use api_error_catalog_core::table::Catalog as Tables;
use api_error_catalog_model::{Arena, Catalog, Loaded, Source, open};
use api_error_catalog_traffic::{Inference, Observer};

/// The built-in catalogs; their tables last as long as the program, so they are made once.
static CATALOGS: LazyLock<Vec<(Catalog, &'static Tables)>> = LazyLock::new(|| {
    let sources = crate::seeds::built_in();
    let loaded = sources.iter().map(|(name, text)| {
        open(Source::new(name, String::from_utf8_lossy(text).as_ref())).expect("a built-in catalog")
    });
    loaded.map(leaked).collect()
});

/// A catalog with tables that last as long as the program.
fn leaked(loaded: Loaded) -> (Catalog, &'static Tables<'static>) {
    let (loaded, arena): (&Loaded, &Arena) =
        (Box::leak(Box::new(loaded)), Box::leak(Box::default()));
    (loaded.catalog.clone(), loaded.tables(arena))
}

/// Lines of JSON or a HAR file, as it is or compressed.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn recorded(bytes: &[u8]) {
    let whole = observed(bytes);
    let pieces = observed(Pieces {
        rest: bytes,
        length: 1 + bytes.len() % 7,
    });
    assert_eq!(
        whole, pieces,
        "the findings must not depend on how the input is split"
    );
    let mut inference = Inference::default();
    if inference.read("answers", bytes, &mut |_| ()).is_ok() {
        let inferred = inference.finish("inferred");
        let (yaml, errors) = (&inferred.imported.yaml, inferred.imported.found.errors);
        if let (Err(report), true) = (
            open(Source::new("inferred.yaml", yaml.as_str())),
            errors > 0,
        ) {
            panic!(
                "a drafted catalog loads unedited, and this one does not:\n{}\n{yaml}",
                report.lines()
            );
        }
    }
}

/// Returns the findings in every format, and the reason why reading ended early, if it did.
fn observed(input: impl Read) -> (String, Option<String>) {
    let mut observer = Observer::new(CATALOGS.clone(), None, true);
    let ended = observer
        .read("answers", input, &mut |_| ())
        .err()
        .map(|error| error.to_string());
    let observation = observer.finish();
    (
        format!(
            "{}\n{}\n{}",
            observation.human(),
            observation.markdown(),
            observation.json()
        ),
        ended,
    )
}

/// Hands out a few bytes at a time.
struct Pieces<'b> {
    rest: &'b [u8],
    length: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let (piece, rest) = self
            .rest
            .split_at(self.length.min(into.len()).min(self.rest.len()));
        into[..piece.len()].copy_from_slice(piece);
        self.rest = rest;
        Ok(piece.len())
    }
}
