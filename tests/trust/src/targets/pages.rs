//! A page of any form: what is found can be written, imported, compared and merged.

use api_error_catalog_drift::import::{import, page_facts};
use api_error_catalog_drift::sync::{Removal, sync as merge};
use api_error_catalog_drift::{Lock, RustNames, changes, page_items};
use api_error_catalog_model::{Loaded, Source, open};
use api_error_catalog_pages::{Page, read};

/// Any bytes as a page of this name.
///
/// # Panics
///
/// Panics if a property does not hold.
pub fn page(name: &str, bytes: &[u8]) {
    let Ok(page) = read(name, bytes) else { return };
    let _ = page_facts(&page, "page");
    let imported = import(&page, "page");
    if !imported.is_empty() {
        let yaml = imported.yaml;
        if let Err(report) = open(Source::new("page.yaml", yaml.as_str())) {
            panic!(
                "an imported catalog loads unedited, and this one does not:\n{}\n{yaml}",
                report.lines()
            );
        }
    }
    compared(&page);
}

/// Nothing lies between a page and itself, nor between a page and its lock.
fn compared(page: &Page) {
    let items = page_items(page);
    assert_eq!(changes(&items, &items), [], "a page differs from itself");
    let lock = Lock::of(&items);
    assert_eq!(lock.changes(&items), [], "a page differs from its lock");
    let read = Lock::parse(&lock.to_string()).expect("a lock that can be read");
    assert_eq!(
        read.changes(&items),
        [],
        "a page differs from its lock as it is written:\n{lock}"
    );
}

/// A catalog and a page, separated by a line of `%%%`. A merged catalog is valid, and a second merge changes nothing.
///
/// # Panics
///
/// Panics if a property does not hold.
pub(super) fn sync(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Some((catalog, page)) = text.split_once("\n%%%\n") else {
        return;
    };
    let Ok(page) = read("page.md", page.as_bytes()) else {
        return;
    };
    let Ok(catalog) = open(Source::new("catalog.yaml", catalog)) else {
        return;
    };
    for removal in [Removal::Deprecate, Removal::Drop] {
        let run =
            |catalog: &Loaded| merge(catalog, &page, &RustNames::default(), removal, "2026-11-21");
        // A merge may be reported as impossible, with nothing lost.
        let Ok(merged) = run(&catalog) else { continue };
        if merged.left.is_empty() {
            let text = Source::new("catalog.yaml", merged.text.as_str());
            let again =
                run(&open(text).expect("a merged catalog must be valid")).expect("a second merge");
            assert_eq!(again.text, merged.text, "a second merge changes something");
        }
    }
}
