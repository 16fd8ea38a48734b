//! Drift between two pages, two catalogs, a page and its catalog, or a page and what it contained earlier.
//!
//! ```text
//! Page    ──page_items────▶ items ─┐
//! Catalog ──catalog_items─▶ items ─┼─changes──▶ Change (old and new values) ──verdict──▶ patch, minor, major
//! Lock (fingerprints) ─────────────┘                  └──▶ text, JSON
//! ```
//!
//! - `aspect`, `item`: what can change, and its values; `page_items` and `catalog_items` fill them (`declared`: `details`).
//! - `changes` compares two lists of items, `page_check` a catalog with its page (`wire_facts`), `lock` a page with its earlier state.
//! - `change`, `verdict`, `change_text`, `change_json`: a change, what it means for code, and how it is shown.
//! - `copied`: texts of a catalog that repeat its page.
//! - `rust_names`: the names that the lock remembers; `stale_errata`: errata that the page has fixed.
//! - [`import`] makes a catalog from a page, and [`sync`] merges a newer page into a catalog.

mod aspect;
mod catalog_items;
mod change;
mod change_json;
mod change_text;
mod changes;
mod copied;
mod declared;
pub mod import;
mod item;
mod lock;
mod lock_text;
mod page_check;
mod page_items;
mod rust_names;
mod shown;
mod stale_errata;
pub mod sync;
mod verdict;
mod wire_facts;

pub use aspect::Aspect;
pub use catalog_items::catalog_items;
pub use change::{Change, ChangeKind};
pub use changes::changes;
pub use copied::{COPIED_WORDS, CopiedRuns};
pub use item::{AspectValue, Fingerprint, Item, ItemKind};
pub use lock::{Lock, LockError, SinceLock};
pub use page_check::{compare_with_page, statuses_in_catalog, statuses_on_page};
pub use page_items::page_items;
pub use rust_names::{LostName, RustNames};
pub use stale_errata::{StaleErratum, stale_errata};
pub use verdict::Verdict;
