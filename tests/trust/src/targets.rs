//! Properties that any bytes must have. The fuzz targets of `tests/fuzz` call these, and so do the tests, with every seed and
//! with everything that was ever found.

mod answers;
mod catalogs;
mod notations;
mod pages;
mod recorded;
mod streams;

use answers::{answer, message};
pub use catalogs::{loaded, printed};
use notations::{headers, list, notation};
pub use pages::page;
use pages::sync;
use recorded::recorded;
use streams::stream;

/// A target: its name, and what it does. It panics where a promise is broken.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("catalog", |bytes| drop(loaded(bytes))),
    ("markdown", |bytes| page("page.md", bytes)),
    ("html", |bytes| page("page.html", bytes)),
    ("text", |bytes| page("page.txt", bytes)),
    ("listing", |bytes| page("page.csv", bytes)),
    ("restructured", |bytes| page("page.rst", bytes)),
    ("asciidoc", |bytes| page("page.adoc", bytes)),
    ("sync", sync),
    ("answer", answer),
    ("message", message),
    ("notation", notation),
    ("list", list),
    ("headers", headers),
    ("stream", stream),
    ("lines", recorded),
    ("har", recorded),
];

/// The target of this name.
///
/// # Panics
///
/// Panics if there is none.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a target of this name");
    target(bytes);
}
