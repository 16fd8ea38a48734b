//! Opening catalogs does not leak memory: a macro server opens them for as long as the editor runs.
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use api_error_catalog_model::{Arena, Source, open};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The bytes that are still taken after all built-in catalogs were opened so many times.
fn growth(times: usize) -> usize {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let names = ["audixa", "elevenlabs", "faseeh", "scriptix", "ttsopenai"];
    let texts = names.map(|name| {
        std::fs::read_to_string(directory.join(format!("{name}.yaml"))).expect("a catalog")
    });
    let open_all = || {
        for text in &texts {
            let loaded = open(Source::new("any.yaml", text.as_str())).expect("a valid catalog");
            let arena = Arena::default();
            assert!(!loaded.tables(&arena).errors.is_empty());
        }
    };
    // Memory that is allocated once, at the first use, does not count.
    open_all();
    let before = MEMORY.current_usage();
    (0..times).for_each(|_| open_all());
    MEMORY.current_usage().saturating_sub(before)
}

#[test]
fn opened_catalogs_leave_nothing_behind() {
    let grown = growth(10);
    assert!(grown < (1 << 20) / 50, "{grown} bytes");
}

#[test]
#[ignore = "takes long: .ci/run runs it"]
fn five_hundred_times_leave_nothing_behind() {
    let grown = growth(500);
    assert!(grown < 1 << 20, "{grown} bytes");
}
